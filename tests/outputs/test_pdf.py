"""PDFs: what is in them, what can never get in, and where they end."""

from __future__ import annotations

import builtins
import io
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from tests.documents.rich_plan import rich_plan, shipped_types
from toolkit.documents.pages import make_pages
from toolkit.model.curriculum import Entry, LabelledText
from toolkit.model.document import Page, Slice
from toolkit.model.people import Participant
from toolkit.model.plan import Plan
from toolkit.outputs.engine import Limits
from toolkit.outputs.install_pango import install_line
from toolkit.outputs.overruns import overrun_problems
from toolkit.outputs.parts import INNER
from toolkit.outputs.pdf import ENGINE, Stored, render_pages
from toolkit.outputs.weasyprint_engine import fetcher
from toolkit.problems import EnvironmentMissing, Problem, ProblemsFound

ROOT = Path(__file__).resolve().parents[2]
MILLIMETRE = 72 / 25.4
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


def pdfs(pages: Sequence[Page], *, stored: Stored | None = None, limits: Limits | None = None) -> dict[str, bytes]:
    """What is printed of these pages, by path."""
    return {file.path: file.data for file in render_pages(pages, stored=stored, limits=limits)}


def shipped(*names: str, plan: Plan | None = None) -> tuple[Page, ...]:
    types, base = shipped_types(*names)
    return make_pages(plan or rich_plan(), types, base=base)


def text(reader: Any) -> str:
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def sizes(reader: Any) -> set[tuple[int, int]]:
    return {
        (round(page.mediabox.width / MILLIMETRE), round(page.mediabox.height / MILLIMETRE)) for page in reader.pages
    }


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


def test_a_document_carries_title_language_tags_and_bookmarks() -> None:
    reader = printed(*shipped("pack"))[0]["private/facilitators/pack.pdf"]
    root = reader.trailer["/Root"]
    assert reader.metadata is not None
    assert (reader.metadata.title, root["/Lang"], root["/MarkInfo"]["/Marked"]) == ("Facilitator pack", "en-GB", True)
    assert b"pdfuaid:part" in root["/Metadata"].get_data()
    titles = [entry["/Title"] for entry in reader.outline if isinstance(entry, dict)]
    assert titles == ["Facilitator pack", "On backprop", "On attention", "The role", "On the day"]


def test_every_drawing_has_words_for_those_who_cannot_see_it() -> None:
    for path, reader in printed(*shipped("pack", "handbook"))[0].items():
        figures = elements(reader, "/Figure")
        assert figures or path.startswith(INNER)
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


def test_a_stored_part_is_not_made_again_and_the_document_is_the_same() -> None:
    pages = shipped("pack")
    made = pdfs(pages)
    lost = "private/facilitators/run-sheets/02-attention.pdf"
    stored = {path: data for path, data in made.items() if path != lost}
    again = pdfs(pages, stored=lambda path, _text: stored.get(path))
    assert again == {path: made[path] for path in (lost, "private/facilitators/pack.pdf")}


def test_a_change_makes_again_the_parts_that_show_it_and_gives_what_a_cold_build_gives() -> None:
    (page,) = shipped("pack")
    changed = replace(page, html=page.html.replace("Print the shapes.", "Draw the shapes.", 1))
    texts: dict[str, str] = {}
    made = pdfs([page], stored=lambda path, text: texts.update({path: text}))
    before = dict(texts)
    again = pdfs([changed], stored=lambda path, text: made[path] if before[path] == text else None)
    assert set(again) == {"private/facilitators/run-sheets/01-backprop.pdf", "private/facilitators/pack.pdf"}
    cold = pdfs([changed])
    assert {**made, **again} == cold
    assert cold["private/facilitators/pack.pdf"] != made["private/facilitators/pack.pdf"]


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
    made = printed(page_of(body, css=css))[0]
    assert [len(made[f"{INNER}share/t-{number}.pdf"].pages) for number in (1, 2)] == [1, 2]
    assert "Oh" not in made[f"{INNER}share/t-1.pdf"].pages[0].extract_text()


def test_a_link_into_another_part_leads_there_in_the_document() -> None:
    reader = printed(*shipped("syllabus"))[0]["share/syllabus.pdf"]
    link = reader.pages[0]["/Annots"][0].get_object()
    place = reader.named_destinations[str(link["/Dest"])]
    assert reader.get_destination_page_number(place) == 1
    assert "On backprop" in reader.pages[1].extract_text()


