"""What an entry of changes.yaml means, and which meetings it reaches."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

import pytest

from toolkit.model.changes import (
    Adjusted,
    Cancelled,
    Change,
    ChangeEntry,
    Days,
    Held,
    Postponed,
    RoomLost,
    Skip,
    Unclear,
    change_of,
)


@dataclass(frozen=True)
class A:
    """A meeting: its cohort and session, and its day."""

    key: tuple[str, str] = ("a", "s2")
    date: datetime.date = datetime.date(2027, 1, 26)


def meant(**values: Any) -> Change:
    return change_of(ChangeEntry.model_validate({"cohort": "a", **values}))


def day(number: int) -> datetime.date:
    return datetime.date(2027, 1, number)


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        ({"date": "2027-01-26"}, Skip),
        ({"date": "2027-01-26", "cancelled": "skip", "reason": "strike"}, Skip),
        ({"from": "2027-01-26", "until": "2027-01-28"}, Skip),
        ({"from": "2027-01-26", "until": "2027-01-26", "held": False}, Skip),
        ({"cohort": "all", "date": "2027-01-26", "room_lost": "hall"}, RoomLost),
        ({"session": "s2", "cancelled": "drop"}, Cancelled),
        ({"from": "2027-01-26", "cancelled": "drop"}, Cancelled),
        ({"session": "s2", "cancelled": "shift"}, Postponed),
        ({"session": "s2", "cancelled": "double", "room": "annexe"}, Postponed),
        ({"session": "s2", "held": True, "date": "2027-01-27"}, Held),
        ({"date": "2027-01-26", "held": True}, Held),
        ({"session": "s2", "combined_with": "b"}, Adjusted),
        ({"from": "2027-01-26", "link": "https://meet.example.org/new"}, Adjusted),
        ({"session": "s2", "date": "2027-01-28", "room": "annexe", "facilitators": [], "mentor": None}, Adjusted),
        ({"date": "2027-01-26", "room": None}, Adjusted),
        ({"date": "2027-01-26", "facilitators": []}, Adjusted),
        ({"from": "2027-01-26", "time": "00:00"}, Adjusted),
    ],
)
def test_an_entry_is_of_one_kind(values: dict[str, Any], kind: type[Change]) -> None:
    assert type(meant(**values)) is kind


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({}, "does not say which meetings"),
        ({"until": "2027-01-28", "room": "annexe"}, "does not say which meetings"),
        ({"session": "s2", "from": "2027-01-26", "room": "annexe"}, "says twice"),
        ({"date": "2027-01-26", "from": "2027-01-26"}, "says twice"),
        ({"date": "2027-01-26", "until": "2027-01-28"}, "`until` needs `from`"),
        ({"session": "s2", "until": "2027-01-28", "room": "annexe"}, "`until` needs `from`"),
        ({"session": "s2", "reason": "rain"}, "not what becomes of it"),
        ({"session": "s2", "link": None}, "`link` is blank"),
        ({"from": "2027-01-26", "link": None}, "`link` is blank"),
        ({"session": "s2", "cancelled": "drop", "link": "https://meet.example.org/new"}, "cannot have link too"),
        ({"session": "s2", "cancelled": "skip"}, "leaves out days"),
        ({"date": "2027-01-26", "cancelled": "shift"}, "needs a session"),
        ({"session": "s2", "cancelled": "drop", "room": "annexe"}, "cannot have room too"),
        ({"session": "s2", "cancelled": "shift", "held": True}, "held cannot be cancelled"),
        ({"date": "2027-01-26", "cancelled": "skip", "held": True}, "held cannot be cancelled"),
        ({"date": "2027-01-26", "cancelled": "skip", "room": "annexe"}, "left out cannot have room too"),
        ({"from": "2027-01-26"}, "give `until`"),
        ({"from": "2027-01-26", "held": False, "reason": "strike"}, "give `until`"),
        ({"from": "2027-01-26", "cancelled": "skip"}, "give `until`"),
        ({"from": "2027-01-26", "until": None, "cancelled": "skip"}, "`until` is blank"),
        ({"from": "2027-01-26", "until": None, "room": "annexe"}, "`until` is blank"),
        ({"cohort": "all", "from": "2027-01-26", "until": None, "room_lost": "hall"}, "`until` is blank"),
        ({"session": "s2", "from": None, "room": "annexe"}, "`from` is blank"),
        ({"from": None, "until": "2027-01-26"}, "does not say which meetings"),
        ({"date": "2027-01-26", "room_lost": "hall"}, "is for `cohort: all`"),
        ({"cohort": "all", "date": "2027-01-26", "room_lost": "hall", "room": "annexe"}, "an entry of its own"),
    ],
)
def test_an_entry_that_contradicts_itself_changes_nothing_and_says_why(values: dict[str, Any], why: str) -> None:
    found = meant(**values)
    assert isinstance(found, Unclear)
    assert why in found.why
    assert not found.reaches(A())


def test_a_period_has_its_last_day_and_none_after_it() -> None:
    period = Days(day(19), day(26))
    assert [number for number in range(17, 30) if day(number) in period] == list(range(19, 27))
    assert [number for number in range(17, 30) if day(number) in Days(day(28), None)] == [28, 29]
    assert day(19) not in Days(day(26), day(19)), "it ends before it begins"


@pytest.mark.parametrize(("last", "reached"), [("2027-01-25", False), ("2027-01-26", True), (None, True)])
def test_a_change_of_a_period_reaches_its_last_day(last: str | None, reached: bool) -> None:
    values = {"from": "2027-01-19", "room": "annexe"} | ({"until": last} if last else {})
    assert meant(**values).reaches(A()) is reached


def test_a_change_of_a_session_reaches_it_on_any_day_and_no_other() -> None:
    change = meant(session="s2", date="2027-02-04")
    assert change.reaches(A(date=day(1)))
    assert not change.reaches(A(key=("a", "s3"), date=datetime.date(2027, 2, 4)))


def test_a_change_reaches_its_own_cohort_or_all() -> None:
    assert not meant(cohort="b", session="s2", room="annexe").reaches(A())
    assert meant(cohort="all", session="s2", room="annexe").reaches(A())


@pytest.mark.parametrize(
    ("values", "last"), [({"date": "2027-01-26"}, 26), ({"from": "2027-01-26", "until": "2027-01-28"}, 28)]
)
def test_a_skip_has_days_and_reaches_no_meeting(values: dict[str, Any], last: int) -> None:
    skip = meant(**values)
    assert isinstance(skip, Skip)
    assert (skip.first, skip.last) == (day(26), day(last))
    assert not skip.reaches(A())


@pytest.mark.parametrize(("until", "days"), [("2027-01-28", [26, 27, 28]), (None, [26, 27, 28, 29])])
def test_a_lost_room_is_lost_on_the_last_day_too_or_for_good(until: str | None, days: list[int]) -> None:
    values = {"cohort": "all", "from": "2027-01-26", "room_lost": "hall"} | ({"until": until} if until else {})
    lost = meant(**values)
    assert isinstance(lost, RoomLost)
    assert [number for number in range(24, 30) if day(number) in lost.days] == days


@pytest.mark.parametrize(
    "values",
    [{"date": "2027-01-26", "time": None}, {"date": "2027-01-26", "cancelled": None}, {"session": "s2", "time": None}],
)
def test_a_key_that_was_left_blank_is_told_and_skips_no_day(values: dict[str, Any]) -> None:
    blank = meant(**values)
    assert isinstance(blank, Unclear)
    assert "is blank" in blank.why


def test_a_room_or_a_mentor_left_blank_is_none() -> None:
    assert isinstance(meant(session="s2", room=None), Adjusted)
    assert isinstance(meant(session="s2", mentor=None, time=None), Adjusted)


def test_a_change_puts_only_the_meeting_of_its_own_session_on_its_day() -> None:
    there, elsewhere = A(date=day(28)), A(date=day(26))
    own = meant(session="s2", date="2027-01-28")
    assert (own.puts(there), own.puts(elsewhere), own.puts(A(("b", "s2"), day(28)))) == (True, False, False)
    assert not meant(session="s2", room="annexe").puts(there)
    assert not meant(date="2027-01-28", room="annexe").puts(there), "it stands there already"
    assert not meant(date="2027-01-28").puts(there), "a skip"


def test_a_change_says_why_and_when_it_was_decided_and_of_which_values() -> None:
    said = meant(session="s2", room=None, reason="flood", decided="2027-01-20")
    assert (said.reason, said.decided) == ("flood", day(20))
    assert (said.says("room"), said.says("time")) == (True, False)
    assert (meant(session="s2", room="hall").reason, meant(session="s2", room="hall").decided) == (None, None)
