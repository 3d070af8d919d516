"""What a mode says of how people meet."""

from __future__ import annotations

import ast

import pytest

from tests.source_files import FILES
from toolkit.model.fields import MODES, Mode
from toolkit.model.way import WAYS, mode_of, way_of


@pytest.mark.parametrize(
    ("mode", "place", "mentored", "without"),
    [
        ("in-person-mentored", "in_person", True, "in-person-peer"),
        ("online-mentored", "online", True, "online-peer"),
        ("in-person-peer", "in_person", False, "in-person-peer"),
        ("online-peer", "online", False, "online-peer"),
        ("solo", "solo", False, "solo"),
    ],
)
def test_a_mode_says_where_people_meet_and_whether_with_a_mentor(
    mode: Mode, place: str, *, mentored: bool, without: Mode
) -> None:
    way = way_of(mode)
    assert [name for name in ("in_person", "online", "solo") if getattr(way, name)] == [place]
    assert (way.mentored, way.without_mentor) == (mentored, without)


def test_every_mode_is_known_and_no_other() -> None:
    assert tuple(WAYS) == MODES
    with pytest.raises(KeyError):
        way_of("hybrid")


@pytest.mark.parametrize("mode", ["in-person-mentored", "online-mentored", "in-person-peer", "online-peer"])
def test_place_and_mentor_make_the_mode(mode: Mode) -> None:
    way = way_of(mode)
    assert way.where != "solo"
    assert mode_of(way.where, mentored=way.mentored) == mode


def looked_at(source: str) -> list[str]:
    """Tests of the beginning or end of a mode."""
    called = (ast.unparse(node) for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))
    return [call for call in called if "mode.startswith(" in call or "mode.endswith(" in call]


def test_nobody_looks_at_the_letters_of_a_mode() -> None:
    assert {file for path, file in FILES if looked_at(path.read_text("utf-8"))} == set()


def test_a_look_at_the_letters_of_a_mode_is_found() -> None:
    assert looked_at("a = meeting.evening.mode.startswith('online')\nb = cohort.way.online") != []
