"""Calendars as files, and what three readers find in them."""

from __future__ import annotations

import datetime
import zoneinfo
from pathlib import Path

from tests.outputs.readers import READERS, Event
from toolkit.documents.calendars import ShowCancelled, make_calendars
from toolkit.keeping.lock import Lock, advance
from toolkit.model.document import Calendar, CalendarEntry
from toolkit.model.plan import Plan
from toolkit.outputs.ics import render_calendar
from toolkit.outputs.ics_text import one_line

STAMP = datetime.datetime(2026, 1, 19, tzinfo=datetime.UTC)


ENTRY = CalendarEntry(
    uid="p.a.tensors@x",
    title="2. Tensors",
    start=datetime.datetime(2027, 1, 19, 18, 30),
    minutes=120,
    zone="Europe/London",
    fallback_stamp=STAMP,
)


def calendar_of(*entries: CalendarEntry, name: str = "Ladder") -> Calendar:
    """A calendar of these entries."""
    return Calendar("share/calendar/x.ics", name, "share", "Europe/London", entries, colour="teal")


def render(*entries: CalendarEntry, name: str = "Ladder") -> str:
    """The file of these entries, unfolded, with \\n line ends."""
    data = render_calendar(calendar_of(*entries, name=name), advance(Lock(), entries))
    return data.decode().replace("\r\n ", "").replace("\r\n", "\n")


def exact(entry: CalendarEntry) -> Event:
    """UID, start and end of an entry as zoneinfo says, and its title."""
    title = one_line(entry.title)
    if entry.day:
        return entry.uid, f"{entry.day:%Y%m%d}", f"{entry.day + datetime.timedelta(days=1):%Y%m%d}", title
    assert entry.start is not None
    assert entry.zone is not None
    start = entry.start.replace(tzinfo=zoneinfo.ZoneInfo(entry.zone)).astimezone(datetime.UTC)
    end = start + datetime.timedelta(minutes=entry.minutes)
    return entry.uid, f"{start:%Y%m%dT%H%M%SZ}", f"{end:%Y%m%dT%H%M%SZ}", title


def write_all(plan: Plan, folder: Path, *, cancelled: ShowCancelled = "keep") -> dict[Path, list[Event]]:
    """Every calendar of the plan as a file, with the events that it should hold."""
    calendars = make_calendars(plan, cancelled=cancelled)
    lock = advance(Lock(), (entry for calendar in calendars for entry in calendar.entries))
    found = {}
    for calendar in calendars:
        path = folder / calendar.path.replace("/", "-")
        path.write_bytes(render_calendar(calendar, lock))
        found[path] = sorted(map(exact, calendar.entries))
    return found


def assert_readers_agree(expected: dict[Path, list[Event]]) -> None:
    """All readers find in every file exactly the events expected."""
    for name, read in READERS.items():
        for path, events in zip(expected, read(list(expected)), strict=True):
            assert sorted(events) == expected[path], f"{name} on {path.name}"
