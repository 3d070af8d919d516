"""A When2Meet poll saved from the browser as HTML.

The page's own script lists `PeopleNames[i]`, `PeopleIDs[i]`, `TimeOfSlot[i]` (Unix time, 15 minutes apart) and
`AvailableAtSlot[i].push(id)`. A poll of dates has real moments; one of days of the week has clock times in a week of
January 1970 or of November 1978, which mean the plain weekday and hour.
"""

from __future__ import annotations

import datetime
import html
import re
from itertools import pairwise

from toolkit.model.imports import Answers, Found, Incoming
from toolkit.reading.imports.questions import zone_question
from toolkit.reading.imports.upload import Upload
from toolkit.reading.imports.votes import YES, OfferedTime, no_time_words, wall, weekly_hours

SOURCE = "When2Meet page"
WEEKLY_BEFORE = 631_152_000
"""Unix time of 1990: what lies before it is a day of the week, not a date."""

_NAMES = re.compile(r"PeopleNames\[(\d+)\]\s*=\s*(?:'((?:[^'\\\n]|\\.)*)'|\"((?:[^\"\\\n]|\\.)*)\")")
_IDS = re.compile(r"PeopleIDs\[(\d+)\]\s*=\s*(\d+)")
_TIMES = re.compile(r"TimeOfSlot\[(\d+)\]\s*=\s*(\d{1,10})(?!\d)")
_FREE = re.compile(r"AvailableAtSlot\[(\d+)\]\.push\((\d+)\)")


def recognises(upload: Upload) -> bool:
    """Whether the page's script is there."""
    return not upload.is_workbook and _TIMES.search(upload.text) is not None and "AvailableAtSlot" in upload.text


def read(upload: Upload, answers: Answers) -> Found:
    """Everybody who answered, with what they ticked."""
    stamps = {int(place): int(stamp) for place, stamp in _TIMES.findall(upload.text)}
    weekly = all(stamp < WEEKLY_BEFORE for stamp in stamps.values())
    words = (
        "When2Meet does not say in which time zone the hours are; which is it"
        if weekly
        else "Into which time zone shall the times be put"
    )
    questions = zone_question(answers, text=words)
    if questions:
        return Found(SOURCE, questions=questions)
    offered = _offered(list(stamps.values()), answers.zone, weekly=weekly)
    place_of = {slot: place for place, slot in enumerate(stamps)}
    votes: dict[int, dict[int, str]] = {}
    for slot, person in _FREE.findall(upload.text):
        if int(slot) in place_of:
            votes.setdefault(int(person), {})[place_of[int(slot)]] = YES
    people = tuple(
        _person(name, line, zone=answers.zone, offered=offered, votes=votes.get(id, {}))
        for id, (name, line) in _names(upload).items()
    )
    return Found(SOURCE, people)


def _offered(stamps: list[int], zone: str, *, weekly: bool) -> list[OfferedTime]:
    moments = [datetime.datetime.fromtimestamp(stamp, datetime.UTC) for stamp in stamps]
    ordered = sorted(set(stamps))
    minutes = min((later - earlier for earlier, later in pairwise(ordered)), default=900) // 60
    return [
        (moment.replace(tzinfo=None) if weekly else wall(moment, zone), min(minutes, 60) or 15) for moment in moments
    ]


def _names(upload: Upload) -> dict[int, tuple[str, int]]:
    """Name and line by the poll's own id; an id that stands twice counts once."""
    names = {
        int(match[1]): (match[2] if match[2] is not None else match[3], match.start())
        for match in _NAMES.finditer(upload.text)
    }
    found: dict[int, tuple[str, int]] = {}
    for place, id in _IDS.findall(upload.text):
        if int(place) in names:
            name, start = names[int(place)]
            found.setdefault(int(id), (_plain(name), upload.text.count("\n", 0, start) + 1))
    return found


def _plain(text: str) -> str:
    """A name without the escapes of JavaScript and HTML."""
    unescaped = re.sub(r"\\(u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|.)", lambda match: _letter(match[1]), text)
    return " ".join(html.unescape(unescaped).split())


def _letter(escape: str) -> str:
    if len(escape) > 1:
        return chr(int(escape[1:], 16))
    return " " if escape in "nrt" else escape


def _person(name: str, line: int, *, zone: str, offered: list[OfferedTime], votes: dict[int, str]) -> Incoming:
    free = weekly_hours(offered, votes)
    return Incoming({"name": name, "timezone": zone, "available": free[0]}, line=line, note=no_time_words(votes, free))
