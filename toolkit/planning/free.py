"""Who could run a meeting and which room could hold it, as far as people and rooms have said."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from toolkit.model.availability import WEEK_MINUTES, minute_of_week
from toolkit.model.changes import RoomLost
from toolkit.model.people import Facilitator, Room
from toolkit.model.plan import Meeting, Plan
from toolkit.model.programme import Programme
from toolkit.planning.one_person import in_both_lists
from toolkit.reading.availability import read_availability


def offers_time(text: str, zone: str, *, start: datetime.datetime, end: datetime.datetime) -> bool | None:
    """Whether the times that a text offers, in `zone`, hold a stretch from `start` to `end`; None where it says nothing
    that is clear."""
    offered = read_availability(text)
    if not offered.stretches:
        return None
    local = start.astimezone(ZoneInfo(offered.zone or zone))
    first = minute_of_week(local)
    needed = range(first, first + int((end.timestamp() - start.timestamp()) // 60))
    free = {minute for since, until in offered.stretches for minute in range(since, until)}
    return all(minute % WEEK_MINUTES in free for minute in needed)


@dataclass(frozen=True)
class Candidate:
    """A facilitator and what speaks against them, in words; nothing where they are free. `known` is False where they
    gave no times."""

    person: Facilitator
    against: str
    known: bool


def candidates(plan: Plan, meeting: Meeting, *, role: str = "facilitator") -> tuple[Candidate, ...]:
    """Everyone who might run the meeting (or be its mentor), but for those who do: first the free, those with known
    times before the others."""
    busy = {person.id for person in meeting.facilitators} | ({meeting.mentor.id} if meeting.mentor else set())
    people = [
        person
        for person in plan.programme.people.facilitators.values()
        if person.role == role and person.id not in busy
    ]
    found = [candidate(plan, meeting, person=person) for person in people]
    return tuple(sorted(found, key=lambda one: (bool(one.against), not one.known)))


def candidate(plan: Plan, meeting: Meeting, *, person: Facilitator) -> Candidate:
    """One person, and what speaks against them at this meeting."""
    offered = offers_time(person.available, person.timezone or meeting.zone, start=meeting.start, end=meeting.end)
    return Candidate(person, _against(plan, meeting, person=person, offered=offered), offered is not None)


def _against(plan: Plan, meeting: Meeting, *, person: Facilitator, offered: bool | None) -> str:
    member = in_both_lists(plan.programme.people).get(person.id)
    if member in meeting.cohort.members:
        return f"is a member of {meeting.cohort.label}"
    own = (*plan.of_facilitator(person.id), *(plan.of_person(member) if member else ()))
    other = next((other for other in own if _at_once(meeting, other)), None)
    if other is not None:
        together = meeting.room is not None and meeting.room == other.room
        return f"is with {other.cohort.label} then{', in the same room' if together else ''}"
    if offered is False:
        return f"did not offer {meeting.date:%A}s at {meeting.time:%H:%M}"
    if person.hours_per_week is not None and _hours(plan, meeting, person=person) > person.hours_per_week:
        return f"would be over {person.hours_per_week:g} hour{'' if person.hours_per_week == 1 else 's'} that week"
    return ""


def _at_once(meeting: Meeting, other: Meeting) -> bool:
    """Whether both are held, apart from each other, at overlapping times."""
    if other.cancelled or other.key == meeting.key or other.cohort.key in meeting.with_cohorts:
        return False
    return other.start.timestamp() < meeting.end.timestamp() and meeting.start.timestamp() < other.end.timestamp()


def _hours(plan: Plan, meeting: Meeting, *, person: Facilitator) -> float:
    """Hours of meetings in the week of this one, from Monday, this one included."""
    week = meeting.date.isocalendar()[:2]
    others = [
        other
        for other in plan.of_facilitator(person.id)
        if other.date.isocalendar()[:2] == week and not other.cancelled and other.key != meeting.key
    ]
    return sum(mentor_minutes(other) if person.role == "mentor" else other.minutes for other in (*others, meeting)) / 60


def mentor_minutes(meeting: Meeting) -> int:
    """What a meeting takes of its mentor's time, their part of the evening; nothing where it is cancelled, or joins
    another one."""
    part = meeting.evening.mentor
    return part.minutes if part and not meeting.cancelled and not meeting.combined else 0


def heads(plan: Plan, meetings: Sequence[Meeting]) -> int:
    """Everyone in the room: participants of all cohorts that join, facilitators and mentors; one who goes about between
    meetings counts once."""
    participants = 0
    for meeting in meetings:
        joining = (plan.programme.cohort(key) for key in meeting.with_cohorts)
        participants += meeting.people + sum(cohort.size for cohort in joining if cohort is not None)
    helpers = {person.id for meeting in meetings for person in meeting.facilitators} | {
        m.mentor.id for m in meetings if m.mentor
    }
    return participants + len(helpers)


def free_rooms(plan: Plan, meeting: Meeting, *, without: frozenset[str] = frozenset()) -> tuple[Room, ...]:
    """The rooms that could hold the meeting, the smallest that is large enough first; one that is step-free where the
    meeting's own is."""
    rooms = [
        room
        for room in plan.programme.people.rooms.values()
        if room.id not in without and _holds(plan, meeting, room=room)
    ]
    needs_no_steps = meeting.room is not None and meeting.room.step_free.strip().lower().startswith("yes")
    return tuple(
        sorted(
            rooms,
            key=lambda room: (
                needs_no_steps and not room.step_free.strip().lower().startswith("yes"),
                room.seats or 10**6,
            ),
        )
    )


def is_lost(programme: Programme, room: str, *, date: datetime.date) -> bool:
    """Whether changes.yaml says that the room cannot be used on that day."""
    return any(
        isinstance(change, RoomLost) and change.room == room and date in change.days for change in programme.changes
    )


def _holds(plan: Plan, meeting: Meeting, *, room: Room) -> bool:
    if is_lost(plan.programme, room.id, date=meeting.date):
        return False
    others = [
        other for other in plan.meetings if other.room == room and not other.combined and _at_once(meeting, other)
    ]
    if len(others) + 1 > room.cohorts or (room.seats is not None and heads(plan, [meeting, *others]) > room.seats):
        return False
    return offers_time(room.open, meeting.zone, start=meeting.start, end=meeting.end) is not False


def has_begun(meeting: Meeting, now: datetime.datetime) -> bool:
    """Whether the meeting's start lies behind `now`, a wall time in the meeting's zone where it has no zone of its
    own."""
    moment = now if now.tzinfo else now.replace(tzinfo=ZoneInfo(meeting.zone))
    return meeting.start.timestamp() <= moment.timestamp()


def was_attended(plan: Plan, meeting: Meeting) -> bool:
    """Whether people/attendance.csv has somebody as present at the meeting, or at one that joined it: then it was held,
    whatever else is said."""
    keys = {meeting.cohort.key, *(meeting.with_cohorts if not meeting.combined else ())}
    marks = plan.programme.people.attendance
    return any(
        mark.state == "present" and mark.session == meeting.session.key and mark.cohort in keys for mark in marks
    )
