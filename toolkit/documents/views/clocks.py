"""What clocks elsewhere show when people meet online."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable
from zoneinfo import ZoneInfo

from toolkit.documents.views.phrases import place_of, zone_words
from toolkit.documents.views.reader import Reader
from toolkit.model.availability import DAY_NAMES
from toolkit.model.fields import DAYS
from toolkit.model.plan import Meeting
from toolkit.model.programme import Cohort
from toolkit.planning.calendar import local_starts
from toolkit.words.filters import listing, short_date, time_words


def elsewhere(reader: Reader, meeting: Meeting) -> list[str]:
    """What other clocks show at the start of an online meeting, where they differ: "Prague 19:30", with the day if it
    is another."""
    found = local_starts(reader.plan, meeting) if reader.private else ()
    different = [(zone, start) for zone, start in found if _differs(meeting, start)]
    days = [
        f" ({short_date(start, reader.language)})" if start.date() != meeting.date else "" for _zone, start in different
    ]
    return [
        f"{place_of(zone)} {time_words(start.time(), reader.clock)}{day}"
        for (zone, start), day in zip(different, days, strict=True)
    ]


def usually_elsewhere(reader: Reader, cohort: Cohort) -> list[str]:
    """The same for most meetings of a cohort, and when it is otherwise: "New York 13:30 (14:30 on Wed 17 Mar and Wed 24
    Mar)"."""
    starts: dict[str, list[tuple[Meeting, datetime.datetime]]] = {}
    for meeting in reader.plan.of_cohort(cohort.key) if reader.private else ():
        for zone, start in () if meeting.cancelled else local_starts(reader.plan, meeting):
            starts.setdefault(zone, []).append((meeting, start))
    return [
        f"{place_of(zone)} {_in_turn(reader, found)}"
        for zone, found in starts.items()
        if any(_differs(*one) for one in found)
    ]


def turns_elsewhere(reader: Reader, meetings: Iterable[Meeting], *, cohort: Cohort, zone: str) -> str:
    """What the clock of `zone` shows, turn by turn, at those of these meetings that are a cohort's: "in turn Tuesday
    16:00 and Wednesday 06:00, Seoul time"; nothing where it takes no turns, or where that clock shows the same."""
    own = [one for one in meetings if one.cohort == cohort and not one.cancelled and reader.private]
    starts = [(meeting, meeting.start.astimezone(ZoneInfo(zone))) for meeting in own]
    turns = _by_turn(starts)
    if len(turns) < 2 or not any(_differs(*one) for one in starts):
        return ""
    words = []
    for found in turns:
        day, _count = Counter(start.weekday() for start in found).most_common(1)[0]
        words.append(f"{DAY_NAMES[day]} {_by_day(reader, found)}")
    return f"in turn {listing(words)}, {zone_words(zone)}"


def _in_turn(reader: Reader, found: list[tuple[Meeting, datetime.datetime]]) -> str:
    """The times of these meetings; of a cohort that takes turns those of each: "in turn 16:00 and 06:00"."""
    turns = _by_turn(found)
    return ("in turn " if len(turns) > 1 else "") + listing([_by_day(reader, starts) for starts in turns])


def _by_turn(found: list[tuple[Meeting, datetime.datetime]]) -> list[list[datetime.datetime]]:
    """Starts of meetings by the turn of their cohort; those that stand at none of them with the first."""
    by_turn: dict[int, list[datetime.datetime]] = {}
    for meeting, start in found:
        own, turns = (DAYS[meeting.planned.weekday()], meeting.planned.time()), meeting.cohort.turns
        by_turn.setdefault(turns.index(own) if own in turns else 0, []).append(start)
    return [starts for _, starts in sorted(by_turn.items())]


def _by_day(reader: Reader, starts: list[datetime.datetime]) -> str:
    """The time that most of these meetings begin at, and in brackets the others with their days there."""
    days = [start.date() for start in starts]
    by_time: dict[datetime.time, list[datetime.date]] = {}
    for start in starts:
        by_time.setdefault(start.time(), []).append(start.date())
    usual, *others = sorted(by_time, key=lambda time: -len(by_time[time]))
    besides = "; ".join(
        f"{time_words(time, reader.clock)} {_when(reader, by_time[time], every=days)}" for time in others
    )
    return time_words(usual, reader.clock) + (f" ({besides})" if besides else "")


def _when(reader: Reader, some: list[datetime.date], *, every: list[datetime.date]) -> str:
    """Some of the days of a term: "until Wed 24 Mar", "from Wed 31 Mar", or each by its date."""
    words = [short_date(day, reader.language) for day in some]
    if len(some) > 1 and some == every[: len(some)]:
        return f"until {words[-1]}"
    return f"from {words[0]}" if len(some) > 1 and some == every[-len(some) :] else f"on {listing(words)}"


def _differs(meeting: Meeting, start: datetime.datetime) -> bool:
    """Whether another clock shows another time at the start of a meeting."""
    return start.replace(tzinfo=None) != meeting.start.replace(tzinfo=None)
