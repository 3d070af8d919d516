"""What follows from who was there: what to catch up on, who is to be rung, which cohorts should meet
together."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.planning.small_programme import cohort, programme
from toolkit.model.changes import change_of
from toolkit.model.people import MARKS, Attendance, Mark, Participant, Room
from toolkit.model.plan import Plan
from toolkit.model.programme import Programme
from toolkit.planning.attendance import absences, missed_in_a_row, no_longer_coming, small_cohorts
from toolkit.planning.make_plan import make_plan
from toolkit.planning.marks import with_marks
from toolkit.planning.wishes.combining import combine

NOW = datetime.datetime(2027, 2, 10, 12)
"""After s1 to s4 (19 January to 9 February), before s5."""

A, B, C = ("p1", "p2", "p3", "p4"), ("p5", "p6", "p7", "p8"), ("p9", "p10")


def three(
    *, people: dict[str, Participant] | None = None, rooms: dict[str, Room] | None = None, **values: Any
) -> Programme:
    """Cohorts a (Tuesdays 18:30), b (Tuesdays 20:30) and c (Wednesdays), eight sessions, all in the hall."""
    cohorts = (
        cohort("a", members=A, facilitators=("ada",)),
        cohort("b", members=B, facilitators=("bea",), times=(datetime.time(20, 30),)),
        cohort("c", members=C, facilitators=(), days=("wed",)),
    )
    found = programme(sessions=8, cohorts=cohorts, **values)
    everyone = {id: Participant(id, id.upper()) for id in (*A, *B, *C)} | (people or {})
    return replace(found, people=replace(found.people, participants=everyone, rooms=rooms or found.people.rooms))


def marked(given: Programme, *rows: str) -> Plan:
    """The plan with marks written like "a s1 p1+ p2- p3e": there, absent, excused."""
    states: dict[str, Mark] = {"+": "present", "-": "absent", "e": "excused"}
    marks = [
        Attendance(word[:-1], row.split()[0], row.split()[1], states[word[-1]])
        for row in rows
        for word in row.split()[2:]
    ]
    return with_marks(make_plan(given), marks)


def missed(plan: Plan) -> list[tuple[str, str]]:
    return [(absence.person.id, absence.meeting.session.key) for absence in absences(plan, NOW)]


# who missed what


def test_absences_are_listed_by_meeting_with_what_to_catch_up_on() -> None:
    plan = marked(three(), "a s2 p1+ p2e", "a s1 p1- p2+")
    assert missed(plan) == [("p1", "s1"), ("p2", "s2")]
    first = absences(plan, NOW)[0]
    assert (
        [item.name for item in first.catch_up]
        == [item.name for item in first.meeting.evening.items if item.when != "further"]
        != []
    )


def test_who_came_to_another_cohorts_evening_missed_nothing() -> None:
    assert missed(marked(three(), "a s1 p1+ p2-", "b s1 p2+")) == []


def test_an_absence_that_is_to_come_or_of_somebody_who_left_is_not_listed() -> None:
    left = {"p3": Participant("p3", "Gone", status="withdrawn")}
    assert missed(marked(three(people=left), "a s1 p1+ p3-", "a s5 p1e")) == []


@pytest.mark.parametrize(
    ("rows", "latest"),
    [
        (["a s1 p1+ p2-", "a s2 p1+ p2-"], ["s1", "s2"]),
        (["a s1 p1+ p2-", "a s2 p1+ p2e", "a s3 p1+ p2-"], ["s1", "s2", "s3"]),
        (["a s1 p1+ p2-", "a s3 p1+ p2-"], ["s1", "s3"]),  # nobody has spoken of s2
        (["a s1 p1+ p2-", "a s2 p1+ p2+", "a s3 p1+ p2-"], None),
        (["a s1 p1+ p2-", "a s2 p1+ p2-", "a s3 p1+ p2+"], None),  # back again
        (["a s1 p1+ p2-", "a s2 p1+", "a s3 p1+ p2-"], None),  # nobody knows
        (["a s1 p1+ p2-", "a s2 p1+ p2-", "b s2 p2+"], None),  # caught up elsewhere
        (["a s1 p1+ p2-"], None),
    ],
)
def test_two_missed_one_after_the_other_are_named(rows: list[str], latest: list[str] | None) -> None:
    found = missed_in_a_row(marked(three(), *rows), NOW)
    assert [(one.person.id, [meeting.session.key for meeting in one.meetings]) for one in found] == (
        [("p2", latest)] if latest else []
    )


@given(
    st.lists(
        st.tuples(st.sampled_from(A), st.sampled_from(["s1", "s2", "s3", "s4"]), st.sampled_from(MARKS)), max_size=16
    )
)
def test_who_is_named_missed_every_one_of_them_and_was_at_none(rows: list[tuple[str, str, Mark]]) -> None:
    plan = with_marks(make_plan(three()), [Attendance(id, "a", session, state) for id, session, state in rows])
    states = {(mark.id, mark.session): mark.state for mark in plan.programme.people.attendance}
    for one in missed_in_a_row(plan, NOW):
        assert len(one.meetings) >= 2
        assert {states[one.person.id, meeting.session.key] for meeting in one.meetings} <= {"absent", "excused"}
        later = [session for session in ("s1", "s2", "s3", "s4") if session > one.meetings[-1].session.key]
        assert not {session for id, session in states if session in later}


# cohorts that became small

THIN = ("a s1 p1+ p2+ p3+ p4+", "a s2 p1+ p2+ p3- p4-", "a s3 p1+ p2- p3- p4-", "a s4 p1+ p2+ p3- p4-")


def test_a_cohort_under_its_least_size_is_to_join_one_with_room_at_a_time_that_fits() -> None:
    (small,) = small_cohorts(marked(three(), *THIN), NOW)
    assert (small.cohort.key, small.came, small.typical, small.least) == ("a", (2, 1, 2), 2, 3)
    assert small.command == "programme combine b a --session 5 --and-later"


def test_the_command_is_one_that_the_engine_follows() -> None:
    plan = marked(three(), *THIN)
    (small,) = small_cohorts(plan, NOW)
    assert small.host is not None
    wish = combine(plan, cohorts=(small.host.cohort.key, "a"), session="5", and_later=True)
    after = make_plan(replace(plan.programme, changes=(*plan.programme.changes, *map(change_of, wish.entries))))
    joined = [meeting.session.key for meeting in after.of_cohort("a") if meeting.status == "combined"]
    assert joined == ["s5", "s6", "s7", "s8"]
    assert small_cohorts(after, NOW) == ()


def test_of_two_evenings_the_larger_is_typical() -> None:
    full, thin = THIN[0], THIN[2].replace("s3", "s2")
    assert small_cohorts(marked(three(), full, thin), NOW) == ()
    fewer = "a s1 p1+ p2+ p3- p4-"
    (small,) = small_cohorts(marked(three(), fewer, thin), NOW)
    assert (small.came, small.typical) == ((2, 1), 2)


def test_enough_people_one_thin_evening_or_a_lower_bound_make_no_proposal() -> None:
    full = [row.replace("-", "+") for row in THIN]
    assert small_cohorts(marked(three(), *full), NOW) == ()
    assert small_cohorts(marked(three(), THIN[2]), NOW) == ()
    assert small_cohorts(marked(three(), *full[:3], THIN[3]), NOW) == ()
    assert small_cohorts(marked(three(), *THIN), NOW, least=2) == ()


def test_who_cannot_come_is_named_and_a_time_that_most_cannot_make_is_not_proposed() -> None:
    one = {
        "p1": Participant("p1", "P1", available="Tue 18-23"),
        "p2": Participant("p2", "P2", available="Tue 18-20; Wed 18-20"),
    }
    (small,) = small_cohorts(marked(three(people=one), *THIN[:2], "a s3 p1+ p2+ p3+", "a s4 p1+ p2+"), NOW)
    assert small.host is not None
    assert (small.host.cohort.key, [person.id for person in small.cannot], [person.id for person in small.unsaid]) == (
        "b",
        ["p2"],
        ["p3"],
    )
    both = {id: Participant(id, id, available="Mon 18-20") for id in ("p1", "p2")}
    (small,) = small_cohorts(marked(three(people=both), *THIN), NOW)
    assert (small.host, small.command) == (None, "")


def test_what_is_offered_if_need_be_counts() -> None:
    people = {id: Participant(id, id, available="Tue 18-20", if_needed="Wed 18-20") for id in ("p1", "p2")}
    (small,) = small_cohorts(marked(three(people=people), *THIN), NOW)
    assert small.host is not None
    assert (small.host.cohort.key, small.cannot) == ("c", ())


def test_a_room_that_is_too_small_a_full_cohort_and_another_mode_are_no_hosts() -> None:
    tiny = {"hall": Room("hall", "The hall", seats=5, cohorts=3)}
    assert small_cohorts(marked(three(rooms=tiny), *THIN), NOW)[0].host is None
    wide = {**tiny, "barn": Room("barn", "The barn", seats=30)}
    assert small_cohorts(marked(three(rooms=wide), *THIN), NOW)[0].host is not None
    found = three()
    online = replace(
        found, cohorts=(found.cohorts[0], *(replace(other, mode="online-peer") for other in found.cohorts[1:]))
    )
    assert small_cohorts(marked(online, *THIN), NOW)[0].host is None
    many = replace(
        found, cohorts=(found.cohorts[0], *(replace(other, members=(), expected=7) for other in found.cohorts[1:]))
    )
    assert small_cohorts(marked(many, *THIN), NOW)[0].host is None


def test_a_cohort_without_meetings_to_come_needs_no_proposal() -> None:
    assert small_cohorts(marked(three(), *THIN), datetime.datetime(2027, 6, 1)) == ()


def test_who_was_at_none_of_the_latest_meetings_of_a_small_cohort_comes_no_more() -> None:
    marks = [
        Attendance(id, "a", session, "present" if id in there else "absent")
        for session, there in (("s2", ("p1", "p2", "p3")), ("s3", ("p1", "p2")), ("s4", ("p1", "p2")))
        for id in A
    ]
    found = three()
    recorded = make_plan(replace(found, people=replace(found.people, attendance=tuple(marks))))
    assert no_longer_coming(recorded, NOW, least=3) == {"p4"}
    assert no_longer_coming(recorded, NOW, least=2) == frozenset()
    assert no_longer_coming(make_plan(found), NOW, least=3) == frozenset()


def test_who_comes_no_more_may_be_free_at_any_time_and_does_not_count() -> None:
    """Only those who were at one of the latest meetings are asked whether the other time suits."""
    elsewhere = {id: Participant(id, id, available="Mon 18-20") for id in ("p3", "p4")}
    rows = ("a s1 p3+ p4+", "a s2 p1+ p2+ p3-", "a s3 p1+ p2- p3-", "a s4 p1+ p2+ p4-")
    (small,) = small_cohorts(marked(three(people=elsewhere), *rows), NOW)
    assert small.host is not None
    assert (small.cannot, [person.id for person in small.unsaid]) == ((), ["p1", "p2"])
    (early,) = small_cohorts(marked(three(people=elsewhere), *rows[1:]), NOW, least=4)
    assert early.cannot == ()


def test_a_cohort_that_lost_members_is_small_before_any_record_and_all_who_are_left_are_asked() -> None:
    people = {id: Participant(id, id, status="withdrawn") for id in ("p3", "p4")}
    people["p2"] = Participant("p2", "P2", available="Tue 18-23")
    (small,) = small_cohorts(make_plan(three(people=people)), NOW)
    assert (small.cohort.key, small.came, small.left, small.typical) == ("a", (), 2, 2)
    assert [person.id for person in small.unsaid] == ["p1"]
    gone = replace(three(), people=replace(three().people, participants={}))
    assert small_cohorts(make_plan(gone), NOW) == (), "a copy without people/"


def test_a_cohort_that_meets_with_another_already_or_alone_needs_no_proposal() -> None:
    joined = three(changes=[{"cohort": "a", "session": "s5", "combined_with": "b"}])
    assert small_cohorts(marked(joined, *THIN), NOW) == ()
    found = three()
    alone = replace(found, cohorts=(replace(found.cohorts[0], mode="solo"), *found.cohorts[1:]))
    assert small_cohorts(marked(alone, *THIN), NOW) == ()
