"""Marks of who was at a meeting: which can be, where they count, and what is held by them."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import replace

from toolkit.model.changes import ChangeEntry
from toolkit.model.people import Attendance, Mark
from toolkit.model.plan import Meeting, Plan
from toolkit.planning.free import has_begun
from toolkit.planning.wishes.entries import fixed


def objection(plan: Plan, mark: Attendance, *, now: datetime.datetime) -> str:
    """Why a mark cannot be, in a sentence; nothing where it can. Absence may be told before the meeting."""
    meeting = plan.meeting(mark.cohort, mark.session)
    if meeting is None:
        return f"Cohort {mark.cohort} has no meeting on {mark.session}."
    if meeting.cancelled:
        return f"{meeting.cohort.label}, {mark.session}, is cancelled, so nobody can have been there or missed it."
    if mark.state == "present" and not has_begun(meeting, now):
        return (
            f"{meeting.cohort.label}, {mark.session}, begins on {meeting.date.isoformat()} at {meeting.time:%H:%M};"
            " nobody can have been there yet."
        )
    return ""


def newly_held(plan: Plan, marks: Iterable[Attendance]) -> tuple[ChangeEntry, ...]:
    """Entries for the meetings that somebody was at and that no entry says were held; of an evening together, the
    host's too."""
    attended = {(mark.cohort, mark.session) for mark in marks if mark.state == "present"}
    guests = [meeting for meeting in plan.meetings if meeting.key in attended and meeting.combined]
    attended |= {(meeting.combined_into or "", meeting.session.key) for meeting in guests}
    return tuple(fixed(meeting) for meeting in plan.meetings if meeting.key in attended and not meeting.held)


def with_marks(plan: Plan, marks: Iterable[Attendance]) -> Plan:
    """The plan as it is once these marks are recorded; the meetings stay as they are."""
    known = {(mark.id, mark.cohort, mark.session): mark for mark in plan.programme.people.attendance}
    known |= {(mark.id, mark.cohort, mark.session): mark for mark in marks}
    people = replace(plan.programme.people, attendance=tuple(known.values()))
    return replace(plan, programme=replace(plan.programme, people=people))


def marks_at(plan: Plan, meeting: Meeting) -> dict[str, Mark]:
    """The recorded marks of a meeting by id."""
    return {
        mark.id: mark.state for mark in plan.programme.people.attendance if (mark.cohort, mark.session) == meeting.key
    }


def at_home(plan: Plan, mark: Attendance) -> Attendance:
    """The mark under the person's own cohort, where that one met in the same evening: of two that are one evening there
    is one mark."""
    for cohort in plan.programme.cohorts:
        meeting = plan.meeting(cohort.key, mark.session) if mark.id in cohort.members else None
        if meeting is not None and mark.cohort in meeting.with_cohorts:
            return replace(mark, cohort=cohort.key)
    return mark


def is_strange(plan: Plan, mark: Attendance) -> bool:
    """Whether a mark is for a cohort that the person, who is in another one, has no mark of either and did not meet
    with on this session."""
    own = {cohort.key for cohort in plan.programme.cohorts_of(mark.id)}
    known = {one.cohort for one in plan.programme.people.attendance if one.id == mark.id}
    return bool(own) and at_home(plan, mark).cohort not in own | known
