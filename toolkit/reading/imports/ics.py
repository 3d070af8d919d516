"""One person's calendar (VEVENT or VFREEBUSY): what of a working window is not busy in one week.

Busy is what blocks time: not TRANSP:TRANSPARENT, not cancelled, not FBTYPE=FREE (RFC 5545, 3.2.9, 3.8.2.7). Rules that
repeat by the day or longer are followed, with their exceptions. Clock times without a zone are those of the calendar's.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from itertools import takewhile
from typing import Any

from toolkit.limits import TooLong, time_limit
from toolkit.model.availability import DAY, WEEK, WEEK_MINUTES, Stretch
from toolkit.model.imports import Answers, Found, Incoming, Question
from toolkit.problems import Problem, ProblemsFound
from toolkit.reading.availability import read_availability
from toolkit.reading.imports.questions import zone_question
from toolkit.reading.imports.upload import Upload
from toolkit.reading.imports.votes import stretches_text, without
from toolkit.reading.zones import is_zone

SOURCE = "calendar"
_LARGEST = 5 * 1024 * 1024
"""Bytes of the largest calendar: 5 MiB."""

_MOST_STEPS = 40_000
"""Occasions of one event that are counted: a hundred years of days."""

MOST_SECONDS = 20
"""For all events of a calendar."""

MOST_INTERVAL = 1_000

_FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")


class _Repeats(ValueError):
    """A rule of repetition that is not followed."""


_UNREADABLE = (ValueError, TypeError, AttributeError, KeyError, IndexError, OverflowError)
"""What the library and plain arithmetic raise for values that are not of the form."""

Busy = tuple[datetime.datetime, datetime.datetime]
"""Beginning and end on the wall clock of the person's zone."""


def recognises(upload: Upload) -> bool:
    """Whether this is an iCalendar file."""
    return not upload.is_workbook and upload.text.lstrip()[:15].upper() == "BEGIN:VCALENDAR"


def read(upload: Upload, answers: Answers) -> Found:
    """The one person whose calendar it is, named by the calendar; nobody where an entry cannot be followed, since it
    may be busy at any time. Problems: P120 a file that is no calendar, P122 a rule or window not read."""
    calendars = _calendars(upload)
    zone = next((text for calendar in calendars if is_zone(text := str(calendar.get("X-WR-TIMEZONE", "")))), "")
    questions = () if zone else zone_question(answers)
    if not answers.window:
        text = (
            "Between which hours of the week shall a free calendar count (like Mon-Fri 18:00-22:00; weekends"
            " 10:00-20:00)"
        )
        questions = (*questions, Question("window", text))
    if answers.week_of is None:
        questions = (*questions, Question("week-of", "Which week of the calendar is a usual one (any date in it)"))
    if questions or answers.week_of is None:
        return Found(SOURCE, questions=questions)
    zone = zone or answers.zone
    window = read_availability(answers.window)
    problems = [upload.problem("P122", 0, f"The hours that shall count: {sentence}") for sentence in window.problems]
    monday = datetime.datetime.combine(
        answers.week_of - datetime.timedelta(days=answers.week_of.weekday()), datetime.time()
    )
    try:
        with time_limit(MOST_SECONDS):
            busy = [
                piece
                for calendar in calendars
                for piece in _busy(calendar, zone, monday=monday, upload=upload, problems=problems)
            ]
    except TooLong:
        message = f"{upload.name} repeats its entries so often that they cannot be counted in {MOST_SECONDS} seconds."
        raise ProblemsFound([upload.problem("P120", 0, message, "Export the one calendar that is meant.")]) from None
    if problems:
        return Found(SOURCE, problems=tuple(problems))
    free = stretches_text(_subtract(window.stretches, busy, monday=monday))
    name, email = _whose(calendars, upload.name)
    return Found(
        SOURCE, (Incoming({"name": name, "email": email, "timezone": zone, "available": free, "if_needed": ""}),)
    )


