"""The questions of a new programme: `begin_new` reads what was said before any of them, `next_question` asks,
`with_reply` reads one answer, and `chosen_of` gives what came out.

Nothing is written, and what is known so far is a value: a face that goes back goes on from an earlier one.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import Literal, TypeVar

from toolkit.jobs.cities import city_at, is_known, nearest_city, read_holidays, read_where, where_given
from toolkit.jobs.job import job
from toolkit.jobs.new import (
    MOST_PEOPLE,
    Chosen,
    find_template,
    find_term,
    has_sure_term,
    load_city,
    number_up_to,
    read_days,
    read_fit,
    read_line,
    read_settings,
    read_start,
    read_zone,
    times_for,
)
from toolkit.jobs.new_answers import (
    LATER_ANSWERS,
    Begun,
    NewQuestion,
    NewSaid,
    WrongAnswers,
    contact_answer,
    day_and_time_answer,
    mode_answer,
    people_answer,
    read_mode,
    read_reading_time,
    when_answer,
    zone_answer,
)
from toolkit.jobs.templates import on_shelves
from toolkit.jobs.typed import choice, read_argument
from toolkit.model.programme import MOST_COHORTS
from toolkit.problems import WrongUsage, named
from toolkit.reading.shelves import Shelves
from toolkit.scaffold import defaults
from toolkit.scaffold.fetch import short_name
from toolkit.scaffold.new_city import NewCity

T = TypeVar("T")


@job
def begin_new(
    said: NewSaid, *, usual: Mapping[str, str], attended: bool, shelves: Shelves, today: datetime.date
) -> Begun | WrongAnswers:
    """Everything that was said, read before the first question, with all that is wrong with it. Raises ProblemsFound
    and EnvironmentMissing for a city or a template that cannot be read."""
    begun = Begun(said, today, usual, attended)
    wrong: list[WrongUsage | NewQuestion] = []
    first: tuple[Literal["city", "template"], ...] = ("city", "template")
    for topic in first:
        text = getattr(said, topic) if attended else begun.given(topic)
        if text is None:
            wrong += [] if attended else [_of_a_shelf(begun, topic, shelves=shelves)]
            continue
        try:
            begun = with_reply(begun, NewQuestion(topic), text=text, shelves=shelves)
        except WrongUsage as error:
            wrong.append(error if topic == "city" else WrongUsage(str(error), argument=topic))
        if topic == "city" and begun.place and not attended:
            wrong.append(_where(begun, shelves))
    for argument, text, read in _readers(begun):
        if text is not None:
            try:
                read_argument(argument, text, read=read)
            except WrongUsage as error:
                wrong.append(error)
    return WrongAnswers(begun, tuple(wrong)) if wrong else begun


def _readers(begun: Begun) -> Iterator[tuple[str, str | None, Callable[[str], object]]]:
    """Everything else that can be said, each with its text and what reads it, as far as that can be read alone."""
    said, curriculum = begun.said, begun.curriculum
    if begun.city is not None and begun.made is None:
        yield "term", said.term, partial(find_term, begun.city)
    yield "start", said.start, partial(read_start, today=begun.today)
    yield "zone", said.zone, read_zone
    yield "holidays", said.holidays, read_holidays
    yield "day", said.day, read_days
    yield "time", said.time, partial(times_for, curriculum)
    yield "mode", said.mode, partial(read_mode, curriculum)
    yield "reading", said.reading, partial(read_reading_time, curriculum)
    yield "people", said.people, number_up_to(MOST_PEOPLE)
    people = said.people or ""
    most = min(int(people[:9]) if people.isdecimal() else MOST_COHORTS, MOST_COHORTS)
    yield "cohorts", said.cohorts, number_up_to(max(1, most))
    yield "fit", said.fit, read_fit
    for name, text in (("title", said.title), ("contact", said.contact), ("signed_by", said.signed_by)):
        yield name, text, partial(read_line, "")


@job
def next_question(begun: Begun, shelves: Shelves) -> NewQuestion | None:
    """The first question that is open; None where everything is known. WrongUsage where what was said before does not
    go with the answers."""
    if begun.city is None:
        return _where(begun, shelves) if begun.place else _of_a_shelf(begun, "city", shelves=shelves)
    if begun.template is None:
        return _of_a_shelf(begun, "template", shelves=shelves)
    return next((found for ask in LATER_ANSWERS.values() if isinstance(found := ask(begun), NewQuestion)), None)


@job
def with_reply(begun: Begun, question: NewQuestion, *, text: str, shelves: Shelves) -> Begun:
    """What is known with one more answer. WrongUsage where it cannot be read."""
    match question.topic:
        case "city":
            return _with_city(begun, text, shelves=shelves)
        case "where":
            return _with_place(begun, text, shelves=shelves)
        case "template":
            return _with_template(begun, text, shelves=shelves)
    known = replace(begun, replies={**begun.replies, question.topic: text})
    LATER_ANSWERS[question.topic](known)
    return known


def key_of_begun(begun: Begun) -> str:
    """The key of the programme, such as oxford-engineering-ht27; blank while city, template or term are open."""
    when = when_answer(begun) if begun.city and begun.template else None
    if when is None or isinstance(when, NewQuestion):
        return ""
    (city, template, _), (term, start) = begun.all_known, when
    return defaults.programme_key(city.key, short_name(template), when=term.short if term else start)


@job
def chosen_of(begun: Begun) -> Chosen:
    """What came out of all answers. WrongUsage where they do not go together."""
    city, template, curriculum = begun.all_known
    (term, start), (days, times) = _settled(when_answer(begun)), _settled(day_and_time_answer(begun))
    (mode, reading), (people, cohorts) = _settled(mode_answer(begun)), _settled(people_answer(begun))
    contact, signed_by = _settled(contact_answer(begun))
    settings = {
        "key": key_of_begun(begun),
        "title": read_line(named("title"), begun.said.title) or curriculum.title,
        "city": city.key,
        "term": term.name if term else "",
        "start": start,
        "zone": _settled(zone_answer(begun)),
        "day": days,
        "time": times,
        "mode": mode,
        "reading": reading,
        "people": people,
        "cohorts": cohorts,
        "contact": contact,
        "signed_by": signed_by,
    }
    return Chosen(template, city, read_settings(settings), begun.made)


def _settled(found: T | NewQuestion) -> T:
    assert not isinstance(found, NewQuestion), "nothing is chosen before every question is answered"
    return found


# where and what


def _of_a_shelf(begun: Begun, topic: Literal["city", "template"], *, shelves: Shelves) -> NewQuestion:
    """A city or a template; for somebody who is there with all that shelves have."""
    if not begun.attended:
        return NewQuestion(topic, default=begun.usual.get(topic))
    kind = "cities" if topic == "city" else "programmes"
    names = shelves.names(kind)
    first = names[0] if names else None
    if topic == "city":
        first = next((name for name in names if has_sure_term(load_city(shelves, name), begun.today)), first)
    choices = tuple((one.name, f"{one.title}: {one.says}") for one in on_shelves(shelves) if one.kind == kind)
    return NewQuestion(topic, default=begun.usual.get(topic), suggestion=first, choices=choices)


def _where(begun: Begun, shelves: Shelves) -> NewQuestion:
    near = nearest_city(begun.place, shelves)
    return NewQuestion("where", suggestion=near or None, near=near, known=tuple(shelves.names("cities")))


def _with_city(begun: Begun, text: str, *, shelves: Shelves) -> Begun:
    """A city of a shelf; or one that is made, where it was said where it is."""
    word, said = text.strip(), begun.said
    if not is_known(word, shelves):
        if said.zone is None and said.holidays is None:
            return replace(begun, place=word)
        return _made(begun, city_at(word, where_given(said.zone, said.holidays)))
    if said.holidays is not None:
        raise WrongUsage(f"{named('holidays')} is for a city that no shelf has; {word} has a file that names its own.")
    return replace(begun, city=load_city(shelves, choice(word, shelves.names("cities"))))


def _with_place(begun: Begun, text: str, *, shelves: Shelves) -> Begun:
    """Where the city is that no shelf has; or the one of a shelf that was meant."""
    if is_known(text, shelves):
        return replace(begun, place="", city=load_city(shelves, choice(text, shelves.names("cities"))))
    return _made(begun, city_at(begun.place, read_where(text)))


def _made(begun: Begun, made: NewCity) -> Begun:
    return replace(begun, place="", city=made.city, made=made)


def _with_template(begun: Begun, text: str, *, shelves: Shelves) -> Begun:
    said = begun.said
    template = find_template(text, shelves, checkout=said.checkout or "", directory=said.directory or "")
    return replace(begun, template=template, curriculum=defaults.read_curriculum(template))
