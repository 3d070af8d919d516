"""A city that no shelf has: its file, and the list of its public holidays, from a few answers."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from toolkit.model.place import City
from toolkit.scaffold.public_holidays import Region, holiday_file

YEARS = 3
"""Years of holidays that are listed: as far as a programme is planned, and the one in which it begins."""


@dataclass(frozen=True)
class NewCity:
    """A city, and the region whose public holidays are its own; None where nothing is known of them."""

    city: City
    region: Region | None


def new_city(city: City, region: Region | None) -> NewCity:
    """A city with the name of its list of holidays."""
    return NewCity(city.model_copy(update={"holidays": region.key if region else None}), region)


def usual_paper(region: Region | None) -> str:
    """What is printed on there."""
    return "letter" if region and region.country in ("US", "CA") else "a4"


def usual_clock(region: Region | None) -> int:
    """How people there write times: with 12 hours or 24."""
    return 12 if region and region.country == "US" else 24


def years_from(year: int) -> tuple[int, ...]:
    """The years that are listed of a programme that begins in one."""
    return tuple(range(year, year + YEARS))


def city_files(made: NewCity, years: Sequence[int]) -> dict[str, bytes]:
    """`cities/<key>.yaml` and `cities/holidays/<region>.yaml`, by path on a shelf."""
    city = made.city
    values = {
        "key": city.key,
        "name": city.name,
        "zone": city.zone,
        "paper": city.paper,
        "language": city.language,
        "clock": city.clock,
        **({"holidays": city.holidays} if city.holidays else {}),
    }
    lines = [
        "# Made by `programme`. docs/formats.md says what else a city may have: terms, closed periods, venues.",
        *(f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in values.items()),
    ]
    if city.terms:
        rows = [json.dumps(term.model_dump(mode="json", exclude_none=True), ensure_ascii=False) for term in city.terms]
        lines += ["terms:", *(f"  - {row}" for row in rows)]
    found = {f"cities/{city.key}.yaml": ("\n".join(lines) + "\n").encode()}
    if made.region:
        found[f"cities/holidays/{made.region.key}.yaml"] = holiday_file(made.region, years)
    return found
