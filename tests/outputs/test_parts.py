"""Where a document is divided, and what a part depends on."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.outputs.printing import page_of, shipped
from toolkit.model.document import Page, Slice
from toolkit.outputs.parts import made_from, split, whole

COVER = "<section><h1>Start</h1></section>"
LEAF = (
    '<section class="leaf front" id="f-{0}" data-fit="1"><h1 id="{0}">{0}</h1></section><section'
    ' class="back"><h2>{0}</h2></section>'
)
END = "<section><h1>End</h1></section><section><h1>Really</h1></section>"


def page(body: str, *anchors: str) -> Page:
    slices = tuple(Slice(f"share/run-{anchor}.pdf", f"Run {anchor}", anchor) for anchor in anchors)
    return page_of(f"<main>{body}</main>", slices=slices)


def main(html: str) -> str:
    return html[html.index("<main>") + 6 : html.rindex("</main>")]


def test_slices_and_what_stands_around_them_are_parts() -> None:
    parts = split(page(COVER + LEAF.format("a") + LEAF.format("b") + END, "a", "b"))
    assert [part.path for part in parts] == ["", "share/run-a.pdf", "share/run-b.pdf", ""]
    assert [part.title for part in parts] == ["The title", "Run a", "Run b", "The title"]
    assert [main(part.html) for part in parts] == [COVER, LEAF.format("a"), LEAF.format("b"), END]


def test_parts_put_together_are_the_document() -> None:
    for document in shipped("pack", "syllabus"):
        parts = split(document)
        assert len(parts) > 1
        assert "".join(main(part.html) for part in parts) == main(document.html)
        assert {part.path for part in parts if part.path} == {cut.path for cut in document.slices}


def test_a_document_without_slices_and_marks_is_one_part() -> None:
    for document in shipped("handbook", "poster"):
        assert split(document) == (whole(document),)


def test_a_mark_begins_a_part_of_its_own() -> None:
    parts = split(page(f'{COVER}<section data-part="1"><h2>Middle</h2></section>{END}'))
    assert [part.path for part in parts] == ["", ""]
    assert main(parts[0].html) == COVER


def test_a_document_that_begins_with_a_slice_has_no_empty_part_before_it() -> None:
    assert [part.path for part in split(page(f"\n{LEAF.format('a')}", "a"))] == ["share/run-a.pdf"]


def test_a_slice_within_a_section_begins_with_the_outermost_one() -> None:
    nested = f'<section class="week"><section><h1 id="a">a</h1></section>{COVER}</section>'
    assert [main(part.html) for part in split(page(COVER + nested + END, "a"))] == [COVER, nested, END]


@pytest.mark.parametrize("body", [COVER, "", "</section>", '<p id="a">a</p>', '<section><h1 id="a">never closed</h1>'])
def test_a_slice_that_has_no_section_is_no_part(body: str) -> None:
    document = page(body, "a")
    assert split(document) == (whole(document),)


def test_a_page_without_a_main_part_is_one_part() -> None:
    document = page_of(LEAF.format("a"), slices=(Slice("share/a.pdf", "A", "a"),))
    assert split(document) == (whole(document),)


def test_a_part_knows_the_tag_behind_it_under_a_name_of_its_own() -> None:
    first, second = split(page(COVER + LEAF.format("a"), "a"))
    assert (first.next_tag, second.next_tag) == ('<section class="leaf front" id="part-end">', "")
    assert (
        main(first.with_next())
        == COVER + '<div style="break-after: page"></div><section class="leaf front" id="part-end"></section>'
    )
    assert second.with_next() == second.html


def test_a_part_knows_the_places_in_other_parts_that_it_leads_to() -> None:
    links = (
        '<section id="here"><a href="#a">a</a><a href="#here">b</a><a href="#nowhere">c</a><a'
        ' href="https://example.org/#a">d</a></section>'
    )
    first, second = split(page(links + LEAF.format("a"), "a"))
    assert (first.leads_to, second.leads_to) == (("a",), ())


def test_what_a_document_is_made_from_changes_with_all_that_its_pages_show() -> None:
    plain = page(COVER)
    shows = replace(plain, html=plain.html.replace("Start", '<img src="made:logo">'))
    texts = [
        made_from(plain, {}),
        made_from(replace(plain, css="p {}"), {}),
        made_from(replace(plain, title="Other"), {}),
        made_from(shows, {"made:logo": b"1"}),
        made_from(shows, {"made:logo": b"2"}),
    ]
    assert len(set(texts)) == len(texts)
    assert made_from(plain, {"made:logo": b"1"}) == made_from(plain, {})
