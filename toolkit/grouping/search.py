"""Large-neighbourhood search: a few cohorts and the people around somebody who waits are decided anew, exactly, again
and again."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence

from toolkit.grouping.board import NOWHERE, Board, Booking
from toolkit.grouping.exact import Model
from toolkit.grouping.instance import Unit
from toolkit.grouping.piece import Piece, Solution, Weights, apply
from toolkit.grouping.problem import Watch

SMALLEST, LARGEST = 4, 14
"""Cohorts in one neighbourhood."""

NODES = 60
"""Branch-and-bound nodes for one neighbourhood."""

AFRESH = 0.3
"""Share of the neighbourhoods that are decided without regard to how they stand."""


def seat_more(board: Board, *, bound: int, rounds: int, patience: int, seed: int, watch: Watch) -> int:
    """Neighbourhoods tried to place more people, at most `rounds`; ends when the bound is reached or `patience` of them
    brought nothing."""
    chance, size, idle = random.Random(seed), float(SMALLEST + 2), 0
    for number in range(rounds):
        waiting = board.waiting()
        if not waiting or board.placed >= bound or idle > patience or watch.stop():
            return number
        watch.tell(board.placed, bound)
        before = board.placed
        piece = around(board, chance.choice(waiting), size=round(size), chance=chance)
        proven = decide(
            board, piece, weights=Weights(), seed=seed + number, watch=watch, afresh=chance.random() < AFRESH
        )
        idle = 0 if board.placed > before else idle + 1
        size = min(LARGEST, size + 0.15) if proven else max(SMALLEST, size - 0.5)
    return rounds


def seat_anew(board: Board, *, watch: Watch) -> None:
    """With the cohorts as they are, people are seated at the least cost of ranks, need or changes: a flow, solved at
    once."""
    everybody = tuple(number for number, unit in enumerate(board.instance.units) if unit.options)
    piece = Piece((), everybody, ())
    if not any(board.cohorts.values()):
        return
    if board.instance.knows_hard_hours:
        hard = dearest(board.instance.units) + 1
        decide(board, piece, weights=Weights(placed=0, hard=hard, cost=1), seed=0, watch=watch)
        return
    most = max((cost for unit in board.instance.units for cost in unit.options.values()), default=0)
    decide(board, piece, weights=Weights(placed=len(everybody) * most + 1, cost=1), seed=0, watch=watch)


def dearest(units: Iterable[Unit]) -> int:
    """What people cost at most, each at the worst slot of theirs."""
    return sum(max(unit.options.values(), default=0) for unit in units)


def polish(board: Board, *, rounds: int, seed: int, watch: Watch) -> None:
    """Neighbourhoods tried for better choices and sizes, while as many people as before have a seat."""
    chance = random.Random(seed + 1)
    for _ in range(rounds):
        if not board.bookings or watch.stop():
            return
        booking = chance.choice(board.bookings)
        people = board.people_at(booking.slot)
        piece = around(board, chance.choice(people), size=SMALLEST, chance=chance)
        decide(board, piece, weights=lexicographic(board, piece), seed=seed, watch=watch)


def lexicographic(board: Board, piece: Piece) -> Weights:
    """Weights that make true stages of a piece's objectives."""
    units, problem = board.instance.units, board.instance.problem
    people = sum(units[unit].weight for unit in piece.units)
    uneven = people + problem.sizes.target * (len(piece.runners) + len(piece.bookings)) + 1
    hard = uneven * (dearest(units[unit] for unit in piece.units) + 1)
    hardest = 2 * people if board.instance.knows_hard_hours else 0
    return Weights(placed=hard * (hardest + 1), hard=hard, cost=uneven, unevenness=1)


def decide(board: Board, piece: Piece, *, weights: Weights, seed: int, watch: Watch, afresh: bool = False) -> bool:
    """Decide a piece anew where that makes the board no worse; whether the best for it was found.

    `afresh`: not from where the piece stands, so that a plan as good may take its place and the search gets about.
    """
    model = Model(board, piece)
    if not model.form.columns.x:
        return False
    if weights.unevenness:
        model.form.add_evenness()
    model.pass_on(seed=seed)
    model.aim(weights)
    if not weights.placed:
        model.keep_reached(Weights(), at_least=_placed(board, piece))
    model.declare_integers()
    if not afresh:
        model.begin_from(board)
    values, bound, proven = model.run(nodes=NODES, watch=Watch(stop=watch.stop))
    if values is None:
        return False
    outcome = model.outcome(values, bound, proven=proven)
    _take_if_better(board, piece, outcome=outcome, staged=weights.cost > 0)
    return proven


