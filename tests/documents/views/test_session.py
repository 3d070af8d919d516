"""A session as templates see it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from tests.documents.rich_plan import rich_plan, rich_session
from tests.make_plan_by_hand import make_evening, make_item, make_session
from toolkit.documents.views.all_views import Views
from toolkit.documents.views.session import (
    checkpoint_view,
    cut_views,
    left_out_views,
    mentor_view,
    prompt_view,
    reading_view,
    session_view,
    task_view,
)
from toolkit.model.curriculum import Block, Entry, Homework, LabelledText, MentorPart
from toolkit.model.evening import Cut, TimedCheckpoint


def test_what_is_said_about_being_late_names_only_what_is_new() -> None:
    views = cut_views(
        (
            Cut(10, (("A", 20, 10),), 10),
            Cut(20, (("A", 20, 10), ("B", 10, 0)), 20),
            Cut(30, (("A", 20, 10), ("B", 10, 0), ("C", 15, 5)), 30),
        )
    )
    assert [view["words"] for view in views] == ["A 20 → 10", "also drop B", "also C 15 → 5"]


def test_the_prompt_about_a_missing_mentor_is_only_for_those_who_have_one() -> None:
    def titles(mode: str) -> list[str]:
        plan = rich_plan(mode=mode)
        return [entry["title"] for entry in Views(plan, "private").meeting(plan.meetings[0])["session"]["ifs"]]

    assert titles("in-person-mentored") == ["Late", "Three come", "No mentor"]
    assert titles("in-person-peer") == ["Late", "Three come"]


def test_only_blocks_that_are_shortened_say_what_is_left_of_them_in_the_order_of_cut() -> None:
    blocks = (
        Block(key="late", minutes=20, least=10, cut=2, if_late="two rounds", name="Late block", who="all"),
        Block(key="spare", minutes=20, least=0, cut=3, if_late="nothing", name="Spare block", who="all"),
        Block(key="first", minutes=20, least=0, cut=1, if_late="hear two.", name="Who first?", who="all"),
    )
    evening = replace(
        make_evening(make_session(blocks=blocks)), cuts=(Cut(30, (("Who first?", 20, 0), ("Late block", 20, 10)), 30),)
    )
    assert left_out_views(evening) == [
        {"label": "Who first?", "words": "hear two"},
        {"label": "Late block:", "words": "two rounds"},
    ]


def test_a_session_says_what_is_read_asked_and_done() -> None:
    plan = rich_plan()
    view = session_view(plan.meetings[0].evening, 1, paper="a4")
    lists = ("items", "prompts", "checkpoints", "worksheet", "mentor_part", "cuts", "left_out", "fit")
    assert {name: value for name, value in view.items() if name not in lists} == {
        "key": "backprop",
        "number": 1,
        "label": "Session 1",
        "slug": "01-backprop",
        "title": "On backprop",
        "kind": "pairing",
        "minutes": 120,
        "optional": False,
        "able_to": ["Derive a gradient", "Check it"],
        "why": "Tonight you derive a gradient by hand, so that *autograd* is never magic again.",
        "next": plan.meetings[0].evening.next,
        "load": 40,
        "homework": [],
        "bring": ["Laptop"],
        "before_facilitating": "Read the *chain rule* once.\n\nYou may safely not know tensors.",
        "stuck": "Print the shapes.",
        "ifs": [
            {"title": "Late", "text": "Skip the stand-up."},
            {"title": "Three come", "text": "Work as one group."},
            {"title": "No mentor", "text": "Swap sheets."},
        ],
        "worksheet_intro": "Alone first.",
        "exit_question": "What surprised you?",
        "exit_use": "Read two answers aloud next time.",
        "lost": ["Nobody has read it before."],
    }
    assert [(one["number"], one["place"]) for one in (*view["prompts"], *view["checkpoints"])] == [(1, 1), (1, 2)]
    groups: Mapping[str, Any] = view["items"]
    assert {when: [item["name"] for item in items] for when, items in groups.items()} == {
        "before": ["A paper: section 1"],
        "inside": [],
        "during": [],
        "further": ["A paper"],
    }
    assert ([one["number"] for one in view["worksheet"]], len(view["cuts"]), len(view["left_out"])) == ([1], 2, 1)


def test_the_clinic_comes_before_the_first_session() -> None:
    view = session_view(make_evening(make_session("set-up")), 0, paper="a4")
    assert (view["label"], view["slug"], view["mentor_part"]) == ("Before session 1", "00-set-up", None)


def test_homework_says_how_long_it_takes() -> None:
    session = make_session(homework=(Homework(what="A page", minutes=30),))
    evening = replace(make_evening(session), session=session)
    assert session_view(evening, 1, paper="a4")["homework"] == [
        {"what": "A page", "minutes": 30, "about": "about 30 min"} for _ in evening.homework
    ] != []  # fmt: skip


@pytest.mark.parametrize(
    ("basis", "note", "words"),
    [
        ("stated", "", "as its source says"),
        ("counted", "4000 words", "counted: 4000 words"),
        ("tried", "", "timed by somebody"),
        ("estimate", "", "our estimate"),
    ],
)
def test_a_reading_says_how_long_and_how_that_is_known(basis: str, note: str, words: str) -> None:
    item = make_item("paper", part="whole", choose="one-of", year=2021, needs=("a login",), url="http://example.org/X/")
    view = reading_view(replace(item, basis=basis, basis_note=note))  # type: ignore[arg-type]
    assert view == {
        "name": item.name,
        "title": "A paper",
        "part": "",
        "authors": "Somebody",
        "year": 2021,
        "kind": "paper",
        "format": "html",
        "url": "http://example.org/X/",
        "address": "example.org/X",
        "minutes": 40,
        "about": "about 40 min",
        "basis": basis,
        "basis_word": words.partition(":")[0],
        "basis_words": words,
        "look_for": "",
        "one_of": True,
        "access": "open",
        "needs": ["a login"],
        "status": "live",
        "use_for": "A first look.",
    }
    assert reading_view(make_item(part="section 1"))["part"] == "section 1"


def test_a_prompt_has_the_parts_that_its_author_wrote() -> None:
    parts = (
        LabelledText("Minutes", "12"),
        LabelledText("Good answers touch", "G."),
        LabelledText("A disagreement worth having", "D."),
        LabelledText("If silent", "S."),
        LabelledText("Deeper", "P."),
    )
    assert prompt_view(Entry("Why?", parts, "Text."), 3, place=2) == {
        "number": 3,
        "place": 2,
        "question": "Why?",
        "minutes": 12,
        "good": "G.",
        "disagreement": "D.",
        "silent": "S.",
        "deeper": "P.",
        "text": "Text.",
    }


def test_a_checkpoint_has_its_hints_in_order() -> None:
    parts = (
        LabelledText("Done looks like", "Green."),
        LabelledText("Run", "pytest"),
        LabelledText("Expect", "dots"),
        LabelledText("Usual failure", "shape"),
        LabelledText("Hint 2", "second"),
        LabelledText("Hint 1", "first"),
    )
    assert checkpoint_view(TimedCheckpoint(2, Entry("Agree", parts, "Text."), None, 0, 0), 5) == {
        "number": 2,
        "place": 5,
        "title": "Agree",
        "done": "Green.",
        "run": "pytest",
        "expect": "dots",
        "usual": "shape",
        "hints": ["first", "second"],
        "text": "Text.",
    }


def test_a_task_has_room_to_write() -> None:
    assert task_view(Entry("Draw", (LabelledText("Room", "6"),), "Text."), 2) == {
        "number": 2, "title": "Draw", "text": "Text.", "room": 6,
    }  # fmt: skip


@pytest.mark.parametrize(("form", "words"), [("office-hour", "Office hour"), ("review", "Review"), ("call", "Call")])
def test_the_mentors_part_is_said_in_the_modes_that_have_one(form: str, words: str) -> None:
    session = rich_session(mentor=MentorPart(form=form, minutes=150, sees="The notes. "))  # type: ignore[arg-type]
    assert mentor_view(make_evening(session, mode="online-mentored")) == {
        "form": form,
        "form_words": words,
        "minutes": 150,
        "duration": "2 h 30 min",
        "sees": "The notes",
    }
    assert mentor_view(make_evening(session)) is None


def test_what_is_dropped_whole_and_whether_it_is_enough_is_said() -> None:
    (view,) = cut_views((Cut(15, (("A", 10, 0), ("B", 20, 15)), 12),))
    assert view == {"late": 15, "saved": 12, "ends_on_time": False, "words": "drop A and B 20 → 15"}


def test_what_to_do_if_has_its_parts_in_one_line() -> None:
    session = replace(
        make_session(), ifs=(Entry("Late", (LabelledText("First", "Skip."), LabelledText("Then", "Go.")), "Well:"),)
    )
    view = session_view(make_evening(session), 1, paper="a4")
    assert view["ifs"] == [{"title": "Late", "text": "Well: First: Skip. Then: Go."}]
