"""Mentors' hours: what each cohort in a mentored mode takes of them, what a mentor can give, and who could mentor a
cohort that has nobody.

Only the mentor's part of an evening counts (`mentor` of a session), and two cohorts that meet together take it once.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from toolkit.model.people import Facilitator
from toolkit.model.plan import Meeting, Plan
from toolkit.model.programme import Cohort
from toolkit.planning.free import candidate, mentor_minutes

STEP = 5
"""Minutes in which short hours are shared out."""

Weeks = Mapping[tuple[int, int], Mapping[str, int]]
"""Minutes of a mentor by week (year and number, ISO 8601) and cohort key."""


@dataclass(frozen=True)
class Share:
    """What a cohort asks of its mentor in the busiest week, and what it gets of the hours that there are; in
    minutes."""

    cohort: Cohort
    wanted: int
    allotted: int


@dataclass(frozen=True)
class MentorHours:
    """A mentor's busiest week (from its Monday; None without a meeting) and how it is shared out. `offered` is in
    minutes a week, None where not said."""

    mentor: Facilitator
    offered: int | None
    monday: datetime.date | None
    shares: tuple[Share, ...]

    @property
    def wanted(self) -> int:
        """Minutes in the busiest week."""
        return sum(share.wanted for share in self.shares)

    @property
    def over(self) -> bool:
        """Whether more is wanted than offered."""
        return self.offered is not None and self.wanted > self.offered


def mentor_hours(plan: Plan) -> tuple[MentorHours, ...]:
    """How the hours of every mentor go round. Where they do not suffice for the busiest week, each cohort gets an equal
    part, none more than it asks for."""
    return tuple(
        _hours(plan, plan.programme.people.facilitators[id], weeks=weeks) for id, weeks in _mentors(plan).items()
    )


def without_mentor(plan: Plan) -> tuple[tuple[Cohort, Facilitator | None], ...]:
    """The cohorts in a mentored mode that have no mentor, each with one who could come, or None: with most time left,
    and free at all its meetings.

    The cohorts are served one after the other, and what one takes is no longer there for the next.
    """
    return tuple(_proposals(plan, _mentors(plan)))


def _mentors(plan: Plan) -> dict[str, Weeks]:
    """The weeks of all mentors, and of everybody else who mentors a meeting, by id."""
    known = plan.programme.people.facilitators
    listed = [person.id for person in known.values() if person.role == "mentor"]
    busy: dict[str, dict[tuple[int, int], Counter[str]]] = {id: {} for id in listed}
    for meeting in plan.meetings:
        if meeting.mentor and meeting.mentor.id in known and mentor_minutes(meeting):
            weeks = busy.setdefault(meeting.mentor.id, {})
            weeks.setdefault(meeting.date.isocalendar()[:2], Counter())[meeting.cohort.key] += mentor_minutes(meeting)
    return dict(busy)


def _busiest(weeks: Weeks) -> int:
    return max((sum(minutes.values()) for minutes in weeks.values()), default=0)


def _hours(plan: Plan, mentor: Facilitator, *, weeks: Weeks) -> MentorHours:
    offered = _offered(mentor)
    if not weeks:
        return MentorHours(mentor, offered, None, ())
    week = max(sorted(weeks), key=lambda week: (sum(weeks[week].values()), -week[0], -week[1]))
    wanted = {cohort.key: weeks[week][cohort.key] for cohort in plan.programme.cohorts if cohort.key in weeks[week]}
    given = _shared_out(wanted, offered)
    shares = tuple(
        Share(cohort, wanted[cohort.key], given[cohort.key])
        for cohort in plan.programme.cohorts
        if cohort.key in wanted
    )
    return MentorHours(mentor, offered, datetime.date.fromisocalendar(*week, 1), shares)


def _offered(mentor: Facilitator) -> int | None:
    return None if mentor.hours_per_week is None else int(mentor.hours_per_week * 60 + 1e-6)


def _shared_out(wanted: Mapping[str, int], offered: int | None) -> dict[str, int]:
    """What each gets, round by round in steps of five minutes, until all is given or nobody wants more."""
    if offered is None or sum(wanted.values()) <= offered:
        return dict(wanted)
    given, left = dict.fromkeys(wanted, 0), offered
    while left > 0:
        for key in wanted:
            step = min(STEP, left, wanted[key] - given[key])
            given[key] += step
            left -= step
    return given


def _proposals(plan: Plan, weeks: Mapping[str, Weeks]) -> Iterator[tuple[Cohort, Facilitator | None]]:
    left = {id: (_offered(plan.programme.people.facilitators[id]), _busiest(found)) for id, found in weeks.items()}
    taken: dict[str, list[Meeting]] = {id: [] for id in weeks}
    for cohort in plan.programme.cohorts:
        if not cohort.way.mentored or cohort.mentor in plan.programme.people.facilitators:
            continue
        minutes = max((mentor_minutes(meeting) for meeting in plan.of_cohort(cohort.key)), default=0)
        able = [id for id, (offered, taken) in left.items() if offered is None or offered - taken >= minutes]
        meetings = [meeting for meeting in plan.of_cohort(cohort.key) if mentor_minutes(meeting) and not meeting.held]
        free = [id for id in able if not _overlapping(meetings, taken[id]) and _is_free(plan, meetings, id=id)]
        best = max(free, key=lambda one: _spare(*left[one]), default=None)
        if best is not None:
            left[best] = left[best][0], left[best][1] + minutes
            taken[best] += meetings
        yield cohort, plan.programme.people.facilitators[best] if best is not None else None


def _spare(offered: int | None, taken: int) -> int:
    return 0 if offered is None else offered - taken


def _overlapping(meetings: Sequence[Meeting], others: Sequence[Meeting]) -> bool:
    """Whether somebody could not be at all of these."""
    return any(
        one.start.timestamp() < other.end.timestamp() and other.start.timestamp() < one.end.timestamp()
        for one in meetings
        for other in others
    )


def _is_free(plan: Plan, meetings: Sequence[Meeting], *, id: str) -> bool:
    """Whether nothing speaks against a mentor at any of these meetings of a cohort, those still to be held."""
    person = plan.programme.people.facilitators[id]
    return bool(meetings) and all(not candidate(plan, meeting, person=person).against for meeting in meetings)
