"""Every kind of file that organisers have: who is in it, when they are free in which zone, and what is told instead of
guessed.

The files stand in tests/examples/imports; they are made up, in the form that each tool writes.
"""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from tests.examples import EXAMPLES
from toolkit.model.imports import Answers, Found
from toolkit.problems import ProblemsFound
from toolkit.reading.imports import read_import

LONDON = Answers(zone="Europe/London")
NAMED = replace(LONDON, columns={"What should we call you?": "name"})
WEEK = Answers(zone="Europe/London", week_of=datetime.date(2027, 1, 18), window="Mon-Fri 18:00-22:00")
EVENING = {"evening": (datetime.time(18), datetime.time(21))}


def found(name: str, answers: Answers = LONDON) -> Found:
    return read_import(name, (EXAMPLES / "imports" / name).read_bytes(), answers=answers)


def people(name: str, answers: Answers = LONDON) -> list[tuple[str, str, str, str]]:
    """Name, zone, free and if-needed times of everybody; “-” where the file gives no times."""
    cells = [person.cells for person in found(name, answers).people]
    return [
        (cell["name"], cell.get("timezone", ""), cell.get("available", "-"), cell.get("if_needed", ""))
        for cell in cells
    ]


def told(name: str, answers: Answers = LONDON) -> list[tuple[int, str]]:
    """Line and code of every problem."""
    return [(problem.line, problem.code) for problem in found(name, answers).problems]


L, S, K = "Europe/London", "Europe/Stockholm", "Asia/Kolkata"