def test_a_slice_whose_place_is_not_in_the_document_is_left_out() -> None:
    page = page_of("<h1 id=a>One</h1>", slices=(Slice("share/b.pdf", "B", "nowhere"),))
    assert set(printed(page)[0]) == {"share/t.pdf"}


@pytest.mark.slow
def test_the_same_pages_give_the_same_bytes_in_any_process_zone_and_language() -> None:
    program = (
        "import hashlib; from tests.outputs.test_pdf import pdfs, shipped\n"
        "for path, data in pdfs(shipped('pack', 'handbook')).items(): print(path, hashlib.sha256(data).hexdigest())"
    )
    found = set()
    for zone, seed, options in (("UTC", "0", []), ("Asia/Tokyo", "1", ["-O"]), ("America/New_York", "7", [])):
        environment = {**os.environ, "TZ": zone, "PYTHONHASHSEED": seed, "LC_ALL": "C"}
        found.add(
            subprocess.run(
                [sys.executable, *options, "-c", program], cwd=ROOT, env=environment, capture_output=True, check=True
            ).stdout
        )
    assert len(found) == 1
    assert b"run-sheets" in found.pop()


def test_no_date_of_today_is_inside() -> None:
    data = pdfs(shipped("syllabus"))["share/syllabus.pdf"]
    assert b"CreationDate" not in data
    assert b"ModDate" not in data


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "http://127.0.0.1:9/x",
        "https://example.org/x.png",
        "data:image/png;base64,AA",
        "/etc/passwd",
        "made:other",
        "",
    ],
)
def test_the_fetcher_gives_nothing_but_what_was_loaded_by_name(address: str) -> None:
    with pytest.raises(ValueError, match="not among"):
        fetcher({"made:logo": b"x"}).fetch(address)
    assert fetcher({"made:logo": b"x"}).fetch("made:logo").read() == b"x"


def test_nothing_of_this_machine_gets_into_a_document(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("TOPSECRET")
    address = secret.as_uri()
    body = (
        f'<link rel="attachment" href="{address}"><link rel="stylesheet" href="{address}"><base href="{address}"><img'
        f' src="{address}" alt="x"><object data="{address}"></object><embed src="{address}"><iframe'
        f' src="{address}"></iframe><a rel="attachment" href="{address}">one</a><a href="javascript:alert(1)">two</a><a'
        f' href="https://example.org/">three</a><svg width="9" height="9"><title>x</title><image href="{address}"'
        f' width="9" height="9"/><use href="{address}#a"/></svg><p style="background:'
        f' url({address})">text</p><style>@import url({address}); @font-face {{ font-family: f; src: url({address})'
        " }</style>"
    )
    made = pdfs([page_of(body)])["share/t.pdf"]
    reader = PdfReader(io.BytesIO(made))
    assert "TOPSECRET" not in text(reader)
    assert not reader.attachments
    targets = [str(link.get_object()["/A"]["/URI"]) for page in reader.pages for link in page.get("/Annots", [])]
    assert targets == ["https://example.org/"]
    assert b"secret.txt" not in made


def test_a_front_that_runs_over_a_little_is_made_smaller() -> None:
    css = (
        PAPER + " .tight-1 p { line-height: 11pt } .tight-2 p { line-height: 10pt } .tight-3 p { line-height: 9pt } p {"
        " margin: 0 }"
    )
    fronts = {
        count: page_of(f'<section id="front" data-fit="1">{"<p>line</p>" * count}</section>', css=css)
        for count in (60, 62, 75)
    }
    found = {count: printed(page) for count, page in fronts.items()}
    assert [len(readers["share/t.pdf"].pages) for readers, _ in found.values()] == [1, 1, 1]
    assert [problems for _, problems in found.values()] == [[], [], []]


def test_a_front_that_runs_over_too_much_is_told_with_its_lines() -> None:
    body = f'<section id="front-ppo" data-fit="1">{"<p>line</p>" * 90}</section><h1>Next</h1>'
    problems = printed(page_of(body, css=PAPER + " p { margin: 0 }"))[1]
    assert [problem.code for problem in problems] == ["P105"]
    assert "front-ppo" in problems[0].message
    lines = int(re.search(r"about (\d+) lines", problems[0].message)[1])  # type: ignore[index]
    assert 24 <= lines <= 33


def chapters(*lines: int, mark: str = ' data-end="1"') -> Page:
    """Chapters of so many lines each; 60 fill a page."""
    made = [
        f'<section id="chapter-{number}"{mark} style="break-before: page">{"<p>line</p>" * count}</section>'
        for number, count in enumerate(lines, 1)
    ]
    return page_of("".join(made), css=PAPER + " p { margin: 0 }")


def test_chapters_that_end_on_an_almost_empty_page_are_told_with_the_page_and_the_lines() -> None:
    problems = printed(chapters(66, 30, 129))[1]
    assert [problem.code for problem in problems] == ["P106"]
    pages = re.findall(r"page (\d+) \(“chapter-(\d)” runs over by (\d+) lines\)", problems[0].message)
    assert [(page, chapter) for page, chapter, _ in pages] == [("2", "1"), ("6", "3")]


def test_a_chapter_that_fills_its_last_page_or_has_one_only_is_not_told() -> None:
    assert printed(chapters(50, 100))[1] == []
    assert printed(chapters(66, mark=""))[1] == []


def test_a_section_that_need_not_fit_may_run_over() -> None:
    readers, problems = printed(page_of(f"<section id=x>{'<p>line</p>' * 90}</section>"))
    assert len(readers["share/t.pdf"].pages) > 1
    assert problems == []


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ("<table><tr><td colspan=1000000>x</table>", "spans"),
        ("<table><tr><td rowspan='99999'>x</table>", "spans"),
        ("<table><colgroup span=5000></colgroup><tr><td>x</table>", "spans"),
        ("<div>" * 300 + "x", "deep"),
        ("<p>x</p>" * 3000, "elements"),
        ("<p style='break-before: page'>x</p>" * 60, "pages"),
        ("<p style='height: 90000mm; break-inside: auto'>x</p>" + "<p style='break-before: page'>x</p>" * 60, "pages"),
    ],
)
def test_a_document_that_grows_past_the_limits_is_refused_by_name(body: str, why: str) -> None:
    limits = Limits(pages=50, elements=2000)
    with pytest.raises(ProblemsFound) as found:
        printed(page_of(body), limits=limits)
    problem = found.value.problems[0]
    assert (problem.code, problem.file) == ("P103", "out/share/t.pdf")
    assert "The title" in problem.message
    assert why in problem.message


