"""Hard hours of online cohorts: never instead of a place, always the last choice, and counted on everybody's own
clock."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.grouping.small_problems import LONDON, ONLINE, PLAIN, formed, leader, person, problem, random_problem
from toolkit.grouping import form
from toolkit.grouping.form import form_cohorts
from toolkit.grouping.hours import at_hard_hours
from toolkit.grouping.problem import CohortPlan, CohortProblem, Effort, FormedCohort, Sizes, Stream
from toolkit.grouping.violations import find_violations

NEW_YORK = "America/New_York"
ALL_DAY = "Mon 00:00-24:00; Tue 00:00-24:00"


def hard_by_looking(given_problem: CohortProblem, cohort: FormedCohort, *, zone: str) -> bool:
    """Whether any meeting of the term is outside 8:00 to 22:00, from day to day on the clock of a zone."""
    here, there = ZoneInfo(given_problem.zone), ZoneInfo(zone)
    day = given_problem.first
    while day <= given_problem.last:
        if day.weekday() == cohort.start // 1440:
            wall = datetime.datetime.combine(day, datetime.time(cohort.start % 1440 // 60, cohort.start % 60), here)
            begin = wall.astimezone(there)
            end = (wall.astimezone(datetime.UTC) + datetime.timedelta(minutes=given_problem.minutes)).astimezone(there)
            late = datetime.datetime.combine(begin.date(), datetime.time(22), there)
            if begin.time() < datetime.time(8) or end.replace(tzinfo=None) > late.replace(tzinfo=None):
                return True
        day += datetime.timedelta(days=1)
    return False


def zones_of(given_problem: CohortProblem) -> dict[str, str]:
    leaders = {one.id: one.zone for one in given_problem.leaders}
    return {one.id: one.zone for one in given_problem.people} | leaders


def hard(given_problem: CohortProblem, cohorts: Sequence[FormedCohort]) -> int:
    return sum(len(at_hard_hours(given_problem, cohort)) for cohort in cohorts)


def seatings(
    coming: Sequence[Mapping[str, bool]], ids: Sequence[str], *, counts: tuple[int, ...], sizes: Sizes
) -> Iterator[tuple[int, int]]:
    """Every way of seating people, each cohort large enough: how many are placed, and minus how many at hard hours, by
    who could come to which cohort and whether that is hard for them."""
    if not ids:
        if all(count >= sizes.least for count in counts):
            yield 0, 0
        return
    yield from seatings(coming, ids[1:], counts=counts, sizes=sizes)
    for number, table in enumerate(coming):
        if ids[0] in table and counts[number] < sizes.most:
            more = (*counts[:number], counts[number] + 1, *counts[number + 1 :])
            for placed, less in seatings(coming, ids[1:], counts=more, sizes=sizes):
                yield placed + 1, less - table[ids[0]]


def best_by_trying(given_problem: CohortProblem) -> tuple[int, int]:
    """The most people that any plan can place, and the fewest at hard hours then: every set of cohorts, everybody at
    every place."""
    found = (0, 0)
    zones = zones_of(given_problem)
    runs = [
        FormedCohort(ONLINE, start, one.id, None, ())
        for one in given_problem.leaders
        for start in range(0, 2880, given_problem.grid)
        if not {v.rule for v in find_violations(given_problem, [FormedCohort(ONLINE, start, one.id, None, ())])}
        & {"leader", "stream"}
    ]

    def able(one: FormedCohort, id: str) -> bool:
        return "time" not in {v.rule for v in find_violations(given_problem, [replace(one, members=(id,))])}

    coming = {one: [who.id for who in given_problem.people if able(one, who.id)] for one in runs}
    runs = [one for one in runs if len(coming[one]) >= given_problem.sizes.least]
    late = {
        one: {id: hard_by_looking(given_problem, one, zone=zones[id]) for id in (*coming[one], one.leader)}
        for one in runs
    }

    def sets(index: int, chosen: list[FormedCohort]) -> Iterator[list[FormedCohort]]:
        yield chosen
        for number in range(index, len(runs)):
            more = [*chosen, runs[number]]
            if not {v.rule for v in find_violations(given_problem, more)} & {"twice", "hours"} and len(more) <= 2:
                yield from sets(number + 1, more)

    for chosen in sets(0, []):
        led = sum(late[one][one.leader] for one in chosen)
        ids = [one.id for one in given_problem.people]
        for placed, less in seatings(
            [late[one] for one in chosen], ids, counts=(0,) * len(chosen), sizes=given_problem.sizes
        ):
            found = max(found, (placed, less - led))
    return found[0], -found[1]


def nights(seed: int) -> CohortProblem:
    """Five people and two facilitators who are free by day and by night, in zones far from each other; no clock
    changes."""
    base = random_problem(seed, people=5, leaders=2, online=True)
    shifted = [(one, 60 * (seed * 7 + number * 5) % 1440) for number, one in enumerate(base.people)]
    people = tuple(
        replace(one, available=tuple(((a - back) % 2880, (a - back) % 2880 + b - a) for a, b in one.available))
        for one, back in shifted
    )
    free = tuple(replace(one, available=((0, 2880),), cohorts=1 + number) for number, one in enumerate(base.leaders))
    wide = tuple(replace(one, available=(*one.available, (600, 760), (1320, 1500))) for one in people)
    return replace(base, people=wide, leaders=free, grid=60, last=datetime.date(2027, 3, 7))


@pytest.mark.parametrize("seed", range(10))
def test_as_few_as_can_be_meet_at_hard_hours(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before any cohort takes turns."""
    monkeypatch.setattr(form, "take_turns", lambda _problem, cohorts: cohorts)
    given_problem = nights(seed)
    plan = form_cohorts(given_problem, Effort())
    assert (plan.placed, hard(given_problem, plan.cohorts)) == best_by_trying(given_problem)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10**6), st.booleans())
