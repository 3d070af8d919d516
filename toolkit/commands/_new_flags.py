"""What the command line of `programme new` says, read as a whole before the first question."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar, get_args

from toolkit.commands._asking import Asking, read_flag
from toolkit.commands._city_question import ask_city, glosses
from toolkit.commands._option_words import option, said
from toolkit.commands._shared import Context
from toolkit.jobs.cities import read_holidays
from toolkit.jobs.new import (
    MOST_PEOPLE,
    find_template,
    find_term,
    number_up_to,
    one_line,
    read_days,
    read_start,
    read_zone,
    times_for,
)
from toolkit.jobs.typed import choice
from toolkit.model.curriculum import Curriculum
from toolkit.model.fields import MODES, Reading
from toolkit.model.place import City
from toolkit.model.programme import MOST_COHORTS
from toolkit.problems import WrongUsage
from toolkit.reading.shelves import Shelves
from toolkit.scaffold import defaults
from toolkit.scaffold.fits import FITS
from toolkit.scaffold.inspect import Template

if TYPE_CHECKING:
    from toolkit.scaffold.new_city import NewCity

T = TypeVar("T")


@dataclass(frozen=True)
class Flags:
    """What stood on the command line; None where nothing was said."""

    city: str | None = None
    template: str | None = None
    checkout: str | None = None
    directory: str | None = None
    term: str | None = None
    start: str | None = None
    zone: str | None = None
    day: str | None = None
    time: str | None = None
    mode: str | None = None
    reading: str | None = None
    people: str | None = None
    cohorts: str | None = None
    title: str | None = None
    contact: str | None = None
    signed_by: str | None = None
    holidays: str | None = None
    fit: str | None = None


def usual_answers(context: Context, flags: Flags) -> dict[str, str]:
    """Somebody's own defaults by the flags that they stand for, of those that were not given; says where each comes
    from. ProblemsFound where their file has a mistake."""
    found = {name: one for name, one in context.personal.settings_of("new").items() if getattr(flags, name) is None}
    for name, one in found.items():
        context.say(f"From {one['origin']}: {name} {one['value']}")
    return {"CITY" if name == "city" else option(name): one["value"] for name, one in found.items()}


@dataclass
class Given:
    """What the flags name, and everything that is wrong with them."""

    city: City | NewCity | None = None
    template: Template | None = None
    wrong: list[str] = field(default_factory=list)

    def attempt(self, ask: Callable[[], T]) -> T | None:
        """An answer, or None after keeping what is wrong with it."""
        try:
            return ask()
        except WrongUsage as error:
            self.wrong.append(said(error))
            return None


def read_flags(flags: Flags, asking: Asking, *, shelves: Shelves, today: datetime.date) -> Given:
    """Every flag read before the first question. WrongUsage with all that is wrong, one line for each."""
    given = Given()
    if flags.city is not None or not asking.terminal:
        given.city = given.attempt(lambda: ask_city(flags, asking, shelves=shelves, today=today))
    if flags.template is not None or not asking.terminal:
        given.template = given.attempt(lambda: ask_template(flags, asking, shelves=shelves))
    curriculum = defaults.read_curriculum(given.template) if given.template else None
    city = given.city if isinstance(given.city, City) else None
    for flag, text, read in _readers(flags, city, curriculum=curriculum):
        if text is not None:
            given.attempt(lambda flag=flag, text=text, read=read: read_flag(flag, text, read=read))  # type: ignore[misc]
    if given.wrong:
        raise WrongUsage("\n       ".join(dict.fromkeys(given.wrong)))
    return given


def _readers(
    flags: Flags, city: City | None, *, curriculum: Curriculum | None
) -> Iterator[tuple[str, str | None, Callable[[str], object]]]:
    """Each flag with its text and what reads it, as far as it can be read without the others."""
    if city is not None:
        yield "--term", flags.term, lambda word: find_term(city, word)
    yield "--start", flags.start, read_start
    yield "--zone", flags.zone, read_zone
    yield "--holidays", flags.holidays, read_holidays
    yield "--day", flags.day, read_days
    yield "--time", flags.time, lambda word: times_for(curriculum, word)
    modes, readings = (curriculum.modes, curriculum.readings) if curriculum else (MODES, get_args(Reading))
    yield "--mode", flags.mode, lambda word: choice(word, modes, code="P053", kind="a mode that this template supports")
    yield (
        "--reading",
        flags.reading,
        lambda word: choice(word, readings, code="P053", kind="a way of reading that this template supports"),
    )
    yield "--people", flags.people, number_up_to(MOST_PEOPLE)
    people = flags.people or ""
    yield (
        "--cohorts",
        flags.cohorts,
        number_up_to(max(1, min(int(people[:9]) if people.isdecimal() else MOST_COHORTS, MOST_COHORTS))),
    )
    yield "--fit", flags.fit, lambda word: choice(word, FITS, kind="a way to fit")
    yield "--title", flags.title, lambda text: one_line("", text)
    yield "--contact", flags.contact, lambda text: one_line("", text)
    yield "--signed-by", flags.signed_by, lambda text: one_line("", text)


def ask_template(flags: Flags, asking: Asking, *, shelves: Shelves) -> Template:
    """A template of a shelf, a folder or an address."""
    names = shelves.names("programmes")
    return asking.answer(
        "--template",
        flags.template,
        read=lambda word: find_template(word, shelves, checkout=flags.checkout or "", directory=flags.directory or ""),
        question="Template: a number, a name, a folder or a git address",
        default=None,
        suggestion=names[0] if names else None,
        choices=glosses(shelves, "programmes") if asking.terminal and flags.template is None else (),
    )
