"""Sessions and what they cite: each rule with what it tells and what it lets pass."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.planning.rules.small_findings import codes, told
from tests.planning.small_programme import numbered, programme
from toolkit.model.curriculum import Homework, Item
from toolkit.model.resources import ResourcePart
from toolkit.problems import SourceFile


def test_two_sessions_in_one_week_add_their_preparation() -> None:
    assert "P044" not in codes(programme(sessions=9, fit="double"))
    small = programme(sessions=9, fit="double")
    assert "P044" in codes(replace(small, curriculum=small.curriculum.model_copy(update={"weekly_load": 19})))
    once = programme(sessions=3)
    assert "P044" not in codes(replace(once, curriculum=once.curriculum.model_copy(update={"weekly_load": 10})))


def test_a_session_says_what_is_next_for_those_who_read_inside_wherever_the_next_one_is_prepared_at_home() -> None:
    first, second, last = programme(sessions=3).sessions
    silent = replace(first, next_inside="")
    nothing = replace(second, head=second.head.model_copy(update={"items": ()}))
    written = replace(
        nothing,
        head=nothing.head.model_copy(update={"homework": (Homework(what="A page", minutes=10, reading="before"),)}),
    )
    assert "P107" in codes(programme(sessions=(silent, second, last)))
    assert "P107" in codes(programme(sessions=(silent, written, last)))
    assert "P107" not in codes(programme(sessions=(silent, nothing, last)))
    assert "P107" not in codes(programme(sessions=(first, second, replace(last, next_inside=""))))
    small = programme(sessions=(silent, second, last))
    assert "P107" not in codes(replace(small, curriculum=small.curriculum.model_copy(update={"readings": ("before",)})))


@pytest.mark.parametrize("kind", ["pairing", "clinic", "talk"])
def test_two_modes_that_differ_in_words_only_are_told_for_every_kind_of_session(kind: str) -> None:
    (one,) = numbered(1)
    same = replace(one, head=one.head.model_copy(update={"kind": kind, "variants": ()}))
    assert "P054" in codes(programme(sessions=(same,)))
    assert "P054" not in codes(programme(sessions=(one,)))


def test_a_reading_needs_minutes_and_where_they_come_from() -> None:
    first = programme(sessions=1).sessions[0]
    small = programme(sessions=1)
    id, resource = next(iter(small.resources.items()))
    parts = (ResourcePart(name="whole", minutes=10, basis="estimate"), ResourcePart(name="intro", minutes=5))
    places: dict[tuple[str | int, ...], tuple[int, int]] = {
        ("resources", 0, "parts", 1): (7, 3),
        ("resources", 0, "parts", 0): (5, 3),
    }

    def found(**values: object) -> list[tuple[str, int]]:
        item = Item.model_validate({"use": id, "when": "before", **values})
        one = replace(first, head=first.head.model_copy(update={"items": (item,)}))
        own = replace(
            small,
            sessions=(one,),
            resources={id: resource.model_copy(update={"parts": parts})},
            sources={
                "resources.yaml": SourceFile("resources.yaml", ("",) * 9, places),
                one.file: SourceFile(one.file, ("",) * 9, {("items", 0): (3, 5)}),
            },
        )
        return [(problem.file, problem.line) for problem in told(own, "P042")]

    assert found() == found(minutes=10, basis="tried") == []
    assert found(part="intro") == [("resources.yaml", 7)]
    assert found(part="intro", minutes=5) == [(first.file, 3)]
    assert found(part="intro", basis="tried") == []