def test_hard_hours_are_those_of_the_meetings_and_no_rule_is_broken(seed: int, solver: bool) -> None:
    given_problem = nights(seed)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(form, "solver_is_here", lambda: solver)
        plan = form_cohorts(given_problem, Effort())
    assert find_violations(given_problem, plan.cohorts) == ()
    zones = zones_of(given_problem)
    for cohort in plan.cohorts:
        everybody = (*cohort.members, *cohort.leaders)
        for start in cohort.starts:
            once = replace(cohort, start=start, turns=())
            found = tuple(id for id in everybody if hard_by_looking(given_problem, once, zone=zones[id]))
            assert at_hard_hours(given_problem, cohort, start=start) == at_hard_hours(given_problem, once) == found


def formed_both_ways(given_problem: CohortProblem) -> list[CohortPlan]:
    """With the solver, by neighbourhoods, and without it."""
    found = [form_cohorts(given_problem, Effort())]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(form, "SMALL", 0)
        found.append(form_cohorts(given_problem, Effort()))
        patch.setattr(form, "solver_is_here", lambda: False)
        found.append(form_cohorts(given_problem, Effort()))
    return found


def test_the_night_is_chosen_last_however_a_plan_is_made() -> None:
    wide = "Mon 02:00-04:00; Tue 18:00-20:00"
    people = [person(id, wide, streams=[ONLINE]) for id in "abcd"]
    for plan in formed_both_ways(problem(people, [leader("f", ALL_DAY, streams=[ONLINE])])):
        assert [(cohort.start, len(cohort.members)) for cohort in plan.cohorts] == [(2520, 4)]


def test_who_offered_the_night_alone_is_placed_there() -> None:
    people = [person(id, "Mon 02:00-04:00", streams=[ONLINE]) for id in "ab"]
    for plan in formed_both_ways(problem(people, [leader("f", ALL_DAY, streams=[ONLINE])])):
        assert [cohort.start for cohort in plan.cohorts] == [120]


