"""Texts as calendars take them (RFC 5545, 3.3.11), and a last look at a calendar's bytes."""

from __future__ import annotations

import re
import unicodedata

_LINE_BREAKS = re.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")


_NOT_TEXT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")


_NAMED_LINE = re.compile(rb"[A-Z][A-Z0-9-]*[:;]")


_FORBIDDEN = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|\r(?!\n)|(?<!\r)\n")


class BrokenCalendar(Exception):
    """A calendar came out in a form that readers would refuse: always our bug, never the organiser's."""


def check_calendar(data: bytes, *, events: int) -> None:
    """Raises BrokenCalendar unless `data` is one VCALENDAR with that many events: CRLF, no BOM, UTF-8, lines of at most
    75 octets, no control characters, BEGIN and END in pairs (RFC 5545, 3.1 and 3.6)."""
    lines = data.split(b"\r\n")
    if lines.pop() or _FORBIDDEN.search(data) or data.startswith(b"\xef\xbb\xbf"):
        raise BrokenCalendar("a line end, a byte order mark or a control character")
    if any(len(line) > 75 for line in lines):
        raise BrokenCalendar("a line of more than 75 octets")
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BrokenCalendar("not UTF-8") from error
    _check_pairs([line for line in lines if not line.startswith(b" ")])
    if lines.count(b"BEGIN:VEVENT") != events:
        raise BrokenCalendar("another number of events")


def _check_pairs(lines: list[bytes]) -> None:
    """Every BEGIN has its END, inside one VCALENDAR, and every line has a name."""
    within: list[bytes] = []
    for number, line in enumerate(lines):
        if not _NAMED_LINE.match(line):
            raise BrokenCalendar("a line without a name")
        if not within and (number or line != b"BEGIN:VCALENDAR"):
            raise BrokenCalendar("text outside the VCALENDAR")
        if line.startswith(b"BEGIN:"):
            within.append(line[6:])
        elif line.startswith(b"END:") and within.pop() != line[4:]:
            raise BrokenCalendar("an END without its BEGIN")
    if within or not lines:
        raise BrokenCalendar("a BEGIN without its END")


def plain_text(text: str) -> str:
    """Text in NFC with \\n line breaks; control characters, lone surrogates and byte order marks left out."""
    return unicodedata.normalize("NFC", _NOT_TEXT.sub("", _LINE_BREAKS.sub("\n", text)))


def one_line(text: str) -> str:
    """The same on one line."""
    return " ".join(plain_text(text).split())


def quoted(text: str) -> str:
    """The same for a quoted parameter such as CN: straight double quotes, which cannot stand in one, become typographic
    ones."""
    return one_line(text).replace('"', "”")


def escape_text(text: str) -> str:
    """A TEXT value (RFC 5545, 3.3.11). The library's own way turns a backslash before N into a line break."""
    return text.replace("\\", "\\\\").replace(";", r"\;").replace(",", r"\,").replace("\n", r"\n")
