"""Rules about what changes make of meetings: a time that people did not offer, a room that is shut or has steps, a
screen in place of a room."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from toolkit.model.people import Participant
from toolkit.model.plan import Meeting, Plan
from toolkit.planning.free import offers_time
from toolkit.planning.rules.places import gathered, meeting_problem, told
from toolkit.planning.rules.rule import Facts, Rule
from toolkit.problems import Problem

_MOST_NAMES = 6


def people_free(plan: Plan, facts: Facts) -> Iterator[Problem]:
    """P097: a meeting at another time of the week than planned suits those who come, as far as they gave times."""
    found = ((meeting, _not_offered(plan, meeting)) for meeting in _changed(plan) if _other_time(meeting))
    yield from gathered(
        (
            meeting.cohort.key,
            _problem(plan, meeting, code="P097", words=f"{_listed(names)} did not offer this time, {_hours(meeting)}."),
        )
        for meeting, names in found
        if names
    )


def rooms_open(plan: Plan, facts: Facts) -> Iterator[Problem]:
    """P098: the room of a meeting at another time or in another room than planned is open then."""
    for meeting in _changed(plan):
        if meeting.room is None or meeting.combined or not (_other_time(meeting) or _other_room(meeting)):
            continue
        if offers_time(meeting.room.open, meeting.zone, start=meeting.start, end=meeting.end) is False:
            yield _problem(
                plan,
                meeting,
                code="P098",
                words=f"{meeting.room.name} is not open then, {_hours(meeting)} ({meeting.room.open}).",
            )


def still_step_free(plan: Plan, facts: Facts) -> Iterator[Problem]:
    """P099: a meeting that was planned without steps is not in a room that is known to have some."""
    for meeting in _changed(plan):
        planned = plan.programme.people.rooms.get(meeting.planned_room or "")
        if (
            meeting.room is not None
            and planned is not None
            and _says(planned.step_free, "yes")
            and _says(meeting.room.step_free, "no")
        ):
            yield _problem(
                plan,
                meeting,
                code="P099",
                words=f"{meeting.room.name} cannot be reached without steps; {planned.name} can.",
                name="room",
            )


def still_in_person(plan: Plan, facts: Facts) -> Iterator[Problem]:
    """P111: a cohort that meets in person does not join one on a screen, nor the other way round."""
    for meeting in _changed(plan):
        online = meeting.evening.way.online
        if meeting.combined and online != meeting.cohort.way.online:
            words = (
                "meets in person and would join a meeting online"
                if online
                else "meets online and would join a meeting in a room"
            )
            yield _problem(plan, meeting, code="P111", words=f"{meeting.cohort.label} {words}.", name="combined_with")


def _hours(meeting: Meeting) -> str:
    return f"{meeting.time:%H:%M} to {meeting.end:%H:%M}"


def _changed(plan: Plan) -> Iterator[Meeting]:
    """Meetings still to be held that are not when and where the cohort planned them."""
    for meeting in plan.meetings:
        if meeting.due and (meeting.combined or meeting.moved or _other_room(meeting)):
            yield meeting


def _other_time(meeting: Meeting) -> bool:
    """Whether day of the week or time differ from the planned ones; a guest's host may be in another zone."""
    planned = meeting.planned
    return meeting.combined or (meeting.date.weekday(), meeting.time) != (planned.weekday(), planned.time())


def _other_room(meeting: Meeting) -> bool:
    return meeting.room is not None and meeting.room.id != meeting.planned_room


def _not_offered(plan: Plan, meeting: Meeting) -> list[str]:
    """Facilitators and mentor by name, members by id, who gave times and not this one; who runs a joint meeting is told
    of at the host."""
    people = plan.programme.people
    members = [people.participants[id] for id in meeting.cohort.members if id in people.participants]
    found = [person.id for person in members if _is_busy(person, meeting)]
    if meeting.combined:
        return found
    helpers = (*meeting.facilitators, *([meeting.mentor] if meeting.mentor else []))
    busy = [
        one
        for one in helpers
        if offers_time(one.available, one.timezone or meeting.zone, start=meeting.start, end=meeting.end) is False
    ]
    return [*(one.name or one.id for one in busy), *found]


def _is_busy(person: Participant, meeting: Meeting) -> bool:
    zone = person.timezone or meeting.zone
    said = [
        offers_time(text, zone, start=meeting.start, end=meeting.end) for text in (person.available, person.if_needed)
    ]
    return False in said and True not in said


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - _MOST_NAMES} more" if len(names) > _MOST_NAMES else ""
    return f"{', '.join(names[:_MOST_NAMES])}{more}"


def _says(step_free: str, word: str) -> bool:
    return step_free.strip().lower().startswith(word)


def _problem(plan: Plan, meeting: Meeting, *, code: str, words: str, name: str = "date") -> Problem:
    """A problem at the change that made it; when a joint meeting is, its host says, or else that they join."""
    host = plan.meeting(meeting.combined_into, meeting.session.key) if meeting.combined_into else None
    message = f"{told(meeting)}: {words}"
    if host is not None and name == "date":
        return meeting_problem(
            plan.programme,
            host if host.moved else meeting,
            name=name if host.moved else "combined_with",
            code=code,
            message=message,
        )
    return meeting_problem(plan.programme, meeting, name=name, code=code, message=message)


RULES = (Rule(people_free), Rule(rooms_open), Rule(still_step_free), Rule(still_in_person))
