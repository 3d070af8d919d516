"""What is next is told by the moment: each cohort's next meeting, the next deadlines, data whose time is over."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from tests.planning.small_programme import cohort, programme
from toolkit.model.people import Attendance
from toolkit.model.programme import SignUp
from toolkit.planning.make_plan import make_plan
from toolkit.planning.outlook import next_deadlines, next_meetings, overdue_data


def at(text: str) -> datetime.datetime:
    return datetime.datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("now", "sessions"),
    [
        ("2027-01-01", ["s1"]),
        ("2027-01-19T18:29", ["s1"]),
        ("2027-01-19T18:30", ["s2"]),
        ("2027-02-02T12:00", ["s3"]),
        ("2027-02-03", []),
    ],
)
def test_the_next_meeting_is_the_first_that_has_not_begun(now: str, sessions: list[str]) -> None:
    assert [meeting.session.key for meeting in next_meetings(make_plan(programme()), at(now))] == sessions


def test_cancelled_and_joined_meetings_are_passed_over() -> None:
    cohorts = (cohort("a"), cohort("b", days=("mon",)))
    changes = [
        {"cohort": "a", "session": "s1", "cancelled": "drop"},
        {"cohort": "b", "session": "s1", "combined_with": "a"},
    ]
    found = next_meetings(make_plan(programme(cohorts=cohorts, changes=changes)), at("2027-01-01"))
    assert [meeting.key for meeting in found] == [("a", "s2"), ("b", "s2")]
    changes = [{"cohort": "b", "session": "s1", "combined_with": "a"}]
    found = next_meetings(make_plan(programme(cohorts=cohorts, changes=changes)), at("2027-01-01"))
    assert [meeting.key for meeting in found] == [("a", "s1"), ("b", "s2")]


def test_three_deadlines_at_most_from_today_on() -> None:
    plan = make_plan(programme())
    first = plan.deadlines[0].date
    assert [deadline.key for deadline in next_deadlines(plan, first)] == [
        deadline.key for deadline in plan.deadlines[:3]
    ]
    assert next_deadlines(plan, first + datetime.timedelta(days=1))[0] == plan.deadlines[1]


def test_data_are_overdue_from_the_day_after_and_only_where_there_are_any() -> None:
    until = datetime.date(2027, 6, 30)
    plan = make_plan(programme(sign_up=SignUp(keep_until=until)))
    people = plan.programme.people
    after = until + datetime.timedelta(days=1)
    assert (overdue_data(plan, until), overdue_data(plan, after)) == (None, until)
    gone = replace(people, participants={})
    assert overdue_data(replace(plan, programme=replace(plan.programme, people=gone)), after) is None
    marks = replace(gone, attendance=(Attendance("p1", "a", "s1", "present"),))
    assert overdue_data(replace(plan, programme=replace(plan.programme, people=marks)), after) == until
    assert overdue_data(make_plan(programme()), after) is None
