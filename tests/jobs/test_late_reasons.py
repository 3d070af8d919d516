"""A reason that is given later goes into the entries it is about."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from tests.jobs.small_folder import NOW, date, dates, done, known, ready, small_folder, written
from toolkit.jobs.change import apply_change, examine_change
from toolkit.jobs.change_records import Nothing, RecordedToday
from toolkit.jobs.change_requests import Cancel, ChangeRequest, LeaveOut, LoseRoom, Move
from toolkit.jobs.undo import undo
from toolkit.model.changes import Days
from toolkit.reading.shelves import Shelves

DAY = datetime.timedelta(days=1)
LATE = Move("race", cohort="b", time=datetime.time(20))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The small programme."""
    return small_folder(tmp_path)


@pytest.mark.parametrize("request_", [LATE, Cancel("race", "shift", cohort="a"), LeaveOut(date("2027-01-26"))])
def test_a_reason_that_comes_later_is_recorded_and_nothing_is_done_twice(folder: Path, request_: ChangeRequest) -> None:
    nothing = (folder / "changes.yaml").read_bytes()
    done(folder, request_)
    (first,), before = written(folder), (dates(folder), dates(folder, "b"))
    found = ready(examine_change(known(folder), request_, reason="hall shut"))
    assert found.proposal.differences == ()
    apply_change(found)
    assert written(folder) == [{**first, "reason": "hall shut"}]
    assert (dates(folder), dates(folder, "b")) == before
    assert examine_change(known(folder), request_, reason="hall shut") == RecordedToday()
    assert examine_change(known(folder), request_) == RecordedToday(), "no reason takes none away"
    apply_change(ready(examine_change(known(folder), request_, reason="hall burnt")))
    assert written(folder) == [{**first, "reason": "hall burnt"}]
    undo(folder, Shelves.open(folder=folder), now=NOW)
    assert (folder / "changes.yaml").read_bytes() == nothing


@pytest.mark.parametrize(
    "request_", [LATE, LeaveOut(date("2027-01-26")), LoseRoom("hall", Days(date("2027-02-09"), date("2027-02-09")))]
)
def test_a_reason_is_recorded_on_another_day_and_behind_other_actions(folder: Path, request_: ChangeRequest) -> None:
    done(folder, request_)
    count, before = len(written(folder)), written(folder)
    done(folder, Move("sail", cohort="a", time=datetime.time(19)))
    text, plan = (folder / "changes.yaml").read_bytes(), (dates(folder), dates(folder, "b"))
    apply_change(ready(examine_change(known(folder, NOW + DAY), request_, reason="hall shut")))
    assert written(folder)[:count] == [{**entry, "reason": "hall shut"} for entry in before]
    assert len(written(folder)) == count + 1
    assert (dates(folder), dates(folder, "b")) == plan
    again = examine_change(known(folder, NOW + DAY), request_, reason="hall shut")
    assert isinstance(again, Nothing)
    assert "The reason was not recorded" not in str(again.why)
    undo(folder, Shelves.open(folder=folder), now=NOW + DAY)
    assert (folder / "changes.yaml").read_bytes() == text


def test_a_reason_takes_the_place_of_another_and_only_in_the_last_such_entry(folder: Path) -> None:
    done(folder, LATE, reason="first")
    done(folder, Move("race", cohort="b", time=datetime.time(19)), reason="second")
    done(folder, LATE, reason="third")
    apply_change(ready(examine_change(known(folder, NOW + DAY), LATE, reason="fourth")))
    assert [entry["reason"] for entry in written(folder)] == ["first", "second", "fourth"]


def test_a_reason_for_what_no_entry_says_is_told_not_recorded(folder: Path) -> None:
    found = examine_change(known(folder), Move("race", cohort="b", time=datetime.time(19, 30)), reason="hall shut")
    assert isinstance(found, Nothing)
    assert "The reason was not recorded" in found.why[0]
