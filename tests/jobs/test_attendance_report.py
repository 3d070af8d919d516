"""Who was at which meeting and what follows, as JSON: people stand by their ids."""

from __future__ import annotations

from typing import Any

from tests.planning.test_attendance import NOW, THIN, marked, three
from toolkit.jobs.attendance_report import AttendanceReport, attendance_data, follows
from toolkit.model.people import Participant
from toolkit.model.plan import Plan
from toolkit.planning.marks import marks_at


def data(plan: Plan) -> Any:
    recorded = tuple(meeting for meeting in plan.meetings if marks_at(plan, meeting))
    return attendance_data(AttendanceReport(plan, recorded, follows(plan, NOW)))


def test_a_meeting_tells_who_was_there_and_of_whom_nobody_has_spoken() -> None:
    (first,) = data(marked(three(), "a s1 p1+ p2- p3e"))["meetings"]
    assert first == {
        "cohort": "a",
        "session": "s1",
        "date": "2027-01-19",
        "held": False,
        "present": ["p1"],
        "absent": ["p2"],
        "excused": ["p3"],
        "not_recorded": ["p4"],
    }


def test_who_missed_a_meeting_has_something_to_catch_up_on() -> None:
    plan = marked(three(), "a s1 p1+ p2e")
    (one,) = data(plan)["absences"]
    items = [item for item in plan.meetings[0].evening.items if item.core]
    assert {**one, "catch_up": None} == {
        "id": "p2", "cohort": "a", "session": "s1", "state": "excused", "catch_up": None,
    }  # fmt: skip
    assert one["catch_up"] == [
        {"title": item.name, "minutes": item.minutes, "url": item.resource.url} for item in items
    ] != []  # fmt: skip


def test_who_missed_several_and_which_cohort_is_small_is_told_with_what_helps() -> None:
    people = {
        "p1": Participant("p1", "P1", available="Tue 18-23"),
        "p2": Participant("p2", "P2", available="Tue 18-20"),
    }
    found = data(marked(three(people=people), *THIN[:2], "a s3 p1+ p2+ p3+ p4-", "a s4 p1+ p2+ p3- p4-"))
    assert found["version"] == 1
    assert found["missed_in_a_row"] == [{"id": "p4", "cohort": "a", "sessions": ["s2", "s3", "s4"]}]
    (small,) = found["small_cohorts"]
    assert small == {
        "cohort": "a",
        "came": [2, 3, 2],
        "left": 4,
        "least": 3,
        "with": "b",
        "from_session": "s5",
        "did_not_offer": ["p2"],
        "gave_no_times": ["p3"],
        "command": "programme combine b a --session 5 --and-later",
    }


def test_without_a_cohort_to_meet_with_there_is_no_command() -> None:
    nobody = {id: Participant(id, id, available="Mon 18-20") for id in ("p1", "p2")}
    (small,) = data(marked(three(people=nobody), *THIN))["small_cohorts"]
    assert (small["with"], small["command"], small["did_not_offer"]) == (None, None, [])
