"""What follows a meeting: those after it in its cohort, and those of other cohorts that go wherever it goes."""

from __future__ import annotations

from toolkit.model.plan import Meeting, Plan


def guests_of(plan: Plan, host: Meeting) -> list[Meeting]:
    """The meetings of other cohorts that join this one, on their own way in the calendar: they follow it wherever it
    goes."""
    found = (plan.meeting(key, host.session.key) for key in host.with_cohorts)
    return [meeting for meeting in found if meeting is not None and meeting.combined and not meeting.held]


def following(plan: Plan, first: Meeting) -> list[Meeting]:
    """A meeting and those after it in its cohort that are still to be held on their own day."""
    found = [meeting for meeting in plan.of_cohort(first.cohort.key) if meeting.number >= first.number]
    return [meeting for meeting in found if meeting.open]


def pinned_after(plan: Plan, first: Meeting) -> list[Meeting]:
    """The later meetings that entries of their own put on their day: no shift of others moves them."""
    return [
        meeting for meeting in following(plan, first) if meeting.number > first.number and was_moved_to(plan, meeting)
    ]


def was_moved_to(plan: Plan, meeting: Meeting) -> bool:
    """Whether an entry of its own puts the meeting on its day."""
    return any(change.puts(meeting) for change in plan.programme.changes)
