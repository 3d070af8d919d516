"""A rotating start: only where nothing is humane for all, within everybody's times, and never twice hard for one."""

from __future__ import annotations

import datetime
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.grouping.small_problems import ONLINE, PLAIN, leader, person, problem
from tests.grouping.test_hours import ALL_DAY, nights
from toolkit.grouping import form
from toolkit.grouping.form import form_cohorts
from toolkit.grouping.hours import at_hard_hours
from toolkit.grouping.problem import CohortProblem, Effort, FormedCohort
from toolkit.grouping.turns import take_turns
from toolkit.grouping.violations import find_violations

SEOUL = "Asia/Seoul"
HERE, THERE = "Tue 07:00-09:00; Tue 20:00-22:00", "Tue 16:00-18:00; Wed 05:00-07:00"


def far_apart(here: str = HERE, there: str = THERE) -> CohortProblem:
    """Two and their facilitator in London, and two in Seoul, which is nine hours ahead."""
    people = [person(id, here, streams=[ONLINE]) for id in "ab"]
    people += [person(id, there, zone=SEOUL, streams=[ONLINE]) for id in "yz"]
    return problem(people, [leader("f", ALL_DAY, streams=[ONLINE])], last=datetime.date(2027, 3, 7))


def formed_times(given_problem: CohortProblem) -> list[tuple[int, ...]]:
    plan = form_cohorts(given_problem, Effort())
    assert find_violations(given_problem, plan.cohorts) == ()
    return [(cohort.start, *cohort.turns) for cohort in plan.cohorts]


EARLY, LATE = 1440 + 7 * 60, 1440 + 20 * 60


def test_where_nothing_fits_all_a_cohort_takes_turns() -> None:
    """At 7:00 it is hard in London alone, at 20:00 in Seoul alone, where that is 5:00."""
    given_problem = far_apart()
    assert formed_times(given_problem) == [(EARLY, LATE)]
    (cohort,) = form_cohorts(given_problem, Effort()).cohorts
    assert at_hard_hours(given_problem, cohort, start=EARLY) == ("a", "b", "f")
    assert at_hard_hours(given_problem, cohort, start=LATE) == ("y", "z")


def test_where_one_start_is_humane_for_all_there_are_no_turns() -> None:
    assert formed_times(far_apart(f"{HERE}; Tue 09:30-11:30", f"{THERE}; Tue 18:30-20:30")) == [(1440 + 570,)]


def test_where_somebody_did_not_offer_the_other_hour_there_are_none() -> None:
    given_problem = far_apart()
    *others, last = given_problem.people
    narrow = replace(last, available=last.available[:1])
    assert formed_times(replace(given_problem, people=(*others, narrow))) == [(EARLY,)]


def test_an_hour_that_is_hard_for_the_same_people_is_no_other_turn() -> None:
    assert formed_times(far_apart("Tue 06:00-09:00", "Tue 15:00-18:00")) in ([(EARLY,)], [(EARLY - 60,)])


def test_in_a_room_nobody_takes_turns() -> None:
    given_problem = far_apart()
    people = tuple(replace(one, choices=((PLAIN, 0),)) for one in given_problem.people)
    leaders = tuple(replace(one, streams=frozenset([PLAIN])) for one in given_problem.leaders)
    assert [len(times) for times in formed_times(replace(given_problem, people=people, leaders=leaders))] == [1]


def test_a_facilitator_who_runs_another_cohort_then_has_no_such_turn() -> None:
    given_problem = far_apart()
    (cohort,) = form_cohorts(given_problem, Effort()).cohorts
    alone = replace(cohort, start=EARLY, turns=())
    evening = [person(id, "Tue 21:00-23:00") for id in "mn"]
    (free,) = given_problem.leaders
    two = replace(
        given_problem,
        people=(*given_problem.people, *evening),
        leaders=(replace(free, streams=frozenset([ONLINE, PLAIN]), cohorts=2),),
    )
    beside = FormedCohort(PLAIN, 1440 + 21 * 60, "f", None, ("m", "n"))
    assert take_turns(two, [alone, beside]) == (alone, beside)
    assert take_turns(two, [alone, replace(beside, leader="g")])[0].turns == (LATE,)


def test_a_kept_cohort_stays_as_it_was_written() -> None:
    given_problem = far_apart()
    (cohort,) = form_cohorts(given_problem, Effort()).cohorts
    alone = replace(cohort, turns=(), key="a")
    assert form_cohorts(replace(given_problem, kept=(alone,)), Effort()).cohorts == (alone,)


def test_of_several_pairs_the_one_is_taken_at_which_the_fewest_meet_at_hard_hours() -> None:
    """At 12:00 in London it is 21:00 in Seoul and 20:00 in Shanghai."""
    given_problem = far_apart(f"{HERE}; Tue 12:00-14:00", f"{THERE}; Tue 21:00-23:00")
    *others, last = given_problem.people
    wide = replace(last, zone="Asia/Shanghai", available=((0, 4 * 1440),))
    assert formed_times(replace(given_problem, people=(*others, wide))) == [(EARLY, 1440 + 720)]


def could_turn(given_problem: CohortProblem, plan: tuple[FormedCohort, ...], *, number: int) -> bool:
    """Whether a cohort could take turns beside all others as they are, by trying every pair."""
    cohort, grid = plan[number], range(0, 2 * 1440, given_problem.grid)

    def holds(**values: object) -> bool:
        trial = replace(cohort, **{"turns": (), **values})  # type: ignore[arg-type]
        return find_violations(given_problem, [*plan[:number], trial, *plan[number + 1 :]]) == ()

    free = [start for start in grid if holds(start=start)]
    hard = {start: set(at_hard_hours(given_problem, cohort, start=start)) for start in free}
    pairs = [(a, b) for a, b in combinations(free, 2) if not hard[a] & hard[b]]
    return all(hard.values()) and any(holds(start=a, turns=(b,)) for a, b in pairs)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6), st.booleans())
def test_turns_are_taken_wherever_they_can_be_and_break_no_rule(seed: int, solver: bool) -> None:
    given_problem = nights(seed)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(form, "solver_is_here", lambda: solver)
        plan = form_cohorts(given_problem, Effort())
        patch.setattr(form, "take_turns", lambda _problem, cohorts: cohorts)
        plain = form_cohorts(given_problem, Effort())
    assert find_violations(given_problem, plan.cohorts) == ()
    assert (plan.placed, plan.bound, plan.unplaced) == (plain.placed, plain.bound, plain.unplaced)
    for number, cohort in enumerate(plan.cohorts):
        hard = [set(at_hard_hours(given_problem, cohort, start=start)) for start in cohort.starts]
        if cohort.turns:
            assert not hard[0] & hard[1]
            assert hard[0]
            assert hard[1]
        elif hard[0]:
            assert not could_turn(given_problem, plan.cohorts, number=number)
