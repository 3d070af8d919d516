"""What a changed meeting collides with: people's times, the hours of rooms, steps, and a screen."""

from __future__ import annotations

from typing import Any

import pytest

from tests.planning.running import a_plan, codes
from tests.planning.small_programme import cohort
from toolkit.model.people import Participant, Room
from toolkit.planning.rules import find_problems

EVENINGS = "Tue 18:00-22:00; Thu 18:00-22:00"
OPEN = {
    "hall": Room(id="hall", name="Hall", seats=20, cohorts=2, open=EVENINGS, step_free="yes"),
    "attic": Room(id="attic", name="Attic", seats=20, cohorts=2, open="Tue 18:00-22:00", step_free="no"),
}


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({"date": "2027-01-28"}, {"P097"}),
        ({"date": "2027-02-03", "time": "03:00"}, {"P097", "P098"}),
        ({"room": "attic"}, {"P099"}),
        ({"date": "2027-01-28", "room": "attic"}, {"P097", "P098", "P099"}),
        ({"reason": "rain", "facilitators": []}, set()),
        ({"cancelled": "drop"}, set()),
        ({"held": True, "date": "2027-01-28"}, set()),
    ],
)
def test_a_changed_meeting_collides_with_peoples_times_room_hours_and_steps(
    change: dict[str, Any], found: set[str]
) -> None:
    person = Participant(id="p1", name="", available="Tue 18:00-23:00")
    plan = a_plan(
        {"cohort": "a", "session": "s2", **change},
        rooms=OPEN,
        participants={"p1": person},
        cohorts=(cohort("a", room="hall", members=("p1",)),),
    )
    assert codes(plan) & {"P097", "P098", "P099", "P111"} == found


def test_who_gave_no_times_and_rooms_without_hours_collide_with_nothing() -> None:
    person = Participant(id="p1", name="")
    plan = a_plan(
        {"cohort": "a", "session": "s2", "date": "2027-01-28"},
        participants={"p1": person},
        cohorts=(cohort("a", room="hall", members=("p1",)),),
    )
    assert not codes(plan) & {"P097", "P098"}


@pytest.mark.parametrize(("mode", "found"), [("online-peer", {"P111"}), ("in-person-peer", set())])
def test_a_cohort_in_a_room_that_joins_one_on_a_screen_is_told(mode: Any, found: set[str]) -> None:
    both = (
        cohort("a", mode=mode, room="hall" if mode == "in-person-peer" else None),
        cohort("b", room="hall", mode="in-person-peer", members=()),
    )
    plan = a_plan({"cohort": "b", "session": "s2", "combined_with": "a"}, cohorts=both)
    assert codes(plan) & {"P111"} == found


@pytest.mark.parametrize(
    ("moves", "place"), [(({"cohort": "a", "session": "s2", "date": "2027-01-28"},), "date"), ((), "combined_with")]
)
def test_that_guests_did_not_offer_a_time_is_told_where_the_host_was_moved_or_they_join(
    moves: tuple[dict[str, Any], ...], place: str
) -> None:
    person = Participant(id="p1", name="", available="Wed 18:00-23:00")
    both = (cohort("a", room="hall", members=()), cohort("b", room="hall", members=("p1",)))
    plan = a_plan(
        {"cohort": "b", "session": "s2", "combined_with": "a"}, *moves, participants={"p1": person}, cohorts=both
    )
    found = [problem for problem in find_problems(plan) if problem.code == "P097"]
    assert [(one.file, one.where.split(" › ")[-1]) for one in found] == [("changes.yaml", place)]
