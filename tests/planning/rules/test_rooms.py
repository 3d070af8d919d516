"""Rooms: each rule with what it tells and what it lets pass."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from tests.planning.rules.small_findings import codes
from tests.planning.small_programme import cohort, programme
from toolkit.model.people import Room
from toolkit.planning.make_plan import make_plan as plan_of
from toolkit.planning.rules import find_problems


@pytest.mark.parametrize(
    ("text", "clear"),
    [
        ("Tuesdays after six", False),
        ("", True),
        ("Mon-Fri 08:00-22:00; Sat 10:00-18:00", True),
        ("ask the porter", False),
    ],
)
def test_opening_hours_that_nobody_can_read_are_told_at_the_room(text: str, clear: bool) -> None:
    small = programme()
    rooms = {"hall": Room("hall", "Hall", open=text)}
    found = find_problems(plan_of(replace(small, people=replace(small.people, rooms=rooms))))
    told = [(problem.file, problem.where) for problem in found if problem.code == "P114"]
    assert told == ([] if clear else [("people/rooms.csv", "hall")])


def test_a_room_counts_facilitators_and_cohorts_that_join() -> None:
    small = programme(cohorts=(cohort("a"), cohort("b", members=("p4", "p5", "p6"), room=None)))
    joins = replace(small, changes=programme(changes=[{"cohort": "b", "session": "s2", "combined_with": "a"}]).changes)
    for seats, found in ((7, set()), (6, {"P066"})):
        people = replace(small.people, rooms={"hall": Room("hall", "Hall", seats=seats, step_free="yes")})
        assert codes(replace(joins, people=people)) & {"P066"} == found


@pytest.mark.parametrize(
    ("allowed", "seats", "told"), [(2, 20, False), (1, 20, True), (0, 20, True), (2, 7, False), (2, 6, True)]
)
def test_cohorts_share_a_room_as_far_as_it_allows_and_holds_them(allowed: int, seats: int, told: bool) -> None:
    small = programme(cohorts=(cohort("a"), cohort("b", members=("p4", "p5", "p6"))))
    people = replace(small.people, rooms={"hall": Room("hall", "Hall", seats=seats, cohorts=allowed, step_free="yes")})
    assert ("P067" in codes(replace(small, people=people))) is told


def test_meetings_one_after_another_share_a_room() -> None:
    assert (
        codes(programme(cohorts=(cohort("a"), cohort("b", members=("p4", "p5", "p6"), times=(datetime.time(19, 30),)))))
        == set()
    )
    assert "P067" in codes(
        programme(cohorts=(cohort("a"), cohort("b", members=("p4", "p5", "p6"), times=(datetime.time(19, 29),))))
    )