def _placed(board: Board, piece: Piece) -> int:
    """People of a piece who have a seat."""
    return sum(board.instance.units[unit].weight for unit in piece.units if board.place[unit] != NOWHERE)


def _take_if_better(board: Board, piece: Piece, *, outcome: Solution, staged: bool) -> None:
    if not staged:
        units, before = board.instance.units, _placed(board, piece)
        after = sum(units[unit].weight for unit, slot in outcome.place.items() if slot != NOWHERE)
        if after >= before:
            apply(board, piece, outcome=outcome)
        return
    trial = board.copy()
    apply(trial, piece, outcome=outcome)
    if trial.worth > board.worth:
        apply(board, piece, outcome=outcome)


def around(board: Board, centre: int, *, size: int, chance: random.Random) -> Piece:
    """The piece around a person: cohorts they could join or whose facilitator could come to them, their people, others
    who wait."""
    instance = board.instance
    wanted = set(instance.units[centre].options)
    ranked = sorted(
        board.bookings,
        key=lambda one: (-_nearness(board, one, wanted=wanted) * (0.5 + chance.random()), one.slot, one.runner),
    )
    bookings = _with_those_beside(board, ranked[:size])
    units = {centre}
    for slot in sorted({booking.slot for booking in bookings}):
        units |= _leavers(board, slot, ending=[booking for booking in bookings if booking.slot == slot], chance=chance)
    runners = {number for booking in bookings for number in booking.crew}
    for second in (False, True) if instance.problem.second_role else (False,):
        spare = [
            number
            for number, one in enumerate(instance.runners)
            if one.second is second and number not in runners
            if len(board.runs[number]) < one.limit and not wanted.isdisjoint(one.slots)
        ]
        runners.update(chance.sample(spare, min(len(spare), size)))
    led = (one for number in runners if not (one := instance.runners[number]).second)
    reach = wanted.union(*(one.slots for one in led))
    waiting = [
        unit for unit in board.waiting() if unit not in units and not reach.isdisjoint(instance.units[unit].options)
    ]
    units.update(chance.sample(waiting, min(len(waiting), 2 * size)))
    return Piece(bookings, tuple(sorted(units)), tuple(sorted(runners)))


def _with_those_beside(board: Board, chosen: Sequence[Booking]) -> tuple[Booking, ...]:
    """Of somebody who roams, all cohorts at once end or none."""
    runners = board.instance.runners
    roaming = {(number, one.slot) for one in chosen for number in one.crew if runners[number].roams > 1}
    if not roaming:
        return tuple(chosen)
    beside = [one for one in board.bookings if any((number, one.slot) in roaming for number in one.crew)]
    return (*(one for one in chosen if one not in beside), *beside)


def _nearness(board: Board, booking: Booking, *, wanted: set[int]) -> float:
    """How much a cohort has to do with a person who wants certain slots."""
    runner = board.instance.runners[booking.runner]
    share = len(wanted.intersection(runner.slots)) / (len(wanted) or 1)
    return (1.0 if booking.slot in wanted else 0.0) + share + 0.1


def _leavers(board: Board, slot: int, *, ending: Sequence[Booking], chance: random.Random) -> set[int]:
    """Who is seated anew when some of the cohorts at a slot end: so many that the others have seats and stay large
    enough."""
    here, instance = board.people_at(slot), board.instance
    staying = board.cohorts[slot] - len(ending)
    if not staying:
        return set(here)
    space = board.space[slot] - sum(booking.seats for booking in ending)
    target = min(space, max(instance.problem.sizes.least * staying, board.count[slot] * staying // board.cohorts[slot]))
    chance.shuffle(here)
    leaving: set[int] = set()
    count = board.count[slot]
    for unit in here:
        weight = instance.units[unit].weight
        if count - weight >= target or count > space:
            leaving.add(unit)
            count -= weight
    return leaving if count >= instance.problem.sizes.least * staying else set(here)
