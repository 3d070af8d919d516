"""The questions of `programme templates new city`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from toolkit.commands._asking import Asking
from toolkit.jobs.cities import city_at, read_holidays, read_term, read_where, region_examples, where_given
from toolkit.jobs.typed import choice

if TYPE_CHECKING:
    from toolkit.scaffold.new_city import NewCity
    from toolkit.scaffold.public_holidays import Region


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
