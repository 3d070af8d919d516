"""A plan into calendars: for the programme, each cohort, each meeting, each facilitator and person, and the
organiser."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Literal

from toolkit.documents.calendar_entries import (
    deadline_entry,
    meeting_entry,
    mentor_entry,
    preparation_entry,
    told_entry,
    told_preparation,
)
from toolkit.documents.calendar_frame import Frame, frame_of, meeting_uid, preparation_uid
from toolkit.model.document import Calendar, CalendarEntry
from toolkit.model.people import Facilitator
from toolkit.model.plan import Difference, Meeting, Plan
from toolkit.model.told import Told
from toolkit.planning.concerns import Concern, everyone
from toolkit.planning.mailings import latest_mailings

ShowCancelled = Literal["keep", "drop", "note"]
_Entries = Mapping[tuple[str, str], CalendarEntry]
"""The entry of each meeting, by the meeting's key, with its alarm."""

_COLOURS = {
    "teal": 0x008080, "black": 0x000000, "gray": 0x808080, "silver": 0xC0C0C0, "maroon": 0x800000, "red": 0xFF0000,
    "purple": 0x800080, "fuchsia": 0xFF00FF, "green": 0x008000, "lime": 0x00FF00, "olive": 0x808000, "gold": 0xFFD700,
    "navy": 0x000080, "blue": 0x0000FF, "steelblue": 0x4682B4, "skyblue": 0x87CEEB, "orange": 0xFFA500,
    "chocolate": 0xD2691E,
}  # fmt: skip


def make_calendars(plan: Plan, *, cancelled: ShowCancelled = "keep") -> tuple[Calendar, ...]:
    """Every calendar of the programme that has an entry: first those to share, then the private ones.

    Cancelled meetings are kept as such, dropped, or noted as one transparent all-day entry (for Google, which hides
    them). In each audience a meeting is the identical entry in every file, but for its alarm: only one-event and
    private files ring.
    """
    if not plan.meetings:
        return ()
    calendars = (
        *_shared(plan, _entries(frame_of(plan, "share"), cancelled)),
        *_private(frame_of(plan, "private"), cancelled),
    )
    return tuple(calendar for calendar in calendars if calendar.entries)


def all_entries(plan: Plan, cancelled: ShowCancelled = "keep") -> Iterator[CalendarEntry]:
    """Every entry whose version people may have: those of all calendars, and of the meetings that were told and are no
    more.

    What `lock.advance` needs to see, whatever is built. Cancelled meetings are as they are shown; dropped ones count as
    kept.
    """
    shown: ShowCancelled = "note" if cancelled == "note" else "keep"
    yield from (entry for calendar in make_calendars(plan, cancelled=shown) for entry in calendar.entries)
    yield from gone_entries(plan).values()
    yield from _withdrawn_entries(plan)


def holders(plan: Plan) -> dict[str, set[str]]:
    """By UID: the ids of those in whose calendars a meeting, or the mentor's part in it, stands."""
    if not plan.meetings:
        return {}
    frame, found = frame_of(plan, "private"), dict[str, set[str]]()
    for meeting in plan.meetings:
        ids = {*meeting.cohort.members, *(person.id for person in meeting.facilitators)}
        found[meeting_uid(frame, meeting.key, mentor=False)] = ids
        if meeting.mentor is not None:
            found[meeting_uid(frame, meeting.key, mentor=True)] = {meeting.mentor.id}
    return found


def _withdrawn_entries(plan: Plan) -> Iterator[CalendarEntry]:
    told = plan.programme.told
    if told is None or not plan.meetings:
        return
    frame = frame_of(plan, "private")
    for concern in everyone(plan, told):
        for difference in concern.differences:
            entry = withdrawn_entry(frame, concern, difference=difference)
            if entry is not None:
                yield entry


def withdrawn_entry(frame: Frame, concern: Concern, *, difference: Difference) -> CalendarEntry | None:
    """A meeting that stands and is no longer one of a person's, as cancelled for them alone; None for every other
    difference."""
    meeting, mentor = frame.plan.meeting(*difference.key), concern.role == "mentor"
    if (
        difference.after is not None
        or difference.before is None
        or meeting is None
        or (mentor and not _has_mentor(meeting))
    ):
        return None
    return told_entry(frame, difference.before, mentor=mentor, withdrawn_from=concern.person.id)


