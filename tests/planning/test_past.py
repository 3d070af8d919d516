"""What is over by what was recorded, and by nothing else."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Any

import pytest

from tests.planning.small_programme import cohort, programme
from toolkit.model.people import Attendance
from toolkit.model.plan import Plan
from toolkit.model.programme import Programme
from toolkit.planning.differences import differences, snapshot
from toolkit.planning.make_plan import make_plan
from toolkit.planning.past import unrecorded_before, was_over


def standing(plan: Plan, key: str = "a") -> dict[str, tuple[bool, bool]]:
    """By session: whether it is over, and whether people are told to come."""
    return {one.session.key: (one.over, one.coming) for one in plan.of_cohort(key)}


HELD = {"session": "s2", "cohort": "a", "held": True}
OVER, COMES, CANCELLED = (True, False), (False, True), (False, False)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ([], [COMES, COMES, COMES]),
        ([HELD], [OVER, OVER, COMES]),
        ([{"session": "s1", "cohort": "a", "held": True}], [OVER, COMES, COMES]),
        ([HELD, {"session": "s1", "cohort": "a", "date": "2027-06-01"}], [COMES, OVER, COMES]),
        ([{"session": "s3", "cohort": "a", "cancelled": "drop"}, HELD], [OVER, OVER, CANCELLED]),
    ],
)
def test_what_stands_before_a_meeting_that_was_held_is_over_and_what_was_moved_behind_it_is_to_come(
    changes: list[dict[str, Any]], expected: list[tuple[bool, bool]]
) -> None:
    assert list(standing(make_plan(programme(changes=changes))).values()) == expected


def test_what_was_recorded_as_held_is_not_behind() -> None:
    assert [one.session.key for one in make_plan(programme(changes=[HELD])).of_cohort("a") if one.behind] == ["s1"]


def test_another_cohort_may_be_behind() -> None:
    plan = make_plan(
        programme(cohorts=(cohort("a"), cohort("b")), changes=[{"session": "s2", "cohort": "b", "held": True}])
    )
    assert standing(plan) == {"s1": COMES, "s2": COMES, "s3": COMES}
    assert standing(plan, "b") == {"s1": OVER, "s2": OVER, "s3": COMES}


def test_a_group_that_joined_another_was_there_too() -> None:
    entries: list[dict[str, Any]] = [{"session": "s2", "cohort": "b", "combined_with": "a"}, HELD]
    plan = make_plan(programme(cohorts=(cohort("a"), cohort("b")), changes=entries))
    assert standing(plan, "b") == {"s1": OVER, "s2": OVER, "s3": COMES}


@pytest.mark.parametrize(("state", "over"), [("present", OVER), ("absent", COMES), ("excused", COMES)])
def test_what_somebody_came_to_is_over(state: Any, over: tuple[bool, bool]) -> None:
    assert standing(make_plan(_marked(programme(), "s2", state=state))) == {"s1": over, "s2": over, "s3": COMES}


def _marked(before: Programme, session: str, *, state: Any) -> Programme:
    people = replace(before.people, attendance=(Attendance("p1", "a", session, state),))
    return replace(before, people=people)


def test_whether_it_was_held_is_still_asked_of_what_is_behind() -> None:
    plan = make_plan(programme(changes=[HELD]))
    third = plan.of_cohort("a")[2].date
    assert [one.session.key for one in unrecorded_before(plan, third)] == ["s1"]
    assert [one.session.key for one in unrecorded_before(plan, third + datetime.timedelta(days=1))] == ["s1", "s3"]


def test_of_a_cohort_that_ended_what_stands_before_a_held_meeting_is_history_and_the_rest_is_news() -> None:
    before = programme(cohorts=(cohort("a"), cohort("b")))
    told = snapshot(make_plan(before))
    held = programme(cohorts=(cohort("a"),), changes=[{"session": "s2", "cohort": "b", "held": True}])
    after = replace(held, ended=frozenset("b"))
    assert was_over(after, told) == {("b", "s1"), ("b", "s2")}
    assert [one.key for one in differences(told, make_plan(after))] == [("b", "s3")]
    assert was_over(held, told) == set()


def test_what_somebody_of_a_cohort_that_ended_came_to_is_history() -> None:
    before = programme(cohorts=(cohort("a"), cohort("b")))
    told = snapshot(make_plan(before))
    after = replace(programme(cohorts=(cohort("a"),)), ended=frozenset("b"))
    marks = (Attendance("p1", "b", "s2", "present"), Attendance("p1", "b", "s3", "absent"))
    marked = replace(after, people=replace(after.people, attendance=marks))
    assert was_over(marked, told) == {("b", "s1"), ("b", "s2")}


def test_the_last_meeting_that_was_held_counts_in_whatever_order_they_come() -> None:
    told = snapshot(make_plan(programme(cohorts=(cohort("a"), cohort("b")))))
    changes = [{"session": session, "cohort": "b", "held": True} for session in ("s1", "s2")]
    after = replace(programme(cohorts=(cohort("a"),), changes=changes), ended=frozenset("b"))
    for order in (told, [*reversed(told)]):
        assert was_over(after, order) == {("b", "s1"), ("b", "s2")}
