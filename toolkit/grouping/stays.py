"""Cohorts of a facilitator that follow each other in one room, since there is too little time to change it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from toolkit.grouping.board import Booking
from toolkit.grouping.instance import Instance


def in_one_room(instance: Instance, bookings: Sequence[Booking], *, known: Sequence[str | None]) -> list[list[int]]:
    """The numbers of the cohorts: together, in the order of time, those between which their facilitator has too little
    of it to change the room, round the week too; unless two of them are `known` to be in two."""
    stays: list[list[int]] = []

    def goes_on(last: list[int], first: list[int]) -> bool:
        one, two = known_room(last, known), known_room(first, known)
        apart = one is not None and two is not None and one != two
        return not apart and _keeps_the_room(instance, bookings[last[-1]], other=bookings[first[0]])

    def order(index: int) -> tuple[int, int, int]:
        one = bookings[index]
        return one.runner, instance.start(one.slot), one.slot

    for index in sorted(range(len(bookings)), key=order):
        if stays and goes_on(stays[-1], [index]):
            stays[-1].append(index)
        else:
            stays.append([index])
    first = {bookings[stay[0]].runner: stay for stay in reversed(stays)}
    last = {bookings[stay[0]].runner: stay for stay in stays}
    for runner, end in last.items():
        if first[runner] is not end and goes_on(end, first[runner]):
            stays.remove(first[runner])
            end.extend(first[runner])
    return stays


def _keeps_the_room(instance: Instance, one: Booking, *, other: Booking) -> bool:
    same = (one.runner, one.group) == (other.runner, other.group) and not instance.runners[one.runner].anybody
    return (
        same and instance.groups[one.group].alike and 0 <= instance.idle(one.slot, other.slot) < instance.problem.pause
    )


def known_room(stay: Sequence[int], known: Sequence[str | None]) -> str | None:
    """The room that is known of any of these cohorts."""
    return next((known[index] for index in stay if known[index] is not None), None)


def starts_of(instance: Instance, stay: Sequence[Booking]) -> list[int]:
    """The starts of these meetings, and of meetings that would be going on while the room is held between two of
    them."""
    found = [instance.start(booking.slot) for booking in stay]
    for one, other in pairwise(stay):
        held = instance.held(one.slot, other.slot, group=one.group)
        found += [(start - instance.window + 1) % instance.starts for start in held]
    return found


def quiet_starts(instance: Instance, stays: Sequence[Sequence[Booking]]) -> dict[int, int]:
    """By group where a room is kept over the end of the week, a start at which none is in use: first fit from there on
    needs no more rooms than are in use at once. Where there is none, the beginning of the week."""
    cuts: dict[int, int] = {}
    for group in {stay[0].group for stay in stays if instance.start(stay[0].slot) > instance.start(stay[-1].slot)}:
        theirs = [start for stay in stays if stay[0].group == group for start in starts_of(instance, stay)]
        busy = {(start + step) % instance.starts for start in theirs for step in range(instance.window)}
        cuts[group] = min(set(range(instance.starts)) - busy, default=0)
    return cuts
