"""Parts that stand alone: what two documents have in common is laid out once, and each looks as if it were in one
piece."""

from __future__ import annotations

import datetime
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from tests.examples import lay_out
from tests.outputs.printing import page_of, pdfs, shipped
from tests.outputs.test_join import faults
from toolkit.jobs.examine import read_and_plan
from toolkit.jobs.making import make_documents
from toolkit.jobs.options import Options
from toolkit.model.document import Page, Slice
from toolkit.outputs.engine import RenderedPart, RenderRequest
from toolkit.outputs.lone_parts import lone_document
from toolkit.outputs.pdf import ENGINE, render_pages
from toolkit.problems import ProblemsFound
from toolkit.reading.shelves import Shelves

ALONE = 'data-part="alone"'
LEAF = (
    '<section class="front" data-part="alone" data-side="right"><h1 id="{0}" data-short="{0} · ">{0}</h1></section>'
    '<section class="back" data-part="alone"><h2>{1}</h2></section>'
)
CSS = "section + section, section { break-before: page } .front { break-before: right }"


def document(*names: str, cover: int = 1, title: str = "A", answers: str = "same", css: str = CSS) -> Page:
    pages = '<p style="break-after: page">cover</p>' * (cover - 1)
    first = f'<section {ALONE}>{pages}<h1 data-short="">Start</h1></section>'
    (page,) = shipped("pack")
    leaves = "".join(LEAF.format(name, answers) for name in names)
    body = f"<main>{first}{leaves}<section {ALONE}><h1>End</h1></section></main>"
    made = page_of(body, css=page.css + css, slices=tuple(Slice(f"share/{name}.pdf", name, name) for name in names))
    return replace(made, title=title, html=made.html.replace("<body>", f'<body data-foot="Foot of {title}">'))


def together(page: Page) -> Page:
    """The same document without any part that stands alone."""
    return replace(page, html=page.html.replace(f" {ALONE}", ""), slices=())


def sheets(data: bytes) -> list[str]:
    return [sheet.extract_text() for sheet in PdfReader(io.BytesIO(data)).pages]


def letters(data: bytes) -> list[Counter[str]]:
    """The letters of each page, whatever their order in the file: some readers join lines that do not follow each other
    there."""
    return [Counter("".join(text.split())) for text in sheets(data)]


@dataclass(frozen=True)
class Counting:
    """Our engine, and all that it was asked."""

    asked: list[RenderRequest] = field(default_factory=list)

    def load(self) -> None:
        ENGINE.load()

    def versions(self) -> str:
        return ENGINE.versions()

    def render(self, request: RenderRequest) -> RenderedPart:
        self.asked.append(request)
        return ENGINE.render(request)


@pytest.mark.parametrize("cover", [1, 2, 3])
def test_pages_numbers_feet_and_sides_are_those_of_a_document_in_one_piece(cover: int) -> None:
    page = document("one", "two", cover=cover)
    made = pdfs([page])
    assert letters(made["share/t.pdf"]) == letters(pdfs([together(page)])["share/t.pdf"])
    number = cover + cover % 2 + 1
    assert [f"one · {at}" in text for at, text in enumerate(sheets(made["share/one.pdf"]), number)] == [True, True]


def test_the_same_document_gives_the_same_bytes() -> None:
    page = document("one", "two", cover=2)
    assert pdfs([page]) == pdfs([page])


def test_the_pack_in_parts_is_the_pack_in_one_piece() -> None:
    (page,) = shipped("pack")
    alone = lone_document(page)
    assert alone is not None
    assert len(alone.parts) == page.html.count(ALONE) > 5
    assert letters(pdfs([page])["private/facilitators/pack.pdf"]) == letters(
        pdfs([together(page)])["private/facilitators/pack.pdf"]
    )


def test_bookmarks_and_titles_are_those_of_a_document_in_one_piece() -> None:
    page = document("one", "two")
    whole, apart = (read(pdfs([one])["share/t.pdf"]) for one in (together(page), page))
    assert outline(apart) == outline(whole) == [
        *(("Start", 0), ("one", 2), [("same", 3)], ("two", 4), [("same", 5)], ("End", 6)),
    ]  # fmt: skip
    assert apart.trailer["/Root"]["/Outlines"]["/Count"] == whole.trailer["/Root"]["/Outlines"]["/Count"]
    assert apart.metadata is not None
    assert (apart.metadata.title, apart.trailer["/Root"]["/Lang"]) == ("A", "en-GB")


