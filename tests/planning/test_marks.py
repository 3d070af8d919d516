"""Marks of who was at a meeting: which can be, where they count, and what is held by them."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from tests.planning.test_attendance import NOW, three
from toolkit.model.changes import change_of
from toolkit.model.people import Attendance, Mark
from toolkit.planning.make_plan import make_plan
from toolkit.planning.marks import at_home, is_strange, marks_at, newly_held, objection, with_marks


def test_a_meeting_that_somebody_was_at_was_held_and_one_that_nobody_was_at_is_left_open() -> None:
    plan = make_plan(three())
    marks = [
        Attendance("p1", "a", "s1", "present"),
        Attendance("p2", "a", "s1", "absent"),
        Attendance("p5", "b", "s1", "absent"),
    ]
    (entry,) = newly_held(plan, marks)
    assert (entry.cohort, entry.session, entry.held, entry.date, entry.time) == (
        "a",
        "s1",
        True,
        datetime.date(2027, 1, 19),
        datetime.time(18, 30),
    )
    after = make_plan(replace(plan.programme, changes=(change_of(entry),)))
    assert newly_held(after, marks) == ()


def test_of_an_evening_together_the_hosts_meeting_was_held_too() -> None:
    plan = make_plan(three(changes=[{"cohort": "b", "session": "s1", "combined_with": "a"}]))
    assert [entry.cohort for entry in newly_held(plan, [Attendance("p5", "b", "s1", "present")])] == ["a", "b"]


def test_a_mark_of_an_evening_together_stands_with_ones_own_cohort_and_a_visit_where_it_was() -> None:
    plan = make_plan(three(changes=[{"cohort": "b", "session": "s1", "combined_with": "a"}]))
    assert at_home(plan, Attendance("p5", "a", "s1", "present")) == Attendance("p5", "b", "s1", "present")
    assert at_home(plan, Attendance("p5", "a", "s2", "present")) == Attendance("p5", "a", "s2", "present")


@pytest.mark.parametrize(
    ("state", "session", "fine"),
    [
        ("present", "s4", True),
        ("present", "s5", False),
        ("excused", "s5", True),
        ("absent", "s5", True),
        ("absent", "s2", False),
        ("present", "s9", False),
    ],
)
def test_nobody_was_at_a_meeting_that_has_not_begun_is_cancelled_or_is_none(
    state: Mark, session: str, fine: bool
) -> None:
    plan = make_plan(three(changes=[{"cohort": "all", "session": "s2", "cancelled": "drop"}]))
    assert (objection(plan, Attendance("p1", "a", session, state), now=NOW) == "") is fine


@pytest.mark.parametrize(
    ("id", "cohort_key", "strange"), [("p1", "a", False), ("p1", "b", True), ("p77", "b", False), ("p2", "c", False)]
)
def test_a_mark_of_a_cohort_that_somebody_never_met_is_strange(id: str, cohort_key: str, strange: bool) -> None:
    found = three()
    known = (Attendance("p2", "c", "s1", "present"),)
    plan = make_plan(replace(found, people=replace(found.people, attendance=known)))
    assert is_strange(plan, Attendance(id, cohort_key, "s2", "present")) is strange


@pytest.mark.parametrize(
    ("session", "state", "says"),
    [
        ("s9", "absent", "Cohort a has no meeting on s9."),
        ("s2", "absent", "Cohort A, s2, is cancelled"),
        ("s5", "present", "Cohort A, s5, begins on 2027-02-23 at 18:30; nobody can have been there yet."),
    ],
)
def test_why_a_mark_cannot_be_is_said_in_a_sentence(session: str, state: Mark, says: str) -> None:
    plan = make_plan(three(changes=[{"cohort": "all", "session": "s2", "cancelled": "drop"}]))
    assert objection(plan, Attendance("p1", "a", session, state), now=NOW).startswith(says)


def test_a_later_mark_takes_the_place_of_the_earlier_one_and_the_plan_stays() -> None:
    before = with_marks(
        make_plan(three()), [Attendance("p1", "a", "s1", "absent"), Attendance("p1", "b", "s1", "present")]
    )
    after = with_marks(before, [Attendance("p1", "a", "s1", "excused"), Attendance("p2", "a", "s1", "present")])
    first = after.meetings[0]
    assert (first.key, marks_at(after, first)) == (("a", "s1"), {"p1": "excused", "p2": "present"})
    assert [mark.id for mark in after.programme.people.attendance] == ["p1", "p1", "p2"]
    assert after.meetings == before.meetings


def test_who_is_in_no_cohort_keeps_the_mark_where_it_is() -> None:
    plan = make_plan(three(changes=[{"cohort": "b", "session": "s1", "combined_with": "a"}]))
    guest = Attendance("p77", "a", "s1", "present")
    assert at_home(plan, guest) == guest
