"""Mentors' hours are counted by the mentor's part, shared out where they do not suffice, and offered where a mentor is
missing."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tests.planning.small_programme import cohort, numbered, programme
from toolkit.model.curriculum import MentorPart
from toolkit.model.people import Facilitator, People
from toolkit.model.plan import Plan
from toolkit.planning.make_plan import make_plan
from toolkit.planning.mentor_hours import mentor_hours, without_mentor
from toolkit.planning.rules import find_problems

PART = MentorPart(form="office-hour", minutes=40, sees="the notebook")


def plan(
    *mentors: str | None, hours: float | None = 1, available: str = "", changes: tuple[dict[str, Any], ...] = ()
) -> Plan:
    """Cohorts a, b, … in a mentored mode with these mentors, the mentor's part 40 minutes an evening; Mo and Ola give
    `hours`."""
    cohorts = tuple(
        replace(cohort(key), mode="in-person-mentored", mentor=mentor)
        for key, mentor in zip("abcdef", mentors, strict=False)
    )
    sessions = tuple(replace(one, head=one.head.model_copy(update={"mentor": PART})) for one in numbered(2))
    found = programme(sessions=sessions, cohorts=cohorts, changes=list(changes))
    people = {
        id: Facilitator(id, id.title(), role="mentor", hours_per_week=hours, available=available)
        for id in ("mo", "ola")
    }
    return make_plan(replace(found, people=People({}, people, {})))


def shares(found: Plan) -> dict[str, list[tuple[str, int, int]]]:
    return {
        hours.mentor.id: [(share.cohort.key, share.wanted, share.allotted) for share in hours.shares]
        for hours in mentor_hours(found)
    }


def codes(found: Plan) -> list[str]:
    return [problem.message for problem in find_problems(found) if problem.code == "P140"]


def test_hours_that_suffice_are_given_as_wanted() -> None:
    assert shares(plan("mo", "ola")) == {"mo": [("a", 40, 40)], "ola": [("b", 40, 40)]}
    assert codes(plan("mo", "ola")) == []


def test_hours_that_do_not_suffice_go_round_and_are_told() -> None:
    found = plan("mo", "mo", "mo")
    assert shares(found)["mo"] == [("a", 40, 20), ("b", 40, 20), ("c", 40, 20)]
    assert len(codes(found)) == 1
    assert "120 minutes" in codes(found)[0]
    assert "gives 60" in codes(found)[0]


def test_the_rest_of_uneven_hours_goes_to_the_first() -> None:
    assert shares(plan("mo", "mo", "mo", hours=0.75))["mo"] == [("a", 40, 15), ("b", 40, 15), ("c", 40, 15)]
    assert shares(plan("mo", "mo", hours=0.6))["mo"] == [("a", 40, 20), ("b", 40, 16)]


def test_a_mentor_who_says_no_hours_is_never_over() -> None:
    found = plan("mo", "mo", "mo", hours=None)
    assert codes(found) == []
    assert [share[1:] for share in shares(found)["mo"]] == [(40, 40)] * 3


def test_cohorts_that_meet_together_take_the_hour_once() -> None:
    together = tuple({"cohort": "b", "session": key, "combined_with": "a"} for key in ("s1", "s2"))
    assert shares(plan("mo", "mo", changes=together))["mo"] == [("a", 40, 40)]


def test_a_week_in_which_a_meeting_is_cancelled_is_not_the_busiest() -> None:
    off = ({"cohort": "all", "session": "s1", "cancelled": "drop"},)
    first, second = plan("mo"), plan("mo", changes=off)
    assert mentor_hours(first)[0].monday != mentor_hours(second)[0].monday


def test_a_cohort_without_a_mentor_is_offered_one_with_time_who_is_free() -> None:
    def offered(found: Plan) -> list[tuple[str, str | None]]:
        return [(one.key, mentor.id if mentor else None) for one, mentor in without_mentor(found)]

    assert offered(plan("mo", None)) == [("b", "ola")]
    assert offered(plan("mo", None, None)) == [("b", "ola"), ("c", None)]
    assert offered(plan("mo", None, available="Sun 10:00-12:00")) == [("b", None)]
    assert offered(plan("mo", "ola")) == []
    assert offered(plan(None, None, None, hours=9)) == [("a", "mo"), ("b", "ola"), ("c", None)], (
        "nobody is offered to two cohorts at once"
    )
