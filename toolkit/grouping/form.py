"""From a problem to a plan: greedy and local search, then the exact model where it is not too large, then dealing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from toolkit.grouping.board import NOBODY, NOWHERE, Board
from toolkit.grouping.bound import priced_bound, simple_bound
from toolkit.grouping.company import give_company
from toolkit.grouping.compile import compile_problem
from toolkit.grouping.deal import deal
from toolkit.grouping.exact import Model, linear_bound, solver_is_here
from toolkit.grouping.greedy import fill_greedily
from toolkit.grouping.instance import Instance
from toolkit.grouping.market import floor
from toolkit.grouping.piece import Weights, apply, whole_piece
from toolkit.grouping.problem import CohortPlan, CohortProblem, Effort, FormedCohort, Watch, unplaced_people
from toolkit.grouping.relocate import ease_hours, relocate
from toolkit.grouping.search import dearest, polish, seat_anew, seat_more
from toolkit.grouping.turns import take_turns

SMALL = 100
"""People up to whom the whole problem is solved in true stages; above, neighbourhoods are."""

WHOLE_COLUMNS = 12000
"""Size of the whole programme up to which branch and bound is tried after the search."""

BOUND_COLUMNS = 60000
"""Size up to which the linear programme bounds the plan; above, the simple bound must do."""

EVEN_COLUMNS = 600
"""Size of the whole programme up to which sizes are evened exactly; above, neighbourhood by neighbourhood."""

STAGE_NODES = 20
"""Branch-and-bound nodes for ranks and sizes, once it is settled how many have a place."""

PATIENCE = 12
"""Neighbourhoods tried for those who still wait in a problem that is too large to solve as a whole."""

POLISH = 60
"""Neighbourhoods tried for better ranks and sizes."""


def form_cohorts(problem: CohortProblem, effort: Effort) -> CohortPlan:
    """The best plan found, with the bound that no plan can exceed. Needs no solver, but is better with one."""
    return plan_of(*solve(compile_problem(problem), effort), effort=effort)


def plan_of(board: Board, bound: int, *, effort: Effort) -> CohortPlan:
    """The plan of a board."""
    problem = board.instance.problem
    cohorts = take_turns(problem, deal(board))
    placed = sum(len(cohort.members) for cohort in cohorts)
    return CohortPlan(
        cohorts, unplaced_people(problem, cohorts), max(bound, placed), board.instance.reachable, effort.watch.stop()
    )


def solve(instance: Instance, effort: Effort) -> tuple[Board, int]:
    """A board, and the bound on the number of people placed, kept cohorts included."""
    board, tell = Board(instance), effort.watch.tell
    fill_greedily(board, stop=effort.watch.stop)
    kept = sum(len(cohort.members) for cohort in instance.problem.kept)
    effort = replace(effort, watch=replace(effort.watch, tell=lambda placed, limit: tell(placed + kept, limit + kept)))
    bound = simple_bound(instance)
    effort.watch.tell(board.placed, bound)
    bound = _place(board, bound, effort=effort)
    give_company(board)
    _ease(board, effort)
    if solver_is_here() and board.bookings:
        _better(board, effort)
    return board, bound + kept


def _ease(board: Board, effort: Effort) -> None:
    """Fewer at hard hours, where as many keep their place and their company."""
    eased = board.copy()
    ease_hours(eased, seed=effort.seed, watch=effort.watch)
    give_company(eased)
    if eased.worth > board.worth:
        board.become(eased)


def _place(board: Board, bound: int, *, effort: Effort) -> int:
    """Seats for as many as can be: the local search, and after a quarter of its moves a bound with prices, so that it
    ends as soon as nobody more can be placed; at the end, where somebody might be and there is a solver, the whole
    programme, or the linear one and neighbourhoods where that is too large. Returns the bound.
    """
    moves, watch = effort.moves or moves_for(len(board.instance.units)), effort.watch
    relocate(board, bound=bound, moves=moves // 4, seed=effort.seed, watch=watch)
    give_company(board)
    if board.placed < bound:
        bound = priced_bound(board, bound=bound, watch=watch)
    if board.placed >= bound:
        return bound
    relocate(board, bound=bound, moves=moves, seed=effort.seed + 1, watch=watch)
    give_company(board)
    if board.placed >= bound or not solver_is_here() or columns_of(board.instance) > BOUND_COLUMNS:
        return bound
    if columns_of(board.instance) <= WHOLE_COLUMNS:
        return prove(board, bound=bound, effort=effort)
    whole = Model(board, whole_piece(board), every_link=False)
    bound = min(bound, floor(linear_bound(whole, good_enough=board.placed, watch=watch)))
    seat_more(board, bound=bound, rounds=PATIENCE, patience=PATIENCE, seed=effort.seed, watch=watch)
    return bound


def _better(board: Board, effort: Effort) -> None:
    """The same number of people with better ranks, then sizes: exactly where the problem is small."""
    columns = columns_of(board.instance)
    if columns <= WHOLE_COLUMNS and len(board.instance.units) <= SMALL:
        _in_stages(board, effort)
        return
    if columns <= BOUND_COLUMNS:
        seat_anew(board, watch=effort.watch)
    polish(board, rounds=POLISH, seed=effort.seed, watch=effort.watch)


def columns_of(instance: Instance) -> int:
    """The size of the whole programme, about: how many starts people could come to, over all of them."""
    return sum(len(unit.options) for unit in instance.units)


def moves_for(people: int) -> int:
    """Moves of the local search that so many people call for: more brought next to nothing on the problems of the
    benchmark."""
    return min(100 * people, 20_000 + 20 * people)


def _in_stages(board: Board, effort: Effort) -> None:
    """With as many people placed: as few as can be at hard hours, then ranks and need as low; then sizes as even,
    exactly where that is quick."""
    watch = Watch(stop=effort.watch.stop)
    _stage(board, Weights(placed=0, hard=dearest(board.instance.units) + 1, cost=1), effort=effort)
    if columns_of(board.instance) <= EVEN_COLUMNS:
        _stage(board, Weights(placed=0, cost=0, unevenness=1), effort=effort)
    else:
        polish(board, rounds=POLISH, seed=effort.seed, watch=watch)


def _stage(board: Board, weights: Weights, *, effort: Effort) -> None:
    """The whole problem with another objective, while what the stages before it have reached is held."""
    if effort.watch.stop():
        return
    stage = Model(board, whole_piece(board))
    if weights.unevenness:
        stage.form.add_evenness()
    stage.pass_on(seed=effort.seed)
    stage.aim(weights)
    stage.keep_reached(Weights(), at_least=board.placed)
    if weights.unevenness:
        hour = dearest(board.instance.units) + 1
        stage.keep_reached(Weights(placed=0, hard=hour, cost=1), at_least=-hour * board.hard - board.cost)
    stage.declare_integers()
    stage.begin_from(board)
    values, limit, proven = stage.run(nodes=STAGE_NODES, watch=Watch(stop=effort.watch.stop))
    if values is None:
        return
    trial = board.copy()
    apply(trial, stage.form.piece, outcome=stage.outcome(values, limit, proven=proven))
    if trial.worth[:3] >= board.worth[:3]:
        board.become(trial)


def prove(board: Board, *, bound: int, effort: Effort) -> int:
    """Branch and bound over the whole programme from where the board stands; the bound it leaves."""
    if board.placed >= bound or effort.watch.stop():
        return bound
    model = Model(board, whole_piece(board))
    model.pass_on(seed=effort.seed)
    model.declare_integers()
    model.begin_from(board)
    values, limit, proven = model.run(nodes=effort.nodes, watch=effort.watch)
    if values is not None:
        _take_if_more(board, model, values=values, limit=limit, proven=proven)
    return min(bound, board.placed if proven else floor(limit))


def _take_if_more(board: Board, model: Model, *, values: list[float], limit: float, proven: bool) -> None:
    trial = board.copy()
    apply(trial, model.form.piece, outcome=model.outcome(values, limit, proven=proven))
    if trial.placed > board.placed:
        apply(board, model.form.piece, outcome=model.outcome(values, limit, proven=proven))


def board_of(instance: Instance, cohorts: Sequence[FormedCohort]) -> Board:
    """A board on which a plan stands, as far as the problem still allows it: whoever cannot come any more has no
    place."""
    board = Board(instance)
    streams = {stream: number for number, stream in enumerate(instance.streams)}
    runners = {runner.id: number for number, runner in enumerate(instance.runners)}
    kept = {cohort.key for cohort in instance.problem.kept}
    for cohort in cohorts:
        if (cohort.key and cohort.key in kept) or cohort.stream not in streams or cohort.leader not in runners:
            continue
        slot = streams[cohort.stream] * instance.starts + cohort.start // instance.problem.grid
        group = _group_of(board, slot, room=cohort.room)
        runner = runners[cohort.leader]
        if (
            cohort.start % instance.problem.grid
            or group is None
            or not (board.can_run(runner, slot) or board.beside(runner, slot) == group)
        ):
            continue
        second = next((runners[id] for id in cohort.others if id in runners), NOBODY)
        board.begin(runner, slot, group=group, people=len(cohort.members), second=second)
        for unit in sorted({instance.unit_of[member] for member in cohort.members if member in instance.unit_of}):
            one = instance.units[unit]
            if (
                board.place[unit] == NOWHERE
                and slot in one.options
                and one.weight <= board.free(slot)
                and set(one.ids) <= set(cohort.members)
            ):
                board.put(unit, slot)
    return board


def _group_of(board: Board, slot: int, *, room: str | None) -> int | None:
    """The group of a room, while it has space at a slot."""
    choices = board.instance.group_choices(slot)
    named = [g for g in choices if room in board.instance.groups[g].rooms] if room is not None else list(choices)
    return next((g for g in named if board.has_room(g, slot)), None)
