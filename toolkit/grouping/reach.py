"""The rows that give a facilitator time to go from one room to the next; where there is too little, they keep it."""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.grouping.board import Board
from toolkit.grouping.columns import Columns
from toolkit.grouping.rows import INFINITY, Rows


class Reach:
    """Rows about `v`. `both` are columns for two cohorts of a facilitator in a group between which a room is held,
    with the columns of the two and those of others between them; `holding` are columns that hold a room, by group and
    moment; `somewhere` those of `y` with rooms.
    """

    def __init__(self, base: Board, *, columns: Columns, rows: Rows) -> None:
        self.columns, self.rows, self.base = columns, rows, base
        self.both: dict[int, tuple[tuple[int, int], tuple[int, ...]]] = {}
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
                both = self.columns.add(1, whole=False)
                ends, amid = (column, there[group]), self._amid(pair, held, group=group)
                self.both[both] = ends, amid
                self.rows.add([*ends, *amid, both], [1, 1, *[-1] * len(amid), -1], low=-INFINITY, high=1)
                self._hold(group, held, column=both)

    def _amid(self, pair: tuple[int, int, int], held: Sequence[int], *, group: int) -> tuple[int, ...]:
        """The columns of meetings of a facilitator in a group between two others: with one of them it is those that
        follow each other between which the room is held. Who can have such a meeting only there has no `v` for it."""
        runner, window = pair[0], self.base.instance.window
        starts = set(held[: len(held) - window + 1]) if len(held) >= window else set[int]()
        return tuple(
            self.columns.v.get((runner, slot, group), column)
            for (who, slot), column in self.columns.y.items()
            if who == runner and self.base.instance.start(slot) in starts
            if (runner, slot, group) in self.columns.v or column not in self.somewhere
        )

    def _after_those_that_stay(self) -> None:
        for (runner, slot, group), column in self.columns.v.items():
            for other, there in self.base.near(runner, slot):
                if there == group:
                    self._hold(group, self.base.instance.held(slot, other, group=group), column=column)

    def _hold(self, group: int, held: Sequence[int], *, column: int) -> None:
        for moment in held:
            self.holding.setdefault(group, {}).setdefault(moment, []).append(column)
