"""A problem in numbers: units of people, facilitators, groups of rooms, and the slots at which each can be.

A slot is a start in a stream: stream number times starts in a week, plus the start's number.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from toolkit.grouping.problem import CohortProblem, Stream


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


@dataclass(frozen=True)
class Runner:
    """A facilitator with the slots they could run, how many cohorts, and how many of these at once in one hall; `times`
    at most in a week. `hard` are slots at hard hours."""

    id: str
    slots: frozenset[int]
    limit: int
    roams: int = 1
    times: int = 10**6
    hard: frozenset[int] = frozenset()

    @property
    def anybody(self) -> bool:
        """Whether it stands for facilitators not known yet, who may be in several places."""
        return not self.id


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


@dataclass(frozen=True)
class Instance:
    """The problem in numbers. `window` starts, itself included, back from a moment are the meetings then going on."""

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

    def group_choices(self, slot: int) -> tuple[int, ...]:
        """The room groups that are open at a slot."""
        start = self.start(slot)
        return tuple(
            g for g in self.groups_of[self.stream(slot)] if self.groups[g].boundless or start in self.groups[g].starts
        )
