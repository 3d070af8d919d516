"""Hours at which a meeting on a screen is a hardship: whatever does not lie between eight in the morning and ten at
night on somebody's own clock. Nobody is kept from them, but they are chosen last."""

from __future__ import annotations

from functools import cache

from toolkit.grouping.problem import CohortProblem, FormedCohort
from toolkit.grouping.starts import shifts
from toolkit.model.availability import DAY_MINUTES, WEEK_MINUTES

EARLIEST, LATEST = 8 * 60, 22 * 60
"""Local minutes of the day between which a meeting is no hardship, and a stretch may be asked for."""


def hard_starts(problem: CohortProblem, zone: str) -> frozenset[int]:
    """The numbers of the starts at which a meeting of the problem is at hard hours in `zone`, in any week of the
    term."""
    moved = shifts(problem.zone, zone, problem.first, problem.last)
    return _hard(moved, minutes=problem.minutes, grid=problem.grid)


@cache
def _hard(moved: frozenset[int], *, minutes: int, grid: int) -> frozenset[int]:
    return frozenset(one for one in range(WEEK_MINUTES // grid) if _outside(one * grid, moved=moved, minutes=minutes))


def at_hard_hours(problem: CohortProblem, cohort: FormedCohort, *, start: int | None = None) -> tuple[str, ...]:
    """The ids of members and facilitators for whom a cohort that meets on a screen does so at hard hours, in any week
    of the term; only at the weekly `start`, where one is given."""
    if not cohort.stream.online:
        return ()
    members, led = set(cohort.members), set(cohort.leaders)
    zones = {person.id: person.zone for person in problem.people if person.id in members}
    leaders = {leader.id: leader.zone for leader in problem.staff if leader.id in led}
    everybody = {id: zones[id] for id in cohort.members if id in zones} | {
        id: leaders[id] for id in cohort.leaders if id in leaders
    }
    starts, minutes = cohort.starts if start is None else (start,), cohort.minutes or problem.minutes
    return tuple(
        id
        for id, zone in everybody.items()
        if any(_is_hard(problem, one, zone=zone, minutes=minutes) for one in starts)
    )


def _is_hard(problem: CohortProblem, start: int, *, zone: str, minutes: int) -> bool:
    return _outside(start, moved=shifts(problem.zone, zone, problem.first, problem.last), minutes=minutes)


def _outside(start: int, *, moved: frozenset[int], minutes: int) -> bool:
    return any(not EARLIEST <= (start + shift) % DAY_MINUTES <= LATEST - minutes for shift in moved)
