"""A plan in the making: who sits where, who runs what, which rooms are in use. Changed by the greedy and by the
search."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from toolkit.grouping.instance import Instance

NOWHERE = -1
NOBODY = -1


@dataclass(frozen=True)
class Booking:
    """A cohort in the making: its facilitator, slot and room group, as numbers, how many people may sit in it, and who
    has the second role."""

    runner: int
    slot: int
    group: int
    seats: int
    second: int = NOBODY

    @property
    def crew(self) -> tuple[int, ...]:
        """Whoever runs it."""
        return (self.runner,) if self.second == NOBODY else (self.runner, self.second)


@dataclass
class Board:
    """The state of the work. `count` and `space` are people and seats at a slot, over all its cohorts; `used` and
    `chairs` are cohorts and chairs taken in a room group by start; `alike` people with a mark of `company` at a slot,
    and `alone` how many of these are the only one.
    """

    instance: Instance
    place: list[int] = field(default_factory=list)
    bookings: list[Booking] = field(default_factory=list)
    count: dict[int, int] = field(default_factory=dict)
    space: dict[int, int] = field(default_factory=dict)
    cohorts: dict[int, int] = field(default_factory=dict)
    used: list[list[int]] = field(default_factory=list)
    chairs: list[list[int]] = field(default_factory=list)
    runs: list[list[int]] = field(default_factory=list)
    members: dict[int, set[int]] = field(default_factory=dict)
    alike: dict[tuple[int, int], int] = field(default_factory=dict)
    alone: int = 0

    def __post_init__(self) -> None:
        self.place = self.place or [NOWHERE] * len(self.instance.units)
        if not self.used:
            self.used = [[0] * self.instance.starts for _ in self.instance.groups]
            self.chairs = [
                [0] * self.instance.starts if group.chairs is not None else [] for group in self.instance.groups
            ]
            self._take_what_is_kept()
        self.runs = self.runs or [[] for _ in self.instance.runners]

    def _take_what_is_kept(self) -> None:
        for number, group in enumerate(self.instance.groups):
            for start, cohorts, chairs in group.taken:
                self.used[number][start] += cohorts
                if group.chairs is not None:
                    self.chairs[number][start] += chairs

    @property
    def placed(self) -> int:
        """People placed; those who are alone and are not to be will lose their seats, and do not count."""
        seated = (unit.weight for unit, slot in zip(self.instance.units, self.place, strict=True) if slot != NOWHERE)
        return sum(seated) - self.alone

    @property
    def cost(self) -> int:
        """Ranks and times for need only, over all who are placed."""
        return sum(
            unit.options[slot] for unit, slot in zip(self.instance.units, self.place, strict=True) if slot != NOWHERE
        )

    @property
    def hard(self) -> int:
        """People placed and facilitators, each for every cohort, who meet at hard hours."""
        pairs = zip(self.instance.units, self.place, strict=True)
        return self.hard_crew(self.bookings) + sum(unit.hard.get(slot, 0) for unit, slot in pairs)

    def hard_crew(self, bookings: Iterable[Booking]) -> int:
        """Who runs these cohorts at hard hours, each for every one."""
        return sum(one.slot in self.instance.runners[who].hard for one in bookings for who in one.crew)

    @property
    def unevenness(self) -> int:
        """How far the slots are from so many cohorts of the target size, in people."""
        target = self.instance.problem.sizes.target
        return sum(abs(self.count.get(slot, 0) - target * number) for slot, number in self.cohorts.items() if number)

    @property
    def worth(self) -> tuple[int, int, int, int]:
        """What makes one plan better than another, in true stages: the larger the better."""
        return self.placed, -self.hard, -self.cost, -self.unevenness

    def can_run(self, runner: int, slot: int) -> bool:
        """Whether a facilitator has time for one more cohort at a slot, with no other at once."""
        one = self.instance.runners[runner]
        if (
            slot not in one.slots
            or len(self.runs[runner]) >= one.limit
            or (one.roams > 1 and len(set(self.runs[runner])) >= one.times)
        ):
            return False
        return one.anybody or not any(self.instance.overlap(slot, other) for other in self.runs[runner])

    def beside(self, runner: int, slot: int) -> int | None:
        """The hall in which a facilitator who roams could run one more cohort beside those they run at a slot; None
        where they cannot."""
        one, here = self.instance.runners[runner], self.runs[runner].count(slot)
        if not 0 < here < one.roams or len(self.runs[runner]) >= one.limit:
            return None
        group = next(one.group for one in self.bookings if one.slot == slot and runner in one.crew)
        return group if self.instance.groups[group].hall else None

    def room_for(self, slot: int, *, by: int) -> int | None:
        """The room group with the most seats that has a room left for a meeting at a slot, and that a facilitator
        reaches in time."""
        free = [group for group in self.instance.group_choices(slot) if self.has_room(group, slot)]
        by_seats = sorted(free, key=lambda group: -self.seats_in(group, slot))
        return next((group for group in by_seats if self.reaches(by, slot, group=group)), None)

    def reaches(self, runner: int, slot: int, *, group: int) -> bool:
        """Whether a facilitator has time to come to a room group from their meeting before, and to go to the one after,
        or can keep the room."""
        instance = self.instance
        if (instance.start(slot), group) in instance.runners[runner].barred:
            return False
        near = self.near(runner, slot)
        if not all(instance.in_reach((slot, group), pair) for pair in near):
            return False
        more, _ = self._holds(near, slot, group=group)
        return all(self.used[group][start] < instance.groups[group].number for start in more)

    def _holds(
        self, near: Sequence[tuple[int, int]], slot: int, *, group: int
    ) -> tuple[frozenset[int], frozenset[int]]:
        """The starts during which a room is held because of one more meeting at a slot, of somebody with these near in
        time; and those during which it is not any more, since they have that meeting."""
        others = [other for other, there in near if there == group]
        if not others:
            return frozenset(), frozenset()
        before, after = (self.instance.held_by(slots, group=group) for slots in (others, [*others, slot]))
        return after - before, before - after

    def near(self, runner: int, slot: int) -> list[tuple[int, int]]:
        """The slots and room groups of a facilitator's meetings that are near in time to one at a slot."""
        longest = self.instance.longest_pause
        if not longest or not self.runs[runner] or self.instance.runners[runner].anybody:
            return []
        near = {other for other in self.runs[runner] if 0 <= self.instance.idle(slot, other) < longest}
        return (
            [(one.slot, one.group) for one in self.bookings if runner in one.crew and one.slot in near] if near else []
        )

    def has_room(self, group: int, slot: int) -> bool:
        """Whether one more cohort fits into the rooms of a group, and somebody can come for the second role."""
        one = self.instance.groups[group]
        if self.instance.problem.second_role and self.second_for(slot, group=group) == NOBODY:
            return False
        if one.boundless:
            return True
        start, used = self.instance.start(slot), self.used[group]
        free = all(used[(start + step) % self.instance.starts] < one.number for step in range(self.instance.window))
        return free and (one.chairs is None or self.seats_in(group, slot) >= self.instance.problem.sizes.least)

    def seats_in(self, group: int, slot: int) -> int:
        """How many people one more cohort in a group could have."""
        one, crew = self.instance.groups[group], self.instance.problem.crew
        return one.seats if one.chairs is None else min(one.seats, self._chairs_left(group, slot) - crew)

    def _chairs_left(self, group: int, slot: int) -> int:
        start, taken = self.instance.start(slot), self.chairs[group]
        return (self.instance.groups[group].chairs or 0) - max(
            taken[(start + step) % self.instance.starts] for step in range(self.instance.window)
        )

    def second_for(self, slot: int, *, group: int, rather: int = NOBODY) -> int:
        """Who could have the second role in one more cohort in a group, whoever is there already first; or NOBODY."""
        there = self.instance.seconds_at.get(slot, ())
        for one in sorted(there, key=lambda number: (number != rather, slot not in self.runs[number])):
            if self.can_run(one, slot) and self.reaches(one, slot, group=group) or self.beside(one, slot) == group:
                return one
        return NOBODY

    def begin(self, runner: int, slot: int, *, group: int, people: int | None = None, second: int = NOBODY) -> Booking:
        """Begin a cohort in a group that has room for it, rather with this `second`. Of a hall's chairs it takes as
        many as it can use, or those for so many `people`."""
        seats = self.seats_in(group, slot)
        if people is not None and self.instance.groups[group].chairs is not None:
            seats = min(seats, max(people, self.instance.problem.sizes.least))
        booking = Booking(runner, slot, group, seats, self.second_for(slot, group=group, rather=second))
        self.open(booking)
        return booking

    def share_chairs(self) -> None:
        """Chairs that are left in halls go to the cohorts there, in turn."""
        for booking in [one for one in self.bookings if self.instance.groups[one.group].chairs is not None]:
            more = min(
                self.instance.groups[booking.group].seats - booking.seats,
                self._chairs_left(booking.group, booking.slot),
            )
            if more > 0:
                self.close(booking)
                self.open(replace(booking, seats=booking.seats + more))

    def open(self, booking: Booking) -> None:
        """Begin a cohort."""
        self._turn(booking, 1)
        self.bookings.append(booking)
        for one in booking.crew:
            self.runs[one].append(booking.slot)

    def close(self, booking: Booking) -> None:
        """End a cohort; who sat there has to be taken away first."""
        self.bookings.remove(booking)
        self._turn(booking, -1)
        for one in booking.crew:
            self.runs[one].remove(booking.slot)

    def _turn(self, booking: Booking, sign: int) -> None:
        slot, start = booking.slot, self.instance.start(booking.slot)
        self.cohorts[slot] = self.cohorts.get(slot, 0) + sign
        self.space[slot] = self.space.get(slot, 0) + sign * booking.seats
        for step in range(self.instance.window):
            self.used[booking.group][(start + step) % self.instance.starts] += sign
            if self.chairs[booking.group]:
                self.chairs[booking.group][(start + step) % self.instance.starts] += sign * (
                    booking.seats + self.instance.problem.crew
                )
        more, less = self._holds(self.near(booking.runner, slot), slot, group=booking.group)
        for held in (*more, *less):
            self.used[booking.group][held] += sign if held in more else -sign

    def put(self, unit: int, slot: int) -> None:
        """Somebody gets a seat at a slot, or (NOWHERE) loses theirs."""
        weight, before = self.instance.units[unit].weight, self.place[unit]
        if before != NOWHERE:
            self.count[before] -= weight
            self.members[before].discard(unit)
        if slot != NOWHERE:
            self.count[slot] = self.count.get(slot, 0) + weight
            self.members.setdefault(slot, set()).add(unit)
        self.place[unit] = slot
        for mark, number in self.instance.company[unit] if self.instance.company else ():
            self._meet((before, mark), -number)
            self._meet((slot, mark), number)

    def _meet(self, where: tuple[int, int], more: int) -> None:
        """More people with a mark at a slot, or fewer."""
        if where[0] != NOWHERE:
            count = self.alike.get(where, 0)
            self.alike[where] = count + more
            self.alone += (count + more == 1) - (count == 1)

    def free(self, slot: int) -> int:
        """Seats left at a slot."""
        return self.space.get(slot, 0) - self.count.get(slot, 0)

    def people_at(self, slot: int) -> list[int]:
        """Who sits at a slot, in order."""
        return sorted(self.members.get(slot, ()))

    def waiting(self) -> list[int]:
        """Who has no seat though they could come somewhere."""
        return [
            index for index, slot in enumerate(self.place) if slot == NOWHERE and self.instance.units[index].options
        ]

    def copy(self) -> Board:
        """A board of its own in the same state."""
        return Board(
            self.instance,
            list(self.place),
            list(self.bookings),
            dict(self.count),
            dict(self.space),
            dict(self.cohorts),
            [list(row) for row in self.used],
            [list(row) for row in self.chairs],
            [list(row) for row in self.runs],
            {slot: set(units) for slot, units in self.members.items()},
            dict(self.alike),
            self.alone,
        )

    def become(self, other: Board) -> None:
        """Take over the state of another board of the same instance."""
        self.__dict__.update(other.copy().__dict__)
