"""The cohorts that the values of the mixed-integer programme begin: who runs each, and where."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from toolkit.grouping.board import Booking
from toolkit.grouping.formulation import Formulation

Places = Mapping[int, list[tuple[int, int]]]
"""By slot the places that are left, each of which begins with its room group."""


def bookings_of(form: Formulation, values: Sequence[float]) -> Iterator[Booking]:
    """The cohorts begun, each with its facilitator, room and seats, and with who has the second role."""
    rooms: dict[int, list[tuple[int, int]]] = {}
    for (group, slot), column in form.columns.w.items():
        seats = _seats(form, (group, slot), cohorts=round(values[column]), values=values)
        rooms.setdefault(slot, []).extend((group, number) for number in seats)
    begun = [Booking(runner, slot, *room) for runner, slot, room in _who_goes(form, values, places=rooms, second=False)]
    if not form.instance.problem.second_role:
        yield from begun
        return
    at: dict[int, list[tuple[int, int]]] = {}
    for number, booking in enumerate(begun):
        at.setdefault(booking.slot, []).append((booking.group, number))
    for runner, _, (_, number) in _who_goes(form, values, places=at, second=True):
        yield replace(begun[number], second=runner)


def _seats(form: Formulation, where: tuple[int, int], *, cohorts: int, values: Sequence[float]) -> list[int]:
    """Seats of each of the cohorts in a group at a slot: in a hall they share what they have evenly, down to a
    chair."""
    if where not in form.columns.c or not cohorts:
        return [form.instance.groups[where[0]].seats] * cohorts
    chairs = round(values[form.columns.c[where]])
    return [chairs // cohorts + (number < chairs % cohorts) for number in range(cohorts)]


def _who_goes(
    form: Formulation, values: Sequence[float], *, places: Places, second: bool
) -> Iterator[tuple[int, int, tuple[int, int]]]:
    """The facilitators, or those of the second role, each with a slot and a place there: first people who roam, who
    have to be in one hall, then those for whom it matters where they are."""
    columns, runners = form.columns, form.instance.runners
    left = {
        pair: round(values[column]) for pair, column in sorted(columns.y.items()) if runners[pair[0]].second is second
    }
    for (runner, slot, group), column in sorted(columns.e.items()):
        if runners[runner].second is second and round(values[column]):
            for _ in range(round(values[column]) + left.pop((runner, slot))):
                yield runner, slot, _taken(places[slot], group)
    for (runner, slot, group), column in sorted(columns.v.items()):
        if runners[runner].second is second and round(values[column]) and left.pop((runner, slot), 0):
            yield runner, slot, _taken(places[slot], group)
    for (runner, slot), number in left.items():
        for _ in range(number):
            yield runner, slot, places[slot].pop(0)


def _taken(places: list[tuple[int, int]], group: int) -> tuple[int, int]:
    """The first place of a group, which is taken out."""
    return places.pop(next(number for number, place in enumerate(places) if place[0] == group))
