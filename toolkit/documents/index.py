"""`out/index.html`: what was made, for whom, how many to print. The page to open first; it stands outside private/, so
it names nobody."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from toolkit.documents.render import Renderer
from toolkit.documents.shapes.page import CutOutView, Each, FileView, FoldView, GroupView, IndexPage, RowView, What
from toolkit.model.document import (
    Audience,
    Calendar,
    Document,
    DocumentBase,
    Invitation,
    Message,
    Page,
    Sheet,
    TextDraft,
)
from toolkit.model.plan import Plan

FOLDED: tuple[Each, ...] = ("meeting", "person")


def make_index(
    plan: Plan, documents: Iterable[Document], *, base: DocumentBase, pdfs: bool, left_out: Collection[str] = ()
) -> str:
    """The page, from the template `_base/index.html.j2`; `pdfs` tells whether PDFs could be made, `left_out` are those
    that could not."""
    rows = [
        _row(document, pdfs=pdfs and f"out/{document.path}" not in left_out)
        for document in documents
        if not isinstance(document, Invitation)
    ]
    settings = plan.programme.settings
    held = [meeting for meeting in plan.meetings if not meeting.cancelled]
    context: IndexPage = {
        "title": settings.title,
        "language": plan.programme.city.language,
        "city": plan.programme.city.name,
        "first": held[0].date.isoformat() if held else "",
        "last": held[-1].date.isoformat() if held else "",
        "pdfs": pdfs,
        "groups": [_group(rows, "share"), _group(rows, "private")],
        "css": base.css,
    }
    return Renderer(
        {f"_base/{name}": text for name, text in base.templates.items()}, language=plan.programme.city.language
    ).page("_base/index.html.j2", context)


def _group(rows: list[RowView], audience: Audience) -> GroupView:
    """The rows of one audience, printed things first, then calendars, sheets and texts; what there is for each meeting
    or person folded."""
    mine = [row for row in rows if row["audience"] == audience]
    kinds = (("print", "To print"), ("calendar", "Calendars"), ("sheet", "Spreadsheets"), ("text", "Texts to paste"))
    return {
        "audience": audience,
        "kinds": [
            {
                "name": name,
                "main": [row for row in mine if row["kind"] == kind and not row["each"]],
                "folds": [fold for each in FOLDED if (fold := _fold(mine, kind, each=each))["rows"]],
            }
            for kind, name in kinds
            if any(row["kind"] == kind for row in mine)
        ],
    }


def _fold(rows: list[RowView], kind: str, *, each: Each) -> FoldView:
    """The files of which there is one for each meeting or each person."""
    return {"each": each, "rows": [row for row in rows if (row["kind"], row["each"]) == (kind, each)]}


def _row(document: Document, *, pdfs: bool) -> RowView:
    if isinstance(document, Page):
        twin = document.path.removesuffix(".pdf") + ".html"
        pdf: list[FileView] = [{"name": "PDF", "path": document.path}] if pdfs else []
        slices: list[CutOutView] = [
            {"title": cut.title, "path": cut.path if pdfs else cut.path.removesuffix(".pdf") + ".html"}
            for cut in document.slices
        ]
        sides = " on both sides" if document.sides == "both" else ""
        copies = f"{document.copies}{sides}" if document.copies else ""
        return _make(
            document.title,
            document.audience,
            kind="print",
            files=[*pdf, {"name": "web page", "path": twin}],
            copies=copies,
            copies_for=document.copies_for,
            each="meeting" if document.meeting else "",
            slices=slices,
        )
    if isinstance(document, Calendar):
        name = document.path.rsplit("/", 1)[-1]
        each: Each = "person" if name.startswith("person-") else "" if document.name else "meeting"
        if name.startswith(("person-", "facilitator-")):
            return _make(
                name,
                document.audience,
                kind="calendar",
                files=[{"name": "calendar", "path": document.path}],
                copies="",
                copies_for="",
                each=each,
                slices=[],
            )
        words = "" if document.name.endswith(f": {document.copies_for.removeprefix('the ')}") else document.copies_for
        return _make(
            document.name or name,
            document.audience,
            kind="calendar",
            files=[{"name": "calendar", "path": document.path}],
            copies="",
            copies_for=words,
            each=each,
            slices=[],
        )
    if isinstance(document, Sheet):
        return _make(
            document.title,
            document.audience,
            kind="sheet",
            files=[{"name": ending.upper(), "path": f"{document.path}.{ending}"} for ending in ("xlsx", "csv")],
            copies="",
            copies_for=document.copies_for,
            each="",
            slices=[],
        )
    assert isinstance(document, TextDraft | Message)
    files: list[FileView] = [{"name": "text", "path": document.path}]
    if isinstance(document, Message):
        return _make(
            document.path.rsplit("/", 1)[-1],
            document.audience,
            kind="text",
            files=files,
            copies="",
            copies_for="",
            each="person",
            slices=[],
        )
    return _make(
        document.title,
        document.audience,
        kind="text",
        files=files,
        copies="",
        copies_for=document.copies_for,
        each="",
        slices=[],
    )


def _make(
    title: str,
    audience: Audience,
    *,
    kind: What,
    files: list[FileView],
    copies: str,
    copies_for: str,
    each: Each,
    slices: list[CutOutView],
) -> RowView:
    return {
        "title": title, "audience": audience, "kind": kind, "files": files,
        "copies": copies, "for": copies_for, "each": each, "slices": slices,
    }  # fmt: skip