def _calendars(upload: Upload) -> list[Any]:
    from icalendar import Calendar

    broken = ProblemsFound(
        [upload.problem("P120", 0, f"{upload.name} cannot be read as a calendar.", "Export it again as .ics.")]
    )
    if len(upload.data) > _LARGEST:
        raise ProblemsFound(
            [
                upload.problem(
                    "P003",
                    0,
                    f"{upload.name} has {len(upload.data):,} bytes; of a calendar at most {_LARGEST:,} are read.",
                )
            ]
        )
    try:
        found = list(Calendar.from_ical(upload.text, multiple=True))
    except (ValueError, KeyError, IndexError, AttributeError, TypeError):
        raise broken from None
    if not found:
        raise broken
    return found


def _whose(calendars: list[Any], file: str) -> tuple[str, str]:
    """Name and e-mail as the calendar or its free/busy part says; else the name of the file."""
    people = [
        part.get(key)
        for calendar in calendars
        for part in calendar.walk("VFREEBUSY")
        for key in ("ATTENDEE", "ORGANIZER")
        if part.get(key)
    ]
    names = [str(person.params.get("CN", "")) for person in people if hasattr(person, "params")]
    emails = [re.sub("(?i)^mailto:", "", str(person)) for person in people]
    title = next((str(calendar["X-WR-CALNAME"]) for calendar in calendars if calendar.get("X-WR-CALNAME")), "")
    if "@" in title and not emails:
        emails.append(title)
    stem = re.sub(r"\.[A-Za-z]{2,4}$", "", file).replace("_", " ")
    name = next((name for name in names if name), "") or ("" if "@" in title else title) or stem
    return name, next((email for email in emails if "@" in email), "")


def _busy(
    calendar: Any, zone: str, *, monday: datetime.datetime, upload: Upload, problems: list[Problem]
) -> Iterator[Busy]:
    """What blocks the week; an entry that is not of the form is told, since nobody knows then when it is."""
    events = [event for event in calendar.walk("VEVENT") if _blocks(event)]
    moved: set[tuple[str, datetime.datetime]] = set()
    for entry in (*calendar.walk("VEVENT"), *calendar.walk("VFREEBUSY")):
        try:
            if entry.name == "VFREEBUSY":
                yield from _periods(entry, zone)
            elif "RECURRENCE-ID" in entry:
                moved.add((str(entry.get("UID")), _wall(entry["RECURRENCE-ID"].dt, zone)))
        except _UNREADABLE as error:
            problems.append(_unread(upload, entry, error=error))
    for event in events:
        try:
            yield from _occasions(event, zone, monday=monday, moved=moved)
        except _UNREADABLE as error:
            problems.append(_unread(upload, event, error=error))


def _blocks(event: Any) -> bool:
    return (
        str(event.get("TRANSP", "")).upper() != "TRANSPARENT"
        and str(event.get("STATUS", "")).upper() != "CANCELLED"
        and "DTSTART" in event
    )


def _unread(upload: Upload, entry: Any, *, error: Exception) -> Problem:
    reason = f" ({error})" if isinstance(error, _Repeats) else ""
    message = f"“{entry.get('SUMMARY', 'An entry')}”: it cannot be read when this is{reason}; nobody was taken."
    hint = "Mend or delete the entry in the calendar program and export it again, or write down their times."
    return upload.problem("P122", 0, message, hint)


def _periods(part: Any, zone: str) -> Iterator[Busy]:
    values = part.get("FREEBUSY", [])
    for value in values if isinstance(values, list) else [values]:
        periods = value if isinstance(value, list) else [value]
        for period in periods:
            if str(getattr(period, "params", {}).get("FBTYPE", "BUSY")).upper() == "FREE":
                continue
            start, end = period.start, period.end
            yield _wall(start, zone), _wall(end, zone)


def _occasions(
    event: Any, zone: str, *, monday: datetime.datetime, moved: set[tuple[str, datetime.datetime]]
) -> Iterator[Busy]:
    """The times of an event that touch the week."""
    first = event["DTSTART"].dt
    length = _length(event, first)
    starts = [_wall(first, zone)]
    if "RRULE" in event and "RECURRENCE-ID" not in event:
        skipped = {_wall(date.dt, zone) for dates in _listed(event.get("EXDATE")) for date in dates.dts}
        skipped |= {moment for uid, moment in moved if uid == str(event.get("UID"))}
        starts = [
            start
            for start in _repeated(event, first, zone=zone, between=(monday - length, monday + WEEK))
            if start not in skipped
        ]
    for start in starts:
        if start < monday + WEEK and start + length > monday:
            yield start, start + length