def gone_entries(plan: Plan) -> dict[str, CalendarEntry]:
    """By UID: meetings that people were told of, mentors' parts in them and preparations which are no longer in the
    plan, as cancelled."""
    published = plan.programme.told
    if published is None or not plan.meetings:
        return {}
    told = (*published.meetings, *(meeting for mailing in latest_mailings(plan) for meeting in mailing.meetings))
    frame = frame_of(plan, "private")
    kept = {meeting.key: meeting for meeting in plan.meetings}
    gone = [told_entry(frame, one, mentor=False) for one in told if not one.cancelled and one.key not in kept]
    lost = [one for one in told if one.mentor and not one.cancelled and not _has_mentor(kept.get(one.key))]
    return {
        entry.uid: entry
        for entry in (*gone, *(told_entry(frame, one, mentor=True) for one in lost), *_gone_preparations(frame, told))
    }


def _gone_preparations(frame: Frame, told: Iterable[Told]) -> Iterator[CalendarEntry]:
    """The preparations of those who were told that they run a meeting and do not any more."""
    if not frame.plan.programme.settings.preparation_minutes:
        return
    people = frame.plan.programme.people.facilitators
    there = {
        preparation_uid(frame, meeting.key, id=id)
        for id, person in people.items()
        for meeting in _own(frame.plan, person)
        if person in meeting.facilitators
    }
    for one in told:
        if not one.cancelled:
            yield from (
                told_preparation(frame, one, id=id)
                for id in one.facilitators
                if preparation_uid(frame, one.key, id=id) not in there
            )


def _has_mentor(meeting: Meeting | None) -> bool:
    return meeting is not None and meeting.mentor is not None and meeting.evening.mentor is not None


def person_entry(frame: Frame, meeting: Meeting, *, mentor: bool, cancelled: ShowCancelled) -> CalendarEntry | None:
    """One meeting as it stands in the calendar of a person, without the alarm: for a mentor their part of it. None
    where it is dropped."""
    part = meeting.evening.mentor
    if mentor and (part is None or meeting.mentor is None):
        return None
    entry = mentor_entry(frame, meeting, part=part) if mentor and part else meeting_entry(frame, meeting)
    marked = _mark(entry, meeting, cancelled=cancelled)
    return replace(marked, alarm=None) if marked else None


def _entries(frame: Frame, cancelled: ShowCancelled) -> _Entries:
    marked = {
        meeting.key: _mark(meeting_entry(frame, meeting), meeting, cancelled=cancelled)
        for meeting in frame.plan.meetings
    }
    return {key: entry for key, entry in marked.items() if entry is not None}


def _mark(entry: CalendarEntry, meeting: Meeting, *, cancelled: ShowCancelled) -> CalendarEntry | None:
    """The entry as moved or cancelled: said in the title too, since clients hide or ignore STATUS."""
    if not meeting.cancelled:
        return replace(entry, title=f"MOVED: {entry.title}") if meeting.moved else entry
    if cancelled == "drop":
        return None
    entry = replace(entry, title=f"CANCELLED: {entry.title}", transparent=True, alarm=None)
    if cancelled == "note":
        day = entry.start.date() if entry.start else meeting.date
        return replace(entry, start=None, minutes=0, zone=None, day=day)
    return replace(entry, status="CANCELLED")


def _of(entries: _Entries, meetings: Iterable[Meeting]) -> tuple[CalendarEntry, ...]:
    return tuple(entries[meeting.key] for meeting in meetings if meeting.key in entries)


def _silent(entries: Iterable[CalendarEntry]) -> tuple[CalendarEntry, ...]:
    return tuple(replace(entry, alarm=None) for entry in entries)


def _shared(plan: Plan, entries: _Entries) -> Iterator[Calendar]:
    title, cohorts = plan.programme.settings.title, plan.programme.cohorts
    feed = _silent(_of(entries, plan.meetings))
    yield _calendar(
        plan, "share/calendar/programme.ics", name=title, entries=feed, copies_for="everyone, to subscribe to"
    )
    for cohort in cohorts:
        name = f"{title}: {cohort.label}" if len(cohorts) > 1 else title
        path = f"share/calendar/cohort{_ending(plan, cohort.key)}.ics"
        feed = _silent(_of(entries, plan.of_cohort(cohort.key)))
        yield _calendar(plan, path, name=name, entries=feed, copies_for=f"{cohort.label}, to subscribe to")
    for meeting in plan.meetings:
        path = f"share/calendar/meetings/{meeting.slug}{_ending(plan, meeting.cohort.key)}.ics"
        yield _calendar(
            plan, path, name="", entries=_of(entries, [meeting]), copies_for=f"{meeting.cohort.label}, by mail"
        )


