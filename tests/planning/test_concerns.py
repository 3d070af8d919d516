"""Who has to know: what changed for a cohort and for each person, and nothing else."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pytest

from tests.make_plan_by_hand import make_cohort, make_meeting, make_plan, make_room, make_session
from toolkit.model.changes import ChangeEntry, change_of
from toolkit.model.fields import is_address
from toolkit.model.people import Attendance, Facilitator, Participant
from toolkit.model.plan import Meeting, Plan
from toolkit.model.programme import Cohort
from toolkit.model.told import Publication
from toolkit.planning.concerns import as_told, baseline, everyone, of_cohorts, who_left
from toolkit.planning.differences import differences, snapshot
from toolkit.planning.rules import find_problems

ADA = Facilitator("ada", "Ada", "ada@example.org")
BEN = Facilitator("ben", "Ben", "ben@example.org")
MO = Facilitator("mo", "Mo", "mo@example.org", role="mentor")
PEOPLE = tuple(Participant(f"p{number}", f"Person {number}", f"p{number}@example.org") for number in (1, 2))
DAY = datetime.timedelta(days=1)


def plan_of(meetings: Iterable[Meeting]) -> Plan:
    return make_plan(meetings, participants=PEOPLE, facilitators=(ADA, BEN, MO))


def two_cohorts() -> Plan:
    """Ada runs cohort a (of Person 1), Ben cohort b (of Person 2); two sessions each; Mo mentors a."""
    cohorts = (
        make_cohort("a", members=("p1",), facilitators=("ada",)),
        make_cohort("b", members=("p2",), facilitators=("ben",)),
    )
    return plan_of(
        make_meeting(
            cohort,
            make_session(key),
            number=number,
            at=f"2027-01-{12 + 7 * number} 18:30",
            facilitators=(helper,),
            mentor=mentor,
        )
        for cohort, helper, mentor in zip(cohorts, (ADA, BEN), (MO, None), strict=True)
        for number, key in enumerate(("tensors", "backprop"), 1)
    )


def told_of(plan: Plan) -> Publication:
    members = {cohort.key: cohort.members for cohort in plan.programme.cohorts}
    return Publication(
        name="launch", moment=datetime.datetime(2027, 1, 5, 9, 0), meetings=snapshot(plan), files={}, members=members
    )


def changed(plan: Plan, cohort: str, *, session: str, **values: Any) -> Plan:
    """The plan with one meeting that is otherwise."""
    return replace(
        plan, meetings=tuple(replace(m, **values) if m.key == (cohort, session) else m for m in plan.meetings)
    )


def known(plan: Plan, told: Publication) -> dict[str, tuple[list[tuple[str, ...]], int]]:
    """By person: cohort, session and kinds of what changed for them, and how many meetings did not; only of those who
    have to know."""
    found = {
        one.person.id: ([(*d.key, *d.kinds) for d in one.differences], one.unchanged) for one in everyone(plan, told)
    }
    return {id: news for id, news in found.items() if news[0]}


def test_nobody_is_told_that_nothing_changed() -> None:
    plan = two_cohorts()
    assert known(plan, told_of(plan)) == {}
    assert of_cohorts(plan, told_of(plan)) == {}


def test_a_moved_meeting_concerns_its_cohort_its_facilitator_and_its_mentor_only() -> None:
    plan = two_cohorts()
    meeting = plan.meeting("a", "backprop")
    assert meeting is not None
    after = changed(plan, "a", session="backprop", date=meeting.date + DAY)
    news = ([("a", "backprop", "moved")], 1)
    assert known(after, told_of(plan)) == {"p1": news, "ada": news, "mo": news}
    assert {
        key: [difference.key for difference in found] for key, found in of_cohorts(after, told_of(plan)).items()
    } == {"a": [("a", "backprop")]}


def test_who_runs_a_meeting_concerns_those_who_ran_and_run_it_and_no_participant() -> None:
    plan = two_cohorts()
    after = changed(plan, "a", session="backprop", facilitators=(BEN,))
    assert known(after, told_of(plan)) == {
        "ada": ([("a", "backprop", "removed")], 1),
        "ben": ([("a", "backprop", "added")], 2),
    }


def test_a_second_facilitator_is_news_for_the_first() -> None:
    plan = two_cohorts()
    after = changed(plan, "a", session="backprop", facilitators=(ADA, BEN))
    assert known(after, told_of(plan))["ada"] == ([("a", "backprop", "facilitators")], 1)


def test_a_mentor_who_is_lost_is_told_and_so_is_the_group() -> None:
    plan = two_cohorts()
    after = changed(plan, "a", session="backprop", mentor=None)
    lost = ([("a", "backprop", "mentor")], 1)
    assert known(after, told_of(plan)) == {"mo": ([("a", "backprop", "removed")], 1), "ada": lost, "p1": lost}


def test_what_was_held_is_history_and_nobody_is_told_of_it() -> None:
    plan = two_cohorts()
    assert known(changed(plan, "a", session="tensors", held=True, time=datetime.time(19)), told_of(plan)) == {}


def test_a_cancelled_meeting_is_no_longer_counted_as_unchanged() -> None:
    plan = two_cohorts()
    assert known(changed(plan, "b", session="tensors", status="cancelled"), told_of(plan))["p2"] == (
        [("b", "tensors", "cancelled")],
        1,
    )


def test_somebody_who_changes_cohort_loses_its_meetings_and_gets_the_others() -> None:
    plan = two_cohorts()
    cohorts = tuple(
        replace(cohort, members={"a": (), "b": ("p2", "p1")}[cohort.key]) for cohort in plan.programme.cohorts
    )
    after = _with_cohorts(plan, cohorts)
    lost = [("a", session, "removed") for session in ("tensors", "backprop")]
    got = [("b", session, "added") for session in ("tensors", "backprop")]
    news, unchanged = known(after, told_of(plan))["p1"]
    assert (sorted(news), unchanged) == (sorted(lost + got), 0)
    assert "p2" not in known(after, told_of(plan))


def test_somebody_who_left_all_cohorts_is_told_nothing() -> None:
    plan = two_cohorts()
    cohorts = tuple(replace(cohort, members=()) for cohort in plan.programme.cohorts)
    assert known(_with_cohorts(plan, cohorts), told_of(plan)) == {}


def _with_cohorts(plan: Plan, cohorts: tuple[Cohort, ...]) -> Plan:
    found = {cohort.key: cohort for cohort in cohorts}
    meetings = tuple(replace(meeting, cohort=found[meeting.cohort.key]) for meeting in plan.meetings)
    return replace(plan, meetings=meetings, programme=replace(plan.programme, cohorts=cohorts))


def test_a_host_who_takes_a_second_group_in_has_one_evening_not_two() -> None:
    plan = two_cohorts()
    host = changed(plan, "a", session="backprop", with_cohorts=("b",))
    after = changed(
        host,
        "b",
        session="backprop",
        with_cohorts=("a",),
        combined_into="a",
        status="combined",
        facilitators=(ADA,),
        room=make_room(),
    )
    found = known(after, told_of(plan))
    assert found["ada"] == ([("a", "backprop", "together")], 1)
    assert found["ben"] == ([("b", "backprop", "removed")], 1)
    assert found["p2"][0] == [("b", "backprop", "place", "together")]


def test_a_meeting_that_is_in_the_plan_no_more_is_told_as_gone() -> None:
    plan = two_cohorts()
    after = replace(plan, meetings=tuple(meeting for meeting in plan.meetings if meeting.key != ("b", "backprop")))
    assert known(after, told_of(plan)) == {
        "p2": ([("b", "backprop", "removed")], 1),
        "ben": ([("b", "backprop", "removed")], 1),
    }


def test_what_a_cohort_that_ended_has_held_is_history_and_what_was_to_come_is_told_as_gone() -> None:
    plan = two_cohorts()
    left = replace(
        plan,
        meetings=plan.of_cohort("a"),
        programme=replace(plan.programme, cohorts=plan.programme.cohorts[:1], ended=frozenset("b")),
    )
    held = change_of(ChangeEntry(cohort="b", session="tensors", held=True))
    by_change = replace(left, programme=replace(left.programme, changes=(held,)))
    mark = Attendance("p2", "b", "tensors", "present")
    by_mark = replace(
        left, programme=replace(left.programme, people=replace(left.programme.people, attendance=(mark,)))
    )
    for after in (by_change, by_mark):
        assert [one.key for one in differences(told_of(plan).meetings, after)] == [("b", "backprop")]
        assert known(after, told_of(plan)) == {"ben": ([("b", "backprop", "removed")], 0)}
    assert len(differences(told_of(plan).meetings, left)) == 2, "nobody has said that it was held"


def test_without_a_publish_the_plan_without_its_changes_counts() -> None:
    plan = make_plan([])
    assert baseline(plan).meetings == ()
    told = told_of(plan)
    assert baseline(replace(plan, programme=replace(plan.programme, told=told))) is told


def test_the_changes_that_were_told_can_be_planned_again() -> None:
    plan = make_plan([])
    told = told_of(plan).model_copy(
        update={"changes": ({"cohort": "a", "session": "tensors", "date": "2027-02-04", "room": None},)}
    )
    (change,) = as_told(plan, told).programme.changes
    assert (change.entry.date, change.entry.says("room"), change.entry.says("time")) == (
        datetime.date(2027, 2, 4),
        True,
        False,
    )


@pytest.mark.parametrize(("email", "told"), [
    ("ada@example.org", False), ("", False), ("jörg@exämple.org", False), ("o'neil+x@example.co.uk", False),
    ("ada at example.org", True),
    ("ada@", True), ("a@b@c", True), ("ada@example.org, ben@example.org", True), ("ada@example..org", True),
    ("<ada@example.org>", True),
])  # fmt: skip
def test_an_address_that_mail_cannot_use_is_told(email: str, *, told: bool) -> None:
    plan = make_plan([], participants=(replace(PEOPLE[0], email=email),))
    assert [problem.code for problem in find_problems(plan) if problem.code == "P131"] == (["P131"] if told else [])
    assert is_address(email) is (not told and email != "")


def test_everyone_is_a_concern_in_their_own_part() -> None:
    plan = two_cohorts()
    assert [(one.person.id, one.role) for one in everyone(plan, told_of(plan))] == [
        ("p1", "participant"),
        ("p2", "participant"),
        ("ada", "facilitator"),
        ("ben", "facilitator"),
        ("mo", "mentor"),
    ]


def test_who_left_after_they_were_told_of_a_place_is_known_with_the_meetings_that_are_theirs_no_more() -> None:
    plan = two_cohorts()
    cohorts = tuple(
        replace(cohort, members=() if cohort.key == "a" else cohort.members) for cohort in plan.programme.cohorts
    )
    after = _with_cohorts(plan, cohorts)
    told = replace(after, programme=replace(after.programme, told=told_of(plan)))
    (gone,) = who_left(told)
    assert (gone.person.id, gone.role) == ("p1", "participant")
    assert [(*one.key, *one.kinds) for one in gone.differences] == [
        ("a", "tensors", "removed"), ("a", "backprop", "removed")
    ]  # fmt: skip
    assert who_left(after) == ()
