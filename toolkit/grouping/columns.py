"""The columns of the mixed-integer programme: only what can be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from toolkit.grouping.board import Board
from toolkit.grouping.piece import Piece


class Columns:
    """The number of each column by what it stands for, and how large it may be; `whole` says which are integers.

    `x` unit and slot; `y` facilitator and slot; `n` slot; `w` group and slot; `c` hall and slot; `b`, `e` facilitator,
    slot and hall; `v` facilitator, slot and group, where it matters in which room they are; whoever has the second role
    has columns as a facilitator. What each means stands in `exact.py`.
    """

    def __init__(self, base: Board, piece: Piece) -> None:
        self._base, self._piece = base, piece
        self.x: dict[tuple[int, int], int] = {}
        self.y: dict[tuple[int, int], int] = {}
        self.n: dict[int, int] = {}
        self.w: dict[tuple[int, int], int] = {}
        self.c: dict[tuple[int, int], int] = {}
        self.b: dict[tuple[int, int, int], int] = {}
        self.e: dict[tuple[int, int, int], int] = {}
        self.v: dict[tuple[int, int, int], int] = {}
        self.high: list[float] = []
        self.whole: list[bool] = []
        self._fill()

    def add(self, high: float, *, whole: bool) -> int:
        """A new column from 0 to `high`."""
        self.high.append(high)
        self.whole.append(whole)
        return len(self.high) - 1

    def _fill(self) -> None:
        """Only what can be: slots that a facilitator and a room are free for and that enough people reach, or that have
        cohorts already."""
        units, base = self._base.instance.units, self._base
        people: dict[int, int] = {}
        for unit in self._piece.units:
            for slot in units[unit].options:
                people[slot] = people.get(slot, 0) + units[unit].weight
        least = self._base.instance.problem.sizes.least
        rooms: dict[int, list[int]] = {}
        reach: dict[tuple[int, int], list[int]] = {}
        for runner, slot in self._beginnings(people):
            if slot not in rooms:
                rooms[slot] = [group for group in self._base.instance.group_choices(slot) if base.has_room(group, slot)]
            reached = [group for group in rooms[slot] if base.reaches(runner, slot, group=group)]
            if reached:
                reach[runner, slot] = reached
        complete = self._led_by_both(reach)
        for runner, slot in [pair for pair in reach if pair[1] in complete]:
            most = people[slot] // least + 1 if self._base.instance.runners[runner].anybody else 1
            self.y[runner, slot] = self.add(most, whole=True)
        for slot in sorted({slot for _, slot in self.y}):
            self.n[slot] = self.add(float("inf"), whole=True)
            for group in rooms[slot]:
                one_group = self._base.instance.groups[group]
                self.w[group, slot] = self.add(
                    float("inf") if one_group.boundless else one_group.number, whole=not one_group.boundless
                )
                if one_group.chairs is not None:
                    self.c[group, slot] = self.add(one_group.chairs, whole=True)
        self._roaming_columns(rooms)
        self._room_columns(rooms, reach=reach)
        self._seat_columns()

    def _seat_columns(self) -> None:
        units, base = self._base.instance.units, self._base
        for unit in self._piece.units:
            for slot in units[unit].options:
                if slot in self.n or (base.cohorts.get(slot, 0) and base.free(slot) >= units[unit].weight):
                    self.x[unit, slot] = self.add(1, whole=True)

    def _led_by_both(self, pairs: Iterable[tuple[int, int]]) -> set[int]:
        """The slots of these pairs, of somebody and a slot, with a facilitator, and a second where one is needed."""
        runners, by = self._base.instance.runners, (set[int](), set[int]())
        for runner, slot in pairs:
            by[runners[runner].second].add(slot)
        return by[0] & by[1] if self._base.instance.problem.second_role else by[0]

    def _roaming_columns(self, rooms: Mapping[int, Sequence[int]]) -> None:
        for runner, slot in self.y:
            more = self._base.instance.runners[runner].roams - 1
            for group in rooms[slot] if more > 0 else ():
                if self._base.instance.groups[group].hall:
                    self.b[runner, slot, group] = self.add(1, whole=True)
                    self.e[runner, slot, group] = self.add(more, whole=True)

    def _room_columns(
        self, rooms: Mapping[int, Sequence[int]], *, reach: Mapping[tuple[int, int], Sequence[int]]
    ) -> None:
        """In which room group somebody is, where that rules out where they could be before or after, or holds a
        room."""
        matters = {pair for pair, groups in reach.items() if len(groups) < len(rooms[pair[1]])}
        matters |= {(runner, slot) for runner, slot in reach if self._holds_before(runner, slot)}
        for runner, one, other in self.near_pairs():
            if any(
                not self._base.instance.in_reach((one, g), (other, h))
                or (g == h and self._base.instance.held(one, other, group=g))
                for g in reach[runner, one]
                for h in reach[runner, other]
            ):
                matters |= {(runner, one), (runner, other)}
        for runner, slot in sorted(matters):
            for group in reach[runner, slot]:
                self.v[runner, slot, group] = self.add(1, whole=True)

    def _holds_before(self, runner: int, slot: int) -> bool:
        return any(self._base.instance.held(slot, other, group=group) for other, group in self._base.near(runner, slot))

    def near_pairs(self) -> Iterator[tuple[int, int, int]]:
        """Facilitators with two slots that are so near in time that it matters whether they keep the room."""
        instance, by_runner = self._base.instance, dict[int, list[int]]()
        for runner, slot in self.y if instance.longest_pause else ():
            by_runner.setdefault(runner, []).append(slot)
        for runner, slots in by_runner.items():
            one = instance.runners[runner]
            if one.anybody or one.limit - len(self._base.runs[runner]) < 2:
                continue
            for first, second in combinations(slots, 2):
                if 0 <= instance.idle(first, second) < instance.longest_pause:
                    yield runner, first, second

    def _beginnings(self, people: Mapping[int, int]) -> Iterator[tuple[int, int]]:
        """Facilitators with the slots at which they could begin a cohort of the `people` that can come to each."""
        base, least = self._base, self._base.instance.problem.sizes.least
        for runner in self._piece.runners:
            for slot in sorted(self._base.instance.runners[runner].slots):
                spare = max(0, base.count.get(slot, 0) - least * base.cohorts.get(slot, 0))
                enough = slot in people and people[slot] + spare >= least
                if enough and base.can_run(runner, slot):
                    yield runner, slot