READ: list[tuple[str, Answers, list[tuple[str, str, str, str]]]] = [
    # When2Meet's page: names escaped for JavaScript and for HTML; somebody who ticked nothing
    ("when2meet-dates.html", LONDON, [
        ("Aoife O'Sullivan", L, "Mon 18:00-20:00", ""),
        ('José "Pepe" Martínez', L, "Mon 19:00-20:00; Tue 18:00-20:00", ""),
        ("김하늘", L, "Mon 18:00-18:30; Tue 19:30-20:00", ""), ("Lee, Ben", L, "", ""),
    ]),
    # the same moments on the clock of another zone: ahead of London, and over midnight
    ("when2meet-dates.html", Answers(zone=K), [
        ("Aoife O'Sullivan", K, "Mon 23:30-24:00; Tue 00:00-01:30", ""),
        ('José "Pepe" Martínez', K, "Tue 00:30-01:30, 23:30-24:00; Wed 00:00-01:30", ""),
        ("김하늘", K, "Mon 23:30-24:00; Wed 01:00-01:30", ""), ("Lee, Ben", K, "", ""),
    ]),
    ("when2meet-dates.html", Answers(zone="America/New_York"), [
        ("Aoife O'Sullivan", "America/New_York", "Mon 13:00-15:00", ""),
        ('José "Pepe" Martínez', "America/New_York", "Mon 14:00-15:00; Tue 13:00-15:00", ""),
        ("김하늘", "America/New_York", "Mon 13:00-13:30; Tue 14:30-15:00", ""),
        ("Lee, Ben", "America/New_York", "", ""),
    ]),
    # days of the week stand in a week of 1978 or of 1970 and mean the plain hour in any zone; an id that stands twice
    # is one person
    ("when2meet-weekdays-1978.html", Answers(zone=K),
        [("Ann", K, "Mon 09:00-09:15; Sun 22:00-24:00", ""), ("Ben", K, "Mon 09:00-10:00", "")]),
    ("when2meet-weekdays-1970.html", LONDON, [("Cyd", L, "Mon 18:00-19:00; Sun 23:00-24:00", "")]),
    # 18:00 before and after the clocks change
    ("when2meet-clock-change.html", LONDON, [("Dan", L, "Mon, Sat, Sun 18:00-19:00", "")]),
    # free on one of two Mondays is not free on Mondays
    ("when2meet-two-mondays.html", LONDON, [("Eve", L, "Mon 18:00-18:30", "")]),
    ("when2meet-12h.csv", LONDON,
        [("Ann", L, "Mon 18:00-18:30; Tue 00:00-00:30", ""), ("김하늘", L, "Mon 18:30-18:45", ""),
            ("Ben", L, "Mon 18:15-18:45", "")]),
    ("when2meet-24h.csv", LONDON,
        [("Ann", L, "Mon 00:00-00:30; Sun 23:30-24:00", ""), ("Ben", L, "Mon 00:00-00:45", "")]),
    ("when2meet-old.csv", LONDON, [("Ann", L, "Mon 09:00-09:30", ""), ("Ben", L, "Mon 09:15-09:45", "")]),
    ("when2meet-comma.csv", LONDON, [("Lee, Ben", L, "Mon 18:00-18:30", ""), ("Ann", L, "Mon 18:15-18:30", "")]),
    # the Z of LettuceMeet is the poll's own clock; the zone of the file wins over the one that was given
    ("lettucemeet-week.json", LONDON,
        [("Åsa Lindqvist", S, "Mon 14:00-21:00; Wed 09:00-12:00", ""), ("facilitator1", S, "Mon 09:00-21:00", "")]),
    ("lettucemeet-two-weeks.json", LONDON, [("Priya", K, "Mon 19:00-21:00", ""), ("Ravi", K, "", "")]),
    ("lettucemeet-no-zone.json", LONDON, [("Ann", L, "Mon 18:30-20:00", ""), ("Ben", L, "", "")]),
    # Crab Fit is in UTC: 12:00 is 17:30 in Kolkata
    ("crabfit-dates.json", LONDON, [("Priya", K, "Mon 17:30-19:30", ""), ("Łukasz", K, "Tue 17:30-18:30", "")]),
    ("crabfit-two-weeks.json", LONDON, [("Ann", L, "Mon 19:00-20:00", "")]),
    ("crabfit-weekdays-people.json", WEEK,
        [("Ann", L, "Mon 18:00-20:00; Sun 23:00-24:00", ""), ("Ben", L, "Wed 02:00-03:00", "")]),
    # the same poll answered in summer, when London is an hour ahead; and in Honolulu, on the day before
    ("crabfit-weekdays-people.json", replace(WEEK, week_of=datetime.date(2027, 7, 14)), [
        ("Ann", L, "Mon 00:00-01:00, 19:00-21:00", ""), ("Ben", L, "Wed 03:00-04:00", ""),
    ]),
    ("crabfit-weekdays-people.json", replace(WEEK, zone="Pacific/Honolulu"), [
        ("Ann", "Pacific/Honolulu", "Mon 08:00-10:00; Sun 13:00-14:00", ""),
        ("Ben", "Pacific/Honolulu", "Tue 16:00-17:00", ""),
    ]),
    ("rallly-old.csv", LONDON, [
        ("Ann", L, "Mon 18:00-20:00", "Tue 18:00-20:00"), ("Lee, Ben", L, "Tue 18:00-20:00", ""),
        ("김하늘", L, "Mon 18:00-20:00", ""),
    ]),
    # German, two Mondays, and a word for “if need be” that no list knows
    ("rallly-german.csv", LONDON, [
        ("Jürgen", L, "Mon, Tue 18:00-20:00", ""), ("Ursula", L, "", "Tue 18:00-20:00"),
        ("Zoë", L, "", "Mon 18:00-20:00"),
    ]),
    ("rallly-new.csv", LONDON,
        [("Ann", L, "Mon 00:00-01:00, 18:00-20:00; Sun 23:00-24:00", ""),
            ("Lee, Ben", L, "", "Mon 00:00-01:00; Sun 23:00-24:00"), ("Cyd", L, "", "")]),
    # days above, hours in the cells; whoever sends the form again counts once, with the later row
    ("google-days-above.csv", replace(NAMED, hours=EVENING), [
        ("Ann", L, "Mon, Tue 18:00-20:00", ""), ("Lee, Ben", L, "Tue 18:00-20:00", "Mon 20:00-22:00"),
        ("Cyd", L, "Mon 18:00-21:00", ""),
    ]),
    ("google-hours-above.csv", LONDON, [
        ("김하늘", "Asia/Seoul", "Mon 18:00-20:00; Wed 18:00-22:00", ""), ("Dan", L, "Sun 18:00-20:00", ""),
        ("Eve", "", "-", ""), ("Fay", "", "-", ""),
    ]),
    ("google-checkboxes.csv", LONDON, [
        ("Ann", L, "Mon, Tue 18:00-20:00", "Fri 10:00-12:00"),
        ("Ben", L, "Mon 00:00-01:00, 18:00-20:00; Sun 23:00-24:00", ""), ("Cyd", "", "-", ""),
    ]),
    ("airtable.csv", LONDON,
        [("Ann Lee", "America/New_York", "Mon, Tue 18:00-20:00", ""), ("Smith, J", L, "Sat 10:00-12:00", "")]),
    ("luma.csv", LONDON,
        [("Ann Lee", L, "Mon 18:00-20:00; Wed 18:00-21:00", ""), ("Ben Okafor", L, "Tue 19:00-21:00", ""),
            ("Cyd", "", "", "")]),
    # our own form: a blank zone is the programme's
    ("own.csv", Answers(), [
        ("Ann", "", "Mon 18:00-21:00", ""),
        ("O", "", "Mon 18:00-21:00; Wed 22:00-24:00; Thu 00:00-01:00", "Fri 10:00-12:00"),
        ("Null", "", "-", ""), ("Dan", "", "Tue 18:00-20:00", ""),
    ]),
    ("plain.txt", LONDON, [
        ("Ann Lee", L, "Mon 18:00-21:00; Tue 18:00-20:00", "Wed 19:00-21:00"),
        ("ليلى الحداد", L, "Sat, Sun 10:00-16:00", ""), ("Ben", L, "-", ""),
    ]),
    ("plain-tabs.txt", LONDON, [("Ann", L, "Mon 18:00-21:00", ""), ("Ben", L, "Tue, Wed 18:00-20:00", "")]),
    ("plain-compact.txt", LONDON, [
        ("O", L, "Mon 18:00-21:00; Wed 22:00-24:00; Thu 00:00-01:00", ""),
        ("Null", L, "Mon 00:00-02:00; Sun 22:00-24:00", ""), ("Bad", L, "-", ""),
    ]),
    # a rule with an exception and a moved occasion; what is free, cancelled or transparent is not busy
    ("calendar-google.ics", WEEK,
        [("calendar-google", L, "Mon, Wed, Fri 18:00-22:00; Tue 18:00-20:00, 21:00-22:00; Thu 18:00-18:30, 19:30-22:00",
            "")]),
    ("calendar-google.ics", replace(WEEK, week_of=datetime.date(2027, 2, 1)), [
        ("calendar-google", L, "Mon 18:00-19:00, 20:00-22:00; Tue, Wed, Thu, Fri 18:00-22:00", ""),
    ]),
    ("calendar-freebusy.ics", replace(WEEK, zone=K),
        [("Priya Raghunathan", K, "Mon 19:00-22:00; Tue 20:00-22:00; Wed, Thu, Fri 18:00-22:00", "")]),
    # 13:00 in New York is 17:00 in London in that week, and 18:00 in all others; a clock time without a zone is the
    # person's own
    ("calendar-summer.ics", replace(WEEK, week_of=datetime.date(2027, 3, 15)),
        [("Dan Ode", L, "Mon 18:00-21:00; Tue, Wed, Thu, Fri 18:00-22:00", "")]),
    ("calendar-summer.ics", replace(WEEK, week_of=datetime.date(2027, 3, 29)),
        [("Dan Ode", L, "Mon, Tue, Wed, Thu, Fri 19:00-22:00", "")]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "answers", "expected"), READ, ids=lambda value: value if isinstance(value, str) else ""
)
def test_everybody_is_read_with_their_own_hours(
    name: str, answers: Answers, expected: list[tuple[str, str, str, str]]
) -> None:
    assert people(name, answers) == expected


