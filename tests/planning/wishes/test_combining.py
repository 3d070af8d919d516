"""Two cohorts that meet as one."""

from __future__ import annotations

from dataclasses import replace

from tests.planning.running import ROOMS, a_plan, after, lost
from tests.planning.small_programme import cohort
from toolkit.planning.wishes.combining import combinable, combine


def test_two_cohorts_meet_elsewhere_where_the_room_of_the_first_is_lost() -> None:
    cohorts = (cohort("a", room="hall"), cohort("b", room="annexe"))
    plan = a_plan({"cohort": "all", "date": "2027-01-26", "room_lost": "hall"}, cohorts=cohorts)
    joined = after(plan, combine(plan, cohorts=("a", "b"), session="s2", and_later=False))
    assert "Hall cannot be used on 2027-01-26; they meet in Annexe." in joined.wish.why
    assert joined.impossible == ()
    nowhere = after(
        lost(plan, "annexe", first="2027-01-26", until="2027-01-26"),
        combine(plan, cohorts=("a", "b"), session="s2", and_later=False),
    )
    assert [problem.code for problem in nowhere.impossible] == ["P096"]


def test_those_that_could_take_a_cohort_in_are_held_with_somebody_and_the_nearest_first() -> None:
    cohorts = (
        cohort("a", facilitators=("ada",)),
        cohort("b", facilitators=("ada",), days=("fri",)),
        cohort("c", facilitators=("ada",), days=("wed",)),
        cohort("d", facilitators=(), days=("wed",)),
        cohort("e", facilitators=("ada",), days=("mon",)),
    )
    plan = a_plan({"cohort": "e", "session": "s2", "cancelled": "drop"}, cohorts=cohorts)
    first, second = (plan.meeting("a", session) for session in ("s1", "s2"))
    assert first is not None
    assert second is not None
    assert combinable(plan, second) == ("c", "b")
    assert combinable(plan, first) == ("c", "b", "e")


def test_one_chair_too_few_is_enough_to_meet_elsewhere() -> None:
    cohorts = (cohort("a", room="hall", members=(), expected=6), cohort("b", room="annexe", members=(), expected=6))

    def said(seats: int) -> str:
        plan = a_plan(cohorts=cohorts, rooms={**ROOMS, "hall": replace(ROOMS["hall"], seats=seats)})
        return " ".join(after(plan, combine(plan, cohorts=("a", "b"), session="s2", and_later=False)).wish.why)

    assert "has 12 seats for 13 people; they meet in Annexe." in said(12)
    assert "seats" not in said(13)
