"""The mixed-integer programme, solved by HiGHS: a whole problem, or a piece of a board with the rest as it stands.

Variables: x[unit, slot] in [0, 1]; y[facilitator, slot] binary; n[slot] = number of cohorts begun there; w[room group,
slot] integer. In a hall, several cohorts share its chairs: c[hall, slot] are those of the people there. Who roams has,
for each hall, b[facilitator, slot, hall] binary (it is theirs) and e[facilitator, slot, hall] integer, the cohorts
there beside the first. A cohort is its facilitator and its start, so nothing symmetric is left. Only units with pair
rules need integer x: the rest is a flow once y is settled. The strong links x <= n make the bound of the linear
programme nearly exact.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from toolkit.grouping.board import NOWHERE, Board, Session, opposed
from toolkit.grouping.problem import Watch

EPSILON = 1e-6

LINK_ROUNDS = 12
"""Rounds in which strong links are added."""


@dataclass(frozen=True)
class Piece:
    """A part of a board that is decided anew: cohorts that end, people who are seated anew, facilitators who may begin
    cohorts."""

    sessions: tuple[Session, ...]
    units: tuple[int, ...]
    runners: tuple[int, ...]


@dataclass(frozen=True)
class Outcome:
    """What a piece became: the slot of each unit, the cohorts begun; no better objective than `bound` is possible for
    it."""

    place: dict[int, int]
    sessions: tuple[Session, ...]
    bound: float
    proven: bool


@dataclass(frozen=True)
class Weights:
    """What a person placed, a step of cost, and a person too many or too few in a cohort are worth."""

    placed: int = 1
    cost: int = 0
    unevenness: int = 0


@dataclass
class _Rows:
    """A matrix under construction, row by row."""

    lower: list[float] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)
    start: list[int] = field(default_factory=lambda: [0])
    index: list[int] = field(default_factory=list)
    value: list[float] = field(default_factory=list)

    def add(self, columns: Sequence[int], values: Sequence[float], *, low: float, high: float) -> None:
        self.index.extend(columns)
        self.value.extend(values)
        self.start.append(len(self.index))
        self.lower.append(low)
        self.upper.append(high)


def solver_is_here() -> bool:
    """Whether the solver is installed (the extra `cohorts`)."""
    from importlib.util import find_spec

    return find_spec("highspy") is not None


@contextmanager
def _quietly() -> Iterator[None]:
    """Standard output closed to the library, which greets the world when it is first used, whatever its options say."""
    sys.stdout.flush()
    kept, nowhere = os.dup(1), os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    try:
        yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)
        os.close(nowhere)


class Model:
    """The programme of a piece. `base` is the board without it."""

    def __init__(self, board: Board, piece: Piece, *, every_link: bool = True) -> None:
        self.instance, self.piece = board.instance, piece
        self.base = board.copy()
        for unit in piece.units:
            self.base.put(unit, NOWHERE)
        for session in piece.sessions:
            self.base.close(session)
        self.x: dict[tuple[int, int], int] = {}
        self.y: dict[tuple[int, int], int] = {}
        self.n: dict[int, int] = {}
        self.w: dict[tuple[int, int], int] = {}
        self.c: dict[tuple[int, int], int] = {}
        self.b: dict[tuple[int, int, int], int] = {}
        self.e: dict[tuple[int, int, int], int] = {}
        self.high: list[float] = []
        self.whole: list[bool] = []
        self.rows = _Rows()
        self.even: dict[int, int] = {}
        self.again: dict[int, int] = {}
        self.linked: set[tuple[int, int]] = set()
        self.solver: Any = None
        self._columns()
        self._constraints(every_link=every_link)

    def _column(self, high: float, *, whole: bool) -> int:
        self.high.append(high)
        self.whole.append(whole)
        return len(self.high) - 1

    def _columns(self) -> None:
        """Only what can be: slots that a facilitator and a room are free for and that enough people reach, or that have
        cohorts already."""
        units, base = self.instance.units, self.base
        people: dict[int, int] = {}
        for unit in self.piece.units:
            for slot in units[unit].options:
                people[slot] = people.get(slot, 0) + units[unit].weight
        least = self.instance.problem.sizes.least
        rooms: dict[int, list[int]] = {}
        for runner, slot in self._beginnings(people):
            if slot not in rooms:
                rooms[slot] = [group for group in self.instance.group_choices(slot) if base.has_room(group, slot)]
            if rooms[slot]:
                most = people[slot] // least + 1 if self.instance.runners[runner].anybody else 1
                self.y[runner, slot] = self._column(most, whole=True)
        for slot in sorted({slot for _, slot in self.y}):
            self.n[slot] = self._column(float("inf"), whole=False)
            for group in rooms[slot]:
                one_group = self.instance.groups[group]
                self.w[group, slot] = self._column(
                    float("inf") if one_group.boundless else one_group.number, whole=not one_group.boundless
                )
                if one_group.chairs is not None:
                    self.c[group, slot] = self._column(one_group.chairs, whole=True)
        self._roaming_columns(rooms)
        foes = opposed(self.instance)
        for unit in self.piece.units:
            for slot in units[unit].options:
                if slot in self.n or (base.cohorts.get(slot, 0) and base.free(slot) >= units[unit].weight):
                    self.x[unit, slot] = self._column(1, whole=unit in foes or units[unit].weight > 1)

    def _roaming_columns(self, rooms: Mapping[int, Sequence[int]]) -> None:
        for runner, slot in self.y:
            more = self.instance.runners[runner].roams - 1
            for group in rooms[slot] if more > 0 else ():
                if self.instance.groups[group].hall:
                    self.b[runner, slot, group] = self._column(1, whole=True)
                    self.e[runner, slot, group] = self._column(more, whole=True)

    def _beginnings(self, people: Mapping[int, int]) -> Iterator[tuple[int, int]]:
        """Facilitators with the slots at which they could begin a cohort of the `people` that can come to each."""
        base, least = self.base, self.instance.problem.sizes.least
        for runner in self.piece.runners:
            for slot in sorted(self.instance.runners[runner].slots):
                spare = max(0, base.count.get(slot, 0) - least * base.cohorts.get(slot, 0))
                enough = slot in people and people[slot] + spare >= least
                if enough and base.can_run(runner, slot):
                    yield runner, slot

    def _constraints(self, *, every_link: bool) -> None:
        by_unit: dict[int, list[int]] = {}
        by_slot: dict[int, list[tuple[int, int]]] = {}
        for (unit, slot), column in self.x.items():
            by_unit.setdefault(unit, []).append(column)
            by_slot.setdefault(slot, []).append((column, self.instance.units[unit].weight))
        for columns in by_unit.values():
            self.rows.add(columns, [1] * len(columns), low=-_INF, high=1)
        self._runner_rows()
        self._room_rows()
        for slot, terms in by_slot.items():
            self._size_rows(slot, terms)
        for slot in self.n:
            if slot not in by_slot:
                self.high[self.n[slot]] = 0
        self._apart_rows(by_slot)
        if every_link:
            self.rows_for_links(list(self.x))

    def _runner_rows(self) -> None:
        by_runner: dict[int, list[int]] = {}
        by_slot: dict[int, list[int]] = {}
        for runner, slot in self.y:
            by_runner.setdefault(runner, []).append(slot)
            by_slot.setdefault(slot, []).append(self.y[runner, slot])
        for (_, slot, _), column in self.e.items():
            by_slot[slot].append(column)
        for slot, columns in by_slot.items():
            self.rows.add([*columns, self.n[slot]], [1] * len(columns) + [-1], low=0, high=0)
        for runner, slots in by_runner.items():
            one = self.instance.runners[runner]
            left = one.limit - len(self.base.runs[runner])
            if one.anybody:
                continue
            if one.roams > 1:
                self._roaming_rows(runner, slots, left=left)
            elif left < len(slots):
                self.rows.add([self.y[runner, slot] for slot in slots], [1] * len(slots), low=-_INF, high=left)
            if left > 1:
                self._cliques(runner, slots)

    def _roaming_rows(self, runner: int, slots: Sequence[int], *, left: int) -> None:
        """One hall at a time, other cohorts beside a first one only; hours count a meeting once, the limit every
        cohort."""
        one, begun = self.instance.runners[runner], [self.y[runner, slot] for slot in slots]
        more = [(key, column) for key, column in self.e.items() if key[0] == runner]
        for key, column in more:
            self.rows.add([column, self.b[key]], [1, 1 - one.roams], low=-_INF, high=0)
        for slot in slots:
            halls = [column for key, column in self.b.items() if key[:2] == (runner, slot)]
            self.rows.add([*halls, self.y[runner, slot]], [1] * len(halls) + [-1], low=-_INF, high=0)
        times = one.times - len(set(self.base.runs[runner]))
        self.rows.add(begun, [1] * len(begun), low=-_INF, high=times)
        self.rows.add([*begun, *(column for _, column in more)], [1] * (len(begun) + len(more)), low=-_INF, high=left)

    def _cliques(self, runner: int, slots: list[int]) -> None:
        """No two overlapping meetings of one facilitator."""
        at: dict[int, list[int]] = {}
        for slot in slots:
            at.setdefault(self.instance.start(slot), []).append(slot)
        for moment in sorted(at):
            together = [self.y[runner, slot] for start in self.instance.during(moment) for slot in at.get(start, ())]
            if len(together) > 1:
                self.rows.add(together, [1] * len(together), low=-_INF, high=1)

    def _room_rows(self) -> None:
        by_slot: dict[int, list[int]] = {}
        at: dict[int, dict[int, list[int]]] = {}
        for (group, slot), column in self.w.items():
            by_slot.setdefault(slot, []).append(column)
            at.setdefault(group, {}).setdefault(self.instance.start(slot), []).append(column)
        for slot, columns in by_slot.items():
            self.rows.add([*columns, self.n[slot]], [1] * len(columns) + [-1], low=0, high=0)
        for group, starts in at.items():
            one, used = self.instance.groups[group], self.base.used[group]
            if one.boundless:
                continue
            # a moment counts when some meeting of the piece is going on: at its own start and at starts of the rest
            moments = {
                (start + step) % self.instance.starts for start in starts for step in range(self.instance.window)
            }
            for moment in sorted(moments):
                columns = [column for start in self.instance.during(moment) for column in starts.get(start, ())]
                if moment in starts or used[moment]:
                    self.rows.add(columns, [1] * len(columns), low=-_INF, high=one.number - used[moment])
            if one.chairs is not None:
                self._chair_rows(group, starts, moments=sorted(moments))
        theirs: dict[tuple[int, int], list[int]] = {}
        for key, column in (*self.b.items(), *self.e.items()):
            theirs.setdefault((key[2], key[1]), []).append(column)
        for where, columns in theirs.items():
            self.rows.add([*columns, self.w[where]], [1] * len(columns) + [-1], low=-_INF, high=0)

    def _chair_rows(self, group: int, starts: Mapping[int, Sequence[int]], *, moments: Sequence[int]) -> None:
        """A hall's chairs go round at every moment, one for the facilitator of each cohort; each cohort there has some
        for its people."""
        one, least = self.instance.groups[group], self.instance.problem.sizes.least
        at: dict[int, list[int]] = {}
        for (which, slot), column in self.c.items():
            if which == group:
                at.setdefault(self.instance.start(slot), []).append(column)
                self.rows.add([column, self.w[group, slot]], [1, -one.seats], low=-_INF, high=0)
                self.rows.add([column, self.w[group, slot]], [1, -least], low=0, high=_INF)
        for moment in moments:
            taken = self.base.chairs[group][moment]
            columns = [
                column
                for start in self.instance.during(moment)
                for column in (*starts.get(start, ()), *at.get(start, ()))
            ]
            if moment in starts or taken:
                self.rows.add(columns, [1] * len(columns), low=-_INF, high=(one.chairs or 0) - taken)

    def _size_rows(self, slot: int, terms: list[tuple[int, int]]) -> None:
        columns, weights = [column for column, _ in terms], [float(weight) for _, weight in terms]
        rooms = (
            [(column, group) for (group, where), column in self.w.items() if where == slot] if slot in self.n else []
        )
        seats = [
            (
                (self.c[group, slot], 1.0)
                if (group, slot) in self.c
                else (column, float(self.instance.groups[group].seats))
            )
            for column, group in rooms
        ]
        self.rows.add(
            [*columns, *(column for column, _ in seats)],
            [*weights, *(-number for _, number in seats)],
            low=-_INF,
            high=self.base.free(slot),
        )
        if slot in self.n:
            least = self.instance.problem.sizes.least
            missing = least * self.base.cohorts.get(slot, 0) - self.base.count.get(slot, 0)
            self.rows.add([*columns, self.n[slot]], [*weights, -float(least)], low=missing, high=_INF)
        elif (missing := least_missing(self.base, slot)) > 0:
            self.rows.add(columns, weights, low=missing, high=_INF)

    def _apart_rows(self, by_slot: dict[int, list[tuple[int, int]]]) -> None:
        for one, other in self.instance.apart:
            for slot in by_slot:
                here = [self.x[unit, slot] for unit in (one, other) if (unit, slot) in self.x]
                seated = sum(1 for unit in (one, other) if self.base.place[unit] == slot)
                if len(here) + seated == 2 and here:
                    n = [self.n[slot]] if slot in self.n else []
                    high = self.base.cohorts.get(slot, 0) - seated
                    self.rows.add([*here, *n], [1.0] * len(here) + [-1.0] * len(n), low=-_INF, high=high)

    def rows_for_links(self, pairs: Sequence[tuple[int, int]]) -> _Rows:
        """The strong links of these (unit, slot) pairs; they go into the matrix, or (once it is passed on) into the
        solver."""
        rows = self.rows if self.solver is None else _Rows()
        for unit, slot in pairs:
            if self.base.cohorts.get(slot, 0) or slot not in self.n or (unit, slot) in self.linked:
                continue
            self.linked.add((unit, slot))
            rows.add([self.x[unit, slot], self.n[slot]], [1, -1], low=-_INF, high=0)
        return rows

    def broken_links(self, values: Sequence[float]) -> list[tuple[int, int]]:
        """The (unit, slot) pairs whose strong link these values break."""
        return [
            (unit, slot)
            for (unit, slot), column in self.x.items()
            if slot in self.n and not self.base.cohorts.get(slot, 0) and values[column] > values[self.n[slot]] + EPSILON
        ]

    def add_links(self, pairs: Sequence[tuple[int, int]]) -> None:
        """Strong links for the solver that has the programme already."""
        import numpy as np

        rows = self.rows_for_links(pairs)
        self.solver.addRows(
            len(rows.lower),
            np.array(rows.lower, dtype=np.double),
            np.array(rows.upper, dtype=np.double),
            len(rows.index),
            np.array(rows.start[:-1], dtype=np.int32),
            np.array(rows.index, dtype=np.int32),
            np.array(rows.value, dtype=np.double),
        )

    def add_evenness(self) -> None:
        """Columns for how far each slot is from the target size, and for facilitators who run more than one cohort."""
        target = float(self.instance.problem.sizes.target)
        by_slot: dict[int, list[tuple[int, float]]] = {}
        for (unit, slot), column in self.x.items():
            by_slot.setdefault(slot, []).append((column, float(self.instance.units[unit].weight)))
        for slot, terms in by_slot.items():
            if slot not in self.n:
                continue
            off = self.even[slot] = self._column(_INF, whole=False)
            wanted = target * self.base.cohorts.get(slot, 0) - self.base.count.get(slot, 0)
            columns, values = [column for column, _ in terms], [value for _, value in terms]
            self.rows.add([*columns, self.n[slot], off], [*values, -target, 1], low=wanted, high=_INF)
            self.rows.add([*columns, self.n[slot], off], [*values, -target, -1], low=-_INF, high=wanted)
        by_runner: dict[int, list[int]] = {}
        for (runner, _), column in self.y.items():
            by_runner.setdefault(runner, []).append(column)
        for runner, columns in by_runner.items():
            one, runs = self.instance.runners[runner], len(set(self.base.runs[runner]))
            if one.limit - runs > 1 and not one.anybody:
                more = self.again[runner] = self._column(_INF, whole=False)
                self.rows.add([*columns, more], [1.0] * len(columns) + [-1.0], low=-_INF, high=max(0, 1 - runs))

    def costs(self, weights: Weights) -> list[float]:
        """The objective, to be made as large as can be."""
        found = [0.0] * len(self.high)
        for (unit, slot), column in self.x.items():
            one = self.instance.units[unit]
            found[column] = float(weights.placed * one.weight - weights.cost * one.options[slot])
        for column in (*self.even.values(), *self.again.values()):
            found[column] = -float(weights.unevenness)
        return found

    def pass_on(self, *, seed: int) -> Any:
        """The solver with this programme in it, its integers not declared yet."""
        import highspy
        import numpy as np

        with _quietly():
            solver: Any = highspy.Highs()  # type: ignore[no-untyped-call]
        for name, value in (
            ("output_flag", False),
            ("threads", 1),
            ("random_seed", seed % 2**31),
            ("mip_rel_gap", 0.0),
            ("mip_abs_gap", 0.999),
        ):
            solver.setOptionValue(name, value)
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = len(self.high), len(self.rows.lower)
        lp.col_cost_ = np.array(self.costs(Weights()), dtype=np.double)
        lp.col_lower_, lp.col_upper_ = np.zeros(len(self.high)), np.array(self.high, dtype=np.double)
        lp.row_lower_, lp.row_upper_ = (
            np.array(self.rows.lower, dtype=np.double),
            np.array(self.rows.upper, dtype=np.double),
        )
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_ = np.array(self.rows.start, dtype=np.int32)
        lp.a_matrix_.index_ = np.array(self.rows.index, dtype=np.int32)
        lp.a_matrix_.value_ = np.array(self.rows.value, dtype=np.double)
        lp.sense_ = highspy.ObjSense.kMaximize
        solver.passModel(lp)
        self.solver = solver
        return solver

    def declare_integers(self) -> None:
        """From now on the solver looks for whole numbers."""
        import highspy
        import numpy as np

        columns = [column for column, whole in enumerate(self.whole) if whole]
        kinds = np.array([highspy.HighsVarType.kInteger] * len(columns))
        self.solver.changeColsIntegrality(len(columns), np.array(columns, dtype=np.int32), kinds)

    def aim(self, weights: Weights) -> None:
        """Another objective."""
        import numpy as np

        costs = self.costs(weights)
        self.solver.changeColsCost(len(costs), np.arange(len(costs), dtype=np.int32), np.array(costs))

    def hold(self, columns: Sequence[int], values: Sequence[float], *, at_least: float) -> None:
        """One more row: what an earlier stage has reached is kept."""
        import numpy as np

        self.solver.addRow(
            at_least, _INF, len(columns), np.array(columns, dtype=np.int32), np.array(values, dtype=np.double)
        )

    def begin_from(self, board: Board) -> None:
        """Tell the solver where the piece stands now, so that it cannot end below that."""
        import highspy

        values = [0.0] * len(self.high)
        for unit in self.piece.units:
            if board.place[unit] != NOWHERE and (unit, board.place[unit]) in self.x:
                values[self.x[unit, board.place[unit]]] = 1.0
        for session in self.piece.sessions:
            runner, slot, group = session.runner, session.slot, session.group
            if (runner, slot) not in self.y or (group, slot) not in self.w:
                return
            if values[self.y[runner, slot]] and (runner, slot, group) in self.e:
                values[self.b[runner, slot, group]] = 1.0
                values[self.e[runner, slot, group]] += 1.0
            else:
                values[self.y[runner, slot]] += 1.0
            values[self.n[slot]] += 1.0
            values[self.w[group, slot]] += 1.0
            if (group, slot) in self.c:
                values[self.c[group, slot]] += session.seats
        target = self.instance.problem.sizes.target
        for slot, column in self.even.items():
            values[column] = abs(board.count.get(slot, 0) - target * board.cohorts.get(slot, 0))
        for runner, column in self.again.items():
            values[column] = max(0, len(set(board.runs[runner])) - max(1, len(set(self.base.runs[runner]))))
        solution = highspy.HighsSolution()
        solution.col_value = values
        self.solver.setSolution(solution)

    def run(self, *, nodes: int, watch: Watch) -> tuple[list[float] | None, float, bool]:
        """The best values found within so many nodes, the bound, and whether they are proven the best."""
        import highspy

        self.solver.setOptionValue("mip_max_nodes", nodes)

        def ask(event: Any) -> None:
            found, limit = event.data_out.mip_primal_bound, event.data_out.mip_dual_bound
            if 0 <= found <= limit < _INF:
                watch.tell(round(found), int(limit + EPSILON))
            if watch.stop():
                event.interrupt()

        self.solver.cbMipInterrupt.subscribe(ask)
        self.solver.run()
        self.solver.cbMipInterrupt.unsubscribe(ask)
        info = self.solver.getInfo()
        proven = self.solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
        if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
            return None, info.mip_dual_bound, False
        return list(self.solver.getSolution().col_value), info.mip_dual_bound, proven

    def outcome(self, values: Sequence[float], bound: float, *, proven: bool) -> Outcome:
        """What the values say."""
        place = dict.fromkeys(self.piece.units, NOWHERE)
        best = dict.fromkeys(self.piece.units, 0.5)
        for (unit, slot), column in self.x.items():
            if values[column] > best[unit]:
                place[unit], best[unit] = slot, values[column]
        return Outcome(place, tuple(self._sessions(values)), bound, proven)

    def _sessions(self, values: Sequence[float]) -> Iterator[Session]:
        """The cohorts begun: first those of people who roam, since only theirs have to be in one hall."""
        rooms: dict[int, list[tuple[int, int]]] = {}
        for (group, slot), column in self.w.items():
            rooms.setdefault(slot, []).extend(
                (group, seats) for seats in self._seats(group, slot, cohorts=round(values[column]), values=values)
            )
        left = {pair: round(values[column]) for pair, column in sorted(self.y.items())}
        for (runner, slot, group), column in sorted(self.e.items()):
            if round(values[column]):
                for _ in range(round(values[column]) + left.pop((runner, slot))):
                    room = next(room for room in rooms[slot] if room[0] == group)
                    rooms[slot].remove(room)
                    yield Session(runner, slot, *room)
        for (runner, slot), number in left.items():
            for _ in range(number):
                yield Session(runner, slot, *rooms[slot].pop(0))

    def _seats(self, group: int, slot: int, *, cohorts: int, values: Sequence[float]) -> list[int]:
        """Seats of each of the cohorts in a group: in a hall they share what they have evenly, down to a chair."""
        if (group, slot) not in self.c or not cohorts:
            return [self.instance.groups[group].seats] * cohorts
        chairs = round(values[self.c[group, slot]])
        return [chairs // cohorts + (number < chairs % cohorts) for number in range(cohorts)]


_INF = float("inf")


def least_missing(board: Board, slot: int) -> int:
    """People that a slot lacks to be large enough."""
    return board.instance.problem.sizes.least * board.cohorts.get(slot, 0) - board.count.get(slot, 0)


def apply(board: Board, piece: Piece, *, outcome: Outcome) -> None:
    """Make the board what a piece became."""
    for unit in piece.units:
        board.put(unit, NOWHERE)
    for session in piece.sessions:
        board.close(session)
    for session in outcome.sessions:
        board.open(session)
    for unit, slot in outcome.place.items():
        if slot != NOWHERE:
            board.put(unit, slot)


def whole_piece(board: Board) -> Piece:
    """Everything."""
    units = tuple(index for index, unit in enumerate(board.instance.units) if unit.options)
    return Piece(tuple(board.sessions), units, tuple(range(len(board.instance.runners))))


def linear_bound(model: Model, *, lazily: bool, good_enough: int, watch: Watch) -> float:
    """The bound of the linear programme. Strong links are added only where they are broken: those alone round by round,
    or (`lazily` false, for a large programme) all that are left at once. Ends early at a bound of `good_enough`.
    """
    import highspy

    solver = model.solver if model.solver is not None else model.pass_on(seed=0)
    solver.setOptionValue("solver", "ipm")

    def ask(event: Any) -> None:
        if watch.stop():
            event.interrupt()

    for callback in (solver.cbIpmInterrupt, solver.cbSimplexInterrupt):
        callback.subscribe(ask)
    best = _INF
    for _ in range(LINK_ROUNDS):
        solver.run()
        if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            break
        best = min(best, solver.getInfo().objective_function_value)
        broken = model.broken_links(solver.getSolution().col_value)
        if not broken or best < good_enough + 1 - EPSILON or watch.stop():
            break
        model.add_links(broken if lazily else list(model.x))
    for callback in (solver.cbIpmInterrupt, solver.cbSimplexInterrupt):
        callback.unsubscribe(ask)
    solver.setOptionValue("solver", "choose")
    return best
