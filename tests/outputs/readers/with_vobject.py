"""vobject, what Radicale and other Python servers read calendars with."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path

import vobject  # type: ignore[import-untyped]

ZONES = vars(vobject.icalendar)["__tzidMap"]
"""vobject keeps the first definition of every zone's name for good; here each file is read as if it were the only
one."""


def read_events(paths: Sequence[Path]) -> list[list[tuple[str, str, str, str]]]:
    """The events of each file."""
    return [_read(path.read_bytes().decode()) for path in paths]


def _read(text: str) -> list[tuple[str, str, str, str]]:
    for name in set(ZONES) - {"UTC"}:
        del ZONES[name]
    calendar = vobject.readOne(text)
    events = calendar.contents.get("vevent", [])
    return [
        (event.uid.value, _moment(event.dtstart.value), _moment(event.dtend.value), event.summary.value)
        for event in events
    ]


def _moment(value: datetime.date) -> str:
    if not isinstance(value, datetime.datetime):
        return f"{value:%Y%m%d}"
    if value.tzinfo is None:
        return "floating"
    return f"{value.astimezone(datetime.UTC):%Y%m%dT%H%M%SZ}"
