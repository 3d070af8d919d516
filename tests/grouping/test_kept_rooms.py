"""Rooms that a facilitator keeps from one cohort to the next: with gaps longer than a meeting, and over the end of the
week."""

from __future__ import annotations

import datetime
import random
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.grouping.small_problems import PLAIN, problem
from tests.grouping.test_gap import best_by_trying
from toolkit.grouping.form import form_cohorts
from toolkit.grouping.problem import CohortProblem, Effort, FreeRoom, Leader, Person, Sizes
from toolkit.grouping.violations import find_violations
from toolkit.model.availability import split_week


def in_a_row(*starts: int, pause: int, rooms: int = 2) -> CohortProblem:
    """Two facilitators with three cohorts each, of two people and an hour, in rooms that are alike; who comes to a
    start of one of them comes to no other."""
    weeks = {
        id: split_week((start + shift, start + shift + 60) for start in starts) for id, shift in (("f", 0), ("g", 15))
    }
    people = [
        Person(f"{id}{number}{twin}", "Europe/London", (stretch,), (), ((PLAIN, 0),))
        for id, week in weeks.items()
        for number, stretch in enumerate(week)
        for twin in "xy"
    ]
    leaders = [Leader(id, "Europe/London", week, frozenset([PLAIN]), 3) for id, week in weeks.items()]
    anywhen = [FreeRoom(f"r{number}", ((0, 7 * 1440),)) for number in range(rooms)]
    return problem(people, leaders, anywhen, minutes=60, grid=15, sizes=Sizes(2, 2, 2), pause=pause)


@pytest.mark.parametrize("pause", [15, 45, 90, 150, 240])
def test_a_room_is_held_from_each_cohort_to_the_next_and_not_beside_those_between(pause: int) -> None:
    """With a gap longer than a meeting the first of three cohorts and the last are near each other too."""
    row = in_a_row(16 * 60, 17 * 60 + 15, 18 * 60 + 30, pause=pause)
    plan = form_cohorts(row, Effort())
    assert (plan.placed, plan.bound, find_violations(row, plan.cohorts)) == (12, 12, ())


SUNDAY = 6 * 1440


@pytest.mark.parametrize("pause", [15, 45, 90, 150])
@pytest.mark.parametrize("rooms", [1, 2, 3])
def test_a_room_is_kept_over_the_end_of_the_week(pause: int, rooms: int) -> None:
    night = in_a_row(SUNDAY + 22 * 60 + 30, 0, 60 + 15, pause=pause, rooms=rooms)
    plan = form_cohorts(night, Effort())
    assert plan.placed == plan.bound == (6 if rooms == 1 else 12)
    assert not find_violations(night, plan.cohorts)


def night_shift(seed: int, *, people: int) -> CohortProblem:
    """Meetings of an hour around the beginning of a week, or in an evening, in rooms that are alike, with gaps that may
    be longer than a meeting."""
    chance = random.Random(seed)
    begin = chance.choice((SUNDAY + 21 * 60, SUNDAY + 22 * 60, 16 * 60))

    def stretch(*steps: int) -> tuple[tuple[int, int], ...]:
        first = begin + 30 * chance.choice((0, 2, 4, 6))
        return split_week([(first % (7 * 1440), first % (7 * 1440) + 30 * chance.choice(steps))])

    return problem(
        [Person(f"p{number}", "Europe/London", stretch(2, 2, 3), (), ((PLAIN, 0),)) for number in range(people)],
        [
            Leader(f"f{number}", "Europe/London", split_week([(begin, begin + 300)]), frozenset([PLAIN]), 3)
            for number in range(chance.randint(1, 2))
        ],
        [FreeRoom(f"r{number}", ((0, 7 * 1440),)) for number in range(2)],
        minutes=60,
        pause=chance.choice((15, 90, 150)),
    )


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 10**6))
def test_no_plan_exceeds_the_bound_by_night_or_with_long_gaps(seed: int) -> None:
    given_problem = night_shift(seed, people=6)
    plan = form_cohorts(given_problem, Effort())
    week = 7 * 1440
    starts = sorted({(one + 30 * step) % week for one in (SUNDAY + 21 * 60, 16 * 60) for step in range(14)})
    begins = {start for leader in given_problem.leaders for start, _ in leader.available}
    near = [start for start in starts if any((start - begin) % week <= 300 for begin in begins)]
    most = best_by_trying(given_problem, near)
    assert plan.placed == most <= plan.bound
    assert not find_violations(given_problem, plan.cohorts)


def test_rooms_that_are_in_use_all_week_round_may_not_do_for_those_who_keep_them() -> None:
    """Meetings of a day, no more than two at once; but each of the three facilitators meets each other one."""
    weeks = {"f": (4, 5, 6, 0, 1), "g": (1, 2, 3), "h": (3, 4)}
    days = {id: split_week((1440 * day, 1440 * (day + 1)) for day in week) for id, week in weeks.items()}
    people = [
        Person(f"{id}{day}{twin}", "Europe/London", ((1440 * day, 1440 * (day + 1)),), (), ((PLAIN, 0),))
        for id, week in weeks.items()
        for day in week
        for twin in "xy"
    ]
    leaders = [Leader(id, "Europe/London", days[id], frozenset([PLAIN]), len(week)) for id, week in weeks.items()]
    rooms = [FreeRoom(id, ((0, 7 * 1440),)) for id in "ab"]
    last = problem([], []).last - datetime.timedelta(days=7)
    round_the_week = problem(people, leaders, rooms, minutes=1440, sizes=Sizes(2, 2, 2), pause=15, last=last)
    plan = form_cohorts(round_the_week, Effort())
    assert plan.placed < plan.bound == 20
    assert not find_violations(round_the_week, plan.cohorts)
    assert form_cohorts(replace(round_the_week, pause=0), Effort()).placed == 20
