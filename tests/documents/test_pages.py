"""Document types into pages and texts: one for each thing, under the right name, with the right eyes on it."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from tests.documents.rich_plan import AMARA, CHAT, JONAS, LINK, PEOPLE, rich_plan, shipped_types
from toolkit.documents.file_names import fill
from toolkit.documents.pages import make_pages, make_texts, paper_css
from toolkit.documents.subjects import Selection
from toolkit.model.curriculum import Session
from toolkit.model.document import DocumentBase, DocumentHead, DocumentType, Page
from toolkit.model.plan import Pairs, Plan
from toolkit.problems import ProblemsFound

HOSTILE = "<script>alert('x')</script> {{ 7*7 }} {0} & {-cohort} \"quoted\""
BARE = DocumentBase({"base.html.j2": "{% block content %}{% endblock %}"}, "")


def type_of(template: str = "x", **head: object) -> DocumentType:
    given = {"title": "A title", "audience": "private", "per": "programme", "file": "private/a.pdf", **head}
    return DocumentType("a", DocumentHead.model_validate(given), template)


def pages(plan: Plan, *types: DocumentType, choice: Selection | None = None) -> tuple[Page, ...]:
    return make_pages(plan, types, base=BARE, choice=choice)


def shipped(plan: Plan, *names: str) -> dict[str, Page]:
    types, base = shipped_types(*names)
    return {page.path: page for page in make_pages(plan, types, base=base)}


def text(page: Page) -> str:
    return re.sub(r"<[^>]*>|\s+", " ", page.html)


def test_a_leaf_names_what_is_read_with_part_minutes_and_address() -> None:
    pack = shipped(rich_plan(), "pack")["private/facilitators/pack.pdf"].html
    back = pack[pack.index('id="back-backprop"') : pack.index('id="front-attention"')]
    words = " ".join(re.sub(r"<[^>]*>", " ", back).split())
    assert "At home: A paper , section 1, 40 min example.org/paper" in words
    assert "example.org/more" not in back


def test_pairs_of_a_combined_meeting_are_those_of_the_one_cohort_in_the_heading() -> None:
    plan = rich_plan(cohorts="ab", sessions=("backprop",))
    first, second = plan.meetings
    plan = replace(plan, pairs=(Pairs(first.key, (("p1", "p2"), ("p3", "p4", "p5"))),))
    together = replace(
        plan,
        meetings=(
            replace(first, with_cohorts=("b",)),
            replace(second, status="combined", combined_into="a", with_cohorts=("a",)),
        ),
    )
    assert "Cohort A · <b>" in shipped(plan, "pairs")["private/facilitators/pairs-01-a.pdf"].html
    assert (
        "Cohort A (together with Cohort B) · <b>"
        in shipped(together, "pairs")["private/facilitators/pairs-01-a.pdf"].html
    )


def test_a_poster_counts_the_set_up_evening_apart() -> None:
    plan = rich_plan()
    first, second = plan.meetings
    with_clinic = replace(plan, meetings=(replace(first, number=0), replace(second, number=1)))
    posters = [text(shipped(one, "poster")["share/poster.pdf"]) for one in (plan, with_clinic)]
    assert ["one before them to set up" in poster for poster in posters] == [False, True]
    assert "1 meeting, and one before" in posters[1]


def test_on_a_narrow_screen_no_column_keeps_its_width_in_millimetres() -> None:
    style = shipped(rich_plan(), "pack")["private/facilitators/pack.pdf"].css
    (narrow,) = re.findall(r"@media screen and \(max-width: [0-9]+rem\) \{(.*?)\n\}", style, re.DOTALL)
    assert re.search(r"table \{ table-layout: auto; \}\s+col \{ width: auto !important; \}", narrow)


def test_holes_in_file_names_are_filled_once_and_vanish_where_empty() -> None:
    assert fill("x{-cohort}-{number}.pdf", {"cohort": "a", "number": "03"}) == "x-a-03.pdf"
    assert fill("x{-cohort}.pdf", {"cohort": ""}) == "x.pdf"
    assert fill("{session}", {"session": "{cohort}", "cohort": "a"}) == "{cohort}"


@pytest.mark.parametrize(("per", "file", "expected"), [
    ("programme", "share/syllabus.pdf", ["share/syllabus.pdf"]),
    ("cohort", "private/pack{-cohort}.pdf", ["private/pack-a.pdf", "private/pack-b.pdf"]),
    ("meeting", "private/s{-number}{-cohort}.pdf",
        ["private/s-01-a.pdf", "private/s-02-a.pdf", "private/s-01-b.pdf", "private/s-02-b.pdf"]),
    ("person", "private/p{-id}.pdf", [f"private/p-p{number}.pdf" for number in range(1, 6)]),
    ("facilitator", "private/f{-id}.pdf", ["private/f-f1.pdf", "private/f-m1.pdf"]),
    ("room", "private/r{-id}.pdf", ["private/r-r1.pdf"]),
])  # fmt: skip
def test_there_is_one_page_for_each_thing(per: str, file: str, expected: list[str]) -> None:
    assert [page.path for page in pages(rich_plan(cohorts="ab"), type_of(per=per, file=file))] == expected


def test_a_single_cohort_is_in_no_file_name() -> None:
    made = pages(rich_plan(), type_of(per="meeting", file="private/{meeting}.pdf"))
    assert [page.path for page in made] == ["private/01-backprop.pdf", "private/02-attention.pdf"]


def test_two_documents_of_one_name_are_refused_even_where_only_case_differs() -> None:
    with pytest.raises(ProblemsFound) as found:
        pages(rich_plan(cohorts="ab"), type_of(per="cohort", file="private/pack.pdf"))
    assert [problem.code for problem in found.value.problems] == ["P102"]


def test_a_choice_leaves_out_other_cohorts_and_sessions_and_keeps_what_has_none() -> None:
    plan = rich_plan(cohorts="ab")
    types = (type_of(file="private/all.pdf"), type_of(per="meeting", file="private/{meeting}.pdf"))
    made = pages(plan, *types, choice=Selection(cohort="b", session="attention"))
    assert [page.path for page in made] == ["private/all.pdf", "private/02-attention-b.pdf"]


def test_cancelled_meetings_have_no_page_of_their_own() -> None:
    plan = rich_plan()
    gone = replace(plan, meetings=(replace(plan.meetings[0], status="cancelled"), *plan.meetings[1:]))
    assert [page.path for page in pages(gone, type_of(per="meeting", file="private/{meeting}.pdf"))] == [
        "private/02-attention.pdf"
    ]


@pytest.mark.parametrize(
    ("copies", "count"), [("one", 1), ("participants", 5), ("facilitators", 1), ("everyone", 6), ("pairs", 3), (7, 7)]
)
def test_copies_follow_the_rule(copies: object, count: int) -> None:
    assert pages(rich_plan(), type_of(per="cohort", copies=copies))[0].copies == count


def test_one_copy_for_a_facilitator_is_counted_while_nobody_is_named() -> None:
    plan = rich_plan()
    cohort = replace(plan.programme.cohorts[0], facilitators=())
    plan = replace(plan, programme=replace(plan.programme, cohorts=(cohort,)))
    assert pages(plan, type_of(per="cohort", copies="facilitators"))[0].copies == 1


def test_the_sheet_is_the_citys_unless_the_type_says_otherwise() -> None:
    assert "210mm 297mm" in pages(rich_plan(), type_of())[0].css
    assert "8.5in 11in" in pages(rich_plan(), type_of(paper="letter"))[0].css
    assert paper_css("a4", landscape=True) == "@page { size: 297mm 210mm; }\n"


def test_a_text_to_paste_is_no_page_and_is_not_escaped() -> None:
    note = type_of("{{ programme.title }} & co", file="private/messages/note.txt")
    plan = rich_plan(title="<Ladder>")
    assert pages(plan, note) == ()
    assert make_texts(plan, (note,), base=BARE)[0].text == "<Ladder> & co"


def test_slices_belong_to_the_meetings_that_are_held() -> None:
    pack = shipped(rich_plan(cohorts="ab"), "pack")["private/facilitators/pack-b.pdf"]
    assert [cut.path for cut in pack.slices] == [
        f"private/facilitators/run-sheets/{name}-b.pdf" for name in ("01-backprop", "02-attention")
    ]
    assert all(f'id="{cut.anchor}"' in pack.html for cut in pack.slices)
    assert pack.slices[0].title == "Run sheet, On backprop, Tuesday 19 January 2027"


def test_the_contracted_files_are_made() -> None:
    made = shipped(rich_plan(), "syllabus", "handbook", "pack")
    assert set(made) == {"share/syllabus.pdf", "share/handbook.pdf", "private/facilitators/pack.pdf"}


def test_hostile_titles_are_escaped_everywhere() -> None:
    plan = rich_plan(title=HOSTILE, contact=HOSTILE)
    meetings = tuple(replace(m, evening=replace(m.evening, session=_renamed(m.evening.session))) for m in plan.meetings)
    for page in shipped(replace(plan, meetings=meetings)).values():
        assert "<script" not in page.html.lower()
        assert "{{ 7*7 }}" in page.html
        assert "<title>" in page.html
        assert page.path.count("/") >= 1
        assert "script" not in page.path


def _renamed(session: Session) -> Session:
    return replace(session, head=session.head.model_copy(update={"title": HOSTILE}))


def test_pages_are_whole_documents_without_style_and_script() -> None:
    for page in shipped(rich_plan(cohorts="ab")).values():
        assert page.html.startswith('<!DOCTYPE html>\n<html lang="en-GB">')
        assert "Content-Security-Policy" in page.html
        assert "<h1" in page.html
        assert not re.search(r"<(script|style|link|iframe|object|base)\b|\son\w+=|javascript:", page.html)


def test_nothing_that_is_shared_holds_anyone_of_people_or_a_private_link() -> None:
    secrets = [
        LINK,
        CHAT,
        *(person.name for person in PEOPLE),
        AMARA.name,
        JONAS.name,
        *(person.email for person in PEOPLE),
        AMARA.email,
    ]
    for mode in ("in-person-mentored", "online-peer"):
        for page in shipped(rich_plan(cohorts="ab", mode=mode)).values():
            found = [secret for secret in secrets if secret in page.html]
            assert page.audience == "private" or found == []
            assert page.path.startswith(page.audience)


def test_the_pack_names_those_who_are_in_it() -> None:
    pack = text(shipped(rich_plan(), "pack")["private/facilitators/pack.pdf"])
    assert [name for name in ("Amara Nwosu", "Jonas Lindqvist", "Ruth Okafor") if name not in pack] == []


def test_every_field_of_a_session_has_a_place_on_paper() -> None:
    private = text(shipped(rich_plan(), "pack")["private/facilitators/pack.pdf"])
    for words in (
        "Say your number.", "Go round.", "A green test", "Squared paper × 10", "Card of shapes × 3",
        "Why does it work?", "The chain rule.",
        "Gradients agree", "first pair 19:05, last 19:40", "one seed.",
        "At 20:00, in place of", "Readers and clerk", "30 min; overleaf", "Read their line.", "Change seats.",
        "one file.",
        "Print the shapes.", "Skip the stand-up.", "Work as one group.", "What surprised you?",
        "Read two answers aloud", "Nobody has read it before.", "Photographs of every derivation", "Stand-up 10 → 5",
        "Derive a gradient",
        "You keep time", "HT27 week 1", "18:40", "step-free access: ask us", "Read section 2.",
    ):  # fmt: skip
        assert words in private
    shared = text(shipped(rich_plan(), "handbook")["share/handbook.pdf"])
    for words in (
        "Draw the graph",
        "Two layers are enough.",
        "Alone first.",
        "What surprised you?",
        "Laptop",
        "section 1",
        "about 40 min",
    ):
        assert words in shared


def test_the_handbook_stays_the_same_when_a_meeting_moves_and_the_syllabus_does_not() -> None:
    plan = rich_plan()
    later = replace(plan.meetings[1], date=plan.meetings[1].date.replace(day=28), status="moved")
    moved = replace(plan, meetings=(plan.meetings[0], later))
    before, after = shipped(plan, "handbook", "syllabus"), shipped(moved, "handbook", "syllabus")
    assert before["share/handbook.pdf"] == after["share/handbook.pdf"]
    assert before["share/syllabus.pdf"] != after["share/syllabus.pdf"]


def test_a_logo_stands_on_the_covers_and_an_accent_colours_them() -> None:
    plan = rich_plan(look={"group": "The group", "accent": "#123456"})
    plain = shipped(plan, "syllabus")["share/syllabus.pdf"].html
    assert "--accent: #123456" in plain
    assert "<img" not in plain
    for page in shipped(
        replace(plan, programme=replace(plan.programme, logo=b"<svg/>")), "syllabus", "handbook", "pack", "poster"
    ).values():
        assert '<img class="logo" src="made:logo" alt="The group">' in page.html
