"""What follows from who was there: meetings that were held, what to catch up on, who missed two in a row, cohorts that
are too small."""

from __future__ import annotations

import datetime
import statistics
from collections.abc import Iterable
from dataclasses import dataclass, replace

from toolkit.model.evening import TimedItem
from toolkit.model.people import Mark, Participant
from toolkit.model.plan import Meeting, Plan
from toolkit.model.programme import Cohort
from toolkit.planning.free import free_rooms, has_begun, heads, offers_time
from toolkit.planning.marks import marks_at

IN_A_ROW = 2
"""Meetings missed one after the other at which the organiser is told: the half-way check of the deadlines rings whoever
missed two."""

LATEST = 3
"""How many of the latest recorded meetings say what attendance is typical."""


# marks


# what follows


@dataclass(frozen=True)
class Absence:
    """Somebody who was not at a meeting, nor at another cohort's on the same session."""

    person: Participant
    meeting: Meeting
    state: Mark

    @property
    def catch_up(self) -> tuple[TimedItem, ...]:
        """What was to be read or done for the session."""
        return tuple(item for item in self.meeting.evening.items if item.core)


@dataclass(frozen=True)
class Missed:
    """Somebody who was not at the latest meetings of their cohort, two or more of them."""

    person: Participant
    cohort: Cohort
    meetings: tuple[Meeting, ...]


@dataclass(frozen=True)
class Small:
    """A cohort to which fewer come than `least`: how many came to the latest meetings, and with whom it could meet from
    `guest` on.

    `host` is the other cohort's meeting on the same session, None where none has room at a time that fits. `cannot` are
    those who come and did not offer the host's time, `unsaid` those who gave no times. Where `came` is empty too few
    members are `left`.
    """

    cohort: Cohort
    came: tuple[int, ...]
    left: int
    least: int
    guest: Meeting | None
    host: Meeting | None = None
    cannot: tuple[Participant, ...] = ()
    unsaid: tuple[Participant, ...] = ()

    @property
    def typical(self) -> int:
        """How many come, as a rule; before any record all who are left."""
        return _typical(self.came) if self.came else self.left

    @property
    def command(self) -> str:
        """What lets the two meet together from then on; nothing without a host."""
        if self.host is None or self.guest is None:
            return ""
        return f"programme combine {self.host.cohort.key} {self.cohort.key} --session {self.guest.number} --and-later"


def absences(plan: Plan, now: datetime.datetime | None) -> tuple[Absence, ...]:
    """Everyone who missed a meeting that has begun, or without `now` one that is recorded as held; by meeting, in the
    order of the file."""
    marks, people = plan.programme.people.attendance, plan.programme.people.participants
    there = {(mark.id, mark.session) for mark in marks if mark.state == "present"}
    found = []
    for meeting in plan.meetings:
        if meeting.cancelled or not (meeting.held if now is None else has_begun(meeting, now)):
            continue
        missing = [
            mark
            for mark in marks
            if (mark.cohort, mark.session) == meeting.key and (mark.id, mark.session) not in there
        ]
        found += [
            Absence(people[mark.id], meeting, mark.state)
            for mark in missing
            if mark.id in people and not people[mark.id].gone
        ]
    return tuple(found)


def missed_in_a_row(plan: Plan, now: datetime.datetime) -> tuple[Missed, ...]:
    """Members who missed the two latest recorded meetings of their cohort or more, by cohort. Absent with a reason is
    missed, too."""
    missed = {(absence.person.id, absence.meeting.key) for absence in absences(plan, now)}
    found = []
    for cohort in plan.programme.cohorts:
        recorded = _recorded(plan, cohort, now=now)
        for person in _regulars(plan, cohort):
            latest: list[Meeting] = []
            for meeting in reversed(recorded):
                if (person.id, meeting.key) not in missed:
                    break
                latest.insert(0, meeting)
            if len(latest) >= IN_A_ROW:
                found.append(Missed(person, cohort, tuple(latest)))
    return tuple(found)


def small_cohorts(plan: Plan, now: datetime.datetime, *, least: int | None = None) -> tuple[Small, ...]:
    """The cohorts that have lost members and have fewer left than the curriculum's least size, or `least`; and those to
    which fewer come, as a rule of the latest three recorded meetings.

    One meeting is no rule; who is in no row of participants.csv (a copy without people/) is not lost; and a cohort that
    already meets with another, or has no meeting left, needs no proposal.
    """
    bound = plan.programme.curriculum.size.least if least is None else least
    people = plan.programme.people.participants
    found = []
    for cohort in plan.programme.cohorts:
        came = _came(plan, cohort, now=now)
        guest = next((meeting for meeting in _by_start(plan.of_cohort(cohort.key)) if _open(meeting, now)), None)
        joined = any(
            m.combined or m.with_cohorts for m in plan.of_cohort(cohort.key) if not m.held and not has_begun(m, now)
        )
        left = sum(1 for id in cohort.members if id not in people or not people[id].gone)
        lost = left < min(bound, len(cohort.members))
        if (
            (lost or (len(came) > 1 and _typical(came) < bound))
            and guest is not None
            and not joined
            and not cohort.way.solo
        ):
            found.append(_with_host(plan, Small(cohort, () if lost else came, left, bound, guest), now=now))
    return tuple(found)


