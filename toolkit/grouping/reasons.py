"""Why somebody has no place, in a few words: the first of the things that stand in their way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from toolkit.grouping.compile import compile_problem
from toolkit.grouping.instance import Instance
from toolkit.grouping.problem import CohortPlan, CohortProblem, FormedCohort, Leader, Stream
from toolkit.grouping.starts import starts_within

StreamStarts = frozenset[tuple[Stream, int]]
"""Starts (by number on the grid) in a stream."""


@dataclass(frozen=True)
class _Week:
    """Who could come when, when somebody could facilitate (`led`) and have the second role where one is needed
    (`helped`), and when a room is open."""

    problem: CohortProblem
    instance: Instance
    own: dict[str, StreamStarts]
    led: StreamStarts
    helped: StreamStarts
    housed: StreamStarts
    plan: CohortPlan


def why_unplaced(problem: CohortProblem, plan: CohortPlan) -> dict[str, str]:
    """A reason by the id of each person without a place."""
    if not plan.unplaced:
        return {}
    own = {
        one.id: frozenset(
            (stream, start)
            for stream, _ in one.choices
            for start in starts_within(problem, (*one.available, *one.if_needed), zone=one.zone)
        )
        for one in problem.people
    }
    led, helped = _run_by(problem, problem.leaders), _run_by(problem, problem.seconds)
    opened = frozenset(
        start for room in problem.rooms for start in starts_within(problem, room.open, zone=problem.zone)
    )
    every = frozenset().union(*own.values())
    housed = frozenset(pair for pair in every if pair[0].online or not problem.rooms or pair[1] in opened)
    if not problem.second_role:
        helped = every
    week = _Week(problem, compile_problem(problem), own, led, helped, housed, plan)
    return {id: _why(week, id) for id in plan.unplaced}


def _run_by(problem: CohortProblem, some: Iterable[Leader]) -> StreamStarts:
    """When any of these could run a cohort."""
    able = [one for one in some if one.cohorts != 0 and (one.minutes is None or one.minutes >= problem.minutes)]
    return frozenset(
        (stream, start)
        for one in able
        for start in starts_within(problem, one.available, zone=one.zone)
        for stream in one.streams
    )


def _why(week: _Week, id: str) -> str:
    problem, own = week.problem, week.own[id]
    if not any(one.available or one.if_needed for one in problem.people if one.id == id):
        return "gave no times"
    if not own:
        return f"no meeting of {problem.minutes} minutes fits the times given"
    if wish := _wish_in_the_way(week, id):
        return wish
    if not own & week.led:
        return "no facilitator is free then"
    if not own & week.helped:
        return f"no {problem.second_role} is free then"
    both = own & week.led & week.helped
    if not both:
        return f"no facilitator and {problem.second_role} are free then at once"
    if not both & week.housed:
        return "no room is open then"
    count = Counter(pair for theirs in week.own.values() for pair in theirs & both & week.housed)
    if max(count.values()) < problem.sizes.least:
        return (
            f"no more than {max(count.values())} can come at one of those times; a cohort has at least"
            f" {problem.sizes.least}"
        )
    columns = dict.fromkeys(alike.column for alike in problem.not_alone if id in alike.ids)
    return _of_the_formed(week, id) + (
        f", or nobody there would be like them by {' or '.join(columns)}" if columns else ""
    )


def _of_the_formed(week: _Week, id: str) -> str:
    """What to say of somebody whom a cohort could hold: how those at their times are, or that there is none."""
    plan, problem = week.plan, week.problem
    if plan.stopped_by and not plan.cohorts:
        return "nothing was tried: the work was cut short"
    if plan.stopped_by:
        return "the work was cut short before there was a place"
    if not plan.cohorts:
        return "no cohort could be formed"
    here = [one for one in plan.cohorts if (one.stream, one.start // problem.grid) in week.own[id]]
    if not here:
        runs = f"facilitator, {problem.second_role}" if problem.second_role else "facilitator"
        return f"no cohort meets at those times: too few people, or no {runs} or room, would be left for one"
    kept = {cohort.key for cohort in problem.kept if cohort.key}
    found = dict.fromkeys("stay as they are" if one.key in kept else _how_it_is(week, one, id=id) for one in here)
    return f"the cohorts at those times {' or '.join(found)}, or too few would be left for one more"


def _how_it_is(week: _Week, cohort: FormedCohort, *, id: str) -> str:
    """Why a cohort that may change takes somebody in no more."""
    foes = {other for pair in week.problem.apart if id in pair for other in pair if other != id}
    if there := sorted(foes.intersection(cohort.members)):
        return f"have {', '.join(there)}, from whom they wish to be apart"
    friends = ", ".join(other for other in _chain(week, id) if other != id)
    return f"have no seats for them together with {friends}" if friends else "are full"


def _chain(week: _Week, id: str) -> tuple[str, ...]:
    """Somebody with all whom they wish to be together with, directly or through others."""
    instance = week.instance
    return instance.units[instance.unit_of[id]].ids if id in instance.unit_of else (id,)


def _wish_in_the_way(week: _Week, id: str) -> str:
    """A wish to be together that cannot be kept with anybody's place; nothing where there is none."""
    problem = week.problem
    chain = _chain(week, id)
    for one, other in problem.apart:
        if one in chain and other in chain:
            return f"{one} and {other} wish to be apart and, directly or through others, together"
    friends = ", ".join(other for other in chain if other != id)
    if len(chain) > problem.sizes.most:
        return f"wishes to be together with {friends}: more than a cohort holds"
    if friends and not frozenset(week.own[id]).intersection(*(week.own[other] for other in chain)):
        return f"wishes to be together with {friends}, and no time suits all of them"
    return ""
