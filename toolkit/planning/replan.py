"""The one engine behind every verb that changes a running programme: a wish into new entries of changes.yaml, and what
they would do.

A wish names meetings; entries are chosen so that as few meetings as possible change. What was held never moves.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from toolkit.model.people import Room
from toolkit.model.plan import Difference, Meeting, Plan
from toolkit.model.programme import Change
from toolkit.model.told import Kind
from toolkit.planning.calendar import WEEK, is_open
from toolkit.planning.differences import differences, snapshot
from toolkit.planning.free import candidate, free_rooms, has_begun, heads, is_lost, was_attended
from toolkit.planning.make_plan import make_plan
from toolkit.planning.rules import find_problems
from toolkit.planning.rules.rooms import rooms_not_lost
from toolkit.planning.rules.rule import NOTHING_KNOWN
from toolkit.problems import Problem, WrongUsage
from toolkit.reading.records import nearest

Then = Literal["drop", "shift", "double"]
ALL = "all"

_Step = tuple[Meeting, datetime.date]
"""A meeting and the day to which it goes."""

_COMES: frozenset[Kind] = frozenset({"added", "again", "moved", "place", "together"})
"""What puts people into a room on a day on which they were not to be there."""


@dataclass(frozen=True)
class Wish:
    """What a verb asks for, as entries of changes.yaml; `why` says in words what was chosen and what was left alone."""

    changes: tuple[Change, ...]
    why: tuple[str, ...] = ()


@dataclass(frozen=True)
class Proposal:
    """A wish and what comes of it: the plan before and after, the meetings that differ, problems that were not there
    before.

    `unrecorded` are meetings of the past, without a record that they were held, that would change besides those that
    were named; `doubtful` those that were named and would get another day or time. `over` are meetings as they would be
    whose new start is past. `impossible` are those of the problems that nobody can have meant: a meeting that changes
    is in a room that was recorded as lost (P096).
    """

    wish: Wish
    before: Plan
    after: Plan
    differences: tuple[Difference, ...]
    problems: tuple[Problem, ...]
    unrecorded: tuple[Meeting, ...]
    doubtful: tuple[Meeting, ...] = ()
    over: tuple[Meeting, ...] = ()
    impossible: tuple[Problem, ...] = ()


def with_records(plan: Plan) -> Plan:
    """The plan with every meeting held that attendance.csv says somebody was at: what the verbs wish from, since
    history never moves."""
    if not plan.programme.people.attendance:
        return plan
    return replace(
        plan,
        meetings=tuple(replace(m, held=True) if not m.held and was_attended(plan, m) else m for m in plan.meetings),
    )


def propose(plan: Plan, wish: Wish, *, now: datetime.datetime) -> Proposal:
    """What the plan would be with these entries added; meetings that somebody was at are recorded as held first, where
    they would move."""
    proposal = _proposal(plan, wish, now=now)
    was = {meeting.key for meeting in with_records(plan).meetings if meeting.held}
    moving = [
        plan.meeting(*difference.key)
        for difference in proposal.differences
        if {"moved", "cancelled"} & {*difference.kinds}
    ]
    attended = [
        fixed(meeting) for meeting in moving if meeting is not None and meeting.key in was and _before(wish, meeting)
    ]
    return _proposal(plan, replace(wish, changes=(*attended, *wish.changes)), now=now) if attended else proposal


def _before(wish: Wish, meeting: Meeting) -> bool:
    """Whether the wish does not say itself that the meeting was held."""
    return not any(change.held and (change.cohort, change.session) == meeting.key for change in wish.changes)


def _proposal(plan: Plan, wish: Wish, *, now: datetime.datetime) -> Proposal:
    after = make_plan(replace(plan.programme, changes=(*plan.programme.changes, *wish.changes)))
    found = differences(snapshot(plan), after)
    old = {(problem.code, problem.message) for problem in find_problems(plan)}
    new = tuple(problem for problem in find_problems(after) if (problem.code, problem.message) not in old)
    lost = tuple(
        rooms_not_lost(
            replace(after, meetings=tuple(one.after for one in found if one.after and _COMES & {*one.kinds})),
            NOTHING_KNOWN,
        )
    )
    named = {change.session for change in wish.changes}
    moved = {change.session for change in wish.changes if (change.date or change.time) and not change.held}
    past = [before for difference in found if (before := plan.meeting(*difference.key)) and _unrecorded(before, now)]
    shifted = [difference.after for difference in found if difference.after and "moved" in difference.kinds]
    return Proposal(
        wish=wish,
        before=plan,
        after=after,
        differences=found,
        problems=(*new, *(problem for problem in lost if (problem.code, problem.message) in old)),
        unrecorded=tuple(meeting for meeting in past if meeting.session.key not in named),
        doubtful=tuple(
            meeting for meeting in past if meeting.session.key in moved and meeting.key in {one.key for one in shifted}
        ),
        over=tuple(meeting for meeting in shifted if meeting.open and has_begun(meeting, now)),
        impossible=lost,
    )


def _unrecorded(meeting: Meeting, now: datetime.datetime) -> bool:
    return has_begun(meeting, now) and meeting.due


def unrecorded(plan: Plan, now: datetime.datetime) -> tuple[Meeting, ...]:
    """Meetings of the past that nobody has said were held or not."""
    return tuple(meeting for meeting in plan.meetings if meeting.open and has_begun(meeting, now))


# wishes


def move(
    plan: Plan,
    *,
    cohort: str | None,
    session: str,
    date: datetime.date | None,
    time: datetime.time | None,
    room: str | None,
    and_later: bool,
) -> Wish:
    """The meeting at another date, time or room; with `and_later` those that follow it move by as many days, over
    closed ones."""
    meetings = _open(plan, cohort, session=session)
    if room is not None and room not in plan.programme.people.rooms:
        raise WrongUsage(
            f"There is no room “{room}” in people/rooms.csv. {nearest(room, plan.programme.people.rooms)}".rstrip()
        )
    if room is not None:
        meetings = _with_a_place(meetings, date is None and time is None)
    place: dict[str, object] = {name: value for name, value in (("time", time), ("room", room)) if value is not None}
    if not and_later:
        return Wish(_one_entry(plan, cohort, meetings=meetings, values={"date": date, **place} if date else place))
    found = {
        meeting.key: step
        for first in meetings
        for step in _later(plan, first, days=(date or first.date) - first.date)
        for meeting in [step[0]]
    }
    guests = [] if date is None else list(_guests_along(plan, found))
    along = {step[0].key: step for _, steps in guests for step in steps}
    why = [
        f"{_named(guest)} goes along, and so do its later meetings: the two cohorts meet together that evening."
        for guest, _ in guests
    ]
    entries = [
        _change({**_key(meeting), "date": day, **place})
        for meeting, day in found.values()
        if _differs(meeting, {"date": day, **place})
    ]
    return Wish((*entries, *(_change({**_key(meeting), "date": day}) for meeting, day in along.values())), tuple(why))


def _with_a_place(meetings: list[Meeting], only_room: bool) -> list[Meeting]:
    """Those that a room can be given to, where nothing else changes; WrongUsage where all are online or at home."""
    placed = [meeting for meeting in meetings if meeting.evening.way.in_person]
    if not placed:
        labels = " and ".join(meeting.cohort.label for meeting in meetings)
        how = "online" if meetings[0].evening.way.online else "without a room"
        raise WrongUsage(f"{labels} {'meets' if len(meetings) == 1 else 'meet'} {how}, so no room can be given.")
    return placed if only_room else meetings


def _later(plan: Plan, first: Meeting, *, days: datetime.timedelta) -> Iterator[_Step]:
    """The new day of a meeting and of all that follow it in its cohort; from a day that is closed on, everything is a
    week later."""
    for meeting in _following(plan, first):
        date = meeting.date + days
        while meeting is not first and not is_open(plan.programme, date):
            days, date = days + WEEK, date + WEEK
        yield meeting, date


def _guests_along(plan: Plan, moved: Mapping[tuple[str, str], _Step]) -> Iterator[tuple[Meeting, list[_Step]]]:
    """The meetings that join one which moves, and the new days of what follows in their cohorts, where the evening
    reaches that; the first of a cohort."""
    seen = {key for key, _ in moved}
    for host, date in moved.values():
        for guest in _guests(plan, host):
            rest = [meeting for meeting in _following(plan, guest) if meeting.number > guest.number]
            if guest.cohort.key not in seen and rest and date >= rest[0].date > host.date:
                seen.add(guest.cohort.key)
                yield guest, list(_later(plan, guest, days=date - host.date))


def cancel(plan: Plan, *, cohort: str | None, session: str, then: Then) -> Wish:
    """The meeting is not held: dropped, shifted to the next slot with all that follow, or doubled up with the next in
    one week."""
    meetings = _open(plan, cohort, session=session)
    guests = [guest for meeting in meetings if then != "drop" for guest in _guests(plan, meeting)]
    meetings += guests
    pinned = {meeting.cohort.key: _pinned_after(plan, meeting) for meeting in meetings if then != "drop"}
    carried = [meeting for meeting in meetings if then == "shift" and pinned[meeting.cohort.key]]
    entries = [
        *_one_entry(
            plan,
            cohort,
            meetings=[meeting for meeting in meetings if meeting not in carried],
            values={"cancelled": then},
        )
    ]
    for meeting in carried:
        entries += _a_meeting_later(plan, meeting)
    left = [meeting for found in pinned.values() for meeting in found if then == "double"]
    why = [
        f"{_named(meeting)} stays: it was moved on its own. `programme move` takes it elsewhere." for meeting in left
    ]
    others = {key: "other " if then == "double" and found else "" for key, found in pinned.items()}
    along = [(guest, others[guest.cohort.key]) for guest in guests]
    why += [
        f"{_named(guest)} goes along, and so do its {other}later meetings: the two cohorts meet together that evening."
        for guest, other in along
    ]
    return Wish(tuple(entries), tuple(why))


def _guests(plan: Plan, host: Meeting) -> list[Meeting]:
    """The meetings of other cohorts that join this one, on their own way in the calendar: they follow it wherever it
    goes."""
    found = (plan.meeting(key, host.session.key) for key in host.with_cohorts)
    return [meeting for meeting in found if meeting is not None and meeting.combined and not meeting.held]


def _following(plan: Plan, first: Meeting) -> list[Meeting]:
    """A meeting and those after it in its cohort that are still to be held on their own day."""
    found = [meeting for meeting in plan.of_cohort(first.cohort.key) if meeting.number >= first.number]
    return [meeting for meeting in found if meeting.open]


def _pinned_after(plan: Plan, first: Meeting) -> list[Meeting]:
    """The later meetings that entries of their own put on their day: no shift of others moves them."""
    return [
        meeting for meeting in _following(plan, first) if meeting.number > first.number and _was_moved_to(plan, meeting)
    ]


def _a_meeting_later(plan: Plan, first: Meeting) -> Iterator[Change]:
    """Entries that give each meeting from this one on the day and time of the next; the last one comes a week later, on
    an open day."""
    meetings = sorted(_following(plan, first), key=lambda meeting: meeting.number)
    last = meetings[-1].date + WEEK
    while not is_open(plan.programme, last):
        last += WEEK
    moments = [*((meeting.date, meeting.time) for meeting in meetings[1:]), (last, meetings[-1].time)]
    for meeting, (date, time) in zip(meetings, moments, strict=True):
        yield _change({**_key(meeting), "date": date, "time": time})


def skip(plan: Plan, *, cohort: str | None, date: datetime.date) -> Wish:
    """Nobody meets on that day; the sessions from then on follow a slot later."""
    keys = find_cohorts(plan, cohort)
    there = [
        meeting
        for meeting in plan.meetings
        if meeting.date == date and meeting.cohort.key in keys and not meeting.cancelled
    ]
    held = [meeting for meeting in there if meeting.held]
    if held:
        raise WrongUsage(f"{_named(held[0])} was held on that day, and what has been held never moves.")
    if not there:
        return Wish((), (f"Nobody meets on {date.isoformat()}.",))
    pinned = [meeting for meeting in there if meeting.moved and _was_moved_to(plan, meeting)]
    later = [one for meeting in there if meeting not in pinned for one in _pinned_after(plan, meeting)]
    why = tuple(
        f"{_named(meeting)} stays: it was moved to that day on its own. `programme move` takes it elsewhere."
        for meeting in pinned
    )
    why += tuple(
        f"{_named(meeting)} stays: it was moved on its own. `programme move` takes it elsewhere." for meeting in later
    )
    scope = keys[0] if len(keys) == 1 else ALL
    return Wish(
        (_change({"cohort": scope, "date": date, "cancelled": "skip"}),) if len(pinned) < len(there) else (), why
    )


def _was_moved_to(plan: Plan, meeting: Meeting) -> bool:
    """Whether an entry of its own puts the meeting on its day."""
    entries = [
        change
        for change in plan.programme.changes
        if change.cohort in (ALL, meeting.cohort.key) and change.session == meeting.session.key
    ]
    return any(change.date == meeting.date for change in entries)


def combine(plan: Plan, *, cohorts: tuple[str, str], session: str, and_later: bool) -> Wish:
    """Two cohorts meet as one: at the first one's date, place and facilitators, in a larger room where theirs is too
    small.

    The second one is the host where only it has somebody to run the meeting.
    """
    first, second = (_open(plan, key, session=session)[0] for key in cohorts)
    if first.cohort.key == second.cohort.key:
        raise WrongUsage("Name two different cohorts.")
    swapped = not first.facilitators and bool(second.facilitators)
    host, guest = (second, first) if swapped else (first, second)
    why = [f"{host.cohort.label} is the host: {first.cohort.label} has nobody to run the meeting."] if swapped else []
    entries: list[Change] = []
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
            entries.append(_change({**_key(other), "room": room.id}))
        if meeting.combined_into != other.cohort.key:
            entries.append(_change({**_key(meeting), "combined_with": other.cohort.key}))
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
    elif short > 0:
        told, advice = (
            f"{host.room.name} has {seats} seats for {people} people",
            f"borrow {short} chairs or move the meeting",
        )
    else:
        return None, []
    found = free_rooms(plan, joined)
    return (
        (found[0], [f"{told}; they meet in {found[0].name}."])
        if found
        else (None, [f"{told}, and no other room is free; {advice}."])
    )


def swap(
    plan: Plan,
    *,
    person: str,
    cover: str | None,
    session: str | None,
    first: datetime.date | None,
    until: datetime.date | None,
) -> Wish:
    """Somebody else runs (or mentors) this person's meetings; without a `cover` the meeting is peer-led, or goes
    without its mentor."""
    people = plan.programme.people.facilitators
    for id in (person, cover):
        if id is not None and id not in people:
            raise WrongUsage(
                f"There is no facilitator “{id}” in people/facilitators.csv. {nearest(id, people)}".rstrip()
            )
    if cover == person:
        raise WrongUsage("Nobody can cover for themselves.")
    meetings = [
        meeting for meeting in theirs(plan, person, first=first, until=until) if session in (None, meeting.session.key)
    ]
    if not meetings:
        return Wish((), (f"{people[person].name or person} has no such meeting that is still to be held.",))
    helper = people[cover] if cover else None
    found = [(meeting, candidate(plan, meeting, person=helper)) for meeting in meetings] if helper else []
    why = [f"{_named(meeting)}: {one.person.name or cover} {one.against}." for meeting, one in found if one.against]
    changed = [(meeting, _without(meeting, person, cover=cover)) for meeting in meetings]
    if (
        session is None
        and first is not None
        and _alike(
            plan,
            [meeting for meeting, _ in changed],
            values=[values for _, values in changed],
            first=first,
            until=until,
        )
    ):
        keys = dict.fromkeys(meeting.cohort.key for meeting in meetings)
        by_cohort = {meeting.cohort.key: values for meeting, values in changed}
        return Wish(
            tuple(_change({"cohort": key, "from": first, "until": until, **by_cohort[key]}) for key in keys), tuple(why)
        )
    return Wish(tuple(_change({**_key(meeting), **values}) for meeting, values in changed), tuple(why))


def theirs(
    plan: Plan, person: str, *, first: datetime.date | None = None, until: datetime.date | None = None
) -> list[Meeting]:
    """Meetings still to be held that a person runs or mentors, between two days."""
    found = [meeting for meeting in plan.of_facilitator(person) if meeting.open]
    return [
        meeting
        for meeting in found
        if (first is None or first <= meeting.date) and (until is None or meeting.date <= until)
    ]


def _without(meeting: Meeting, person: str, *, cover: str | None) -> dict[str, object]:
    """The values of an entry that puts `cover`, or nobody, in a person's place."""
    values: dict[str, object] = {}
    ids = [helper.id for helper in meeting.facilitators]
    if person in ids:
        values["facilitators"] = tuple(dict.fromkeys(new for id in ids if (new := cover if id == person else id)))
    if meeting.mentor is not None and meeting.mentor.id == person:
        values |= {"mentor": cover} if cover else {"mentor": None, "mode": meeting.evening.way.without_mentor}
    return values


