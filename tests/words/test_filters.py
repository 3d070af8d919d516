"""How values are said on a page."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.words.filters import (
    about,
    bare_time,
    called,
    date_words,
    day_words,
    duration,
    inline,
    listing,
    markdown,
    month_day,
    number_word,
    plain,
    plural,
    sentence,
    short_date,
    span_words,
    time_range,
    time_words,
)

TUESDAY = datetime.date(2027, 1, 19)


def test_raw_html_in_markdown_is_shown_as_text() -> None:
    assert "<script>" not in markdown("<script>alert(1)</script>\n\nand <b onclick=x>this</b>")
    assert "&lt;script&gt;" in markdown("<script>alert(1)</script>")
    assert inline("**bold** <i>not</i>") == "<strong>bold</strong> &lt;i&gt;not&lt;/i&gt;"


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "JaVaScRiPt:x", "//host/x", "../secret"],
)
def test_a_link_that_leads_elsewhere_than_web_mail_or_calendar_is_no_link(address: str) -> None:
    assert "<a" not in inline(f"[here]({address})")


@pytest.mark.parametrize(
    "address", ["https://example.org/a", "http://example.org", "mailto:a@example.org", "webcal://example.org/x.ics"]
)
def test_links_to_web_mail_and_calendars_stay(address: str) -> None:
    assert f'href="{address}"' in inline(f"[here]({address})")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Derive it **by\nhand**, then `run` it.", "Derive it by hand, then run it."),
        ("See [the *notes*](https://example.org/n).", "See the notes (https://example.org/n)."),
        ("Ask <ada@example.org> or <https://example.org>.", "Ask ada@example.org or https://example.org."),
        (
            "Bring\n- a *pen*\n- paper\n  1. lined\n  2. plain\n\nThen go.",
            "Bring\n- a pen\n- paper\n  1. lined\n  2. plain\nThen go.",
        ),
        ("One.\n\nTwo.", "One.\nTwo."),
        ("# Head\n\n```\na = 1\n  b\n```", "Head\na = 1\n  b"),
        ("Ring +44 7700 900123, a_b_c, 2 * 3 * 4.", "Ring +44 7700 900123, a_b_c, 2 * 3 * 4."),
        ("Fish & Chips <b>", "Fish & Chips <b>"),
        ("", ""),
    ],
)
def test_markdown_is_said_plainly_a_line_for_each_paragraph_and_item(text: str, said: str) -> None:
    assert plain(text) == said


def test_pictures_are_not_read_from_markdown() -> None:
    assert "<img" not in markdown("![alt](https://example.org/x.png)")


def test_headings_move_down_by_the_shift_and_end_at_six() -> None:
    assert markdown("# One", 2).strip() == "<h3>One</h3>"
    assert markdown("###### Six", 2).strip() == "<h6>Six</h6>"
    assert markdown("## Two", 0).strip() == "<h2>Two</h2>"


def test_inline_takes_a_text_over_several_lines_as_one_paragraph() -> None:
    assert inline("one\n\ntwo") == "one two"


def test_dates_are_said_in_british_or_american_order() -> None:
    assert date_words(TUESDAY) == "Tuesday 19 January 2027"
    assert date_words("2027-01-19", "en-US") == "Tuesday, January 19, 2027"
    assert (day_words(TUESDAY), day_words(TUESDAY, "en-US")) == ("19 January 2027", "January 19, 2027")
    assert (short_date(TUESDAY), short_date(TUESDAY, "en-US")) == ("Tue 19 Jan", "Tue, Jan 19")
    assert (month_day(TUESDAY), month_day(TUESDAY, "en-US")) == ("19 Jan", "Jan 19")


@pytest.mark.parametrize(
    ("jotted", "said"),
    [
        ("hall taken", "Hall taken."),
        ("Hall taken!", "Hall taken!"),
        (" él está enfermo ", "Él está enfermo."),
        ("", ""),
        ("停电。", "停电。"),
    ],
)
def test_a_reason_is_printed_as_a_sentence(jotted: str, said: str) -> None:
    assert sentence(jotted) == said


def test_a_stretch_of_days_says_the_year_once_unless_there_are_two() -> None:
    assert span_words(TUESDAY, datetime.date(2027, 3, 9)) == "19 January to 9 March 2027"
    assert span_words(TUESDAY, datetime.date(2027, 3, 9), language="en-US") == "January 19 to March 9, 2027"
    assert span_words(TUESDAY, datetime.date(2028, 1, 4)) == "19 January 2027 to 4 January 2028"


@given(st.dates(min_value=datetime.date(1900, 1, 1)))
def test_every_date_names_its_own_day_whatever_the_locale(date: datetime.date) -> None:
    words = date_words(date)
    assert words.split()[1:] == [str(date.day), words.split()[2], str(date.year)]
    assert DAYS[words.split()[0]] == date.weekday()


DAYS = {"Monday": 0, "Tuesday": 1, "Wednesday": 2, "Thursday": 3, "Friday": 4, "Saturday": 5, "Sunday": 6}


def test_times_stand_with_a_dash_between() -> None:
    assert time_range(datetime.time(18, 30), datetime.time(20, 30)) == "18:30–20:30"


@pytest.mark.parametrize(
    ("hour", "minute", "words", "bare"),
    [
        (18, 30, "6:30 pm", "6:30"), (18, 0, "6 pm", "6:00"), (9, 5, "9:05 am", "9:05"),
        (12, 0, "noon", "12:00"), (12, 30, "12:30 pm", "12:30"), (0, 0, "midnight", "12:00"),
        (0, 15, "12:15 am", "12:15"),
    ],
)  # fmt: skip
def test_a_clock_of_twelve_hours_says_which_half_of_the_day(hour: int, minute: int, words: str, bare: str) -> None:
    time = datetime.time(hour, minute)
    assert (time_words(time, 12), bare_time(time, 12)) == (words, bare)
    assert time_words(time) == bare_time(time) == f"{hour:02d}:{minute:02d}"


def test_a_stretch_within_one_half_of_the_day_names_it_once() -> None:
    def words(first: int, last: int) -> str:
        return time_range(datetime.time(first), datetime.time(last, 30), clock=12)

    assert (words(18, 20), words(9, 11)) == ("6–8:30 pm", "9–11:30 am")
    assert (words(11, 13), words(12, 14)) == ("11 am–1:30 pm", "noon–2:30 pm")


@pytest.mark.parametrize(
    ("minutes", "words"), [(0, "0 min"), (40, "40 min"), (90, "90 min"), (120, "2 h"), (130, "2 h 10 min")]
)
def test_minutes_become_hours_from_two_hours_on(minutes: int, words: str) -> None:
    assert duration(minutes) == words
    assert about(minutes) == f"about {words}"


def test_numbers_and_lists_in_words() -> None:
    assert (plural(1, "person", many="people"), plural(3, "person", many="people"), plural(2, "chair")) == (
        "1 person",
        "3 people",
        "2 chairs",
    )
    assert (number_word(3), number_word(0), number_word(13)) == ("three", "no", "13")
    assert [listing(words) for words in ([], ["Ada"], ["Ada", "Ben"], ["Ada", "Ben", "Cem"])] == [
        "",
        "Ada",
        "Ada and Ben",
        "Ada, Ben and Cem",
    ]


def test_people_are_greeted_by_the_first_of_their_names_and_in_full_where_that_is_none() -> None:
    names = [
        "Amara Nwosu",
        "Jean-Pierre D’Arcy",
        "Zoë",
        "Nguyễn Thị Hồng",
        "Dr. Anna Smith",
        "J Ortega",
        "Smith, Anna",
        " ",
    ]
    assert [called(name) for name in names] == [
        "Amara", "Jean-Pierre", "Zoë", "Nguyễn", "Dr. Anna Smith", "J Ortega", "Smith, Anna", "",
    ]  # fmt: skip
