"""Lists that somebody typed: their notations are read, what is supposed is said, the rest is asked about; and lists of
times when people are busy, turned round."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.examples import EXAMPLES
from toolkit.model.imports import Answers, Found
from toolkit.problems import named
from toolkit.reading.availability import read_availability
from toolkit.reading.imports import read_import
from toolkit.reading.imports.busy import read_busy

LONDON = Answers(zone="Europe/London")
BUSY = replace(LONDON, busy=True, window="Mon-Fri 09:00-22:00")


def found(name: str, answers: Answers = LONDON) -> Found:
    return read_import(name, (EXAMPLES / "imports" / name).read_bytes(), answers=answers)


def test_the_notations_of_a_list_by_hand_are_read_and_nobody_is_without_times_in_silence() -> None:
    given_ = found("hand-written.txt")
    assert [(person.name, person.cells.get("available", "-")) for person in given_.people] == [
        ("Ann O'Brien", "Mon 18:00-21:00; Tue, Thu 19:00-24:00; Sat, Sun 10:00-16:00"),
        ('Ben "B" Ode', "Mon, Tue, Wed, Thu, Fri 18:00-21:00"),
        ("Cy", "-"),
        ("Di", "Mon, Tue, Wed, Thu, Fri 18:00-22:00"),
        ("Ed", "-"),
        ("Fay", "Mon, Wed, Fri 18:00-20:00"),
        ("Gus", "Tue, Thu 18:00-20:00"),
    ]
    assert [(problem.line, problem.code) for problem in given_.problems] == [
        (1, "P127"),
        (3, "P122"),
        (4, "P127"),
        (5, "P122"),
    ]
    assert "“after 6” is taken for 18:00 to 22:00" in given_.problems[2].message


def test_busy_times_are_turned_round_within_the_window_and_the_file_is_called_so() -> None:
    given_ = found("busy.txt", BUSY)
    assert given_.problems == ()
    tuesday, wednesday = "Tue 09:00-12:00, 13:30-22:00", "Wed 09:00-10:30, 11:30-22:00"
    assert "taken for busy within Mon-Fri 09:00-22:00" in given_.source
    assert [(person.name, person.cells["available"]) for person in given_.people] == [
        ("Ann Lee", "Mon, Tue 17:00-22:00; Wed, Thu, Fri 09:00-22:00"),
        ("Ben", f"Mon 09:00-13:00, 14:00-22:00; {tuesday}; {wednesday}; Thu, Fri 09:00-22:00"),
        ("Cy", "Mon, Wed, Thu, Fri 09:00-22:00"),
    ]


def test_the_window_is_asked_for_and_without_busy_nobody_is_free_when_they_said_they_are_not() -> None:
    assert [question.asks for question in found("busy.txt", replace(BUSY, window="")).questions] == ["window"]
    plain = found("busy.txt")
    assert [person.cells.get("available", "-") for person in plain.people] == ["-", "-", "-"]
    assert [problem.code for problem in plain.problems] == ["P122"] * 3
    assert all(f"{named('busy')} {named('window')}" in problem.hint for problem in plain.problems)


def test_a_column_that_asks_when_people_cannot_come_is_turned_round_when_it_is_said() -> None:
    data = b"Name,When are you not available?\nAnn,Mon 18:00-20:00\nBen,\n"
    given_ = read_import("x.csv", data, answers=replace(BUSY, window="Mon 17:00-21:00"))
    assert [person.cells.get("available", "-") for person in given_.people] == ["Mon 17:00-18:00, 20:00-21:00", ""]


@pytest.mark.parametrize(
    ("text", "busy"),
    [
        ("Mon 6-8", "Mon 06:00-08:00, 18:00-20:00"),
        ("Mon 9-5", "Mon 09:00-17:00"),
        ("not free weekends", "Sat, Sun 00:00-24:00"),
        ("busy Tue all day; can't do Wed 18:00-20:00", "Tue 00:00-24:00; Wed 18:00-20:00"),
    ],
)
def test_what_may_be_busy_is_busy(text: str, busy: str) -> None:
    assert read_busy(text, words={}, zones={}).stretches == read_availability(busy).stretches


@given(st.text(alphabet="MonTueday 0123456789:-;,notfreexcept", max_size=40))
def test_nobody_is_free_when_they_said_that_they_are_busy(text: str) -> None:
    said = read_availability(text)
    busy = read_busy(text, words={}, zones={})
    if not said.problems and not busy.problems:
        minutes = {minute for first, last in busy.stretches for minute in range(first, last)}
        assert all(minute in minutes for first, last in said.stretches for minute in range(first, last))
