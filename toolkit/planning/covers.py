"""Who stands in for a cohort's own facilitators."""

from __future__ import annotations

from toolkit.model.people import Facilitator
from toolkit.model.plan import Meeting, Plan


def covers(plan: Plan, meeting: Meeting) -> tuple[Facilitator, ...]:
    """Those who run a meeting in the place of the cohort's own facilitators and did not run its last one; nobody where
    the cohort has none of its own."""
    people, own = plan.programme.people.facilitators, meeting.cohort.facilitators
    if not any(id in people for id in own):
        return ()
    last = last_before(plan, meeting)
    known = {*own, *(person.id for person in (last.facilitators if last else ()))}
    return tuple(person for person in meeting.facilitators if person.id not in known)


def last_before(plan: Plan, meeting: Meeting) -> Meeting | None:
    """The meeting of the same cohort before this one, of those that are held."""
    earlier = [one for one in plan.of_cohort(meeting.cohort.key) if one.number < meeting.number and not one.cancelled]
    return earlier[-1] if earlier else None
