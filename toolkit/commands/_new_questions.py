"""The questions of `programme new`, at most eight, in order; each has a flag, a default and an example."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.commands._asking import Asking, read_flag
from toolkit.commands._city_question import ask_city
from toolkit.commands._new_flags import Flags, ask_template, read_flags
from toolkit.jobs.cities import years_of_holidays
from toolkit.jobs.new import (
    MOST_PEOPLE,
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
from toolkit.jobs.typed import choice
from toolkit.model.curriculum import Curriculum
from toolkit.model.place import City, Term
from toolkit.model.programme import MOST_COHORTS, Settings
from toolkit.reading.shelves import Shelves
from toolkit.scaffold import defaults
from toolkit.scaffold.fetch import short_name
from toolkit.scaffold.inspect import Template
from toolkit.words.filters import span_words

if TYPE_CHECKING:
    from toolkit.scaffold.new_city import NewCity

MODES_IN_WORDS = {
    "in-person-mentored": "in one room; a mentor comes for a part of the evening",
    "online-mentored": "in a video call; a mentor comes for a part of the evening",
    "in-person-peer": "in one room, without a mentor",
    "online-peer": "in a video call, without a mentor",
    "solo": "each by themselves",
}


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
        return years_of_holidays(start) if start else ()


def ask_everything(
    flags: Flags, asking: Asking, *, shelves: Shelves, today: datetime.date, taken: Callable[[str], str]
) -> Chosen:
    """Every question but `fit`, which is asked when the dates are known. `taken` says of a key that its folder is there
    already. Raises WrongUsage, ProblemsFound, EnvironmentMissing."""
    given = read_flags(flags, asking, shelves=shelves, today=today)
    found = given.city or ask_city(flags, asking, shelves=shelves, today=today)
    city, made = (found, None) if isinstance(found, City) else (found.city, found)
    template = given.template or ask_template(flags, asking, shelves=shelves)
    curriculum = defaults.read_curriculum(template)
    term, start = _when(flags, asking, city=city, today=today)
    key = defaults.programme_key(city.key, short_name(template), when=term.short if term else start)
    if there := taken(key):
        asking.tell(there)
    zone = "" if made else _zone(flags, asking, city=city)
    days, times = _day_and_time(flags, asking, curriculum=curriculum)
    mode, reading = _mode_and_reading(flags, asking, curriculum=curriculum, city=city)
    people, cohorts = _people_and_cohorts(flags, asking, curriculum=curriculum)
    contact, signed_by = _who(flags, asking)
    settings = {
        "key": key,
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
        "cohorts": cohorts,
        "contact": contact,
        "signed_by": signed_by,
    }
    return Chosen(template, city, read_settings(settings), made)


# where and what


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


def _mode_and_reading(flags: Flags, asking: Asking, *, curriculum: Curriculum, city: City) -> tuple[str, str]:
    """The mode and, in the same answer, when people read."""
    usual = defaults.default_mode(curriculum, city), defaults.default_reading(curriculum)

    def read_mode(word: str) -> str:
        return choice(word, curriculum.modes, code="P053", kind="a mode that this template supports")

    def read_reading(word: str) -> str:
        return choice(word, curriculum.readings, code="P053", kind="a way of reading that this template supports")

    def read(text: str) -> tuple[str, str]:
        mode, _, reading = text.partition(" ")
        return read_mode(mode), read_reading(reading.strip() or flags.reading or usual[1])

    if flags.mode is not None:
        return read_flag("--mode", flags.mode, read=read_mode), read_flag(
            "--reading", flags.reading or usual[1], read=read_reading
        )
    both = len(curriculum.readings) > 1 and flags.reading is None
    behind = f"; behind it when people read ({' or '.join(curriculum.readings)} the meeting)" if both else ""
    return asking.answer(
        "--mode",
        None,
        read=read,
        question=f"Mode{behind}, such as {usual[0]}{f' {usual[1]}' if both else ''}",
        default=usual[0],
        choices=[(mode, MODES_IN_WORDS[mode]) for mode in curriculum.modes],
    )


def _people_and_cohorts(flags: Flags, asking: Asking, *, curriculum: Curriculum) -> tuple[int, int]:
    """People and cohorts from one answer, such as `18 in 3`. Of cohorts one, unless somebody at a terminal leaves it to
    the size that the run sheets are best for."""
    size = curriculum.size

    def cohorts(people: int, given: str | None) -> int:
        fitting = max(1, round(people / size.best)) if asking.terminal else 1
        return read_flag("--cohorts", given or str(fitting), read=number_up_to(min(people, MOST_COHORTS)))

    def read(text: str) -> tuple[int, int]:
        first, _, second = text.replace(" people", "").replace(" cohorts", "").partition(" in ")
        people = number_up_to(MOST_PEOPLE)(first.strip())
        return people, cohorts(people, flags.cohorts or second.strip() or None)

    return asking.answer(
        "--people",
        flags.people,
        read=read,
        question=f"People you expect, and cohorts of {size.least} to {size.most} that meet apart, such as 18 in 3",
        default="8",
    )


def _who(flags: Flags, asking: Asking) -> tuple[str, str]:
    """Whom to reach on the day, and who signs: the name before the first comma."""
    signed = one_line("--signed-by", asking.given_or_usual("--signed-by", flags.signed_by))
    if not asking.terminal or flags.contact is not None:
        return one_line("--contact", asking.given_or_usual("--contact", flags.contact)), signed
    text = asking.answer(
        "--contact",
        None,
        read=lambda text: one_line("", text),
        question="Who runs it: your name, and how to reach you on the day, such as Ada Lovelace, 01865 496000",
        default="",
    )
    return text, signed or text.partition(",")[0].strip()