@pytest.mark.slow
def test_a_document_that_takes_too_long_is_stopped() -> None:
    with pytest.raises(ProblemsFound) as found:
        printed(page_of("<p>word <b>word</b> " * 40_000), limits=Limits(seconds=1))
    assert "1 seconds" in found.value.problems[0].message


def test_without_pango_the_line_that_installs_it_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    real = builtins.__import__

    def failing(name: str, *arguments: object, **options: object) -> object:
        if name == "weasyprint.pdf.fonts":
            sys.stdout.write("the library's own advice")
            raise OSError("cannot load library 'libpango-1.0-0'")
        return real(name, *arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", failing)
    with pytest.raises(EnvironmentMissing) as found:
        ENGINE.load()
    assert "Pango" in str(found.value)
    assert "pango" in found.value.hint
    assert capsys.readouterr().out == ""


def test_on_a_mac_libraries_are_looked_for_where_homebrew_puts_them_unless_told_otherwise(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setenv("DYLD_FALLBACK_LIBRARY_PATH", "/mine")
    ENGINE.load()
    assert os.environ["DYLD_FALLBACK_LIBRARY_PATH"] == "/mine"
    monkeypatch.delenv("DYLD_FALLBACK_LIBRARY_PATH")
    ENGINE.load()
    assert os.environ["DYLD_FALLBACK_LIBRARY_PATH"].startswith("/opt/homebrew/lib:")


def test_the_line_is_that_of_the_machines_own_package_manager(monkeypatch: pytest.MonkeyPatch) -> None:
    for tool, start in (("apt-get", "apt-get install"), ("brew", "brew install"), ("apk", "apk add")):
        monkeypatch.setattr("shutil.which", lambda name, tool=tool: name if name == tool else None)
        assert install_line().startswith(start)
    monkeypatch.setattr("shutil.which", lambda _name: None)
    for system, start in (("linux", "apt-get install"), ("darwin", "brew install pango"), ("win32", "pacman")):
        monkeypatch.setattr(sys, "platform", system)
        assert install_line().startswith(start)


def test_a_picture_is_shown_when_it_was_loaded_by_name() -> None:
    svg = (
        b'<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20"><rect width="20" height="20"'
        b' fill="red"/></svg>'
    )
    page = page_of('<h1>x</h1><img src="made:logo" alt="A red square">')
    with_picture = printed(page, images={"made:logo": svg})[0]["share/t.pdf"]
    assert [str(figure["/Alt"]) for figure in elements(with_picture, "/Figure")] == ["A red square"]
    assert b"1 0 0 rg" in with_picture.pages[0].get_contents().get_data()
