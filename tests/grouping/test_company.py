"""Who sits with whom: nobody is the only one of a kind, and those who are alike are spread over the cohorts."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations, product
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.grouping.small_problems import formed, leader, person, problem, random_problem
from toolkit.grouping import form
from toolkit.grouping.company import Circle, Seating
from toolkit.grouping.compile import compile_problem
from toolkit.grouping.form import form_cohorts
from toolkit.grouping.menu import replan
from toolkit.grouping.problem import Alike, CohortProblem, Effort, FormedCohort, Sizes
from toolkit.grouping.reasons import why_unplaced
from toolkit.grouping.violations import find_violations

EARLY, LATE = "Mon 16:00-18:00", "Mon 18:00-20:00"
BOTH = "Mon 16:00-20:00"


def alike(name: str, ids: Sequence[str]) -> Alike:
    column, _, value = name.partition(": ")
    return Alike(column, value, frozenset(ids))


def test_the_checker_names_whoever_is_the_only_one() -> None:
    given_problem = problem([person(id) for id in "abcd"], [leader()], not_alone=(alike("first_year: yes", "ad"),))
    told = [(one.rule, one.text, one.subject) for one in find_violations(given_problem, [formed("abc", key="x")])]
    assert told == [("alone", "x: a is the only one with first_year: yes.", "a")]
    assert find_violations(given_problem, [formed("abd", key="x")]) == ()
    assert find_violations(given_problem, [formed("bc", key="x")]) == ()
    only = replace(given_problem, not_alone=(alike("first_year: yes", "a"),))
    assert find_violations(only, [formed("abc", key="x")]) == ()


def test_two_who_could_each_go_elsewhere_come_together() -> None:
    people = [person(f"m{n}", (EARLY, LATE)[n % 2]) for n in range(6)] + [person(id, BOTH) for id in ("w1", "w2")]
    leaders = [leader("f", EARLY), leader("g", LATE)]
    given_problem = problem(people, leaders, sizes=Sizes(2, 4, 5), not_alone=(alike("gender: woman", ("w1", "w2")),))
    plan = form_cohorts(given_problem, Effort())
    assert plan.placed == 8
    assert sum({"w1", "w2"} <= set(cohort.members) for cohort in plan.cohorts) == 1
    freely = form_cohorts(replace(given_problem, not_alone=()), Effort())
    assert [len(cohort.members) for cohort in freely.cohorts] == [4, 4]
    assert [len(cohort.members) for cohort in plan.cohorts] != [4, 4]


def test_whoever_cannot_have_company_is_not_refused_for_it() -> None:
    people = [person(id) for id in "abc"] + [person("d", "Tue 18:00-20:00")]
    alone = problem(people, [leader()], not_alone=(alike("gender: woman", "a"), alike("gender: x", "bd")))
    assert form_cohorts(alone, Effort()).cohorts[0].members == ("a", "b", "c")


def test_whoever_could_have_company_that_has_no_seat_is_left_out_and_told_why() -> None:
    given_problem = problem(
        [person(id) for id in "abcwv"],
        [leader()],
        sizes=Sizes(2, 3, 5),
        apart=(("w", "v"),),
        not_alone=(alike("gender: woman", ("w", "v")),),
    )
    plan = form_cohorts(given_problem, Effort())
    assert (plan.placed, find_violations(given_problem, plan.cohorts)) == (3, ())
    assert why_unplaced(given_problem, plan)["w"].endswith(", or nobody there would be like them by gender")
    assert "woman" not in str(why_unplaced(given_problem, plan))  # it is remembered outside of people/


def test_people_who_are_alike_are_spread_over_cohorts_at_one_time_and_at_others() -> None:
    ids = [f"p{n}" for n in range(9)]
    leaders = [leader("f", EARLY), leader("g", EARLY), leader("h", LATE)]
    given_problem = problem(
        [person(id, BOTH) for id in ids], leaders, sizes=Sizes(3, 3, 3),
        spread=(alike("college: red", ids[:3]), alike("college: blue", ids[3:6])),
    )  # fmt: skip
    plan = form_cohorts(given_problem, Effort())
    for colour in given_problem.spread:
        assert [len(colour.ids.intersection(cohort.members)) for cohort in plan.cohorts] == [1, 1, 1]
    everybody_liked = replace(given_problem, people=tuple(
        person(id, EARLY, need=LATE) if n < 6 else person(id, LATE, need=EARLY) for n, id in enumerate(ids)
    ))  # fmt: skip
    plan = form_cohorts(everybody_liked, Effort())
    assert {cohort.members for cohort in plan.cohorts if cohort.start == 18 * 60} == {tuple(ids[6:])}


def test_a_cohort_that_stands_is_not_broken_up_for_one_who_was_left_alone() -> None:
    people = [person(id) for id in ("m1", "m2", "w1", "w2", "w3")]
    given_problem = problem(
        people, [leader()], sizes=Sizes(2, 3, 4), not_alone=(alike("gender: woman", ("w1", "w2", "w3")),)
    )
    before = [formed(["m1", "m2", "w1"], key="a")]
    (calm, *_rest) = replan(replace(given_problem, people=tuple(people[:3])), before, effort=Effort())
    assert [cohort.members for cohort in calm.plan.cohorts] == [("m1", "m2", "w1")]
    (calm, *_rest) = replan(given_problem, before, effort=Effort())
    assert [len(cohort.members) for cohort in calm.plan.cohorts] == [4]
    assert {"m1", "m2", "w1"} < set(calm.plan.cohorts[0].members)


def kinds(seed: int, **size: Any) -> CohortProblem:
    """A random problem whose people are of two or three kinds by two columns, some of them of none."""
    chance, given_problem = random.Random(seed), random_problem(seed, **size)
    ids = [one.id for one in given_problem.people]
    found = []
    for column, values in (("gender", "wmx"), ("year", "12")):
        of = {id: chance.choice(values + " ") for id in ids}
        found += [alike(f"{column}: {value}", [id for id in ids if of[id] == value]) for value in values]
    return replace(given_problem, not_alone=tuple(one for one in found if len(one.ids) > 1), spread=tuple(found))


def best_by_trying(given_problem: CohortProblem) -> int:
    """The most people of a problem without rooms that any plan can place, by trying every one."""
    trial = [
        FormedCohort(stream, start, one.id, None, ())
        for one in given_problem.leaders
        for start in range(0, 2 * 1440, given_problem.grid)
        for stream in one.streams
    ]
    instance = compile_problem(given_problem)
    hopeless = {
        (id, one.name)
        for number, one in enumerate(given_problem.not_alone)
        for id in one.ids
        if number not in {mark for mark, _ in instance.company[instance.unit_of[id]]}
    }
    runs = [one for one in trial if not {v.rule for v in find_violations(given_problem, [one])} & {"leader", "stream"}]
    able = {
        one: [
            who.id
            for who in given_problem.people
            if not {"time", "stream"}
            & {v.rule for v in find_violations(given_problem, [replace(one, members=(who.id,))])}
        ]
        for one in runs
    }
    best = 0
    for number in range(1, 3):
        for chosen in combinations([one for one in runs if len(able[one]) > 1], number):
            if {v.rule for v in find_violations(given_problem, chosen)} & {"twice", "hours"}:
                continue
            seats = [
                [None, *(n for n, one in enumerate(chosen) if who.id in able[one])] for who in given_problem.people
            ]
            for places in product(*seats):
                members = [
                    [who.id for who, place in zip(given_problem.people, places, strict=True) if place == n]
                    for n in range(number)
                ]
                placed = sum(map(len, members))
                if (
                    placed > best
                    and all(2 <= len(ids) <= 4 for ids in members)
                    and not any(
                        len(one.ids.intersection(ids)) == 1 and (*one.ids.intersection(ids), one.name) not in hopeless
                        for one in given_problem.not_alone
                        for ids in members
                    )
                ):
                    best = placed
    return best


@pytest.mark.parametrize("seed", range(16))
def test_small_problems_are_solved_as_well_as_can_be(seed: int) -> None:
    given_problem = kinds(seed, people=6, leaders=2)
    plan = form_cohorts(given_problem, Effort())
    assert plan.placed == best_by_trying(given_problem) <= plan.bound


often = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@often
@given(
    st.integers(0, 10**6), st.integers(0, 30), st.integers(1, 6), st.integers(0, 3), st.integers(0, 5), st.booleans()
)
def test_nobody_is_alone_who_could_have_company(
    seed: int, people: int, leaders: int, rooms: int, pairs: int, solver: bool
) -> None:
    given_problem = kinds(seed, people=people, leaders=leaders, rooms=rooms, pairs=pairs, roams=1 + seed % 2)
    with pytest.MonkeyPatch.context() as patch:
        if not solver:
            patch.setattr(form, "solver_is_here", lambda: False)
        plan = form_cohorts(given_problem, Effort())
    instance = compile_problem(given_problem)
    names = [one.name for one in given_problem.not_alone]
    for violation in find_violations(given_problem, plan.cohorts):
        assert violation.rule == "alone"
        marked = {names[mark] for mark, _ in instance.company[instance.unit_of[violation.subject]]}
        assert not any(violation.text.endswith(f"the only one with {name}.") for name in marked)
    assert plan.placed <= plan.bound
    assert sorted((*plan.unplaced, *(id for one in plan.cohorts for id in one.members))) == sorted(
        one.id for one in given_problem.people
    )


def test_two_who_come_together_join_only_where_both_have_a_seat() -> None:
    instance = compile_problem(problem([person(id) for id in "abcde"], [leader()], together=(("d", "e"),)))
    units = {unit.ids: number for number, unit in enumerate(instance.units)}
    slot = next(iter(instance.units[0].options))
    here = [units[(id,)] for id in "abc"]
    for seats, more in ((4, []), (5, [units["d", "e"]])):
        table = Circle(slot, seats, 2, list(here))
        Seating(instance, [table], across=True, spread=False).join([units["d", "e"]])
        assert table.members == [*here, *more]
