"""A time counts where it can be kept all through the term; kept cohorts keep theirs with all they hold."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from tests.grouping.small_problems import ONLINE, formed, leader, person, place, problem
from toolkit.grouping.form import form_cohorts
from toolkit.grouping.problem import Effort, FormedCohort
from toolkit.grouping.violations import find_violations


def test_without_facilitators_cohorts_are_formed_all_the_same() -> None:
    nobody = leader("", "Mon 18:00-20:00", cohorts=None)
    plan = form_cohorts(problem([person(f"p{number}") for number in range(8)], [nobody]), Effort())
    assert (plan.placed, {cohort.leader for cohort in plan.cohorts}) == (8, {""})


def test_kept_cohorts_stay_and_hold_their_people_facilitator_and_room() -> None:
    people = [person(f"p{number}", "Mon 18:00-20:00; Tue 18:00-20:00") for number in range(6)]
    base = problem(
        people,
        [leader("f", "Mon 18:00-20:00; Tue 18:00-20:00", cohorts=2)],
        [place("hall", "Mon 18:00-20:00; Tue 18:00-20:00", seats=5)],
    )
    kept = FormedCohort(people[0].choices[0][0], 1080, "f", "hall", ("p0", "p1"), "x")
    plan = form_cohorts(replace(base, kept=(kept,)), Effort())
    assert kept in plan.cohorts
    assert [(cohort.start, len(cohort.members)) for cohort in plan.cohorts] == [(1080, 2), (2520, 4)]
    assert find_violations(base, plan.cohorts) == ()


@pytest.mark.parametrize(
    ("zone", "hours", "start"),
    [
        ("Asia/Kolkata", "Mon 23:30-01:30", 1080),
        ("Asia/Kathmandu", "Mon 23:45-01:45", 1080),
        ("Australia/Lord_Howe", "Tue 05:00-07:00", 1080),
        ("America/New_York", "Mon 13:00-15:00", 1080),
    ],
)
def test_a_time_far_away_is_read_on_its_own_clock(zone: str, hours: str, start: int) -> None:
    """18:00 in London in January, when Lord Howe is eleven hours ahead."""
    people = [person(id, hours, zone=zone, streams=[ONLINE]) for id in "ab"]
    given_problem = problem(
        people,
        [leader("f", "Mon 00:00-24:00; Tue 00:00-24:00", streams=[ONLINE])],
        grid=15,
        last=datetime.date(2027, 3, 7),
    )
    plan = form_cohorts(given_problem, Effort())
    assert ([cohort.start for cohort in plan.cohorts], find_violations(given_problem, plan.cohorts)) == ([start], ())


def test_a_term_with_a_change_of_clocks_takes_only_times_that_hold_before_and_after() -> None:
    there = [person(id, "Mon 12:00-15:00", zone="America/New_York", streams=[ONLINE]) for id in "ab"]
    few = [person(id, "Mon 13:00-15:00", zone="America/New_York", streams=[ONLINE]) for id in "ab"]
    free = leader("f", "Mon 00:00-24:00", streams=[ONLINE])
    # the United States change two weeks before Europe: New York is five hours behind, then four, then five
    first, last = datetime.date(2027, 3, 1), datetime.date(2027, 4, 4)
    (cohort,) = form_cohorts(problem(there, [free], first=first, last=last), Effort()).cohorts
    assert cohort.start == 17 * 60
    assert form_cohorts(problem(few, [free], first=first, last=last), Effort()).placed == 0


def test_a_meeting_over_midnight_and_over_the_end_of_the_week() -> None:
    people = [person(id, "Sun 23:00-01:00", streams=[ONLINE]) for id in "ab"]
    given_problem = problem(people, [leader("f", "Sun 22:00-02:00", streams=[ONLINE])])
    plan = form_cohorts(given_problem, Effort())
    assert ([cohort.start for cohort in plan.cohorts], find_violations(given_problem, plan.cohorts)) == (
        [6 * 1440 + 23 * 60],
        (),
    )


def test_no_meeting_begins_in_the_hour_that_the_clocks_skip() -> None:
    people = [person(id, "Sun 00:00-06:00") for id in "ab"]
    given_problem = problem(people, [leader("f", "Sun 00:00-06:00")])
    (cohort,) = form_cohorts(given_problem, Effort()).cohorts
    assert cohort.start % 1440 >= 2 * 60


@pytest.mark.parametrize(
    ("kept", "earliest"),
    [
        (formed("ab"), 1200),
        (replace(formed("ab"), minutes=180), 1260),
        (replace(formed("ab", by="g"), others=("f",), minutes=180), 1260),
        (replace(formed("ab", "Tue 18:00"), also=(1080,)), 1200),
        (replace(formed("ab", "Tue 18:00"), turns=(1080,)), 1200),
    ],
)
def test_a_kept_cohort_takes_all_its_facilitators_for_all_its_meetings(kept: FormedCohort, earliest: int) -> None:
    wide = "Mon 18:00-23:30; Tue 18:00-21:00"
    people = [person(id, wide) for id in "ab"] + [person(id, "Mon 18:00-23:30") for id in "cd"]
    given = problem(
        people,
        [leader("f", wide, cohorts=3)],
        [place("hall", wide, cohorts=2)],
        kept=(replace(kept, key="x", room="hall"),),
    )
    plan = form_cohorts(given, Effort())
    assert plan.placed == 4
    assert next(cohort.start for cohort in plan.cohorts if not cohort.key) >= earliest
    assert not {violation.rule for violation in find_violations(given, plan.cohorts)} & {"twice", "room", "hours"}


def test_a_kept_second_facilitator_has_one_cohort_less() -> None:
    people = [person(id, "Mon 18:00-20:00; Tue 18:00-20:00") for id in "abcd"]
    both = replace(formed("ab", by="f"), others=("g",), key="x")
    given = problem(people, [leader("f"), leader("g", "Tue 18:00-20:00")], kept=(both,))
    assert form_cohorts(given, Effort()).placed == 2
    assert form_cohorts(replace(given, kept=(replace(both, others=()),)), Effort()).placed == 4
