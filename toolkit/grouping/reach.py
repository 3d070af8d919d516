"""The rows that give a facilitator time to go from one room to the next; where there is too little, they keep it."""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.grouping.board import Board
from toolkit.grouping.columns import Columns
from toolkit.grouping.rows import INFINITY, Rows


class Reach:
    """Rows about `v`. `both` are columns for two cohorts of a facilitator (their slots and their group) between which
    a room is held; `holding` are columns that hold a room, by group and moment; `somewhere` those of `y` with rooms.
    """

    def __init__(self, base: Board, *, columns: Columns, rows: Rows) -> None:
        self.columns, self.rows, self.base = columns, rows, base
        self.both: dict[tuple[int, int, int, int], int] = {}
        self.holding: dict[int, dict[int, list[int]]] = {}
        self.somewhere = {columns.y[key[:2]] for key in columns.v}
        at: dict[tuple[int, int], dict[int, int]] = {}
        for (runner, slot, group), column in columns.v.items():
            at.setdefault((runner, slot), {})[group] = column
        for pair, where in at.items():
            rows.add([*where.values(), columns.y[pair]], [1] * len(where) + [-1], low=0, high=0)
        for runner, one, other in columns.near_pairs():
            if (runner, one) in at and (runner, other) in at:
                self._one_after_another((runner, one, other), here=at[runner, one], there=at[runner, other])
        self._after_those_that_stay()

    def _one_after_another(self, pair: tuple[int, int, int], *, here: dict[int, int], there: dict[int, int]) -> None:
        """A facilitator with two slots near in time, and the column of each group they could be in."""
        _, one, other = pair
        for group, column in here.items():
            far = [there[h] for h in there if not self.base.instance.in_reach((one, group), (other, h))]
            if far:
                self.rows.add([column, *far], [1] * (1 + len(far)), low=-INFINITY, high=1)
            held = self.base.instance.held(one, other, group=group)
            if held and group in there:
                both = self.both[*pair, group] = self.columns.add(1, whole=False)
                self.rows.add([column, there[group], both], [1, 1, -1], low=-INFINITY, high=1)
                self._hold(group, held, column=both)

    def _after_those_that_stay(self) -> None:
        for (runner, slot, group), column in self.columns.v.items():
            for other, there in self.base.near(runner, slot):
                if there == group:
                    self._hold(group, self.base.instance.held(slot, other, group=group), column=column)

    def _hold(self, group: int, held: Sequence[int], *, column: int) -> None:
        for moment in held:
            self.holding.setdefault(group, {}).setdefault(moment, []).append(column)
