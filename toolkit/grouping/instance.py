"""A problem in numbers: units of people, facilitators, groups of rooms, and the slots at which each can be.

A slot is a start in a stream: stream number times starts in a week, plus the start's number.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from toolkit.grouping.problem import Alike, CohortProblem, Stream


@dataclass(frozen=True)
class Unit:
    """People who are placed as one: mostly one person, or a chain of people who want to be together. `options`: slot to
    cost; `hard`: slot to how many of them would be there at hard hours, where anybody would."""

    ids: tuple[str, ...]
    options: Mapping[int, int]
    hard: Mapping[int, int] = field(default_factory=dict)

    @property
    def weight(self) -> int:
        """People in it."""
        return len(self.ids)


Marks = tuple[tuple[int, int], ...]
"""What people of a unit have in common with others: number of the likeness, and how many of the unit have it."""


def marks(units: Sequence[Unit], likenesses: Sequence[Alike]) -> tuple[Marks, ...]:
    """The marks of each unit."""
    found: dict[str, list[int]] = {}
    for number, alike in enumerate(likenesses):
        for id in alike.ids:
            found.setdefault(id, []).append(number)
    counted = [Counter(number for id in unit.ids for number in found.get(id, ())) for unit in units]
    return tuple(tuple(sorted(count.items())) for count in counted)


@dataclass(frozen=True)
class Runner:
    """A facilitator with the slots they could run, how many cohorts, and how many of these at once in one hall; `times`
    at most in a week. From a kept cohort they do not reach the room groups at the starts that are `barred`. `hard` are
    slots at hard hours. A `second` is one for the second role."""

    id: str
    slots: frozenset[int]
    limit: int
    roams: int = 1
    times: int = 10**6
    barred: frozenset[tuple[int, int]] = frozenset()
    hard: frozenset[int] = frozenset()
    second: bool = False

    @property
    def anybody(self) -> bool:
        """Whether it stands for facilitators not known yet, who may be in several places."""
        return not self.id


def led_slots(runners: Sequence[Runner], *, both: bool) -> frozenset[int]:
    """The slots at which somebody could run a cohort, and, where it takes `both` roles, somebody else the second."""

    def of(*, second: bool) -> frozenset[int]:
        return frozenset[int]().union(*(one.slots for one in runners if one.limit > 0 and one.second is second))

    return of(second=False) & of(second=True) if both else of(second=False)


@dataclass(frozen=True)
class RoomGroup:
    """Rooms with the same hours and seats: people that a cohort in one of them may have, and cohorts at once. No rooms:
    there is always space.

    A hall, in which several cohorts may meet, is a group of its own: `number` cohorts at once, who share its `chairs`
    as they like (None: there are enough). `taken` are cohorts and chairs of kept cohorts by start.
    """

    rooms: tuple[str, ...]
    starts: frozenset[int]
    seats: int
    number: int
    hall: bool = False
    chairs: int | None = None
    taken: tuple[tuple[int, int, int], ...] = ()

    @property
    def boundless(self) -> bool:
        """Whether it stands for screens, or for rooms that nobody has listed."""
        return not self.rooms

    @property
    def alike(self) -> bool:
        """Whether there are several rooms, one of which a facilitator has to keep who is soon to run another cohort."""
        return len(self.rooms) > 1


@dataclass(frozen=True)
class Instance:
    """The problem in numbers. `window` starts, itself included, back from a moment are the meetings then going on.
    `company` are by unit the marks with which its people are not to be alone in a cohort; empty where nobody is to have
    company."""

    problem: CohortProblem
    streams: tuple[Stream, ...]
    starts: int
    window: int
    units: tuple[Unit, ...]
    runners: tuple[Runner, ...]
    groups: tuple[RoomGroup, ...]
    groups_of: tuple[tuple[int, ...], ...]
    apart: tuple[tuple[int, int], ...]
    unit_of: Mapping[str, int]
    reachable: int
    company: tuple[Marks, ...] = ()

    @cached_property
    def spread(self) -> tuple[Marks, ...]:
        """By unit, in which of the problem's `spread` it has how many people."""
        return marks(self.units, self.problem.spread)

    @cached_property
    def seconds_at(self) -> Mapping[int, Sequence[int]]:
        """By slot the numbers of those who could have the second role there, first who can be at the fewest slots."""
        order = sorted((len(one.slots), number) for number, one in enumerate(self.runners) if one.second)
        found: dict[int, list[int]] = {}
        for _, number in order:
            for slot in self.runners[number].slots:
                found.setdefault(slot, []).append(number)
        return found

    @cached_property
    def zones(self) -> tuple[str, ...]:
        """The zone of each unit: its first person's."""
        zone = {person.id: person.zone for person in self.problem.people}
        return tuple(zone[unit.ids[0]] for unit in self.units)

    @cached_property
    def knows_hard_hours(self) -> bool:
        """Whether anybody could come to be somewhere at hard hours."""
        return any(unit.hard for unit in self.units) or any(runner.hard for runner in self.runners)

    def start(self, slot: int) -> int:
        """The number of a slot's start in the week."""
        return slot % self.starts

    def stream(self, slot: int) -> int:
        """The number of a slot's stream."""
        return slot // self.starts

    def minute(self, slot: int) -> int:
        """The minute of the week at which a slot begins."""
        return slot % self.starts * self.problem.grid

    def during(self, start: int) -> tuple[int, ...]:
        """The starts of meetings that are going on when a meeting begins at `start`."""
        return tuple((start - back) % self.starts for back in range(self.window))

    def overlap(self, one: int, other: int) -> bool:
        """Whether meetings at two starts share a moment."""
        apart = (one - other) % self.starts
        return min(apart, self.starts - apart) < self.window

    @cached_property
    def pauses(self) -> tuple[tuple[int, ...], ...]:
        """Minutes that a facilitator needs between meetings in two room groups; none in one: they keep their room."""
        rooms = [one.rooms[0] if one.rooms else None for one in self.groups]
        return tuple(tuple(self.problem.pause_between(one, other) for other in rooms) for one in rooms)

    @cached_property
    def longest_pause(self) -> int:
        """Minutes between two meetings from which on any two rooms will do."""
        return max(self.problem.pause if any(one.alike for one in self.groups) else 0, *map(max, self.pauses))

    def idle(self, one: int, other: int) -> int:
        """Minutes from the end of one of two meetings to the beginning of the other, the shorter way round the week;
        below 0 where they overlap."""
        apart = (one - other) % self.starts
        return min(apart, self.starts - apart) * self.problem.grid - self.problem.minutes

    def between(self, one: int, other: int) -> tuple[int, ...]:
        """The starts on the grid from the end of one of two meetings to the beginning of the other, the shorter way
        round the week."""
        first, last = sorted((self.start(one), self.start(other)))
        if 2 * (last - first) > self.starts:
            first, last = last, first + self.starts
        return tuple(start % self.starts for start in range(first + self.window, last))

    def in_reach(self, one: tuple[int, int], other: tuple[int, int]) -> bool:
        """Whether somebody who runs one meeting can run another: each a slot and a room group. In one group they keep
        the room where there is little time."""
        return self.idle(one[0], other[0]) >= self.pauses[one[1]][other[1]]

    def held(self, one: int, other: int, *, group: int) -> tuple[int, ...]:
        """The starts during which a room of a group is kept for somebody who goes on in it after a short while, with no
        meeting in between."""
        short = self.groups[group].alike and 0 <= self.idle(one, other) < self.problem.pause
        return self.between(one, other) if short else ()

    def held_by(self, slots: Iterable[int], *, group: int) -> frozenset[int]:
        """The starts during which a room of a group is kept for somebody between their meetings at these slots, all in
        that group."""
        order = sorted(set(slots), key=self.start)
        pairs = zip(order, [*order[1:], *order[:1]], strict=True)
        return frozenset(
            start
            for one, other in pairs
            if 2 * ((other - one) % self.starts) <= self.starts
            for start in self.held(one, other, group=group)
        )

    def group_choices(self, slot: int) -> tuple[int, ...]:
        """The room groups that are open at a slot."""
        start = self.start(slot)
        return tuple(
            g for g in self.groups_of[self.stream(slot)] if self.groups[g].boundless or start in self.groups[g].starts
        )
