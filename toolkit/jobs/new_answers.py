"""What is known of a new programme, and what each answer means: its value, or the question that is still open.

WrongUsage for a text that cannot be read; of what was said before any question it names the argument.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Literal, TypeAlias, TypeVar, get_args

from toolkit.jobs.new import (
    MOST_PEOPLE,
    find_term,
    number_up_to,
    read_day_and_time,
    read_days,
    read_line,
    read_start,
    read_zone,
    term_or_start,
    times_for,
)
from toolkit.jobs.typed import choice, read_argument
from toolkit.model.curriculum import Curriculum
from toolkit.model.fields import MODES, Reading
from toolkit.model.place import City, Term
from toolkit.model.programme import MOST_COHORTS
from toolkit.problems import WrongUsage, named
from toolkit.scaffold import defaults
from toolkit.scaffold.inspect import Template
from toolkit.scaffold.new_city import NewCity

T = TypeVar("T")
Topic: TypeAlias = Literal["city", "where", "template", "when", "zone", "day_and_time", "mode", "people", "contact"]
"""What a question is about, in the order in which they are asked. `where` is asked of a city that no shelf has."""


@dataclass(frozen=True)
class NewSaid:
    """What was said before any question, as texts; None where nothing was."""

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


@dataclass(frozen=True)
class NewQuestion:
    """A question that is open. The `default` holds where nobody is there to answer; without one a `suggestion` may be
    shown to whoever is. `choices` are what can be answered, each with a line about it where the shelf has one. Of a
    city that no shelf has, `near` is the one that may have been meant, and `known` are those of the shelves; of a mode,
    `reading` is when people read unless the answer says it."""

    topic: Topic
    default: str | None = None
    suggestion: str | None = None
    choices: tuple[tuple[str, str], ...] = ()
    near: str = ""
    known: tuple[str, ...] = ()
    reading: str = ""


@dataclass(frozen=True)
class WrongAnswers:
    """Everything that is wrong with what was said, and the questions that nobody is there to answer, as far as the
    programme could be `begun`."""

    begun: Begun
    of: tuple[WrongUsage | NewQuestion, ...]


@dataclass(frozen=True)
class Begun:
    """A new programme as far as it is known. `usual` are somebody's own answers by the names of `NewSaid`; `attended`
    says that somebody is there to answer. `place` is a city that no shelf has, of which is not known yet where it is;
    `made` what became of one. `replies` are the answers so far."""

    said: NewSaid
    today: datetime.date
    usual: Mapping[str, str]
    attended: bool
    place: str = ""
    city: City | None = None
    made: NewCity | None = None
    template: Template | None = None
    curriculum: Curriculum | None = None
    replies: Mapping[Topic, str] = field(default_factory=dict)

    @property
    def terms_ahead(self) -> list[Term]:
        """The terms of the city that are not over."""
        return [term for term in self.city.terms if term.last_day >= self.today] if self.city else []

    def given(self, name: str) -> str | None:
        """What was said of something, or else the usual answer."""
        said: str | None = getattr(self.said, name)
        return self.usual.get(name) if said is None else said

    @property
    def all_known(self) -> tuple[City, Template, Curriculum]:
        """What the later questions follow from."""
        assert self.city and self.template and self.curriculum
        return self.city, self.template, self.curriculum


def zone_answer(begun: Begun) -> str | NewQuestion:
    """The time zone of a programme whose city has none, or that goes by another one; blank for the city's."""
    city, _, _ = begun.all_known
    if begun.made or (city.zone and begun.said.zone is None):
        return ""
    if begun.said.zone is not None:
        return read_argument("zone", begun.said.zone, read=read_zone)
    reply = begun.replies.get("zone")
    return NewQuestion("zone", suggestion="UTC") if reply is None else read_zone(reply)


# when


def when_answer(begun: Begun) -> tuple[Term | None, str] | NewQuestion:
    """The term, if any, and the start as text, blank for the term's own first day."""
    city, _, _ = begun.all_known
    said, today = begun.said, begun.today
    term = None if said.term is None else read_argument("term", said.term, read=partial(find_term, city))
    start = "" if said.start is None else read_argument("start", said.start, read=partial(read_start, today=today))
    if term or start:
        return term, start
    if "when" in begun.replies:
        return term_or_start(city, begun.terms_ahead, word=begun.replies["when"], today=today)
    coming = defaults.next_term(city, today)
    return NewQuestion(
        "when", default=coming.name if coming else None, suggestion=defaults.next_start(today).isoformat()
    )


