"""The questions of `programme new`, at most eight, in order; each has a flag, a default and an example."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar, get_args

from toolkit.commands._asking import Asking
from toolkit.commands._city_question import ask_city
from toolkit.jobs.cities import read_holidays
from toolkit.jobs.new import (
    MOST_PEOPLE,
    find_template,
    find_term,
    number_up_to,
    one_line,
    read_day_and_time,
    read_days,
    read_settings,
    read_start,
    read_zone,
    term_or_start,
    times_for,
)
from toolkit.jobs.typed import choice, read_flag
from toolkit.model.curriculum import Curriculum
from toolkit.model.fields import MODES, Reading
from toolkit.model.place import City, Term
from toolkit.model.programme import MOST_COHORTS, Settings
from toolkit.problems import WrongUsage
from toolkit.reading.shelves import Shelves
from toolkit.scaffold import defaults
from toolkit.scaffold.fetch import short_name
from toolkit.scaffold.fits import FITS
from toolkit.scaffold.inspect import Template
from toolkit.scaffold.new_city import NewCity, years_from
from toolkit.words.filters import span_words

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
    holidays: str | None = None
    fit: str | None = None


@dataclass(frozen=True)
class Chosen:
    """The template, the city (and what is made of it, where no shelf has it) and the settings that came out."""

    template: Template
    city: City
    settings: Settings
    made: NewCity | None = None

    @property
    def years(self) -> tuple[int, ...]:
        """The years whose public holidays are listed of a city that is made."""
        start = self.settings.start
        return years_from(start.year) if start else ()


def ask_everything(flags: Flags, asking: Asking, *, shelves: Shelves, today: datetime.date) -> Chosen:
    """Every question but `fit`, which is asked when the dates are known. Raises WrongUsage, ProblemsFound,
    EnvironmentMissing."""
    given = _read_flags(flags, asking, shelves=shelves, today=today)
    found = given.city or ask_city(flags, asking, shelves=shelves, today=today)
    city, made = (found.city, found) if isinstance(found, NewCity) else (found, None)
    template = given.template or _template(flags, asking, shelves=shelves)
    curriculum = defaults.read_curriculum(template)
    term, start = _when(flags, asking, city=city, today=today)
    zone = "" if made else _zone(flags, asking, city=city)
    days, times = _day_and_time(flags, asking, curriculum=curriculum)
    mode, reading = _mode(flags, asking, curriculum=curriculum, city=city), _reading(flags, curriculum)
    people = asking.answer(
        "--people",
        flags.people,
        read=number_up_to(MOST_PEOPLE),
        question="How many people do you expect, such as 18",
        default="8",
    )
    settings = {
        "key": defaults.programme_key(city.key, short_name(template), when=term.short if term else start),
        "title": one_line("--title", flags.title) or curriculum.title,
        "city": city.key,
        "term": term.name if term else "",
        "start": start,
        "zone": zone,
        "day": days,
        "time": times,
        "mode": mode,
        "reading": reading,
        "people": people,
        "cohorts": _cohorts(flags, asking, curriculum=curriculum, people=people),
        "contact": one_line("--contact", flags.contact),
    }
    return Chosen(template, city, read_settings(settings), made)


@dataclass
class _Given:
    """What the flags name, and everything that is wrong with them."""

    city: City | NewCity | None = None
    template: Template | None = None
    wrong: list[str] = field(default_factory=list)

    def attempt(self, ask: Callable[[], T]) -> T | None:
        """An answer, or None after keeping what is wrong with it."""
        try:
            return ask()
        except WrongUsage as error:
            self.wrong.append(str(error))
            return None


def _read_flags(flags: Flags, asking: Asking, *, shelves: Shelves, today: datetime.date) -> _Given:
    """Every flag read before the first question. WrongUsage with all that is wrong, one line for each."""
    given = _Given()
    if flags.city is not None or not asking.terminal:
        given.city = given.attempt(lambda: ask_city(flags, asking, shelves=shelves, today=today))
    if flags.template is not None or not asking.terminal:
        given.template = given.attempt(lambda: _template(flags, asking, shelves=shelves))
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


# where and what


def _template(flags: Flags, asking: Asking, *, shelves: Shelves) -> Template:
    names = shelves.names("programmes")
    return asking.answer(
        "--template",
        flags.template,
        read=lambda word: find_template(word, shelves, checkout=flags.checkout or "", directory=flags.directory or ""),
        question=f"Template ({', '.join(names)}; or a folder or git address)",
        default=None,
        suggestion=names[0] if names else None,
    )


def _zone(flags: Flags, asking: Asking, *, city: City) -> str:
    if city.zone and flags.zone is None:
        return ""
    return asking.answer(
        "--zone",
        flags.zone,
        read=read_zone,
        question="Time zone, such as Europe/London",
        default=None,
        suggestion="UTC",
    )


# when


def _when(flags: Flags, asking: Asking, *, city: City, today: datetime.date) -> tuple[Term | None, str]:
    """The term, if any, and the start as text, blank for the term's own first day."""
    term = read_flag("--term", flags.term, read=lambda word: find_term(city, word)) if flags.term is not None else None
    start = read_flag("--start", flags.start, read=read_start) if flags.start is not None else ""
    if term or start:
        return term, start
    coming = defaults.next_term(city, today)
    ahead = [term for term in city.terms if term.last_day >= today]
    question = "Start, the earliest date of session 1, such as 2027-01-19"
    if ahead:
        question = f"Terms of {city.name}:\n{_term_lines(ahead)}\nTerm, or a start such as 2027-01-19"
    return asking.answer(
        "--start",
        None,
        read=lambda word: term_or_start(city, ahead, word=word),
        question=(
            question
            if asking.terminal
            else f"{city.name} has no table of terms to choose from: give the earliest date of session 1"
        ),
        default=coming.name if coming else None,
        suggestion=defaults.next_start(today).isoformat(),
    )


