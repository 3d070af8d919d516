"""VTIMEZONE texts that follow from a zone's own data, so that a reader needs no zone data of its own.

The last line of a TZif file (RFC 8536, 3.3) is a POSIX TZ text such as `GMT0BST,M3.5.0/1,M10.5.0`; it holds from the
file's last dated clock change on and becomes one yearly RRULE a change. Where changes in the years wanted are dated one
by one, times are told in UTC and no zone. The files are those of the `tzdata` package alone, so that every machine
writes the same bytes.
"""

from __future__ import annotations

import datetime
import itertools
import re
import struct
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from toolkit.model.availability import DAY
from toolkit.model.fields import DAYS
from toolkit.problems import Problem, ProblemsFound

_WEEKDAYS = tuple(day[:2].upper() for day in (DAYS[-1], *DAYS[:-1]))
_ANCHOR = 1970
"""The year in which yearly rules begin: most calendar programs write it, and every one reads it."""

_OFFSET = r"[-+]?\d{1,3}(?::\d\d){0,2}"
_POSIX = re.compile(
    rf"(?P<standard><[^>]+>|[A-Za-z]+)(?P<offset>{_OFFSET})"
    rf"(?:(?P<daylight><[^>]+>|[A-Za-z]+)(?P<daylight_offset>{_OFFSET})?"
    rf",M(?P<start>\d+\.\d\.\d)(?:/(?P<start_time>{_OFFSET}))?,M(?P<end>\d+\.\d\.\d)(?:/(?P<end_time>{_OFFSET}))?)?"
)


@dataclass(frozen=True)
class _Change:
    """A change of the clocks: when on the old clock, and the clock before and after. `rule` repeats it every
    year; empty where one clock stays."""

    when: datetime.datetime
    before: datetime.timedelta
    after: datetime.timedelta
    name: str
    rule: str


def vtimezone(zone: str) -> str:
    """The VTIMEZONE of `zone` (RFC 5545, 3.6.5) with CRLF line ends, right from the year after its last dated clock
    change on: it is for a zone that `has_lasting_rule`.

    Raises ProblemsFound (P029) for a name that the zone data does not have.
    """
    changes = _yearly_changes(_last_line(zone))
    lines = [
        "BEGIN:VTIMEZONE",
        f"TZID:{zone}",
        *itertools.chain.from_iterable(map(_component, changes)),
        "END:VTIMEZONE",
        "",
    ]
    return "\r\n".join(lines)


def has_lasting_rule(zone: str, *, year: int) -> bool:
    """Whether the clock changes of `zone` follow one yearly rule from the year before `year` on (where not: P076).

    Raises ProblemsFound (P029) for a name that the zone data does not have.
    """
    data = _data(zone)
    last = _last_dated_change(data)
    known = _POSIX.fullmatch(_last_line(zone)) is not None
    return known and last < datetime.datetime(year - 1, 1, 1, tzinfo=datetime.UTC).timestamp()


@lru_cache
def _data(zone: str) -> bytes:
    """The TZif file of the zone; a name never leads out of the package's folder."""
    place = resources.files("tzdata").joinpath("zoneinfo")
    if re.fullmatch(r"[\w+-]+(/[\w+-]+)*", zone, re.ASCII):
        file = place.joinpath(*zone.split("/"))
        content = file.read_bytes() if file.is_file() else b""
        if content.startswith(b"TZif"):
            return content
    raise ProblemsFound([Problem("programme.yaml", 0, 0, "P029", f"Nobody knows the time zone “{zone}”.")])


def _last_line(zone: str) -> str:
    return _data(zone).split(b"\n")[-2].decode("ascii")


def _last_dated_change(data: bytes) -> float:
    """Unix time of the last change in the 64-bit block (RFC 8536, 3.1-3.2), minus infinity where there is none."""
    isut, isstd, leap, times, types, letters = struct.unpack(">6l", data[20:44])
    block = 44 + times * 5 + types * 6 + letters + leap * 8 + isstd + isut
    (count,) = struct.unpack(">l", data[block + 32 : block + 36])
    end = block + 44 + 8 * count
    return float(struct.unpack(">q", data[end - 8 : end])[0]) if count else float("-inf")


