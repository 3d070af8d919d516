"""What follows a meeting: those after it that are still to be held, and guests who go wherever it goes."""

from __future__ import annotations

from typing import Any

from tests.planning.running import a_plan, combined
from toolkit.model.plan import Meeting, Plan
from toolkit.planning.wishes.following import following, guests_of, pinned_after, was_moved_to


def meeting(plan: Plan, session: str, *, cohort: str = "a") -> Meeting:
    found = plan.meeting(cohort, session)
    assert found is not None
    return found


def sessions(meetings: list[Meeting]) -> list[str]:
    return [one.session.key for one in meetings]


def change(session: str, **values: Any) -> dict[str, Any]:
    return {"cohort": "a", "session": session, **values}


def test_a_meeting_and_those_after_it_follow_but_for_what_is_settled() -> None:
    plan = a_plan(change("s3", cancelled="drop"), change("s4", held=True), sessions=6)
    assert sessions(following(plan, meeting(plan, "s2"))) == ["s2", "s5", "s6"]


def test_a_guest_follows_its_host_until_it_was_held() -> None:
    plan = combined()
    assert [one.key for one in guests_of(plan, meeting(plan, "s3"))] == [("b", "s3")]
    assert guests_of(plan, meeting(plan, "s2")) == []
    held = {"cohort": "b", "session": "s3", "held": True}
    plan = a_plan({"cohort": "b", "session": "s3", "combined_with": "a"}, held, cohorts=combined().programme.cohorts)
    assert guests_of(plan, meeting(plan, "s3")) == []


def test_only_a_date_of_its_own_pins_a_meeting_to_its_day() -> None:
    plan = a_plan(change("s3", date="2027-02-03"), change("s4", time="20:00"), change("s2", date="2027-01-27"))
    assert sessions(pinned_after(plan, meeting(plan, "s2"))) == ["s3"]
    assert [was_moved_to(plan, meeting(plan, f"s{number}")) for number in (1, 2, 3, 4)] == [False, True, True, False]


def test_an_entry_of_another_cohort_pins_nothing_and_one_for_all_does() -> None:
    other = {"cohort": "b", "session": "s1", "date": "2027-01-19"}
    plan = a_plan(other, cohorts=combined().programme.cohorts)
    assert not was_moved_to(plan, meeting(plan, "s1"))
    assert was_moved_to(plan, meeting(plan, "s1", cohort="b"))
    every = a_plan({"cohort": "all", "session": "s1", "date": "2027-01-20"})
    assert was_moved_to(every, meeting(every, "s1"))
