"""The local search: what it may do to a board, and what it finds that a greedy does not."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from tests.grouping.small_problems import leader, person, problem, random_problem
from toolkit.grouping import relocate as search
from toolkit.grouping.board import NOWHERE, Board
from toolkit.grouping.compile import compile_problem
from toolkit.grouping.deal import deal
from toolkit.grouping.greedy import fill_greedily
from toolkit.grouping.problem import Sizes, Watch
from toolkit.grouping.relocate import relocate
from toolkit.grouping.violations import find_violations


def board_of_a_greedy(seed: int, *, people: int = 40) -> Board:
    board = Board(
        compile_problem(
            random_problem(
                seed,
                people=people,
                leaders=8,
                rooms=seed % 4,
                online=not seed % 4,
                pairs=seed % 7,
                streams=1 + seed % 2,
            )
        )
    )
    fill_greedily(board, stop=lambda: "")
    return board


def state(board: Board) -> object:
    """Everything a board knows, whatever the order in which it came to be."""
    return (
        board.place,
        Counter(board.bookings),
        {slot: number for slot, number in board.count.items() if number},
        {slot: number for slot, number in board.space.items() if number},
        {slot: number for slot, number in board.cohorts.items() if number},
        board.used,
        [sorted(runs) for runs in board.runs],
        {slot: units for slot, units in board.members.items() if units},
    )


def rebuilt(board: Board) -> Board:
    """The same plan on an empty board."""
    fresh = Board(board.instance)
    for booking in board.bookings:
        fresh.open(booking)
    for unit, slot in enumerate(board.place):
        if slot != NOWHERE:
            fresh.put(unit, slot)
    return fresh


@pytest.mark.parametrize("seed", range(16))
def test_whatever_moves_are_made_the_board_agrees_with_itself_and_keeps_the_rules(seed: int) -> None:
    board = board_of_a_greedy(seed)
    before = board.placed
    relocate(board, bound=10**6, moves=300, seed=seed, watch=Watch())
    assert board.placed >= before
    assert state(board) == state(rebuilt(board))
    assert find_violations(board.instance.problem, deal(board)) == ()


@pytest.mark.parametrize("seed", range(16))
def test_each_move_says_what_it_gained_and_one_that_is_not_taken_leaves_nothing(seed: int) -> None:
    board = board_of_a_greedy(seed)
    moves = search.Relocation(board, random.Random(seed))
    for number in range(120):
        moves.waiting = board.waiting()
        before, placed = state(board.copy()), board.placed
        gained = moves.move(-2 if number % 2 else 10**6)
        assert board.placed == placed + gained
        assert gained >= -2
        if not number % 2:
            assert (gained, state(board)) == (0, before)


def test_a_cohort_that_began_where_most_could_come_makes_way_for_more() -> None:
    """Three could come at seven; but whoever comes at six can come at no other time, and one of those at seven has
    eight left too."""
    early, late = (
        [person(f"e{number}", "Mon 18:00-20:00") for number in range(3)],
        [person(f"l{number}", "Mon 20:00-22:00") for number in range(3)],
    )
    both = [person(f"b{number}", "Mon 19:00-21:00") for number in range(4)]
    board = Board(
        compile_problem(
            problem([*early, *late, *both], [leader("f", "Mon 18:00-22:00", cohorts=2)], sizes=Sizes(3, 3, 4))
        )
    )
    fill_greedily(board, stop=lambda: "")
    assert board.placed == 4
    relocate(board, bound=6, moves=1000, seed=0, watch=Watch())
    assert board.placed == 6


def test_the_same_seed_makes_the_same_moves_and_a_watch_ends_them() -> None:
    one, other, stopped = (board_of_a_greedy(6) for _ in range(3))
    for board in (one, other):
        relocate(board, bound=10**6, moves=500, seed=4, watch=Watch())
    before = state(stopped.copy())
    relocate(stopped, bound=10**6, moves=500, seed=4, watch=Watch(stop=lambda: "limit"))
    assert state(one) == state(other)
    assert state(stopped) == before


def test_nobody_to_begin_a_cohort_is_no_trouble() -> None:
    for given_problem in (problem([person("a")], []), problem([], [leader()]), problem([], [])):
        board = Board(compile_problem(given_problem))
        relocate(board, bound=1, moves=100, seed=0, watch=Watch())
        assert board.placed == 0
