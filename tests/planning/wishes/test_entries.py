"""Entries of changes.yaml, as few as say it."""

from __future__ import annotations

import datetime

import pytest

from tests.planning.running import a_plan, day
from tests.planning.small_programme import cohort
from toolkit.model.changes import ChangeEntry, Days
from toolkit.model.plan import Meeting, Plan
from toolkit.planning.wishes.entries import alike, differs, fixed, one_entry, period
from toolkit.planning.wishes.naming import meetings_on

BOTH = (cohort("a", room="hall"), cohort("b", room="hall", members=(), times=(datetime.time(20),)))
EIGHT = {"time": datetime.time(20)}


def plain(entries: tuple[ChangeEntry, ...]) -> list[dict[str, object]]:
    return [entry.model_dump(mode="json", by_alias=True, exclude_unset=True) for entry in entries]


def on(plan: Plan, session: str = "s2") -> list[Meeting]:
    return meetings_on(plan, None, session=session)


def test_one_entry_says_it_of_all_cohorts_where_all_change_and_were_meant() -> None:
    plan = a_plan(cohorts=BOTH)
    nine: dict[str, object] = {"time": datetime.time(21)}
    assert plain(one_entry(plan, None, meetings=on(plan), values=nine)) == [
        {"cohort": "all", "session": "s2", "time": "21:00"}
    ]
    assert plain(one_entry(plan, "a", meetings=on(plan)[:1], values=nine)) == [
        {"cohort": "a", "session": "s2", "time": "21:00"}
    ]


def test_whoever_meets_so_already_needs_no_entry() -> None:
    plan = a_plan(cohorts=BOTH)
    assert [entry["cohort"] for entry in plain(one_entry(plan, None, meetings=on(plan), values=dict(EIGHT)))] == ["a"]
    alone = a_plan()
    assert [entry["cohort"] for entry in plain(one_entry(alone, None, meetings=on(alone), values=dict(EIGHT)))] == ["a"]


@pytest.mark.parametrize(
    ("values", "changes"),
    [
        ({"time": datetime.time(18, 30)}, False),
        ({"date": datetime.date(2027, 1, 26), "room": "hall"}, False),
        ({"time": datetime.time(18, 30), "room": None}, True),
        ({"date": datetime.date(2027, 1, 27)}, True),
        ({"cancelled": "drop"}, True),
        ({}, False),
    ],
)
def test_an_entry_that_says_what_is_so_changes_nothing(values: dict[str, object], changes: bool) -> None:
    plan = a_plan()
    assert differs(on(plan)[0], values) is changes


def test_a_period_has_an_end_only_where_there_is_one() -> None:
    first, last = day("2027-01-20"), day("2027-01-27")
    assert period(Days(first, last)) == {"from": first, "until": last}
    assert period(Days(first, None)) == {"from": first}


def test_what_was_held_is_fixed_with_its_day_and_time() -> None:
    assert plain((fixed(on(a_plan())[0]),)) == [
        {"cohort": "a", "session": "s2", "date": "2027-01-26", "time": "18:30", "held": True}
    ]


def test_one_entry_a_cohort_will_do_where_every_meeting_of_the_period_is_meant_and_alike() -> None:
    plan = a_plan({"cohort": "a", "session": "s3", "cancelled": "drop"}, cohorts=BOTH)
    days = Days(day("2027-01-26"), day("2027-02-02"))
    mine = [meeting for meeting in plan.of_cohort("a") if meeting.date in days and not meeting.cancelled]
    assert alike(plan, mine, values=["annexe"] * len(mine), days=days)
    both = [*mine, *(meeting for meeting in plan.of_cohort("b") if meeting.date in days)]
    each = ["annexe" if meeting.cohort.key == "a" else "attic" for meeting in both]
    assert alike(plan, both, values=each, days=days)
    assert not alike(plan, both, values=[*each[:-1], "barn"], days=days)
    assert not alike(plan, both[:-1], values=each[:-1], days=days)
    assert not alike(plan, mine, values=["annexe"] * len(mine), days=Days(day("2027-01-19"), None))
