"""Cohorts formed: against every possible plan of small problems, across clocks, and always within the rules."""

from __future__ import annotations

import datetime
import random
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.grouping.small_problems import ONLINE, formed, leader, person, place, problem, random_problem
from toolkit.grouping import form
from toolkit.grouping.form import form_cohorts
from toolkit.grouping.problem import CohortProblem, Effort, FormedCohort, Sizes, Watch
from toolkit.grouping.violations import find_violations


def best_by_trying(given_problem: CohortProblem) -> int:
    """The most people that any plan without rooms can place, by trying every set of cohorts and every way of seating
    people."""
    sizes, starts = given_problem.sizes, range(0, 2 * 1440, given_problem.grid)
    streams = sorted({stream for one in given_problem.people for stream, _ in one.choices})
    trial = [
        FormedCohort(stream, start, one.id, None, ())
        for one in given_problem.leaders
        for start in starts
        for stream in streams
    ]
    runs = [one for one in trial if not {v.rule for v in find_violations(given_problem, [one])} & {"leader", "stream"}]
    able = {
        one: frozenset(
            number
            for number, who in enumerate(given_problem.people)
            if not {"time", "stream"}
            & {v.rule for v in find_violations(given_problem, [replace(one, members=(who.id,))])}
        )
        for one in runs
    }
    runs = [one for one in runs if len(able[one]) >= sizes.least]

    def sets(index: int, chosen: list[FormedCohort]) -> Iterator[list[FormedCohort]]:
        yield chosen
        for number in range(index, len(runs)):
            more = [*chosen, runs[number]]
            if not {v.rule for v in find_violations(given_problem, more)} & {"twice", "hours"} and len(
                more
            ) * sizes.least <= len(given_problem.people):
                yield from sets(number + 1, more)

    return max(_seated(tuple(able[one] for one in chosen), len(given_problem.people), sizes) for chosen in sets(0, []))


def _seated(tables: tuple[frozenset[int], ...], people: int, sizes: Sizes) -> int:
    @cache
    def most(person_number: int, counts: tuple[int, ...]) -> int:
        if person_number == people:
            return 0 if all(count >= sizes.least for count in counts) else -100
        best = most(person_number + 1, counts)
        for table, who in enumerate(tables):
            if person_number in who and counts[table] < sizes.most:
                best = max(
                    best, 1 + most(person_number + 1, (*counts[:table], counts[table] + 1, *counts[table + 1 :]))
                )
        return best

    return most(0, (0,) * len(tables))


@pytest.mark.parametrize("seed", range(12))
def test_small_problems_are_solved_as_well_as_can_be(seed: int) -> None:
    given_problem = random_problem(seed, people=6, leaders=2, streams=1 + seed % 2)
    plan = form_cohorts(given_problem, Effort())
    assert (plan.placed, plan.bound, plan.status) == (best_by_trying(given_problem), plan.placed, "optimal")


problems = st.builds(
    random_problem,
    st.integers(0, 10**6),
    people=st.integers(0, 25),
    leaders=st.integers(1, 6),
    rooms=st.integers(0, 3),
    online=st.booleans(),
    pairs=st.integers(0, 6),
    streams=st.integers(1, 2),
    roams=st.integers(1, 3),
)
often = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@often
@given(problems)
def test_no_plan_breaks_a_rule_or_its_bound(given_problem: CohortProblem) -> None:
    plan = form_cohorts(given_problem, Effort())
    asked = {one.id for one in given_problem.people}
    assert find_violations(given_problem, plan.cohorts) == ()
    for one, other in given_problem.together:
        assert (one in plan.unplaced) == (other in plan.unplaced)
        assert one in plan.unplaced or any({one, other} <= set(cohort.members) for cohort in plan.cohorts)
    assert plan.placed <= plan.bound <= max(plan.reachable, plan.placed)
    assert {member for cohort in plan.cohorts for member in cohort.members} | set(plan.unplaced) == asked


@often
@given(problems)
def test_without_a_solver_no_rule_is_broken_either(given_problem: CohortProblem) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(form, "solver_is_here", lambda: False)
        plan = form_cohorts(given_problem, Effort())
    assert find_violations(given_problem, plan.cohorts) == ()
    assert plan.placed <= plan.bound


