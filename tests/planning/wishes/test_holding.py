"""A meeting that took place."""

from __future__ import annotations

import datetime

import pytest

from tests.planning.running import a_plan, marked
from tests.planning.small_programme import cohort
from toolkit.planning.proposals import with_records
from toolkit.planning.wishes.holding import held
from toolkit.problems import WrongUsage


def test_a_marked_meeting_can_still_be_recorded_as_held() -> None:
    plan = with_records(marked("present"))
    now = datetime.datetime(2027, 1, 27, 12)
    assert [change.session for change in held(plan, cohort="a", session="s2", now=now).entries] == ["s2"]


def test_a_cancelled_meeting_cannot_have_been_held() -> None:
    now = datetime.datetime(2027, 3, 1, 12)
    drop = {"cohort": "a", "session": "s3", "cancelled": "drop"}
    with pytest.raises(WrongUsage, match="Cohort A, s3 was cancelled"):
        held(a_plan(drop), cohort="a", session="s3", now=now)
    both = (cohort("a", room="hall"), cohort("b", room="hall", members=()))
    assert [
        change.cohort for change in held(a_plan(drop, cohorts=both), cohort=None, session="s3", now=now).entries
    ] == ["b"]
