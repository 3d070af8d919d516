"""When a cohort meets by the world's clock, and which hours of it somebody did not offer."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from functools import lru_cache
from zoneinfo import ZoneInfo

from toolkit.grouping.problem import CohortProblem, FormedCohort
from toolkit.model.availability import DAY

Span = tuple[float, float]


def meetings_of(problem: CohortProblem, cohort: FormedCohort) -> Iterator[Span]:
    """Beginning and end of every meeting of the term, as seconds of the world's clock."""
    zone, day = ZoneInfo(problem.zone), problem.first
    while day <= problem.last:
        for start in cohort.starts:
            if day.weekday() == start // 1440:
                begin = datetime.datetime.combine(day, datetime.time(start % 1440 // 60, start % 60), zone).timestamp()
                yield begin, begin + 60 * (cohort.minutes or problem.minutes)
        day += DAY


def hours_missed(
    stretches: Sequence[tuple[int, int]], zone: str, *, meetings: Sequence[Span]
) -> tuple[int, int] | None:
    """The first hours of the week, on the clock of `zone`, at which a meeting is and not each minute is free: its
    beginning and end in minutes of the week. None where all minutes of all meetings lie in free stretches."""
    seen = {piece for meeting in meetings for piece in _on_the_clock(zone, meeting)}
    missed = sorted((first, first + length) for first, length in seen if not _covered(stretches, first, length=length))
    return missed[0] if missed else None


@lru_cache(maxsize=100000)
def _on_the_clock(zone: str, meeting: Span) -> tuple[tuple[int, int], ...]:
    """A meeting as minutes of a local week and their number; in pieces where the clocks change meanwhile."""
    (begin, end), place, pieces = meeting, ZoneInfo(zone), list[tuple[int, int]]()
    moment = begin
    while moment < end:
        local = datetime.datetime.fromtimestamp(moment, place)
        minute, length = local.weekday() * 1440 + local.hour * 60 + local.minute, round(min(900, end - moment) / 60)
        if pieces and (sum(pieces[-1]) - minute) % 10080 == 0:
            pieces[-1] = (pieces[-1][0], pieces[-1][1] + length)
        else:
            pieces.append((minute, length))
        moment += 900
    return tuple(pieces)


def _covered(stretches: Sequence[tuple[int, int]], first: int, *, length: int) -> bool:
    """Whether all minutes from `first` on are free, going from the end of one stretch into the next, round the week."""
    done = 0
    while done < length:
        here = (first + done) % 10080
        further = max((end - here for start, end in stretches if start <= here < end), default=0)
        if not further:
            return False
        done += further
    return True
