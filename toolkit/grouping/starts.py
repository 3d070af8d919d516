"""Weekly starts on a grid, right for every combination of UTC offsets in the term."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from functools import cache, lru_cache
from zoneinfo import ZoneInfo

from toolkit.grouping.problem import CohortProblem
from toolkit.model.availability import DAY, WEEK_MINUTES, Stretch, split_week

QUARTER = datetime.timedelta(minutes=15)


@cache
def shifts(zone: str, other: str, first: datetime.date, last: datetime.date) -> frozenset[int]:
    """Minutes to add to the wall clock of `zone` for that of `other`: every value that occurs from `first` to
    `last`."""
    if zone == other:
        return frozenset((0,))
    here, there = ZoneInfo(zone), ZoneInfo(other)

    def offsets(moment: datetime.datetime) -> int:
        one, two = moment.astimezone(here).utcoffset(), moment.astimezone(there).utcoffset()
        assert one is not None and two is not None
        return round((two - one).total_seconds() / 60)

    found = set()
    day = datetime.datetime.combine(first, datetime.time(), datetime.UTC) - DAY
    before = (day.astimezone(here).utcoffset(), day.astimezone(there).utcoffset())
    while day.date() <= last + DAY:
        found.add(offsets(day))
        after = ((day + DAY).astimezone(here).utcoffset(), (day + DAY).astimezone(there).utcoffset())
        if after != before:
            found |= {offsets(day + QUARTER * step) for step in range(96)}
        day, before = day + DAY, after
    return frozenset(found)


def grid_for(zone: str, others: Iterable[str], *, first: datetime.date, last: datetime.date) -> int:
    """15 where somebody's clock differs by a quarter of an hour, else 30."""
    odd = any(shift % 30 for other in set(others) for shift in shifts(zone, other, first, last))
    return 15 if odd else 30


@lru_cache(maxsize=100_000)
def fitting_starts(
    stretches: tuple[Stretch, ...], *, shifts: frozenset[int], minutes: int, grid: int
) -> frozenset[int]:
    """The numbers of the starts at which the whole meeting lies within the stretches, whatever the shift."""
    count = WEEK_MINUTES // grid
    found: set[int] | None = None
    for shift in shifts:
        here: set[int] = set()
        for begin, end in _around(stretches):
            low, high = -((shift - begin) // grid), (end - minutes - shift) // grid
            here.update(number % count for number in range(low, min(high, low + count - 1) + 1))
        found = here if found is None else found & here
    return frozenset(found or ())


def starts_within(problem: CohortProblem, stretches: tuple[Stretch, ...], *, zone: str) -> frozenset[int]:
    """The numbers of the starts at which a whole meeting of the problem lies within somebody's stretches, all through
    the term."""
    moved = shifts(problem.zone, zone, problem.first, problem.last)
    return fitting_starts(stretches, shifts=moved, minutes=problem.minutes, grid=problem.grid)


def _around(stretches: tuple[Stretch, ...]) -> list[Stretch]:
    """The stretches, those at the end and the beginning of the week joined; a whole week goes round and round."""
    pieces = list(split_week(stretches))
    if pieces == [(0, WEEK_MINUTES)]:
        return [(0, 2 * WEEK_MINUTES)]
    if len(pieces) > 1 and pieces[0][0] == 0 and pieces[-1][1] == WEEK_MINUTES:
        first, *rest, last = pieces
        return [*rest, (last[0], WEEK_MINUTES + first[1])]
    return pieces


@cache
def troubled_starts(zone: str, first: datetime.date, last: datetime.date, minutes: int, grid: int) -> frozenset[int]:
    """The starts at which some meeting of the term would see the clocks of `zone` change, or begin at a time that does
    not exist once."""
    place, found = ZoneInfo(zone), set()
    day = first
    while day <= last:
        midnight = datetime.datetime.combine(day, datetime.time(), place)
        if midnight.utcoffset() != datetime.datetime.combine(day + DAY, datetime.time(), place).utcoffset():
            for number in range(1440 // grid):
                wall = midnight + datetime.timedelta(minutes=number * grid)
                utc = wall.astimezone(datetime.UTC) + datetime.timedelta(minutes=minutes)
                same = wall.replace(fold=1).utcoffset() == wall.utcoffset() == utc.astimezone(place).utcoffset()
                if not same:
                    found.add(day.weekday() * 1440 // grid + number)
        day += DAY
    return frozenset(found)
