"""The calendars of facilitators, mentors, participants and the organiser: what is theirs, and when they prepare."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from tests.documents.calendar_plans import ADA, GRACE, calendar, one, paths, slots, two
from tests.make_plan_by_hand import make_cohort, make_meeting, make_plan, make_session, make_settings
from toolkit.model.curriculum import Block
from toolkit.model.plan import Meeting, Plan


def test_a_facilitator_prepares_the_evening_before_at_the_meetings_time() -> None:
    (slot,) = slots(one())
    assert (slot.start, slot.minutes, slot.title) == (
        datetime.datetime(2027, 1, 18, 18, 30),
        45,
        "Prepare: 1. Backprop",
    )


@pytest.mark.parametrize(
    ("at", "start"),
    [
        ("2027-01-19 09:30", datetime.datetime(2027, 1, 18, 18, 0)),
        ("2027-01-19 00:00", datetime.datetime(2027, 1, 18, 18, 0)),
    ],
)
def test_a_meeting_by_day_is_prepared_in_the_evening(at: str, start: datetime.datetime) -> None:
    assert slots(one(at=at))[0].start == start


def runs(*times: str, zone: str = "Europe/London") -> Plan:
    """A plan in which Ada runs a session at each of these times."""
    cohort = make_cohort("a", zone=zone)
    meetings = [
        make_meeting(cohort, make_session(f"s{number}"), number=number, at=at, facilitators=(ADA,))
        for number, at in enumerate(times, 1)
    ]
    return make_plan(meetings, facilitators=[ADA])


def test_preparation_goes_before_another_meeting_that_is_in_the_way() -> None:
    assert slots(runs("2027-01-18 18:30", "2027-01-19 18:30"))[1].start == datetime.datetime(2027, 1, 18, 17, 45)


def test_preparation_goes_right_before_the_meeting_where_the_evening_is_full() -> None:
    plan = runs("2027-01-18 16:30", "2027-01-18 18:30", "2027-01-19 18:30")
    assert slots(plan)[2].start == datetime.datetime(2027, 1, 19, 17, 45)


def test_preparation_is_never_in_an_hour_that_the_clocks_skip() -> None:
    assert slots(runs("2027-03-28 23:30", zone="America/Nuuk"))[0].start == datetime.datetime(2027, 3, 28, 22, 45)
    assert slots(runs("2027-03-27 23:30", zone="America/Nuuk"))[0].start == datetime.datetime(2027, 3, 26, 23, 30)


def test_no_minutes_of_preparation_are_no_slots() -> None:
    plan = one()
    settings = plan.programme.settings.model_copy(update={"preparation_minutes": 0})
    assert slots(replace(plan, programme=replace(plan.programme, settings=settings))) == []


def test_the_slot_of_a_cancelled_meeting_is_cancelled_with_it() -> None:
    assert slots(one(status="cancelled"))[0].title == "CANCELLED: Prepare: 1. Backprop"
    assert slots(one(status="cancelled"))[0].status == "CANCELLED"


def mentored(**values: object) -> Meeting:
    """A meeting to which Grace comes in its second hour."""
    blocks = (
        Block(key="work", minutes=60, name="Work", who="all"),
        Block(key="review", minutes=60, name="Review", who="mentor"),
    )
    session = make_session(
        blocks=blocks, mentor={"form": "office-hour", "minutes": 30, "sees": "The questions of the week."}
    )
    return make_meeting(
        make_cohort("a", mode="in-person-mentored"),
        session,
        mentor=GRACE,
        facilitators=(ADA,),
        **values,  # type: ignore[arg-type]
    )


def test_a_mentor_has_the_stretch_in_which_they_are_wanted_and_not_the_evening() -> None:
    (told,) = calendar(
        make_plan([mentored()], facilitators=[ADA, GRACE]), "private/calendar/facilitator-m1.ics"
    ).entries
    assert (told.title, told.start, told.minutes) == (
        "Office hour: 1. Backprop",
        datetime.datetime(2027, 1, 19, 19, 30),
        30,
    )
    assert told.description.startswith("The questions of the week.")
    assert told.uid == "oxford-engineering-ht27.a.backprop.mentor@programme-in-a-box.invalid"


def test_a_mentor_is_not_called_to_a_session_that_has_no_part_for_them() -> None:
    assert "private/calendar/facilitator-m1.ics" not in paths(one(mentor=GRACE))


def test_a_person_sees_the_meetings_of_their_cohort_only() -> None:
    assert [told.uid.split("@")[0] for told in calendar(two(), "private/calendar/person-p1.ics").entries] == [
        "oxford-engineering-ht27.a.tensors",
        "oxford-engineering-ht27.a.backprop",
    ]


def test_the_organiser_sees_every_deadline_as_a_free_day_and_every_meeting() -> None:
    deadline, *meetings = calendar(two(), "private/calendar/organiser.ics").entries
    assert deadline.uid == "oxford-engineering-ht27.print-run@programme-in-a-box.invalid"
    assert (deadline.day, deadline.transparent) == (datetime.date(2027, 1, 15), True)
    assert len(meetings) == 4


def test_the_colour_is_the_named_one_nearest_to_the_accent() -> None:
    plan = make_plan([make_meeting(make_cohort(), make_session())], settings=make_settings(look={"accent": "#1010f0"}))
    path = "share/calendar/programme.ics"
    assert (calendar(plan, path).colour, calendar(one(), path).colour) == ("blue", "teal")
