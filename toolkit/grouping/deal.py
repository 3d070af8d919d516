"""Within a start people are dealt to its cohorts: even sizes, pairs together or apart, zones spread; and the rooms are
named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from toolkit.grouping.board import NOWHERE, Board, Booking, opposed
from toolkit.grouping.instance import Instance
from toolkit.grouping.problem import FormedCohort

TRIES = 20000
"""Arrangements of people with pair rules that are looked at before one of them is left out."""


@dataclass(frozen=True)
class Table:
    """A cohort to be filled: its facilitator, its seats, who sits there already and shall stay, and the key and the
    room it has."""

    booking: Booking
    seats: int
    stay: tuple[int, ...] = ()
    key: str = ""
    room: str | None = None


def deal(board: Board, *, standing: Sequence[FormedCohort] = (), least: int | None = None) -> tuple[FormedCohort, ...]:
    """The cohorts of a board, by start. Who cannot be kept apart or together loses the seat, so the board may change.

    `least` is the smallest cohort that is let be (None: the problem's). Of `standing` cohorts those with the same
    facilitator at the same time keep their key, and who is still at that time stays in them.
    """
    instance, found = board.instance, []
    smallest = instance.problem.sizes.least if least is None else least
    for slot in sorted(board.cohorts):
        while board.cohorts[slot]:
            tables = _tables(board, slot, standing=standing)
            dealt = deal_slot(instance, board.people_at(slot), tables=tables, foes=opposed(instance), least=smallest)
            if dealt is not None:
                found += [(table, members) for table, members in zip(tables, dealt, strict=True)]
                break
            _leave_one_out(board, slot, least=smallest)
    rooms = name_rooms(instance, [table.booking for table, _ in found], before=[table.room for table, _ in found])
    order = {person.id: index for index, person in enumerate(instance.problem.people)}
    cohorts = [
        FormedCohort(
            stream=instance.streams[instance.stream(table.booking.slot)],
            start=instance.minute(table.booking.slot),
            leader=instance.runners[table.booking.runner].id,
            room=room,
            members=tuple(sorted((id for unit in members for id in instance.units[unit].ids), key=order.__getitem__)),
            key=table.key,
        )
        for (table, members), room in zip(found, rooms, strict=True)
    ]
    return tuple(
        sorted(
            (*cohorts, *instance.problem.kept),
            key=lambda cohort: (cohort.start, cohort.stream, cohort.leader, cohort.key),
        )
    )


def _tables(board: Board, slot: int, *, standing: Sequence[FormedCohort]) -> list[Table]:
    instance, here = board.instance, board.people_at(slot)
    bookings = sorted(
        (booking for booking in board.bookings if booking.slot == slot),
        key=lambda one: (one.runner, one.group, -one.seats),
    )
    stream, minute = instance.streams[instance.stream(slot)], instance.minute(slot)
    left = sorted(
        (one for one in standing if (one.stream, one.start) == (stream, minute)), key=lambda one: -len(one.members)
    )
    tables = []
    for booking in bookings:
        same = next((one for one in left if one.leader == instance.runners[booking.runner].id), None)
        staying: tuple[int, ...] = ()
        if same is not None:
            left.remove(same)
            members = {instance.unit_of.get(id) for id in same.members}
            staying = _who_fit(board, [unit for unit in here if unit in members], seats=booking.seats)
        tables.append(
            Table(
                booking,
                booking.seats,
                staying,
                same.key if same is not None else "",
                same.room if same is not None else None,
            )
        )
    return tables


def _who_fit(board: Board, units: Sequence[int], *, seats: int) -> tuple[int, ...]:
    """Of these, the first that find a seat."""
    found, taken = [], 0
    for unit in units:
        if taken + board.instance.units[unit].weight <= seats:
            found.append(unit)
            taken += board.instance.units[unit].weight
    return tuple(found)


def deal_slot(
    instance: Instance, units: Sequence[int], *, tables: Sequence[Table], foes: Mapping[int, set[int]], least: int
) -> list[list[int]] | None:
    """Who sits at which table; None where no arrangement was found."""
    weight = {unit: instance.units[unit].weight for unit in units}
    seated = {unit for table in tables for unit in table.stay}
    special = sorted(
        (unit for unit in units if unit not in seated and (weight[unit] > 1 or unit in foes)),
        key=lambda unit: (-weight[unit], unit),
    )
    single = [unit for unit in units if unit not in seated and unit not in special]
    single.sort(key=lambda unit: (instance.zones[unit], unit))
    dealt = [list(table.stay) for table in tables]
    sizes = [sum(weight[unit] for unit in members) for members in dealt]
    tries = TRIES

    def fits(table: int, unit: int) -> bool:
        return sizes[table] + weight[unit] <= tables[table].seats and not foes.get(unit, set()).intersection(
            dealt[table]
        )

    def settle(number: int) -> bool:
        nonlocal tries
        tries -= 1
        if tries < 0:
            return False
        if number == len(special):
            return _enough(sizes, [table.seats for table in tables], singles=len(single), least=least)
        unit = special[number]
        for table in sorted(range(len(tables)), key=lambda table: (sizes[table], table)):
            if fits(table, unit):
                dealt[table].append(unit)
                sizes[table] += weight[unit]
                if settle(number + 1):
                    return True
                dealt[table].remove(unit)
                sizes[table] -= weight[unit]
        return False

    if not settle(0):
        return None
    for unit in single:
        table = min(
            (table for table in range(len(tables)) if sizes[table] < tables[table].seats),
            key=lambda table: (sizes[table], table),
        )
        dealt[table].append(unit)
        sizes[table] += 1
    return dealt


def _enough(sizes: Sequence[int], seats: Sequence[int], *, singles: int, least: int) -> bool:
    """Whether single people can bring every table to the least size and still all find a seat."""
    room = all(size <= seat for size, seat in zip(sizes, seats, strict=True))
    return room and sum(max(0, least - size) for size in sizes) <= singles <= sum(seats) - sum(sizes)


def _leave_one_out(board: Board, slot: int, *, least: int) -> None:
    """Somebody with a pair rule loses the seat; a cohort that is then too much is closed, and whom it leaves without a
    seat."""
    instance, foes = board.instance, opposed(board.instance)
    here = board.people_at(slot)
    ruled = [unit for unit in here if unit in foes or instance.units[unit].weight > 1] or here
    board.put(max(ruled, key=lambda unit: (instance.units[unit].weight, unit)), NOWHERE)
    while board.cohorts[slot] and board.count.get(slot, 0) < least * board.cohorts[slot]:
        board.close(
            max(
                (booking for booking in board.bookings if booking.slot == slot),
                key=lambda one: (one.runner, one.group, -one.seats),
            )
        )
        for unit in reversed(board.people_at(slot)):
            if board.free(slot) < 0:
                board.put(unit, NOWHERE)


def name_rooms(instance: Instance, bookings: Sequence[Booking], *, before: Sequence[str | None]) -> list[str | None]:
    """A room for each cohort: the one it had `before`, as far as it is of its group, then first fit by start among the
    rooms of its group; or first fit for all, where that leaves one without. None on a screen or where no rooms are
    listed.
    """
    names = _first_fit(instance, bookings, before=before)
    missing = any(
        name is None and not instance.groups[booking.group].boundless
        for name, booking in zip(names, bookings, strict=True)
    )
    return _first_fit(instance, bookings, before=[None] * len(bookings)) if missing else names


def _first_fit(instance: Instance, bookings: Sequence[Booking], *, before: Sequence[str | None]) -> list[str | None]:
    busy: dict[tuple[int, int], list[int]] = {}
    names: list[str | None] = [None] * len(bookings)
    order = sorted(
        range(len(bookings)),
        key=lambda index: (instance.start(bookings[index].slot), bookings[index].slot, bookings[index].runner),
    )
    groups = [instance.groups[booking.group] for booking in bookings]
    known = [before[index] in groups[index].rooms for index in range(len(bookings))]
    for index in sorted(order, key=lambda index: not known[index]):
        booking, group, start = bookings[index], groups[index], instance.start(bookings[index].slot)
        if group.hall:
            names[index] = group.rooms[0]
            continue
        for number in [number for number, name in enumerate(group.rooms) if not known[index] or name == before[index]]:
            taken = busy.setdefault((booking.group, number), [])
            if not any(instance.overlap(start, other) for other in taken):
                taken.append(start)
                names[index] = group.rooms[number]
                break
    return names