def _private(frame: Frame, cancelled: ShowCancelled) -> Iterator[Calendar]:
    plan, title, people = frame.plan, frame.title, frame.plan.programme.people
    entries = _entries(frame, cancelled)
    for facilitator in people.facilitators.values():
        path = f"private/calendar/facilitator-{facilitator.id}.ics"
        own = _of_facilitator(frame, facilitator, entries=entries, cancelled=cancelled)
        yield _calendar(plan, path, name=f"{title}: {facilitator.name}", entries=own, copies_for=facilitator.name)
    for person in people.participants.values():
        path = f"private/calendar/person-{person.id}.ics"
        yield _calendar(
            plan,
            path,
            name=f"{title}: {person.name}",
            entries=_of(entries, plan.of_person(person.id)),
            copies_for=person.name,
        )
    own = (*(deadline_entry(frame, deadline) for deadline in plan.deadlines), *_of(entries, plan.meetings))
    yield _calendar(
        plan, "private/calendar/organiser.ics", name=f"{title}: organiser", entries=own, copies_for="the organiser"
    )


def preparations(
    frame: Frame, facilitator: Facilitator, *, cancelled: ShowCancelled
) -> dict[tuple[str, str], CalendarEntry]:
    """By meeting: the slots in which a facilitator prepares, as they stand in their calendar; none where no preparation
    is planned."""
    running = [meeting for meeting in _own(frame.plan, facilitator) if facilitator in meeting.facilitators]
    if not frame.plan.programme.settings.preparation_minutes:
        return {}
    marked = {
        meeting.key: _mark(
            preparation_entry(frame, meeting, facilitator=facilitator, running=running), meeting, cancelled=cancelled
        )
        for meeting in running
    }
    return {key: entry for key, entry in marked.items() if entry is not None}


def _own(plan: Plan, facilitator: Facilitator) -> list[Meeting]:
    """Their meetings; one that joined another one of theirs is left out: it is the same evening."""
    meetings = plan.of_facilitator(facilitator.id)
    keys = {meeting.key for meeting in meetings}
    return [meeting for meeting in meetings if (meeting.combined_into, meeting.session.key) not in keys]


def _of_facilitator(
    frame: Frame, facilitator: Facilitator, *, entries: _Entries, cancelled: ShowCancelled
) -> tuple[CalendarEntry, ...]:
    """What a facilitator runs, with the preparation of each; for a mentor the stretches in which they are wanted."""
    own = _own(frame.plan, facilitator)
    running = [meeting for meeting in own if facilitator in meeting.facilitators]
    visited = [(meeting, meeting.evening.mentor) for meeting in own if meeting.mentor == facilitator]
    marked = (
        _mark(mentor_entry(frame, meeting, part=part), meeting, cancelled=cancelled)
        for meeting, part in visited
        if part
    )
    beside = (entry for entry in marked if entry is not None)
    return (*_of(entries, running), *beside, *preparations(frame, facilitator, cancelled=cancelled).values())


def _calendar(plan: Plan, path: str, *, name: str, entries: tuple[CalendarEntry, ...], copies_for: str) -> Calendar:
    zones = [entry.zone for entry in entries if entry.zone]
    settings, city = plan.programme.settings, plan.programme.city
    return Calendar(
        path=path,
        name=name,
        audience="share" if path.startswith("share/") else "private",
        zone=zones[0] if zones else settings.zone or city.zone or "UTC",
        entries=entries,
        colour=_colour(settings.look.accent),
        copies_for=copies_for,
    )


def _ending(plan: Plan, cohort: str) -> str:
    return f"-{cohort}" if len(plan.programme.cohorts) > 1 else ""


def _colour(accent: str | None) -> str:
    """The CSS name nearest to the accent (RFC 7986, 5.9, allows names only)."""
    wanted = int(accent[1:], 16) if accent else _COLOURS["teal"]
    return min(
        _COLOURS,
        key=lambda name: sum((a - b) ** 2 for a, b in zip(_channels(_COLOURS[name]), _channels(wanted), strict=True)),
    )


def _channels(colour: int) -> bytes:
    return colour.to_bytes(3, "big")
