"""Pages to print, and what is in the PDFs of them."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from tests.documents.rich_plan import rich_plan, shipped_types
from toolkit.documents.pages import make_pages
from toolkit.model.document import Page
from toolkit.model.plan import Plan
from toolkit.outputs.engine import Engine, Limits
from toolkit.outputs.overruns import overrun_problems
from toolkit.outputs.pdf import ENGINE, render_pages
from toolkit.problems import Problem

PAPER = "@page { size: 210mm 297mm; margin: 20mm } html { font: 10pt/12pt 'Programme Inter' }"


def page_of(body: str, *, css: str = PAPER, **values: object) -> Page:
    html = (
        '<!DOCTYPE html><html lang="en-GB"><head><meta'
        f' charset="utf-8"><title>T</title></head><body>{body}</body></html>'
    )
    page = Page("share/t.pdf", "t", "The title", "share", "en-GB", "a4", html, css, "one", 1, "")
    return replace(page, **values)  # type: ignore[arg-type]


def printed(*pages: Page, **options: object) -> tuple[dict[str, Any], list[Problem]]:
    made = list(render_pages(pages, **options))  # type: ignore[arg-type]
    readers = {file.path: PdfReader(io.BytesIO(file.data)) for file in made}
    found = {page.path: [one for file in made for one in file.overruns] for page in pages[:1]}
    return readers, overrun_problems(found)


def pdfs(pages: Sequence[Page], *, limits: Limits | None = None, engine: Engine = ENGINE) -> dict[str, bytes]:
    """What is printed of these pages, by path."""
    return {file.path: file.data for file in render_pages(pages, limits=limits, engine=engine)}


def shipped(*names: str, plan: Plan | None = None) -> tuple[Page, ...]:
    types, base = shipped_types(*names)
    return make_pages(plan or rich_plan(), types, base=base)


def text(reader: Any) -> str:
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def elements(reader: Any, kind: str) -> list[DictionaryObject]:
    """The structure elements of a kind, such as /Figure."""
    found, waiting = [], [reader.trailer["/Root"]["/StructTreeRoot"]]
    while waiting:
        element = waiting.pop().get_object()
        if isinstance(element, DictionaryObject):
            found += [element] if element.get("/S") == kind else []
            children = element.get("/K", [])
            waiting += children if isinstance(children, list) else [children]
    return found
