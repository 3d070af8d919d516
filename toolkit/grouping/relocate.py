"""Local search: a cohort begins elsewhere, and chains of people who change seats fill it, again and again.

Simulated annealing (Kirkpatrick, Gelatt and Vecchi 1983) over who begins a cohort where; who sits where follows by
augmenting paths.
"""

from __future__ import annotations

import math
import random
from collections import deque
from collections.abc import Callable, Sequence

from toolkit.grouping.board import NOWHERE, Board, Booking
from toolkit.grouping.foes import opposed
from toolkit.grouping.greedy import may_join, seat_by_chain
from toolkit.grouping.problem import Watch

WARM, COLD = 0.5, 0.1
"""People that a move may cost, about, at first and in the end."""

FOR_SOMEBODY = 0.5
"""Share of the moves that are made for somebody who waits; the others begin any cohort anywhere."""

REACH = 40
"""Slots that a chain of changes is looked for in."""

LOOKS = 64
"""Moves after which the time and who waits are looked at again."""

IDLE = 1000
"""Moves in a row that brought nobody out of hard hours, after which no more are tried."""

Fits = Callable[[Sequence[Booking], Booking | None], bool]
"""Whether what came of a change may stay, by the cohorts that ended and the one that began."""


def relocate(board: Board, *, bound: int, moves: int, seed: int, watch: Watch) -> None:
    """Moves tried to place more people, until as many as the `bound` are placed; the best board met is the one that
    stays."""
    search, best, placed = Relocation(board, random.Random(seed)), board.copy(), board.placed
    most = placed
    for number in range(moves if search.runs else 0):
        if number % LOOKS == 0:
            if most >= bound or watch.stop():
                break
            search.waiting = board.waiting()
        warmth = WARM * (COLD / WARM) ** (number / moves)
        placed += search.move(math.ceil(warmth * math.log(1 - search.chance.random())))
        if placed > most:
            best, most = board.copy(), placed
            watch.tell(most, bound)
    if placed < most:
        board.become(best)


def ease_hours(board: Board, *, seed: int, watch: Watch) -> None:
    """With as many people placed, moves tried so that fewer meet at hard hours, until nobody does or many tries in a
    row brought nothing."""
    if not board.hard:
        return
    search, idle = Relocation(board, random.Random(seed)), 0
    while idle < IDLE and not watch.stop():
        late = search.at_hard_hours()
        if not late:
            return
        for unit in search.chance.sample(late, min(len(late), LOOKS)):
            idle = 0 if search.ease(unit) else idle + 1


