"""Meetings are cohorts x sessions, with every recorded change followed."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Any

import pytest

from tests.planning.small_programme import clinic, cohort, numbered, programme
from toolkit.model.people import Room
from toolkit.model.plan import Meeting, Plan
from toolkit.planning.make_plan import make_plan, numbers


def plan(*changes: dict[str, Any], **values: Any) -> Plan:
    return make_plan(programme(changes=list(changes), **values))


def meeting(found: Plan, key: str = "s2", *, of: str = "a") -> Meeting:
    one = found.meeting(of, key)
    assert one is not None
    return one


def test_each_cohort_meets_for_each_session() -> None:
    found = plan(cohorts=(cohort("a"), cohort("b", days=("thu",))))
    assert [(m.cohort.key, m.session.key) for m in found.meetings] == [
        (c, s) for s in ("s1", "s2", "s3") for c in ("a", "b")
    ]
    assert {m.status for m in found.meetings} == {"planned"}


def test_a_clinic_is_number_nought() -> None:
    assert numbers(programme(sessions=(clinic(), *numbered(2)))) == {"set-up": 0, "s1": 1, "s2": 2}
    assert numbers(programme(sessions=(*numbered(1), clinic()))) == {"s1": 1, "set-up": 2}


def test_a_moved_meeting_keeps_its_identity_and_remembers_where_it_stood() -> None:
    moved = meeting(plan({"cohort": "a", "session": "s2", "date": "2027-01-28", "time": "19:00", "reason": "flood"}))
    assert (moved.key, moved.status, moved.reason) == (("a", "s2"), "moved", "flood")
    assert (moved.start.isoformat(), moved.planned.isoformat()) == ("2027-01-28T19:00:00+00:00", "2027-01-26T18:30:00")


def test_the_last_of_two_changes_counts() -> None:
    changes = [{"cohort": "a", "session": "s2", "date": date} for date in ("2027-01-28", "2027-01-29")]
    assert meeting(plan(*changes)).date == datetime.date(2027, 1, 29)


def test_moving_back_to_the_plan_is_no_move() -> None:
    assert meeting(plan({"cohort": "a", "session": "s2", "date": "2027-01-26"})).status == "planned"


def test_a_dropped_meeting_stays_in_the_plan_as_cancelled() -> None:
    found = plan({"cohort": "a", "session": "s2", "cancelled": "drop"})
    assert meeting(found).cancelled
    assert meeting(found).date == datetime.date(2027, 1, 26)
    assert not meeting(found, "s3").moved


def test_a_shift_moves_that_meeting_and_the_rest() -> None:
    found = plan({"cohort": "a", "session": "s2", "cancelled": "shift"})
    assert [m.status for m in found.meetings] == ["planned", "moved", "moved"]


STRIKE = {"cohort": "all", "session": "s2", "cancelled": "shift", "reason": "strike", "decided": "2027-02-20"}
DAY_OFF = {"cohort": "all", "date": "2027-01-26", "reason": "strike", "decided": "2027-02-20"}


@pytest.mark.parametrize("change", [STRIKE, {**STRIKE, "cancelled": "double"}, DAY_OFF])
def test_meetings_that_a_change_moves_after_its_own_have_its_reason_and_day(change: dict[str, Any]) -> None:
    found = plan(change)
    told = [(m.moved, m.reason, m.decided and m.decided.isoformat()) for m in found.meetings]
    assert told == [(False, None, None), (True, "strike", "2027-02-20"), (True, "strike", "2027-02-20")]


def test_a_meeting_with_a_reason_of_its_own_keeps_it_and_the_later_day_counts() -> None:
    own = {"cohort": "a", "session": "s3", "room": None, "reason": "flood", "decided": "2027-01-02"}
    assert [(m.reason, str(m.decided)) for m in plan(own, STRIKE).meetings][2] == ("flood", "2027-02-20")
    assert [(m.reason, str(m.decided)) for m in plan({**own, "decided": "2027-02-21"}, STRIKE).meetings][2] == (
        "flood",
        "2027-02-21",
    )


def test_a_meeting_that_stands_on_a_day_of_its_own_is_moved_by_nothing_else() -> None:
    own = {"cohort": "a", "session": "s3", "date": "2027-03-02", "decided": "2027-01-02"}
    last = meeting(plan(own, STRIKE), "s3")
    assert (last.date.isoformat(), last.reason, str(last.decided)) == ("2027-03-02", None, "2027-01-02")


def test_of_two_shifts_the_later_one_is_the_cause() -> None:
    snow = {"cohort": "a", "session": "s1", "cancelled": "shift", "reason": "snow", "decided": "2027-03-01"}
    assert [m.reason for m in plan(STRIKE, snow).meetings] == ["snow", "strike", "snow"]
    assert [m.reason for m in plan(snow, STRIKE).meetings] == ["snow", "strike", "strike"]


def test_a_change_for_all_reaches_every_cohort_and_another_one_none() -> None:
    cohorts = (cohort("a"), cohort("b"))
    change = {"session": "s2", "date": "2027-01-28"}
    assert [m.status for m in plan({"cohort": "all", **change}, cohorts=cohorts).meetings].count("moved") == 2
    assert [m.status for m in plan({"cohort": "b", **change}, cohorts=cohorts).meetings].count("moved") == 1


def test_a_stretch_of_days_changes_only_meetings_within_it() -> None:
    small = programme(changes=[{"cohort": "a", "from": "2027-01-26", "until": "2027-02-01", "room": "attic"}])
    people = replace(small.people, rooms={**small.people.rooms, "attic": Room("attic", "Attic")})
    assert [m.room.id for m in make_plan(replace(small, people=people)).meetings if m.room] == ["hall", "attic", "hall"]


def test_an_evening_held_online_has_a_link_and_no_room() -> None:
    cohorts = (cohort("a", link="https://example.org/call"),)
    found = plan({"cohort": "a", "session": "s2", "mode": "online-peer"}, cohorts=cohorts)
    assert (meeting(found).room, meeting(found).link) == (None, "https://example.org/call")
    assert meeting(found, "s1").link is None
    assert [timed.block.who for timed in meeting(found).evening.blocks] == ["all", "alone", "all"]


def test_cohorts_that_meet_together_share_date_and_room_and_know_each_other() -> None:
    late = cohort(
        "b", days=("thu",), times=(datetime.time(20),), room=None, facilitators=(), reading="inside", minutes=90
    )
    found = plan({"cohort": "b", "session": "s2", "combined_with": "a"}, cohorts=(cohort("a"), late))
    joined, host = meeting(found, of="b"), meeting(found, of="a")
    assert joined.status == "combined"
    for name in ("start", "minutes", "evening", "room", "link", "facilitators", "mentor", "week"):
        assert getattr(joined, name) == getattr(host, name)
    assert host.facilitators != meeting(found, "s1", of="b").facilitators
    assert (joined.with_cohorts, host.with_cohorts, host.status) == (("a",), ("b",), "planned")


def test_two_cohorts_that_each_join_the_other_stay_apart() -> None:
    changes = [{"cohort": one, "session": "s2", "combined_with": other} for one, other in (("a", "b"), ("b", "a"))]
    assert {m.status for m in plan(*changes, cohorts=(cohort("a"), cohort("b"))).meetings} == {"planned"}


def test_a_night_in_which_clocks_change_has_the_length_on_the_wall_that_it_has() -> None:
    found = plan({"cohort": "a", "session": "s2", "date": "2027-03-28", "time": "00:30"})
    assert meeting(found).end.isoformat() == "2027-03-28T02:30:00+01:00"


def test_the_same_programme_gives_the_same_plan() -> None:
    assert make_plan(programme(sessions=9, fit="double")) == make_plan(programme(sessions=9, fit="double"))


def test_whoever_an_entry_names_runs_the_meeting_as_far_as_they_are_known() -> None:
    found = plan({"cohort": "a", "session": "s2", "facilitators": ["bea", "nobody"]})
    assert [person.id for person in meeting(found).facilitators] == ["bea"]
    assert [person.id for person in meeting(found, "s1").facilitators] == ["ada"]