def test_the_same_input_and_seed_give_the_same_plan() -> None:
    given_problem = random_problem(7, people=40, leaders=9, rooms=3, pairs=4, streams=2)
    assert form_cohorts(given_problem, Effort(seed=3)) == form_cohorts(given_problem, Effort(seed=3))


def test_a_plan_that_was_cut_says_so_and_holds() -> None:
    given_problem = random_problem(7, people=40, leaders=9, rooms=3)
    plan = form_cohorts(given_problem, Effort(watch=Watch(stop=lambda: "limit")))
    assert (plan.stopped_by, find_violations(given_problem, plan.cohorts)) == ("limit", ())


def test_the_neighbourhoods_of_a_large_problem_keep_the_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(form, "SMALL", 10)
    monkeypatch.setattr(form, "WHOLE_COLUMNS", 0)
    given_problem = random_problem(11, people=60, leaders=12, rooms=4, pairs=6, streams=2, roams=2)
    plan = form_cohorts(given_problem, Effort())
    monkeypatch.setattr(form, "SMALL", 1000)
    best = form_cohorts(given_problem, Effort())
    assert find_violations(given_problem, plan.cohorts) == ()
    assert plan.placed >= 0.9 * best.placed
    assert best.placed <= plan.bound


def test_a_chain_of_together_comes_as_one_or_not_at_all() -> None:
    people = [person(id) for id in "abcd"]
    chained = problem(people, [leader()], together=(("a", "b"), ("b", "c")))
    (cohort,) = form_cohorts(chained, Effort()).cohorts
    assert {"a", "b", "c"} <= set(cohort.members)
    too_long = problem([*people, person("e")], [leader()], together=(("a", "b"), ("b", "c"), ("c", "d"), ("d", "e")))
    assert form_cohorts(too_long, Effort()).placed == 0
    torn = problem(people, [leader()], together=(("a", "b"), ("b", "c")), apart=(("a", "c"),))
    assert form_cohorts(torn, Effort()).unplaced == ("a", "b", "c", "d")


def test_choices_count_after_people_and_need_after_that() -> None:
    from toolkit.grouping.problem import Stream

    red, blue = Stream("red", "", "in-person-peer"), Stream("blue", "", "in-person-peer")
    people = [person(id, streams=[red, blue]) for id in "ab"] + [person(id, streams=[blue, red]) for id in "cd"]
    both = problem(people, [leader("f", streams=[red, blue]), leader("g", streams=[red, blue])])
    assert {cohort.stream: cohort.members for cohort in form_cohorts(both, Effort()).cohorts} == {
        red: ("a", "b"),
        blue: ("c", "d"),
    }
    needed = problem(
        [person(id, "Mon 18:00-20:00", need="Tue 18:00-20:00") for id in "ab"],
        [leader("f", "Mon 18:00-20:00; Tue 18:00-20:00")],
    )
    assert [cohort.start for cohort in form_cohorts(needed, Effort()).cohorts] == [1080]


def test_cohorts_are_near_the_target_and_spread_over_facilitators() -> None:
    people = [person(f"p{number}") for number in range(6)]
    plan = form_cohorts(problem(people, [leader("f"), leader("g"), leader("h")], sizes=Sizes(2, 3, 6)), Effort())
    assert sorted(len(cohort.members) for cohort in plan.cohorts) == [3, 3]


def test_three_cohorts_share_a_hall() -> None:
    people = [person(f"p{number}") for number in range(9)]
    leaders = [leader("f"), leader("g"), leader("h")]
    hall = problem(people, leaders, [place("hall", seats=12, cohorts=3)], sizes=Sizes(2, 3, 3))
    assert form_cohorts(hall, Effort()).placed == 9
    assert form_cohorts(replace(hall, rooms=(place("hall", seats=8, cohorts=3),)), Effort()).placed == 6


def test_the_cohorts_of_a_hall_share_its_chairs_as_they_like() -> None:
    """Of 20 chairs three are facilitators'; even shares would be of five people, with two chairs left."""
    people, leaders = [person(f"p{number}") for number in range(20)], [leader("f"), leader("g"), leader("h")]
    plan = form_cohorts(problem(people, leaders, [place("hall", seats=20, cohorts=3)], sizes=Sizes(4, 6, 8)), Effort())
    assert (sorted(len(cohort.members) for cohort in plan.cohorts), plan.bound) == ([5, 6, 6], 17)


