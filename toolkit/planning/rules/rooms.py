"""Rules about rooms: each is there, open and large enough, and no more meet in it than may."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence

from toolkit.model.people import Room
from toolkit.model.plan import Meeting, Plan
from toolkit.planning.free import heads, is_lost
from toolkit.planning.rules.overlaps import at_a_place, overlaps
from toolkit.planning.rules.places import gathered, meeting_problem, told
from toolkit.planning.rules.rule import Facts, Rule
from toolkit.problems import Problem
from toolkit.reading.availability import read_availability
from toolkit.words.filters import plural


def rooms_hold(plan: Plan, facts: Facts) -> Iterator[Problem]:
    """P066: everyone who comes to a meeting has a chair: participants of all cohorts that join, facilitators and
    mentor."""
    yield from gathered(_too_small(plan))


def _too_small(plan: Plan) -> Iterator[tuple[Hashable, Problem]]:
    for meeting in plan.meetings:
        if meeting.room is None or meeting.room.seats is None or not meeting.open:
            continue
        people, seats = heads(plan, (meeting,)), meeting.room.seats
        if people > seats:
            message = f"{told(meeting)}: {people} people in {meeting.room.name}, which has {plural(seats, 'seat')}."
            yield (
                (meeting.cohort.key, meeting.room.id),
                meeting_problem(plan.programme, meeting, name="room", code="P066", message=message),
            )


def rooms_not_lost(plan: Plan, facts: Facts) -> Iterator[Problem]:
    """P096: no meeting that is still to be held is in a room that was recorded as lost on that day."""
    for meeting in at_a_place(plan):
        if meeting.room is not None and meeting.open and is_lost(plan.programme, meeting.room.id, date=meeting.date):
            message = f"{told(meeting)}: {meeting.room.name} cannot be used on that day."
            yield meeting_problem(plan.programme, meeting, name="room", code="P096", message=message)


def rooms_shared(plan: Plan, facts: Facts) -> Iterator[Problem]:
    """P067: no more meetings at once in a room than rooms.csv allows, and seats for all of them together."""
    yield from gathered(_overfull(plan))


def _overfull(plan: Plan) -> Iterator[tuple[Hashable, Problem]]:
    by_room: dict[str, list[Meeting]] = defaultdict(list)
    for meeting in at_a_place(plan):
        if meeting.room is not None and not meeting.combined:
            by_room[meeting.room.id].append(meeting)
    for meetings in by_room.values():
        for together in overlaps(meetings):
            room = together[-1].room
            if room is not None and (reason := _too_much(plan, room, together=together)):
                yield (
                    reason,
                    meeting_problem(
                        plan.programme,
                        together[-1],
                        name="room",
                        code="P067",
                        message=f"{told(together[-1])}: {reason}",
                    ),
                )


def _too_much(plan: Plan, room: Room, *, together: Sequence[Meeting]) -> str:
    if len({meeting.cohort.key for meeting in together}) > room.cohorts:
        labels = ", ".join(meeting.cohort.label for meeting in together)
        return f"{labels} meet in {room.name} at once; rooms.csv allows {room.cohorts}."
    people = heads(plan, together)
    if len({meeting.cohort.key for meeting in together}) > 1 and room.seats is not None and people > room.seats:
        return f"{people} people meet in {room.name} at once, which has {plural(room.seats, 'seat')}."
    return ""


def opening_hours_clear(plan: Plan, facts: Facts) -> Iterator[Problem]:
    """P114: what rooms.csv says of when a room is open can be read."""
    source = plan.programme.source("people/rooms.csv")
    for room in plan.programme.people.rooms.values():
        if room.open.strip() and not read_availability(room.open).stretches:
            yield source.problem(
                "P114", (room.id,), f"{room.name}: nobody can tell from “{room.open}” when it is open."
            )


def known_rooms(plan: Plan, facts: Facts) -> Iterator[Problem]:
    """P072: each cohort that meets in person has a room. P073: it is known whether rooms in use can be reached without
    steps."""
    programme, used = (
        plan.programme,
        {meeting.room.id: meeting.room for meeting in plan.meetings if meeting.room and not meeting.cancelled},
    )
    for cohort in programme.cohorts:
        if cohort.way.in_person and cohort.room is None:
            source = programme.source("cohorts.yaml")
            yield source.problem("P072", ("cohorts", cohort.key), f"{cohort.label} has no room yet.")
    for room in used.values():
        if not room.step_free:
            message = f"It is not known whether {room.name} can be reached without steps."
            yield programme.source("people/rooms.csv").problem(
                "P073", (room.id,), message, "Fill in step_free: yes, no, or how."
            )


RULES = (
    Rule(rooms_hold),
    Rule(rooms_not_lost),
    Rule(rooms_shared),
    Rule(opening_hours_clear, partly=True),
    Rule(known_rooms),
)
