"""PDFs joined: nothing of PDF/UA-1 is lost on the way."""

from __future__ import annotations

import io
from typing import Any

import pytest
from pypdf import PdfReader

from tests.outputs.printing import elements, page_of, pdfs, shipped, text
from toolkit.outputs.join import join

pytestmark = pytest.mark.filterwarnings("error", "ignore::EncodingWarning")

TABLE = "<table><thead><tr><th scope=col>One<th scope=col>Two</thead><tbody><tr><td>1<td>2</table>"


def made(body: str) -> bytes:
    return pdfs([page_of(body)])["share/t.pdf"]


def read(data: bytes) -> Any:
    return PdfReader(io.BytesIO(data))


def numbers(reader: Any) -> dict[int, Any]:
    flat = reader.trailer["/Root"]["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    assert list(flat[::2]) == sorted(flat[::2])
    return dict(zip(flat[::2], flat[1::2], strict=True))


def faults(reader: Any) -> list[str]:
    """What ISO 32000-1, 14.7 and 14.8 ask of a tagged file and this one does not have."""
    found = []
    tree = numbers(reader)
    (document,) = reader.trailer["/Root"]["/StructTreeRoot"]["/K"]
    for number, page in enumerate(reader.pages):
        for element in (entry.get_object() for entry in tree[page["/StructParents"]]):
            waiting = element
            while waiting["/S"] != "/Document" and "/P" in waiting:
                waiting = waiting["/P"].get_object()
            found += (
                []
                if element["/Pg"].get_object() == page.get_object()
                else [f"an element of page {number} says another page"]
            )
            found += [] if waiting == document.get_object() else [f"an element of page {number} hangs elsewhere"]
        for link in page.get("/Annots", []):
            element = tree[link.get_object()["/StructParent"]].get_object()
            objects: list[Any] = [child.get_object() for child in element["/K"] if not isinstance(child, int)]
            found += (
                []
                if any(child.get("/Obj") and child["/Obj"].get_object() == link.get_object() for child in objects)
                else [f"a link of page {number} has no tag"]
            )
    ids = [str(heading["/ID"]) for heading in elements(reader, "/TH")]
    found += [] if len(ids) == len(set(ids)) else ["two table headings have one name"]
    cells: list[Any] = list(elements(reader, "/TD"))
    used = {str(name) for cell in cells for name in cell["/A"].get("/Headers", [])}
    found += [f"no table heading is called {name}" for name in used - set(ids)]
    return found


@pytest.fixture(scope="module")
def printed() -> dict[str, bytes]:
    return pdfs(shipped("pack", "syllabus"))


@pytest.mark.parametrize(
    "path", ["private/facilitators/pack.pdf", "share/syllabus.pdf", "private/facilitators/run-sheets/02-attention.pdf"]
)
def test_every_mark_link_and_heading_has_its_tag(printed: dict[str, bytes], path: str) -> None:
    reader = read(printed[path])
    assert faults(reader) == []
    assert elements(reader, "/Span")
    assert len(numbers(reader)) == len(reader.pages) + sum(len(page.get("/Annots", [])) for page in reader.pages)


def test_names_that_come_twice_are_found() -> None:
    assert faults(read(join([made(TABLE), made(TABLE)], "Two tables"))) == ["two table headings have one name"]


def test_bookmarks_follow_each_other_with_their_children() -> None:
    parts = [made("<h1>One</h1><h2>Inside</h2>"), made("<p>none</p>"), made("<h1>Two</h1><h1>Three</h1>")]
    reader = read(join(parts, "Joined"))
    titles = [
        entry["/Title"] if isinstance(entry, dict) else [inner["/Title"] for inner in entry] for entry in reader.outline
    ]
    assert titles == ["One", ["Inside"], "Two", "Three"]
    assert [reader.get_destination_page_number(entry) for entry in reader.outline if isinstance(entry, dict)] == [
        0,
        2,
        2,
    ]
    assert reader.trailer["/Root"]["/Outlines"]["/Count"] == 4
    assert read(join(parts[1:], "Joined")).trailer["/Root"]["/Outlines"]["/Count"] == 2


def test_places_are_sorted_and_the_first_of_a_name_counts() -> None:
    parts = [made('<p id="b">b</p><a href="#b">x</a>'), made('<p id="a">a</p><p id="b">b</p><a href="#a">x</a>')]
    reader = read(join(parts, "Joined"))
    assert [str(name) for name in reader.trailer["/Root"]["/Names"]["/Dests"]["/Names"][::2]] == ["a", "b"]
    pages = {name: reader.get_destination_page_number(place) for name, place in reader.named_destinations.items()}
    assert pages == {"a": 1, "b": 0}


def test_the_title_is_the_new_one_and_the_claim_stays() -> None:
    reader = read(join([made("<h1>One</h1>"), made("<h1>Two</h1>")], "Der Plan – “zwei” 김하늘"))
    root = reader.trailer["/Root"]
    assert reader.metadata is not None
    assert reader.metadata.title == "Der Plan – “zwei” 김하늘"
    assert b"pdfuaid:part" in root["/Metadata"].get_data()
    assert "“zwei” 김하늘" in root["/Metadata"].get_data().decode()
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"], root["/ViewerPreferences"]["/DisplayDocTitle"]) == (
        "en-GB",
        True,
        True,
    )
    assert b"pikepdf" not in root["/Metadata"].get_data()


def test_pages_come_in_order_and_the_same_parts_give_the_same_bytes() -> None:
    parts = [made(f"<p>{number}</p>") for number in range(3)]
    joined = join(parts, "Joined")
    assert (len(read(joined).pages), text(read(joined))) == (3, "0 1 2")
    assert join(parts, "Joined") == joined
    assert join(parts[::-1], "Joined") != joined
