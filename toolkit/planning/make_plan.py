"""A programme into its plan: meetings = cohorts x sessions, with every recorded change followed."""

from __future__ import annotations

import datetime
from dataclasses import replace

from toolkit.model.changes import Cancelled, Change, Held, Postponed, Shifting
from toolkit.model.curriculum import Session
from toolkit.model.plan import Meeting, Plan
from toolkit.model.programme import Cohort, Programme
from toolkit.planning.calendar import Slot, week_name
from toolkit.planning.deadlines import make_deadlines
from toolkit.planning.evening import make_evening, make_evenings
from toolkit.planning.pairs import make_pairs
from toolkit.planning.past import with_past
from toolkit.planning.slots import assign, split_clinic, trim


def make_plan(programme: Programme) -> Plan:
    """Every meeting of every cohort, by start and cohort; the organiser's deadlines; pairs for the pairing sessions.

    Names in changes that belong to nothing are passed over here; the rules tell of them.
    """
    each = [meeting for cohort in programme.cohorts for meeting in _cohort_meetings(programme, cohort)]
    meetings = with_past(programme, _combine(each))
    ordered = tuple(sorted(meetings, key=lambda m: (m.start.astimezone(datetime.UTC), m.number, m.cohort.key)))
    return Plan(
        programme=programme,
        meetings=ordered,
        deadlines=make_deadlines(programme, ordered),
        pairs=make_pairs(programme, ordered),
        evenings=make_evenings(programme),
    )


def changes_for(programme: Programme, cohort: Cohort) -> tuple[Change, ...]:
    """The changes that concern a cohort, in the order recorded."""
    return tuple(change for change in programme.changes if change.is_for(cohort.key))


def numbers(programme: Programme) -> dict[str, int]:
    """Session key to its number in the programme: 0 for a set-up clinic that stands first, then 1, 2, …"""
    clinic, counted = split_clinic(trim(programme))
    found = {session.key: number for number, session in enumerate(counted, 1)}
    return {clinic.key: 0, **found} if clinic else found


def _cohort_meetings(programme: Programme, cohort: Cohort) -> list[Meeting]:
    changes = changes_for(programme, cohort)
    planned, actual, causes = _slots(programme, cohort, changes=changes)
    meetings = []
    for key, number in numbers(programme).items():
        session = programme.session(key)
        slot = actual.get(key) or planned.get(key)
        if session is None or slot is None:
            continue
        meeting = _new_meeting(
            programme, cohort, session=session, number=number, slot=slot, planned=planned.get(key, slot)
        )
        changed = _with_cause(_apply_all(programme, meeting, changes=changes, slot=slot), causes.get(key), slot=slot)
        meetings.append(_settle(programme, changed))
    return meetings


def _slots(
    programme: Programme, cohort: Cohort, *, changes: tuple[Change, ...]
) -> tuple[dict[str, Slot], dict[str, Slot], dict[str, Change]]:
    """By session key: the slot without any change, the slot with all of them, and the last skip, shift or double that
    moved it."""
    planned = actual = assign(programme, cohort, changes=())
    causes: dict[str, Change] = {}
    for count, change in enumerate(changes, 1):
        if isinstance(change, Shifting):
            before, actual = actual, assign(programme, cohort, changes=changes[:count])
            causes |= {key: change for key, slot in actual.items() if slot != before.get(key)}
    return planned, actual, causes


def _with_cause(meeting: Meeting, cause: Change | None, *, slot: Slot) -> Meeting:
    """A meeting that another one's change moved was decided with that change, and for its reason unless it has one of
    its own."""
    if cause is None or meeting.date != slot[0]:
        return meeting
    days = [day for day in (meeting.decided, cause.decided) if day is not None]
    return replace(meeting, reason=meeting.reason or cause.reason, decided=max(days, default=None))


