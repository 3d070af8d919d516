"""The mixed-integer programme, solved by HiGHS: a whole problem, or a piece of a board with the rest as it stands.

Variables: x[unit, slot] binary; y[facilitator, slot] binary; n[slot] = number of cohorts begun there; w[room group,
slot] integer. In a hall, several cohorts share its chairs: c[hall, slot] are those of the people there. Who roams has,
for each hall, b[facilitator, slot, hall] binary (it is theirs) and e[facilitator, slot, hall] integer, the cohorts
there beside the first. Where a facilitator could run two cohorts with little time between, v[facilitator, slot, room
group] binary is where they are; where nobody is to be the only one with a mark, one more binary says whether any of
them come to a slot. Who has the second role has columns like a facilitator, and as many of them come to a slot as
cohorts begin there. A cohort is its facilitator and its start, so nothing symmetric is left. Only units with pair rules
or marks need integer x, since the rest is a flow once y is settled; but with all x and n declared whole, and nothing
presolved, the solver proves ranks in a third of the time. The strong links x <= n make the bound of the linear
programme nearly exact.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from toolkit.grouping.begun import bookings_of
from toolkit.grouping.board import NOWHERE, Board, Booking
from toolkit.grouping.formulation import Formulation
from toolkit.grouping.market import EPSILON
from toolkit.grouping.piece import Piece, Solution, Weights
from toolkit.grouping.problem import Watch
from toolkit.grouping.rows import INFINITY, Rows

INSTALL_SOLVER = "pipx inject programme-in-a-box highspy, or with pip: pip install highspy"
"""How the solver is installed where no wheel of it came along."""


def solver_is_here() -> bool:
    """Whether the solver is installed; it comes along wherever there is a wheel of it."""
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
    """The programme of a piece, in the solver once it is passed on."""

    def __init__(self, board: Board, piece: Piece, *, every_link: bool = True) -> None:
        self.form = Formulation(board, piece, every_link=every_link)
        self.solver: Any = None

    def add_links(self, pairs: Sequence[tuple[int, int]]) -> None:
        """Strong links for the solver that has the programme already."""
        import numpy as np

        rows = self.form.links(pairs, Rows())
        self.solver.addRows(
            len(rows.lower),
            np.array(rows.lower, dtype=np.double),
            np.array(rows.upper, dtype=np.double),
            len(rows.index),
            np.array(rows.start[:-1], dtype=np.int32),
            np.array(rows.index, dtype=np.int32),
            np.array(rows.value, dtype=np.double),
        )

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
        lp.num_col_, lp.num_row_ = len(self.form.columns.high), len(self.form.rows.lower)
        lp.col_cost_ = np.array(self.form.costs(Weights()), dtype=np.double)
        lp.col_lower_, lp.col_upper_ = (
            np.zeros(len(self.form.columns.high)),
            np.array(self.form.columns.high, dtype=np.double),
        )
        lp.row_lower_, lp.row_upper_ = (
            np.array(self.form.rows.lower, dtype=np.double),
            np.array(self.form.rows.upper, dtype=np.double),
        )
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_ = np.array(self.form.rows.start, dtype=np.int32)
        lp.a_matrix_.index_ = np.array(self.form.rows.index, dtype=np.int32)
        lp.a_matrix_.value_ = np.array(self.form.rows.value, dtype=np.double)
        lp.sense_ = highspy.ObjSense.kMaximize
        solver.passModel(lp)
        self.solver = solver
        return solver

    def declare_integers(self) -> None:
        """From now on the solver looks for whole numbers."""
        import highspy
        import numpy as np

        columns = [column for column, whole in enumerate(self.form.columns.whole) if whole]
        kinds = np.array([highspy.HighsVarType.kInteger] * len(columns))
        self.solver.changeColsIntegrality(len(columns), np.array(columns, dtype=np.int32), kinds)

    def aim(self, weights: Weights) -> None:
        """Another objective."""
        import numpy as np

        costs = self.form.costs(weights)
        self.solver.changeColsCost(len(costs), np.arange(len(costs), dtype=np.int32), np.array(costs))

    def keep_reached(self, weights: Weights, *, at_least: float) -> None:
        """One more row: what an earlier stage has reached is kept."""
        import numpy as np

        worth = np.array(self.form.costs(weights), dtype=np.double)
        columns = np.flatnonzero(worth).astype(np.int32)
        self.solver.addRow(at_least, INFINITY, len(columns), columns, worth[columns])

    def begin_from(self, board: Board) -> None:
        """Tell the solver where the piece stands now, so that it cannot end below that."""
        import highspy

        values = [0.0] * len(self.form.columns.high)
        for unit in self.form.piece.units:
            if board.place[unit] != NOWHERE and (unit, board.place[unit]) in self.form.columns.x:
                values[self.form.columns.x[unit, board.place[unit]]] = 1.0
        for booking in self.form.piece.bookings:
            slot, group = booking.slot, booking.group
            if (group, slot) not in self.form.columns.w or not all(
                self._begin_with(runner, booking, values=values) for runner in booking.crew
            ):
                return
            values[self.form.columns.n[slot]] += 1.0
            values[self.form.columns.w[group, slot]] += 1.0
            if (group, slot) in self.form.columns.c:
                values[self.form.columns.c[group, slot]] += booking.seats
        self._follow(board, values)
        solution = highspy.HighsSolution()
        solution.col_value = values
        self.solver.setSolution(solution)

    def _begin_with(self, runner: int, booking: Booking, *, values: list[float]) -> bool:
        """Put somebody who runs a cohort into the values; False where they have no columns for it."""
        columns, slot, group = self.form.columns, booking.slot, booking.group
        if (runner, slot) not in columns.y:
            return False
        if columns.y[runner, slot] in self.form.reach.somewhere:
            if (runner, slot, group) not in columns.v:
                return False
            values[columns.v[runner, slot, group]] = 1.0
        if values[columns.y[runner, slot]] and (runner, slot, group) in columns.e:
            values[columns.b[runner, slot, group]] = 1.0
            values[columns.e[runner, slot, group]] += 1.0
        else:
            values[columns.y[runner, slot]] += 1.0
        return True

    def _follow(self, board: Board, values: list[float]) -> None:
        """The columns whose values follow from the others."""
        for column, (ends, amid) in self.form.reach.both.items():
            values[column] = max(0.0, sum(values[one] for one in ends) - 1 - sum(values[one] for one in amid))
        for where, column in self.form.come.items():
            values[column] = float(board.alike.get(where, 0) > 0)
        target = self.form.instance.problem.sizes.target
        for slot, column in self.form.even.items():
            values[column] = abs(board.count.get(slot, 0) - target * board.cohorts.get(slot, 0))
        for runner, column in self.form.again.items():
            values[column] = max(0, len(set(board.runs[runner])) - max(1, len(set(self.form.base.runs[runner]))))
        for column, begun in self.form.evenings.items():
            values[column] = max(values[one] for one in begun)

    def run(self, *, nodes: int, watch: Watch) -> tuple[list[float] | None, float, bool]:
        """The best values found within so many nodes, the bound, and whether they are proven the best."""
        import highspy

        for name, value in (("mip_max_nodes", nodes), ("presolve", "off")):
            self.solver.setOptionValue(name, value)

        def ask(event: Any) -> None:
            found, limit = event.data_out.mip_primal_bound, event.data_out.mip_dual_bound
            if 0 <= found <= limit < INFINITY:
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

    def outcome(self, values: Sequence[float], bound: float, *, proven: bool) -> Solution:
        """What the values say."""
        place = dict.fromkeys(self.form.piece.units, NOWHERE)
        best = dict.fromkeys(self.form.piece.units, 0.5)
        for (unit, slot), column in self.form.columns.x.items():
            if values[column] > best[unit]:
                place[unit], best[unit] = slot, values[column]
        return Solution(place, tuple(bookings_of(self.form, values)), bound, proven)


def linear_bound(model: Model, *, good_enough: int, watch: Watch) -> float:
    """The bound of the linear programme: without strong links, and where that is no bound of `good_enough`, with all of
    them."""
    import highspy

    solver = model.pass_on(seed=0)
    solver.setOptionValue("solver", "ipm")

    def ask(event: Any) -> None:
        if watch.stop():
            event.interrupt()

    for callback in (solver.cbIpmInterrupt, solver.cbSimplexInterrupt):
        callback.subscribe(ask)
    best = INFINITY
    for linked in (False, True):
        if linked:
            model.add_links(list(model.form.columns.x))
        solver.run()
        if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            break
        best = min(best, solver.getInfo().objective_function_value)
        if best < good_enough + 1 - EPSILON or watch.stop():
            break
    for callback in (solver.cbIpmInterrupt, solver.cbSimplexInterrupt):
        callback.unsubscribe(ask)
    return best
