"""Days and times: which are open, which slots a cohort has, what a week is called, and what clocks do at night."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from zoneinfo import ZoneInfo

from toolkit.model.availability import DAY, WEEK
from toolkit.model.fields import DAYS
from toolkit.model.place import City, Term
from toolkit.model.plan import Meeting, Plan
from toolkit.model.programme import Programme

Slot = tuple[datetime.date, datetime.time]
FURTHEST_WEEKS = 104
"""Weeks after the start in which a place for a meeting is looked for."""


@dataclass(frozen=True)
class Closure:
    """Why nothing meets on a day. `code` is that of the problem when something does."""

    name: str
    code: str


def closures(programme: Programme, date: datetime.date) -> tuple[Closure, ...]:
    """Everything that speaks against meeting on this day: break, closed period, public holiday (even when holidays are
    kept)."""
    found = [Closure(pause.name, "P061") for pause in programme.settings.breaks if pause.from_ <= date <= pause.to]
    found += [Closure(closed.name, "P062") for closed in programme.city.closed if closed.from_ <= date <= closed.to]
    found += [Closure(holiday.name, "P060") for holiday in programme.holidays if holiday.date == date]
    return tuple(found)


def is_open(programme: Programme, date: datetime.date) -> bool:
    """Whether the plan may put a meeting on this day by itself."""
    keep = programme.settings.holidays == "keep"
    return not [closure for closure in closures(programme, date) if not (keep and closure.code == "P060")]


def week_start(date: datetime.date, first_weekday: str) -> datetime.date:
    """The first day of the week that holds `date`."""
    return date - DAY * ((date.weekday() - DAYS.index(first_weekday)) % 7)


def term_week(term: Term, date: datetime.date) -> int:
    """The week of term: 1 holds the term's first day; 0 and negative weeks lie before it (week = days since the first
    week's start // 7 + 1)."""
    return (date - week_start(term.first_day, term.first_weekday)).days // 7 + 1


def term_of(city: City, date: datetime.date) -> Term | None:
    """The term that a day belongs to, a week before and five weeks after it included; the nearest where two could claim
    it."""
    near = [
        term for term in city.terms if not city.ask_start and term.first_day - WEEK <= date <= term.last_day + 5 * WEEK
    ]
    return min(
        near,
        key=lambda term: (not term.first_day <= date <= term.last_day, abs((date - term.first_day).days)),
        default=None,
    )


def week_name(programme: Programme, date: datetime.date) -> str:
    """What people call the week, as "HT27 week 3"; nothing where the city has no term near."""
    term = programme.term or term_of(programme.city, date)
    if term is None or not term.first_day - 3 * WEEK <= date <= term.last_day + 6 * WEEK:
        return ""
    return f"{term.week_name} {term_week(term, date)}"


def weeks_of_slots(
    programme: Programme,
    *,
    days: tuple[str, ...],
    times: tuple[datetime.time, ...],
    start: datetime.date,
    skipped: frozenset[datetime.date] = frozenset(),
) -> Iterator[tuple[datetime.date, tuple[Slot, ...]]]:
    """Week by week: its first day, and its open slots from `start` on. Ends after two years."""
    first = week_start(start, programme.term.first_weekday if programme.term else programme.city.week_starts)
    for week in range(FURTHEST_WEEKS):
        monday = first + WEEK * week
        dates = [monday + DAY * day for day in range(7)]
        wanted = [date for date in dates if DAYS[date.weekday()] in days and date >= start]
        usable = [date for date in wanted if date not in skipped and is_open(programme, date)]
        yield monday, tuple((date, time) for date in usable for time in sorted(times))


def slots(
    programme: Programme,
    *,
    days: tuple[str, ...],
    times: tuple[datetime.time, ...],
    start: datetime.date,
    skipped: frozenset[datetime.date] = frozenset(),
) -> Iterator[Slot]:
    """The open slots in order."""
    for _week, week_slots in weeks_of_slots(programme, days=days, times=times, start=start, skipped=skipped):
        yield from week_slots


def take(count: int, found: Iterator[Slot]) -> tuple[Slot, ...]:
    """The first `count` slots."""
    return tuple(islice(found, count))


def local_starts(plan: Plan, meeting: Meeting) -> tuple[tuple[str, datetime.datetime], ...]:
    """Zone and local start, by name, for every other zone that someone in an online meeting lives in."""
    if not meeting.evening.way.online:
        return ()
    zones = {person.timezone for person in plan.members(meeting.cohort)} | {
        person.timezone for person in meeting.facilitators
    }
    zones |= {meeting.mentor.timezone} if meeting.mentor else set()
    return tuple((zone, meeting.start.astimezone(ZoneInfo(zone))) for zone in sorted(zones - {meeting.zone, ""}))


def gap_or_fold(date: datetime.date, time: datetime.time, *, zone: str) -> str:
    """ "gap" where the clocks skip this wall time, "fold" where it comes twice, else nothing (PEP 495)."""
    wall = datetime.datetime.combine(date, time, ZoneInfo(zone))
    early, late = wall.replace(fold=0).utcoffset(), wall.replace(fold=1).utcoffset()
    if early == late or early is None or late is None:
        return ""
    return "gap" if early < late else "fold"
