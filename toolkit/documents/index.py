"""`out/index.html`: what was made, for whom, how many to print. The page to open first; it stands outside private/, so
it names nobody."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from toolkit.documents.render import Renderer
from toolkit.documents.shapes.page import Each, FoldView, GroupView, IndexPage, KindView, RowView
from toolkit.model.document import Audience, Calendar, DocumentBase, Message, Page, Sheet, TextDraft
from toolkit.model.plan import Plan

FOLDED: tuple[Each, ...] = ("meeting", "person")


@dataclass(frozen=True)
class Link:
    """A file below out/, and what it is called."""

    name: str
    path: str


@dataclass(frozen=True)
class IndexRow:
    """What the page says of a document: under which heading, its files, how many to print and for whom, whether there
    is one for `each` meeting or person, and the slices that are files of their own."""

    title: str
    audience: Audience
    heading: str
    files: tuple[Link, ...]
    copies: str = ""
    copies_for: str = ""
    each: Each = ""
    slices: tuple[Link, ...] = ()


HEADINGS = ("To print", "Calendars", "Spreadsheets", "Texts to paste")
"""In this order, and others behind them."""


def make_index(plan: Plan, rows: Iterable[IndexRow], *, base: DocumentBase, pdfs: bool) -> str:
    """The page, from the template `_base/index.html.j2`; `pdfs` tells whether PDFs could be made."""
    found = tuple(rows)
    settings = plan.programme.settings
    coming = [meeting for meeting in plan.meetings if not meeting.cancelled]
    context: IndexPage = {
        "title": settings.title,
        "language": plan.programme.city.language,
        "city": plan.programme.city.name,
        "first": coming[0].date.isoformat() if coming else "",
        "last": coming[-1].date.isoformat() if coming else "",
        "pdfs": pdfs,
        "groups": [_group(found, "share"), _group(found, "private")],
        "css": base.css,
    }
    return Renderer(
        {f"_base/{name}": text for name, text in base.templates.items()}, language=plan.programme.city.language
    ).page("_base/index.html.j2", context)


def pdf_row(page: Page) -> IndexRow:
    """A document to print."""
    sides = " on both sides" if page.sides == "both" else ""
    return IndexRow(
        page.title,
        page.audience,
        "To print",
        (Link("PDF", page.path),),
        copies=f"{page.copies}{sides}" if page.copies else "",
        copies_for=page.copies_for,
        each="meeting" if page.meeting else "",
        slices=tuple(Link(piece.title, piece.path) for piece in page.slices),
    )


def web_page_row(page: Page) -> IndexRow:
    """The same, to print from a browser."""
    row = pdf_row(page)
    slices = tuple(Link(piece.name, _web_page(piece.path)) for piece in row.slices)
    return replace(row, files=(Link("web page", _web_page(page.path)),), slices=slices)


def _web_page(path: str) -> str:
    return f"{path.removesuffix('.pdf')}.html"


def calendar_row(calendar: Calendar) -> IndexRow:
    """A calendar; one of somebody is called by its file, since the page names nobody."""
    name, files = calendar.path.rsplit("/", 1)[-1], (Link("calendar", calendar.path),)
    if name.startswith(("person-", "facilitator-")):
        return IndexRow(
            name, calendar.audience, "Calendars", files, each="person" if name.startswith("person-") else ""
        )
    said = calendar.name.endswith(f": {calendar.copies_for.removeprefix('the ')}")
    return IndexRow(
        calendar.name or name,
        calendar.audience,
        "Calendars",
        files,
        copies_for="" if said else calendar.copies_for,
        each="" if calendar.name else "meeting",
    )


def xlsx_row(sheet: Sheet) -> IndexRow:
    """A table as a workbook."""
    files = (Link("XLSX", f"{sheet.path}.xlsx"),)
    return IndexRow(sheet.title, sheet.audience, "Spreadsheets", files, copies_for=sheet.copies_for)


def csv_row(sheet: Sheet) -> IndexRow:
    """A table as text."""
    return replace(xlsx_row(sheet), files=(Link("CSV", f"{sheet.path}.csv"),))


def text_row(draft: TextDraft) -> IndexRow:
    """A text to paste."""
    files = (Link("text", draft.path),)
    return IndexRow(draft.title, draft.audience, "Texts to paste", files, copies_for=draft.copies_for)


def message_row(message: Message) -> IndexRow | None:
    """A draft to one person, called by its file, since the page names nobody; none where it is an invitation alone."""
    if not message.letter:
        return None
    name, files = message.path.rsplit("/", 1)[-1], (Link("text", message.path),)
    return IndexRow(name, message.audience, "Texts to paste", files, each="person")


def _group(rows: tuple[IndexRow, ...], audience: Audience) -> GroupView:
    """The rows of one audience, printed things first, then calendars, sheets and texts; what there is for each meeting
    or person folded."""
    mine = [row for row in rows if row.audience == audience]
    headings = dict.fromkeys((*HEADINGS, *(row.heading for row in mine)))
    kinds = [_kind(heading, [row for row in mine if row.heading == heading]) for heading in headings]
    return {"audience": audience, "kinds": [kind for kind in kinds if kind["main"] or kind["folds"]]}


def _kind(heading: str, rows: list[IndexRow]) -> KindView:
    folds: list[FoldView] = [{"each": each, "rows": _plain(rows, each=each)} for each in FOLDED]
    return {"name": heading, "main": _plain(rows, each=""), "folds": [fold for fold in folds if fold["rows"]]}


def _plain(rows: Iterable[IndexRow], *, each: Each) -> list[RowView]:
    """What the template sees of those of which there is one for each of these."""
    return [
        {
            "title": row.title,
            "copies": row.copies,
            "for": row.copies_for,
            "files": [{"name": link.name, "path": link.path} for link in row.files],
            "slices": [{"title": link.name, "path": link.path} for link in row.slices],
        }
        for row in rows
        if row.each == each
    ]
