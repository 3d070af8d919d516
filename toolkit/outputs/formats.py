"""Every format, one row each: which documents it is for, the kind that `--only` asks for, how it is written, and how
the index lists it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from toolkit.documents import index
from toolkit.documents.file_names import MESSAGES
from toolkit.documents.index import IndexRow
from toolkit.keeping.lock import Lock
from toolkit.model.document import Calendar, Document, Invitation, Message, Page, Sheet, TextDraft
from toolkit.outputs.faces import SCHEME
from toolkit.outputs.ics import render_calendar, render_invitation
from toolkit.outputs.mail import Enclosed, render_message
from toolkit.outputs.pdf import RULED
from toolkit.outputs.sheets import render_csv, render_xlsx
from toolkit.outputs.site import web_pages

D = TypeVar("D")
NamedBytes = Iterable[tuple[str, bytes]]
"""Paths below out/, and what is to stand there."""


@dataclass(frozen=True)
class Beside:
    """What writers know beside the document: the versions of calendar entries, the organiser's pictures by the address
    that pages know them by, and, once pages are there, the file of each by its path."""

    lock: Lock
    pictures: Mapping[str, bytes]
    enclosed: Callable[[str], Enclosed] | None = None


@dataclass(frozen=True)
class Format(Generic[D]):
    """How documents of a type are written, and how the names of their files end. Without `write` an engine prints them,
    part by part; without `row`, or where it gives none, the index does not list them. What lies with the messages is of
    the kind `with_messages`, where there is one: whoever sends by hand takes it for the drafts of the same build."""

    type: type[D]
    kind: str
    ending: str
    write: Callable[[D, Beside], NamedBytes] | None
    row: Callable[[D], IndexRow | None] | None = None
    with_messages: str = ""

    def kind_at(self, path: str) -> str:
        """The kind of a file of this format, by its path below out/."""
        return self.with_messages if self.with_messages and path.startswith(MESSAGES) else self.kind


def _calendar(calendar: Calendar, beside: Beside) -> NamedBytes:
    yield calendar.path, render_calendar(calendar, beside.lock)


def _invitation(invitation: Invitation, beside: Beside) -> NamedBytes:
    yield invitation.path, render_invitation(invitation, beside.lock)


def _xlsx(sheet: Sheet, _beside: Beside) -> NamedBytes:
    yield f"{sheet.path}.xlsx", render_xlsx(sheet)


def _csv(sheet: Sheet, _beside: Beside) -> NamedBytes:
    yield f"{sheet.path}.csv", render_csv(sheet)


def _web_pages(page: Page, beside: Beside) -> NamedBytes:
    return web_pages(page, {**beside.pictures, f"{SCHEME}ruled.svg": RULED})


def _text(draft: TextDraft, _beside: Beside) -> NamedBytes:
    yield draft.path, draft.text.encode()


def _message(message: Message, beside: Beside) -> NamedBytes:
    files = [beside.enclosed(one.path) for one in message.encloses] if beside.enclosed else []
    yield message.path, render_message(message, beside.lock, enclosed=files)


FORMATS: tuple[Format[Any], ...] = (
    Format(Page, "pdf", ".pdf", None, index.pdf_row),
    Format(Calendar, "ics", ".ics", _calendar, index.calendar_row),
    Format(Invitation, "ics", ".ics", _invitation),
    Format(Sheet, "sheets", ".xlsx", _xlsx, index.xlsx_row, with_messages="mail"),
    Format(Sheet, "sheets", ".csv", _csv, index.csv_row, with_messages="mail"),
    Format(Page, "site", ".html", _web_pages, index.web_page_row),
    Format(TextDraft, "site", ".txt", _text, index.text_row, with_messages="mail"),
    Format(Message, "mail", ".eml", _message, index.message_row),
)


def kinds() -> tuple[str, ...]:
    """Every kind of file, in the order of the table."""
    return tuple(dict.fromkeys(format.kind for format in FORMATS))


def kind_of(path: str) -> str | None:
    """The kind of a file that was made, by its path below out/; None of one that no format makes."""
    return next((format.kind_at(path) for format in FORMATS if path.endswith(format.ending)), None)


def is_asked_for(type_: type[Document], only: str | None) -> bool:
    """Whether documents of this type are written in the kind that is asked for; None is all of them."""
    return any(issubclass(type_, format.type) and only in (None, format.kind) for format in FORMATS)


def write_document(document: Document, beside: Beside, *, only: str | None = None) -> Iterator[tuple[str, bytes]]:
    """The files of a document, but for those that an engine prints: path below out/ and bytes."""
    for format in FORMATS:
        if isinstance(document, format.type) and format.write and only in (None, format.kind_at(document.path)):
            yield from format.write(document, beside)


def index_rows(documents: Iterable[Document], unmade: Collection[str] = ()) -> Iterator[IndexRow]:
    """What the index says of each document: its row in the first format, with the files of all of them, but for those
    that could not be made (paths below out/)."""
    for document in documents:
        found = [format.row(document) for format in FORMATS if isinstance(document, format.type) and format.row]
        there = [row for row in found if row and not any(link.path in unmade for link in row.files)]
        if there:
            yield replace(there[0], files=tuple(link for row in there for link in row.files))
