"""How a plan differs from an earlier one, meeting by meeting."""

from __future__ import annotations

import json
from collections.abc import Iterable

from toolkit.model.plan import Difference, Meeting, Plan
from toolkit.model.told import DIFFERENCE_KINDS, DifferenceKind, Told
from toolkit.planning.past import was_over
from toolkit.reading.hashing import digest


def snapshot(plan: Plan) -> tuple[Told, ...]:
    """Every meeting as it stands, by start and cohort."""
    return tuple(told_of(meeting) for meeting in plan.meetings)


def told_of(meeting: Meeting) -> Told:
    """The meeting as one would tell of it."""
    return Told(
        cohort=meeting.cohort.key,
        session=meeting.session.key,
        number=meeting.number,
        title=meeting.session.head.title,
        date=meeting.date,
        time=meeting.time,
        minutes=meeting.minutes,
        zone=meeting.zone,
        room=meeting.room.id if meeting.room else None,
        link=_hash(meeting.link) if meeting.link else "",
        facilitators=tuple(person.id for person in meeting.facilitators),
        mentor=meeting.mentor.id if meeting.mentor else None,
        mode=meeting.evening.mode,
        reading=meeting.evening.reading,
        cancelled=meeting.cancelled,
        with_cohorts=tuple(sorted(meeting.with_cohorts)),
        readings=_hash([[item.name, item.minutes, item.when, item.resource.url] for item in meeting.evening.items]),
    )


def differences(before: Iterable[Told], plan: Plan) -> tuple[Difference, ...]:
    """What is no longer as told, in the order of the plan; meetings that are gone come last, but for those that are
    history of a cohort which ended."""
    known = {told.key: told for told in before}
    over = was_over(plan.programme, known.values())
    found = [_difference(known.get(meeting.key), meeting) for meeting in plan.meetings]
    there = {meeting.key for meeting in plan.meetings}
    gone = [
        Difference(told, None, ("removed",))
        for key, told in known.items()
        if key not in there and not told.cancelled and key not in over
    ]
    return (*(difference for difference in found if difference.kinds), *gone)


def _difference(before: Told | None, meeting: Meeting) -> Difference:
    if before is None:
        return Difference(None, meeting, () if meeting.cancelled else ("added",))
    after = told_of(meeting)
    if after.cancelled:
        return Difference(before, meeting, () if before.cancelled else ("cancelled",))
    changed: dict[DifferenceKind, bool] = {
        "again": before.cancelled,
        "moved": (before.date, before.time, before.zone) != (after.date, after.time, after.zone),
        "length": before.minutes != after.minutes,
        "place": before.room != after.room,
        "link": before.link != after.link,
        "facilitators": before.facilitators != after.facilitators,
        "mentor": before.mentor != after.mentor,
        "mode": (before.mode, before.reading) != (after.mode, after.reading),
        "together": before.with_cohorts != after.with_cohorts,
        "readings": before.readings != after.readings or before.title != after.title,
    }
    return Difference(before, meeting, tuple(kind for kind in DIFFERENCE_KINDS if changed.get(kind)))


def _hash(value: object) -> str:
    return digest(json.dumps(value, ensure_ascii=False).encode())[:16]
