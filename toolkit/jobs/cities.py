"""A city that no shelf has: where it is, from what somebody typed, and the shelf that is made of it."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

from toolkit.jobs.job import job
from toolkit.jobs.new import read_zone
from toolkit.jobs.templates import Starter, make_folder
from toolkit.model.fields import read_key
from toolkit.model.place import City
from toolkit.problems import Problem, SourceFile, WrongUsage, named
from toolkit.reading.records import nearest_word, read_record
from toolkit.reading.shelves import Shelves
from toolkit.reading.zones import is_zone, why_no_zone
from toolkit.scaffold.expressions import slugify
from toolkit.scaffold.new_city import NewCity, city_files, new_city, usual_clock, usual_paper, years_from
from toolkit.scaffold.public_holidays import Region, country_names, parts_of, read_region, region_of, zones_of

T = TypeVar("T")
ZoneAndRegion = tuple[str, Region | None]
"""A time zone, and the region whose public holidays are kept there."""


@job
def is_known(word: str, shelves: Shelves) -> bool:
    """Whether a shelf has a city of this name."""
    return word.strip().casefold() in [name.casefold() for name in shelves.names("cities")]


def city_key(word: str) -> str:
    """What the file of a city is called; blank where no letter of the name can stand in one."""
    return slugify(word)


@job
def nearest_city(word: str, shelves: Shelves) -> str:
    """The city of a shelf whose name is most like this one; blank where none is."""
    return nearest_word(word, shelves.names("cities")) or ""


@job
def read_where(text: str) -> ZoneAndRegion:
    """A time zone, or a country with or without its region, or both: `Europe/Berlin DE-BY`. The one follows from the
    other where it can; WrongUsage where a country has several zones, or where a word is neither."""
    words = text.split()
    zones = [word for word in words if is_zone(word)]
    others = " ".join(word for word in words if not is_zone(word))
    if not zones and "/" in others:
        raise WrongUsage(" ".join(why_no_zone(others)))
    region = read_region(others) if others else None
    if len(zones) > 1 or not words:
        raise WrongUsage("Name one time zone such as Europe/Berlin, or a country with its region such as DE-BY.")
    if zones:
        return zones[0], region or region_of(zones[0])
    assert region is not None
    possible = zones_of(region.country)
    if len(possible) != 1:
        country = country_names()[region.country]
        raise WrongUsage(f"{country} has several time zones; add one, such as “{region.code} {possible[0]}”.")
    return possible[0], region


@job
def read_holidays(text: str) -> Region | None:
    """A country and its region; `none` for a city without a list."""
    return None if text.strip().casefold() == "none" else read_region(text)


def where_given(zone: str | None, holidays: str | None) -> ZoneAndRegion:
    """ZoneAndRegion a city is by its zone and its holidays, of which one is given."""
    if holidays is None:
        clock = _read("zone", zone or "", read=read_zone)
        return clock, region_of(clock)
    region = _read("holidays", holidays, read=read_holidays)
    if zone is not None:
        return _read("zone", zone, read=read_zone), region
    if region is None:
        raise WrongUsage(f"{named('zone')} is needed, such as Europe/Berlin.")
    return _read("holidays", region.code, read=read_where)


def _read(argument: str, text: str, *, read: Callable[[str], T]) -> T:
    try:
        return read(text)
    except WrongUsage as error:
        raise WrongUsage(str(error), argument=argument) from None


def city_at(name: str, where: ZoneAndRegion, **values: Any) -> NewCity:
    """A city of this name; `values` are others of its keys. WrongUsage where the name gives no key."""
    zone, region = where
    try:
        key = read_key(slugify(name))
    except ValueError as error:
        raise WrongUsage(f"{error} (P039)") from None
    american = bool(region and region.country == "US")
    plain = {
        "key": key,
        "name": name if name != name.lower() else name.title(),
        "zone": zone,
        "language": "en-US" if american else "en-GB",
        "paper": usual_paper(region),
        "clock": usual_clock(region),
        **values,
    }
    problems: list[Problem] = []
    city = read_record(City, plain, source=SourceFile("the answers"), problems=problems)
    if city is None:
        raise WrongUsage(" ".join(f"{problem.where}: {problem.message}" for problem in problems))
    return new_city(city, region)


def describe(made: NewCity, years: Sequence[int]) -> str:
    """What was taken for a new city, and how to say more exactly whose holidays it keeps."""
    from toolkit.scaffold.public_holidays import region_name

    city, region = made.city, made.region
    if region is None:
        return (
            f"{city.name} is no city of a shelf: it keeps the time of {city.zone}, and no public holidays are listed."
        )
    told = (
        f"{city.name} is no city of a shelf: it keeps the time of {city.zone}, its public holidays of {years[0]} to"
        f" {years[-1]} are those of {region_name(region)} (cities/holidays/{region.key}.yaml)."
    )
    return (
        f"{told} Its regions differ{region_examples(region)}: {named('holidays')} names one."
        if _divided(region)
        else told
    )


def region_examples(region: Region | None) -> str:
    """Some of the parts of a country, as one writes them: “, such as GB-ENG, GB-NIR”; nothing where it has none."""
    if region is None or not _divided(region):
        return ""
    parts = parts_of(region.country)
    return ", such as " + ", ".join(f"{region.country}-{part}" for part in parts[:4])


def _divided(region: Region) -> bool:
    return not region.part and bool(parts_of(region.country))


def read_term(text: str) -> dict[str, str]:
    """A term as it stands in a city file, from its name, first and last day: `Autumn 2027 2027-09-27 2027-12-10`."""
    found = re.fullmatch(r"(.+?)[ ,:]+(\d{4}-\d\d-\d\d)(?: to |[ ,]+)(\d{4}-\d\d-\d\d)", text.strip())
    try:
        days = [datetime.date.fromisoformat(day) for day in found.groups()[1:]] if found else []
    except ValueError:
        days = []
    if found is None or not days or days[0] > days[1]:
        raise WrongUsage("Write its name, first and last day, like Autumn 2027 2027-09-27 2027-12-10.")
    return {
        "name": found[1],
        "short": slugify(found[1]),
        "first_day": found[2],
        "last_day": found[3],
        "status": "provisional",
        "source": "typed in when this file was made",
    }


@job
def make_shelf(parent: Path, made: NewCity, *, today: datetime.date, dry_run: bool) -> Starter:
    """A new folder named after the city, which is a shelf with it. WouldOverwrite where something else is there."""
    first = min([today.year, *(term.first_day.year for term in made.city.terms)])
    return make_folder(parent, made.city.key, files=city_files(made, years_from(first)), dry_run=dry_run)
