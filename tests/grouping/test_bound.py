"""The bound: never below what a plan can place, whatever the prices, and exact where it says that it is."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.grouping.small_problems import formed, leader, person, place, problem, random_problem
from tests.grouping.test_form import best_by_trying
from tests.grouping.test_halls import best_in_halls
from toolkit.grouping import form
from toolkit.grouping.board import Board
from toolkit.grouping.bound import find_prices, priced_bound, simple_bound
from toolkit.grouping.compile import compile_problem
from toolkit.grouping.exact import Model
from toolkit.grouping.form import form_cohorts
from toolkit.grouping.instance import Instance
from toolkit.grouping.market import Market
from toolkit.grouping.piece import whole_piece
from toolkit.grouping.problem import CohortProblem, Effort, Watch
from toolkit.grouping.relocate import relocate
from toolkit.grouping.schedule import Schedule

often = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
problems = st.builds(
    random_problem,
    st.integers(0, 10**6),
    people=st.integers(0, 20),
    leaders=st.integers(1, 5),
    rooms=st.integers(0, 3),
    online=st.booleans(),
    pairs=st.integers(0, 6),
    streams=st.integers(1, 2),
    roams=st.integers(1, 3),
)


def most_by_the_solver(instance: Instance) -> int:
    """The most people that the whole mixed-integer programme can place, proven."""
    model = Model(Board(instance), whole_piece(Board(instance)))
    if not model.form.columns.x:
        return 0
    model.pass_on(seed=0)
    model.declare_integers()
    values, bound, proven = model.run(nodes=10**6, watch=Watch())
    assert proven
    assert values is not None
    outcome = model.outcome(values, bound, proven=proven)
    return sum(instance.units[unit].weight for unit, slot in outcome.place.items() if slot >= 0)


def bounds(instance: Instance) -> tuple[int, int]:
    """The bound of the weeks, and that with prices found for nobody placed yet, so that nothing ends it early."""
    return simple_bound(instance), priced_bound(Board(instance), bound=10**6, watch=Watch())


@often
@given(problems, st.integers(0, 10**6))
def test_any_prices_give_a_bound_that_holds(given_problem: CohortProblem, seed: int) -> None:
    instance, chance = compile_problem(given_problem), random.Random(seed)
    most, market = most_by_the_solver(instance), Market(instance)
    for high in (0.3, 1.0, 3.0):
        prices = [chance.choice((0.0, chance.uniform(0, high))) for _ in market.capacity]
        assert market.bound_at(prices)[0] >= most - 1e-6
    assert min(bounds(instance)) >= most


@pytest.mark.parametrize("seed", range(8))
def test_no_plan_that_can_be_thought_of_exceeds_the_bound(seed: int) -> None:
    given_problem = random_problem(seed, people=6, leaders=2, streams=1 + seed % 2)
    assert min(bounds(compile_problem(given_problem))) >= best_by_trying(given_problem)


@pytest.mark.parametrize("seed", range(8))
def test_nor_in_halls_and_with_those_who_roam(seed: int) -> None:
    chance = random.Random(seed)
    leaders = [leader(f"f{number}", cohorts=chance.choice((1, 2, None)), roams=1 + number) for number in range(2)]
    rooms = [place(f"r{number}", seats=chance.choice((3, 5, 8, 11)), cohorts=1 + number) for number in range(2)]
    given_problem = problem([person(f"p{number}") for number in range(10)], leaders, rooms)
    assert min(bounds(compile_problem(given_problem))) >= best_in_halls(given_problem)


LONG = "Mon 17:00-22:00"


def test_meetings_that_overlap_are_not_counted_twice() -> None:
    """Three cohorts were offered in five hours; two meetings of two hours fit."""
    crowd = problem([person(f"p{number}", LONG) for number in range(12)], [leader("f", LONG, cohorts=3)])
    assert simple_bound(compile_problem(crowd)) == 8
    longer = replace(crowd, leaders=(leader("f", "Mon 17:00-23:00", cohorts=3),), people=crowd.people)
    assert simple_bound(compile_problem(longer)) == 8
    wide = [person(f"p{number}", "Mon 17:00-23:00") for number in range(12)]
    assert simple_bound(compile_problem(replace(longer, people=tuple(wide)))) == 12


def test_a_cohort_is_worth_those_who_can_come_and_nothing_where_they_are_too_few() -> None:
    """Of the best start only three can come; on Tuesday a single one could, which is no cohort."""
    people = [person("a"), person("b"), person("c"), person("d", "Tue 18:00-20:00")]
    given_problem = problem(people, [leader("f"), leader("g", "Tue 18:00-20:00")])
    assert simple_bound(compile_problem(given_problem)) == 3


def test_people_whom_two_cohorts_want_are_counted_once_by_their_price() -> None:
    """Two facilitators could each fill a cohort on Monday, from the same five people; three more could come to none."""
    shared = [person(f"p{number}") for number in range(5)]
    alone = [person(f"q{number}", f"{day} 18:00-20:00") for number, day in enumerate(("Tue", "Wed", "Thu", "Fri"))]
    given_problem = problem([*shared, *alone], [leader("f"), leader("g")])
    assert bounds(compile_problem(given_problem)) == (5, 5)


def test_where_it_is_scarce_people_rooms_and_chairs_get_prices() -> None:
    late = "Mon 20:00-22:00"
    people = [person(f"p{number}") for number in range(6)] + [person(f"q{number}", late) for number in range(3)]
    both = "Mon 18:00-20:00; Mon 20:00-22:00"
    screens = problem(people, [leader("f", both), leader("g", both), leader("h", both)])
    room = replace(screens, rooms=(place("den", "Mon 18:00-22:00"),))
    assert bounds(compile_problem(screens)) == (9, 9)
    assert bounds(compile_problem(room)) == (9, 7)
    hall = replace(screens, rooms=(place("hall", "Mon 18:00-22:00", seats=7, cohorts=2),))
    assert bounds(compile_problem(hall)) == (9, 8)


def test_those_who_must_not_meet_are_not_both_counted() -> None:
    pair = problem([person("a"), person("b"), person("c")], [leader()], apart=(("a", "b"),))
    assert bounds(compile_problem(pair)) == (2, 2)
    assert bounds(compile_problem(replace(pair, apart=()))) == (3, 3)


def test_without_facilitators_rooms_bound_the_plan() -> None:
    people = [person(f"p{number}") for number in range(9)]
    given_problem = problem(people, [leader("", cohorts=None)], [place("den"), place("nook")])
    assert bounds(compile_problem(given_problem)) == (9, 8)
    assert bounds(compile_problem(replace(given_problem, rooms=()))) == (9, 9)


def test_what_a_kept_cohort_takes_of_a_hall_is_not_there() -> None:
    people = [person(f"p{number}") for number in range(8)]
    hall = problem(people, [leader("f"), leader("g"), leader("h")], [place("hall", seats=15, cohorts=3)])
    kept = replace(hall, kept=(formed(["p0", "p1"], key="x", room="hall"),))
    assert bounds(compile_problem(hall)) == (8, 8)
    assert bounds(compile_problem(replace(kept, rooms=(place("hall", seats=7, cohorts=2),)))) == (6, 3)


def test_a_week_that_goes_round_overlaps_itself_at_its_end() -> None:
    """A meeting from Sunday 23:00 and one from Monday 00:00 are one after the other only as two weeks."""
    night = "Sun 23:00-02:00"
    both = problem([person(f"p{number}", night) for number in range(8)], [leader("f", night, cohorts=2)])
    instance = compile_problem(both)
    (runner,) = instance.runners
    assert Schedule(instance, runner).most == 1
    assert simple_bound(instance) == 4


def test_the_search_ends_as_soon_as_nobody_more_can_be_placed(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[tuple[int, int]] = []

    def counted(board: Board, *, bound: int, moves: int, seed: int, watch: Watch) -> None:
        tried.append((board.placed, bound))
        relocate(board, bound=bound, moves=moves, seed=seed, watch=watch)

    monkeypatch.setattr(form, "relocate", counted)
    monkeypatch.setattr(form, "solver_is_here", lambda: False)
    full = problem([person(f"p{number}", LONG) for number in range(12)], [leader("f", LONG, cohorts=3)])
    assert (form_cohorts(full, Effort()).status, tried) == ("optimal", [(8, 8)])


def test_a_large_problem_is_proven_without_a_solver(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(form, "solver_is_here", lambda: False)
    scarce = random_problem(3, people=200, leaders=12)
    plan = form_cohorts(scarce, Effort())
    assert plan.status == "optimal"
    assert plan.placed < plan.reachable


def test_no_price_is_looked_for_below_what_is_idle_to_place() -> None:
    """By first prices 9 could be placed, by the best 7: whoever asks whether more than 9 could has the answer."""
    late = "Mon 20:00-22:00"
    people = [person(f"p{number}") for number in range(6)] + [person(f"q{number}", late) for number in range(3)]
    both = "Mon 18:00-20:00; Mon 20:00-22:00"
    leaders = [leader("f", both), leader("g", both), leader("h", both)]
    instance = compile_problem(problem(people, leaders, [place("den", "Mon 18:00-22:00")]))
    found = [find_prices(Board(instance), bound=10**6, watch=Watch(), idle=idle).bound for idle in (0, 8, 9)]
    assert found == [7, 8, 9]
