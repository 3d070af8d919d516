"""libical, what Evolution and KOrganizer read calendars with (Debian: libical3)."""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

VEVENT = 4
"""ICAL_VEVENT_COMPONENT in icalenums.h."""


class Time(ctypes.Structure):
    """struct icaltimetype of libical 3."""

    _fields_ = (
        *(
            (name, ctypes.c_int)
            for name in ("year", "month", "day", "hour", "minute", "second", "is_date", "is_daylight")
        ),
        ("zone", ctypes.c_void_p),
    )


def _library_name() -> str:
    """Its name on Linux; on macOS the path that Homebrew gives it."""
    places = (Path(prefix, "lib", "libical.3.dylib") for prefix in ("/opt/homebrew", "/usr/local"))
    return next((str(place) for place in places if sys.platform == "darwin" and place.exists()), "libical.so.3")


@cache
def library() -> ctypes.CDLL:
    """libical with the types of the functions that are called."""
    found = ctypes.CDLL(_library_name())
    pointer, time = ctypes.c_void_p, Time
    for name, result, arguments in (
        ("icalparser_parse_string", pointer, [ctypes.c_char_p]),
        ("icalcomponent_get_first_component", pointer, [pointer, ctypes.c_int]),
        ("icalcomponent_get_next_component", pointer, [pointer, ctypes.c_int]),
        ("icalcomponent_count_errors", ctypes.c_int, [pointer]),
        ("icalcomponent_get_uid", ctypes.c_char_p, [pointer]),
        ("icalcomponent_get_summary", ctypes.c_char_p, [pointer]),
        ("icalcomponent_get_dtstart", time, [pointer]),
        ("icalcomponent_get_dtend", time, [pointer]),
        ("icalcomponent_free", None, [pointer]),
        ("icaltimezone_get_utc_timezone", pointer, []),
        ("icaltime_convert_to_zone", time, [time, pointer]),
    ):
        function = getattr(found, name)
        function.restype, function.argtypes = result, arguments
    return found


def read_events(paths: Sequence[Path]) -> list[list[tuple[str, str, str, str]]]:
    """The events of each file; a property that libical refuses is a failure."""
    return [_read(path.read_bytes()) for path in paths]


def _read(content: bytes) -> list[tuple[str, str, str, str]]:
    calls = library()
    calendar = calls.icalparser_parse_string(content)
    if not calendar or calls.icalcomponent_count_errors(calendar):
        raise RuntimeError("libical cannot read the calendar")
    found = list(_events(calls, calendar))
    calls.icalcomponent_free(calendar)
    return found


def _events(calls: ctypes.CDLL, calendar: int) -> Iterator[tuple[str, str, str, str]]:
    event = calls.icalcomponent_get_first_component(calendar, VEVENT)
    while event:
        uid, title = calls.icalcomponent_get_uid(event).decode(), calls.icalcomponent_get_summary(event).decode()
        yield (
            uid,
            _moment(calls, calls.icalcomponent_get_dtstart(event)),
            _moment(calls, calls.icalcomponent_get_dtend(event)),
            title,
        )
        event = calls.icalcomponent_get_next_component(calendar, VEVENT)


def _moment(calls: ctypes.CDLL, time: Time) -> str:
    if time.is_date:
        return f"{time.year:04d}{time.month:02d}{time.day:02d}"
    if not time.zone:
        return "floating"
    time = calls.icaltime_convert_to_zone(time, calls.icaltimezone_get_utc_timezone())
    return f"{time.year:04d}{time.month:02d}{time.day:02d}T{time.hour:02d}{time.minute:02d}{time.second:02d}Z"