def _repeated(event: Any, first: Any, *, zone: str, between: Busy) -> list[datetime.datetime]:
    """The beginnings in a stretch of time by the event's rule, which counts on the clock of the event's own zone."""
    from dateutil.rrule import rrulestr

    rule = event["RRULE"]
    if (
        isinstance(rule, list)
        or str(rule.get("FREQ", [""])[0]).upper() not in _FREQUENCIES
        or "BYMINUTE" in rule
        or "BYSECOND" in rule
    ):
        raise _Repeats("it repeats by several rules, or more often than daily")
    if not all(1 <= number <= MOST_INTERVAL for number in map(int, _listed(rule.get("INTERVAL", [1])))):
        raise _Repeats("its INTERVAL is no positive number (RFC 5545, 3.3.10)")
    own = first.tzinfo if isinstance(first, datetime.datetime) else None
    start = (
        first.replace(tzinfo=None)
        if isinstance(first, datetime.datetime)
        else datetime.datetime.combine(first, datetime.time())
    )
    # The library looks for the next occasion up to the year 9999, and the calendar repeats every 400 years: near that
    # end a rule that never comes again is done at once.
    later = (datetime.MAXYEAR - between[1].year - 1) // 400 * 400
    if start > between[1] + WEEK:
        return []
    until = rule.pop("UNTIL", [None])[0]
    if until is not None:
        last = (
            until if isinstance(until, datetime.datetime) else datetime.datetime.combine(until, datetime.time(23, 59))
        )
        rule["UNTIL"] = [_late((last.astimezone(own) if last.tzinfo and own else last).replace(tzinfo=None), later)]
    first_day, last_day = _late(between[0] - DAY, later), _late(between[1] + DAY, later)
    occasions = iter(rrulestr(rule.to_ical().decode(), dtstart=_late(start, later)))
    dates = takewhile(lambda date: date <= last_day, _counted(occasions))
    return [_wall(date.replace(year=date.year - later, tzinfo=own), zone) for date in dates if date >= first_day]


def _late(moment: datetime.datetime, years: int) -> datetime.datetime:
    return moment.replace(year=min(moment.year + years, datetime.MAXYEAR))


def _counted(occasions: Iterator[datetime.datetime]) -> Iterator[datetime.datetime]:
    """Occasions one by one; _Repeats where there are more than a rule can have before any week that is asked for."""
    for number, occasion in enumerate(occasions):
        if number == _MOST_STEPS:
            raise _Repeats(f"it has come more than {_MOST_STEPS:,} times before that week")
        yield occasion


def _listed(value: Any) -> list[Any]:
    return [] if value is None else value if isinstance(value, list) else [value]


def _length(event: Any, first: Any) -> datetime.timedelta:
    """How long an event lasts (RFC 5545, 3.6.1): to its end, for its duration, a whole day for a date, else no time at
    all."""
    if "DTEND" in event:
        last = event["DTEND"].dt
        whole = isinstance(first, datetime.datetime) == isinstance(last, datetime.datetime)
        return max(last - first, datetime.timedelta()) if whole else datetime.timedelta()
    if "DURATION" in event:
        length = event["DURATION"].dt
        return max(length, datetime.timedelta()) if isinstance(length, datetime.timedelta) else datetime.timedelta()
    return datetime.timedelta() if isinstance(first, datetime.datetime) else DAY


def _wall(moment: datetime.date, zone: str) -> datetime.datetime:
    """A moment, clock time or date on the wall clock of the zone."""
    from zoneinfo import ZoneInfo

    if not isinstance(moment, datetime.datetime):
        return datetime.datetime.combine(moment, datetime.time())
    return moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None) if moment.tzinfo else moment


def _subtract(window: tuple[Stretch, ...], busy: list[Busy], *, monday: datetime.datetime) -> tuple[Stretch, ...]:
    """What is left of the window, in minutes of the week."""
    minutes = [
        (
            max(0, int((start - monday).total_seconds()) // 60),
            min(WEEK_MINUTES, -int((monday - end).total_seconds() // 60)),
        )
        for start, end in busy
    ]
    return without(window, [stretch for stretch in minutes if stretch[0] < stretch[1]])
