"""Plans in which people change their times, as few as can be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations
from typing import Literal

from toolkit.grouping.board import NOWHERE, Board
from toolkit.grouping.bound import simple_bound
from toolkit.grouping.exact import Model, solver_is_here
from toolkit.grouping.foes import opposed
from toolkit.grouping.greedy import augment, fill_greedily, may_join
from toolkit.grouping.instance import Unit
from toolkit.grouping.piece import Piece, Weights, apply
from toolkit.grouping.problem import Effort, FormedCohort, Watch
from toolkit.grouping.relocate import relocate
from toolkit.grouping.search import seat_more

FEW = 6
"""People who change their time in the middle choice, at most."""


ROUNDS = 16
"""Neighbourhoods that are looked at where many may move."""

MOVES = 2000
"""Moves of cohorts that are tried there without the solver."""


Disturbance = Literal["nobody", "few", "many"]


def fill_seats(board: Board, *, but: frozenset[int] = frozenset()) -> None:
    """Those who wait take free seats of cohorts that are there: the scarcest first."""
    foes = opposed(board.instance)
    for unit in sorted(set(board.waiting()) - but, key=lambda unit: (len(board.instance.units[unit].options), unit)):
        one = board.instance.units[unit]
        for slot in sorted(one.options, key=lambda slot: (one.options[slot], board.count.get(slot, 0), slot)):
            if (
                board.cohorts.get(slot)
                and one.weight <= board.free(slot)
                and may_join(board, unit, slot=slot, foes=foes)
            ):
                board.put(unit, slot)
                break


def movable(calm: Board) -> Board:
    """A copy in which every time but the one that somebody has costs one step, so that few times change."""
    instance = calm.instance
    units = []
    for number, unit in enumerate(instance.units):
        here = calm.place[number]
        options = {slot: 0 if here in (slot, NOWHERE) else unit.weight for slot in unit.options}
        units.append(replace(unit, options=options))
    board = calm.copy()
    board.instance = replace(instance, units=tuple(units))
    return board


def with_moves(
    board: Board, standing: Sequence[FormedCohort], *, kind: Disturbance, effort: Effort, absent: frozenset[str]
) -> Board:
    """Of the plans that begin at the calm one, that which places most people with the fewest changed times."""
    everybody = board.instance
    _set_aside(board, absent)
    _merge_at_once(board, standing)
    tries = list(_tries(board, kind, effort=effort))
    least = board.instance.problem.sizes.least

    def worth(trial: Board) -> tuple[int, int, int]:
        return (
            sum(
                trial.count.get(slot, 0)
                for slot, number in trial.cohorts.items()
                if number and trial.count.get(slot, 0) >= least * number
            ),
            -trial.cost,
            -trial.hard,
        )

    best = max((trial for trial in tries if kind == "many" or trial.cost <= FEW), key=worth, default=board)
    best.instance = everybody
    fill_seats(best)
    return best


def _tries(board: Board, kind: Disturbance, *, effort: Effort) -> Iterator[Board]:
    """Cohorts that are too small grow or end, some or all of them, while people go among the others; then new cohorts
    too, or neighbourhoods decided anew.
    """
    least = board.instance.problem.sizes.least
    small = [
        slot for slot, number in sorted(board.cohorts.items()) if number and board.count.get(slot, 0) < least * number
    ]
    for ending in _endings(small):
        trial = board.copy()
        _end(trial, ending)
        augment(trial)
        _fewest_moves(trial, effort, most=FEW if kind == "few" else None)
        yield trial
    trial = board.copy()
    _end(trial, small)
    augment(trial)
    fill_greedily(trial, stop=effort.watch.stop)
    if kind == "many":
        _seat_many(trial, effort)
    _fewest_moves(trial, effort, most=FEW if kind == "few" else None)
    yield trial


def _seat_many(board: Board, effort: Effort) -> None:
    """More people, by neighbourhoods decided anew; without the solver by cohorts that begin elsewhere."""
    bound, watch = simple_bound(board.instance), Watch(stop=effort.watch.stop)
    if solver_is_here():
        seat_more(board, bound=bound, rounds=ROUNDS, patience=ROUNDS, seed=effort.seed, watch=watch)
    else:
        relocate(board, bound=bound, moves=MOVES, seed=effort.seed, watch=watch)


def _endings(small: Sequence[int]) -> list[tuple[int, ...]]:
    """Which of the cohorts that are too small end: every choice of up to three, of more none or all."""
    if len(small) > 3:
        return [(), tuple(small)]
    return [ending for number in range(len(small) + 1) for ending in combinations(small, number)]


def _end(board: Board, slots: Sequence[int]) -> None:
    for slot in slots:
        for unit in board.people_at(slot):
            board.put(unit, NOWHERE)
        for booking in [one for one in board.bookings if one.slot == slot]:
            board.close(booking)


def _set_aside(board: Board, absent: frozenset[str]) -> None:
    """Units of people who no longer come lose their seats, and can have none for the time being."""
    units = list(board.instance.units)
    for number, unit in enumerate(units):
        if absent.issuperset(unit.ids):
            board.put(number, NOWHERE)
            units[number] = Unit(unit.ids, {})
    board.instance = replace(board.instance, units=tuple(units))


def _merge_at_once(board: Board, before: Sequence[FormedCohort]) -> None:
    """A cohort that has become too small ends where others at the same time have seats for its people: nobody's time
    changes."""
    instance, streams = board.instance, {stream: number for number, stream in enumerate(board.instance.streams)}
    for cohort in sorted((one for one in before if one.stream in streams), key=lambda one: len(one.members)):
        slot = streams[cohort.stream] * instance.starts + cohort.start // instance.problem.grid
        theirs = [
            one for one in board.bookings if one.slot == slot and instance.runners[one.runner].id == cohort.leader
        ]
        left = sum(
            instance.units[unit].weight
            for unit in {instance.unit_of.get(id, NOWHERE) for id in cohort.members} & set(board.people_at(slot))
        )
        if (
            theirs
            and board.cohorts[slot] > 1
            and left < instance.problem.sizes.least
            and board.free(slot) >= theirs[-1].seats
        ):
            board.close(theirs[-1])


def _fewest_moves(board: Board, effort: Effort, *, most: int | None) -> None:
    """With the cohorts as they are, people are seated anew so that as few as can be, `most` at most, change their time:
    a flow, solved at once. Without the solver they stay as the chains seated them."""
    if not solver_is_here():
        return
    everybody = tuple(number for number, unit in enumerate(board.instance.units) if unit.options)
    model = Model(board, Piece((), everybody, ()))
    if not model.form.columns.x:
        return
    model.pass_on(seed=effort.seed)
    model.aim(Weights(placed=len(everybody) + 1, cost=1))
    if most is not None:
        model.keep_reached(Weights(placed=0, cost=1), at_least=-most)
    model.declare_integers()
    model.begin_from(board)
    values, bound, proven = model.run(nodes=200, watch=Watch(stop=effort.watch.stop))
    if values is None:
        return
    trial = board.copy()
    apply(trial, model.form.piece, outcome=model.outcome(values, bound, proven=proven))
    if (_sound(trial), trial.placed, -trial.cost) > (_sound(board), board.placed, -board.cost):
        apply(board, model.form.piece, outcome=model.outcome(values, bound, proven=proven))


def _sound(board: Board) -> bool:
    """Whether every cohort is large enough."""
    least = board.instance.problem.sizes.least
    return all(board.count.get(slot, 0) >= least * number for slot, number in board.cohorts.items())
