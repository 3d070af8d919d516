"""Calendars as iCalendar files (RFC 5545, 7986), written so that every known reader reads the same times.

The text that people wrote is made safe before the icalendar library sees it, and the bytes are checked after it: some
values it does not escape_text, some traps it only asserts, and asserts vanish under `python -O`.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from urllib.parse import quote
from zoneinfo import ZoneInfo

from toolkit.keeping.lock import Lock, Version
from toolkit.model.availability import DAY
from toolkit.model.document import Attendee, Calendar, CalendarEntry, Invitation
from toolkit.outputs.ics_text import check_calendar, escape_text, one_line, plain_text, quoted
from toolkit.outputs.vtimezone import has_lasting_rule, vtimezone

if TYPE_CHECKING:
    from icalendar import Component

_UTC = "%Y%m%dT%H%M%SZ"
_LOCAL = "%Y%m%dT%H%M%S"
_END = b"END:VEVENT\r\n"


def render_calendar(calendar: Calendar, lock: Lock) -> bytes:
    """The file: VCALENDAR, the zones used, then the events by start and UID. CRLF, UTF-8 without BOM, lines of 75
    octets.

    `lock` holds a version of every entry (`lock.advance`). Raises BrokenCalendar if the bytes are not as promised.
    """
    entries = sorted(calendar.entries, key=_order)
    events = [_with_alarm(_event(replace(entry, alarm=None), lock.version_of(entry)), entry) for entry in entries]
    head = _head(replace(calendar, entries=()))
    data = b"".join((head, *_zones(entries), *events, b"END:VCALENDAR\r\n"))
    check_calendar(data, events=len(entries))
    return data


def render_entries(entries: Iterable[CalendarEntry], lock: Lock) -> bytes:
    """The same for what goes with a message: a calendar of these entries without a name. Raises BrokenCalendar as
    above."""
    found = tuple(entries)
    zone = next((entry.zone for entry in found if entry.zone), "UTC")
    return render_calendar(Calendar(path="", name="", audience="private", zone=zone, entries=found), lock)


def render_invitation(invitation: Invitation, lock: Lock) -> bytes:
    """One event with METHOD, ORGANIZER and ATTENDEE (RFC 5546, 3.2.2 and 3.2.5); all else as in every file. Raises
    BrokenCalendar as above."""
    entry = replace(invitation.entry, alarm=None)
    event = _event(entry, lock.version_of(entry)).removesuffix(_END) + _people(invitation) + _END
    head = _head(
        Calendar(path="", name="", audience="private", zone=entry.zone or "UTC", entries=()), method=invitation.method
    )
    data = b"".join((head, *_zones([entry]), event, b"END:VCALENDAR\r\n"))
    check_calendar(data, events=1)
    return data


def _people(invitation: Invitation) -> bytes:
    """Who asks, and who is asked. Somebody told not to come has nothing to answer."""
    from icalendar import Event

    lines, guest = Event(), invitation.attendee
    asked = (
        {"ROLE": "REQ-PARTICIPANT", "PARTSTAT": "NEEDS-ACTION", "RSVP": "TRUE"}
        if invitation.method == "REQUEST"
        else {}
    )
    _put(lines, "ORGANIZER", value=_mailto(invitation.organiser.email), **_common_name(invitation.organiser))
    _put(lines, "ATTENDEE", value=_mailto(guest.email), **_common_name(guest), **asked)
    return bytes(lines.to_ical(sorted=False)).removeprefix(b"BEGIN:VEVENT\r\n").removesuffix(_END)


def _mailto(email: str) -> str:
    """The address as a URI: another script's domain as the name service knows it (RFC 5890), its local part in percent
    signs (RFC 6068)."""
    return f"mailto:{_address(ascii_domain(email))}"


def ascii_domain(email: str) -> str:
    """An address whose domain is in ASCII, where the rules of names allow it."""
    local, _, domain = email.rpartition("@")
    try:
        return f"{local}@{domain.encode('idna').decode('ascii')}"
    except UnicodeError:
        return email


def _common_name(person: Attendee) -> dict[str, str]:
    name = quoted(person.name)
    return {"CN": name} if name else {}


def _address(text: str) -> str:
    """A URI in ASCII (RFC 3986)."""
    return quote(plain_text(text).replace("\n", ""), safe="%/:?#[]@!$&'()*+,;=~")


def _link(text: str) -> str:
    """A link that no reader splits at a comma."""
    return _address(text).replace(",", "%2C")


def _order(entry: CalendarEntry) -> tuple[datetime.datetime, str]:
    day = entry.day or datetime.date.min
    start = _start(entry) if entry.start else datetime.datetime.combine(day, datetime.time(), datetime.UTC)
    return start.astimezone(datetime.UTC), entry.uid


def _start(entry: CalendarEntry) -> datetime.datetime:
    """The wall time of a timed entry, with its zone."""
    return (entry.start or datetime.datetime.min).replace(tzinfo=ZoneInfo(entry.zone or "UTC"))


def _head(calendar: Calendar, *, method: str = "") -> bytes:
    """Everything before the first component. A name that calendars would make a new calendar of is left out where it is
    empty."""
    from icalendar import Calendar as Component

    component = Component()
    _put(component, "VERSION", value="2.0")
    _put(component, "PRODID", value="-//Programme-in-a-box//Programme//EN")
    _put(component, "CALSCALE", value="GREGORIAN")
    if method:
        _put(component, "METHOD", value=method)
    if calendar.name:
        _put(component, "NAME", value=escape_text(one_line(calendar.name)))
        _put(component, "X-WR-CALNAME", value=escape_text(one_line(calendar.name)))
    _put(component, "X-WR-TIMEZONE", value=escape_text(calendar.zone))
    if calendar.colour:
        _put(component, "COLOR", value=calendar.colour)
    if not method:
        _put(component, "REFRESH-INTERVAL", value="PT12H", VALUE="DURATION")
        _put(component, "X-PUBLISHED-TTL", value="PT12H")
    return bytes(component.to_ical(sorted=False)).removesuffix(b"END:VCALENDAR\r\n")


def _zones(entries: list[CalendarEntry]) -> Iterator[bytes]:
    for zone in sorted({entry.zone for entry in entries if entry.zone and _names_zone(entry)}):
        yield vtimezone(zone).encode("ascii")


@lru_cache(maxsize=4096)
def _event(entry: CalendarEntry, version: Version) -> bytes:
    """A VEVENT without its alarm; made once for all the files that hold it."""
    from icalendar import Event

    event = Event()
    _put(event, "UID", value=escape_text(one_line(entry.uid)))
    _put(event, "DTSTAMP", value=version.modified.strftime(_UTC))
    _put(event, "CREATED", value=version.created.strftime(_UTC))
    _put(event, "LAST-MODIFIED", value=version.modified.strftime(_UTC))
    _put(event, "SEQUENCE", value=str(version.sequence))
    _put(event, "SUMMARY", value=escape_text(one_line(entry.title)))
    _put_time(event, entry)
    _put(event, "STATUS", value=entry.status)
    _put(event, "TRANSP", value="TRANSPARENT" if entry.transparent or entry.day else "OPAQUE")
    if entry.categories:
        _put(event, "CATEGORIES", value=",".join(escape_text(one_line(category)) for category in entry.categories))
    _put_place(event, entry)
    if entry.description:
        _put(event, "DESCRIPTION", value=escape_text(plain_text(entry.description).strip()))
    if entry.url:
        _put(event, "URL", value=_link(entry.url))
    if entry.link:
        _put(
            event,
            "CONFERENCE",
            value=_link(entry.link),
            VALUE="URI",
            FEATURE=["AUDIO", "VIDEO"],
            LABEL="Join the meeting",
        )
    return bytes(event.to_ical(sorted=False))


def _put(component: Component, name: str, *, value: str, **parameters: str | list[str]) -> None:
    """A property whose value is already in the form of the file; a name in it always in quotes, which some readers
    need."""
    from icalendar.prop import vInline

    line = vInline(value, params={key.replace("_", "-"): text for key, text in parameters.items()})
    parameters_of_line: Any = line.params
    parameters_of_line.always_quoted = (*line.params.always_quoted, "CN")
    component.add(name, line)


def _put_time(event: Component, entry: CalendarEntry) -> None:
    """DTSTART and DTEND: always both, as wall time with its zone; the end of a day is the next day.

    Both are told in UTC where the zone is not named, and where one is in an hour that comes twice: RFC 5545 (3.3.5)
    means the first of the two, but ical.js reads the second.
    """
    if entry.day is not None:
        _put(event, "DTSTART", value=f"{entry.day:%Y%m%d}", VALUE="DATE")
        _put(event, "DTEND", value=f"{entry.day + DAY:%Y%m%d}", VALUE="DATE")
        return
    start = _start(entry)
    end = (start.astimezone(datetime.UTC) + datetime.timedelta(minutes=entry.minutes)).astimezone(start.tzinfo)
    in_utc = not _names_zone(entry) or _comes_twice(start) or _comes_twice(end)
    for name, moment in (("DTSTART", start), ("DTEND", end)):
        if in_utc:
            _put(event, name, value=moment.astimezone(datetime.UTC).strftime(_UTC))
        else:
            _put(event, name, value=moment.strftime(_LOCAL), TZID=str(entry.zone))


def _names_zone(entry: CalendarEntry) -> bool:
    """Whether the times of a timed entry stand in its zone: not in UTC (RFC 5545, 3.2.19), and in no zone without a
    lasting rule, of which readers that go by data of their own may know an older law."""
    zone, start = entry.zone or "UTC", entry.start
    return start is not None and zone != "UTC" and has_lasting_rule(zone, year=start.year)


def _comes_twice(moment: datetime.datetime) -> bool:
    return moment.replace(fold=0).utcoffset() != moment.replace(fold=1).utcoffset()


def _put_place(event: Component, entry: CalendarEntry) -> None:
    if entry.location:
        _put(event, "LOCATION", value=escape_text(one_line(entry.location)))
    if entry.geo:
        latitude, longitude = (f"{degrees:.6f}" for degrees in entry.geo)
        _put(event, "GEO", value=f"{latitude};{longitude}")
        place = f"geo:{latitude},{longitude}"
        _put(
            event,
            "X-APPLE-STRUCTURED-LOCATION",
            value=place,
            VALUE="URI",
            X_APPLE_RADIUS="70",
            X_TITLE=quoted(entry.location),
        )


def _with_alarm(event: bytes, entry: CalendarEntry) -> bytes:
    if entry.alarm is None:
        return event
    from icalendar import Alarm

    alarm = Alarm()
    _put(alarm, "ACTION", value="DISPLAY")
    _put(alarm, "TRIGGER", value=f"-PT{entry.alarm}M")
    _put(alarm, "DESCRIPTION", value=escape_text(one_line(entry.title)))
    return event.removesuffix(_END) + bytes(alarm.to_ical(sorted=False)) + _END
