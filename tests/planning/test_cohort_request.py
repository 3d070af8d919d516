"""A programme becomes the problem of forming its cohorts; what was unclear is said and never guessed."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Any

import pytest

from tests.planning.small_programme import cohort, programme
from toolkit.grouping.problem import Sizes, Stream
from toolkit.model.people import Facilitator, Participant, People, Room
from toolkit.model.programme import Programme
from toolkit.planning.cohort_request import (
    CohortRequest,
    Wanted,
    agreed_minutes,
    formed_from,
    make_request,
    unclear_wishes,
)
from toolkit.planning.make_plan import make_plan
from toolkit.planning.staff import WHOLE_WEEK

ADA = Facilitator("ada", "Ada", available="Tue 18:00-21:00")
TUESDAY = (1440 + 18 * 60, 1440 + 21 * 60)
MODES = "in-person-mentored", "online-mentored", "in-person-peer", "online-peer"


def person(id: str, **values: Any) -> Participant:
    return Participant(id, id.upper(), **{"status": "accepted", "available": "Tue 18:00-21:00", **values})


def of(
    *participants: Participant,
    facilitators: tuple[Facilitator, ...] = (ADA,),
    rooms: tuple[Room, ...] = (),
    **values: Any,
) -> Programme:
    people = People(
        {one.id: one for one in participants}, {one.id: one for one in facilitators}, {one.id: one for one in rooms}
    )
    return replace(programme(**values), people=people)


def request(found: Programme, wanted: Wanted | None = None, **how: Any) -> CohortRequest:
    return make_request(make_plan(found), wanted or Wanted(), **how)


def test_the_accepted_are_placed_or_while_there_is_none_whoever_applied() -> None:
    people = (person("p1"), person("p2", status="applied"), person("p3", status="declined"))
    assert [one.id for one in request(of(*people)).problem.people] == ["p1"]
    assert [one.id for one in request(of(*people[1:])).problem.people] == ["p2"]


def test_with_everyone_the_members_of_cohorts_count_too_unless_they_left() -> None:
    people = (
        person("p1"),
        *(person(f"p{n}", status=status) for n, status in enumerate(("waiting", "declined", "withdrawn"), 2)),
    )
    found = of(*people, cohorts=(cohort("a", members=("p2", "p3", "p4", "p9")),))
    assert [one.id for one in request(found, everyone=True).problem.people] == ["p1", "p2"]
    assert [one.id for one in request(found).problem.people] == ["p1"]


def test_times_and_zones_are_as_given_and_what_is_missing_is_said() -> None:
    people = (
        person("p1", timezone="Asia/Tokyo", if_needed="Tue 18:00-21:00"),
        person("p2", available="Tue 18:00-21:00 Europe/Paris"),
        person("p3", available=""),
        person("p4", available="", if_needed="Tue 18:00-21:00"),
    )
    made = request(of(*people))
    assert [(one.zone, one.available, one.if_needed) for one in made.problem.people] == [
        ("Asia/Tokyo", (TUESDAY,), (TUESDAY,)),
        ("Europe/Paris", (TUESDAY,), ()),
        ("Europe/London", (), ()),
        ("Europe/London", (), (TUESDAY,)),
    ]
    assert made.notes == ("p3 gives no times.",)


def test_a_facilitator_without_times_or_hours_gets_no_cohort() -> None:
    helpers = (
        replace(ADA, hours_per_week=2, max_cohorts=3, roams=2),
        Facilitator("ben", "Ben", hours_per_week=1.5),
        Facilitator("mo", "Mo", role="mentor"),
    )
    made = request(of(person("p1"), facilitators=helpers), Wanted(minutes=120))
    assert [(one.id, one.available, one.cohorts, one.roams, one.minutes) for one in made.problem.leaders] == [
        ("ada", (TUESDAY,), 3, 2, 120),
        ("ben", (), None, 1, 90),
    ]
    assert made.notes == (
        "ben gives no times and gets no cohort.",
        "ben gets no cohort: hours_per_week is less than one meeting of 120 minutes.",
    )


def test_without_facilitators_cohorts_are_formed_without_one() -> None:
    made = request(of(person("p1"), facilitators=()))
    (leader,) = made.problem.leaders
    assert (leader.id, leader.zone, leader.available) == ("", "Europe/London", WHOLE_WEEK)
    assert made.notes == ("people/facilitators.csv names no facilitator: cohorts are formed without one.",)


def test_a_room_is_there_while_it_is_open_with_its_seats() -> None:
    rooms = (Room("hall", "Hall", 20, 2, "Tue 18:00-21:00"), Room("barn", "Barn"))
    made = request(of(person("p1"), rooms=rooms)).problem.rooms
    assert [(one.id, one.open, one.seats, one.cohorts) for one in made] == [
        ("hall", (TUESDAY,), 20, 2),
        ("barn", WHOLE_WEEK, None, 1),
    ]


@pytest.mark.parametrize(
    ("said", "usual", "meant"),
    [
        ("", "in-person-mentored", "in-person-mentored"),
        ("Online", "in-person-mentored", "online-mentored"),
        ("remote", "in-person-peer", "online-peer"),
        ("In person", "online-mentored", "in-person-mentored"),
        ("in-person", "online-peer", "in-person-peer"),
        ("online peer", "in-person-mentored", "online-peer"),
        ("whatever", "online-peer", "online-peer"),
    ],
)
def test_a_mode_is_read_as_people_write_it(said: str, usual: str, meant: str) -> None:
    made, online = request(of(person("p1", mode=said), mode=usual)), meant.startswith("online")
    assert made.problem.people[0].choices == ((Stream("", "", meant, online), 0),)
    assert any("is no mode" in note for note in made.notes) is (said == "whatever")


def test_streams_are_those_that_somebody_asks_for_in_the_order_of_wishes() -> None:
    people = (person("p1", tracks=("Theory", "Code"), level="New"), person("p2", tracks=("code",)), person("p3"))
    helpers = (ADA, replace(ADA, id="ben", tracks=("theory",), levels=("NEW",)), replace(ADA, id="cy", levels=("old",)))
    made = request(of(*people, facilitators=helpers, mode="online-peer")).problem
    theory, code = (Stream(track, "New", "online-peer", online=True) for track in ("Theory", "Code"))
    assert [one.choices for one in made.people] == [((theory, 0), (code, 1)), ((code, 0),), ((theory, 0), (code, 0))]
    assert [one.streams for one in made.leaders] == [{theory, code}, {theory}, set()]


def test_wishes_of_two_known_people_count_once() -> None:
    people = (person("p2", together=("p1", "p2", "p9")), person("p1", together=("p2",), apart=("p3",)), person("p3"))
    made = request(of(*people)).problem
    assert (made.together, made.apart) == ((("p1", "p2"),), (("p1", "p3"),))


def test_wishes_that_cannot_be_are_said() -> None:
    people = (
        person("p1", together=("p2", "p9"), apart=("p2", "p3")),
        person("p2", together=("p3",), mode="by post"),
        person("p3"),
    )
    assert unclear_wishes(of(*people, mode="online-peer")) == (
        ("p1", "together", "p1 wishes to be together with “p9”, which is nobody's id"),
        ("p1", "apart", "p1 wishes to be both together with and apart from p2"),
        ("p2", "mode", "p2: “by post” is no mode; online-peer is meant"),
        ("p1", "apart", "p1 and p3 wish to be apart, and others wish to be together with both"),
    )


def test_a_kept_cohort_keeps_those_who_are_to_be_placed_and_each_stands_in_one() -> None:
    found = of(
        person("p1"),
        person("p2"),
        cohorts=(cohort("a", members=("p1", "p1", "p9")), cohort("b", members=("p1", "p2")), cohort("c")),
    )
    assert [(one.key, one.members) for one in request(found, keep=["a", "b"]).problem.kept] == [
        ("a", ("p1",)),
        ("b", ("p2",)),
    ]


def test_a_cohort_is_formed_at_its_starts_on_the_clock_of_the_programme() -> None:
    one = cohort(
        "a",
        days=("tue", "thu"),
        times=(datetime.time(0, 30),),
        zone="Europe/Paris",
        facilitators=("ada", "bea"),
        minutes=90,
    )
    made = formed_from(one, "Europe/London", first=datetime.date(2027, 1, 20))
    assert (made.starts, made.leaders, made.minutes) == ((1410, 2 * 1440 + 1410), ("ada", "bea"), 90)
    assert formed_from(replace(one, facilitators=()), "Europe/London", first=datetime.date(2027, 1, 20)).leaders == ()


def test_the_length_is_what_is_asked_or_what_all_cohorts_have_or_the_longest_session() -> None:
    same = (cohort("a", minutes=75), cohort("b", minutes=75))
    assert agreed_minutes(same) == 75
    assert agreed_minutes((*same, cohort("c", minutes=90))) is None
    assert agreed_minutes((*same, cohort("c", minutes=90, members=()))) == 75
    found = of(person("p1"), cohorts=same)
    assert request(found).problem.minutes == 75
    assert request(found, Wanted(minutes=45, grid=20, sizes=Sizes(2, 3, 4))).problem.minutes == 45
    asked = request(found, Wanted(minutes=45, grid=20, sizes=Sizes(2, 3, 4))).problem
    assert (asked.grid, asked.sizes) == (20, Sizes(2, 3, 4))
    longest = max(session.head.minutes for session in found.sessions)
    assert request(of(person("p1"))).problem.minutes == longest
