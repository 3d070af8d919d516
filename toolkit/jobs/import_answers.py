"""The answers that an import asks for, from what somebody typed. WrongUsage for a text that cannot be read."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from typing import TypeVar

from toolkit.jobs.job import job
from toolkit.jobs.typed import choice, read_argument
from toolkit.model.imports import Answers, Question
from toolkit.problems import WrongUsage
from toolkit.reading.availability import read_availability
from toolkit.reading.imports.columns import FIELDS, OTHER, plain_heading
from toolkit.reading.own.memory import Hours, read_column, read_hours
from toolkit.reading.typed_dates import read_full_date
from toolkit.reading.zones import is_zone, why_no_zone

T = TypeVar("T")


@job
def read_answers(
    *,
    zone: str | None,
    week_of: str | None,
    window: str | None,
    columns: Iterable[str],
    ignored: Iterable[str] = (),
    hours: Iterable[str],
    zones: Iterable[str] = (),
    same: Iterable[str] = (),
    busy: bool = False,
    near: datetime.date | None = None,
) -> Answers:
    """The answers that are given before a question: a zone, a date (without its year the one nearest to `near`), hours
    of the week, `HEADING=COLUMN`, headings of columns that are kept as they are, `WORD=HOURS`, `NAME=ZONE`, addresses
    or ids of one person with two names, and whether times are those at which people are not free."""
    return Answers(
        zone=read_argument("zone", zone, read=_zone) if zone else "",
        week_of=read_argument("week-of", week_of, read=partial(_date, near=near)) if week_of else None,
        window=read_argument("window", window, read=_window) if window else "",
        columns={
            **dict(read_argument("map", text, read=_mapping) for text in columns),
            **dict(read_argument("ignore", text, read=_ignored) for text in ignored),
        },
        hours=dict(read_argument("hours", text, read=_word) for text in hours),
        zones=dict(read_argument("zone-of", text, read=_place) for text in zones),
        same=frozenset(key.strip().casefold() for key in same),
        busy=busy,
    )


def with_answer(answers: Answers, question: Question, *, text: str, near: datetime.date | None = None) -> Answers:
    """The answers with one more, as it was typed; nothing leaves open what may stay open. A date without its year is
    the one nearest to `near`."""
    match question.asks:
        case "zone":
            return replace(answers, zone=_zone(text))
        case "week-of":
            return replace(answers, week_of=_date(text, near=near))
        case "window":
            return replace(answers, window=_window(text))
        case "hours":
            return replace(answers, hours={**answers.hours, question.about: _hours(text)})
        case "zone-of":
            return replace(answers, zones={**answers.zones, question.about: _zone(text)})
        case "same-person":
            known = "same" if choice(text, question.choices) == "yes" else "apart"
            return replace(answers, **{known: getattr(answers, known) | {question.about}})
        case "map" | "column":
            return replace(answers, columns={**answers.columns, **_mapped(question, text)})


def names_a_heading(question: Question) -> bool:
    """Whether the headings are what is to choose from, and not the column that one heading stands for."""
    return question.asks == "map" and question.about in FIELDS


def _mapped(question: Question, text: str) -> dict[str, str]:
    """What a heading, or each of the headings, stands for. A heading is named by its number, too."""
    if not names_a_heading(question):
        return {question.about: choice(text, question.choices)}
    if not text and not question.needed:
        return dict.fromkeys(question.choices, OTHER)
    if text.isdigit() and 0 < int(text) <= len(question.choices):
        return {question.choices[int(text) - 1]: question.about}
    return {choice(text, question.choices): question.about}


def _zone(text: str) -> str:
    if not is_zone(text):
        raise WrongUsage(" ".join(why_no_zone(text)))
    return text


def _date(text: str, *, near: datetime.date | None) -> datetime.date:
    try:
        return read_full_date(text, near=near)
    except ValueError as error:
        raise WrongUsage(f"“{text}” is not a date. {error} Like 2027-01-19 or 19 Jan 2027.") from None


def _window(text: str) -> str:
    found = read_availability(text)
    if found.problems or not found.stretches:
        raise WrongUsage(found.problems[0] if found.problems else "Write times like Mon-Fri 18:00-22:00.")
    return text


def _hours(text: str) -> Hours | None:
    return _said(lambda: read_hours(text))


def _word(text: str) -> tuple[str, Hours | None]:
    word, mark, hours = text.partition("=")
    if not mark or not word.strip():
        raise WrongUsage(f"“{text}” is not of the form evening=18:00-21:00.")
    return word.strip().casefold().removesuffix("s"), _hours(hours)


def _mapping(text: str) -> tuple[str, str]:
    heading, mark, column = text.rpartition("=")
    if not mark or not heading.strip():
        raise WrongUsage(f"“{text}” is not of the form HEADING=COLUMN, such as What should we call you?=name.")
    return plain_heading(heading), _said(lambda: read_column(column))


def _ignored(text: str) -> tuple[str, str]:
    if not text.strip():
        raise WrongUsage("Name the heading of a column, such as Notes.")
    return plain_heading(text), OTHER


def _place(text: str) -> tuple[str, str]:
    name, mark, zone = text.rpartition("=")
    if not mark or not name.strip():
        raise WrongUsage(f"“{text}” is not of the form EST=America/New_York.")
    return name.strip(), _zone(zone.strip())


def _said(read: Callable[[], T]) -> T:
    """What `read` gives; its ValueError is wrong usage."""
    try:
        return read()
    except ValueError as error:
        raise WrongUsage(str(error)) from None
