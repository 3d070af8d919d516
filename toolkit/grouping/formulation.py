"""The rows of the mixed-integer programme: what every plan keeps, as a matrix. No solver is needed to write it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from toolkit.grouping.board import NOWHERE, Board
from toolkit.grouping.columns import Columns
from toolkit.grouping.piece import Piece, Weights
from toolkit.grouping.reach import Reach
from toolkit.grouping.rows import INFINITY, Rows


class Formulation:
    """The programme of a piece. `base` is the board without it."""

    def __init__(self, board: Board, piece: Piece, *, every_link: bool = True) -> None:
        self.instance, self.piece = board.instance, piece
        self.base = board.copy()
        for unit in piece.units:
            self.base.put(unit, NOWHERE)
        for booking in piece.bookings:
            self.base.close(booking)
        self.columns = Columns(self.base, piece)
        self.rows = Rows()
        self.even: dict[int, int] = {}
        self.again: dict[int, int] = {}
        self.evenings: dict[int, tuple[int, ...]] = {}
        self.come: dict[tuple[int, int], int] = {}
        self.linked: set[tuple[int, int]] = set()
        self.reach = Reach(self.base, columns=self.columns, rows=self.rows)
        self._constraints(every_link=every_link)

    def _constraints(self, *, every_link: bool) -> None:
        by_unit: dict[int, list[int]] = {}
        by_slot: dict[int, list[tuple[int, int]]] = {}
        for (unit, slot), column in self.columns.x.items():
            by_unit.setdefault(unit, []).append(column)
            by_slot.setdefault(slot, []).append((column, self.instance.units[unit].weight))
        for columns in by_unit.values():
            self.rows.add(columns, [1] * len(columns), low=-INFINITY, high=1)
        self._runner_rows()
        self._room_rows()
        for slot, terms in by_slot.items():
            self._size_rows(slot, terms)
        for slot in self.columns.n:
            if slot not in by_slot:
                self.columns.high[self.columns.n[slot]] = 0
        self._apart_rows(by_slot)
        self._company_rows()
        if every_link:
            self.links(list(self.columns.x), self.rows)

    def _runner_rows(self) -> None:
        by_runner: dict[int, list[int]] = {}
        by_slot: dict[tuple[int, bool], list[int]] = {}
        for runner, slot in self.columns.y:
            by_runner.setdefault(runner, []).append(slot)
            by_slot.setdefault((slot, self._is_second(runner)), []).append(self.columns.y[runner, slot])
        for (runner, slot, _), column in self.columns.e.items():
            by_slot[slot, self._is_second(runner)].append(column)
        for (slot, _), columns in by_slot.items():
            self.rows.add([*columns, self.columns.n[slot]], [1] * len(columns) + [-1], low=0, high=0)
        for runner, slots in by_runner.items():
            one = self.instance.runners[runner]
            left = one.limit - len(self.base.runs[runner])
            if one.anybody:
                if one.limit < len(self.instance.problem.people):
                    begun = [self.columns.y[runner, slot] for slot in slots]
                    self.rows.add(begun, [1] * len(begun), low=-INFINITY, high=left)
                continue
            if one.roams > 1:
                self._roaming_rows(runner, slots, left=left)
            elif left < len(slots):
                self.rows.add(
                    [self.columns.y[runner, slot] for slot in slots], [1] * len(slots), low=-INFINITY, high=left
                )
            if left > 1:
                self._cliques(runner, slots)

    def _is_second(self, runner: int) -> bool:
        return self.instance.runners[runner].second

    def _roaming_rows(self, runner: int, slots: Sequence[int], *, left: int) -> None:
        """One hall at a time, other cohorts beside a first one only; hours count a meeting once, the limit every
        cohort."""
        one, begun = self.instance.runners[runner], [self.columns.y[runner, slot] for slot in slots]
        more = [(key, column) for key, column in self.columns.e.items() if key[0] == runner]
        for key, column in more:
            self.rows.add([column, self.columns.b[key]], [1, 1 - one.roams], low=-INFINITY, high=0)
            if self.columns.y[key[:2]] in self.reach.somewhere:
                there = [self.columns.v[key]] if key in self.columns.v else []
                self.rows.add([self.columns.b[key], *there], [1] + [-1] * len(there), low=-INFINITY, high=0)
        for slot in slots:
            halls = [column for key, column in self.columns.b.items() if key[:2] == (runner, slot)]
            self.rows.add([*halls, self.columns.y[runner, slot]], [1] * len(halls) + [-1], low=-INFINITY, high=0)
        times = one.times - len(set(self.base.runs[runner]))
        self.rows.add(begun, [1] * len(begun), low=-INFINITY, high=times)
        self.rows.add(
            [*begun, *(column for _, column in more)], [1] * (len(begun) + len(more)), low=-INFINITY, high=left
        )

    def _cliques(self, runner: int, slots: list[int]) -> None:
        """No two overlapping meetings of one facilitator."""
        at: dict[int, list[int]] = {}
        for slot in slots:
            at.setdefault(self.instance.start(slot), []).append(slot)
        for moment in sorted(at):
            together = [
                self.columns.y[runner, slot] for start in self.instance.during(moment) for slot in at.get(start, ())
            ]
            if len(together) > 1:
                self.rows.add(together, [1] * len(together), low=-INFINITY, high=1)

    def _room_rows(self) -> None:
        by_slot: dict[int, list[int]] = {}
        at: dict[int, dict[int, list[int]]] = {}
        for (group, slot), column in self.columns.w.items():
            by_slot.setdefault(slot, []).append(column)
            at.setdefault(group, {}).setdefault(self.instance.start(slot), []).append(column)
        for slot, columns in by_slot.items():
            self.rows.add([*columns, self.columns.n[slot]], [1] * len(columns) + [-1], low=0, high=0)
        for group, starts in at.items():
            one, used = self.instance.groups[group], self.base.used[group]
            if one.boundless:
                continue
            # a moment counts when some meeting of the piece is going on: at its own start and at starts of the rest
            moments = {
                (start + step) % self.instance.starts for start in starts for step in range(self.instance.window)
            }
            holding = self.reach.holding.get(group, {})
            for moment in sorted(moments | holding.keys()):
                columns = [column for start in self.instance.during(moment) for column in starts.get(start, ())]
                columns += holding.get(moment, ())
                if moment in starts or used[moment] or moment in holding:
                    self.rows.add(columns, [1] * len(columns), low=-INFINITY, high=one.number - used[moment])
            if one.chairs is not None:
                self._chair_rows(group, starts, moments=sorted(moments))
        theirs: dict[tuple[int, int, bool], list[int]] = {}
        known = [(key, column) for key, column in self.columns.b.items() if key not in self.columns.v]
        for key, column in (*known, *self.columns.e.items(), *self.columns.v.items()):
            theirs.setdefault((key[2], key[1], self._is_second(key[0])), []).append(column)
        for (group, slot, _), columns in theirs.items():
            self.rows.add([*columns, self.columns.w[group, slot]], [1] * len(columns) + [-1], low=-INFINITY, high=0)

    def _chair_rows(self, group: int, starts: Mapping[int, Sequence[int]], *, moments: Sequence[int]) -> None:
        """A hall's chairs go round at every moment, one for each who runs a cohort; each cohort there has some for its
        people."""
        one, least = self.instance.groups[group], self.instance.problem.sizes.least
        crew, at = float(self.instance.problem.crew), dict[int, list[int]]()
        for (which, slot), column in self.columns.c.items():
            if which == group:
                at.setdefault(self.instance.start(slot), []).append(column)
                self.rows.add([column, self.columns.w[group, slot]], [1, -one.seats], low=-INFINITY, high=0)
                self.rows.add([column, self.columns.w[group, slot]], [1, -least], low=0, high=INFINITY)
        for moment in moments:
            taken = self.base.chairs[group][moment]
            terms = [
                term
                for start in self.instance.during(moment)
                for term in (
                    *((column, crew) for column in starts.get(start, ())),
                    *((column, 1.0) for column in at.get(start, ())),
                )
            ]
            if moment in starts or taken:
                columns, values = [column for column, _ in terms], [value for _, value in terms]
                self.rows.add(columns, values, low=-INFINITY, high=(one.chairs or 0) - taken)

    def _size_rows(self, slot: int, terms: list[tuple[int, int]]) -> None:
        columns, weights = [column for column, _ in terms], [float(weight) for _, weight in terms]
        rooms = (
            [(column, group) for (group, where), column in self.columns.w.items() if where == slot]
            if slot in self.columns.n
            else []
        )
        seats = [
            (
                (self.columns.c[group, slot], 1.0)
                if (group, slot) in self.columns.c
                else (column, float(self.instance.groups[group].seats))
            )
            for column, group in rooms
        ]
        self.rows.add(
            [*columns, *(column for column, _ in seats)],
            [*weights, *(-number for _, number in seats)],
            low=-INFINITY,
            high=self.base.free(slot),
        )
        if slot in self.columns.n:
            least = self.instance.problem.sizes.least
            missing = least * self.base.cohorts.get(slot, 0) - self.base.count.get(slot, 0)
            self.rows.add([*columns, self.columns.n[slot]], [*weights, -float(least)], low=missing, high=INFINITY)
        elif (missing := least_missing(self.base, slot)) > 0:
            self.rows.add(columns, weights, low=missing, high=INFINITY)

    def _apart_rows(self, by_slot: dict[int, list[tuple[int, int]]]) -> None:
        for one, other in self.instance.apart:
            for slot in by_slot:
                here = [self.columns.x[unit, slot] for unit in (one, other) if (unit, slot) in self.columns.x]
                seated = sum(1 for unit in (one, other) if self.base.place[unit] == slot)
                if len(here) + seated == 2 and here:
                    n = [self.columns.n[slot]] if slot in self.columns.n else []
                    high = self.base.cohorts.get(slot, 0) - seated
                    self.rows.add([*here, *n], [1.0] * len(here) + [-1.0] * len(n), low=-INFINITY, high=high)

    def _company_rows(self) -> None:
        """Nobody comes alone with a mark of theirs: with two at least, or none."""
        company, at = self.instance.company, dict[tuple[int, int], list[tuple[int, int]]]()
        for (unit, slot), column in self.columns.x.items() if company else ():
            for mark, number in company[unit]:
                at.setdefault((slot, mark), []).append((column, number))
        for where in sorted({*at, *self.base.alike}):
            there, terms = self.base.alike.get(where, 0), at.get(where, [])
            columns, numbers = [column for column, _ in terms], [float(number) for _, number in terms]
            if there == 1 and terms:
                self.rows.add(columns, numbers, low=1, high=INFINITY)
            elif not there and any(number == 1 for number in numbers):
                come = self.come[where] = self.columns.add(1, whole=True)
                self.rows.add([*columns, come], [*numbers, -2.0], low=0, high=INFINITY)
                for column in columns:
                    self.rows.add([column, come], [1, -1], low=-INFINITY, high=0)

    def links(self, pairs: Sequence[tuple[int, int]], rows: Rows) -> Rows:
        """Add to these rows the strong links of (unit, slot) pairs that are in none yet."""
        for unit, slot in pairs:
            if self.base.cohorts.get(slot, 0) or slot not in self.columns.n or (unit, slot) in self.linked:
                continue
            self.linked.add((unit, slot))
            rows.add([self.columns.x[unit, slot], self.columns.n[slot]], [1, -1], low=-INFINITY, high=0)
        return rows

    def add_evenness(self) -> None:
        """Columns for how far each slot is from the target size, and for facilitators who run more than one cohort."""
        target = float(self.instance.problem.sizes.target)
        by_slot: dict[int, list[tuple[int, float]]] = {}
        for (unit, slot), column in self.columns.x.items():
            by_slot.setdefault(slot, []).append((column, float(self.instance.units[unit].weight)))
        for slot, terms in by_slot.items():
            if slot not in self.columns.n:
                continue
            off = self.even[slot] = self.columns.add(INFINITY, whole=False)
            wanted = target * self.base.cohorts.get(slot, 0) - self.base.count.get(slot, 0)
            columns, values = [column for column, _ in terms], [value for _, value in terms]
            self.rows.add([*columns, self.columns.n[slot], off], [*values, -target, 1], low=wanted, high=INFINITY)
            self.rows.add([*columns, self.columns.n[slot], off], [*values, -target, -1], low=-INFINITY, high=wanted)
        by_runner: dict[int, list[int]] = {}
        for (runner, _), column in self.columns.y.items():
            by_runner.setdefault(runner, []).append(column)
        for runner, columns in by_runner.items():
            one, runs = self.instance.runners[runner], len(set(self.base.runs[runner]))
            if one.limit - runs > 1 and not one.anybody:
                more = self.again[runner] = self.columns.add(INFINITY, whole=False)
                self.rows.add([*columns, more], [1.0] * len(columns) + [-1.0], low=-INFINITY, high=max(0, 1 - runs))

    def costs(self, weights: Weights) -> list[float]:
        """The objective, to be made as large as can be."""
        found = [0.0] * len(self.columns.high)
        for (unit, slot), column in self.columns.x.items():
            one = self.instance.units[unit]
            found[column] = float(weights.placed * one.weight - weights.cost * one.options[slot])
            found[column] -= weights.hard * one.hard.get(slot, 0)
        for (runner, slot), column in self.columns.y.items():
            found[column] = -float(weights.hard * (slot in self.instance.runners[runner].hard))
        for column in (*self.even.values(), *self.again.values()):
            found[column] = -float(weights.unevenness)
        for column in self.evenings:
            found[column] = -float(weights.evenings)
        return found


def least_missing(board: Board, slot: int) -> int:
    """People that a slot lacks to be large enough."""
    return board.instance.problem.sizes.least * board.cohorts.get(slot, 0) - board.count.get(slot, 0)
