"""The meetings that a verb names: by cohort, and by a session's key or number. WrongUsage for a name that belongs to
nothing, and for meetings that can no longer change."""

from __future__ import annotations

from toolkit.model.plan import Meeting, Plan
from toolkit.problems import WrongUsage
from toolkit.reading.records import nearest


def find_session(plan: Plan, name: str) -> str:
    """A session's key from its key or number. WrongUsage for a name that belongs to nothing."""
    sessions = {meeting.session.key: meeting.number for meeting in plan.meetings}
    found = next((key for key, number in sessions.items() if name in (key, str(number), f"{number:02d}")), None)
    if found is None:
        raise WrongUsage(f"There is no session “{name}”. {nearest(name, sessions)}")
    return found


def find_cohorts(plan: Plan, cohort: str | None) -> tuple[str, ...]:
    """The key itself, or all of them. WrongUsage for a name that belongs to nothing."""
    keys = tuple(found.key for found in plan.programme.cohorts)
    if cohort is not None and cohort not in keys:
        raise WrongUsage(f"There is no cohort “{cohort}”. {nearest(cohort, keys)}")
    return keys if cohort is None else (cohort,)


def meetings_on(plan: Plan, cohort: str | None, *, session: str) -> list[Meeting]:
    """The meetings on a session, by cohort."""
    key = find_session(plan, session)
    found = [meeting for name in find_cohorts(plan, cohort) if (meeting := plan.meeting(name, key))]
    if not found:
        raise WrongUsage(f"Cohort “{cohort}” has no meeting on {key}.")
    return found


def open_meetings(plan: Plan, cohort: str | None, *, session: str) -> list[Meeting]:
    """Those of the meetings that can still change; WrongUsage where none can."""
    found = meetings_on(plan, cohort, session=session)
    still = [meeting for meeting in found if meeting.open]
    if still:
        return still
    first = found[0]
    if first.held:
        raise WrongUsage(f"{named(first)} was held on {first.date.isoformat()}, and what has been held never moves.")
    if first.cancelled:
        raise WrongUsage(
            f"{named(first)} is cancelled already. `programme undo`, or its entry in changes.yaml, brings it back."
        )
    raise WrongUsage(f"{named(first)} meets with cohort {first.with_cohorts[0]} that evening; name that cohort.")


def named(meeting: Meeting) -> str:
    return f"{meeting.cohort.label}, {meeting.session.key}"