class Relocation:
    """A board with what a move needs to know. A move that is not taken is undone from its log."""

    def __init__(self, board: Board, chance: random.Random) -> None:
        self.board, self.chance, self.instance = board, chance, board.instance
        self.least, self.foes = self.instance.problem.sizes.least, opposed(self.instance)
        units = self.instance.units
        self.options = [list(unit.options) for unit in units]
        self.single = [unit.weight == 1 and number not in self.foes for number, unit in enumerate(units)]
        self.ruled = [number for number, single in enumerate(self.single) if not single]
        self.coming: dict[int, list[int]] = {}
        for number, options in enumerate(self.options):
            for slot in options if self.single[number] else ():
                self.coming.setdefault(slot, []).append(number)
        self.slots = [sorted(runner.slots) for runner in self.instance.runners]
        self.runs = [
            number
            for number, runner in enumerate(self.instance.runners)
            for _ in range(0 if runner.second else min(runner.limit, len(runner.slots)))
        ]
        self.runners: dict[int, list[int]] = {}
        for number in self.runs:
            for slot in self.slots[number]:
                self.runners.setdefault(slot, []).append(number)
        self.waiting: list[int] = []
        self.log: list[tuple[int, int]] = []
        self.gain = 0

    def move(self, worst: int) -> int:
        """One cohort begins elsewhere, or anew; people gained, and not below `worst`: else everything is as it was."""
        to = self._pick()
        old = self._ending(*to)
        return self.change([] if old is None else [old], to=to, fits=self.gains(worst)) or 0

    def gains(self, worst: int) -> Fits:
        """That a change gains no fewer people than so many."""
        return lambda _ended, _new: self.gain >= worst

    def change(self, old: Sequence[Booking], *, to: tuple[int, int] | None, fits: Fits) -> int | None:
        """These cohorts end, and a facilitator begins one at a slot (`to`); people gained. None where that cannot be,
        or what comes of it does not fit: then everything is as it was."""
        ended, new, self.log, self.gain = list[Booking](), None, [], 0
        for booking in old:
            if self._empty(booking):
                self.board.close(booking)
                ended.append(booking)
        group = self._room(*to) if to is not None else None
        if len(ended) == len(old) and (to is None or group is not None):
            new = self.board.begin(*to, group=group) if to is not None and group is not None else None
            if new is None or self._fill(new.slot):
                self._reseat([unit for unit, _ in self.log if self.board.place[unit] == NOWHERE])
                if fits(ended, new):
                    return self.gain
        self._as_before(ended, new)
        return None

    def _as_before(self, ended: Sequence[Booking], new: Booking | None) -> None:
        for unit, place in reversed(self.log):
            self.board.put(unit, place)
        for booking in [] if new is None else [new]:
            self.board.close(booking)
        for booking in ended:
            self.board.open(booking)

    def at_hard_hours(self) -> list[int]:
        """Who meets at hard hours, or with a facilitator who does, though another time of theirs is none."""
        board, units = self.board, self.instance.units
        led = {one.slot for one in board.bookings if board.hard_crew([one])}
        return [
            number
            for number, slot in enumerate(board.place)
            if slot != NOWHERE and (slot in led or slot in units[number].hard)
            if units[number].options.keys() - units[number].hard.keys()
        ]

    def ease(self, unit: int) -> bool:
        """Somebody who meets at hard hours takes a seat at other ones, or changes seats with somebody to whom that is
        the same, or a cohort begins for them; whether fewer meet at hard hours then, and no fewer have a place."""
        one, harder = self.instance.units[unit], 0
        slots = [slot for slot in self.options[unit] if slot not in one.hard]
        if self.single[unit] and one.hard.get(self.board.place[unit]) and self._exchange(unit, slots):
            return True

        def fits(ended: Sequence[Booking], new: Booking | None) -> bool:
            nonlocal harder
            harder = self._harder(ended, new)
            return self.gain >= 0 and harder <= 0

        slot = self.chance.choice(slots)
        if slot in self.runners:
            runner = self.chance.choice(self.runners[slot])
            old = self._ending(runner, slot)
            self.change([] if old is None else [old], to=(runner, slot), fits=fits)
        return harder < 0 <= self.gain

    def _harder(self, ended: Sequence[Booking], new: Booking | None) -> int:
        """How many more meet at hard hours since a move began."""
        units, before = self.instance.units, dict(reversed(self.log))
        led = self.board.hard_crew([] if new is None else [new]) - self.board.hard_crew(ended)
        return led + sum(
            units[unit].hard.get(self.board.place[unit], 0) - units[unit].hard.get(place, 0)
            for unit, place in before.items()
        )

    def _exchange(self, unit: int, slots: list[int]) -> bool:
        board, units, origin = self.board, self.instance.units, self.board.place[unit]
        for slot in [slot for slot in slots if board.cohorts.get(slot, 0)]:
            if board.free(slot) > 0 and board.count[origin] > self.least * board.cohorts[origin]:
                board.put(unit, slot)
                return True
            for other in board.people_at(slot):
                if self.single[other] and origin in units[other].options and origin not in units[other].hard:
                    board.put(other, origin)
                    board.put(unit, slot)
                    return True
        return False

    def _pick(self) -> tuple[int, int]:
        """A facilitator and a slot."""
        chance = self.chance
        if self.waiting and chance.random() < FOR_SOMEBODY:
            slot = chance.choice(self.options[chance.choice(self.waiting)])
            if slot in self.runners:
                return chance.choice(self.runners[slot]), slot
        runner = chance.choice(self.runs)
        return runner, chance.choice(self.slots[runner])

    def _ending(self, runner: int, slot: int) -> Booking | None:
        """The cohort that a facilitator, or who is to help, gives up for a new one; None where there is time for it."""
        runs = self.board.runs[runner]
        if not runs and self.instance.seconds_at and self._room(runner, slot) is None:
            helped = [one for one in self.board.bookings if one.second in self.instance.seconds_at.get(slot, ())]
            return self.chance.choice(helped) if helped else None
        if not runs or (self._room(runner, slot) is not None and self.chance.random() < 0.5):
            return None
        at = self.chance.choice(runs)
        return next(one for one in self.board.bookings if one.runner == runner and one.slot == at)

    def _room(self, runner: int, slot: int) -> int | None:
        """Where a facilitator could begin a cohort: any room, or, beside a cohort of theirs at the same time, its
        hall."""
        board = self.board
        if board.can_run(runner, slot):
            return board.room_for(slot, by=runner)
        group = board.beside(runner, slot)
        return group if group is not None and board.has_room(group, slot) else None

    def _put(self, unit: int, slot: int) -> None:
        before, alone = self.board.place[unit], self.board.alone
        self.log.append((unit, before))
        self.board.put(unit, slot)
        self.gain += self.instance.units[unit].weight * ((slot != NOWHERE) - (before != NOWHERE))
        self.gain -= self.board.alone - alone

    def _empty(self, booking: Booking) -> bool:
        """Whether a cohort can end: as many as then have no seat lose it."""
        board, slot = self.board, booking.slot
        here, staying = board.people_at(slot), board.cohorts[booking.slot] - 1
        if staying and not all(self.single[unit] for unit in here):
            return False
        space = board.space[slot] - booking.seats
        going = self.chance.sample(here, max(0, len(here) - space)) if staying else here
        if len(here) - len(going) < self.least * staying:
            return False
        for unit in going:
            self._put(unit, NOWHERE)
        return True

    def _fill(self, slot: int) -> bool:
        """Seat as many more at a slot as can be; whether its cohorts are large enough."""
        board = self.board
        for unit in self.ruled:
            if board.place[unit] == NOWHERE and slot in self.instance.units[unit].options:
                self._join(unit, slot)
        while board.free(slot) > 0 and self._pull(slot, surplus=False):
            pass
        enough = self.least * board.cohorts[slot]
        while board.count.get(slot, 0) < enough and self._pull(slot, surplus=True):
            pass
        return board.count.get(slot, 0) >= enough

    def _join(self, unit: int, slot: int) -> bool:
        """Somebody with a rule takes a free seat."""
        can = self.instance.units[unit].weight <= self.board.free(slot) and may_join(
            self.board, unit, slot=slot, foes=self.foes
        )
        if can:
            self._put(unit, slot)
        return can

    def _reseat(self, gone: list[int]) -> None:
        """Seats for those who lost theirs."""
        hopeless: set[int] = set()
        for unit in gone:
            if self.single[unit]:
                self._push(unit, hopeless)
            else:
                any(self.board.cohorts.get(slot, 0) and self._join(unit, slot) for slot in self.options[unit])

    def _pull(self, slot: int, *, surplus: bool) -> bool:
        """Somebody more at a slot: one who waits, or (`surplus`) sits where more than the fewest do, through a chain of
        changes."""
        board, place = self.board, self.board.place
        came: dict[int, tuple[int, int]] = {slot: (NOWHERE, NOWHERE)}
        queue = deque((slot,))
        while queue and len(came) <= REACH:
            here = queue.popleft()
            for unit in self.coming.get(here, ()):
                there = place[unit]
                if there in came or (surplus and there == NOWHERE):
                    continue
                if there == NOWHERE or (surplus and board.count[there] > self.least * board.cohorts[there]):
                    came[there], end = (unit, here), there
                    while end != slot:
                        mover, end = came[end]
                        self._put(mover, end)
                    return True
                came[there] = (unit, here)
                queue.append(there)
        return False

    def _push(self, unit: int, hopeless: set[int]) -> bool:
        """Whether somebody who waits got a seat, through a chain of changes that ends at a free one."""

        def movers(slot: int) -> list[int]:
            return [other for other in self.board.members.get(slot, ()) if self.single[other]]

        return seat_by_chain(self.board, unit, movers=movers, put=self._put, hopeless=hopeless, most=REACH)
