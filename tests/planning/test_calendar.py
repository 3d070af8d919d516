"""Open days, weeks and clocks."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.make_plan_by_hand import make_cohort, make_meeting, make_plan, make_session
from tests.planning.small_programme import pause, programme
from toolkit.model.fields import DAYS
from toolkit.model.people import Facilitator, Participant
from toolkit.model.place import Term
from toolkit.planning.calendar import (
    closures,
    gap_or_fold,
    is_open,
    local_starts,
    slots,
    take,
    term_week,
    week_name,
    week_start,
    weeks_of_slots,
)

EVENING = datetime.time(18, 30)


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


@pytest.mark.parametrize(("date", "code"), [("2027-02-16", "P060"), ("2027-02-02", "P061"), ("2027-03-24", "P062")])
def test_a_holiday_a_break_and_a_closed_period_close_a_day(date: str, code: str) -> None:
    found = programme(breaks=(pause("2027-02-01", "2027-02-05"),))
    assert [closure.code for closure in closures(found, day(date))] == [code]
    assert not is_open(found, day(date))


def test_both_ends_of_a_break_belong_to_it_and_the_next_day_does_not() -> None:
    found = programme(breaks=(pause("2027-02-01", "2027-02-05"),))
    assert [is_open(found, day(f"2027-{rest}")) for rest in ("01-31", "02-01", "02-05", "02-06")] == [
        True,
        False,
        False,
        True,
    ]


def test_kept_holidays_are_open_and_breaks_stay_closed() -> None:
    found = programme(holidays="keep", breaks=(pause("2027-02-01", "2027-02-05"),))
    assert is_open(found, day("2027-02-16"))
    assert not is_open(found, day("2027-02-02"))


def test_slots_pass_over_closed_and_skipped_days() -> None:
    found = slots(
        programme(), days=("tue",), times=(EVENING,), start=day("2027-02-09"), skipped=frozenset({day("2027-02-23")})
    )
    assert [date.isoformat() for date, _ in take(3, found)] == ["2027-02-09", "2027-03-02", "2027-03-09"]


def test_several_days_and_times_come_in_order() -> None:
    found = slots(
        programme(), days=("sun", "sat"), times=(datetime.time(14), datetime.time(10)), start=day("2027-01-24")
    )
    assert [(date.isoformat(), time.hour) for date, time in take(3, found)] == [
        ("2027-01-24", 10),
        ("2027-01-24", 14),
        ("2027-01-30", 10),
    ]


def test_looking_ends_after_two_years() -> None:
    assert len(list(weeks_of_slots(programme(), days=("tue",), times=(EVENING,), start=day("2027-01-19")))) == 104


def test_weeks_of_a_term_begin_on_its_own_weekday() -> None:
    term = Term(
        name="Hilary",
        short="ht",
        first_day=day("2027-01-17"),
        last_day=day("2027-03-13"),
        first_weekday="sun",
        status="confirmed",
        source="x",
    )
    assert [term_week(term, day(f"2027-{rest}")) for rest in ("01-16", "01-17", "01-23", "01-24", "03-13")] == [
        0,
        1,
        1,
        2,
        8,
    ]


def test_a_week_far_from_every_term_has_no_name() -> None:
    assert week_name(programme(), day("2027-01-19")) == "week 1"
    assert week_name(programme(), day("2027-09-19")) == ""


@given(st.dates(datetime.date(1990, 1, 1), datetime.date(2100, 1, 1)), st.sampled_from(DAYS))
def test_a_week_begins_at_most_six_days_before_on_its_weekday(date: datetime.date, first: str) -> None:
    start = week_start(date, first)
    assert 0 <= (date - start).days <= 6
    assert DAYS[start.weekday()] == first


@pytest.mark.parametrize(
    ("date", "time", "zone", "kind"),
    [
        ("2027-03-28", "01:30", "Europe/London", "gap"),
        ("2027-03-28", "02:00", "Europe/London", ""),
        ("2027-10-31", "01:30", "Europe/London", "fold"),
        ("2027-10-31", "02:00", "Europe/London", ""),
        ("2027-03-14", "02:30", "America/Los_Angeles", "gap"),
        ("2027-03-28", "01:30", "Asia/Kathmandu", ""),
        ("2026-10-04", "02:15", "Australia/Lord_Howe", "gap"),
    ],
)
def test_times_that_clocks_skip_or_repeat_are_known(date: str, time: str, zone: str, kind: str) -> None:
    assert gap_or_fold(day(date), datetime.time.fromisoformat(time), zone=zone) == kind


def test_an_online_meeting_starts_on_the_clock_of_everybody_who_lives_elsewhere() -> None:
    people = (
        Participant("p1", "P", timezone="Asia/Tokyo"),
        Participant("p2", "P", timezone="Europe/London"),
        Participant("p3", "P"),
    )
    ada, mo = Facilitator("ada", "Ada", timezone="Europe/Paris"), Facilitator("mo", "Mo", timezone="America/New_York")
    cohort = make_cohort(mode="online-mentored", members=("p1", "p2", "p3"))
    meeting = make_meeting(cohort, make_session(), facilitators=(ada,), mentor=mo)
    plan = make_plan([meeting], participants=people)
    assert [(zone, f"{start:%d %H:%M}") for zone, start in local_starts(plan, meeting)] == [
        ("America/New_York", "19 13:30"),
        ("Asia/Tokyo", "20 03:30"),
        ("Europe/Paris", "19 19:30"),
    ]
    here = make_meeting(make_cohort(members=("p1",)), make_session())
    assert local_starts(make_plan([here], participants=people), here) == ()
