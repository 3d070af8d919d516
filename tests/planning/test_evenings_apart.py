"""Somebody who is a member of one cohort and runs another is never asked to be at both at once."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from toolkit.grouping.form import form_cohorts
from toolkit.grouping.problem import CohortPlan, CohortProblem, Effort, FormedCohort, Leader, Person, Sizes, Stream
from toolkit.grouping.violations import find_violations
from toolkit.planning.evenings_apart import formed_apart, stand_apart

STREAM = Stream("", "", "online-peer")
LONDON, NEW_YORK = "Europe/London", "America/New_York"
TUESDAY, THURSDAY = 1440, 3 * 1440
BOTH = {"ada": "p0"}


def evening(day: int, first: int = 18, *, last: int = 20) -> tuple[int, int]:
    return day + first * 60, day + last * 60


def person(id: str, *times: tuple[int, int], zone: str = LONDON) -> Person:
    return Person(id, zone, times, choices=((STREAM, 0),))


def leader(id: str, *times: tuple[int, int], zone: str = LONDON) -> Leader:
    return Leader(id, zone, times, frozenset({STREAM}), cohorts=1)


def problem(*people: Person, leaders: tuple[Leader, ...]) -> CohortProblem:
    first, last = datetime.date(2027, 1, 18), datetime.date(2027, 3, 12)
    return CohortProblem(people, leaders, (), LONDON, first, last, 120, sizes=Sizes(2, 3, 4))


def formed(given: CohortProblem) -> tuple[CohortProblem, CohortPlan]:
    return formed_apart(given, BOTH, form=lambda one: form_cohorts(one, Effort(seed=1)))


def starts(plan: CohortPlan) -> tuple[set[int], set[int]]:
    """The starts of what ada runs, and of what she, as p0, attends."""
    run = {start for one in plan.cohorts if "ada" in one.leaders for start in one.starts}
    return run, {start for one in plan.cohorts if "p0" in one.members for start in one.starts}


@pytest.mark.parametrize("zone", [LONDON, NEW_YORK])
def test_the_two_evenings_are_kept_apart_and_everybody_has_a_place(zone: str) -> None:
    earlier = 0 if zone == LONDON else 300
    own = [(start - earlier, end - earlier) for start, end in (evening(TUESDAY), evening(THURSDAY))]
    given = problem(
        person("p0", *own, zone=zone),
        *(person(f"p{n}", evening(TUESDAY)) for n in (1, 2, 3, 4)),
        *(person(f"p{n}", evening(THURSDAY)) for n in (5, 6, 7)),
        leaders=(
            leader("ada", own[0], zone=zone),
            leader("bo", evening(TUESDAY), evening(THURSDAY)),
            leader("cy", evening(TUESDAY), evening(THURSDAY)),
        ),
    )
    solved, plan = formed(given)
    assert plan.placed == plan.bound == 8
    run, attended = starts(plan)
    assert attended
    assert not run & attended
    assert not find_violations(solved, plan.cohorts)


def test_whoever_helps_to_run_one_and_attends_another_is_not_torn_either() -> None:
    own = (evening(TUESDAY), evening(THURSDAY))
    given = problem(
        person("p0", *own),
        *(person(f"p{n}", evening(TUESDAY)) for n in (1, 2, 3, 4)),
        *(person(f"p{n}", evening(THURSDAY)) for n in (5, 6, 7)),
        leaders=(leader("bo", *own), leader("cy", *own)),
    )
    seconds = (leader("ada", evening(TUESDAY)), leader("di", evening(THURSDAY)))
    solved, plan = formed(replace(given, second_role="helper", seconds=seconds))
    assert plan.placed == 8
    run, attended = starts(plan)
    assert (len(run), len(attended), run & attended) == (1, 1, set())
    assert not find_violations(solved, plan.cohorts)
    busy = stand_apart(solved, [one for one in plan.cohorts if "p0" in one.members], both=BOTH)
    assert busy.seconds[0].available == seconds[0].available


def test_who_could_only_be_at_both_at_once_stays_without_a_place_as_a_member() -> None:
    given = problem(*(person(f"p{n}", evening(TUESDAY)) for n in range(3)), leaders=(leader("ada", evening(TUESDAY)),))
    solved, plan = formed(given)
    assert plan.unplaced == ("p0",)
    assert starts(plan) == ({TUESDAY + 18 * 60}, set())
    assert (plan.placed, plan.bound, plan.reachable) == (2, 3, 3)
    assert solved.people[0].available == ()


def test_one_more_round_is_enough_however_the_cohorts_follow_them() -> None:
    """A stand-in for the solver that always puts both at the first hour at which ada can run one."""
    tried = []

    def stubborn(one: CohortProblem) -> CohortPlan:
        tried.append(one)
        start = one.leaders[0].available[0][0]
        there = any(begin <= start and start + 120 <= end for begin, end in one.people[0].available)
        return CohortPlan(
            (FormedCohort(STREAM, start, "ada", None, ("p0",) if there else ()),), (), bound=1, reachable=1
        )

    week = tuple(evening(day * 1440, 8, last=22) for day in range(7))
    _, plan = formed_apart(problem(person("p0", *week), leaders=(leader("ada", *week),)), BOTH, form=stubborn)
    assert plan.cohorts[0].members == ()
    assert [len(one.leaders[0].available) for one in tried] == [7, 1]


def test_nobody_else_loses_an_hour() -> None:
    given = problem(
        *(person(f"p{n}", evening(TUESDAY)) for n in range(1, 5)), leaders=(leader("ada", evening(TUESDAY)),)
    )
    solved, plan = formed_apart(given, {}, form=lambda one: form_cohorts(one, Effort(seed=1)))
    assert solved == given
    assert plan.placed == 4


def test_what_stands_takes_its_hours_from_both() -> None:
    runs = FormedCohort(STREAM, TUESDAY + 18 * 60, "ada", None, ("p1",), key="a")
    attends = FormedCohort(STREAM, THURSDAY + 18 * 60, "bo", None, ("p0",), key="b")
    times = evening(TUESDAY, 17, last=22), evening(THURSDAY, 17, last=22)
    given = problem(person("p0", *times), person("p1", *times), leaders=(leader("ada", *times), leader("bo", *times)))
    given = replace(
        given, people=(replace(given.people[0], if_needed=(evening(TUESDAY, 16, last=19),)), given.people[1])
    )
    found = stand_apart(given, (runs, attends), both=BOTH)
    assert found.people[0].if_needed == (evening(TUESDAY, 16, last=18),)
    assert found.people[0].available == (
        evening(TUESDAY, 17, last=18), evening(TUESDAY, 20, last=22), evening(THURSDAY, 17, last=22)
    )  # fmt: skip
    assert found.leaders[0].available == (
        evening(TUESDAY, 17, last=22), evening(THURSDAY, 17, last=18), evening(THURSDAY, 20, last=22)
    )  # fmt: skip
    assert (found.people[1], found.leaders[1]) == (given.people[1], given.leaders[1])


def test_what_is_kept_by_hand_stays_though_it_is_at_once() -> None:
    both = FormedCohort(STREAM, TUESDAY + 18 * 60, "ada", None, ("p0", "p1"), key="a")
    given = problem(
        person("p0", evening(TUESDAY)), person("p1", evening(TUESDAY)), leaders=(leader("ada", evening(TUESDAY)),)
    )
    _, plan = formed(replace(given, kept=(both,)))
    assert plan.cohorts == (both,)


@pytest.mark.parametrize(("run", "attended"), [(18, 20), (20, 18)])
def test_one_evening_may_end_when_the_other_begins(run: int, attended: int) -> None:
    led, other = evening(TUESDAY, run, last=run + 2), evening(TUESDAY, attended, last=attended + 2)
    given = problem(
        person("p0", evening(TUESDAY, 18, last=22)),
        person("p3", other),
        *(person(f"p{n}", led) for n in (1, 2)),
        leaders=(leader("ada", led), leader("bo", other)),
    )
    solved, plan = formed(given)
    assert starts(plan) == ({TUESDAY + run * 60}, {TUESDAY + attended * 60})
    assert solved == given
