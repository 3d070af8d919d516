"""Who and which room is free for a meeting, and what speaks against the others."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Any

import pytest

from tests.make_plan_by_hand import make_cohort, make_meeting, make_plan, make_room, make_session
from toolkit.model.people import Attendance, Facilitator, Participant, Room
from toolkit.model.plan import Meeting, Plan
from toolkit.planning.free import candidate, candidates, free_rooms, has_begun, heads, offers_time, was_attended

ADA = Facilitator("ada", "Ada", available="Tue 18:00-21:00", hours_per_week=4)
BEN = Facilitator("ben", "Ben")
HALL, ANNEXE = make_room("hall", seats=20, step_free="yes"), make_room("annexe", seats=9)


def meeting(key: str = "a", at: str = "2027-01-19 18:30", **values: Any) -> Meeting:
    """Two hours of a cohort of six."""
    return make_meeting(make_cohort(key), make_session("s1"), at=at, **values)


def plan_of(*meetings: Meeting, rooms: tuple[Room, ...] = ()) -> Plan:
    plan = make_plan(meetings, facilitators=(ADA, BEN, Facilitator("mo", "Mo", role="mentor")))
    known = {room.id: room for room in rooms} or plan.programme.people.rooms
    return replace(plan, programme=replace(plan.programme, people=replace(plan.programme.people, rooms=known)))


def against(asked: Meeting, *others: Meeting, person: Facilitator = ADA) -> str:
    return candidate(plan_of(asked, *others), asked, person=person).against


@pytest.mark.parametrize(
    ("at", "minutes", "fits"),
    [("18:00", 180, True), ("18:00", 181, False), ("17:59", 60, False), ("20:00", 60, True), ("20:01", 60, False)],
)
def test_offered_times_hold_a_meeting_whole_or_not(at: str, minutes: int, fits: bool) -> None:
    asked = make_meeting(make_cohort(), make_session(minutes=minutes), at=f"2027-01-19 {at}")
    assert offers_time("Tue 18:00-21:00", asked.zone, start=asked.start, end=asked.end) is fits
    assert offers_time("Tue 19:00-22:00", "Europe/Paris", start=asked.start, end=asked.end) is fits


def test_no_times_say_nothing() -> None:
    asked = meeting()
    assert offers_time("", asked.zone, start=asked.start, end=asked.end) is None


def test_what_speaks_against_somebody_is_said() -> None:
    asked = meeting("a", room=HALL)
    assert against(asked) == ""
    assert against(asked, meeting("b", facilitators=(ADA,))) == "is with Cohort B then"
    assert against(asked, meeting("b", facilitators=(ADA,), room=ANNEXE)) == "is with Cohort B then"
    assert against(asked, meeting("b", facilitators=(ADA,), room=HALL)) == "is with Cohort B then, in the same room"
    late = meeting("a", "2027-01-19 20:00")
    assert against(late) == "did not offer Tuesdays at 20:00"
    assert against(late, person=BEN) == ""


@pytest.mark.parametrize(("at", "busy"), [("20:29", True), ("20:30", False), ("16:31", True), ("16:30", False)])
def test_only_what_overlaps_is_at_once(at: str, busy: bool) -> None:
    other = meeting("b", f"2027-01-19 {at}", facilitators=(ADA,))
    assert against(meeting("a"), other).startswith("is with") is busy


def test_what_is_cancelled_or_joins_it_is_not_at_once() -> None:
    other = meeting("b", facilitators=(ADA,))
    assert against(meeting("a"), replace(other, status="cancelled")) == ""
    assert against(meeting("a", with_cohorts=("b",)), other) == ""


def test_the_hours_of_the_week_count_without_what_is_cancelled() -> None:
    asked = meeting("a")
    monday, sunday = (
        meeting("b", "2027-01-18 10:00", facilitators=(ADA,)),
        meeting("c", "2027-01-24 10:00", facilitators=(ADA,)),
    )
    before, after = "2027-01-17 10:00", "2027-01-25 10:00"
    assert (
        against(asked, monday, meeting("d", before, facilitators=(ADA,)), meeting("e", after, facilitators=(ADA,)))
        == ""
    )
    assert against(asked, monday, sunday) == "would be over 4 hours that week"
    assert against(asked, monday, replace(sunday, status="cancelled")) == ""


def test_the_free_come_first_and_those_who_run_it_do_not_come() -> None:
    cy = Facilitator("cy", "Cy", available="Mon 18:00-21:00")
    plan = make_plan([meeting()], facilitators=(cy, BEN, ADA, Facilitator("mo", "Mo", role="mentor")))
    asked = plan.meetings[0]
    assert [(one.person.id, one.known) for one in candidates(plan, asked)] == [
        ("ada", True),
        ("ben", False),
        ("cy", True),
    ]
    assert [one.person.id for one in candidates(plan, replace(asked, facilitators=(ADA,)))] == ["ben", "cy"]
    assert [one.person.id for one in candidates(plan, asked, role="mentor")] == ["mo"]


def test_everybody_in_the_room_is_counted_once() -> None:
    mo = Facilitator("mo", "Mo", role="mentor")
    both = [meeting("a", facilitators=(ADA,), mentor=mo), meeting("b", facilitators=(ADA, BEN))]
    assert heads(plan_of(*both), both) == 6 + 6 + 3
    assert heads(plan_of(*both), [replace(both[0], with_cohorts=("b",))]) == 6 + 6 + 2


def test_the_smallest_room_that_is_large_enough_comes_first() -> None:
    rooms = (make_room("barn", seats=None), HALL, ANNEXE, make_room("cell", seats=5))
    asked = meeting()
    assert [room.id for room in free_rooms(plan_of(asked, rooms=rooms), asked)] == ["annexe", "hall", "barn"]
    without = free_rooms(plan_of(asked, rooms=rooms), asked, without=frozenset({"annexe"}))
    assert [room.id for room in without] == ["hall", "barn"]
    step_free = replace(asked, room=HALL)
    assert [room.id for room in free_rooms(plan_of(step_free, rooms=rooms), step_free)] == ["hall", "annexe", "barn"]


def test_a_room_holds_as_many_cohorts_and_people_as_it_may_while_it_is_open() -> None:
    asked, other = meeting("a"), meeting("b", room=HALL)

    def free(room: Room) -> bool:
        beside = replace(other, room=room)
        return room in free_rooms(plan_of(asked, beside, rooms=(room,)), asked)

    assert not free(HALL)
    assert free(replace(HALL, cohorts=2))
    assert free(replace(HALL, cohorts=2, seats=12))
    assert not free(replace(HALL, cohorts=2, seats=11))
    assert not free(replace(HALL, cohorts=2, open="Mon 08:00-22:00"))
    assert free(replace(HALL, cohorts=2, open="Tue 08:00-22:00"))


def test_a_meeting_has_begun_at_its_start() -> None:
    start = datetime.datetime(2027, 1, 19, 18, 30)
    assert has_begun(meeting(), start)
    assert not has_begun(meeting(), start - datetime.timedelta(minutes=1))
    assert has_begun(meeting(), start.replace(tzinfo=datetime.UTC))


@pytest.mark.parametrize(
    ("mark", "attended"),
    [
        (Attendance("p1", "a", "s1", "present"), True),
        (Attendance("p1", "b", "s1", "present"), True),
        (Attendance("p1", "c", "s1", "present"), False),
        (Attendance("p1", "a", "s2", "present"), False),
        (Attendance("p1", "a", "s1", "absent"), False),
    ],
)
def test_a_meeting_was_attended_where_somebody_of_it_or_of_one_that_joined_was_there(
    mark: Attendance, attended: bool
) -> None:
    plan = make_plan([meeting(with_cohorts=("b",))], participants=(Participant("p1", "Ann"),))
    people = replace(plan.programme.people, attendance=(mark,))
    plan = replace(plan, programme=replace(plan.programme, people=people))
    assert was_attended(plan, plan.meetings[0]) is attended