def outline(reader: Any) -> list[Any]:
    def told(entries: list[Any]) -> Iterator[Any]:
        for one in entries:
            is_below = isinstance(one, list)
            yield list(told(one)) if is_below else (one["/Title"], reader.get_destination_page_number(one))

    return list(told(reader.outline))


def read(data: bytes) -> Any:
    return PdfReader(io.BytesIO(data))


@pytest.mark.parametrize("cover", [1, 2])
def test_every_mark_has_its_tag_and_no_foot_is_read_out(cover: int) -> None:
    for data in pdfs([document("one", "two", cover=cover)]).values():
        reader = read(data)
        assert faults(reader) == []
        for page in reader.pages:
            for form in page["/Resources"].get("/XObject", {}).values():
                assert b"MCID" not in form.get_object().get_data()


def test_a_document_is_read_as_its_own_however_much_of_it_is_anothers() -> None:
    engine = Counting()
    first, second = document("one", "two", title="A"), replace(document("one", "two", title="B"), path="share/u.pdf")
    made = {file.path: file.data for file in render_pages([first, second], engine=engine)}
    assert ["Foot of B" in text for text in sheets(made["share/u.pdf"])][2:] == [True] * 5
    assert not any("Foot of A" in text for text in sheets(made["share/u.pdf"]))
    apart = [request for request in engine.asked if request.mark]
    assert len(set(apart)) == len(apart) // 2 == 6
    assert not any("Foot" in request.html or "<title>" in request.html for request in apart)


def test_packs_of_one_mode_differ_in_covers_and_fronts_alone(tmp_path: Path) -> None:
    folder, today = lay_out(tmp_path / "small"), datetime.date(2026, 11, 23)
    cohorts = folder / "cohorts.yaml"
    cohorts.write_text(cohorts.read_text("utf-8").replace("mode: online-peer", "room: hall"), "utf-8")
    plan, types, base, _ = read_and_plan(folder, Shelves.open(folder=folder), today=today)
    pages = make_documents(plan, types, base=base, options=Options(only="pdf", document="pack"))
    first, second = (lone_document(page) for page in pages if isinstance(page, Page))
    assert first is not None
    assert second is not None
    own = [part.html for part in second.parts if part.html not in {other.html for other in first.parts}]
    assert {re.findall(r'<section class="(?:leaf )?(\w+)', html)[0] for html in own} == {"cover", "front"}
    assert len(second.parts) - len(own) > 2


def test_a_part_that_comes_twice_in_a_document_has_a_name_of_its_own_each_time() -> None:
    table = "<table><thead><tr><th scope=col>One</thead><tbody><tr><td>1</table>"
    alone = lone_document(document("one", "two", answers=table))
    assert alone is not None
    assert len({part.mark for part in alone.parts}) == len(alone.parts)
    assert faults(read(pdfs([document("one", "two", answers=table)])["share/t.pdf"])) == []


def test_what_does_not_fit_is_told_with_the_page_of_the_document() -> None:
    long = '<section data-part="alone" data-end="1" id="long">' + "<p>word</p>" * 45 + "</section></main>"
    page = document("one")
    (file,) = (
        file
        for file in render_pages([replace(page, html=page.html.replace("</main>", long))])
        if file.path == page.path
    )
    assert [(one.code, one.anchor, one.page) for one in file.overruns] == [("P106", "long", 7)]


def test_a_style_that_adds_pages_around_them_is_told() -> None:
    with pytest.raises(ProblemsFound) as found:
        pdfs([document("one", css=f"{CSS} main::after {{ content: 'x'; display: block; break-before: page }}")])
    assert ["adds pages of its own" in problem.message for problem in found.value.problems] == [True]


def test_a_document_whose_first_section_is_not_marked_is_in_no_such_parts() -> None:
    page = document("one")
    assert lone_document(replace(page, html=page.html.replace(f" {ALONE}", "", 1))) is None
    assert lone_document(page_of(f"<p>{ALONE}</p>")) is None
