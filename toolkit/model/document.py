"""What is made from a plan, before it becomes bytes: pages, calendars, sheets, texts. Made by documents/, written by
outputs/."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Literal

from pydantic import Field

from toolkit.model.fields import PersonId, Record

OUR_DOMAIN = "programme-in-a-box.invalid"
"""Right of the @ in ids of calendar entries and messages: a domain that nobody can have (RFC 2606)."""

Audience = Literal["share", "private"]
Paper = Literal["a4", "letter"]
Per = Literal["programme", "cohort", "meeting", "person", "facilitator", "room"]
Count = Literal["one", "participants", "facilitators", "everyone", "pairs", "cohorts"]
Only = Literal["pairs", "changed", "cover", "place", "welcome", "times"]
"""What has to be so: pairs are known; something changed since people were last told; somebody new runs the meeting for
this once; somebody who applied was not told yet whether they have a place; somebody who runs or mentors meetings was
never told so; people gave times from which cohorts can be formed."""

FileName = Annotated[str, Field(pattern=r"^(share|private)/[a-z0-9{}/-]+\.(pdf|txt|eml)$")]

LOGO = "made:logo"
"""The address by which pages show the programme's logo."""


class SlicePattern(Record):
    """Files that are parts of a cohort's document: one per meeting, from the section that holds the id `anchor` to the
    next slice or h1."""

    file: FileName
    title: str
    anchor: str


class DocumentHead(Record):
    """`documents/<type>/document.yaml`: for whom a document is, one per what, where it goes, how it is printed.

    `file` is relative to out/. In it and in the slices `{cohort}`, `{number}`, `{session}`, `{meeting}` and `{id}`
    stand for the thing it is made for: `a`, `03`, `03-backprop`, `03-backprop-a`, `hall`. `{-cohort}` is the same with
    a hyphen before it, and nothing at all where there is only one cohort. In `title` they stand for the words that
    people see. `copies` counts what to print: a number, or one for each of those it names. `only` makes it for those
    things only of which that is true. A file that ends in .txt is a text to paste, one that ends in .eml (for each
    person or facilitator) a message whose first line is its subject; the template of both is `page.txt.j2`.
    """

    title: str
    audience: Audience
    per: Per
    file: FileName
    paper: Literal["city", "a4", "letter"] = "city"
    landscape: bool = False
    sides: Literal["one", "both"] = "one"
    copies: Annotated[int, Field(ge=0, le=1000)] | Count = "one"
    copies_for: str = ""
    only: Only | None = None
    slices: SlicePattern | None = None


@dataclass(frozen=True)
class DocumentBase:
    """What all document types share, `documents/_base/`: templates by file name (`base.html.j2`, `macros.html.j2`), and
    the style."""

    templates: Mapping[str, str]
    css: str


@dataclass(frozen=True)
class DocumentType:
    """A document type as read from a shelf: the folder's name, document.yaml, and the texts of page.html.j2 (or
    page.txt.j2) and page.css."""

    name: str
    head: DocumentHead
    template: str
    css: str = field(default="", repr=False)


@dataclass(frozen=True)
class Slice:
    """A part of a page document that is also a file of its own: from the outermost section with this `anchor` to the
    next slice or section with an h1.

    `copies_for` says for whom the one copy is, where it is for others than the document; `held`: its meeting, on this
    `session`, has taken place.
    """

    path: str
    title: str
    anchor: str
    copies_for: str = ""
    held: bool = False
    session: str = ""


@dataclass(frozen=True)
class Page:
    """A document to print. `html` is a whole HTML document without its style; `css` goes with it.

    `path` is relative to out/ and ends in .pdf; its web page stands beside it. `copies` says how many to print and for
    whom.
    """

    path: str
    type: str
    title: str
    audience: Audience
    language: str
    paper: Paper
    html: str
    css: str
    sides: Literal["one", "both"]
    copies: int
    copies_for: str
    slices: tuple[Slice, ...] = ()
    cohort: str | None = None
    meeting: str | None = None


@dataclass(frozen=True)
class Attendee:
    """Someone who sends or gets a message or an invitation."""

    name: str
    email: str


@dataclass(frozen=True)
class CalendarEntry:
    """One VEVENT. A timed entry has `start`, `minutes` and `zone`; an all-day one has `day` only (transparent).

    `content` fields decide whether the entry changed; `alarm` (minutes before) does not, it depends on the file.
    `fallback_stamp` is the stamp of a new entry, `changed_stamp` that of a change decided by hand (UTC).
    `withdrawn_from` is the id of a person whose copy alone is cancelled: for the others the meeting stands.
    """

    uid: str
    title: str
    start: datetime.datetime | None
    minutes: int
    zone: str | None
    day: datetime.date | None = None
    location: str = ""
    geo: tuple[float, float] | None = None
    description: str = ""
    url: str = ""
    link: str = ""
    categories: tuple[str, ...] = ()
    status: Literal["CONFIRMED", "CANCELLED", "TENTATIVE"] = "CONFIRMED"
    transparent: bool = False
    fallback_stamp: datetime.datetime = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)
    changed_stamp: datetime.datetime | None = None
    alarm: int | None = None
    withdrawn_from: PersonId = ""


@dataclass(frozen=True)
class Calendar:
    """A calendar file. `name` is empty in one-event files, which carry no calendar name."""

    path: str
    name: str
    audience: Audience
    zone: str
    entries: tuple[CalendarEntry, ...]
    colour: str = ""
    copies_for: str = ""


@dataclass(frozen=True)
class Column:
    """A column of a sheet: heading, width in characters, the allowed values where there is a list."""

    heading: str
    width: int = 14
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sheet:
    """A table for a spreadsheet program; written as XLSX and as CSV. `path` has no ending. `blank_rows` follow the
    rows."""

    path: str
    title: str
    audience: Audience
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    paper: Paper
    created: datetime.datetime
    landscape: bool = True
    blank_rows: int = 0
    note: str = ""
    copies_for: str = ""


@dataclass(frozen=True)
class TextDraft:
    """A text to paste or send."""

    path: str
    title: str
    audience: Audience
    text: str
    copies_for: str = ""


Method = Literal["REQUEST", "CANCEL"]


@dataclass(frozen=True)
class Invitation:
    """One meeting for one person, for their calendar to answer (RFC 5546): asked to come, or told not to. `words` say
    it in a line."""

    path: str
    method: Method
    entry: CalendarEntry
    organiser: Attendee
    attendee: Attendee
    words: str
    audience: Audience = "private"


@dataclass(frozen=True)
class Enclosure:
    """A page, or a slice of one, that comes with a message: by its path, as of a page."""

    path: str
    title: str


@dataclass(frozen=True)
class Message:
    """A draft to one person. `entries` are the meetings it is about, in a file of the name `attached`. A letter may be
    an `invitation`, too: one at most, since mail programs show the first (RFC 6047, 2.1). Those to further meetings are
    messages of their own, and no letters.

    `encloses` are pages that come with it. `id` tells whom it is for and since which publish; `person` is their id.
    `to` is None where no address is known.
    """

    path: str
    id: str
    title: str
    subject: str
    text: str
    sender: Attendee | None
    to: Attendee | None
    person: PersonId
    entries: tuple[CalendarEntry, ...] = ()
    attached: str = "changes.ics"
    encloses: tuple[Enclosure, ...] = ()
    invitation: Invitation | None = None
    letter: bool = True
    audience: Audience = "private"
    copies_for: str = ""


Document = Page | Calendar | Sheet | TextDraft | Message | Invitation
