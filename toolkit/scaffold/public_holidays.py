"""The public holidays of any country and region, and the clocks of a country: from the packages holidays and tzdata.

What is found here is written into a file once; nothing that is planned or built asks these packages.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from toolkit.problems import WrongUsage
from toolkit.reading.records import nearest
from toolkit.scaffold.expressions import slugify


@dataclass(frozen=True)
class Region:
    """A country by its ISO 3166-1 code, and a part of it as the package holidays calls it; or blank for the days that
    the whole country keeps, or at least half of its parts."""

    country: str
    part: str = ""

    @property
    def code(self) -> str:
        """As people write it: DE-BY."""
        return f"{self.country}-{self.part}" if self.part else self.country

    @property
    def key(self) -> str:
        """The name of its file of holidays."""
        return slugify(self.code)


def read_region(text: str) -> Region:
    """A country and a part of it: `DE`, `Germany`, `DE-BY`, `GB-England`; case does not count. WrongUsage with the
    nearest for what is none."""
    word, _, rest = text.strip().partition("-")
    names = {name.casefold(): code for code, name in country_names().items()}
    country = names.get(text.strip().casefold()) or names.get(word.casefold(), word.upper())
    if country not in _supported():
        known = [*(name for code, name in country_names().items() if code in _supported()), *_supported()]
        raise WrongUsage(f"“{text}” is no country whose holidays are known. {nearest(text, known)}")
    if not rest or country == names.get(text.strip().casefold()):
        return Region(country)
    parts = {part.casefold(): part for part in parts_of(country)} | _aliases(country)
    part = parts.get(rest.casefold())
    if part is None:
        raise WrongUsage(f"{country_names()[country]} has no part “{rest}”. Known: {', '.join(parts_of(country))}.")
    return Region(country, part)


def parts_of(country: str) -> tuple[str, ...]:
    """The parts of a country that have holidays of their own."""
    return tuple(_supported().get(country, ()))


def region_of(zone: str) -> Region | None:
    """The whole country that a time zone is in; None where it is no place, or nothing is known of its holidays."""
    found = [country for country, place in _places() if place == zone and country in _supported()]
    return Region(found[0]) if found else None


def zones_of(country: str) -> tuple[str, ...]:
    """The time zones of a country, the one of most people first; only that one where all show the same time."""
    zones = tuple(zone for found, zone in _places() if found == country)
    days = [datetime.datetime(2027, month, 15) for month in (1, 4, 7, 10)]
    shown = {tuple(ZoneInfo(zone).utcoffset(day) for day in days) for zone in zones}
    return zones if len(shown) > 1 else zones[:1]


def region_name(region: Region) -> str:
    """A region in words: “England, Britain (UK)”."""
    country = country_names().get(region.country, region.country)
    if not region.part:
        return country
    whole = _country(region, ())
    named = next((name for name, part in whole.subdivisions_aliases.items() if part == region.part), region.part)
    return f"{named}, {country}"


def holiday_file(region: Region, years: Sequence[int]) -> bytes:
    """`cities/holidays/<region>.yaml`: every public holiday of these years, at weekends too, by date."""
    from importlib.metadata import version

    source = f"the public holidays of {region.code} in the package holidays {version('holidays')}"
    found = sorted((day, name) for day, name in _days(region, years).items() if day.year in years)
    lines = [
        "# Of other years than these nothing is listed: `check` tells of a meeting in one (P136). Compare it with an",
        "# official list before you announce anything; what is estimated or decided late may move.",
        f"key: {region.key}",
        f"name: {_quoted(region_name(region))}",
        f"source: {_quoted(source)}",
        f"years: [{', '.join(map(str, years))}]",
        *(["days:"] if found else ["days: []"]),
        *(f"  - {{date: {day.isoformat()}, name: {_quoted(name)}}}" for day, name in found),
    ]
    return ("\n".join(lines) + "\n").encode()


def _days(region: Region, years: Sequence[int]) -> dict[datetime.date, str]:
    """Of a whole country those of half of its parts, too: who names no part of Britain has an Easter Monday."""
    found: dict[datetime.date, str] = dict(_country(region, years).items())
    parts = () if region.part else parts_of(region.country)
    theirs = [dict(_country(Region(region.country, part), years).items()) for part in parts]
    for day in sorted({day for days in theirs for day in days} - set(found)):
        names = [days[day] for days in theirs if day in days]
        if 2 * len(names) >= len(parts):
            found[day] = names[0]
    return found


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _country(region: Region, years: Sequence[int]) -> Any:
    """A region's holidays in English where the package has them so, else in the country's language."""
    import holidays

    spoken = holidays.list_localized_countries().get(region.country, [])
    language = next((one for one in ("en_GB", "en_US") if one in spoken), None)
    return holidays.country_holidays(region.country, subdiv=region.part or None, years=years, language=language)


@cache
def _supported() -> dict[str, list[str]]:
    import holidays

    found: dict[str, list[str]] = holidays.list_supported_countries(include_aliases=False)
    return found


def _aliases(country: str) -> dict[str, str]:
    return {name.casefold(): part for name, part in _country(Region(country), ()).subdivisions_aliases.items()}


@cache
def country_names() -> dict[str, str]:
    """Every country by its code, as the time zone data name it."""
    return {row[0]: row[1] for row in _rows("iso3166.tab")}


@cache
def _places() -> tuple[tuple[str, str], ...]:
    """Country and time zone, the most populous first."""
    return tuple((row[0], row[2]) for row in _rows("zone.tab"))


def _rows(name: str) -> Iterator[list[str]]:
    from importlib.resources import files

    with (files("tzdata") / "zoneinfo" / name).open(encoding="utf-8") as file:
        text = file.read()
    return (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
