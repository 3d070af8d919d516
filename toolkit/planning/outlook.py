"""What is next in a running programme, and what waits for the organiser."""

from __future__ import annotations

import datetime

from toolkit.model.plan import Deadline, Meeting, Plan
from toolkit.planning.free import has_begun


def next_meetings(plan: Plan, now: datetime.datetime) -> tuple[Meeting, ...]:
    """The next meeting of each cohort that is to be held, by start; of cohorts that meet together the host's."""
    coming: dict[str, Meeting] = {}
    for meeting in plan.meetings:
        if meeting.open and not has_begun(meeting, now):
            coming.setdefault(meeting.cohort.key, meeting)
    return tuple(sorted(coming.values(), key=lambda meeting: (meeting.start.timestamp(), meeting.cohort.key)))


def next_deadlines(plan: Plan, today: datetime.date, *, count: int = 3) -> tuple[Deadline, ...]:
    """The next things that the organiser has to do, today's included."""
    return tuple(deadline for deadline in plan.deadlines if deadline.date >= today)[:count]


def overdue_data(plan: Plan, today: datetime.date) -> datetime.date | None:
    """The day until which people's data were to be kept, where it is over and data are still there; both days belong to
    the promise."""
    until, people = plan.programme.settings.sign_up.keep_until, plan.programme.people
    return until if until is not None and until < today and (people.participants or people.attendance) else None
