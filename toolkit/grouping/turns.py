"""A rotating start: where an online cohort has none that is humane for everybody, it takes turns between two, each hard
for others. Nobody gains or loses a place by it, since everybody could come to either of them all along."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

from toolkit.grouping.hours import at_hard_hours
from toolkit.grouping.problem import CohortProblem, FormedCohort
from toolkit.grouping.starts import starts_within, troubled_starts
from toolkit.grouping.violations import find_violations


def take_turns(problem: CohortProblem, cohorts: Sequence[FormedCohort]) -> tuple[FormedCohort, ...]:
    """The cohorts, those in turn that can be; the kept ones as they are."""
    found = list(cohorts)
    for number, cohort in enumerate(found):
        if cohort not in problem.kept and at_hard_hours(problem, cohort):
            others = [*found[:number], *found[number + 1 :]]
            theirs = [one for one in others if set(one.leaders).intersection(cohort.leaders)]
            found[number] = _in_turn(_narrow(problem, [cohort, *theirs]), cohort, theirs=theirs)
    return tuple(found)


def _narrow(problem: CohortProblem, cohorts: Sequence[FormedCohort]) -> CohortProblem:
    """The problem with the people of these cohorts alone; nothing is asked of their company."""
    ids = {member for cohort in cohorts for member in cohort.members}
    people = tuple(person for person in problem.people if person.id in ids)
    return replace(problem, people=people, together=(), apart=())


def _in_turn(problem: CohortProblem, cohort: FormedCohort, *, theirs: Sequence[FormedCohort]) -> FormedCohort:
    """The cohort with the pair of turns at which the fewest meet at hard hours, and nobody at both; as it is where
    there is none, or where one start is humane for all. `theirs` are the other cohorts of its facilitators."""
    broken = len(find_violations(problem, [*theirs, cohort]))

    def holds(trial: FormedCohort) -> bool:
        return len(find_violations(problem, [*theirs, trial])) <= broken

    free = [start for start in _common_starts(problem, cohort) if holds(replace(cohort, start=start))]
    hard = {start: frozenset(at_hard_hours(problem, cohort, start=start)) for start in free}
    if not all(hard.values()):
        return cohort
    need = {start: _for_need(problem, cohort, start=start) for start in free}
    pairs = sorted(
        (len(hard[one]) + len(hard[other]), cohort.start not in (one, other), need[one] + need[other], one, other)
        for one, other in combinations(free, 2)
        if hard[one].isdisjoint(hard[other])
    )
    tries = (replace(cohort, start=one, turns=(other,)) for *_, one, other in pairs)
    return next((one for one in tries if holds(one)), cohort)


def _common_starts(problem: CohortProblem, cohort: FormedCohort) -> list[int]:
    """Minutes of the week at which everybody could come and facilitate, all through the term."""
    numbers = set(range(7 * 1440 // problem.grid))
    numbers -= troubled_starts(problem.zone, problem.first, problem.last, problem.minutes, problem.grid)
    for person in problem.people:
        if person.id in cohort.members:
            numbers &= starts_within(problem, (*person.available, *person.if_needed), zone=person.zone)
    for leader in problem.staff:
        if leader.id in cohort.leaders:
            numbers &= starts_within(problem, leader.available, zone=leader.zone)
    return [number * problem.grid for number in sorted(numbers)]


def _for_need(problem: CohortProblem, cohort: FormedCohort, *, start: int) -> int:
    """How many members would come to a start only for need."""
    return sum(
        start // problem.grid not in starts_within(problem, person.available, zone=person.zone)
        for person in problem.people
        if person.id in cohort.members
    )
