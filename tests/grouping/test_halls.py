"""Cohorts that share a hall and its chairs, and facilitators who roam between them."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from tests.grouping.small_problems import leader, person, place, problem
from toolkit.grouping.form import form_cohorts
from toolkit.grouping.problem import CohortProblem, Effort, FormedCohort, Sizes
from toolkit.grouping.violations import find_violations


def test_three_cohorts_share_a_hall() -> None:
    people = [person(f"p{number}") for number in range(9)]
    leaders = [leader("f"), leader("g"), leader("h")]
    hall = problem(people, leaders, [place("hall", seats=12, cohorts=3)], sizes=Sizes(2, 3, 3))
    assert form_cohorts(hall, Effort()).placed == 9
    assert form_cohorts(replace(hall, rooms=(place("hall", seats=8, cohorts=3),)), Effort()).placed == 6


def test_the_cohorts_of_a_hall_share_its_chairs_as_they_like() -> None:
    """Of 20 chairs three are facilitators'; even shares would be of five people, with two chairs left."""
    people, leaders = [person(f"p{number}") for number in range(20)], [leader("f"), leader("g"), leader("h")]
    plan = form_cohorts(problem(people, leaders, [place("hall", seats=20, cohorts=3)], sizes=Sizes(4, 6, 8)), Effort())
    assert (sorted(len(cohort.members) for cohort in plan.cohorts), plan.bound) == ([5, 6, 6], 17)


def test_chairs_go_round_where_meetings_overlap() -> None:
    early, late = (
        [person(f"e{number}") for number in range(4)],
        [person(f"l{number}", "Mon 19:00-21:00") for number in range(4)],
    )
    leaders = [leader("f"), leader("g", "Mon 19:00-21:00")]
    both = problem([*early, *late], leaders, [place("hall", "Mon 18:00-21:00", seats=9, cohorts=2)])
    assert form_cohorts(both, Effort()).placed == 7
    assert (
        form_cohorts(replace(both, rooms=(place("hall", "Mon 18:00-21:00", seats=10, cohorts=2),)), Effort()).placed
        == 8
    )


@pytest.mark.parametrize(("roams", "placed"), [(1, 4), (2, 8), (3, 9)])
def test_one_who_roams_runs_several_cohorts_in_one_hall(roams: int, placed: int) -> None:
    given_problem = problem(
        [person(f"p{number}") for number in range(9)],
        [leader("f", cohorts=None, roams=roams)],
        [place("hall", seats=20, cohorts=3)],
    )
    plan = form_cohorts(given_problem, Effort())
    assert (plan.placed, {cohort.room for cohort in plan.cohorts}, find_violations(given_problem, plan.cohorts)) == (
        placed,
        {"hall"},
        (),
    )


def test_nobody_roams_between_two_rooms_nor_further_than_their_hours() -> None:
    people, able = (
        [person(f"p{number}", "Mon 18:00-20:00; Tue 18:00-20:00") for number in range(16)],
        leader("f", "Mon 18:00-20:00; Tue 18:00-20:00", cohorts=None, roams=2),
    )
    days = "Mon 18:00-20:00; Tue 18:00-20:00"
    assert form_cohorts(problem(people, [able], [place("one", days), place("two", days)]), Effort()).placed == 8
    hall = problem(people, [able], [place("hall", days, cohorts=2)])
    assert form_cohorts(hall, Effort()).placed == 16
    assert form_cohorts(replace(hall, leaders=(replace(able, minutes=120),)), Effort()).placed == 8
    assert form_cohorts(replace(hall, leaders=(replace(able, cohorts=3),)), Effort()).placed == 12


def best_in_halls(given_problem: CohortProblem) -> int:
    """The most people at a single start to which all can come, by trying every cohort, room and size."""
    sizes, (stream, _) = given_problem.sizes, given_problem.people[0].choices[0]
    where = [(one.id, room.id) for one in given_problem.leaders for room in given_problem.rooms]
    best = 0

    def go(index: int, chosen: tuple[FormedCohort, ...], *, seated: int) -> None:
        nonlocal best
        if find_violations(given_problem, chosen):
            return
        best = max(best, seated)
        for number in range(index, len(where)):
            for size in range(sizes.least, sizes.most + 1):
                if seated + size <= len(given_problem.people):
                    members = tuple(one.id for one in given_problem.people[seated : seated + size])
                    go(
                        number,
                        (*chosen, FormedCohort(stream, 1080, where[number][0], where[number][1], members)),
                        seated=seated + size,
                    )

    go(0, (), seated=0)
    return best


@pytest.mark.parametrize("seed", range(12))
def test_halls_and_those_who_roam_are_used_as_well_as_can_be(seed: int) -> None:
    chance = random.Random(seed)
    leaders = [
        leader(f"f{number}", cohorts=chance.choice((1, 2, None)), roams=chance.choice((1, 2, 3))) for number in range(2)
    ]
    rooms = [
        place(f"r{number}", seats=chance.choice((3, 5, 8, 11, None)), cohorts=chance.choice((1, 2, 3)))
        for number in range(2)
    ]
    given_problem = problem([person(f"p{number}") for number in range(chance.randint(6, 12))], leaders, rooms)
    plan = form_cohorts(given_problem, Effort())
    assert find_violations(given_problem, plan.cohorts) == ()
    assert (plan.placed, plan.bound) == (best_in_halls(given_problem),) * 2
