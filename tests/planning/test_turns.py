"""A cohort that takes turns: one hour a week, one after the other, whatever is skipped, shifted or doubled."""

from __future__ import annotations

import datetime
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.planning.small_programme import clinic, cohort, numbered, pause, programme
from toolkit.model.programme import Programme
from toolkit.planning.calendar import is_open
from toolkit.planning.cohort_request import formed_from
from toolkit.planning.make_plan import make_plan
from toolkit.planning.slots import assign

EARLY, LATE = ("tue", datetime.time(7)), ("tue", datetime.time(21))
THURSDAY = ("thu", datetime.time(20))


def in_turn(*turns: tuple[str, datetime.time], sessions: Any = 4, **values: Any) -> Programme:
    days, times = tuple(dict.fromkeys(day for day, _ in turns)), tuple(dict.fromkeys(time for _, time in turns))
    return programme(sessions=sessions, cohorts=(cohort(turns=turns, days=days, times=times),), **values)


def slots(found: Programme) -> list[str]:
    placed = assign(found, found.cohorts[0], changes=found.changes)
    return [f"{date:%m-%d} {time:%H}" for date, time in placed.values()]


def test_weeks_take_turns() -> None:
    assert slots(in_turn(EARLY, LATE)) == ["01-19 07", "01-26 21", "02-02 07", "02-09 21"]
    assert slots(in_turn(LATE, EARLY))[:2] == ["01-19 21", "01-26 07"]


def test_turns_on_several_days_are_one_a_week_and_never_another_pair() -> None:
    assert slots(in_turn(THURSDAY, EARLY)) == ["01-21 20", "01-26 07", "02-04 20", "02-09 07"]
    assert slots(in_turn(EARLY, LATE, THURSDAY)) == ["01-19 07", "01-26 21", "02-04 20", "02-09 07"]


def test_the_first_turn_is_the_first_meeting_s_where_its_day_is_over() -> None:
    found = in_turn(EARLY, THURSDAY, sessions=2, start=datetime.date(2027, 1, 20))
    assert slots(found) == ["01-26 07", "02-04 20"]


def test_a_week_that_the_calendar_closes_passes_its_turn_on() -> None:
    found = in_turn(EARLY, LATE, breaks=(pause("2027-01-25", "2027-01-31"),))
    assert slots(found) == ["01-19 07", "02-02 21", "02-09 07", "02-23 21"]  # 16 February is a holiday there


def changed(*changes: dict[str, Any]) -> list[str]:
    return slots(in_turn(EARLY, LATE, changes=[{"cohort": "a", **change} for change in changes]))


def test_a_week_that_is_skipped_later_leaves_the_others_their_hours() -> None:
    assert changed({"date": "2027-01-26", "cancelled": "skip"}) == ["01-19 07", "02-02 07", "02-09 21", "02-23 07"]


def test_a_shift_goes_to_the_next_turn_and_a_double_to_the_other_hour_of_that_week() -> None:
    assert changed({"session": "s2", "cancelled": "shift"}) == ["01-19 07", "02-02 07", "02-09 21", "02-23 07"]
    assert changed({"session": "s2", "cancelled": "double"}) == ["01-19 07", "02-02 07", "02-04 21", "02-09 21"]


def test_a_double_is_on_the_other_turn_s_own_day_where_that_comes_later() -> None:
    found = in_turn(EARLY, THURSDAY, changes=[{"cohort": "a", "session": "s2", "cancelled": "double"}])
    assert slots(found) == ["01-19 07", "02-02 07", "02-04 20", "02-11 20"]


def test_doubled_weeks_have_both_hours() -> None:
    found = slots(in_turn(EARLY, THURSDAY, sessions=9, fit="double"))
    assert len(found) == 9
    assert [slot[-2:] for slot in found].count("07") in (4, 5)
    assert max(found) <= "03-14"


def test_the_clinic_is_a_week_before_the_first_turn() -> None:
    placed = slots(in_turn(EARLY, LATE, sessions=(clinic(), *numbered(2))))
    assert sorted(placed) == ["01-12 07", "01-19 07", "01-26 21"]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from([EARLY, LATE, THURSDAY]), min_size=2, max_size=4),
    st.sets(st.integers(0, 8), max_size=3),
    st.sets(st.integers(0, 8), max_size=3),
)
def test_whatever_is_closed_or_skipped_each_meeting_is_at_the_turn_of_its_week(
    turns: list[tuple[str, datetime.time]], closed: set[int], skipped: set[int]
) -> None:
    monday = datetime.date(2027, 1, 18)

    def week(number: int, day: int = 0) -> str:
        return (monday + datetime.timedelta(7 * number + day)).isoformat()

    breaks = tuple(pause(week(number), week(number, 6)) for number in sorted(closed))
    found = in_turn(*turns, sessions=6, breaks=breaks)
    skips = [{"cohort": "a", "from": week(n), "until": week(n, 6), "cancelled": "skip"} for n in sorted(skipped)]
    without = [f"{date:%F} {time:%H}" for date, time in assign(found, found.cohorts[0], changes=()).values()]
    again = in_turn(*turns, sessions=6, breaks=breaks, changes=skips)
    placed = list(assign(again, again.cohorts[0], changes=again.changes).values())
    assert len(placed) == 6
    assert all(is_open(again, date) for date, _ in placed)
    gone = [slot for slot in without if any(week(n) <= slot[:10] <= week(n, 6) for n in skipped)]
    kept = [slot for slot in without if slot not in gone]
    assert [f"{date:%F} {time:%H}" for date, time in placed][: len(kept)] == kept
    assert [int(slot[-2:]) for slot in without] == [turns[n % len(turns)][1].hour for n in range(6)]


def test_the_plan_has_the_turns_and_calls_no_meeting_moved() -> None:
    meetings = make_plan(in_turn(EARLY, LATE)).meetings
    assert [f"{meeting.start:%H:%M}" for meeting in meetings] == ["07:00", "21:00", "07:00", "21:00"]
    assert {meeting.status for meeting in meetings} == {"planned"}


def test_for_the_checker_a_cohort_that_takes_turns_holds_all_of_them() -> None:
    found = in_turn(EARLY, THURSDAY).cohorts[0]
    formed = formed_from(found, "Europe/London", first=datetime.date(2027, 1, 19))
    assert (formed.start, formed.also, formed.turns) == (1860, (), (5520,))
    assert (formed.starts, formed.each_week) == ((1860, 5520), (1860,))
