"""Votes on the times of a poll into hours of a week."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from toolkit.model.availability import Availability, Stretch, minute_of_week, split_week
from toolkit.reading.availability import write_availability

OfferedTime = tuple[datetime.datetime, int]
"""Beginning on the wall clock, and minutes."""

YES, IF_NEEDED = "yes", "if needed"

FIRST_MONDAY = datetime.datetime(1970, 1, 5)
"""The Monday of the week in which tools put what recurs."""


def wall(moment: datetime.datetime, zone: str) -> datetime.datetime:
    """A moment with its offset as the wall clock of a zone shows it."""
    from zoneinfo import ZoneInfo

    return moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def weekly_hours(offered: Sequence[OfferedTime], votes: Mapping[int, str]) -> tuple[str, str]:
    """The text of what somebody can do every week, and of what they can do if needed.

    `votes` gives the answer (YES, IF_NEEDED) by the place in `offered`. A time that comes on several dates
    counts only where it was ticked on all of them: somebody free on one Monday has not said that they are free on
    Mondays.
    """
    asked: Counter[Stretch] = Counter()
    yes: Counter[Stretch] = Counter()
    perhaps: Counter[Stretch] = Counter()
    for place, (moment, minutes) in enumerate(offered):
        begin = minute_of_week(moment)
        stretch = (begin, begin + minutes)
        asked[stretch] += 1
        yes[stretch] += votes.get(place) == YES
        perhaps[stretch] += votes.get(place) in (YES, IF_NEEDED)
    free = [stretch for stretch, times in asked.items() if yes[stretch] == times]
    maybe = [stretch for stretch, times in asked.items() if perhaps[stretch] == times and yes[stretch] < times]
    return stretches_text(free), stretches_text(maybe)


def no_time_words(votes: Mapping[int, str], found: tuple[str, str]) -> str:
    """A sentence for somebody whose votes give no time at all; nothing for everybody else."""
    if any(found) or not set(votes.values()) & {YES, IF_NEEDED}:
        return ""
    return (
        "every time ticked is on some of the dates only, and counts where it is ticked on all dates that the poll"
        " offers for it."
    )


def stretches_text(stretches: Iterable[Stretch]) -> str:
    """The text of these stretches."""
    return write_availability(Availability(split_week(stretches)))


def without(window: Iterable[Stretch], busy: Iterable[Stretch]) -> tuple[Stretch, ...]:
    """What of the stretches of a window is not busy."""
    free = list(window)
    for start, end in busy:
        free = [piece for a, b in free for piece in ((a, min(b, start)), (max(a, end), b)) if piece[0] < piece[1]]
    return split_week(free)


def pieces(start: datetime.datetime, end: datetime.datetime, *, minutes: int) -> list[datetime.datetime]:
    """The beginnings of the times of so many minutes that make up a stretch."""
    count = max(0, int((end - start).total_seconds()) // (60 * minutes))
    return [start + datetime.timedelta(minutes=minutes * step) for step in range(count)]