def _alike(
    plan: Plan,
    meetings: Sequence[Meeting],
    *,
    values: Sequence[object],
    first: datetime.date,
    until: datetime.date | None,
) -> bool:
    """Whether one entry a cohort says it all: the same in every meeting, and every meeting of these cohorts in the
    period is meant."""
    keys = {meeting.cohort.key for meeting in meetings}
    if any(
        len({repr(value) for meeting, value in zip(meetings, values, strict=True) if meeting.cohort.key == key}) > 1
        for key in keys
    ):
        return False
    inside = [
        m
        for m in plan.meetings
        if m.cohort.key in keys and m.date >= first and (until is None or m.date <= until) and not m.cancelled
    ]
    return {meeting.key for meeting in inside} == {meeting.key for meeting in meetings}


def room_lost(plan: Plan, *, room: str, first: datetime.date, until: datetime.date | None) -> Wish:
    """The room cannot be used then, which is remembered; the meetings in it move to others that are free, a cohort to
    one throughout where it can."""
    if room not in plan.programme.people.rooms:
        raise WrongUsage(
            f"There is no room “{room}” in people/rooms.csv. {nearest(room, plan.programme.people.rooms)}".rstrip()
        )
    loss = _loss(room, first, until=until)
    known = any(
        change.room_lost == room and _change_days(change) == _change_days(loss) for change in plan.programme.changes
    )
    kept = () if known else (loss,)
    there = [
        m
        for m in plan.meetings
        if m.room and m.room.id == room and m.date >= first and (until is None or m.date <= until)
    ]
    meetings = [meeting for meeting in there if meeting.open]
    if not meetings:
        return Wish(
            kept, (f"No meeting that is still to be held is in {plan.programme.people.rooms[room].name} then.",)
        )
    chosen, why = _other_rooms(plan, meetings, lost=frozenset({room}))
    values: list[object] = [chosen[meeting.key] for meeting in meetings]
    if until != first and _alike(plan, meetings, values=values, first=first, until=until):
        rooms = {meeting.cohort.key: chosen[meeting.key] for meeting in meetings}
        return Wish(
            (
                *kept,
                *(_change({"cohort": key, "from": first, "until": until, "room": name}) for key, name in rooms.items()),
            ),
            why,
        )
    return Wish((*kept, *(_change({**_key(meeting), "room": chosen[meeting.key]}) for meeting in meetings)), why)


