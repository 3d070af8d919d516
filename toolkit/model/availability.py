"""When somebody is free in a week, as minutes: what a text such as "Mon 18:00-21:00; weekends 10-16" says."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

DAY = datetime.timedelta(days=1)
WEEK = datetime.timedelta(days=7)
DAY_MINUTES = 1440
WEEK_MINUTES = 7 * DAY_MINUTES
DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SHORT_DAY_NAMES = tuple(name[:3] for name in DAY_NAMES)
DAY_WORDS = (
    ("monday", "mon"),
    ("tuesday", "tues", "tue"),
    ("wednesday", "weds", "wed"),
    ("thursday", "thurs", "thur", "thu"),
    ("friday", "fri"),
    ("saturday", "sat"),
    ("sunday", "sun"),
)
"""How people write the days of the week, as `date.weekday()` counts them."""

Stretch = tuple[int, int]
"""Half-open minutes of the week; 0 is Monday 00:00 and 10080 the end of Sunday."""


@dataclass(frozen=True)
class Availability:
    """Free stretches of a week in somebody's own time: sorted, apart from each other, cut at the end of Sunday.

    `zone` is the time zone that the text itself names, or nothing. `problems` are sentences about what could not be
    understood; nothing of such a part is in `stretches`. `notes` are sentences about what was supposed, and `words`
    those for a part of the day whose hours nobody said; each of them has its sentence in `problems`.
    """

    stretches: tuple[Stretch, ...] = ()
    zone: str = ""
    problems: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    words: tuple[str, ...] = ()

    @property
    def lacks_only_hours(self) -> bool:
        """Whether nothing but the hours of words is unclear: what stands beside them is meant as it stands."""
        return len(self.problems) == len(self.words)

    @property
    def minutes(self) -> int:
        """How long it is in all."""
        return sum(end - start for start, end in self.stretches)

    def holds(self, start: int, minutes: int) -> bool:
        """Whether all of [start, start + minutes) is free; the week is a circle, so `start` may be any number."""
        begin = start % WEEK_MINUTES
        return all(
            any(a <= piece[0] and piece[1] <= b for a, b in self.stretches)
            for piece in split_week(((begin, begin + minutes),))
        )


def minute_of_week(moment: datetime.datetime) -> int:
    """Minutes since Monday 00:00 on the wall clock."""
    return moment.weekday() * DAY_MINUTES + moment.hour * 60 + moment.minute


def minute_words(minute: int) -> str:
    """A minute of the week, which is a circle, in words: "Wed 19:00"."""
    day, rest = divmod(minute % WEEK_MINUTES, DAY_MINUTES)
    return f"{SHORT_DAY_NAMES[day]} {rest // 60:02d}:{rest % 60:02d}"


def split_week(stretches: Iterable[Stretch]) -> tuple[Stretch, ...]:
    """The stretches brought into one week: those that run over its end go on at its beginning; sorted and joined where
    they touch."""
    pieces: list[Stretch] = []
    for start, end in stretches:
        if end - start >= WEEK_MINUTES:
            return ((0, WEEK_MINUTES),)
        begin = start % WEEK_MINUTES
        stop = begin + end - start
        pieces.append((begin, min(stop, WEEK_MINUTES)))
        if stop > WEEK_MINUTES:
            pieces.append((0, stop - WEEK_MINUTES))
    joined: list[Stretch] = []
    for start, end in sorted(piece for piece in pieces if piece[0] < piece[1]):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)
