"""PDFs: what is in them, and how leaves and parts become one document."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from tests.documents.rich_plan import rich_plan
from tests.outputs.printing import elements, page_of, printed, shipped, text
from toolkit.model.curriculum import Entry, LabelledText
from toolkit.model.document import Slice
from toolkit.model.people import Participant

MILLIMETRE = 72 / 25.4


def sizes(reader: Any) -> set[tuple[int, int]]:
    return {
        (round(page.mediabox.width / MILLIMETRE), round(page.mediabox.height / MILLIMETRE)) for page in reader.pages
    }


def test_a_document_carries_title_language_tags_and_bookmarks() -> None:
    reader = printed(*shipped("pack"))[0]["private/facilitators/pack.pdf"]
    root = reader.trailer["/Root"]
    assert reader.metadata is not None
    assert (reader.metadata.title, root["/Lang"], root["/MarkInfo"]["/Marked"]) == ("Facilitator pack", "en-GB", True)
    assert b"pdfuaid:part" in root["/Metadata"].get_data()
    titles = [entry["/Title"] for entry in reader.outline if isinstance(entry, dict)]
    assert titles == ["Facilitator pack", "On backprop", "On attention", "The role", "On the day"]


def test_every_drawing_has_words_for_those_who_cannot_see_it() -> None:
    for reader in printed(*shipped("pack", "handbook"))[0].values():
        figures = elements(reader, "/Figure")
        assert figures
        assert all(str(figure.get("/Alt", "")).strip() for figure in figures)


def test_fonts_are_ours_and_embedded() -> None:
    reader = printed(*shipped("syllabus"))[0]["share/syllabus.pdf"]
    fonts = [font.get_object() for page in reader.pages for font in page["/Resources"]["/Font"].values()]
    assert fonts
    for font in fonts:
        assert "Programme" in font["/BaseFont"]
        assert "/FontFile2" in font["/DescendantFonts"][0].get_object()["/FontDescriptor"]


def test_words_can_be_copied_out_again() -> None:
    found = text(printed(page_of("<h1>Ngô Thị Ánh</h1><p>Ελένη, Юлія → 3 ≤ x</p>"))[0]["share/t.pdf"])
    assert found == "Ngô Thị Ánh Ελένη, Юлія → 3 ≤ x"


def test_lists_are_numbered_as_in_the_html() -> None:
    items = (
        '<ol><li value="2">two</li><li value="5">five</li><li>six</li></ol><ol'
        ' start="23"><li>others</li></ol><ol><li>one</li></ol>'
    )
    (page,) = printed(page_of(items))[0]["share/t.pdf"].pages
    assert re.findall(r"(\d+)\. +(\w+)", page.extract_text(extraction_mode="layout")) == [
        ("2", "two"),
        ("5", "five"),
        ("6", "six"),
        ("23", "others"),
        ("1", "one"),
    ]


def test_the_questions_of_a_front_keep_the_numbers_that_blocks_and_answers_use() -> None:
    plan = rich_plan()
    entry = Entry("Why does it stop?", (LabelledText("Good answers touch", "A limit."),))
    meetings = [
        replace(
            meeting, evening=replace(meeting.evening, prompts=((2, entry), (4, replace(entry, title="Who sees it?"))))
        )
        for meeting in plan.meetings
    ]
    reader = printed(*shipped("pack", plan=replace(plan, meetings=tuple(meetings))))[0]["private/facilitators/pack.pdf"]
    front, back = (page.extract_text(extraction_mode="layout") for page in reader.pages[2:4])
    for leaf in (front, back):
        assert re.findall(r"(\d+)\. +(Why does it stop|Who sees it)", leaf) == [
            ("2", "Why does it stop"),
            ("4", "Who sees it"),
        ]


def test_a_second_sign_in_sheet_counts_on() -> None:
    plan = rich_plan(sessions=("backprop",))
    people = {f"p{number}": Participant(id=f"p{number}", name=f"Person Number{number}") for number in range(1, 31)}
    cohort = replace(plan.programme.cohorts[0], members=tuple(people))
    programme = replace(plan.programme, cohorts=(cohort,), people=replace(plan.programme.people, participants=people))
    meetings = tuple(replace(meeting, cohort=cohort) for meeting in plan.meetings)
    (reader,) = printed(*shipped("sign-in", plan=replace(plan, programme=programme, meetings=meetings)))[0].values()
    assert re.findall(r"\b(\d+) ?Person Number(\d+)", reader.pages[1].extract_text()) == [
        (str(number), str(number)) for number in range(23, 31)
    ]


def test_sheets_are_a4_or_letter_upright() -> None:
    assert sizes(printed(*shipped("pack"))[0]["private/facilitators/pack.pdf"]) == {(210, 297)}
    plan = rich_plan()
    berkeley = replace(
        plan, programme=replace(plan.programme, city=plan.programme.city.model_copy(update={"paper": "letter"}))
    )
    assert sizes(printed(*shipped("pack", plan=berkeley))[0]["private/facilitators/pack.pdf"]) == {(216, 279)}


def test_each_session_begins_on_a_right_hand_page_and_its_front_is_one_page() -> None:
    reader = printed(*shipped("pack"))[0]["private/facilitators/pack.pdf"]
    starts = [
        number for number, page in enumerate(reader.pages, 1) if re.search(r"Session \d of 2", page.extract_text())
    ]
    assert len(starts) == 2
    assert [start % 2 for start in starts] == [1, 1]
    assert all("By the end they can" in reader.pages[start].extract_text() for start in starts)


def test_a_page_added_for_the_next_one_has_lines_for_notes() -> None:
    added = page_of('<h1>One</h1><h1 style="break-before: right">Two</h1>', css=shipped("syllabus")[0].css)
    reader = printed(added)[0]["share/t.pdf"]
    assert len(reader.pages) == 3
    assert reader.pages[1].extract_text().startswith("Notes")


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_the_lines_for_notes_stay_beside_the_preparation_under_a_title_of_three_lines(paper: str) -> None:
    plan = rich_plan()
    sessions = [
        replace(meeting.session, head=meeting.session.head.model_copy(update={"title": "A long way to go " * 7}))
        for meeting in plan.meetings
    ]
    held = [
        replace(meeting, evening=replace(meeting.evening, session=session))
        for meeting, session in zip(plan.meetings, sessions, strict=True)
    ]
    plan = replace(plan, meetings=tuple(held), programme=replace(plan.programme, sessions=tuple(sessions)))
    on_paper = replace(
        plan, programme=replace(plan.programme, city=plan.programme.city.model_copy(update={"paper": paper}))
    )
    pages = [
        page.extract_text() for page in printed(*shipped("handbook", plan=on_paper))[0]["share/handbook.pdf"].pages
    ]
    assert [("Why we meet" in page, "Your notes" in page) for page in pages if "Your notes" in page] == [
        (True, True)
    ] * 2


def test_a_slice_is_the_leaf_and_has_its_own_title() -> None:
    readers = printed(*shipped("pack"))[0]
    leaf = readers["private/facilitators/run-sheets/01-backprop.pdf"]
    assert leaf.metadata is not None
    assert leaf.metadata.title == "Run sheet, On backprop, Tuesday 19 January 2027"
    assert (len(leaf.pages), leaf.trailer["/Root"]["/MarkInfo"]["/Marked"]) == (2, True)
    assert "On backprop" in text(leaf)
    assert "The role" not in text(leaf)
    assert readers["private/facilitators/pack.pdf"].metadata.title == "Facilitator pack"


@pytest.mark.parametrize("covers", [1, 2, 3])
def test_parts_are_numbered_on_and_keep_their_side_of_the_sheet(covers: int) -> None:
    pages = '<p style="break-after: page">cover</p>' * (covers - 1)
    leaf, css = (
        '<section class="leaf"><h1 id="{0}">{0}</h1><p>front</p><p style="break-before: page">back</p></section>',
        shipped("pack")[0].css,
    )
    body = (
        f"<main><section>{pages}<h1>Start</h1></section>{leaf.format('a')}{leaf.format('b')}<section"
        " class=chapter><h1>End</h1></section></main>"
    )
    page = page_of(
        body,
        css=css + ".leaf { break-before: right }",
        slices=tuple(Slice(f"share/{name}.pdf", name, name) for name in "ab"),
    )
    apart = printed(page)[0]
    at_once = printed(replace(page, slices=()))[0]["share/t.pdf"]
    assert [sheet.extract_text() for sheet in apart["share/t.pdf"].pages] == [
        sheet.extract_text() for sheet in at_once.pages
    ]
    assert [sheet.get_contents().get_data() for sheet in apart["share/t.pdf"].pages] == [
        sheet.get_contents().get_data() for sheet in at_once.pages
    ]
    assert [len(apart[f"share/{name}.pdf"].pages) for name in "ab"] == [2, 2]
    assert str(covers + covers % 2 + 1) in apart["share/a.pdf"].pages[0].extract_text()


def test_however_long_the_next_part_begins_nothing_of_it_is_printed() -> None:
    css = shipped("pack")[0].css + ".long::before { content: 'Oh'; display: block; break-after: page }"
    body = '<main><section><p>first</p></section><section class="long" data-part="1"><p>second</p></section></main>'
    made = printed(page_of(body, css=css))[0]["share/t.pdf"]
    assert ["Oh" in sheet.extract_text() for sheet in made.pages] == [False, True, False]


def test_a_link_into_another_part_leads_there_in_the_document() -> None:
    reader = printed(*shipped("syllabus"))[0]["share/syllabus.pdf"]
    link = reader.pages[0]["/Annots"][0].get_object()
    place = reader.named_destinations[str(link["/Dest"])]
    assert reader.get_destination_page_number(place) == 1
    assert "On backprop" in reader.pages[1].extract_text()


def test_a_slice_whose_place_is_not_in_the_document_is_left_out() -> None:
    page = page_of("<h1 id=a>One</h1>", slices=(Slice("share/b.pdf", "B", "nowhere"),))
    assert set(printed(page)[0]) == {"share/t.pdf"}
