"""A plan in the making: who sits where, who runs what, which rooms are in use. Changed by the greedy and by the search."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from toolkit.planning.cohorts.starts import Instance

NOWHERE = -1


@dataclass(frozen=True)
class Session:
    """A cohort in the making: its facilitator, slot and room group, as numbers."""

    runner: int
    slot: int
    group: int


@dataclass
class Board:
    """The state of the work. `count` and `space` are people and chairs at a slot, over all its cohorts."""

    instance: Instance
    place: list[int] = field(default_factory=list)
    sessions: list[Session] = field(default_factory=list)
    count: dict[int, int] = field(default_factory=dict)
    space: dict[int, int] = field(default_factory=dict)
    cohorts: dict[int, int] = field(default_factory=dict)
    used: list[list[int]] = field(default_factory=list)
    runs: list[list[int]] = field(default_factory=list)
    members: dict[int, set[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.place = self.place or [NOWHERE] * len(self.instance.units)
        self.used = self.used or [[0] * self.instance.starts for _ in self.instance.groups]
        self.runs = self.runs or [[] for _ in self.instance.runners]

    @property
    def placed(self) -> int:
        """People placed."""
        return sum(unit.weight for unit, slot in zip(self.instance.units, self.place, strict=True) if slot != NOWHERE)

    @property
    def cost(self) -> int:
        """Ranks and times for need only, over all who are placed."""
        return sum(unit.options[slot] for unit, slot in zip(self.instance.units, self.place, strict=True) if slot != NOWHERE)

    @property
    def unevenness(self) -> int:
        """How far the slots are from so many cohorts of the target size, in people."""
        target = self.instance.problem.sizes.target
        return sum(abs(self.count.get(slot, 0) - target * number) for slot, number in self.cohorts.items() if number)

    @property
    def worth(self) -> tuple[int, int, int]:
        """What makes one plan better than another, in true stages: the larger the better."""
        return self.placed, -self.cost, -self.unevenness

    def can_run(self, runner: int, slot: int) -> bool:
        """Whether a facilitator has time for one more cohort at a slot."""
        one = self.instance.runners[runner]
        if slot not in one.slots or len(self.runs[runner]) >= one.limit:
            return False
        return one.anybody or not any(self.instance.overlap(slot, other) for other in self.runs[runner])

    def room_for(self, slot: int) -> int | None:
        """The room group with the most seats that has a room left for a meeting at a slot."""
        best: int | None = None
        for group in self.instance.group_choices(slot):
            if self.has_room(group, slot) and (best is None or self.instance.groups[group].seats > self.instance.groups[best].seats):
                best = group
        return best

    def has_room(self, group: int, slot: int) -> bool:
        """Whether one more cohort fits into the rooms of a group."""
        one = self.instance.groups[group]
        if one.boundless:
            return True
        start, used = self.instance.start(slot), self.used[group]
        return all(used[(start + step) % self.instance.starts] < one.number for step in range(self.instance.window))

    def open(self, session: Session) -> None:
        """Begin a cohort."""
        self.sessions.append(session)
        self._turn(session, 1)
        self.runs[session.runner].append(session.slot)

    def close(self, session: Session) -> None:
        """End a cohort; who sat there has to be taken away first."""
        self.sessions.remove(session)
        self._turn(session, -1)
        self.runs[session.runner].remove(session.slot)

    def _turn(self, session: Session, sign: int) -> None:
        slot, start = session.slot, self.instance.start(session.slot)
        self.cohorts[slot] = self.cohorts.get(slot, 0) + sign
        self.space[slot] = self.space.get(slot, 0) + sign * self.instance.groups[session.group].seats
        for step in range(self.instance.window):
            self.used[session.group][(start + step) % self.instance.starts] += sign

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

    def free(self, slot: int) -> int:
        """Seats left at a slot."""
        return self.space.get(slot, 0) - self.count.get(slot, 0)

    def people_at(self, slot: int) -> list[int]:
        """Who sits at a slot, in order."""
        return sorted(self.members.get(slot, ()))

    def waiting(self) -> list[int]:
        """Who has no seat though they could come somewhere."""
        return [index for index, slot in enumerate(self.place) if slot == NOWHERE and self.instance.units[index].options]

    def copy(self) -> Board:
        """A board of its own in the same state."""
        return Board(
            self.instance,
            list(self.place),
            list(self.sessions),
            dict(self.count),
            dict(self.space),
            dict(self.cohorts),
            [list(row) for row in self.used],
            [list(row) for row in self.runs],
            {slot: set(units) for slot, units in self.members.items()},
        )

    def become(self, other: Board) -> None:
        """Take over the state of another board of the same instance."""
        self.__dict__.update(other.copy().__dict__)


def opposed(instance: Instance) -> dict[int, set[int]]:
    """Who must not meet whom, from both sides."""
    found: dict[int, set[int]] = {}
    for one, other in instance.apart:
        found.setdefault(one, set()).add(other)
        found.setdefault(other, set()).add(one)
    return found


def crowd(units: Iterable[int], foes: dict[int, set[int]]) -> int:
    """Fewest cohorts that keep the opposed among these people apart, at least: the size of a clique found greedily."""
    inside = [unit for unit in units if unit in foes]
    best = 1
    for unit in inside:
        clique = {unit}
        for other in sorted(foes[unit].intersection(inside)):
            if all(other in foes[member] for member in clique):
                clique.add(other)
        best = max(best, len(clique))
    return best
