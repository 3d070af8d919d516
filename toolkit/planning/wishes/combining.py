"""Two cohorts that meet as one."""

from __future__ import annotations

from dataclasses import replace

from toolkit.model.changes import ChangeEntry
from toolkit.model.people import Room
from toolkit.model.plan import Meeting, Plan
from toolkit.planning.free import free_rooms, heads, is_lost
from toolkit.planning.wishes.entries import Wish, entry, key_of
from toolkit.planning.wishes.naming import open_meetings
from toolkit.problems import WrongUsage
from toolkit.words.filters import plural


def combine(plan: Plan, *, cohorts: tuple[str, str], session: str, and_later: bool) -> Wish:
    """Two cohorts meet as one: at the first one's date, place and facilitators, in a larger room where theirs is too
    small.

    The second one is the host where only it has somebody to run the meeting.
    """
    first, second = (open_meetings(plan, key, session=session)[0] for key in cohorts)
    if first.cohort.key == second.cohort.key:
        raise WrongUsage("Name two different cohorts.")
    swapped = not first.facilitators and bool(second.facilitators)
    host, guest = (second, first) if swapped else (first, second)
    why = [f"{host.cohort.label} is the host: {first.cohort.label} has nobody to run the meeting."] if swapped else []
    entries: list[ChangeEntry] = []
    for meeting in [
        guest,
        *(later for later in plan.of_cohort(guest.cohort.key) if and_later and later.number > guest.number),
    ]:
        other = plan.meeting(host.cohort.key, meeting.session.key)
        if other is None or not (other.due and meeting.due):
            continue
        room, words = _room_for_both(plan, other, guest=meeting)
        why += words
        if room is not None:
            entries.append(entry({**key_of(other), "room": room.id}))
        if meeting.combined_into != other.cohort.key:
            entries.append(entry({**key_of(meeting), "combined_with": other.cohort.key}))
    return Wish(tuple(entries), tuple(why))


def _room_for_both(plan: Plan, host: Meeting, *, guest: Meeting) -> tuple[Room | None, list[str]]:
    """Another room where the host's has too few chairs or cannot be used that day, and what to say of it."""
    joined = replace(host, with_cohorts=tuple(dict.fromkeys((*host.with_cohorts, guest.cohort.key))))
    if host.room is None:
        return None, []
    people, seats = heads(plan, [joined]), host.room.seats
    short = people - seats if seats is not None else 0
    if is_lost(plan.programme, host.room.id, date=host.date):
        told, advice = f"{host.room.name} cannot be used on {host.date.isoformat()}", "move the meeting"
    elif seats is not None and short > 0:
        told, advice = (
            f"{host.room.name} has {plural(seats, 'seat')} for {people} people",
            f"borrow {plural(short, 'chair')} or move the meeting",
        )
    else:
        return None, []
    found = free_rooms(plan, joined)
    return (
        (found[0], [f"{told}; they meet in {found[0].name}."])
        if found
        else (None, [f"{told}, and no other room is free; {advice}."])
    )


def combinable(plan: Plan, meeting: Meeting) -> tuple[str, ...]:
    """The cohorts that could take this one in on the same session: still to be held, and with somebody who runs it."""
    others = [other for other in plan.meetings if other.session.key == meeting.session.key and other.key != meeting.key]
    free = [other for other in others if other.open and other.facilitators]
    near = sorted(free, key=lambda other: (abs((other.start - meeting.start).total_seconds()), other.cohort.key))
    return tuple(other.cohort.key for other in near)
