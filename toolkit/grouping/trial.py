"""A plan carried on in a problem that has changed a little: how many then have a place."""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.grouping.board import Board
from toolkit.grouping.bound import PriceList, find_prices, simple_bound
from toolkit.grouping.company import give_company
from toolkit.grouping.compile import compile_problem
from toolkit.grouping.deal import deal
from toolkit.grouping.exact import solver_is_here
from toolkit.grouping.form import board_of, prove
from toolkit.grouping.greedy import augment, fill_greedily
from toolkit.grouping.problem import CohortPlan, CohortProblem, Effort, FormedCohort, Watch
from toolkit.grouping.relocate import relocate

EXACT = 150
"""People up to whom it is found exactly how many a change places; above, at least how many."""

MOVES = 150
"""Moves of the local search for a problem with one change, where chains and new cohorts gain nothing."""


def prices_around(problem: CohortProblem, plan: CohortPlan, *, effort: Effort) -> PriceList | None:
    """The prices at which a plan stands, from which those of a problem with one change are near; None for a problem
    that is too large for an exact answer."""
    if len(problem.people) > EXACT:
        return None
    board = _carried(problem, plan.cohorts)
    return find_prices(board, bound=simple_bound(board.instance), watch=Watch(stop=effort.watch.stop))


def placed_after(
    problem: CohortProblem, plan: CohortPlan, *, effort: Effort, near: PriceList | None = None, beside: int = 0
) -> int:
    """How many have a place when a plan is carried on in a problem that has changed a little: chains, new cohorts,
    cohorts moved.

    With prices `near` it is the most that any plan can place, by the bound or by the whole programme solved anew from
    where the plan stands; without, at least so many. Of the most it is enough to know that they are no more than in the
    plan with so many newcomers `beside`.
    """
    board, watch = _carried(problem, plan.cohorts), Watch(stop=effort.watch.stop)
    kept = sum(len(cohort.members) for cohort in problem.kept)
    fill_greedily(board, stop=effort.watch.stop)
    if near is not None:
        _exactly(board, near, idle=plan.placed + beside - kept, effort=effort)
    elif board.placed + kept <= plan.placed:
        bound = min(simple_bound(board.instance), board.placed + 1)
        relocate(board, bound=bound, moves=MOVES, seed=effort.seed, watch=watch)
    return sum(len(cohort.members) for cohort in deal(board))


def _carried(problem: CohortProblem, cohorts: Sequence[FormedCohort]) -> Board:
    board = board_of(compile_problem(problem), cohorts)
    board.share_chairs()
    augment(board)
    return board


def _exactly(board: Board, near: PriceList, *, idle: int, effort: Effort) -> None:
    """The most people, where they are more than those whose places mean nothing (`idle`)."""
    watch = Watch(stop=effort.watch.stop)
    bound = find_prices(board, bound=simple_bound(board.instance), watch=watch, near=near, idle=idle).bound
    if bound <= idle:
        return
    relocate(board, bound=bound, moves=MOVES, seed=effort.seed, watch=watch)
    if board.placed < bound and solver_is_here():
        give_company(board)
        prove(board, bound=bound, effort=effort)
