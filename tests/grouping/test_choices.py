"""A menu of good plans: each keeps the rules and the bound, and is what its name says at the price that is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.grouping.small_problems import any_problem, formed, leader, person, problem, random_problem
from tests.grouping.test_form import every_plan
from toolkit.grouping import choices, evenings, form
from toolkit.grouping.choices import (
    PREFERENCES,
    Preference,
    PreferredPlan,
    better_for,
    choices_among,
    measure,
    narrowed,
)
from toolkit.grouping.evenings import count_evenings, worth_of
from toolkit.grouping.form import form_cohorts
from toolkit.grouping.problem import CohortPlan, CohortProblem, Effort, Leader, Sizes, Stream, Watch
from toolkit.grouping.violations import find_violations

EVENINGS = "Mon 18:00-20:00; Tue 18:00-20:00"


def offered(given_problem: CohortProblem) -> tuple[PreferredPlan, ...]:
    most = form_cohorts(given_problem, Effort())
    plans = [better_for(one, given_problem, most=most, effort=Effort()) for one in PREFERENCES]
    assert plans[0] is most
    return choices_among(given_problem, plans)


def told(given_problem: CohortProblem) -> dict[Preference, tuple[int, int, int]]:
    """By preference: people placed, people in the smallest cohort, evenings."""
    found: dict[Preference, tuple[int, int, int]] = {}
    for choice in offered(given_problem):
        has = measure(given_problem, choice.plan)
        found |= dict.fromkeys(choice.prefers, (has.placed, min(has.sizes), has.evenings))
    return found


def group(texts: Sequence[str], leaders: Sequence[Leader], **values: Any) -> CohortProblem:
    return problem([person(f"p{number:02d}", text) for number, text in enumerate(texts)], leaders, **values)


problems = any_problem(people=30)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(problems, st.booleans())
def test_every_choice_keeps_the_rules_and_the_bound_and_is_what_its_name_says(
    given_problem: CohortProblem, with_solver: bool
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        for module in (form, choices, evenings) if not with_solver else ():
            patch.setattr(module, "solver_is_here", lambda: False)
        found = offered(given_problem)
    most, asked = found[0].plan, {one.id for one in given_problem.people}
    assert sorted(one for choice in found for one in choice.prefers) == sorted(PREFERENCES)
    assert len({choice.plan for choice in found}) == len(found)
    first = measure(given_problem, most)
    for choice in found:
        plan, has = choice.plan, measure(given_problem, choice.plan)
        assert find_violations(given_problem, plan.cohorts) == ()
        assert {member for cohort in plan.cohorts for member in cohort.members} | set(plan.unplaced) == asked
        assert plan.bound == most.bound >= plan.placed >= 0.9 * most.placed
        for id, other in given_problem.together:
            assert (id in plan.unplaced) == (other in plan.unplaced)
        if "fuller" in choice.prefers:
            assert has.sizes[:1] >= first.sizes[:1]
        if "fewer-evenings" in choice.prefers:
            assert has.evenings <= first.evenings
            assert (
                has.placed > first.placed - given_problem.sizes.least * (first.evenings - has.evenings) or has == first
            )


@pytest.mark.parametrize("seed", range(10))
def test_no_plan_of_a_small_problem_spares_evenings_better(seed: int) -> None:
    given_problem = random_problem(seed, people=8, leaders=3, streams=1 + seed % 2)
    most = form_cohorts(given_problem, Effort())
    found = better_for("fewer-evenings", given_problem, most=most, effort=Effort())
    least = given_problem.sizes.least
    assert worth_of(found.placed, count_evenings(found.cohorts), least=least) == max(
        worth_of(seated, count_evenings(chosen), least=least)
        for chosen, seated in every_plan(given_problem)
        if seated >= 0.9 * most.placed
    )


def test_fuller_cohorts_cost_those_who_are_too_few_for_one_and_they_spare_an_evening() -> None:
    """Three can come on Tuesday, one of them on Monday too, where there are seats for eighteen."""
    texts = [*["Mon 18:00-20:00"] * 17, *["Tue 18:00-20:00"] * 2, EVENINGS]
    given_problem = group(texts, [leader(id, EVENINGS) for id in "fghi"], sizes=Sizes(3, 6, 6))
    most, other = offered(given_problem)
    assert (most.prefers, other.prefers) == (("most",), ("fuller", "fewer-evenings"))
    assert told(given_problem) == {"most": (20, 3, 4), "fuller": (18, 6, 3), "fewer-evenings": (18, 6, 3)}
    assert set(other.plan.unplaced) == {"p17", "p18"}


def test_cohorts_that_are_too_few_to_spare_are_kept_though_they_are_small() -> None:
    """Without those three no more than seventeen of twenty have a place: that is no good plan."""
    texts = [*["Mon 18:00-20:00"] * 17, *["Tue 18:00-20:00"] * 3]
    given_problem = group(texts, [leader(id, EVENINGS) for id in "fghi"], sizes=Sizes(3, 6, 6))
    assert told(given_problem) == dict.fromkeys(PREFERENCES, (20, 3, 4))


def test_an_evening_is_spared_where_all_fit_into_the_others_and_nobody_but_the_sizes_pays() -> None:
    given_problem = group([EVENINGS] * 8, [leader(id, EVENINGS, cohorts=2) for id in "fg"], sizes=Sizes(2, 4, 8))
    assert told(given_problem) == {"most": (8, 4, 2), "fuller": (8, 4, 2), "fewer-evenings": (8, 8, 1)}


def test_two_cohorts_of_one_facilitator_on_one_day_are_one_evening() -> None:
    """Whoever can come at six on Monday can come on Tuesday too, and the others at eight on Monday alone."""
    texts = [*["Mon 18:00-20:00; Tue 18:00-20:00"] * 3, *["Mon 20:00-22:00"] * 3]
    at_both = leader("f", "Mon 18:00-22:00; Tue 18:00-20:00", cohorts=2)
    given_problem = group(texts, [at_both], sizes=Sizes(2, 3, 3))
    apart = [formed(["p00", "p01", "p02"], "Tue 18:00"), formed(["p03", "p04", "p05"], "Mon 20:00")]
    most = CohortPlan(tuple(apart), (), bound=6, reachable=6)
    found = better_for("fewer-evenings", given_problem, most=most, effort=Effort())
    assert (count_evenings(most.cohorts), count_evenings(found.cohorts), found.placed) == (2, 1, 6)


def test_a_cohort_that_is_kept_stays_and_its_evening_costs_nothing_more() -> None:
    """On Monday the facilitator comes anyway; so the other cohort meets then, and not on Tuesday."""
    texts = [*["Mon 18:00-20:00"] * 2, *["Mon 20:00-22:00; Tue 18:00-20:00"] * 3]
    kept = formed(["p00", "p01"], key="x")
    given_problem = group(
        texts, [leader("f", "Mon 18:00-22:00; Tue 18:00-20:00", cohorts=2)], sizes=Sizes(3, 3, 4), kept=(kept,)
    )
    most = CohortPlan((kept, formed(["p02", "p03", "p04"], "Tue 18:00")), (), bound=5, reachable=5)
    found = better_for("fewer-evenings", given_problem, most=most, effort=Effort())
    assert kept in found.cohorts
    assert (count_evenings(found.cohorts), found.placed) == (1, 5)
    assert measure(given_problem, found).sizes == (3,)
    assert better_for("fuller", given_problem, most=most, effort=Effort()) == most


def test_each_cohort_without_a_facilitator_is_an_evening_of_somebody() -> None:
    nobody_yet = leader("", EVENINGS, cohorts=None)
    given_problem = group([EVENINGS] * 8, [nobody_yet], sizes=Sizes(2, 4, 8))
    assert told(given_problem) == {"most": (8, 4, 2), "fuller": (8, 4, 2), "fewer-evenings": (8, 8, 1)}


def test_what_a_choice_costs_in_wishes_is_counted() -> None:
    red, blue = Stream("red", "", "in-person-peer"), Stream("blue", "", "in-person-peer")
    people = [person("a", streams=[red, blue]), person("b", "Tue 18:00-20:00", need="Mon 18:00-20:00", streams=[blue])]
    given_problem = problem(people, [leader(streams=[red, blue])])
    plan = CohortPlan((formed(["a", "b"], stream=blue),), (), bound=2, reachable=2)
    has = measure(given_problem, plan)
    assert (has.lower, has.if_needed, has.sizes) == (1, 1, (2,))


def test_what_would_place_more_is_tried_as_the_choice_sees_it() -> None:
    """In the problem as it was given any change would seem to place those whom the choice leaves out for its sake."""
    texts = [*["Mon 18:00-20:00"] * 17, *["Tue 18:00-20:00"] * 2, EVENINGS]
    given_problem = group(texts, [leader(id, EVENINGS) for id in "fghi"], sizes=Sizes(3, 6, 6))
    _, other = offered(given_problem)
    for prefer in other.prefers:
        seen = narrowed(given_problem, other.plan, prefer=prefer)
        assert form_cohorts(seen, Effort()).placed == other.plan.placed
    assert narrowed(given_problem, other.plan, prefer="most") is given_problem


def test_nobody_yet_facilitates_no_more_cohorts_than_a_choice_has() -> None:
    given_problem = group([EVENINGS] * 8, [leader("", EVENINGS, cohorts=None)], sizes=Sizes(2, 4, 4))
    one = CohortPlan((formed([f"p0{n}" for n in range(4)], by=""),), (), bound=8, reachable=8)
    seen = narrowed(given_problem, one, prefer="fewer-evenings")
    assert [len(form_cohorts(each, Effort()).cohorts) for each in (given_problem, seen)] == [2, 1]


def test_whoever_runs_a_cohort_with_another_runs_it_too_as_a_choice_sees_it() -> None:
    given_problem = group([EVENINGS] * 4, [leader("ada", EVENINGS), leader("bea", EVENINGS)])
    most = form_cohorts(given_problem, Effort())
    plan = replace(most, cohorts=(replace(most.cohorts[0], leader="ada", others=("bea",)),))
    assert [one.cohorts for one in narrowed(given_problem, plan, prefer="fewer-evenings").leaders] == [1, 1]


def test_a_cut_plan_has_no_others_beside_it() -> None:
    given_problem = group([EVENINGS] * 8, [leader(id, EVENINGS, cohorts=2) for id in "fg"], sizes=Sizes(2, 4, 8))
    most, cut = form_cohorts(given_problem, Effort()), Effort(watch=Watch(stop=lambda: "limit"))
    assert better_for("fewer-evenings", given_problem, most=most, effort=cut) is most


def test_the_same_input_and_seed_give_the_same_choices() -> None:
    given_problem = replace(random_problem(7, people=40, leaders=9, rooms=3, pairs=4), sizes=Sizes(2, 5, 8))
    assert offered(given_problem) == offered(given_problem)
    assert len(offered(given_problem)) > 1