def test_a_place_counts_more_than_hours_and_hours_more_than_choice_and_need() -> None:
    red, blue = (Stream(track, "", "online-peer", online=True) for track in ("red", "blue"))
    late, day = "Mon 02:00-04:00", "Tue 18:00-20:00"
    more = [person(id, f"{late}; {day}", streams=[red]) for id in "ab"] + [person("c", late, streams=[red])]
    free = leader("f", ALL_DAY, streams=[red, blue])
    for plan in formed_both_ways(problem(more, [free])):
        assert (plan.placed, [cohort.start for cohort in plan.cohorts]) == (3, [120])
    needed = problem([person(id, late, need=day, streams=[red]) for id in "ab"], [free])
    wished = problem(
        [person(id, f"{late}; {day}", streams=[red, blue]) for id in "ab"],
        [leader("f", late, streams=[red]), leader("g", day, streams=[blue])],
    )
    for given_problem in (needed, wished):
        assert [[cohort.start for cohort in plan.cohorts] for plan in formed_both_ways(given_problem)] == [[2520]] * 3


def test_a_seat_is_changed_with_somebody_to_whom_the_hour_is_none() -> None:
    """13:00 in London is 8:00 in New York; 12:00 is 7:00 there."""
    both = "Mon 12:00-14:00; Tue 13:00-15:00"
    there = "Mon 07:00-09:00; Tue 08:00-10:00"
    people = [person(f"l{number}", both, streams=[ONLINE]) for number in range(4)]
    people += [person(f"n{number}", there, zone=NEW_YORK, streams=[ONLINE]) for number in range(4)]
    leaders = [leader("f", "Mon 12:00-14:00", streams=[ONLINE]), leader("g", "Tue 13:00-15:00", streams=[ONLINE])]
    last = datetime.date(2027, 3, 7)  # before the clocks change
    given_problem = problem(people, leaders, last=last)
    for plan in formed_both_ways(given_problem):
        assert (plan.placed, hard(given_problem, plan.cohorts)) == (8, 0)


def test_the_facilitator_counts_too() -> None:
    people = [person(id, "Mon 08:00-10:00; Mon 18:00-20:00", streams=[ONLINE]) for id in "ab"]
    far = leader("f", "Mon 03:00-05:00; Mon 13:00-15:00", zone=NEW_YORK, streams=[ONLINE])
    for plan in formed_both_ways(problem(people, [far], last=datetime.date(2027, 3, 7))):
        assert [cohort.start for cohort in plan.cohorts] == [1080]


@pytest.mark.parametrize(
    ("cohort", "zone", "found"),
    [
        (formed("a", "Mon 08:00", stream=ONLINE), LONDON, ()),
        (formed("a", "Mon 20:00", stream=ONLINE), LONDON, ()),
        (formed("a", "Mon 20:15", stream=ONLINE), LONDON, ("a",)),
        (replace(formed("a", "Mon 20:15", stream=ONLINE), minutes=90), LONDON, ()),
        (formed("a", "Mon 07:45", stream=ONLINE), LONDON, ("a",)),
        (formed("a", "Mon 07:45", stream=PLAIN), LONDON, ()),
        (formed("a", "Mon 13:00", stream=ONLINE), NEW_YORK, ()),
        (formed("a", "Mon 12:00", stream=ONLINE), NEW_YORK, ("a",)),
        (formed("ax", "Mon 23:00", by="", stream=ONLINE), LONDON, ("a",)),
        (replace(formed("a", "Mon 18:00", stream=ONLINE), also=(120,)), LONDON, ("a",)),
    ],
)
def test_hard_hours_are_on_a_screen_before_eight_and_after_ten(
    cohort: FormedCohort, zone: str, found: tuple[str, ...]
) -> None:
    given_problem = problem([person("a", zone=zone)], [], last=datetime.date(2027, 3, 7))
    assert at_hard_hours(given_problem, cohort) == found


def test_an_hour_that_is_hard_after_the_clocks_change_is_hard() -> None:
    """New York changes on 14 March, London on the 28th: 12:00 in London is 7:00 there, and 8:00 in between."""
    noon, term = formed("a", "Mon 12:00", stream=ONLINE), problem([person("a", zone=NEW_YORK)], [])
    between = replace(term, first=datetime.date(2027, 3, 16), last=datetime.date(2027, 3, 22))
    assert (at_hard_hours(between, noon), at_hard_hours(term, noon)) == ((), ("a",))