def _loss(room: str, first: datetime.date, *, until: datetime.date | None) -> Change:
    days: dict[str, object] = {"date": first} if until == first else {"from": first, "until": until}
    return _change({"cohort": ALL, **days, "room_lost": room})


def _change_days(change: Change) -> tuple[datetime.date | None, ...]:
    return change.date, change.from_, change.until


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
    names = ", ".join(f"{_named(meeting)} on {meeting.date.isoformat()}" for meeting in homeless)
    advice = (
        "It is recorded as “venue to be announced”: add a room to people/rooms.csv and use `programme move … --room`,"
        " or combine cohorts."
    )
    return chosen, (f"No other room is free for {names}. {advice}",) if homeless else ()


def _with_rooms(plan: Plan, chosen: dict[tuple[str, str], str | None]) -> Plan:
    rooms = plan.programme.people.rooms
    meetings = (replace(m, room=rooms.get(chosen[m.key] or "")) if m.key in chosen else m for m in plan.meetings)
    return replace(plan, meetings=tuple(meetings))


def mentor_lost(plan: Plan, *, mentor: str, first: datetime.date) -> Wish:
    """From that day on the mentor's cohorts go without: each falls to the same place without a mentor, and its run
    sheets follow."""
    if mentor not in plan.programme.people.facilitators:
        known = [id for id, person in plan.programme.people.facilitators.items() if person.role == "mentor"]
        raise WrongUsage(f"There is no mentor “{mentor}” in people/facilitators.csv. {nearest(mentor, known)}".rstrip())
    meetings = [
        meeting for meeting in theirs(plan, mentor, first=first) if meeting.mentor and meeting.mentor.id == mentor
    ]
    entries = []
    for key in dict.fromkeys(meeting.cohort.key for meeting in meetings):
        way = next(meeting.evening.way for meeting in meetings if meeting.cohort.key == key)
        entries.append(_change({"cohort": key, "from": first, "mentor": None, "mode": way.without_mentor}))
    if not entries:
        return Wish(
            (), (f"{plan.programme.people.facilitators[mentor].name or mentor} mentors no meeting from then on.",)
        )
    return Wish(tuple(entries))


