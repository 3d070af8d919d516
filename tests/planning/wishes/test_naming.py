"""The meetings that a verb names: by cohort and session, and which of them can still change."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from tests.planning.running import a_plan, combined
from tests.planning.small_programme import cohort
from toolkit.planning.wishes.naming import find_cohorts, meetings_on, open_meetings
from toolkit.problems import WrongUsage

BOTH = (cohort("a", room="hall"), cohort("b", room="hall", members=(), times=(datetime.time(20),)))


def test_a_cohort_is_named_by_key_or_label_and_all_are_meant_where_none_is() -> None:
    plan = a_plan(cohorts=BOTH)
    assert find_cohorts(plan, None) == ("a", "b")
    assert find_cohorts(plan, "cohort B") == ("b",)
    with pytest.raises(WrongUsage, match="no cohort “z”"):
        find_cohorts(plan, "z")


def test_the_meetings_on_a_session_are_those_of_one_cohort_or_of_all() -> None:
    plan = a_plan(cohorts=BOTH)
    assert [meeting.key for meeting in meetings_on(plan, None, session="2")] == [("a", "s2"), ("b", "s2")]
    assert [meeting.key for meeting in meetings_on(plan, "b", session="s2")] == [("b", "s2")]
    with pytest.raises(WrongUsage):
        meetings_on(plan, "b", session="s9")


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"held": True}, "Cohort A, s2 was held on 2027-01-26, and what has been held never moves."),
        ({"cancelled": "drop"}, "Cohort A, s2 is cancelled already"),
    ],
)
def test_a_meeting_that_cannot_change_any_more_says_why(change: dict[str, Any], says: str) -> None:
    plan = a_plan({"cohort": "a", "session": "s2", **change}, cohorts=BOTH)
    with pytest.raises(WrongUsage, match=says):
        open_meetings(plan, "a", session="s2")
    assert [meeting.key for meeting in open_meetings(plan, None, session="s2")] == [("b", "s2")]


def test_of_an_evening_together_the_host_is_to_be_named() -> None:
    with pytest.raises(WrongUsage, match="Cohort B, s3 meets with cohort a that evening; name that cohort"):
        open_meetings(combined(), "b", session="s3")
