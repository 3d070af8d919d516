"""Availability as people write it, and what is told instead of guessed."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.model.availability import WEEK_MINUTES, Availability, split_week
from toolkit.reading.availability import read_availability, write_availability

EVENING = {"evening": (datetime.time(18), datetime.time(22)), "night": (datetime.time(22), datetime.time(2))}


@pytest.mark.parametrize(
    ("text", "means"),
    [
        (
            "Mon 18:00-21:00; Tue, Thu evenings after 19:00; weekends 10-16",
            "Mon 18:00-21:00; Tue, Thu 19:00-24:00; Sat, Sun 10:00-16:00",
        ),
        ("M18:00 M21:00, W22:00 R01:00", "Mon 18:00-21:00; Wed 22:00-24:00; Thu 00:00-01:00"),
        ("U22:00 M02:00", "Mon 00:00-02:00; Sun 22:00-24:00"),
        ("Sun 22:00-02:00", "Mon 00:00-02:00; Sun 22:00-24:00"),
        ("Mon-Fri 9-17", "Mon, Tue, Wed, Thu, Fri 09:00-17:00"),
        ("Mondays 6-9pm, Tue 10am to noon", "Mon 18:00-21:00; Tue 10:00-12:00"),
        ("Mon 9-11, 14-16", "Mon 09:00-11:00, 14:00-16:00"),
        ("Mon, Wed and Fri 18:00–21:00", "Mon, Wed, Fri 18:00-21:00"),
        ("Mon/Wed 18.00-20.00", "Mon, Wed 18:00-20:00"),
        ("Mon 18:00 to 21:00 or Tue 18:00 to 20:00", "Mon 18:00-21:00; Tue 18:00-20:00"),
        ("Mon 10-2pm; Sat 11am-2", "Mon 10:00-14:00; Sat 11:00-14:00"),
        ("Sat 12am-2am; Sun noon to midnight", "Sat 00:00-02:00; Sun 12:00-24:00"),
        (
            "Tue all day; Wed until 12:00; every day after 21:00",
            "Mon, Thu, Fri, Sat, Sun 21:00-24:00; Tue 00:00-24:00; Wed 00:00-12:00, 21:00-24:00",
        ),
        ("any time", "Mon, Tue, Wed, Thu, Fri, Sat, Sun 00:00-24:00"),
        ("Mon 18h30-21h", "Mon 18:30-21:00"),
        # letters of universities, and hours through the day
        ("M-F 6pm-9pm", "Mon-Fri 18:00-21:00"),
        ("MWF 18:00-20:00; TTh 9-11; TR 12:00-13:00", "Mon, Wed, Fri 18:00-20:00; Tue, Thu 9-11, 12:00-13:00"),
        ("M/W/F 18.00–20.00, T 9am-10am", "Mon, Wed, Fri 18:00-20:00; Tue 09:00-10:00"),
        ("M, W, F 18:00-20:00; Tu-Th 18h-20h", "Mon-Fri 18:00-20:00"),
        ("weekends 10-4; Mon 9-5", "Sat, Sun 10:00-16:00; Mon 09:00-17:00"),
        ("Mon any time after 18:00", "Mon 18:00-24:00"),
        ("any weekday after 6", "Mon-Fri 18:00-22:00"),
        ("Mon Evening, 19:00-21:00", "Mon 19:00-21:00"),
        (
            "MON, TUE 18:00-20:00; WED 18:00-19:00; THU 18:00-20:00; FRI, SAT 9-10; SUN 10-12",
            "Mon, Tue, Thu 18:00-20:00; Wed 18:00-19:00; Fri, Sat 09:00-10:00; Sun 10:00-12:00",
        ),
        ("daily 9 am - 11 am", "Mon-Sun 09:00-11:00"),
        ("daily 9 a.m. - 11 a.m.", "Mon-Sun 09:00-11:00"),
        ("am Montag 18-20 Uhr", "Mon 18:00-20:00"),
        # eleven languages
        ("Montag 18-20 Uhr; Di und Do 19:00 bis 21:00; Wochenende 10-16", "Mon 18-20; Tue, Thu 19-21; Sat, Sun 10-16"),
        ("Mo-Fr ab 18:00, Sa/So 10-12", "Mon-Fri 18:00-24:00; Sat, Sun 10:00-12:00"),
        ("lundi et mercredi de 18h à 20h", "Mon, Wed 18:00-20:00"),
        ("mar. 18h-20h; jeu 19h-21h; dim 10h-12h", "Tue 18:00-20:00; Thu 19:00-21:00; Sun 10:00-12:00"),
        ("lunes y miércoles de 18:00 a 20:00; sábados 10:00-12:00", "Mon, Wed 18:00-20:00; Sat 10:00-12:00"),
        ("lunedì dalle 18 alle 20; gio 9-11", "Mon 18:00-20:00; Thu 09:00-11:00"),
        ("segunda-feira 18:00-20:00; terça e quinta das 19:00 às 21:00", "Mon 18-20; Tue, Thu 19-21"),
        ("maandag van 18 tot 20 uur, za 10:00-12:00", "Mon 18:00-20:00; Sat 10:00-12:00"),
        ("måndag och onsdag kl. 18-20; lör 10-12", "Mon, Wed 18:00-20:00; Sat 10:00-12:00"),
        ("mandag til torsdag 18-20; lørdag 10-12", "Mon-Thu 18:00-20:00; Sat 10:00-12:00"),
        ("poniedziałek od 18 do 20; środa 18:00-20:00", "Mon, Wed 18:00-20:00"),
        ("pondělí a středa 18:00-20:00", "Mon, Wed 18:00-20:00"),
        ("", ""),
    ],
)
def test_a_text_means_these_hours(text: str, means: str) -> None:
    found = read_availability(text)
    assert found.problems == ()
    assert found.stretches == read_availability(means).stretches
    assert read_availability(write_availability(found)).stretches == found.stretches


@pytest.mark.parametrize(
    "text",
    [
        "M00:00 M00:00",  # a whole week, as one tool stores it, or nothing
        "M21:00 M18:00",
        "M18:00",
        "Mon evening",
        "Mon 6-9",
        "Mon 18:00-18:00",
        "Mon 25:00-26:00",
        "Mon",
        "18:00-20:00",
        "weekdays except Wed 10-12",
        "not Mon 10-12",
        "9-11 Mon and 14:00-16:00 Tue",
        "Mon 18:00-21:00 EST",
        "Mon 18:00-21:00 UTC+5",
        "Mon 18:00-21:00 Europe/Lundun",
        "Mon 18:00-21:00 if it rains",
        "Thursdays from half past six",
        "S 10:00-12:00",
        "nicht Montag 18-20",
        "lundi soir",
        "Mon so 19:00-20:00",
        "do Mon 10:00-12:00",
        "I am free so 18:00-20:00",
        "any",
        "free",
        "mornings after 6",
    ],
)
def test_what_is_unclear_is_told_and_taken_for_nothing(text: str) -> None:
    found = read_availability(text)
    assert found.problems
    assert found.stretches == ()


def test_an_unclear_part_leaves_the_others() -> None:
    found = read_availability("Mon evening; Tue 18:00-20:00")
    assert (len(found.problems), write_availability(found)) == (1, "Tue 18:00-20:00")


def test_words_have_the_hours_that_the_organiser_gives_them() -> None:
    assert (
        write_availability(read_availability("Mon evening; Tue evenings after 19:00", words=EVENING))
        == "Mon 18:00-22:00; Tue 19:00-22:00"
    )
    assert write_availability(read_availability("Sun night", words=EVENING)) == "Mon 00:00-02:00; Sun 22:00-24:00"
    assert read_availability("Mon evenings 08:00-10:00", words=EVENING).problems


def test_hours_in_a_label_win_over_a_words_and_a_word_of_another_language_has_those_of_ours() -> None:
    assert write_availability(read_availability("Mon evening, 17:30-23:00", words=EVENING)) == "Mon 17:30-23:00"
    assert write_availability(read_availability("Montag abends", words=EVENING)) == "Mon 18:00-22:00"
    assert read_availability("Mon abends").words == ("abend",)


def test_a_supposed_end_is_said_and_a_word_without_hours_leaves_what_stands_beside_it() -> None:
    assert read_availability("Mon after 6").notes == ("“after 6” is taken for 18:00 to 22:00.",)
    assert read_availability("Mon, Tue after 7pm; Wed after 7pm").notes == ("“after 7pm” is taken for 19:00 to 24:00.",)
    assert read_availability("Sat until 12:00; Sun 20:00+").notes == (
        "“until 12:00” is taken for 00:00 to 12:00.",
        "“after 20:00” is taken for 20:00 to 24:00.",
    )


def test_hours_of_which_both_ends_are_said_suppose_nothing() -> None:
    assert read_availability("Mon 18:00-24:00; Tue all day").notes == ()
    assert read_availability("Tue evenings after 19:00", words=EVENING).notes == ()
    found = read_availability("Mon late, Tue 18:00-20:00; Wed late")
    assert (found.words, found.lacks_only_hours, write_availability(found)) == (("late",), True, "Tue 18:00-20:00")
    assert not read_availability("Mon late; not Tue").lacks_only_hours


def test_an_abbreviation_has_the_place_that_was_said() -> None:
    found = read_availability("Mon 18:00-21:00 EST", zones={"EST": "America/New_York"})
    assert (found.zone, found.problems) == ("America/New_York", ())


def test_a_zone_in_the_text_is_told() -> None:
    found = read_availability("Mon 18:00-21:00 (Asia/Kolkata)")
    assert (found.zone, write_availability(found)) == ("Asia/Kolkata", "Mon 18:00-21:00 (Asia/Kolkata)")
    assert read_availability("Mon 18:00-20:00 Asia/Kolkata; Tue 18:00-20:00 Europe/London").stretches == ()


stretches = st.lists(
    st.tuples(st.integers(0, WEEK_MINUTES - 1), st.integers(1, 3000)).map(lambda pair: (pair[0], sum(pair))), max_size=6
)


@given(stretches)
def test_what_is_written_reads_back(found: list[tuple[int, int]]) -> None:
    availability = Availability(split_week(found))
    assert read_availability(write_availability(availability)) == availability


@given(stretches, st.integers(-20000, 20000), st.integers(1, 600))
def test_a_meeting_is_held_when_each_of_its_minutes_is_free(
    found: list[tuple[int, int]], start: int, minutes: int
) -> None:
    free = {minute % WEEK_MINUTES for first, last in found for minute in range(first, last)}
    assert Availability(split_week(found)).holds(start, minutes) == all(
        (start + minute) % WEEK_MINUTES in free for minute in range(minutes)
    )


@given(st.text(max_size=60))
def test_any_text_is_read_without_a_traceback(text: str) -> None:
    assert isinstance(read_availability(text), Availability)


@pytest.mark.parametrize(
    ("text", "stretches"),
    [("Tue afternoon", ()), ("Tue after noon", ((2160, 2880),)), ("Tue after7pm", ((2580, 2880),))],
)
def test_an_afternoon_does_not_last_until_midnight(text: str, stretches: tuple[tuple[int, int], ...]) -> None:
    assert read_availability(text).stretches == stretches