def held(plan: Plan, *, cohort: str | None, session: str, now: datetime.datetime) -> Wish:
    """The meeting took place as the plan has it: its date and time are fixed from now on."""
    every = _meetings(plan, cohort, session=session)
    if all(meeting.cancelled for meeting in every):
        raise WrongUsage(
            f"{_named(every[0])} was cancelled, so it cannot have been held. `programme undo`, or its entry in"
            " changes.yaml, brings it back."
        )
    written = {meeting.key for meeting in make_plan(plan.programme).meetings if meeting.held}
    meetings = [meeting for meeting in every if not meeting.cancelled and meeting.key not in written]
    coming = [meeting for meeting in meetings if not has_begun(meeting, now)]
    if coming and (cohort is not None or len(coming) == len(meetings)):
        raise WrongUsage(
            f"{_named(coming[0])} begins on {coming[0].date.isoformat()} at {coming[0].time:%H:%M}; it cannot have been"
            " held yet."
        )
    done = [meeting for meeting in meetings if meeting not in coming]
    return Wish(tuple(fixed(meeting) for meeting in done))


def fixed(meeting: Meeting) -> Change:
    """The entry that says that a meeting was held, and when."""
    return _change({**_key(meeting), "date": meeting.date, "time": meeting.time, "held": True})