def _new_meeting(
    programme: Programme, cohort: Cohort, *, session: Session, number: int, slot: Slot, planned: Slot
) -> Meeting:
    people = programme.people
    evening = make_evening(session, mode=cohort.mode, reading=cohort.reading, resources=programme.resources)
    return Meeting(
        cohort=cohort,
        evening=evening,
        number=number,
        date=slot[0],
        time=slot[1],
        minutes=cohort.minutes or session.head.minutes,
        zone=cohort.zone,
        room=people.rooms.get(cohort.room or ""),
        link=cohort.link,
        facilitators=tuple(people.facilitators[id] for id in cohort.facilitators if id in people.facilitators),
        mentor=people.facilitators.get(cohort.mentor or ""),
        status="planned",
        planned=datetime.datetime.combine(*planned),
        planned_room=cohort.room,
        week="",
    )


def _apply_all(programme: Programme, meeting: Meeting, *, changes: tuple[Change, ...], slot: Slot) -> Meeting:
    for change in changes:
        if change.reaches(meeting):
            if isinstance(change, Postponed):
                meeting = replace(meeting, date=slot[0], time=slot[1])
            meeting = _apply(programme, meeting, change=change)
    return meeting


def _apply(programme: Programme, meeting: Meeting, *, change: Change) -> Meeting:
    """The meeting after one change; a later change wins over an earlier one."""
    people, entry = programme.people, change.entry
    meeting = replace(
        meeting,
        date=entry.date if entry.date and entry.session else meeting.date,
        time=entry.time or meeting.time,
        link=entry.link or meeting.link,
        reason=entry.reason or meeting.reason,
        decided=entry.decided or meeting.decided,
        held=meeting.held or isinstance(change, Held),
        combined_into=entry.combined_with or meeting.combined_into,
        status="cancelled" if isinstance(change, Cancelled) else meeting.status,
    )
    if entry.mode and entry.mode != meeting.evening.mode:
        evening = make_evening(
            meeting.session, mode=entry.mode, reading=meeting.cohort.reading, resources=programme.resources
        )
        meeting = replace(meeting, evening=evening)
    if entry.says("room"):
        meeting = replace(meeting, room=people.rooms.get(entry.room, meeting.room) if entry.room else None)
    if entry.facilitators is not None:
        meeting = replace(
            meeting,
            facilitators=tuple(people.facilitators[id] for id in entry.facilitators if id in people.facilitators),
        )
    if entry.says("mentor"):
        meeting = replace(meeting, mentor=people.facilitators.get(entry.mentor or ""))
    return meeting


def _settle(programme: Programme, meeting: Meeting) -> Meeting:
    """Status, week name, and what a mode leaves out, once every change is in."""
    online = meeting.evening.way.online
    status = "moved" if meeting.status == "planned" and meeting.moved else meeting.status
    return replace(
        meeting,
        status=status,
        week=week_name(programme, meeting.date),
        room=None if online else meeting.room,
        link=meeting.link if online else None,
        mentor=meeting.mentor if meeting.evening.way.mentored else None,
    )


def _combine(meetings: list[Meeting]) -> list[Meeting]:
    """Cohorts that meet together for an evening take the date, place and facilitators of the one they join."""
    found = {meeting.key: meeting for meeting in meetings}
    for key, meeting in list(found.items()):
        host = found.get((meeting.combined_into or "", meeting.session.key))
        if host is None or host.combined_into or host.key == key or meeting.cancelled:
            continue
        found[key] = replace(
            meeting,
            date=host.date,
            time=host.time,
            zone=host.zone,
            minutes=host.minutes,
            evening=host.evening,
            room=host.room,
            link=host.link,
            facilitators=host.facilitators,
            mentor=host.mentor,
            week=host.week,
            status="cancelled" if host.cancelled else "combined",
            with_cohorts=(host.cohort.key,),
        )
        found[host.key] = replace(found[host.key], with_cohorts=(*found[host.key].with_cohorts, meeting.cohort.key))
    return list(found.values())