def test_chairs_go_round_where_meetings_overlap() -> None:
    early, late = (
        [person(f"e{number}") for number in range(4)],
        [person(f"l{number}", "Mon 19:00-21:00") for number in range(4)],
    )
    leaders = [leader("f"), leader("g", "Mon 19:00-21:00")]
    both = problem([*early, *late], leaders, [place("hall", "Mon 18:00-21:00", seats=9, cohorts=2)])
    assert form_cohorts(both, Effort()).placed == 7
    assert (
        form_cohorts(replace(both, rooms=(place("hall", "Mon 18:00-21:00", seats=10, cohorts=2),)), Effort()).placed
        == 8
    )


@pytest.mark.parametrize(("roams", "placed"), [(1, 4), (2, 8), (3, 9)])
def test_one_who_roams_runs_several_cohorts_in_one_hall(roams: int, placed: int) -> None:
    given_problem = problem(
        [person(f"p{number}") for number in range(9)],
        [leader("f", cohorts=None, roams=roams)],
        [place("hall", seats=20, cohorts=3)],
    )
    plan = form_cohorts(given_problem, Effort())
    assert (plan.placed, {cohort.room for cohort in plan.cohorts}, find_violations(given_problem, plan.cohorts)) == (
        placed,
        {"hall"},
        (),
    )


def test_nobody_roams_between_two_rooms_nor_further_than_their_hours() -> None:
    people, able = (
        [person(f"p{number}", "Mon 18:00-20:00; Tue 18:00-20:00") for number in range(16)],
        leader("f", "Mon 18:00-20:00; Tue 18:00-20:00", cohorts=None, roams=2),
    )
    days = "Mon 18:00-20:00; Tue 18:00-20:00"
    assert form_cohorts(problem(people, [able], [place("one", days), place("two", days)]), Effort()).placed == 8
    hall = problem(people, [able], [place("hall", days, cohorts=2)])
    assert form_cohorts(hall, Effort()).placed == 16
    assert form_cohorts(replace(hall, leaders=(replace(able, minutes=120),)), Effort()).placed == 8
    assert form_cohorts(replace(hall, leaders=(replace(able, cohorts=3),)), Effort()).placed == 12


def best_in_halls(given_problem: CohortProblem) -> int:
    """The most people at a single start to which all can come, by trying every cohort, room and size."""
    sizes, (stream, _) = given_problem.sizes, given_problem.people[0].choices[0]
    where = [(one.id, room.id) for one in given_problem.leaders for room in given_problem.rooms]
    best = 0

    def go(index: int, chosen: tuple[FormedCohort, ...], seated: int) -> None:
        nonlocal best
        if find_violations(given_problem, chosen):
            return
        best = max(best, seated)
        for number in range(index, len(where)):
            for size in range(sizes.least, sizes.most + 1):
                if seated + size <= len(given_problem.people):
                    members = tuple(one.id for one in given_problem.people[seated : seated + size])
                    go(
                        number,
                        (*chosen, FormedCohort(stream, 1080, where[number][0], where[number][1], members)),
                        seated + size,
                    )

    go(0, (), 0)
    return best


@pytest.mark.parametrize("seed", range(12))
def test_halls_and_those_who_roam_are_used_as_well_as_can_be(seed: int) -> None:
    chance = random.Random(seed)
    leaders = [
        leader(f"f{number}", cohorts=chance.choice((1, 2, None)), roams=chance.choice((1, 2, 3))) for number in range(2)
    ]
    rooms = [
        place(f"r{number}", seats=chance.choice((3, 5, 8, 11, None)), cohorts=chance.choice((1, 2, 3)))
        for number in range(2)
    ]
    given_problem = problem([person(f"p{number}") for number in range(chance.randint(6, 12))], leaders, rooms)
    plan = form_cohorts(given_problem, Effort())
    assert find_violations(given_problem, plan.cohorts) == ()
    assert (plan.placed, plan.bound) == (best_in_halls(given_problem),) * 2


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