def combinable(plan: Plan, meeting: Meeting) -> tuple[str, ...]:
    """The cohorts that could take this one in on the same session: still to be held, and with somebody who runs it."""
    others = [other for other in plan.meetings if other.session.key == meeting.session.key and other.key != meeting.key]
    free = [other for other in others if other.open and other.facilitators]
    near = sorted(free, key=lambda other: (abs((other.start - meeting.start).total_seconds()), other.cohort.key))
    return tuple(other.cohort.key for other in near)


# naming


def find_session(plan: Plan, name: str) -> str:
    """A session's key from its key or number. WrongUsage for a name that belongs to nothing."""
    sessions = {meeting.session.key: meeting.number for meeting in plan.meetings}
    found = next((key for key, number in sessions.items() if name in (key, str(number), f"{number:02d}")), None)
    if found is None:
        raise WrongUsage(f"There is no session “{name}”. {nearest(name, sessions)}")
    return found


def find_cohorts(plan: Plan, cohort: str | None) -> tuple[str, ...]:
    """The key itself, or all of them. WrongUsage for a name that belongs to nothing."""
    keys = tuple(found.key for found in plan.programme.cohorts)
    if cohort is not None and cohort not in keys:
        raise WrongUsage(f"There is no cohort “{cohort}”. {nearest(cohort, keys)}")
    return keys if cohort is None else (cohort,)


