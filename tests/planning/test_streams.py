"""What people ask for as streams: a blank is content with any that somebody names, and case does not count."""

from __future__ import annotations

from typing import Any

import pytest

from tests.planning.small_programme import programme
from toolkit.grouping.problem import Stream
from toolkit.model.people import Facilitator, Participant
from toolkit.planning.streams import Streams, is_mode

ONE = Participant("p1", "Ann", tracks=("Maths", "Code"), level="New")
TWO = Participant("p2", "Ben", tracks=("code",), level="old")
BLANK = Participant("p3", "Cyd")


def choices(one: Participant, *others: Participant, **values: Any) -> list[tuple[str, str, str, int]]:
    """Track, level, mode and rank of all that somebody would take."""
    streams = Streams(programme(**values), (one, *others))
    return [(stream.track, stream.level, stream.mode, rank) for stream, rank in streams.choices(one)]


def test_tracks_are_ranked_as_they_are_written_and_spelt_as_the_first_one_did() -> None:
    assert choices(ONE) == [("Maths", "New", "in-person-peer", 0), ("Code", "New", "in-person-peer", 1)]
    assert choices(TWO, ONE) == [("code", "old", "in-person-peer", 0)]
    assert [stream.track for stream, _ in Streams(programme(), (ONE, TWO)).choices(TWO)] == ["Code"]


def test_a_blank_track_or_level_is_content_with_any_that_is_named() -> None:
    assert choices(BLANK) == [("", "", "in-person-peer", 0)]
    found = choices(BLANK, ONE, TWO)
    assert {(track, level) for track, level, _, _ in found} == {
        ("Maths", "New"), ("Maths", "old"), ("Code", "New"), ("Code", "old"),
    }  # fmt: skip
    assert {rank for *_, rank in found} == {0}


def test_a_track_that_is_named_twice_has_the_better_rank() -> None:
    assert choices(Participant("p1", "Ann", tracks=("Code", "code"))) == [("Code", "", "in-person-peer", 0)]


@pytest.mark.parametrize(
    ("text", "usual", "mode"),
    [
        ("online-peer", "in-person-mentored", "online-peer"),
        (" Online ", "in-person-mentored", "online-mentored"),
        ("remote", "in-person-peer", "online-peer"),
        ("In person", "online-mentored", "in-person-mentored"),
        ("offline", "online-peer", "in-person-peer"),
        ("", "online-peer", "online-peer"),
        ("whatever", "solo", "solo"),
    ],
)
def test_a_mode_is_read_as_people_write_it_with_the_mentoring_of_the_programme(
    text: str, usual: str, mode: str
) -> None:
    assert [found for _, _, found, _ in choices(Participant("p1", "Ann", mode=text), mode=usual)] == [mode]


@pytest.mark.parametrize(
    ("text", "is_one"),
    [("solo", True), ("IN PERSON", True), ("virtual, please", True), ("", False), ("by post", False)],
)
def test_what_is_no_mode_is_known(text: str, is_one: bool) -> None:
    assert is_mode(text) is is_one


def test_a_facilitator_leads_what_they_name_and_with_nothing_named_everything() -> None:
    streams = Streams(programme(), (ONE, TWO))

    def led(**values: Any) -> set[tuple[str, str]]:
        return {(stream.track, stream.level) for stream in streams.led_by(Facilitator("ada", "Ada", **values))}

    assert led() == {("Maths", "New"), ("Code", "New"), ("Code", "old")}
    assert led(tracks=("CODE",)) == {("Code", "New"), ("Code", "old")}
    assert led(levels=("new",)) == {("Maths", "New"), ("Code", "New")}
    assert led(tracks=("code",), levels=("old",)) == {("Code", "old")}
    assert led(tracks=("art",)) == set()
    anything = Streams(programme(), (BLANK,)).led_by(Facilitator("ada", "Ada", tracks=("art",), levels=("old",)))
    assert anything == {Stream("", "", "in-person-peer")}
