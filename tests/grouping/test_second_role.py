"""Two who run each cohort: a facilitator, and somebody of the role that the organiser named."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.grouping.small_problems import formed, leader, person, place, problem, random_problem
from tests.grouping.test_form import seated
from tests.grouping.test_gap import evening
from toolkit.grouping import form
from toolkit.grouping.board import Board
from toolkit.grouping.bound import priced_bound, simple_bound
from toolkit.grouping.choices import Preference, better_for
from toolkit.grouping.compile import compile_problem
from toolkit.grouping.form import form_cohorts
from toolkit.grouping.menu import replan
from toolkit.grouping.problem import CohortProblem, Effort, FormedCohort, Leader, Person, Sizes, Watch
from toolkit.grouping.reasons import why_unplaced
from toolkit.grouping.suggest import advise
from toolkit.grouping.violations import find_violations

HELPER = "helper"


def helped(given_problem: CohortProblem, *seconds: Leader) -> CohortProblem:
    return replace(given_problem, second_role=HELPER, seconds=seconds)


def with_helpers(given_problem: CohortProblem, seed: int, *, helpers: int) -> CohortProblem:
    """The problem with people for the second role, at times of others, some of whom go about between cohorts."""
    chance = random.Random(seed)
    some: list[Person | Leader] = [*given_problem.people, *given_problem.leaders]
    streams = frozenset(stream for one in given_problem.people for stream, _ in one.choices)
    found = []
    for number in range(helpers):
        one = chance.choice(some)
        limit, roams = chance.choice((1, 2, None)), chance.choice((1, 1, 1, 2))
        minutes = chance.choice((None, None, 2 * given_problem.minutes))
        found.append(Leader(f"h{number}", one.zone, one.available, streams, limit, roams, minutes))
    return helped(given_problem, *found)


def best_by_trying(given_problem: CohortProblem, *, starts: range) -> int:
    """The most people that any plan can place, by trying every set of cohorts with every two who could run them."""
    streams = sorted({stream for one in given_problem.people for stream, _ in one.choices})
    people = given_problem.people
    trial = [
        FormedCohort(stream, start, one.id, room, (), others=(other.id,))
        for one in given_problem.leaders
        for other in given_problem.seconds
        for start in starts
        for stream in streams
        for room in ([room.id for room in given_problem.rooms] if given_problem.rooms and not stream.online else [None])
    ]
    hard = {"leader", "second", "stream", "shut", "twice", "hours", "room", "gap"}

    def holds(cohorts: list[FormedCohort]) -> bool:
        return not {one.rule for one in find_violations(given_problem, cohorts)} & hard

    def comes(cohort: FormedCohort) -> frozenset[int]:
        return frozenset(
            number
            for number, who in enumerate(people)
            if not {"time", "stream"}
            & {one.rule for one in find_violations(given_problem, [replace(cohort, members=(who.id,))])}
        )

    runs = {one: comes(one) for one in trial if holds([one])}
    runs = {one: who for one, who in runs.items() if len(who) >= given_problem.sizes.least}
    pairs = {pair for pair in combinations(runs, 2) if holds(list(pair))}
    found, sets = 0, list[tuple[FormedCohort, ...]]((one,) for one in runs)
    while sets:
        found = max(
            found,
            *(seated(tuple(runs[one] for one in chosen), len(people), sizes=given_problem.sizes) for chosen in sets),
        )
        sets = [
            (*chosen, one)
            for chosen in sets
            if (len(chosen) + 1) * given_problem.sizes.least <= len(people)
            for one in list(runs)[list(runs).index(chosen[-1]) + 1 :]
            if all((other, one) in pairs for other in chosen) and holds([*chosen, one])
        ]
    return found


@pytest.mark.parametrize(
    ("leaders", "seconds", "crew", "told"),
    [
        ("f", "h", ("f", ("h",)), []),
        ("f", "h", ("f", ()), ["x: has no helper."]),
        ("fg", "h", ("f", ("g",)), ["x: has no helper."]),
        ("f", "h", ("", ("h",)), ["x: has no facilitator."]),
        ("f", "h", ("h", ("f",)), []),
    ],
)
def test_the_checker_wants_somebody_of_each_role(
    leaders: str, seconds: str, crew: tuple[str, tuple[str, ...]], told: list[str]
) -> None:
    given_problem = helped(problem([person(id) for id in "abc"], [*map(leader, leaders)]), *map(leader, seconds))
    cohort = replace(formed("abc", by=crew[0], key="x"), others=crew[1])
    assert [one.text for one in find_violations(given_problem, [cohort])] == told
    freely = replace(given_problem, leaders=given_problem.staff, second_role="", seconds=())
    assert [one for one in find_violations(freely, [cohort]) if one.rule == "second"] == []


def test_the_second_is_free_in_one_place_at_a_time_and_within_the_hours() -> None:
    people = [person(id) for id in "abcd"] + [person(id, "Mon 20:00-22:00") for id in "ef"]
    leaders = [leader("f"), leader("g"), leader("i", "Mon 20:00-22:00")]
    rooms = [place(id, "Mon 18:00-22:00") for id in "rst"]
    cohorts = [
        replace(formed("ab", room="r", key="x"), others=("h",)),
        replace(formed("cd", by="g", room="s", key="y"), others=("h",)),
        replace(formed("ef", "Mon 20:00", by="i", room="t", key="z"), others=("h",)),
    ]

    def told(second: Leader, *chosen: int) -> list[str]:
        given_problem = helped(problem(people, leaders, rooms, pause=15), second)
        return [one.text for one in find_violations(given_problem, [cohorts[number] for number in chosen])]

    long = leader("h", "Mon 18:00-22:00", cohorts=2)
    assert told(long, 0) == []
    assert told(leader("h", "Mon 19:00-22:00"), 0) == ["x: h did not offer Mon 18:00-20:00 (Europe/London)."]
    assert told(long, 0, 1) == ["h would be in two cohorts at once: x and y."]
    assert told(long, 0, 2) == ["h has no minute from x to z, which meet in different rooms; 15 are wanted."]
    assert told(replace(long, cohorts=1), 0, 2)[0] == "h facilitates 2 cohorts; at most 1 was offered."
    assert told(replace(long, minutes=180), 0, 2)[0] == "h facilitates for 240 minutes a week; the hours allow 180."


def test_a_cohort_begins_where_both_are_free_and_each_takes_a_chair() -> None:
    people = [person(id, "Mon 16:00-20:00") for id in "abcd"]
    late = leader("h", "Mon 18:00-20:00")
    given_problem = helped(problem(people, [leader("f", "Mon 16:00-20:00")]), late)
    (cohort,) = form_cohorts(given_problem, Effort()).cohorts
    assert (cohort.start, cohort.leaders, len(cohort.members)) == (18 * 60, ("f", "h"), 4)
    for seats, members in ((6, 4), (5, 3)):
        roomed = replace(given_problem, rooms=(place(text="Mon 16:00-20:00", seats=seats),))
        plan = form_cohorts(roomed, Effort())
        assert ([len(cohort.members) for cohort in plan.cohorts], plan.bound) == ([members], members)
        assert find_violations(roomed, plan.cohorts) == ()
        packed = [replace(cohort, members=tuple("abcd")[: members + 1]) for cohort in plan.cohorts]
        told = [one.rule for one in find_violations(replace(roomed, sizes=Sizes(2, 3, 9)), packed)]
        assert told == ([] if members == 4 else ["room"])


def test_without_anybody_for_the_second_role_no_cohort_is_formed_and_that_is_said() -> None:
    people = [person(id) for id in "abcd"]
    nobody = helped(problem(people, [leader("f")]))
    plan = form_cohorts(nobody, Effort())
    assert (plan.cohorts, plan.bound) == ((), 0)
    assert set(why_unplaced(nobody, plan).values()) == {"no helper is free then"}
    found = advise(nobody, plan, effort=Effort()).suggestions["a"]
    assert [(one.kind, one.text) for one in found] == [("second", "One more helper Mon 18:00: places 4.")]
    later = helped(nobody, leader("h", "Mon 19:00-21:00"))
    assert why_unplaced(later, form_cohorts(later, Effort()))["a"] == "no helper is free then"
    torn = helped(
        problem([person(id, "Mon 16:00-20:00") for id in "abcd"], [leader("f", "Mon 16:00-18:00")]), leader("h")
    )
    assert why_unplaced(torn, form_cohorts(torn, Effort()))["a"] == "no facilitator and helper are free then at once"
    assert [one.text for one in advise(torn, form_cohorts(torn, Effort()), effort=Effort()).suggestions["a"]] == [
        "One more facilitator Mon 18:00: places 4.",
        "One more helper Mon 16:00: places 4.",
    ]


def test_a_lost_second_is_replaced_and_a_cohort_without_one_is_not_torn_up() -> None:
    people, before = [person(id) for id in "abcd"], [replace(formed("abcd", key="x"), others=("h",))]
    given_problem = helped(problem(people, [leader("f")]), leader("i"))
    (calm, *_) = replan(given_problem, before, effort=Effort())
    assert [(cohort.key, cohort.leaders) for cohort in calm.plan.cohorts] == [("x", ("f", "i"))]
    assert calm.facilitators == (("x", ("f", "i"), ("f", "h")),)
    (alone,) = replan(helped(given_problem), before, effort=Effort())
    assert [(cohort.key, cohort.leaders, cohort.members) for cohort in alone.plan.cohorts] == [
        ("x", ("f",), ("a", "b", "c", "d"))
    ]
    never = [formed("abcd", key="x")]
    (calm, *_) = replan(given_problem, never, effort=Effort())
    assert calm.plan.cohorts[0].leaders == ("f", "i")
    turned = [replace(formed("abcd", by="i", key="x"), others=("f",))]
    (calm, *_) = replan(given_problem, turned, effort=Effort())
    assert (calm.plan.cohorts[0].leaders, calm.facilitators, calm.moved) == (("f", "i"), (), ())


def test_whoever_is_left_of_two_is_not_needed_elsewhere_at_once() -> None:
    """Cohort x lost its second, y its facilitator: who is left of y goes to x, and y stands without anybody."""
    people = [person(id) for id in "abcd"]
    before = [
        replace(formed("ab", by="f", key="x"), others=("gone",)),
        replace(formed("cd", by="away", key="y"), others=("h",)),
    ]
    given_problem = helped(problem(people, [leader("f")]), leader("h"))
    (calm, *_) = replan(given_problem, before, effort=Effort())
    assert {cohort.key: cohort.leaders for cohort in calm.plan.cohorts} == {"x": ("f", "h"), "y": ()}
    assert not [one for one in find_violations(given_problem, calm.plan.cohorts) if one.rule in ("twice", "hours")]


@pytest.mark.parametrize("seed", [1, 2, 4, 7, 11, 16, 22, 29])
def test_small_problems_are_solved_as_well_as_can_be(seed: int) -> None:
    given_problem = random_problem(seed, people=6, leaders=2, streams=1 + seed % 2)
    given_problem = with_helpers(given_problem, seed, helpers=1 + seed % 3)
    plan = form_cohorts(given_problem, Effort())
    best = best_by_trying(given_problem, starts=range(0, 2 * 1440, given_problem.grid))
    assert (plan.placed, plan.bound) == (best, best)


@pytest.mark.parametrize("seed", [2, 13, 27, 50, 81, 94])
def test_evenings_in_several_rooms_are_filled_as_well_as_can_be(seed: int) -> None:
    given_problem = replace(evening(seed, people=6, leaders=1 + seed % 2), kept=())
    given_problem = with_helpers(given_problem, seed, helpers=1 + seed % 2)
    plan = form_cohorts(given_problem, Effort())
    assert plan.placed == best_by_trying(given_problem, starts=range(16 * 60, 23 * 60, 30)) <= plan.bound


often = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@often
@given(
    st.integers(0, 10**6),
    st.integers(0, 25),
    st.integers(0, 5),
    st.integers(0, 3),
    st.booleans(),
    st.sampled_from((0, 15, 30)),
    st.booleans(),
)
def test_no_plan_breaks_a_rule_or_its_bound(
    seed: int, people: int, helpers: int, rooms: int, online: bool, pause: int, solver: bool
) -> None:
    given_problem = random_problem(
        seed, people=people, leaders=4, rooms=rooms, online=online, pairs=3, roams=1 + seed % 3
    )
    given_problem = replace(with_helpers(given_problem, seed, helpers=helpers), pause=pause)
    with pytest.MonkeyPatch.context() as patch:
        if not solver:
            patch.setattr(form, "solver_is_here", lambda: False)
        plan = form_cohorts(given_problem, Effort())
    assert find_violations(given_problem, plan.cohorts) == ()
    instance = compile_problem(given_problem)
    simple = simple_bound(instance)
    assert plan.placed <= min(plan.bound, simple, priced_bound(Board(instance), bound=simple, watch=Watch()))


@pytest.mark.parametrize("prefer", ["fuller", "fewer-evenings"])
def test_a_preference_keeps_both(prefer: Preference) -> None:
    given_problem = with_helpers(random_problem(5, people=24, leaders=5), 5, helpers=5)
    most = form_cohorts(given_problem, Effort())
    plan = better_for(prefer, given_problem, most=most, effort=Effort())
    assert find_violations(given_problem, plan.cohorts) == ()
    assert most.placed >= plan.placed > 0


def test_neighbourhoods_take_the_seconds_along(monkeypatch: pytest.MonkeyPatch) -> None:
    given_problem = with_helpers(random_problem(11, people=60, leaders=12, rooms=4, streams=2, roams=2), 11, helpers=10)
    best = form_cohorts(given_problem, Effort())
    monkeypatch.setattr(form, "SMALL", 10)
    monkeypatch.setattr(form, "WHOLE_COLUMNS", 0)
    plan = form_cohorts(given_problem, Effort())
    assert find_violations(given_problem, plan.cohorts) == ()
    assert 0.9 * best.placed <= plan.placed <= best.bound
