"""`out/index.html`, the page to open first: the next meeting, what is not known yet, what to do, what to carry to each
meeting, and then what was made, by who needs it. It stands outside private/, so it names nobody; `by_name` does."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from toolkit.documents.agenda import days, to_do, unknown
from toolkit.documents.render import Renderer
from toolkit.documents.shapes.page import Each, FileView, FoldView, GroupView, IndexPage, KindView, RowView
from toolkit.model.document import Audience, Calendar, DocumentBase, Message, Page, Sheet, TextDraft
from toolkit.model.plan import Plan
from toolkit.problems import Problem

FOLDED: tuple[Each, ...] = ("meeting", "person")
BY_NAME = "private/by-name.html"
"""Below out/: whose each file is."""

OF_A_WHOLE_BUILD = ("out/index.html", f"out/{BY_NAME}")
"""The two pages that name the others, by their paths in the programme folder: only a whole build makes them."""

_WHOSE = re.compile(r"(?:place-)?(person|facilitator|welcome)-(.+)[.](?:ics|eml)")


@dataclass(frozen=True)
class Link:
    """A file below out/, what it is called, and the cohort and the session that it is carried to."""

    name: str
    path: str
    meeting: tuple[str, str] | None = None


@dataclass(frozen=True)
class IndexRow:
    """What the page says of a document: under which heading, its files, how many to print and for whom, whether there
    is one for `each` meeting or person, and the slices that are files of their own.

    `meeting` is the cohort and the session that it is carried to; `cohort` the one whose facilitators need it;
    `participant` or `leader` the id of the person whose it is.
    """

    title: str
    audience: Audience
    heading: str
    files: tuple[Link, ...]
    copies: str = ""
    copies_for: str = ""
    each: Each = ""
    slices: tuple[Link, ...] = ()
    meeting: tuple[str, str] | None = None
    cohort: str = ""
    participant: str = ""
    leader: str = ""


HEADINGS = ("To print", "Calendars", "Spreadsheets", "Texts to paste")
"""In this order, and others behind them."""


def make_index(
    plan: Plan, rows: Iterable[IndexRow], *, base: DocumentBase, pdfs: bool, problems: Iterable[Problem]
) -> str:
    """The page, from the template `_base/index.html.j2`; `pdfs` tells whether PDFs could be made, `problems` are those
    of the plan."""
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
        "unknown": unknown(problems),
        "to_do": to_do(plan),
        "days": days(plan, _carried(found)),
        "people": BY_NAME if any(row.participant or row.leader for row in found) else "",
        "groups": _groups(found),
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
        slices=tuple(Link(piece.title, piece.path, _meeting(page, piece.session)) for piece in page.slices),
        meeting=_meeting(page, page.meeting),
        cohort=page.cohort or "",
    )


def _meeting(page: Page, session: str | None) -> tuple[str, str] | None:
    return (page.cohort, session) if page.cohort and session else None


def web_page_row(page: Page) -> IndexRow:
    """The same, to print from a browser."""
    row = pdf_row(page)
    slices = tuple(replace(piece, path=_web_page(piece.path)) for piece in row.slices)
    return replace(row, files=(Link("web page", _web_page(page.path)),), slices=slices)


def _web_page(path: str) -> str:
    return f"{path.removesuffix('.pdf')}.html"


def calendar_row(calendar: Calendar) -> IndexRow:
    """A calendar; one of somebody is called by its file, since the page names nobody."""
    name, files = calendar.path.rsplit("/", 1)[-1], (Link("calendar", calendar.path),)
    if name.startswith(("person-", "facilitator-")):
        return _owned(IndexRow(name, calendar.audience, "Calendars", files, each="person"))
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
    return _owned(IndexRow(name, message.audience, "Texts to paste", files, each="person"))


def _owned(row: IndexRow) -> IndexRow:
    """The row, with whose it is by the name of its file."""
    found = _WHOSE.fullmatch(row.title)
    if found is None:
        return row
    return replace(row, participant=found[2]) if found[1] == "person" else replace(row, leader=found[2])


def _carried(rows: tuple[IndexRow, ...]) -> dict[tuple[str, str], list[FileView]]:
    """By meeting the files to carry to it, its run sheet first."""
    sheets = [(piece.meeting, piece.name, piece.path) for row in rows for piece in row.slices]
    pages = [(row.meeting, row.title, row.files[0].path) for row in rows if row.files]
    found: dict[tuple[str, str], list[FileView]] = {}
    for meeting, title, path in (*sheets, *pages):
        if meeting is not None:
            found.setdefault(meeting, []).append({"name": _short(title), "path": path})
    return found


def _short(title: str) -> str:
    """What something is, without the meeting that it is for: "Run sheet" of "Run sheet, Set-up clinic, Tuesday 12
    January 2027", "Pairs" of "Pairs 3 Birch"."""
    return re.sub(r",.*| \d+\b.*", "", title) or title


def _groups(rows: tuple[IndexRow, ...]) -> list[GroupView]:
    """What was made, by who needs it; what is carried to one meeting or is one person's stands elsewhere."""
    files = [row for row in rows if not (row.meeting or row.participant or row.leader)]
    shared = [row for row in files if row.audience == "share"]
    packs = [row for row in files if row.audience == "private" and row.cohort]
    own = [row for row in files if row.audience == "private" and not row.cohort]
    return [
        {"needed_by": "everyone", "kinds": _kinds(shared)},
        {"needed_by": "leaders", "kinds": _kinds(packs)},
        {"needed_by": "organiser", "kinds": _kinds(own)},
    ]


def _kinds(rows: list[IndexRow]) -> list[KindView]:
    """Printed things first, then calendars, sheets and texts; what there is for each meeting or person folded."""
    headings = dict.fromkeys((*HEADINGS, *(row.heading for row in rows)))
    kinds = [_kind(heading, [row for row in rows if row.heading == heading]) for heading in headings]
    return [kind for kind in kinds if kind["main"] or kind["folds"]]


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
            "slices": [{"title": link.name, "path": link.path} for link in row.slices if not link.meeting],
        }
        for row in rows
        if row.each == each
    ]
