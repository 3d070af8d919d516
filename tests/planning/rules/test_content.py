"""Sessions and what they cite: each rule with what it tells and what it lets pass."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.planning.rules.small_findings import codes
from tests.planning.small_programme import numbered, programme
from toolkit.model.curriculum import Homework


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