def no_longer_coming(plan: Plan, now: datetime.datetime, *, least: int | None = None) -> frozenset[str]:
    """Members of cohorts that are too small who were at none of the latest meetings, by id."""
    found: set[str] = set()
    for small in small_cohorts(plan, now, least=least):
        if len(_came(plan, small.cohort, now=now)) > 1:
            found |= {person.id for person in _regulars(plan, small.cohort)} - {
                person.id for person in _coming(plan, small.cohort, now=now)
            }
    return frozenset(found)


def _recorded(plan: Plan, cohort: Cohort, *, now: datetime.datetime) -> list[Meeting]:
    """The cohort's meetings of which somebody has said who was there, by start."""
    begun = [meeting for meeting in plan.of_cohort(cohort.key) if not meeting.cancelled and has_begun(meeting, now)]
    return [meeting for meeting in _by_start(begun) if marks_at(plan, meeting)]


def _by_start(meetings: Iterable[Meeting]) -> list[Meeting]:
    return sorted(meetings, key=lambda meeting: (meeting.start.timestamp(), meeting.number))


def _regulars(plan: Plan, cohort: Cohort) -> list[Participant]:
    return [person for person in plan.members(cohort) if not person.gone]


def _came(plan: Plan, cohort: Cohort, *, now: datetime.datetime) -> tuple[int, ...]:
    latest = _recorded(plan, cohort, now=now)[-LATEST:]
    return tuple(sum(state == "present" for state in marks_at(plan, meeting).values()) for meeting in latest)


def _typical(came: tuple[int, ...]) -> int:
    """The middle one; of two the larger, since one thin evening says little."""
    return statistics.median_high(came)


def _open(meeting: Meeting, now: datetime.datetime) -> bool:
    return meeting.open and not has_begun(meeting, now)


def _with_host(plan: Plan, small: Small, *, now: datetime.datetime) -> Small:
    """The proposal with the other cohort whose time suits most of those who come, the nearest in time first."""
    assert small.guest is not None
    guest = small.guest
    found = []
    for host in plan.meetings:
        if (
            host.session.key != guest.session.key
            or host.key == guest.key
            or not _open(host, now)
            or not _has_room(plan, small, host=host, now=now)
        ):
            continue
        coming = _coming(plan, small.cohort, now=now)
        free = {person.id: _is_free(person, guest, host=host) for person in coming}
        cannot = tuple(person for person in coming if free[person.id] is False)
        unsaid = tuple(person for person in coming if free[person.id] is None)
        if 2 * len(cannot) < max(len(coming), 1):
            apart = abs((host.start - guest.start).total_seconds())
            found.append(
                (
                    len(cannot),
                    len(unsaid),
                    apart,
                    host.cohort.key,
                    replace(small, host=host, cannot=cannot, unsaid=unsaid),
                )
            )
    return min(found, key=lambda one: one[:4])[4] if found else small


def _has_room(plan: Plan, small: Small, *, host: Meeting, now: datetime.datetime) -> bool:
    """Whether the host meets in the same way, would not grow too large, and has or finds the seats."""
    if host.cohort.way.online != small.cohort.way.online or host.evening.way.solo:
        return False
    came = _came(plan, host.cohort, now=now)
    if (_typical(came) if came else host.cohort.size) + small.typical > plan.programme.curriculum.size.most:
        return False
    together = replace(host, with_cohorts=tuple(dict.fromkeys((*host.with_cohorts, small.cohort.key))))
    if host.room is None or host.room.seats is None or heads(plan, [together]) <= host.room.seats:
        return True
    return bool(free_rooms(plan, together))


def _coming(plan: Plan, cohort: Cohort, *, now: datetime.datetime) -> list[Participant]:
    """Those who were at one of the latest meetings; before any record all who are left."""
    latest = _recorded(plan, cohort, now=now)[-LATEST:]
    if not latest:
        return _regulars(plan, cohort)
    there = {id for meeting in latest for id, state in marks_at(plan, meeting).items() if state == "present"}
    return [person for person in _regulars(plan, cohort) if person.id in there]


def _is_free(person: Participant, guest: Meeting, *, host: Meeting) -> bool | None:
    """Whether somebody offered the host's time, if need be; None where they gave no times. Their own time suits whoever
    comes to it."""
    if guest.start == host.start and guest.minutes >= host.minutes:
        return True
    said = [
        offers_time(text, person.timezone or guest.zone, start=host.start, end=host.end)
        for text in (person.available, person.if_needed)
        if text
    ]
    return True if True in said else False if False in said else None
