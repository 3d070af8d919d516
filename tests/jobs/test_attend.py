"""Marks as a job: what they come to, and that a meeting somebody was at is history."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from tests.jobs.small_folder import known, small_folder
from toolkit.jobs.attend import apply_marks, examine_marks
from toolkit.keeping.changes_file import read_entries
from toolkit.model.people import Attendance
from toolkit.problems import WrongUsage

LATER = datetime.datetime(2027, 1, 20, 12)
HERE, AWAY = Attendance("p1", "a", "fold", "present"), Attendance("p2", "a", "fold", "absent")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The small programme."""
    return small_folder(tmp_path)


def test_marks_are_recorded_with_the_meeting_that_was_held_and_once(folder: Path) -> None:
    found = examine_marks(known(folder, LATER), [HERE, AWAY])
    assert (found.new, set(found.meetings), found.empty) == (2, {("a", "fold")}, ())
    assert not (folder / "people" / "attendance.csv").exists()
    apply_marks(found, did="attend")
    entry = read_entries((folder / "changes.yaml").read_bytes())[-1]
    assert (entry.cohort, entry.session, entry.held, entry.decided) == ("a", "fold", True, LATER.date())
    assert known(folder).plan.programme.people.attendance == (HERE, AWAY)
    again = examine_marks(known(folder, LATER), [HERE, AWAY])
    assert (again.new, again.entries) == (0, ())


def test_a_meeting_that_nobody_was_at_is_no_history_and_is_named(folder: Path) -> None:
    found = examine_marks(known(folder, LATER), [AWAY])
    assert [meeting.key for meeting in found.empty] == [("a", "fold")]
    assert found.entries == ()


def test_nobody_was_at_a_meeting_that_is_to_come(folder: Path) -> None:
    with pytest.raises(WrongUsage, match="nobody can have been there yet"):
        examine_marks(known(folder), [HERE])
