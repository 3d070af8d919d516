"""Time zones as people and tools write them: a place is a zone, an offset is none, an abbreviation is a question."""

from __future__ import annotations

import datetime
import re
from functools import cache

from toolkit.model.fields import known_zones
from toolkit.reading.records import nearest
from toolkit.reading.zone_names import ABBREVIATIONS, NAMES

_OFFSET = re.compile(
    r"^\(?(?:GMT|UTC) *(?:(?P<sign>[+-−]) *(?P<hours>\d{1,2})(?::?(?P<minutes>\d\d))?)?\)? +(?=\S)", re.IGNORECASE
)
_DAYS = (datetime.datetime(2027, 1, 15), datetime.datetime(2027, 7, 15))
"""One in winter, one in summer."""


def is_zone(text: str) -> bool:
    """Whether this is a zone that follows a place's clock; `Etc/GMT+5` is five hours *behind* Greenwich and so never
    taken."""
    return text in known_zones() and (
        ("/" in text and not text.startswith(("Etc/", "SystemV/"))) or text in ("UTC", "GMT")
    )


@cache
def find_zone(text: str) -> str:
    """The zone that a text names: `Europe/Berlin`, `W. Europe Standard Time`, `Berlin`, `(GMT+01:00) Berlin`; nothing
    where it names none, or where its cities and its offset do not keep the same time."""
    plain = " ".join(text.split())
    if is_zone(plain):
        return plain
    offset = _OFFSET.match(plain)
    name = plain[offset.end() :] if offset else plain
    zones = [_named(part) for part in [name, *name.split(" - ")[-1:]]]
    zones = [zone for zone in zones if zone] or [_named(part) for part in re.split(r", *", name)]
    if not all(zones) or len({_offsets(zone) for zone in zones}) > 1:
        return ""
    if offset and offset["sign"]:
        minutes = int(offset["hours"]) * 60 + int(offset["minutes"] or 0)
        if (minutes if offset["sign"] == "+" else -minutes) not in _offsets(zones[0]):
            return ""
    return zones[0]


def abbreviation(text: str) -> str:
    """The abbreviation that a text is (EST, BST, CET), in capitals; nothing for anything else."""
    plain = text.strip().strip("()").upper()
    return plain if plain in ABBREVIATIONS else ""


def why_no_zone(text: str) -> tuple[str, str]:
    """What is wrong with a text that is no zone, and a hint."""
    if short := abbreviation(text):
        where = ABBREVIATIONS[short][0]
        return (
            f"“{text}” is not a time zone: it is used in several places, or for half of the year.",
            f"Name a place, like {where}.",
        )
    if re.fullmatch(r"(?i)(?:etc/)?(?:utc|gmt)? *[+-−] *\d.*", text):
        return (
            f"“{text}” is an offset: it changes with the clocks, and its sign is often read the wrong way round.",
            "Name a place, like Europe/London.",
        )
    return f"“{text}” is not a time zone.", _nearest(text)


def _nearest(text: str) -> str:
    """Zones whose city is spelled nearly so, else how to say it once."""
    city = re.sub(r"^.*/", "", text.strip())
    zones = [zone for zone in known_zones() if is_zone(zone)]
    hint = nearest(text, zones) if "/" in text else nearest(_key(city), [_key(zone) for zone in zones])
    if hint.startswith("Did you mean"):
        names = {_key(zone): zone for zone in zones}
        return re.sub("“(.*?)”", lambda match: f"“{names.get(match[1], match[1])}”", hint)
    return f'Say which place is meant: --zone-of "{text}"=Europe/London'


def _key(name: str) -> str:
    return re.sub(r"^.*/", "", name).replace("_", " ").casefold()


def _named(text: str) -> str:
    """The zone of one name: of the tz database in any case, of Windows, of Rails, or of a zone's city."""
    key = text.strip().casefold()
    return NAMES.get(key) or _cities().get(key.replace(".", ""), "")


@cache
def _cities() -> dict[str, str]:
    """Zones by their full name and by their last part, where zones of that city keep one time."""
    found: dict[str, set[str]] = {}
    full = {zone.casefold(): zone for zone in known_zones() if is_zone(zone) and "/" in zone}
    for zone in full.values():
        if zone.split("/")[0] in _CONTINENTS:
            found.setdefault(_key(zone).replace(".", ""), set()).add(zone)
    cities = {
        city: max(zones, key=lambda zone: (zone.count("/"), zone))
        for city, zones in found.items()
        if len({_offsets(zone) for zone in zones}) == 1
    }
    return cities | full


_CONTINENTS = ("Africa", "America", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")


@cache
def _offsets(zone: str) -> tuple[int, ...]:
    """Minutes ahead of Greenwich in winter and in summer."""
    from zoneinfo import ZoneInfo

    offsets = [day.replace(tzinfo=ZoneInfo(zone)).utcoffset() for day in _DAYS]
    return tuple(int(offset.total_seconds()) // 60 for offset in offsets if offset is not None)