def day_and_time_answer(begun: Begun) -> tuple[list[str], list[str]] | NewQuestion:
    """Days and times; of one alone the others follow as the template has them."""
    _, _, curriculum = begun.all_known
    said = begun.said
    day, time = said.day or curriculum.day[0], said.time or f"{curriculum.time[0]:%H:%M}"
    if said.day is None and said.time is None:
        if "day_and_time" not in begun.replies:
            return NewQuestion("day_and_time", default=f"{day} {time}")
        day, time = read_day_and_time(begun.replies["day_and_time"])
    days = read_argument("day", day, read=read_days)
    times = read_argument("time", time, read=partial(times_for, curriculum))
    days = days if len(days) > 1 else defaults.days_from(curriculum, days[0])
    times = times if len(times) > 1 else defaults.times_from(curriculum, times[0])
    return days, [f"{each:%H:%M}" for each in times]


# how, and for whom


def read_mode(curriculum: Curriculum | None, word: str) -> str:
    return choice(
        word, curriculum.modes if curriculum else MODES, code="P053", kind="a mode that this template supports"
    )


def read_reading_time(curriculum: Curriculum | None, word: str) -> str:
    readings = curriculum.readings if curriculum else get_args(Reading)
    return choice(word, readings, code="P053", kind="a way of reading that this template supports")


def mode_answer(begun: Begun) -> tuple[str, str] | NewQuestion:
    """The mode and, in the same answer, when people read: `online-peer inside`."""
    city, _, curriculum = begun.all_known
    said, usual = begun.said, defaults.default_reading(curriculum)
    if said.mode is not None:
        return (
            read_argument("mode", said.mode, read=partial(read_mode, curriculum)),
            read_argument("reading", said.reading or usual, read=partial(read_reading_time, curriculum)),
        )
    if "mode" not in begun.replies:
        modes = tuple((mode, "") for mode in curriculum.modes)
        return NewQuestion("mode", defaults.default_mode(curriculum, city), choices=modes, reading=usual)
    mode, _, reading = begun.replies["mode"].partition(" ")
    return read_mode(curriculum, mode), read_reading_time(curriculum, reading.strip() or said.reading or usual)


def people_answer(begun: Begun) -> tuple[int, int] | NewQuestion:
    """People and cohorts from one answer, such as `18 in 3`. Of cohorts one, unless somebody who is there leaves it to
    the size that the run sheets are best for."""
    _, _, curriculum = begun.all_known
    said = begun.said
    text = begun.replies.get("people") if said.people is None else said.people
    if text is None:
        return NewQuestion("people", default="8")
    first, _, second = text.strip().replace(" people", "").replace(" cohorts", "").partition(" in ")
    people = number_up_to(MOST_PEOPLE)(first.strip())
    fitting = max(1, round(people / curriculum.size.best)) if begun.attended else 1
    cohorts = said.cohorts or second.strip() or str(fitting)
    return people, read_argument("cohorts", cohorts, read=number_up_to(min(people, MOST_COHORTS)))


def contact_answer(begun: Begun) -> tuple[str, str] | NewQuestion:
    """Whom to reach on the day, and who signs: the name before the first comma."""
    signed = read_line(named("signed_by"), begun.given("signed_by"))
    if not begun.attended or begun.said.contact is not None:
        return read_line(named("contact"), begun.given("contact")), signed
    if "contact" not in begun.replies:
        return NewQuestion("contact", default=begun.usual.get("contact", ""))
    contact = read_line("", begun.replies["contact"])
    return contact, signed or contact.partition(",")[0].strip()


LATER_ANSWERS: Mapping[Topic, Callable[[Begun], object]] = {
    "when": when_answer,
    "zone": zone_answer,
    "day_and_time": day_and_time_answer,
    "mode": mode_answer,
    "people": people_answer,
    "contact": contact_answer,
}
"""What follows from city and template: each gives its value, or the question that is open."""
