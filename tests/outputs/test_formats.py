"""The table of formats: what is written for a document, and what the index says of it."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pytest

from toolkit.documents.index import Link
from toolkit.keeping.lock import Lock
from toolkit.model.document import Document, Page, Sheet, Slice, TextDraft
from toolkit.outputs.formats import FORMATS, Beside, index_rows, is_asked_for, kind_of, kinds, write_document

PAGE = Page(
    path="private/pack.pdf",
    type="pack",
    title="Pack",
    audience="private",
    language="en",
    paper="a4",
    html="<html><head></head><body><main><section id='one'><h1>One</h1></section></main></body></html>",
    css="p {}",
    sides="both",
    copies=2,
    copies_for="facilitators",
    slices=(Slice("private/one.pdf", "One", "one"),),
)
TEXT = TextDraft("share/post.txt", "Post", "share", "Hello")
BESIDE = Beside(Lock(), {})


def test_every_type_of_document_has_a_row() -> None:
    assert {format.type for format in FORMATS} == set(get_args(Document))


def test_there_is_a_kind_for_every_file_that_is_made() -> None:
    assert kinds() == ("pdf", "ics", "sheets", "site", "mail")
    assert [kind for kind in (*kinds(), None) if is_asked_for(Page, kind)] == ["pdf", "site", None]
    assert [kind for kind in (*kinds(), None) if is_asked_for(Sheet, kind)] == ["sheets", None]


def test_the_kind_of_a_file_is_known_by_its_ending() -> None:
    paths = ("a.pdf", "a.ics", "a.xlsx", "a.csv", "a.html", "a.txt", "a.eml", "a.png")
    assert [kind_of(path) for path in paths] == ["pdf", "ics", "sheets", "sheets", "site", "site", "mail", None]


def test_what_lies_with_the_messages_is_made_with_the_drafts_but_invitations_and_web_pages() -> None:
    paths = [f"private/messages/a.{ending}" for ending in ("ics", "xlsx", "csv", "html", "txt", "eml")]
    assert [kind_of(path) for path in paths] == ["ics", "mail", "mail", "site", "mail", "mail"]
    draft = replace(TEXT, path="private/messages/post.txt")
    assert [bool(dict(write_document(draft, BESIDE, only=only))) for only in ("mail", "site", None)] == [
        True,
        False,
        True,
    ]


@pytest.mark.parametrize(("only", "written"), [(None, True), ("site", True), ("pdf", False), ("ics", False)])
def test_what_is_asked_for_is_written(only: str | None, written: bool) -> None:
    assert dict(write_document(TEXT, BESIDE, only=only)) == ({"share/post.txt": b"Hello"} if written else {})


def test_pdfs_are_left_to_the_engine() -> None:
    assert {path for path, _ in write_document(PAGE, BESIDE)} == {"private/pack.html"}
    assert dict(write_document(PAGE, BESIDE, only="pdf")) == {}


def test_a_document_is_one_row_with_all_its_files() -> None:
    (row,) = index_rows([PAGE])
    assert row.files == (Link("PDF", "private/pack.pdf"), Link("web page", "private/pack.html"))
    assert row.slices == (Link("One", "private/one.pdf"),)
    assert (row.copies, row.copies_for) == ("2 on both sides", "facilitators")


def test_where_a_pdf_could_not_be_made_the_row_leads_to_the_web_pages() -> None:
    (row, other) = index_rows([PAGE, replace(PAGE, path="private/other.pdf")], {"private/pack.pdf"})
    assert row.files == (Link("web page", "private/pack.html"),)
    assert row.slices == (Link("One", "private/one.html"),)
    assert row.copies == "2 on both sides"
    assert len(other.files) == 2
