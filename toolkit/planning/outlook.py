"""What is next in a running programme, and what waits for the organiser."""

from __future__ import annotations

import datetime

from toolkit.model.plan import Deadline, Meeting, Plan
from toolkit.planning.answers import untold_since
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


BEFORE_THE_FIRST = frozenset({"sign-up-opens", "sign-up-closes", "offers"})
"""Deadlines that mean nothing any more once a first meeting is over: whoever came knows."""


def overdue(plan: Plan, today: datetime.date) -> tuple[Deadline, ...]:
    """What was to be done before today and the plan shows is not, while anybody is still to meet."""
    if not any(meeting.due and meeting.date >= today for meeting in plan.meetings):
        return ()
    begun = any(meeting.date < today for meeting in plan.meetings if not meeting.cancelled)
    late = (one for one in plan.deadlines if one.date < today and is_done(plan, one) is False)
    return tuple(one for one in late if not (begun and one.key in BEFORE_THE_FIRST))


def is_done(plan: Plan, deadline: Deadline) -> bool | None:
    """Whether the plan shows that something was done or that it was not; None where it shows neither: of a briefing or
    a print run, of rooms that are named (somebody may have to book them yet), of what is about people where none are
    listed."""
    programme = plan.programme
    if deadline.key == "room-booking":
        return None if all(one.room for one in plan.meetings if one.open and one.evening.way.in_person) else False
    if deadline.key == "sign-up-opens":
        sign_up = programme.settings.sign_up
        return None if sign_up.url or sign_up.email or programme.people.participants else False
    if deadline.key == "sign-up-closes" and programme.people.participants:
        return any(cohort.members for cohort in programme.cohorts)
    if deadline.key == "offers" and programme.people.participants:
        return bool(programme.told or programme.mailings) and not untold_since(plan)
    return None


def overdue_data(plan: Plan, today: datetime.date) -> datetime.date | None:
    """The day until which people's data were to be kept, where it is over and data are still there; both days belong to
    the promise."""
    until, people = plan.programme.settings.sign_up.keep_until, plan.programme.people
    return until if until is not None and until < today and (people.participants or people.attendance) else None