def _meetings(plan: Plan, cohort: str | None, *, session: str) -> list[Meeting]:
    """The meetings on a session, by cohort."""
    key = find_session(plan, session)
    found = [meeting for name in find_cohorts(plan, cohort) if (meeting := plan.meeting(name, key))]
    if not found:
        raise WrongUsage(f"Cohort “{cohort}” has no meeting on {key}.")
    return found


def _open(plan: Plan, cohort: str | None, *, session: str) -> list[Meeting]:
    """Those of the meetings that can still change; WrongUsage where none can."""
    found = _meetings(plan, cohort, session=session)
    still = [meeting for meeting in found if meeting.open]
    if still:
        return still
    first = found[0]
    if first.held:
        raise WrongUsage(f"{_named(first)} was held on {first.date.isoformat()}, and what has been held never moves.")
    if first.cancelled:
        raise WrongUsage(
            f"{_named(first)} is cancelled already. `programme undo`, or its entry in changes.yaml, brings it back."
        )
    raise WrongUsage(f"{_named(first)} meets with cohort {first.with_cohorts[0]} that evening; name that cohort.")


def _named(meeting: Meeting) -> str:
    return f"{meeting.cohort.label}, {meeting.session.key}"


def _key(meeting: Meeting) -> dict[str, object]:
    return {"cohort": meeting.cohort.key, "session": meeting.session.key}


# entries


def _one_entry(
    plan: Plan, cohort: str | None, *, meetings: Sequence[Meeting], values: dict[str, object]
) -> tuple[Change, ...]:
    """One entry for all cohorts where all are meant, else one for each whose meeting is not so yet."""
    found = [meeting for meeting in meetings if _differs(meeting, values)]
    if len(found) == len(plan.programme.cohorts) > 1 and cohort is None:
        return (_change({"cohort": ALL, "session": found[0].session.key, **values}),)
    return tuple(_change({**_key(meeting), **values}) for meeting in found)


def _differs(meeting: Meeting, values: dict[str, object]) -> bool:
    """Whether an entry with these values would change the meeting."""
    now = {"date": meeting.date, "time": meeting.time, "room": meeting.room.id if meeting.room else None}
    return "cancelled" in values or any(name in values and values[name] != value for name, value in now.items())


def _change(values: dict[str, object]) -> Change:
    return Change.model_validate(
        {name: value for name, value in values.items() if not (name == "until" and value is None)}
    )