@pytest.mark.parametrize(
    ("name", "answers", "expected"),
    [
        ("lettucemeet-broken-answer.json", LONDON, [(0, "P121")]),
        ("crabfit-two-weeks.json", LONDON, [(0, "P121")]),
        ("rallly-new.csv", LONDON, [(4, "P122")]),
        ("rallly-days.csv", LONDON, [(1, "P120")]),
        ("when2meet-comma-unclear.csv", LONDON, [(1, "P120")]),
        ("google-days-above.csv", NAMED, [(4, "P122"), (5, "P123")]),
        ("google-hours-above.csv", LONDON, [(4, "P124"), (5, "P124")]),
        ("google-checkboxes.csv", LONDON, [(4, "P121"), (4, "P122")]),
        ("luma.csv", LONDON, [(5, "P123")]),
        ("own.csv", Answers(), [(4, "P122"), (5, "P121"), (6, "P121")]),
        ("plain.txt", LONDON, [(4, "P122"), (5, "P121")]),
        ("plain-compact.txt", LONDON, [(3, "P122")]),
        ("calendar-hostile.ics", WEEK, [(0, "P122")]),
        ("when2meet-dates.html", LONDON, []),
    ],
)
def test_each_row_that_cannot_be_read_is_named(name: str, answers: Answers, expected: list[tuple[int, str]]) -> None:
    assert told(name, answers) == expected


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("when2meet-dates.html", ["zone"]),
        ("when2meet-weekdays-1970.html", ["zone"]),
        ("when2meet-24h.csv", ["zone"]),
        ("lettucemeet-week.json", []),
        ("lettucemeet-no-zone.json", ["zone"]),
        ("crabfit-dates.json", []),
        ("crabfit-weekdays-people.json", ["zone", "week-of"]),
        ("rallly-new.csv", ["zone"]),
        ("google-days-above.csv", ["map", "zone"]),
        ("google-hours-above.csv", []),
        ("airtable.csv", ["zone"]),
        ("own.csv", []),
        ("plain.txt", ["zone"]),
        ("calendar-google.ics", ["window", "week-of"]),
        ("calendar-freebusy.ics", ["zone", "window", "week-of"]),
    ],
)
def test_what_the_file_does_not_say_is_asked_and_nobody_is_read_before(name: str, asked: list[str]) -> None:
    given = found(name, Answers())
    assert [question.asks for question in given.questions] == asked
    assert bool(given.people) == (not asked)


