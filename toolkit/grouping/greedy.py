"""Cohorts without a solver: the scarcest first, then chains of moves that free a seat for somebody who waits."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable, Iterable, Iterator

from toolkit.grouping.board import NOWHERE, Board
from toolkit.grouping.foes import crowd, opposed

HARDNESS = 0.1
"""What hard hours for all take from the worth of a start, in people: enough to choose between two as good."""


def fill_greedily(board: Board, *, stop: Callable[[], str]) -> None:
    """Open cohorts one after another where they serve the most people, those with few other chances counting more; then
    augment."""
    _Greedy(board).run(stop)
    augment(board)


class _Greedy:
    """How many could come to each slot, and how much they need it, kept up to date while people are seated."""

    def __init__(self, board: Board) -> None:
        self.board, self.instance = board, board.instance
        self.foes = opposed(self.instance)
        self.coming: dict[int, set[int]] = {}
        self.people: dict[int, int] = {}
        self.need: dict[int, float] = {}
        self.hard: dict[int, int] = {}
        self.runners: dict[int, list[int]] = {}
        for unit in board.waiting():
            self._turn(unit, 1)
        for number, runner in enumerate(self.instance.runners):
            for slot in () if runner.second else runner.slots:
                self.runners.setdefault(slot, []).append(number)

    def _turn(self, unit: int, sign: int) -> None:
        one = self.instance.units[unit]
        worth = sign * one.weight * (1 + 3 / len(one.options))
        for slot in one.options:
            self.people[slot] = self.people.get(slot, 0) + sign * one.weight
            self.need[slot] = self.need.get(slot, 0.0) + worth
            self.hard[slot] = self.hard.get(slot, 0) + sign * one.hard.get(slot, 0)
            (self.coming.setdefault(slot, set()).add if sign > 0 else self.coming[slot].discard)(unit)

    def run(self, stop: Callable[[], str]) -> None:
        """Open cohorts until none that is large enough can be."""
        least, dead = self.instance.problem.sizes.least, set[int]()
        while not stop():
            best, value = NOWHERE, 0.0
            for slot, people in self.people.items():
                if people < least or slot in dead:
                    continue
                here = self.need[slot] / people * min(people, self.instance.problem.sizes.most) - 1e-6 * slot
                here -= HARDNESS * self.hard[slot] / people
                if here > value:
                    best, value = slot, here
            if best == NOWHERE:
                return
            if not self._open(best):
                dead.add(best)

    def _open(self, slot: int) -> bool:
        """One more cohort at a slot, and people to fill it; False when there is no facilitator, room or company for
        it."""
        able = sorted(
            (number for number in self.runners.get(slot, ()) if self.board.can_run(number, slot)),
            key=lambda number: (len(self.instance.runners[number].slots), number),
        )
        rooms = ((number, self.board.room_for(slot, by=number)) for number in able)
        runner, group = next((pair for pair in rooms if pair[1] is not None), (None, None))
        if runner is None or group is None:
            runner, group = self._who_roams(slot)
        if runner is None or group is None:
            return False
        booking = self.board.begin(runner, slot, group=group)
        seated = self._seat(slot)
        weight = sum(self.instance.units[unit].weight for unit in seated)
        if self.board.count.get(slot, 0) < self.instance.problem.sizes.least * self.board.cohorts[slot] or not weight:
            for unit in seated:
                self.board.put(unit, NOWHERE)
                self._turn(unit, 1)
            self.board.close(booking)
            return False
        return True

    def _who_roams(self, slot: int) -> tuple[int, int] | tuple[None, None]:
        """Somebody who runs a cohort there already and can go about between it and another, with their hall."""
        for number in self.runners.get(slot, ()):
            if self.instance.runners[number].roams > 1:
                group = self.board.beside(number, slot)
                if group is not None and self.board.has_room(group, slot):
                    return number, group
        return None, None

    def _seat(self, slot: int) -> list[int]:
        """Seat those who wait for a slot, who have the fewest chances first."""
        seated: list[int] = []
        units = self.instance.units
        for unit in sorted(
            self.coming[slot], key=lambda unit: (len(units[unit].options), units[unit].options[slot], unit)
        ):
            if units[unit].weight <= self.board.free(slot) and may_join(self.board, unit, slot=slot, foes=self.foes):
                self.board.put(unit, slot)
                self._turn(unit, -1)
                seated.append(unit)
        return seated


def may_join(board: Board, unit: int, *, slot: int, foes: dict[int, set[int]]) -> bool:
    """Whether somebody can be kept apart from whom they must not meet at a slot. Careful: what cannot be told quickly
    is refused."""
    weight = board.instance.units[unit].weight
    here = (
        [other for other in board.people_at(slot) if other in foes or board.instance.units[other].weight > 1]
        if unit in foes or weight > 1
        else []
    )
    if unit not in foes and weight == 1:
        return True
    if board.cohorts.get(slot, 0) == 1:
        return not (foes.get(unit, set()) & set(here))
    heavy = sum(1 for other in here if board.instance.units[other].weight > 1)
    if weight > 1 and heavy >= board.cohorts[slot]:
        return False
    return (
        crowd([*here, unit], foes) <= board.cohorts[slot]
        and len(foes.get(unit, set()) & set(here)) < board.cohorts[slot]
    )


def augment(board: Board) -> int:
    """Seat people who wait by moving others along a chain to seats that are free; how many were seated. Only single
    people move."""
    foes, units, seated = opposed(board.instance), board.instance.units, 0
    hopeless: set[int] = set()

    def movers(slot: int) -> list[int]:
        return [unit for unit in board.people_at(slot) if unit not in foes and units[unit].weight == 1]

    for unit in sorted(board.waiting(), key=lambda unit: (len(units[unit].options), unit)):
        if unit not in foes and units[unit].weight == 1:
            seated += seat_by_chain(board, unit, movers=movers, put=board.put, hopeless=hopeless)
    return seated


def seat_by_chain(
    board: Board,
    unit: int,
    *,
    movers: Callable[[int], Iterable[int]],
    put: Callable[[int, int], None],
    hopeless: set[int],
    most: float = math.inf,
) -> bool:
    """Whether somebody who waits got a seat: breadth first over slots, from those that they could have, by the `movers`
    who sit there, to a slot with a free seat. About `most` slots are looked at.

    Slots from which no free seat can be reached stay `hopeless` whatever chains follow, since none of those can pass
    through them.
    """
    came: dict[int, tuple[int, int]] = {}
    queue: deque[int] = deque()
    here, origin = iter((unit,)), NOWHERE
    while len(came) <= most:
        end = next(
            (
                slot
                for mover in here
                for slot in _reached(board, mover, origin=origin, came=came, queue=queue, hopeless=hopeless)
            ),
            NOWHERE,
        )
        if end != NOWHERE:
            while end != NOWHERE:
                mover, before = came[end]
                put(mover, end)
                end = before
            return True
        if not queue:
            hopeless.update(came)
            return False
        origin = queue.popleft()
        here = iter(movers(origin))
    return False


def _reached(
    board: Board, mover: int, *, origin: int, came: dict[int, tuple[int, int]], queue: deque[int], hopeless: set[int]
) -> Iterator[int]:
    """Slots with a free seat that somebody could move to; the full ones are looked at later."""
    for slot in board.instance.units[mover].options:
        if slot not in came and slot not in hopeless and board.cohorts.get(slot, 0):
            came[slot] = (mover, origin)
            if board.free(slot) > 0:
                yield slot
            else:
                queue.append(slot)
