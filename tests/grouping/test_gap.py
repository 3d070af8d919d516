"""The time that a facilitator has from one room to another: what the checker asks, and that the solver keeps it."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.grouping.small_problems import ONLINE, PLAIN, formed, leader, person, place, problem
from tests.grouping.test_form import seated
from toolkit.grouping import form
from toolkit.grouping.form import form_cohorts
from toolkit.grouping.problem import CohortProblem, Effort, FormedCohort, FreeRoom, Leader, Person, in_two_buildings
from toolkit.grouping.violations import find_violations
from toolkit.model.availability import split_week

EARLY, LATE = "Mon 16:00", "Mon 18:00"
LONG = "Mon 16:00-21:00"


def two_cohorts(one: str | None, other: str | None, *, later: str = LATE, pause: int = 15) -> CohortProblem:
    """One facilitator runs a cohort of two people until 18:00 and one at a later time, each in its room."""
    rooms = [place("a", LONG), place("b", LONG), replace(place("far", LONG), address="2 Long Lane")]
    rooms[:2] = [replace(room, address="1 High Street") for room in rooms[:2]]
    kept = (
        formed(["p1", "p2"], EARLY, room=one, key="x", stream=PLAIN if one else ONLINE),
        formed(["p3", "p4"], later, room=other, key="y", stream=PLAIN if other else ONLINE),
    )
    people = [person(f"p{number}", LONG, streams=[PLAIN, ONLINE]) for number in range(1, 5)]
    leaders = [leader("f", LONG, cohorts=2, streams=[PLAIN, ONLINE])]
    return problem(people, leaders, rooms, kept=kept, pause=pause)


@pytest.mark.parametrize(
    ("one", "other", "later", "pause", "told"),
    [
        ("a", "b", LATE, 15, ["f has no minute from x to y, which meet in different rooms; 15 are wanted."]),
        ("a", "a", LATE, 15, []),
        ("a", "b", "Mon 18:15", 15, []),
        ("a", "far", "Mon 18:15", 15, ["f has 15 minutes from x to y, which meet in different rooms; 30 are wanted."]),
        ("a", "far", "Mon 18:30", 15, []),
        ("a", "b", LATE, 0, []),
        (None, None, LATE, 15, []),
        (None, "a", LATE, 15, ["f has no minute from x to y, which meet in different rooms; 15 are wanted."]),
    ],
)
def test_the_checker_asks_for_time_between_two_rooms(
    one: str | None, other: str | None, later: str, pause: int, told: list[str]
) -> None:
    given_problem = two_cohorts(one, other, later=later, pause=pause)
    found = find_violations(replace(given_problem, grid=15), given_problem.kept)
    assert [violation.text for violation in found if violation.rule == "gap"] == told
    assert {violation.rule for violation in found} <= {"gap"}


@pytest.mark.parametrize(
    ("one", "other", "two"),
    [
        (("1 High Street", None), ("1  HIGH street ", None), False),
        (("1 High Street", None), ("2 High Street", None), True),
        (("1 High Street", None), ("", None), False),
        (("", None), ("", None), False),
        (("Room 1, College", (51.7534, -1.2540)), ("Room 2, College", (51.7537, -1.2545)), False),
        (("Campus", (51.7534, -1.2540)), ("Campus", (51.7560, -1.2540)), True),
        (("Campus", (51.7534, -1.2540)), ("Campus", (51.7534, -1.2560)), True),
        (("Campus", (51.7534, -1.2540)), ("Campus", None), False),
    ],
)
def test_points_tell_two_buildings_apart_and_else_addresses_do(
    one: tuple[str, tuple[float, float] | None], other: tuple[str, tuple[float, float] | None], two: bool
) -> None:
    rooms = [FreeRoom(id, (), None, 1, address, point) for id, (address, point) in (("a", one), ("b", other))]
    assert in_two_buildings(*rooms) is in_two_buildings(*reversed(rooms)) is two


def test_cohorts_one_after_another_stay_in_one_room() -> None:
    people = [person(f"p{number}", "Mon 16:00-18:00" if number < 4 else "Mon 18:00-20:00") for number in range(8)]
    leaders = [leader("f", "Mon 16:00-20:00", cohorts=2), leader("g", "Mon 16:00-20:00", cohorts=2)]
    rooms = [place("a", LONG), place("b", LONG)]
    plan = form_cohorts(problem(people, leaders, rooms, sizes=problem([], []).sizes, pause=15), Effort())
    theirs = {id: {cohort.room for cohort in plan.cohorts if cohort.leader == id} for id in "fg"}
    assert (plan.placed, [len(rooms) for rooms in theirs.values()]) == (8, [1, 1])
    apart = [place("a", "Mon 16:00-18:00"), place("b", "Mon 18:00-20:00")]
    torn = problem(people, leaders[:1], apart, pause=15)
    assert (form_cohorts(torn, Effort()).placed, form_cohorts(replace(torn, pause=0), Effort()).placed) == (4, 8)


def test_a_room_is_held_while_its_facilitator_waits_in_it() -> None:
    """Both facilitators could change rooms with each other; a third meeting in between would need one of theirs."""
    people = [person(f"p{number}", "Mon 16:00-18:00" if number < 2 else "Mon 18:30-20:30") for number in range(4)]
    people += [person(f"q{number}", "Mon 17:30-19:30") for number in range(2)]
    leaders = [leader("f", LONG, cohorts=2), leader("g", "Mon 17:30-19:30")]
    one_room = problem(people, leaders, [place("a", LONG)], pause=45)
    assert form_cohorts(one_room, Effort()).placed == 4
    two_rooms = replace(one_room, rooms=(place("a", LONG), place("b", LONG)))
    plan = form_cohorts(two_rooms, Effort())
    assert (plan.placed, find_violations(two_rooms, plan.cohorts)) == (6, ())


def test_a_kept_cohort_is_reached_in_time_too() -> None:
    people = [person(id, LONG) for id in "abcd"]
    kept = (formed("ab", EARLY, room="r", key="k"),)
    only_then = [person(id, "Mon 18:00-20:00") for id in "cd"]
    rooms = [place("r", "Mon 16:00-18:00"), place("s", LONG)]
    late = problem([*people[:2], *only_then], [leader("f", LONG, cohorts=2)], rooms, kept=kept, pause=15)
    assert form_cohorts(late, Effort()).placed == 2
    same = replace(late, rooms=(place("r", LONG), place("s", LONG)))
    plan = form_cohorts(same, Effort())
    assert (plan.placed, {cohort.room for cohort in plan.cohorts}) == (4, {"r"})


def evening(seed: int, *, people: int, leaders: int) -> CohortProblem:
    """Meetings of an hour, many of them one after another, in rooms of several houses that are open for a part of the
    evening; some cohorts online; sometimes one cohort stays as it is."""
    chance = random.Random(seed)
    streams = chance.choice(([PLAIN], [PLAIN, ONLINE]))

    def stretch(first: tuple[int, ...], *steps: int) -> tuple[tuple[int, int], ...]:
        begin = 16 * 60 + 30 * chance.choice(first)
        return split_week([(begin, begin + 30 * chance.choice(steps))])

    given_problem = problem(
        [
            Person(f"p{n}", "Europe/London", stretch((0, 2, 4), 2, 2, 3), (), ((chance.choice(streams), 0),))
            for n in range(people)
        ],
        [Leader(f"f{n}", "Europe/London", stretch((0,), 6, 8), frozenset(streams), 3) for n in range(leaders)],
        [
            FreeRoom(f"r{n}", stretch((0, 1, 2, 4), 2, 3, 4), None, chance.choice((1, 1, 2)), chance.choice(" 1 2"))
            for n in range(chance.randint(1, 3))
        ],
        minutes=60,
        pause=chance.choice((15, 30, 45)),
    )
    plan = form_cohorts(replace(given_problem, pause=0), Effort())
    kept = chance.random() < 0.3 and [replace(one, key="k") for one in plan.cohorts[:1]]
    return replace(given_problem, kept=tuple(kept or ()))


EVENING = tuple(16 * 60 + 30 * step for step in range(14))


def best_by_trying(given_problem: CohortProblem, starts: Sequence[int] = EVENING) -> int:
    """The most people that any plan can place beside the kept cohorts, by trying every set of cohorts in every room."""
    streams = sorted({stream for one in given_problem.people for stream, _ in one.choices})
    kept = given_problem.kept
    gone = {member for cohort in kept for member in cohort.members}
    people = [one for one in given_problem.people if one.id not in gone]
    trial = [
        FormedCohort(stream, start, one.id, room, ())
        for one in given_problem.leaders
        for start in starts
        for stream in streams
        for room in ([None] if stream.online else [room.id for room in given_problem.rooms])
    ]
    hard = {"leader", "stream", "shut", "twice", "hours", "room", "gap"}

    def holds(cohorts: list[FormedCohort]) -> bool:
        return not {v.rule for v in find_violations(given_problem, [*kept, *cohorts])} & hard

    def comes(cohort: FormedCohort) -> frozenset[int]:
        return frozenset(
            number
            for number, who in enumerate(people)
            if not {v.rule for v in find_violations(given_problem, [replace(cohort, members=(who.id,))])}
            & {"time", "stream"}
        )

    runs = {one: comes(one) for one in trial if holds([one])}
    runs = {one: who for one, who in runs.items() if len(who) >= given_problem.sizes.least}
    sets = [
        chosen
        for number in range(1 + len(people) // given_problem.sizes.least)
        for chosen in combinations(runs, number)
        if holds(list(chosen))
    ]
    best = max(seated(tuple(runs[one] for one in chosen), len(people), sizes=given_problem.sizes) for chosen in sets)
    return best + len(gone)


@pytest.mark.parametrize("seed", [2, 13, 27, 35, 50, 60, 77, 81, 85, 88, 94, 102])
def test_small_evenings_are_filled_as_well_as_can_be(seed: int) -> None:
    given_problem = evening(seed, people=7, leaders=1)
    plan = form_cohorts(given_problem, Effort())
    assert plan.placed == best_by_trying(given_problem) <= plan.bound
    assert plan.placed < form_cohorts(replace(given_problem, pause=0), Effort()).placed


often = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@often
@given(st.integers(0, 10**6), st.integers(4, 24), st.integers(1, 4), st.booleans())
def test_every_facilitator_comes_in_time(seed: int, people: int, leaders: int, solver: bool) -> None:
    given_problem = evening(seed, people=people, leaders=leaders)
    with pytest.MonkeyPatch.context() as patch:
        if not solver:
            patch.setattr(form, "solver_is_here", lambda: False)
        plan = form_cohorts(given_problem, Effort())
    new = {violation.rule for violation in find_violations(given_problem, plan.cohorts)}
    assert not new
    assert plan.placed <= plan.bound
