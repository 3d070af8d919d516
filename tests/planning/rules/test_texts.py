"""What a facilitator reads speaks of the evening that is held: each rule with its counter-example."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.planning.small_programme import programme, small_sessions
from toolkit.model.curriculum import Block, Entry, LabelledText, Session, Variant
from toolkit.model.fields import Mode
from toolkit.planning.make_plan import make_plan
from toolkit.planning.rules.rule import NOTHING_KNOWN
from toolkit.planning.rules.texts import RULES
from toolkit.problems import Problem

MODES: tuple[Mode, ...] = ("in-person-mentored", "in-person-peer", "online-peer")


def block(key: str, minutes: int = 20, **values: Any) -> Block:
    return Block(**{"key": key, "minutes": minutes, "name": f"The {key} hour", "who": "pairs", **values})


def session(*blocks: Block, variants: tuple[Variant, ...] = (), **texts: Any) -> Session:
    one = small_sessions()[0]
    return replace(one, head=one.head.model_copy(update={"blocks": blocks, "variants": variants}), **texts)


def case(title: str, text: str) -> dict[str, Any]:
    return {"ifs": (Entry(title, (), text),)}


def found(one: Session, modes: tuple[Mode, ...] = MODES) -> list[Problem]:
    """What the rules of texts say of a curriculum of this session, with reading before."""
    small = programme(sessions=(one,))
    small = replace(small, curriculum=small.curriculum.model_copy(update={"modes": modes, "readings": ("before",)}))
    return [problem for rule in RULES for problem in rule.find(make_plan(small), NOTHING_KNOWN)]


def told(one: Session, modes: tuple[Mode, ...] = MODES) -> list[str]:
    return [f"{problem.code} {problem.message}" for problem in found(one, modes)]


PEER = Variant(modes=("in-person-peer", "online-peer"), lost="x", drop=("board",), insert=())


def test_a_text_may_name_every_block_of_its_evening_and_no_other() -> None:
    blocks = (block("first"), block("board"), block("last"))
    late = case("Three come", "Stay together in *The board hour*.")
    assert told(session(*blocks, **late)) == []
    assert told(session(*blocks, variants=(PEER,), **late)) == [
        "P057 “The board hour” is not a block of this evening in in-person-peer, online-peer."
    ]


def test_a_variant_may_give_a_case_another_text() -> None:
    peer = PEER.model_copy(update={"ifs": {"Three come": "Stay together in *The last hour*."}})
    assert (
        told(session(block("board"), block("last"), variants=(peer,), **case("Three come", "Stay in The board hour.")))
        == []
    )


@pytest.mark.parametrize("heading", ["before", "stuck", "next"])
def test_prose_of_the_back_is_read_too(heading: str) -> None:
    assert told(session(block("board"), block("last"), variants=(PEER,), **{heading: "As in The board hour."}))[
        0
    ].startswith("P057")
    assert told(session(block("board"), block("last"), variants=(PEER,), **{heading: "As in The last hour."})) == []


def test_names_of_one_word_of_breaks_and_within_longer_names_are_left_alone() -> None:
    assert told(session(block("board", name="Board"), block("last"), variants=(PEER,), next="Board the bus.")) == []
    assert (
        told(
            session(
                block("board", name="Stand up", who="break"), block("last"), variants=(PEER,), next="Stand up straight."
            )
        )
        == []
    )
    assert (
        told(
            session(
                block("board", name="The last"), block("last"), variants=(PEER,), next="Do what The last hour left."
            )
        )
        == []
    )


def checkpoint(place: str, first: int, *, last: int) -> dict[str, Any]:
    parts = (LabelledText("Block", place), LabelledText("First pair", str(first)), LabelledText("Last pair", str(last)))
    return {"checkpoints": (Entry("Green", parts),)}


@pytest.mark.parametrize(
    ("place", "first", "last", "words"),
    [
        ("first", 5, 20, None),
        ("first", 0, 0, None),
        ("first", 5, 21, "which has 20"),
        ("first", 9, 8, "from 9 to 8 minutes"),
        ("nowhere", 5, 6, "a block that is not there"),
        ("pause", 5, 6, "into a break"),
    ],
)
def test_a_checkpoint_is_reached_within_a_block_of_its_evening(
    place: str, first: int, last: int, words: str | None
) -> None:
    problems = told(session(block("first"), block("pause", who="break"), **checkpoint(place, first, last=last)))
    assert [problem[:4] for problem in problems] == ([] if words is None else ["P056"])
    assert words is None or words in problems[0]


def test_a_variant_that_shortens_the_block_places_the_checkpoint_anew() -> None:
    short = Variant(modes=("online-peer",), lost="x", replace=(block("first", 10),))
    (problem,) = told(session(block("first"), variants=(short,), **checkpoint("first", 5, last=15)))
    assert (problem[:4], "(in online-peer)" in problem) == ("P056", True)
    placed = Variant.model_validate(
        {**short.model_dump(by_alias=True), "checkpoints": [{"number": 1, "block": "first", "first": 5, "last": 10}]}
    )
    assert told(session(block("first"), variants=(placed,), **checkpoint("first", 5, last=15))) == []


def test_only_a_block_that_can_be_shortened_says_how() -> None:
    short = {"least": 10, "cut": 1}
    assert told(session(block("first", if_late="one seed", **short))) == []
    assert [problem[:4] for problem in told(session(block("first", if_late="one seed")))] == ["P058"]
    assert [problem[:4] for problem in told(session(block("first", if_late="one seed", cut=1, least=20)))] == ["P058"]


def test_late_names_only_blocks_that_the_sheet_shortens() -> None:
    first, last = block("first", least=10, cut=1), block("last")
    assert told(session(first, last, **case("Late", "Only one round in The first hour."))) == []
    (problem,) = told(session(first, last, **case("Late", "Only one round in The last hour.")))
    assert problem.startswith("P058 “Late” names “The last hour”, which is never shortened in")
    assert told(session(first, last, **case("Three come", "One round in The last hour."))) == []


MENTOR = block("board", who="mentor", name="The mentor reads")


def stand_in(minutes: int, **values: Any) -> Variant:
    given = block("swap", minutes, **values).model_dump(exclude_none=True)
    insert = ({"after": "first", "block": given},)
    return Variant.model_validate(
        {"modes": ["in-person-peer", "online-peer"], "lost": "x", "drop": ["board"], "insert": insert}
    )


def test_a_mentors_block_needs_something_in_its_place() -> None:
    bare = session(block("first"), MENTOR, variants=(PEER,))
    assert told(bare) == [
        "P059 “The mentor reads” has nothing in its place if the mentor does not come (in in-person-mentored)."
    ]
    assert told(replace(bare, **case("No mentor", "Read in pairs."))) == []
    assert told(session(block("first"), MENTOR, variants=(stand_in(20, instead_of="board"),))) == []


@pytest.mark.parametrize(
    ("minutes", "least", "fits"), [(20, None, True), (30, None, False), (30, 20, True), (30, 21, False)]
)
def test_what_stands_in_fits_into_the_mentors_minutes(minutes: int, least: int | None, fits: bool) -> None:
    problems = told(
        session(block("first"), MENTOR, variants=(stand_in(minutes, instead_of="board", least=least, cut=1),))
    )
    assert (problems == []) is fits
    assert fits or problems[0].startswith("P059 “The swap hour” does not fit into the 20 minutes")


def test_no_mentor_may_name_the_block_that_stands_in() -> None:
    one = session(
        block("first"),
        MENTOR,
        variants=(stand_in(20, instead_of="board"),),
        **case("No mentor", "In The swap hour, one round."),
    )
    assert told(one) == []


def test_an_evening_without_a_mentor_leaves_nothing_to_one() -> None:
    assert [problem[:4] for problem in told(session(block("first"), MENTOR), ("in-person-peer",))] == ["P059"]
    (problem,) = told(
        session(block("first"), **case("Three come", "The mentor takes one row.")),
        ("in-person-mentored", "in-person-peer"),
    )
    assert problem == "P059 The text speaks of the mentor, and there is none (in in-person-peer)."
    assert told(session(block("first"), next="Find a mentor for the summer.")) == []
    assert (
        told(session(block("first"), **case("No mentor", "The mentor is told afterwards.")), ("in-person-peer",)) == []
    )


def test_each_problem_is_told_once_at_the_text_that_has_it() -> None:
    peer = PEER.model_copy(update={"ifs": {"Three come": "In The board hour."}})
    (problem,) = found(session(block("board"), block("last"), variants=(peer,), **case("Three come", "Together.")))
    assert problem.where == "variants › 1 › if › Three come"
