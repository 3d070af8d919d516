"""A meeting that is not held, a day that is left out, and what follows."""

from __future__ import annotations

import pytest

from tests.planning.running import a_plan, after, combined, dates_of, day
from tests.planning.small_programme import cohort
from toolkit.planning.wishes.cancelling import cancel, skip
from toolkit.planning.wishes.moving import move


def test_a_shift_carries_meetings_along_that_were_moved_on_their_own() -> None:
    plan = a_plan()
    assert dates_of(plan) == ["01-19", "01-26", "02-02", "02-09", "02-23"]
    later = move(plan, cohort="a", session="s3", date=day("2027-02-04"), time=None, room=None, and_later=True)
    plan = after(plan, later).after
    assert dates_of(plan) == ["01-19", "01-26", "02-04", "02-11", "02-25"]
    shifted = after(plan, cancel(plan, cohort="a", session="s3", then="shift")).after
    assert dates_of(shifted) == ["01-19", "01-26", "02-11", "02-25", "03-04"]
    assert not [meeting for meeting in shifted.meetings if meeting.cancelled]


def test_a_shift_without_such_meetings_is_one_entry() -> None:
    plan = a_plan({"cohort": "a", "session": "s2", "date": "2027-01-28"})
    wish = cancel(plan, cohort="a", session="s3", then="shift")
    assert [change.cancelled for change in wish.entries] == ["shift"]
    assert dates_of(after(plan, wish).after) == ["01-19", "01-28", "02-09", "02-23", "03-02"]


def test_doubling_names_the_meetings_that_it_leaves_behind() -> None:
    plan = a_plan({"cohort": "a", "session": "s5", "date": "2027-02-25"})
    assert "s5 stays" in " ".join(cancel(plan, cohort="a", session="s3", then="double").why)
    assert cancel(plan, cohort="a", session="s5", then="double").why == ()


def test_a_skipped_day_names_the_meetings_that_it_leaves_behind() -> None:
    plan = a_plan({"cohort": "a", "session": "s5", "date": "2027-02-25"})
    assert "s5 stays" in " ".join(skip(plan, cohort="a", date=day("2027-02-02")).why)
    assert skip(a_plan(), cohort="a", date=day("2027-02-02")).why == ()
    assert "s4 stays" not in " ".join(skip(plan, cohort="a", date=day("2027-02-02")).why)


def test_a_guest_of_whom_a_later_meeting_stays_does_not_take_all_along() -> None:
    both = (cohort("a", room="hall"), cohort("b", room="hall", members=()))
    plan = a_plan(
        {"cohort": "b", "session": "s3", "combined_with": "a"},
        {"cohort": "b", "session": "s5", "date": "2027-02-25"},
        cohorts=both,
    )
    why = " ".join(cancel(plan, cohort="a", session="s3", then="double").why)
    assert ("Cohort B, s5 stays" in why, "and so do its other later meetings" in why) == (True, True)


@pytest.mark.parametrize("who", ["a", None])
def test_shifting_the_host_of_an_evening_shifts_its_guest(who: str | None) -> None:
    proposal = after(combined(), cancel(combined(), cohort=who, session="s3", then="shift"))
    assert (
        dates_of(proposal.after, "a") == dates_of(proposal.after, "b") == ["01-19", "01-26", "02-09", "02-23", "03-02"]
    )
    assert not [problem for problem in proposal.problems if problem.level == "error"]
    assert "goes along" in " ".join(proposal.wish.why)


def test_dropping_the_host_leaves_the_guests_other_evenings_alone() -> None:
    wish = cancel(combined(), cohort="a", session="s3", then="drop")
    assert [(change.cohort, change.cancelled) for change in wish.entries] == [("a", "drop")]
    assert dates_of(after(combined(), wish).after, "b")[3:] == dates_of(combined(), "b")[3:]


def test_shifting_host_and_guest_carries_meetings_along_that_were_moved_on_their_own() -> None:
    plan = combined()
    plan = after(
        plan, move(plan, cohort="b", session="s4", date=day("2027-02-11"), time=None, room=None, and_later=False)
    ).after
    proposal = after(plan, cancel(plan, cohort="a", session="s3", then="shift"))
    assert dates_of(proposal.after, "a") == ["01-19", "01-26", "02-09", "02-23", "03-02"]
    assert dates_of(proposal.after, "b") == ["01-19", "01-26", "02-09", "02-23", "03-02"]
    assert not [problem for problem in proposal.problems if problem.level == "error"]
