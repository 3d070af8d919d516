"""Within a start people are dealt to its cohorts: even sizes, pairs together or apart, zones spread; and the rooms are
named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from toolkit.grouping.board import NOWHERE, Board, Booking
from toolkit.grouping.company import Circle, Seating
from toolkit.grouping.foes import opposed
from toolkit.grouping.instance import Instance
from toolkit.grouping.problem import FormedCohort
from toolkit.grouping.stays import in_one_room, known_room, quiet_starts, starts_of

TRIES = 20000
"""Arrangements of people with pair rules that are looked at before one of them is left out."""


@dataclass(frozen=True)
class OpenCohort:
    """A cohort to be filled: its facilitator, its seats, who sits there already and shall stay, and the key and the
    room it has."""

    booking: Booking
    seats: int
    stay: tuple[int, ...] = ()
    key: str = ""
    room: str | None = None


def deal(board: Board, *, standing: Sequence[FormedCohort] = (), least: int | None = None) -> tuple[FormedCohort, ...]:
    """The cohorts of a board, by start. Who cannot be kept apart or together loses the seat, so the board may change.
    A cohort for which no room can be named is left out: rooms in use all week round may be too few for those who keep
    one over the end of the week, though never more are in use than there are.

    `least` is the smallest cohort that is let be (None: the problem's). Of `standing` cohorts those with the same
    facilitator at the same time keep their key, and who is still at that time stays in them.
    """
    instance, found = board.instance, []
    smallest = instance.problem.sizes.least if least is None else least
    for slot in sorted(board.cohorts):
        while board.cohorts[slot]:
            opened = _open_cohorts(board, slot, standing=standing)
            dealt = deal_slot(instance, board.people_at(slot), cohorts=opened, foes=opposed(instance), least=smallest)
            if dealt is not None:
                found += [(cohort, members) for cohort, members in zip(opened, dealt, strict=True)]
                break
            _leave_one_out(board, slot, least=smallest)
    found = _in_company(board, found, least=smallest, across=not standing)
    rooms = name_rooms(instance, [cohort.booking for cohort, _ in found], before=[cohort.room for cohort, _ in found])
    order = {person.id: index for index, person in enumerate(instance.problem.people)}
    cohorts = [
        FormedCohort(
            stream=instance.streams[instance.stream(cohort.booking.slot)],
            start=instance.minute(cohort.booking.slot),
            leader=instance.runners[cohort.booking.runner].id,
            room=room,
            members=tuple(sorted((id for unit in members for id in instance.units[unit].ids), key=order.__getitem__)),
            key=cohort.key,
            others=tuple(instance.runners[one].id for one in cohort.booking.crew[1:]),
        )
        for (cohort, members), room in zip(found, rooms, strict=True)
        if room is not None or instance.groups[cohort.booking.group].boundless
    ]
    return tuple(
        sorted(
            (*cohorts, *instance.problem.kept),
            key=lambda cohort: (cohort.start, cohort.stream, cohort.leader, cohort.key),
        )
    )


def _in_company(
    board: Board, found: Sequence[tuple[OpenCohort, list[int]]], *, least: int, across: bool
) -> list[tuple[OpenCohort, list[int]]]:
    """The cohorts after people have changed seats, where anything is asked of who sits with whom; without those in
    which nobody is left."""
    instance = board.instance
    if not instance.company and not instance.problem.spread:
        return list(found)
    tables = [
        Circle(cohort.booking.slot, cohort.seats, least, members, frozenset(cohort.stay)) for cohort, members in found
    ]
    seating = Seating(instance, tables, across=across, spread=True)
    seating.improve()
    seating.part()
    seated = {unit for table in tables for unit in table.members}
    seating.join(unit for unit in range(len(instance.units)) if unit not in seated)
    cohorts = [(cohort, table.members) for (cohort, _), table in zip(found, tables, strict=True)]
    return [pair for pair in cohorts if pair[1] or not least]


def _open_cohorts(board: Board, slot: int, *, standing: Sequence[FormedCohort]) -> list[OpenCohort]:
    instance, here = board.instance, board.people_at(slot)
    bookings = sorted(
        (booking for booking in board.bookings if booking.slot == slot),
        key=lambda one: (one.runner, one.group, -one.seats),
    )
    stream, minute = instance.streams[instance.stream(slot)], instance.minute(slot)
    left = sorted(
        (one for one in standing if (one.stream, one.start) == (stream, minute)), key=lambda one: -len(one.members)
    )
    cohorts = []
    for booking in bookings:
        same = next((one for one in left if one.leader == instance.runners[booking.runner].id), None)
        staying: tuple[int, ...] = ()
        if same is not None:
            left.remove(same)
            members = {instance.unit_of.get(id) for id in same.members}
            staying = _who_fit(board, [unit for unit in here if unit in members], seats=booking.seats)
        cohorts.append(
            OpenCohort(
                booking,
                booking.seats,
                staying,
                same.key if same is not None else "",
                same.room if same is not None else None,
            )
        )
    return cohorts


def _who_fit(board: Board, units: Sequence[int], *, seats: int) -> tuple[int, ...]:
    """Of these, the first that find a seat."""
    found, taken = [], 0
    for unit in units:
        if taken + board.instance.units[unit].weight <= seats:
            found.append(unit)
            taken += board.instance.units[unit].weight
    return tuple(found)


def deal_slot(
    instance: Instance, units: Sequence[int], *, cohorts: Sequence[OpenCohort], foes: Mapping[int, set[int]], least: int
) -> list[list[int]] | None:
    """Who is in which cohort; None where no arrangement was found."""
    weight = {unit: instance.units[unit].weight for unit in units}
    seated = {unit for cohort in cohorts for unit in cohort.stay}
    special = sorted(
        (unit for unit in units if unit not in seated and (weight[unit] > 1 or unit in foes)),
        key=lambda unit: (-weight[unit], unit),
    )
    single = [unit for unit in units if unit not in seated and unit not in special]
    single.sort(key=lambda unit: (instance.zones[unit], unit))
    dealt = [list(cohort.stay) for cohort in cohorts]
    sizes = [sum(weight[unit] for unit in members) for members in dealt]
    tries = TRIES

    def fits(cohort: int, unit: int) -> bool:
        return sizes[cohort] + weight[unit] <= cohorts[cohort].seats and not foes.get(unit, set()).intersection(
            dealt[cohort]
        )

    def settle(number: int) -> bool:
        nonlocal tries
        tries -= 1
        if tries < 0:
            return False
        if number == len(special):
            return _enough(sizes, [cohort.seats for cohort in cohorts], singles=len(single), least=least)
        unit = special[number]
        for cohort in sorted(range(len(cohorts)), key=lambda cohort: (sizes[cohort], cohort)):
            if fits(cohort, unit):
                dealt[cohort].append(unit)
                sizes[cohort] += weight[unit]
                if settle(number + 1):
                    return True
                dealt[cohort].remove(unit)
                sizes[cohort] -= weight[unit]
        return False

    if not settle(0):
        return None
    for unit in single:
        cohort = min(
            (cohort for cohort in range(len(cohorts)) if sizes[cohort] < cohorts[cohort].seats),
            key=lambda cohort: (sizes[cohort], cohort),
        )
        dealt[cohort].append(unit)
        sizes[cohort] += 1
    return dealt


def _enough(sizes: Sequence[int], seats: Sequence[int], *, singles: int, least: int) -> bool:
    """Whether single people can bring every cohort to the least size and still all find a seat."""
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
    groups = [instance.groups[booking.group] for booking in bookings]
    known = [name if name in group.rooms else None for name, group in zip(before, groups, strict=True)]
    stays = [(stay, known_room(stay, known)) for stay in in_one_room(instance, bookings, known=known)]
    cuts = quiet_starts(instance, [[bookings[index] for index in stay] for stay, _ in stays])

    def order(pair: tuple[list[int], str | None]) -> tuple[bool, int, int, int]:
        first = bookings[pair[0][0]]
        start = (instance.start(first.slot) - cuts.get(first.group, 0)) % instance.starts
        return pair[1] is None, start, first.slot, first.runner

    for stay, room in sorted(stays, key=order):
        group, starts = groups[stay[0]], starts_of(instance, [bookings[index] for index in stay])
        for number in [number for number, name in enumerate(group.rooms) if room in (None, name)]:
            taken = busy.setdefault((bookings[stay[0]].group, number), [])
            if group.hall or not any(instance.overlap(start, other) for start in starts for other in taken):
                taken += starts
                for index in stay:
                    names[index] = group.rooms[number]
                break
    return names
