"""People as other tools hand them over: what a file gives, what is unclear in it, and what only the organiser can
say."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from pydantic import Field

from toolkit.model.fields import Record
from toolkit.problems import Problem

QuestionTopic = Literal["zone", "week-of", "window", "map", "hours", "zone-of", "column", "same-person"]
"""What a question is about: the option of `programme people import` that answers it. A `column` that was not understood
takes `--map` or `--ignore`."""


@dataclass(frozen=True)
class Answers:
    """What the organiser said: the zone of the times, a day of the week that the file is about, the hours that count in
    a calendar, the column that a heading or a word of a vote stands for (`other`: none of ours), and the hours of words
    such as `evening` (None: leave them unread).

    `zones` says of which place an abbreviation such as EST is the time. With `busy` a list of times says when people
    are not free, within `window`. `same` are addresses and ids of one person each, though two names stand beside them,
    `apart` those of several; both in small letters. `minutes` is the length of a meeting, for forms that name only its
    start.
    """

    zone: str = ""
    week_of: datetime.date | None = None
    window: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    hours: Mapping[str, tuple[datetime.time, datetime.time] | None] = field(default_factory=dict)
    zones: Mapping[str, str] = field(default_factory=dict)
    busy: bool = False
    same: frozenset[str] = frozenset()
    apart: frozenset[str] = frozenset()
    minutes: int = 120


@dataclass(frozen=True)
class Question:
    """What a file leaves open. `about` is the column wanted (map), the word (hours), the abbreviation (zone-of), the
    heading that is not understood (column) or the address or id that two names have (same-person); `choices` are
    headings, fields, zones, or yes and no.

    `suggestion` is a likely answer; of hours it is an example only. One that is not `needed` may stay open: then what
    hangs on it is left out and told.
    """

    asks: QuestionTopic
    text: str
    about: str = ""
    choices: tuple[str, ...] = ()
    suggestion: str = ""
    needed: bool = True


@dataclass(frozen=True)
class Incoming:
    """One person of a file: cells by our column names, other cells by the file's own headings, and the line they stand
    in.

    `note` is a sentence about what they said and what could not be taken from it.
    """

    cells: Mapping[str, str]
    others: Mapping[str, str] = field(default_factory=dict)
    line: int = 0
    note: str = ""

    @property
    def name(self) -> str:
        """The name, or nothing."""
        return self.cells.get("name", "")

    @property
    def called(self) -> str:
        """How to speak of them: name, e-mail or id."""
        return self.name or self.cells.get("email", "") or self.cells.get("id", "")


@dataclass(frozen=True)
class Found:
    """What a file gives: the kind of file in words, its people in order, problems by line, open questions, and the
    `words` of its votes, in small letters."""

    source: str
    people: tuple[Incoming, ...] = ()
    problems: tuple[Problem, ...] = ()
    questions: tuple[Question, ...] = ()
    words: frozenset[str] = frozenset()


class ImportMemory(Record):
    """`.programme/imports.yaml`: our column for each heading (`other`: kept as it is), hours such as `18:00-21:00` for
    each word (blank: not read), a zone for each abbreviation."""

    columns: dict[str, str] = Field(default_factory=dict)
    hours: dict[str, str] = Field(default_factory=dict)
    zones: dict[str, str] = Field(default_factory=dict)


@dataclass(frozen=True)
class Match:
    """Somebody of the import: their id, by what they were known (`id`, `e-mail` or `name`; nothing: they are new), and
    the headings of the cells that change. `namesakes` are the ids of others in the list who have the name of somebody
    new and another address: they may be the same person. `listed` is the name in the list, where it is written
    otherwise."""

    id: str
    person: Incoming
    by: str = ""
    changed: tuple[str, ...] = ()
    namesakes: tuple[str, ...] = ()
    listed: str = ""

    @property
    def new(self) -> bool:
        """Whether nobody in the file was this person."""
        return not self.by


@dataclass(frozen=True)
class Doubt:
    """Somebody who has a `key`, address or id, of somebody in the list with another name (`listed`)."""

    key: str
    person: Incoming
    listed: str


@dataclass(frozen=True)
class Refused:
    """Somebody who could not be told from others: why, and what to do about it."""

    person: Incoming
    why: str
    hint: str
