"""A room that cannot be used, and others for the meetings in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from toolkit.model.changes import ALL, ChangeEntry, Days, RoomLost
from toolkit.model.plan import Meeting, Plan
from toolkit.planning.free import free_rooms
from toolkit.planning.names import find_room
from toolkit.planning.wishes.entries import Wish, alike, entry, key_of, period
from toolkit.planning.wishes.naming import meeting_name


def room_lost(plan: Plan, *, room: str, days: Days) -> Wish:
    """The room cannot be used then, which is remembered; the meetings in it move to others that are free, a cohort to
    one throughout where it can."""
    room = find_room(plan.programme, room)
    known = any(
        isinstance(change, RoomLost) and (change.room, change.days) == (room, days) for change in plan.programme.changes
    )
    kept = () if known else (_loss(room, days),)
    there = [m for m in plan.meetings if m.room and m.room.id == room and m.date in days]
    meetings = [meeting for meeting in there if meeting.open]
    if not meetings:
        return Wish(
            kept, (f"No meeting that is still to be held is in {plan.programme.people.rooms[room].name} then.",)
        )
    chosen, why = _other_rooms(plan, meetings, lost=frozenset({room}))
    values: list[object] = [chosen[meeting.key] for meeting in meetings]
    if days.last != days.first and alike(plan, meetings, values=values, days=days):
        rooms = {meeting.cohort.key: chosen[meeting.key] for meeting in meetings}
        return Wish(
            (*kept, *(entry({"cohort": key, **period(days), "room": name}) for key, name in rooms.items())), why
        )
    return Wish((*kept, *(entry({**key_of(meeting), "room": chosen[meeting.key]}) for meeting in meetings)), why)


def _loss(room: str, days: Days) -> ChangeEntry:
    then = {"date": days.first} if days.last == days.first else period(days)
    return entry({"cohort": ALL, **then, "room_lost": room})


def _other_rooms(
    plan: Plan, meetings: Sequence[Meeting], *, lost: frozenset[str]
) -> tuple[dict[tuple[str, str], str | None], tuple[str, ...]]:
    """A room for each meeting, None where none is free, with what to say of those."""
    chosen: dict[tuple[str, str], str | None] = {}
    now = plan
    for cohort in dict.fromkeys(meeting.cohort.key for meeting in meetings):
        own = [meeting for meeting in meetings if meeting.cohort.key == cohort]
        free = {meeting.key: [room.id for room in free_rooms(now, meeting, without=lost)] for meeting in own}
        common = [id for id in free[own[0].key] if all(id in rooms for rooms in free.values())]
        for meeting in own:
            chosen[meeting.key] = next(iter(common or free[meeting.key]), None)
        now = _with_rooms(now, chosen)
    homeless = [meeting for meeting in meetings if chosen[meeting.key] is None]
    return chosen, (_homeless_words(homeless),) if homeless else ()


def _homeless_words(homeless: Sequence[Meeting]) -> str:
    """What becomes of meetings without a room, in a line; below it each cohort's, where there are more than three."""
    several = len(homeless) > 1
    if len(homeless) <= 3:
        which = ", ".join(f"{meeting_name(meeting)} on {meeting.date.isoformat()}" for meeting in homeless)
    else:
        which = f"{len(homeless)} meetings"
    advice = (
        f"{'They are' if several else 'It is'} recorded as “venue to be announced”: add a room to people/rooms.csv and"
        " use `programme move … --room`, or combine cohorts."
    )
    details = _by_cohort(homeless) if len(homeless) > 3 else []
    return "\n".join([f"No other room is free for {which}. {advice}", *details])


def _by_cohort(meetings: Sequence[Meeting]) -> list[str]:
    lines = []
    for cohort in dict.fromkeys(meeting.cohort.key for meeting in meetings):
        own = [meeting for meeting in meetings if meeting.cohort.key == cohort]
        days = ", ".join(sorted(meeting.date.isoformat() for meeting in own))
        lines.append(f"  {own[0].cohort.label}: {days}")
    return lines


def _with_rooms(plan: Plan, chosen: dict[tuple[str, str], str | None]) -> Plan:
    rooms = plan.programme.people.rooms
    meetings = (replace(m, room=rooms.get(chosen[m.key] or "")) if m.key in chosen else m for m in plan.meetings)
    return replace(plan, meetings=tuple(meetings))
