"""Who sits with whom: people change seats with each other, so that nobody is the only one of a kind in a cohort and
those who are alike are spread over cohorts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from toolkit.grouping.board import NOWHERE, Board
from toolkit.grouping.foes import opposed
from toolkit.grouping.instance import Instance

ROUNDS = 20
"""How often everybody is looked at, at most."""

Score = tuple[int, int, int]
"""People who are alone, ranks and times for need only, people who are alike in one place: the lower the better."""


@dataclass
class Circle:
    """Where some people meet: a slot, its seats, the fewest who may sit there, and who does; those of `stay` keep their
    seat."""

    slot: int
    seats: int
    least: int
    members: list[int]
    stay: frozenset[int] = field(default_factory=frozenset)


class Seating:
    """Tables, and what changing seats between them is worth. With `across` people may change their slot."""

    def __init__(self, instance: Instance, tables: Sequence[Circle], *, across: bool, spread: bool) -> None:
        self.instance, self.tables, self.across = instance, list(tables), across
        self.foes = opposed(instance)
        self.company = instance.company or ((),) * len(instance.units)
        self.spread = instance.spread if spread and instance.problem.spread else None
        self.at: dict[int, list[Circle]] = {}
        for table in tables:
            self.at.setdefault(table.slot, []).append(table)

    def alone(self, table: Circle, members: Iterable[int] | None = None) -> list[int]:
        """Who is the only one with a mark, and would lose the seat."""
        members = table.members if members is None else members
        count = Counter[int]()
        for unit in members:
            for mark, number in self.company[unit]:
                count[mark] += number
        return [
            unit
            for unit in members
            if unit not in table.stay and any(count[mark] == 1 for mark, _ in self.company[unit])
        ]

    def _score(self, table: Circle, members: Sequence[int]) -> Score:
        alike = Counter[int]()
        for unit in members if self.spread is not None else ():
            for mark, number in self.spread[unit] if self.spread is not None else ():
                alike[mark] += number
        cost = sum(self.instance.units[unit].options[table.slot] for unit in members)
        return len(self.alone(table, members)), cost, sum(number * number for number in alike.values())

    def improve(self) -> None:
        """Seats are changed as long as that is better."""
        for _ in range(ROUNDS):
            moved = [self._move(table, unit) for table in self.tables for unit in self._movable(table)]
            if not any(moved):
                return

    def _movable(self, table: Circle) -> list[int]:
        return [unit for unit in table.members if unit not in table.stay and self.instance.units[unit].weight == 1]

    def _move(self, table: Circle, unit: int) -> bool:
        """Whether somebody changed seats with another, or took a free one."""
        if unit not in table.members:  # went with an earlier change
            return False
        for other, partner in self._chances(table, unit):
            here = [one for one in table.members if one != unit] + ([] if partner is None else [partner])
            there = [one for one in other.members if one != partner] + [unit]
            if self._fits(unit, there) and (partner is None or self._fits(partner, here)):
                before = self._both(table, table.members, other=other, theirs=other.members)
                after = self._both(table, here, other=other, theirs=there)
                if after < before and (partner is not None or after[0] < before[0]):
                    table.members, other.members = here, there
                    return True
        return False

    def _both(self, table: Circle, members: Sequence[int], *, other: Circle, theirs: Sequence[int]) -> Score:
        one, two = self._score(table, members), self._score(other, theirs)
        return one[0] + two[0], one[1] + two[1], one[2] + two[2]

    def _chances(self, table: Circle, unit: int) -> Iterator[tuple[Circle, int | None]]:
        """With whom they could change seats, and where they could take a free one."""
        lonely = bool(self.alone(table))
        for slot in self.instance.units[unit].options if self.across else (table.slot,):
            for other in self.at.get(slot, ()):
                if other is table or not (lonely or self.spread is not None or self.alone(other)):
                    continue
                for partner in self._movable(other):
                    if table.slot in self.instance.units[partner].options:
                        yield other, partner
                if len(self._heads(other)) < other.seats and len(self._heads(table)) > table.least:
                    yield other, None

    def _heads(self, table: Circle) -> list[str]:
        return [id for unit in table.members for id in self.instance.units[unit].ids]

    def _fits(self, unit: int, members: Sequence[int]) -> bool:
        return self.foes.get(unit, set()).isdisjoint(members)

    def part(self) -> None:
        """Who is alone all the same loses the seat, and everybody where too few are left."""
        for table in self.tables:
            while lonely := self.alone(table):
                table.members = [unit for unit in table.members if unit not in lonely]
            if table.members and len(self._heads(table)) < table.least and not table.stay:
                table.members = []

    def join(self, waiting: Iterable[int]) -> None:
        """Who waits takes a free seat where they have company."""
        units = self.instance.units
        for unit in sorted(waiting, key=lambda unit: (len(units[unit].options), unit)):
            for table in [table for slot in units[unit].options for table in self.at.get(slot, ())]:
                wider = [*table.members, unit]
                room = table.members and len(self._heads(table)) + units[unit].weight <= table.seats
                if room and self._fits(unit, wider) and unit not in self.alone(table, wider):
                    table.members = wider
                    break


def give_company(board: Board) -> None:
    """A board on which nobody is alone at a slot: by changes of seats, and where that is not enough they have none."""
    if not board.alone:
        return
    least = board.instance.problem.sizes.least
    tables = [
        Circle(slot, board.space[slot], least * number, board.people_at(slot))
        for slot, number in sorted(board.cohorts.items())
        if number
    ]
    seating = Seating(board.instance, tables, across=True, spread=False)
    seating.improve()
    seating.part()
    place = {unit: table.slot for table in tables for unit in table.members}
    for unit, slot in enumerate(board.place):
        if place.get(unit, NOWHERE) != slot:
            board.put(unit, NOWHERE)
    for unit, slot in place.items():
        if board.place[unit] != slot:
            board.put(unit, slot)
    for table in tables:
        for booking in [one for one in board.bookings if not table.members and one.slot == table.slot]:
            board.close(booking)
    seating.join(board.waiting())
    for table in tables:
        for unit in table.members:
            if board.place[unit] != table.slot:
                board.put(unit, table.slot)
