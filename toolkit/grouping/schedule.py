"""The best week of a facilitator: the most that non-overlapping starts are worth together, by dynamic programming."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping

from toolkit.grouping.instance import Instance, Runner

Week = tuple[float, tuple[int, ...]]
"""What the starts of a week are worth, and their slots."""


class Schedule:
    """The slots of a facilitator in the order of a week that begins where no meeting of theirs is going on.

    Where there is no such moment, a meeting over the end of the week may overlap one at its beginning: then a week is
    worth too much rather than too little.
    """

    def __init__(self, instance: Instance, runner: Runner) -> None:
        starts, window = instance.starts, instance.window
        used = sorted({instance.start(slot) for slot in runner.slots})
        cut = _quiet(used, starts=starts, window=window)
        self.order = sorted((start - cut) % starts for start in used)
        at: dict[int, list[int]] = {}
        for slot in sorted(runner.slots):
            at.setdefault((instance.start(slot) - cut) % starts, []).append(slot)
        self.slots = [at[start] for start in self.order]
        self.before = [bisect_right(self.order, start - window) for start in self.order]
        self.most = min(runner.limit if runner.roams == 1 else min(runner.limit, runner.times), self._room())

    def _room(self) -> int:
        """How many meetings fit into the week, one after another."""
        count = [0]
        for before in self.before:
            count.append(max(count[-1], count[before] + 1))
        return count[-1]

    def best(self, worth: Mapping[int, float]) -> Week:
        """The week that is worth most, by what a cohort at each slot is worth; a slot not named is worth nothing."""
        here = [max((worth.get(slot, 0.0), -slot) for slot in slots) for slots in self.slots]
        if not here or self.most < 1:
            return 0.0, ()
        if self.most == 1:
            value, slot = max(here)
            return (value, (-slot,)) if value > 0 else (0.0, ())
        levels = [[0.0] * (len(here) + 1)]
        for _ in range(self.most):
            below, level = levels[-1], [0.0]
            for index, (value, _slot) in enumerate(here):
                level.append(max(level[-1], below[self.before[index]] + value))
            levels.append(level)
            if level == below:
                break
        return levels[-1][-1], tuple(self._chosen(levels, here))

    def _chosen(self, levels: list[list[float]], here: list[tuple[float, int]]) -> list[int]:
        found, index = list[int](), len(here)
        for level in reversed(levels[1:]):
            while index and level[index] == level[index - 1]:
                index -= 1
            if not index:
                break
            found.append(-here[index - 1][1])
            index = self.before[index - 1]
        return found


def _quiet(used: list[int], *, starts: int, window: int) -> int:
    """A start of the week before which every meeting of these is over; 0 where there is none."""
    for number, start in enumerate(used):
        if (start - used[number - 1]) % starts >= window or len(used) == 1:
            return start
    return 0
