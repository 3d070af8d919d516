"""Which session falls on which day: fit to the term, clinic, skips, shifts and doubles."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.planning.small_programme import clinic, numbered, pause, programme
from toolkit.model.programme import Programme
from toolkit.planning.calendar import is_open
from toolkit.planning.slots import assign, too_many, trim, trimmed


def days(found: Programme) -> dict[str, str]:
    placed = assign(found, found.cohorts[0], changes=found.changes)
    return {key: date.isoformat()[5:] for key, (date, _) in placed.items()}


def changed(*changes: dict[str, Any], sessions: int = 3) -> dict[str, str]:
    return days(programme(sessions=sessions, changes=[{"cohort": "a", **change} for change in changes]))


def test_sessions_fall_week_after_week() -> None:
    assert days(programme()) == {"s1": "01-19", "s2": "01-26", "s3": "02-02"}


def test_a_break_and_a_holiday_move_all_that_follows() -> None:
    assert days(programme(breaks=(pause("2027-01-25", "2027-02-05"),))) == {"s1": "01-19", "s2": "02-09", "s3": "02-23"}


def test_without_start_the_term_begins_it_and_without_both_nothing_is_placed() -> None:
    assert days(programme(start=None))["s1"] == "01-19"
    assert days(programme(start=None, term=None)) == {}


def test_past_runs_on_after_the_term() -> None:
    found = programme(sessions=9)
    assert too_many(found, found.sessions) == 2
    assert list(days(found).values())[-2:] == ["03-16", "03-30"]


def test_early_begins_a_week_before_but_only_when_the_term_is_too_short() -> None:
    assert days(programme(sessions=9, fit="early"))["s1"] == "01-12"
    assert days(programme(sessions=3, fit="early"))["s1"] == "01-19"


def test_double_holds_two_in_some_weeks_and_ends_in_the_term() -> None:
    found = days(programme(sessions=9, fit="double"))
    assert len(found) == 9
    assert max(found.values()) <= "03-14"
    assert sum(datetime.date.fromisoformat(f"2027-{date}").weekday() == 3 for date in found.values()) == 2


def test_trim_drops_optional_sessions_from_the_end_and_no_more_than_needed() -> None:
    long = programme(sessions=numbered(9, optional=(2, 4, 6)), fit="trim")
    assert [session.key for session in trim(long)] == ["s1", "s2", "s3", "s5", "s7", "s8", "s9"]
    assert [session.key for session in trimmed(long)] == ["s4", "s6"]
    assert len(trim(programme(sessions=numbered(5, optional=(2,)), fit="trim"))) == 5


def test_a_clinic_stands_a_week_before_and_keeps_clear_of_closed_days() -> None:
    sessions = (clinic(), *numbered(2))
    assert days(programme(sessions=sessions))["set-up"] == "01-12"
    assert days(programme(sessions=sessions, start=datetime.date(2027, 2, 23)))["set-up"] == "02-15"


def test_a_clinic_keeps_clear_of_a_day_that_is_skipped() -> None:
    skip = [{"cohort": "a", "date": "2027-01-12"}, {"cohort": "a", "date": "2027-01-11"}]
    assert days(programme(sessions=(clinic(), *numbered(2)), changes=skip[:1]))["set-up"] == "01-11"
    assert days(programme(sessions=(clinic(), *numbered(2)), changes=skip))["set-up"] == "01-10"


def test_a_clinic_without_sessions_after_it_is_held_nowhere() -> None:
    assert days(programme(sessions=(clinic(),))) == {}


@pytest.mark.parametrize(
    "change",
    [
        {"date": "2027-01-26"},
        {"from": "2027-01-25", "until": "2027-01-29"},
        {"date": "2027-01-26", "cancelled": "skip"},
    ],
)
def test_a_skipped_day_moves_what_follows(change: dict[str, Any]) -> None:
    assert changed(change) == {"s1": "01-19", "s2": "02-02", "s3": "02-09"}


def test_a_room_for_some_days_skips_nothing() -> None:
    assert changed({"from": "2027-01-25", "until": "2027-01-29", "room": "hall"})["s2"] == "01-26"


def test_a_shifted_session_takes_the_next_day_and_the_rest_follow() -> None:
    assert changed({"session": "s2", "cancelled": "shift"}) == {"s1": "01-19", "s2": "02-02", "s3": "02-09"}


def test_a_doubled_session_is_held_a_week_later_and_the_next_in_the_same_week() -> None:
    assert changed({"session": "s2", "cancelled": "double"}, sessions=4) == {
        "s1": "01-19",
        "s2": "02-02",
        "s3": "02-04",
        "s4": "02-09",
    }


def test_a_dropped_session_moves_nothing() -> None:
    assert changed({"session": "s2", "cancelled": "drop"}) == {"s1": "01-19", "s2": "01-26", "s3": "02-02"}


@settings(max_examples=60, deadline=None)
@given(
    count=st.integers(1, 14),
    fit=st.sampled_from(("double", "trim", "early", "past")),
    start=st.dates(datetime.date(2027, 1, 1), datetime.date(2027, 3, 1)),
    weekdays=st.lists(st.sampled_from(("mon", "tue", "sat", "sun")), min_size=1, max_size=2, unique=True),
)
def test_sessions_keep_their_order_on_open_days_none_twice(
    count: int, fit: str, start: datetime.date, weekdays: list[str]
) -> None:
    found = programme(sessions=count, fit=fit, start=start, day=tuple(weekdays))
    placed = assign(found, found.cohorts[0], changes=())
    assert list(placed) == [session.key for session in found.sessions]
    assert sorted(set(placed.values())) == list(placed.values())
    assert all(is_open(found, date) for date, _ in placed.values())
