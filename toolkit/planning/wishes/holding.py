"""A meeting that took place."""

from __future__ import annotations

import datetime

from toolkit.model.plan import Plan
from toolkit.planning.free import has_begun
from toolkit.planning.make_plan import make_plan
from toolkit.planning.wishes.entries import Wish, fixed
from toolkit.planning.wishes.naming import meeting_name, meetings_on
from toolkit.problems import WrongUsage


def held(plan: Plan, *, cohort: str | None, session: str, now: datetime.datetime) -> Wish:
    """The meeting took place as the plan has it: its date and time are fixed from now on."""
    every = meetings_on(plan, cohort, session=session)
    if all(meeting.cancelled for meeting in every):
        raise WrongUsage(
            f"{meeting_name(every[0])} was cancelled, so it cannot have been held. `programme undo`, or its entry in"
            " changes.yaml, brings it back."
        )
    written = {meeting.key for meeting in make_plan(plan.programme).meetings if meeting.held}
    meetings = [meeting for meeting in every if not meeting.cancelled and meeting.key not in written]
    coming = [meeting for meeting in meetings if not has_begun(meeting, now)]
    if coming and (cohort is not None or len(coming) == len(meetings)):
        raise WrongUsage(
            f"{meeting_name(coming[0])} begins on {coming[0].date.isoformat()} at {coming[0].time:%H:%M}; it cannot"
            " have been held yet."
        )
    done = [meeting for meeting in meetings if meeting not in coming]
    return Wish(tuple(fixed(meeting) for meeting in done))
