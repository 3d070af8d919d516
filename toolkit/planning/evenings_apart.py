"""Somebody who is a member of one cohort and runs another keeps both evenings: while cohorts are formed, the two are
kept from being at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from toolkit.grouping.problem import CohortPlan, CohortProblem, FormedCohort, Leader, Person
from toolkit.grouping.starts import shifts
from toolkit.model.availability import WEEK_MINUTES, Stretch, split_week
from toolkit.reading.imports.votes import without

Both = Mapping[str, str]
"""The id of the participant that a facilitator also is, by the id of that one."""


def formed_apart(
    problem: CohortProblem, both: Both, *, form: Callable[[CohortProblem], CohortPlan]
) -> tuple[CohortProblem, CohortPlan]:
    """The cohorts that `form` makes, and the problem that they solve: nobody is a member of a cohort that meets while
    they run one. What is kept stays, whatever it says.

    Whoever would be at two places runs their cohorts at these very times, is free for no other then, and all is formed
    again. No plan of the problem as it was given can place more than the first bound says.
    """
    problem = stand_apart(problem, problem.kept, both=both)
    plan = first = form(problem)
    while torn := _torn(problem, plan.cohorts, both=both):
        problem, both = _settled(problem, torn, both=both), {id: both[id] for id in both.keys() - torn.keys()}
        plan = form(problem)
    return problem, replace(plan, bound=first.bound, reachable=first.reachable)


def _settled(problem: CohortProblem, torn: Mapping[str, tuple[Stretch, ...]], *, both: Both) -> CohortProblem:
    """The problem where these facilitators run cohorts at their times alone, and are not free as members then."""

    def settled(leader: Leader) -> Leader:
        if leader.id not in torn:
            return leader
        return replace(leader, available=_on_clock(problem, torn[leader.id], zone=leader.zone))

    return _less_free(_of_all(problem, settled), {both[id]: times for id, times in torn.items()})


def stand_apart(problem: CohortProblem, cohorts: Sequence[FormedCohort], *, both: Both) -> CohortProblem:
    """The problem where nobody is free for another cohort while they run or attend one of these."""
    led = {both[id]: _times(problem, _led(id, cohorts)) for id in both}

    def apart(leader: Leader) -> Leader:
        attended = [one for one in cohorts if both.get(leader.id) in one.members and leader.id not in one.leaders]
        taken = _on_clock(problem, _times(problem, attended), zone=leader.zone)
        return replace(leader, available=without(leader.available, taken)) if taken else leader

    return _less_free(_of_all(problem, apart), led)


def _of_all(problem: CohortProblem, change: Callable[[Leader], Leader]) -> CohortProblem:
    """The problem with another of each who runs cohorts."""
    leaders, seconds = tuple(map(change, problem.leaders)), tuple(map(change, problem.seconds))
    return replace(problem, leaders=leaders, seconds=seconds)


def _torn(problem: CohortProblem, cohorts: Sequence[FormedCohort], *, both: Both) -> dict[str, tuple[Stretch, ...]]:
    """The facilitators who would be at two places, one of them in a cohort that is not kept, with the times of the
    cohorts that they run."""
    kept = {one.key for one in problem.kept if one.key}
    found = {}
    for id, member in both.items():
        run = _times(problem, _led(id, cohorts))
        attended = _times(problem, [one for one in cohorts if member in one.members and one.key not in kept])
        if any(a < d and c < b for a, b in run for c, d in attended):
            found[id] = run
    return found


def _led(id: str, cohorts: Iterable[FormedCohort]) -> list[FormedCohort]:
    return [cohort for cohort in cohorts if id in cohort.leaders]


def _times(problem: CohortProblem, cohorts: Iterable[FormedCohort]) -> tuple[Stretch, ...]:
    """When these cohorts meet, on the problem's clock."""
    return split_week(
        (start, start + (cohort.minutes or problem.minutes)) for cohort in cohorts for start in cohort.starts
    )


def _on_clock(problem: CohortProblem, times: Iterable[Stretch], *, zone: str) -> tuple[Stretch, ...]:
    """Times of the problem's clock on that of a zone, whatever the clocks do in the term."""
    return split_week(
        ((start + shift) % WEEK_MINUTES, (start + shift) % WEEK_MINUTES + end - start)
        for start, end in times
        for shift in shifts(problem.zone, zone, problem.first, problem.last)
    )


def _less_free(problem: CohortProblem, taken: Mapping[str, tuple[Stretch, ...]]) -> CohortProblem:
    """The problem where these people are not free at these times of its clock."""

    def less(person: Person) -> Person:
        busy = _on_clock(problem, taken.get(person.id, ()), zone=person.zone)
        return (
            replace(person, available=without(person.available, busy), if_needed=without(person.if_needed, busy))
            if busy
            else person
        )

    return replace(problem, people=tuple(map(less, problem.people)))
