"""How many starts of a week somebody could keep all through a term."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from zoneinfo import ZoneInfo

from toolkit.model.availability import WEEK_MINUTES, Availability, Stretch, cut_week

GRID = 30


def reach(stretches: Iterable[Stretch], zone: str, *, home: str, days: Iterable[datetime.date], minutes: int) -> int:
    """The starts on the half-hours of the `home` clock at which a meeting of so many minutes lies within the stretches of `zone` on every one of the days' clocks."""
    free = Availability(cut_week(stretches))
    apart = {_apart(home, zone, day) for day in days}
    return sum(all(free.holds(start + shift, minutes) for shift in apart) for start in range(0, WEEK_MINUTES, GRID))


def _apart(home: str, zone: str, day: datetime.date) -> int:
    """Minutes by which the clock of `zone` is ahead of that of `home` at noon of a day."""
    noon = datetime.datetime.combine(day, datetime.time(12), ZoneInfo(home))
    here, there = noon.utcoffset(), noon.astimezone(ZoneInfo(zone)).utcoffset()
    assert here is not None and there is not None
    return round((there - here).total_seconds() / 60)
