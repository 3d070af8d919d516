"""Where cohorts are and could be, start by start, and what people lack to come."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from toolkit.grouping.hours import EARLIEST, LATEST, hard_starts
from toolkit.grouping.problem import CohortPlan, CohortProblem, Leader, Person
from toolkit.grouping.starts import shifts, starts_within, troubled_starts
from toolkit.model.availability import WEEK_MINUTES, Availability, Stretch, split_week

NEARLY = 60
"""Minutes that somebody may lack for a start and still be asked for it."""


class Openings:
    """Where cohorts are and could be, start by start."""

    def __init__(self, problem: CohortProblem, plan: CohortPlan) -> None:
        self.problem, self.plan = problem, plan
        self.people = {person.id: person for person in problem.people}
        self.bad = troubled_starts(problem.zone, problem.first, problem.last, problem.minutes, problem.grid)
        self.led_by = self._all_starts(problem.leaders)
        self.helped_by = self._all_starts(problem.seconds) if problem.second_role else self.led_by
        self.coming = {
            person.id: self.starts((*person.available, *person.if_needed), person.zone) for person in problem.people
        }
        self.shared = Counter(start for id in plan.unplaced for start in self.coming[id])

    def _all_starts(self, some: Iterable[Leader]) -> frozenset[int]:
        return frozenset[int]().union(*(self.starts(one.available, one.zone) for one in some))

    def possible(self, person: Person) -> list[int]:
        """Starts that they could come to, by day first, then those that most of the unplaced share."""
        return self.by_day_first(self.coming[person.id], self.shared, zone=person.zone)

    def by_day_first(self, starts: Iterable[int], count: Mapping[int, int], *, zone: str) -> list[int]:
        """Starts in order: those by day on a zone's clock, then those that count most."""
        hard, grid = hard_starts(self.problem, zone), self.problem.grid
        return sorted(starts, key=lambda start: (start // grid in hard, -count[start], start))

    def nearly(self, person: Person) -> frozenset[int]:
        """Starts that they could come to with an hour more before or after what they gave, and not without."""
        wider = ((start - NEARLY, end + NEARLY) for start, end in (*person.available, *person.if_needed))
        return self.starts(split_week(wider), person.zone) - self.coming[person.id]

    def starts(self, stretches: tuple[Stretch, ...], zone: str) -> frozenset[int]:
        return frozenset(
            start * self.problem.grid for start in starts_within(self.problem, stretches, zone=zone) - self.bad
        )

    def missing(self, person: Person, start: int) -> tuple[Stretch, int] | None:
        """The stretch of their own week that somebody lacks for a start, and its minutes that are not free yet; None
        where it is not to be asked for: at hard hours, of somebody who offered none."""
        moved = sorted(shifts(self.problem.zone, person.zone, self.problem.first, self.problem.last))
        first, last = start + moved[0], start + moved[-1] + self.problem.minutes
        free = Availability(split_week((*person.available, *person.if_needed)))
        lacking = [minute for minute in range(first, last, 15) if not free.holds(minute, 1)]
        if not lacking:
            return None
        begin, end = lacking[0], min(last, lacking[-1] + 15)
        used = [(a % 1440, (b - 1) % 1440 + 1) for a, b in free.stretches]
        earliest = min([EARLIEST, *(a for a, _ in used)])
        latest = max([LATEST, *(b for _, b in used)])
        if begin % 1440 < earliest or (end - 1) % 1440 + 1 > latest or begin // 1440 != (end - 1) // 1440:
            return None
        return (begin % WEEK_MINUTES, begin % WEEK_MINUTES + end - begin), len(lacking) * 15
