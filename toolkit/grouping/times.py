"""When people could come: how many at each half hour of the week, and how many for a whole meeting."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

from toolkit.grouping.problem import CohortProblem
from toolkit.grouping.starts import starts_within, troubled_starts

HALF_HOUR = 30


@dataclass(frozen=True)
class Start:
    """A minute of the week at which a cohort could meet: people who could come to the whole meeting, facilitators who
    could run it."""

    minute: int
    people: int
    facilitators: int


@dataclass(frozen=True)
class CanCome:
    """How many could come, by half hour of the week (0 is Monday 00:00, 335 Sunday 23:30): gladly, and with those who
    would if needed.

    Somebody counts where they are free all through the term, whatever the clocks do; times are those of the programme.
    `starts` are those to which anybody could come, most people first.
    """

    gladly: tuple[int, ...]
    at_all: tuple[int, ...]
    starts: tuple[Start, ...]


def when_people_can(problem: CohortProblem) -> CanCome:
    """The times that people gave, counted."""
    gladly, at_all, coming, leading = Counter[int](), Counter[int](), Counter[int](), Counter[int]()
    by_half_hour = replace(problem, minutes=HALF_HOUR, grid=HALF_HOUR)
    for person in problem.people:
        both = (*person.available, *person.if_needed)
        gladly.update(starts_within(by_half_hour, person.available, zone=person.zone))
        at_all.update(starts_within(by_half_hour, both, zone=person.zone))
        coming.update(starts_within(problem, both, zone=person.zone))
    for leader in problem.leaders:
        leading.update(starts_within(problem, leader.available, zone=leader.zone))
    bad = troubled_starts(problem.zone, problem.first, problem.last, problem.minutes, problem.grid)
    starts = (
        Start(number * problem.grid, count, leading[number]) for number, count in coming.items() if number not in bad
    )
    halves = range(7 * 48)
    return CanCome(
        tuple(gladly[half] for half in halves),
        tuple(at_all[half] for half in halves),
        tuple(sorted(starts, key=lambda one: (-one.people, -one.facilitators, one.minute))),
    )