def test_the_zone_in_a_heading_is_only_a_suggestion() -> None:
    assert [question.suggestion for question in found("rallly-new.csv", Answers()).questions] == ["Europe/London"]


def test_a_word_is_asked_for_and_may_stay_without_hours() -> None:
    (question,) = found("google-days-above.csv", NAMED).questions
    assert (question.asks, question.about, question.needed) == ("hours", "evening", False)
    assert found("google-days-above.csv", replace(NAMED, hours={"evening": None})).questions == ()


def test_other_columns_are_kept_under_their_own_headings_each_once() -> None:
    data = b"Name,Notes,Notes,,Shoe\nAnn,a,b,c,43\n"
    (person,) = read_import("x.csv", data, answers=LONDON).people
    assert person.others == {"Notes": "a", "Notes (2)": "b", "column 4": "c", "Shoe": "43"}


def test_emails_and_statuses_come_along() -> None:
    cells = [(person.cells["email"], person.cells["status"]) for person in found("luma.csv").people]
    assert cells == [("ann@example.org", "accepted"), ("ben@example.org", "applied"), ("cyd@example.org", "waiting")]


def test_two_with_one_name_and_nothing_else_are_not_taken_for_each_other() -> None:
    given = read_import("x.txt", b"Ann: Mon 18:00-20:00\nAnn: Tue 18:00-20:00\nBen: Tue 18:00-20:00\n", answers=LONDON)
    assert [person.name for person in given.people] == ["Ben"]
    assert [(problem.line, problem.code) for problem in given.problems] == [(1, "P121"), (2, "P121")]


def test_a_heading_that_asks_when_people_cannot_come_is_not_taken_for_times() -> None:
    data = b"Name,When are you not available?\nAnn,Mon 18:00-20:00\n"
    asked = read_import("x.csv", data, answers=LONDON).questions
    assert [(q.asks, q.choices) for q in asked] == [("column", ("other",))]
    kept = replace(LONDON, columns={"when are you not available?": "other"})
    (person,) = read_import("x.csv", data, answers=kept).people
    assert "available" not in person.cells
    assert person.others == {"When are you not available?": "Mon 18:00-20:00"}


@pytest.mark.parametrize(
    "data",
    [b"", b"\x00\x01\x02", b"PK\x03\x04broken", b"{}", b"[]", b"just some words", b"<html></html>",
        b"BEGIN:VCALENDAR\r\n", b'a,b\n"unclosed'],
)  # fmt: skip
def test_what_holds_nobody_is_refused_with_a_reason(data: bytes) -> None:
    with pytest.raises(ProblemsFound) as raised:
        given = read_import("x", data, answers=replace(WEEK, columns={"a": "name"}))
        assert given.people == ()
        raise ProblemsFound(given.problems)
    assert all(problem.code in ("P003", "P119", "P120") for problem in raised.value.problems)
    assert raised.value.problems


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_table_is_read_in_the_encodings_that_spreadsheet_programs_write(encoding: str) -> None:
    data = "Name;Email\r\nZoë Groß;z@x.org\r\n–;y@x.org\r\n".encode(encoding)
    assert [person.name for person in read_import("x.csv", data, answers=LONDON).people] == ["Zoë Groß", "–"]


@pytest.mark.parametrize(
    "data",
    [b"Name,Email\nZo\x81,z@x.org\n", b"\xef\xbb\xbfName,Email\nZo\xeb,z@x.org\n", b"Name,Email\nZo\xeb\x00,z@x.org\n"],
)
def test_bytes_that_are_no_text_in_any_of_them_are_told_at_their_line(data: bytes) -> None:
    with pytest.raises(ProblemsFound) as raised:
        read_import("x.csv", data, answers=LONDON)
    assert [(problem.code, problem.line) for problem in raised.value.problems] == [("P003", 2)]


@pytest.mark.parametrize("line", ["{0},p{0}@example.org\n", "Ann{0}: Mon 18:00-20:00\n"])
def test_ten_thousand_people_are_read_and_one_more_is_refused_by_count(line: str) -> None:
    head = "Name,Email\n" if "@" in line else ""
    data = (head + "".join(line.format(number) for number in range(10_000))).encode()
    assert len(read_import("x", data, answers=LONDON).people) == 10_000
    with pytest.raises(ProblemsFound) as raised:
        read_import("x", data + line.format(10_000).encode(), answers=LONDON)
    assert "10,000" in raised.value.problems[0].message
