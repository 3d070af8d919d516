"""Marks of who was there: named, asked for, looked through and recorded, without a command."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from tests.examples import lay_out
from toolkit.jobs.attend import named_marks, propose_marks, record_marks, registered_marks, rolls
from toolkit.jobs.attendance_report import attendance_report
from toolkit.jobs.examine import read_and_plan
from toolkit.model.people import Attendance, Mark
from toolkit.model.plan import Plan
from toolkit.problems import ProblemsFound, WouldOverwrite, WrongUsage
from toolkit.reading.shelves import Shelves

NOW = datetime.datetime(2027, 2, 10, 23, 0)
EARLY = datetime.datetime(2027, 1, 1)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Cohorts a (p1 to p3) and b (p4 to p6), sessions fold, sail and race."""
    return lay_out(tmp_path / "small")


def plan_of(folder: Path) -> Plan:
    return read_and_plan(folder, Shelves.open(folder=folder), today=None)[0]


def states(marks: tuple[Attendance, ...]) -> dict[str, str]:
    return {mark.id: mark.state for mark in marks}


def test_everyone_else_of_the_cohort_was_there_unless_somebody_is_named_as_present(folder: Path) -> None:
    plan = plan_of(folder)
    marks = named_marks(plan, "1", cohort=None, named={"absent": ["p2"]}, now=NOW)
    assert states(marks) == {"p2": "absent", "p1": "present", "p3": "present"}
    assert {(mark.cohort, mark.session) for mark in marks} == {("a", "fold")}
    alone = named_marks(plan, "1", cohort=None, named={"absent": ["p2"], "present": ["p1"]}, now=NOW)
    assert states(alone) == {"p2": "absent", "p1": "present"}


def test_before_a_meeting_only_absence_can_be_told(folder: Path) -> None:
    plan = plan_of(folder)
    assert states(named_marks(plan, "1", cohort=None, named={"absent": ["p2"]}, now=EARLY)) == {"p2": "absent"}
    with pytest.raises(WrongUsage, match="nobody can have been there yet"):
        named_marks(plan, "1", cohort=None, named={"present": ["p2"]}, now=EARLY)


@pytest.mark.parametrize(
    ("cohort", "named", "says"),
    [
        (None, {"absent": ["p1"], "excused": ["p1"]}, "named as absent and as excused"),
        (None, {"absent": ["nobody"]}, "There is no participant"),
        ("b", {"absent": ["p1"]}, "cannot have missed a meeting of Cohort B"),
        ("z", {"absent": ["p1"]}, "z"),
    ],
)
def test_a_mark_that_cannot_be_is_refused(
    folder: Path, cohort: str | None, named: dict[Mark, list[str]], says: str
) -> None:
    with pytest.raises(WrongUsage, match=says):
        named_marks(plan_of(folder), "1", cohort=cohort, named=named, now=NOW)


def test_the_roll_is_called_of_meetings_that_have_begun_with_what_is_known(folder: Path) -> None:
    plan = plan_of(folder)
    record_marks(folder, propose_marks(plan, [Attendance("p2", "a", "fold", "absent")], now=NOW), now=NOW)
    called = rolls(plan_of(folder), "fold", cohort="a", now=NOW)
    assert [(person.id, state) for person, state in called[0].people] == [
        ("p1", "present"), ("p2", "absent"), ("p3", "present"),
    ]  # fmt: skip
    assert [roll.meeting.cohort.key for roll in rolls(plan, "fold", cohort=None, now=NOW)] == ["a", "b"]
    with pytest.raises(WrongUsage, match="has begun"):
        rolls(plan, "fold", cohort=None, now=EARLY)


def test_a_proposal_says_what_is_new_and_what_becomes_history_and_writes_nothing(folder: Path) -> None:
    plan = plan_of(folder)
    marks = named_marks(plan, "1", cohort=None, named={"absent": ["p2"]}, now=NOW)
    found = propose_marks(plan, marks, now=NOW)
    assert (found.new, [change.session for change in found.held], found.unattended) == (3, ["fold"], ())
    assert [absence.person.id for absence in found.follows.absences] == ["p2"]
    assert not (folder / "people/attendance.csv").exists()
    record_marks(folder, found, now=NOW)
    again = propose_marks(plan_of(folder), marks, now=NOW)
    assert (again.new, again.held) == (0, ())
    with pytest.raises(WouldOverwrite):
        record_marks(folder, found, now=NOW)


def test_a_meeting_at_which_nobody_was_is_named_and_is_no_history(folder: Path) -> None:
    plan = plan_of(folder)
    everybody = [Attendance(id, "a", "fold", "absent") for id in ("p1", "p2", "p3")]
    found = propose_marks(plan, everybody, now=NOW)
    assert ([meeting.key for meeting in found.unattended], found.held) == ([("a", "fold")], ())
    assert propose_marks(plan, everybody, now=EARLY).unattended == ()


def test_a_register_with_a_mark_that_cannot_be_gives_none(folder: Path, tmp_path: Path) -> None:
    register = tmp_path / "filled.csv"
    register.write_text("id,name,cohort,fold (1)\np1,Ann,a,present\np2,Ben,a,perhaps\n")
    with pytest.raises(ProblemsFound) as caught:
        registered_marks(plan_of(folder), [register], now=NOW)
    assert [problem.code for problem in caught.value.problems] == ["P117"]
    register.write_text("id,name,cohort,fold (1)\np1,Ann,a,present\n")
    assert states(registered_marks(plan_of(folder), [register], now=NOW)) == {"p1": "present"}


def test_the_report_counts_until_the_moment_and_takes_another_least(folder: Path) -> None:
    for session in ("1", "2"):
        marks = named_marks(plan_of(folder), session, cohort=None, named={"absent": ["p2"]}, now=NOW)
        record_marks(folder, propose_marks(plan_of(folder), marks, now=NOW), now=NOW)
    shelves, now = Shelves.open(folder=folder), datetime.datetime(2027, 2, 3)
    found = attendance_report(folder, shelves, now=now)
    assert [one.person.id for one in found.follows.missed] == ["p2"]
    assert [meeting.session.key for meeting in found.recorded] == ["fold", "sail"]
    assert [one.cohort.key for one in found.follows.small] == ["a"]
    assert attendance_report(folder, shelves, now=now, least=2).follows.small == ()
