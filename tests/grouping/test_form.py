"""Cohorts formed: against every possible plan of small problems, across clocks, and always within the rules."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings

from tests.grouping.small_problems import any_problem, leader, person, problem, random_problem
from toolkit.grouping import form
from toolkit.grouping.form import form_cohorts
from toolkit.grouping.problem import CohortProblem, Effort, FormedCohort, Sizes, Watch
from toolkit.grouping.violations import find_violations


def best_by_trying(given_problem: CohortProblem) -> int:
    """The most people that any plan without rooms can place."""
    return max(seated for _, seated in every_plan(given_problem))


def every_plan(given_problem: CohortProblem) -> Iterator[tuple[list[FormedCohort], int]]:
    """Every set of cohorts without rooms, with the most people that it can seat by any way of seating them; below 0
    where they cannot all be filled."""
    sizes, starts = given_problem.sizes, range(0, 2 * 1440, given_problem.grid)
    streams = sorted({stream for one in given_problem.people for stream, _ in one.choices})
    trial = [
        FormedCohort(stream, start, one.id, None, ())
        for one in given_problem.leaders
        for start in starts
        for stream in streams
    ]
    runs = [one for one in trial if not {v.rule for v in find_violations(given_problem, [one])} & {"leader", "stream"}]
    able = {
        one: frozenset(
            number
            for number, who in enumerate(given_problem.people)
            if not {"time", "stream"}
            & {v.rule for v in find_violations(given_problem, [replace(one, members=(who.id,))])}
        )
        for one in runs
    }
    runs = [one for one in runs if len(able[one]) >= sizes.least]

    def sets(index: int, chosen: list[FormedCohort]) -> Iterator[list[FormedCohort]]:
        yield chosen
        for number in range(index, len(runs)):
            more = [*chosen, runs[number]]
            if not {v.rule for v in find_violations(given_problem, more)} & {"twice", "hours"} and len(
                more
            ) * sizes.least <= len(given_problem.people):
                yield from sets(number + 1, more)

    for chosen in sets(0, []):
        yield chosen, seated(tuple(able[one] for one in chosen), len(given_problem.people), sizes=sizes)


def seated(tables: tuple[frozenset[int], ...], people: int, *, sizes: Sizes) -> int:
    @cache
    def most(person_number: int, counts: tuple[int, ...]) -> int:
        if person_number == people:
            return 0 if all(count >= sizes.least for count in counts) else -100
        best = most(person_number + 1, counts)
        for table, who in enumerate(tables):
            if person_number in who and counts[table] < sizes.most:
                best = max(
                    best, 1 + most(person_number + 1, (*counts[:table], counts[table] + 1, *counts[table + 1 :]))
                )
        return best

    return most(0, (0,) * len(tables))


@pytest.mark.parametrize("seed", range(12))
def test_small_problems_are_solved_as_well_as_can_be(seed: int) -> None:
    given_problem = random_problem(seed, people=6, leaders=2, streams=1 + seed % 2)
    plan = form_cohorts(given_problem, Effort())
    assert (plan.placed, plan.bound, plan.status) == (best_by_trying(given_problem), plan.placed, "optimal")


problems = any_problem(people=25)


often = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@often
@given(problems)
def test_no_plan_breaks_a_rule_or_its_bound(given_problem: CohortProblem) -> None:
    plan = form_cohorts(given_problem, Effort())
    asked = {one.id for one in given_problem.people}
    assert find_violations(given_problem, plan.cohorts) == ()
    for one, other in given_problem.together:
        assert (one in plan.unplaced) == (other in plan.unplaced)
        assert one in plan.unplaced or any({one, other} <= set(cohort.members) for cohort in plan.cohorts)
    assert plan.placed <= plan.bound <= max(plan.reachable, plan.placed)
    assert {member for cohort in plan.cohorts for member in cohort.members} | set(plan.unplaced) == asked


@often
@given(problems)
def test_without_a_solver_no_rule_is_broken_either(given_problem: CohortProblem) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(form, "solver_is_here", lambda: False)
        plan = form_cohorts(given_problem, Effort())
    assert find_violations(given_problem, plan.cohorts) == ()
    assert plan.placed <= plan.bound


def test_the_same_input_and_seed_give_the_same_plan() -> None:
    given_problem = random_problem(7, people=40, leaders=9, rooms=3, pairs=4, streams=2)
    assert form_cohorts(given_problem, Effort(seed=3)) == form_cohorts(given_problem, Effort(seed=3))


def test_a_plan_that_was_cut_says_so_and_holds() -> None:
    given_problem = random_problem(7, people=40, leaders=9, rooms=3)
    plan = form_cohorts(given_problem, Effort(watch=Watch(stop=lambda: "limit")))
    assert (plan.stopped_by, find_violations(given_problem, plan.cohorts)) == ("limit", ())


def test_the_neighbourhoods_of_a_large_problem_keep_the_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(form, "SMALL", 10)
    monkeypatch.setattr(form, "WHOLE_COLUMNS", 0)
    given_problem = random_problem(11, people=60, leaders=12, rooms=4, pairs=6, streams=2, roams=2)
    plan = form_cohorts(given_problem, Effort())
    monkeypatch.setattr(form, "SMALL", 1000)
    best = form_cohorts(given_problem, Effort())
    assert find_violations(given_problem, plan.cohorts) == ()
    assert plan.placed >= 0.9 * best.placed
    assert best.placed <= plan.bound


def test_a_chain_of_together_comes_as_one_or_not_at_all() -> None:
    people = [person(id) for id in "abcd"]
    chained = problem(people, [leader()], together=(("a", "b"), ("b", "c")))
    (cohort,) = form_cohorts(chained, Effort()).cohorts
    assert {"a", "b", "c"} <= set(cohort.members)
    too_long = problem([*people, person("e")], [leader()], together=(("a", "b"), ("b", "c"), ("c", "d"), ("d", "e")))
    assert form_cohorts(too_long, Effort()).placed == 0
    torn = problem(people, [leader()], together=(("a", "b"), ("b", "c")), apart=(("a", "c"),))
    assert form_cohorts(torn, Effort()).unplaced == ("a", "b", "c", "d")


def test_choices_count_after_people_and_need_after_that() -> None:
    from toolkit.grouping.problem import Stream

    red, blue = Stream("red", "", "in-person-peer"), Stream("blue", "", "in-person-peer")
    people = [person(id, streams=[red, blue]) for id in "ab"] + [person(id, streams=[blue, red]) for id in "cd"]
    both = problem(people, [leader("f", streams=[red, blue]), leader("g", streams=[red, blue])])
    assert {cohort.stream: cohort.members for cohort in form_cohorts(both, Effort()).cohorts} == {
        red: ("a", "b"),
        blue: ("c", "d"),
    }
    needed = problem(
        [person(id, "Mon 18:00-20:00", need="Tue 18:00-20:00") for id in "ab"],
        [leader("f", "Mon 18:00-20:00; Tue 18:00-20:00")],
    )
    assert [cohort.start for cohort in form_cohorts(needed, Effort()).cohorts] == [1080]


def test_cohorts_are_near_the_target_and_spread_over_facilitators() -> None:
    people = [person(f"p{number}") for number in range(6)]
    plan = form_cohorts(problem(people, [leader("f"), leader("g"), leader("h")], sizes=Sizes(2, 3, 6)), Effort())
    assert sorted(len(cohort.members) for cohort in plan.cohorts) == [3, 3]
