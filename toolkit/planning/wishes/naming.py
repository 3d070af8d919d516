"""The meetings that a verb names: by cohort and session. WrongUsage for a name that belongs to nothing, and where
nothing can change any more."""

from __future__ import annotations

from toolkit.model.plan import Meeting, Plan
from toolkit.planning.names import find_cohort, find_session
from toolkit.problems import WrongUsage


def find_cohorts(plan: Plan, cohort: str | None) -> tuple[str, ...]:
    """The key of the one that is named, or all of them. WrongUsage for a name that belongs to nothing."""
    if cohort is None:
        return tuple(found.key for found in plan.programme.cohorts)
    return (find_cohort(plan.programme, cohort),)


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
        raise WrongUsage(
            f"{meeting_name(first)} was held on {first.date.isoformat()}, and what has been held never moves."
        )
    if first.cancelled:
        raise WrongUsage(
            f"{meeting_name(first)} is cancelled already. `programme undo`, or its entry in changes.yaml, brings it"
            " back."
        )
    raise WrongUsage(f"{meeting_name(first)} meets with cohort {first.with_cohorts[0]} that evening; name that cohort.")


def meeting_name(meeting: Meeting) -> str:
    return f"{meeting.cohort.label}, {meeting.session.key}"
