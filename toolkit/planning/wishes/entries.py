"""What a verb asks for, as entries of changes.yaml, and how such entries are made: as few as say it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from toolkit.model.changes import ALL, ChangeEntry, Days
from toolkit.model.plan import Meeting, Plan


@dataclass(frozen=True)
class Wish:
    """What a verb asks for, as entries of changes.yaml; `why` says in words what was chosen and what was left alone."""

    entries: tuple[ChangeEntry, ...]
    why: tuple[str, ...] = ()


def one_entry(
    plan: Plan, cohort: str | None, *, meetings: Sequence[Meeting], values: dict[str, object]
) -> tuple[ChangeEntry, ...]:
    """One entry for all cohorts where all are meant, else one for each whose meeting is not so yet."""
    found = [meeting for meeting in meetings if differs(meeting, values)]
    if len(found) == len(plan.programme.cohorts) > 1 and cohort is None:
        return (entry({"cohort": ALL, "session": found[0].session.key, **values}),)
    return tuple(entry({**key_of(meeting), **values}) for meeting in found)


def differs(meeting: Meeting, values: dict[str, object]) -> bool:
    """Whether an entry with these values would change the meeting."""
    now = {
        "date": meeting.date,
        "time": meeting.time,
        "room": meeting.room.id if meeting.room else None,
        "mode": meeting.evening.mode,
        "link": meeting.link,
    }
    return "cancelled" in values or any(name in values and values[name] != value for name, value in now.items())


def entry(values: dict[str, object]) -> ChangeEntry:
    return ChangeEntry.model_validate(values)


def key_of(meeting: Meeting) -> dict[str, object]:
    return {"cohort": meeting.cohort.key, "session": meeting.session.key}


def period(days: Days) -> dict[str, object]:
    """The keys that say which days are meant."""
    return {"from": days.first, **({"until": days.last} if days.last else {})}


def fixed(meeting: Meeting) -> ChangeEntry:
    """The entry that says that a meeting was held, and when."""
    return entry({**key_of(meeting), "date": meeting.date, "time": meeting.time, "held": True})


def alike(plan: Plan, meetings: Sequence[Meeting], *, values: Sequence[object], days: Days) -> bool:
    """Whether one entry a cohort says it all: the same in every meeting, and every meeting of these cohorts in the
    period is meant."""
    keys = {meeting.cohort.key for meeting in meetings}
    if any(
        len({repr(value) for meeting, value in zip(meetings, values, strict=True) if meeting.cohort.key == key}) > 1
        for key in keys
    ):
        return False
    inside = [m for m in plan.meetings if m.cohort.key in keys and m.date in days and not m.cancelled]
    return {meeting.key for meeting in inside} == {meeting.key for meeting in meetings}
