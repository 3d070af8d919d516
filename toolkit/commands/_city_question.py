"""Where a programme runs: a city of a shelf, or another one, by its time zone and its public holidays."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Protocol

from toolkit.commands._asking import Asking
from toolkit.jobs.cities import (
    city_at,
    is_known,
    key_of,
    nearest_city,
    read_holidays,
    read_term,
    read_where,
    region_examples,
    where_given,
)
from toolkit.jobs.new import has_sure_term, load_city
from toolkit.jobs.templates import on_shelves
from toolkit.jobs.typed import choice
from toolkit.model.place import City
from toolkit.problems import WrongUsage
from toolkit.reading.shelves import Shelves

if TYPE_CHECKING:
    from toolkit.scaffold.new_city import NewCity
    from toolkit.scaffold.public_holidays import Region


class PlaceFlags(Protocol):
    """What the command line says of a place."""

    @property
    def city(self) -> str | None:
        """The word of it."""

    @property
    def zone(self) -> str | None:
        """Its clock."""

    @property
    def holidays(self) -> str | None:
        """Whose public holidays it keeps."""


def ask_city(flags: PlaceFlags, asking: Asking, *, shelves: Shelves, today: datetime.date) -> City | NewCity:
    """A city of a shelf; or one that is made. WrongUsage with the choices where nobody is there to ask."""
    names = shelves.names("cities")
    suggestion = None
    if asking.terminal and flags.city is None:
        suggestion = next((name for name in names if has_sure_term(load_city(shelves, name), today)), names[0])
    word = asking.answer(
        "CITY",
        flags.city,
        read=lambda word: word,
        question="City: a number or a name, also of another one",
        default=None,
        suggestion=suggestion,
        choices=glosses(shelves, "cities") if asking.terminal and flags.city is None else (),
    )
    if not is_known(word, shelves):
        return _new_city(word, flags, asking=asking, shelves=shelves)
    if flags.holidays is not None:
        raise WrongUsage(f"--holidays is for a city that no shelf has; {word} has a file that names its own.")
    return load_city(shelves, choice(word, names))


def glosses(shelves: Shelves, kind: str) -> list[tuple[str, str]]:
    """Everything of a kind on the shelves by name, with a line about each."""
    return [(one.name, _gloss(one.title, one.says)) for one in on_shelves(shelves) if one.kind == kind]


def _gloss(title: str, says: str) -> str:
    text = f"{title}: {says}"
    return text if len(text) <= 90 else text[:89].rstrip() + "…"


def _new_city(word: str, flags: PlaceFlags, *, asking: Asking, shelves: Shelves) -> City | NewCity:
    """A city that no shelf has, from its flags, or from where somebody says that it is; or the one that was meant."""
    if flags.zone is not None or flags.holidays is not None:
        return city_at(word, where_given(flags.zone, flags.holidays))
    near = nearest_city(word, shelves)
    meant = f"Did you mean “{near}”? " if near else ""
    if not asking.terminal:
        raise WrongUsage(
            f"CITY: no shelf has a city “{word}” (P036). {meant}Known: {', '.join(shelves.names('cities'))}. For"
            " another one add --zone ZONE, such as --zone Europe/Berlin, with --holidays COUNTRY-REGION, such as DE-BY,"
            f" where they differ; or describe it with `programme templates new city {key_of(word) or 'NAME'}`."
        )
    question = (
        f"No shelf has a city “{word}”. {meant}Where is it: a time zone such as Europe/Berlin, a country with its"
        " region such as DE-BY (for its public holidays), or both; or a city of the list"
    )

    def read(text: str) -> City | NewCity:
        if is_known(text, shelves):
            return load_city(shelves, choice(text, shelves.names("cities")))
        return city_at(word, read_where(text))

    return asking.answer("--zone", None, read=read, question=question, default=None, suggestion=near or None)


def ask_new_city(name: str, flags: Mapping[str, str | None], *, asking: Asking) -> NewCity:
    """A city in five questions: time zone, public holidays, paper, clock and a term. WrongUsage where nobody is there
    to ask and neither a zone nor a country is given."""
    zone, region = _zone_and_region(flags, asking)
    usual = city_at(name, (zone, region)).city
    paper = asking.answer(
        "--paper",
        flags["paper"],
        read=lambda word: choice(word, ("a4", "letter"), kind="a size of paper"),
        question="Paper (a4, letter)",
        default=usual.paper,
    )
    clock = asking.answer(
        "--clock",
        flags["clock"],
        read=lambda word: int(choice(word, ("24", "12"), kind="a way of telling the time")),
        question="Times as 18:30 or as 6:30 pm (24, 12)",
        default=str(usual.clock),
    )
    term = asking.answer(
        "--term",
        flags["term"],
        read=lambda text: None if text in ("", "none") else read_term(text),
        question="A term by its name, first and last day, such as Autumn 2027 2027-09-27 2027-12-10; or none",
        default="none",
    )
    return city_at(name, (zone, region), paper=paper, clock=clock, terms=[term] if term else [])


def _zone_and_region(flags: Mapping[str, str | None], asking: Asking) -> tuple[str, Region | None]:
    if flags["holidays"] is not None:
        return where_given(flags["zone"], flags["holidays"])
    zone, whole = asking.answer(
        "--zone",
        flags["zone"],
        read=read_where,
        question="Where it is: a time zone such as Europe/Berlin, or a country with its region such as DE-BY",
        default=None,
    )
    if whole and whole.part:
        return zone, whole
    region = asking.answer(
        "--holidays",
        None,
        read=read_holidays,
        question=f"Whose public holidays it keeps, a country with its region{region_examples(whole)}; or none",
        default=whole.code if whole else "none",
    )
    return zone, region
