"""Zones by the names of other programs, and abbreviations, which name none."""

from __future__ import annotations

import datetime
import re
from functools import cache

from toolkit.model.fields import zone_names
from toolkit.reading.zone_names import ABBREVIATIONS, NAMES
from toolkit.reading.zones import is_zone

_OFFSET = re.compile(
    r"^\(?(?:GMT|UTC) *(?:(?P<sign>[+-−]) *(?P<hours>\d{1,2})(?::?(?P<minutes>\d\d))?)?\)? +(?=\S)", re.IGNORECASE
)
_SEVERAL = frozenset(("act", "center", "cordoba", "knox", "lhi", "merida", "north", "nsw", "petersburg", "san juan",
    "south", "victoria", "west"))  # fmt: skip
"""Last words of zones that mean another place, or none, to most who write them alone."""

_DAYS = (datetime.datetime(2027, 1, 15), datetime.datetime(2027, 7, 15))
"""One in winter, one in summer."""


@cache
def find_zone(text: str) -> str:
    """The zone that a text names: `Europe/Berlin`, `W. Europe Standard Time`, `Berlin`, `(GMT+01:00) Berlin`; nothing
    for an abbreviation (GMT, too: London's people write it in summer), where several places are called so, or where
    its cities and its offset do not keep the same time."""
    plain = " ".join(text.split())
    if abbreviation(plain):
        return ""
    if is_zone(plain):
        return plain
    offset = _OFFSET.match(plain) if plain.casefold() not in NAMES else None
    name = plain[offset.end() :] if offset else plain
    zones = [zone for part in (name, name.rpartition(" - ")[2]) if (zone := _named(part, alone=not offset))]
    if not zones:
        cities = re.split(r", *", name)
        zones = [_named(city, alone=not offset and len(cities) == 1) for city in cities]
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


def _key(name: str) -> str:
    return re.sub(r"^.*/", "", name).replace("_", " ").casefold()


def _named(text: str, *, alone: bool) -> str:
    """The zone of one name: of Windows, of Rails, or of a zone's city; alone it must be the only place of the name."""
    key = text.strip().casefold()
    if abbreviation(text) or (alone and key in _SEVERAL):
        return ""
    return NAMES.get(key) or _cities().get(key.replace(".", ""), "")


@cache
def _cities() -> dict[str, str]:
    """Zones by their city, where all of that city keep one time."""
    found: dict[str, set[str]] = {}
    for zone in zone_names():
        if zone.split("/")[0] in _CONTINENTS:
            found.setdefault(_key(zone).replace(".", ""), set()).add(zone)
    return {
        city: max(zones, key=lambda zone: (zone.count("/"), zone))
        for city, zones in found.items()
        if len({_offsets(zone) for zone in zones}) == 1
    }


_CONTINENTS = ("Africa", "America", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")


@cache
def _offsets(zone: str) -> tuple[int, ...]:
    """Minutes ahead of Greenwich in winter and in summer."""
    from zoneinfo import ZoneInfo

    offsets = [day.replace(tzinfo=ZoneInfo(zone)).utcoffset() for day in _DAYS]
    return tuple(int(offset.total_seconds()) // 60 for offset in offsets if offset is not None)