def _term_lines(terms: list[Term]) -> str:
    width = max(len(term.name) for term in terms)
    rows = [
        f"  {number}  {term.name:{width}}  {span_words(term.first_day, term.last_day)}, {term.status}"
        for number, term in enumerate(terms, 1)
    ]
    return "\n".join(rows)


def _day_and_time(flags: Flags, asking: Asking, *, curriculum: Curriculum) -> tuple[list[str], list[str]]:
    day, time = flags.day or curriculum.day[0], flags.time or f"{curriculum.time[0]:%H:%M}"
    if flags.day is None and flags.time is None:
        default = f"{day} {time}"
        day, time = asking.answer(
            "--day, --time", None, read=read_day_and_time, question="Day and time, such as wed 19:00", default=default
        )
    days = read_flag("--day", day, read=read_days)
    times = read_flag("--time", time, read=lambda word: times_for(curriculum, word))
    days = days if len(days) > 1 else defaults.days_from(curriculum, days[0])
    times = times if len(times) > 1 else defaults.times_from(curriculum, times[0])
    return days, [f"{each:%H:%M}" for each in times]


# how


def _mode(flags: Flags, asking: Asking, *, curriculum: Curriculum, city: City) -> str:
    return asking.answer(
        "--mode",
        flags.mode,
        read=lambda word: choice(word, curriculum.modes, code="P053", kind="a mode that this template supports"),
        question=f"Mode ({', '.join(curriculum.modes)})",
        default=defaults.default_mode(curriculum, city),
    )


def _reading(flags: Flags, curriculum: Curriculum) -> str:
    def read(word: str) -> str:
        return choice(word, curriculum.readings, code="P053", kind="a way of reading that this template supports")

    return read_flag("--reading", flags.reading or defaults.default_reading(curriculum), read=read)


def _cohorts(flags: Flags, asking: Asking, *, curriculum: Curriculum, people: int) -> int:
    """One, unless somebody at a terminal takes the number that fits the size of the run sheets best."""
    fitting = max(1, round(people / curriculum.size.best))
    read = number_up_to(min(people, MOST_COHORTS))
    question = f"Cohorts, groups of {curriculum.size.least} to {curriculum.size.most} that meet apart, such as 3"
    return asking.answer(
        "--cohorts", flags.cohorts, read=read, question=question, default=str(fitting) if asking.terminal else "1"
    )