def _yearly_changes(posix: str) -> tuple[_Change, ...]:
    match = _POSIX.fullmatch(posix)
    if match is None:  # has_lasting_rule() has looked
        raise ValueError(posix)
    standard = -_duration(match["offset"])
    name = match["standard"].strip("<>")
    if match["start"] is None:
        return (_Change(datetime.datetime(_ANCHOR, 1, 1), standard, standard, name, ""),)
    daylight = (
        -_duration(match["daylight_offset"]) if match["daylight_offset"] else standard + datetime.timedelta(hours=1)
    )
    return (
        *(_Change(when, daylight, standard, name, rule) for when, rule in _onsets(match["end"], match["end_time"])),
        *(
            _Change(when, standard, daylight, match["daylight"].strip("<>"), rule)
            for when, rule in _onsets(match["start"], match["start_time"])
        ),
    )


def _onsets(day: str, time: str | None) -> Iterator[tuple[datetime.datetime, str]]:
    """First moment and RRULE for `10.5.0` (last Sunday of October) and a time, which may lie on another day: -1 or 26
    hours.

    A week that reaches over the end of its month needs two rules.
    """
    month, week, weekday = map(int, day.split("."))
    days_later, seconds = divmod(int(_duration(time or "2").total_seconds()), 86400)
    first = 7 * week - 6 if week < 5 else monthrange(2001, month)[1] - 6
    start = datetime.date(2001, month, first) + days_later * DAY
    weekday = (weekday + days_later) % 7
    for _, group in itertools.groupby((start + DAY * index for index in range(7)), key=lambda date: date.month):
        dates = list(group)
        rule = f"FREQ=YEARLY;BYMONTH={dates[0].month};BYDAY="
        rule += (
            f"{week if week < 5 else -1}{_WEEKDAYS[weekday]}"
            if not days_later
            else _WEEKDAYS[weekday] + _of_month(dates)
        )
        yield _first(dates, weekday) + datetime.timedelta(seconds=seconds), rule


def _of_month(dates: list[datetime.date]) -> str:
    return ";BYMONTHDAY=" + ",".join(str(date.day) for date in dates)


def _first(dates: list[datetime.date], weekday: int) -> datetime.datetime:
    """The first of these days of the year that is such a weekday (0 is Sunday), from the anchor year on."""
    years = (datetime.datetime(year, date.month, date.day) for year in itertools.count(_ANCHOR) for date in dates)
    return next(day for day in years if day.isoweekday() % 7 == weekday)


def _component(change: _Change) -> list[str]:
    """A change to a later clock is called DAYLIGHT whatever the law calls it; readers go by the offsets."""
    kind = "DAYLIGHT" if change.after > change.before else "STANDARD"
    return [
        f"BEGIN:{kind}",
        f"DTSTART:{change.when:%Y%m%dT%H%M%S}",
        *([f"RRULE:{change.rule}"] if change.rule else []),
        f"TZOFFSETFROM:{_signed(change.before)}",
        f"TZOFFSETTO:{_signed(change.after)}",
        f"TZNAME:{change.name}",
        f"END:{kind}",
    ]


def _duration(text: str) -> datetime.timedelta:
    """`-1`, `2:45` or `+167` hours."""
    hours, minutes, seconds = (int(part) for part in (text.lstrip("+-") + ":0:0").split(":")[:3])
    size = datetime.timedelta(hours=hours, minutes=minutes, seconds=seconds)
    return -size if text.startswith("-") else size


def _signed(offset: datetime.timedelta) -> str:
    """UTC-OFFSET (RFC 5545, 3.3.14): +0545, with seconds only where there are some."""
    minutes, seconds = divmod(int(abs(offset).total_seconds()), 60)
    text = f"{'-' if offset < datetime.timedelta() else '+'}{minutes // 60:02d}{minutes % 60:02d}"
    return text + f"{seconds:02d}" if seconds else text
