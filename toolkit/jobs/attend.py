"""Marks of who was there: read from registers, named one by one or asked for, looked through, and recorded."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from toolkit.jobs.attendance_report import Follows, follows
from toolkit.jobs.change import apply_change
from toolkit.jobs.change_records import Known, Ready
from toolkit.jobs.history_words import typed
from toolkit.jobs.job import job
from toolkit.model.changes import ChangeEntry
from toolkit.model.fields import folded
from toolkit.model.people import Attendance, Mark, Participant
from toolkit.model.plan import Meeting, Plan
from toolkit.planning.free import has_begun
from toolkit.planning.marks import at_home, is_strange, marks_at, newly_held, objection, with_marks
from toolkit.planning.names import find_cohort, find_participant, find_session
from toolkit.planning.proposals import propose
from toolkit.planning.wishes.entries import Wish
from toolkit.planning.wishes.naming import find_cohorts
from toolkit.problems import Problem, ProblemsFound, WrongUsage, named
from toolkit.reading.register import read_register


@dataclass(frozen=True)
class Roll:
    """A meeting to call the roll of: its members, each with the mark that is known of them, or `present`."""

    meeting: Meeting
    people: tuple[tuple[Participant, Mark], ...]


@dataclass(frozen=True)
class MarksProposal:
    """What marks would record: how many of them are `new`, the meetings that become history, the plan as it is after.

    `meetings` are those that the marks are about, `unattended` those of them that have begun and at which nobody was;
    `did` is what the history calls it.
    """

    plan: Plan
    after: Plan
    marks: tuple[Attendance, ...]
    new: int
    held: tuple[ChangeEntry, ...]
    meetings: tuple[Meeting, ...]
    unattended: tuple[Meeting, ...]
    follows: Follows
    did: str


def registered_marks(plan: Plan, files: Iterable[Path], *, now: datetime.datetime) -> tuple[Attendance, ...]:
    """The marks of filled registers. ProblemsFound with every cell that says what cannot be."""
    problems: list[Problem] = []
    found = [mark for path in files for mark in read_register(path, plan.programme, problems=problems)]
    problems += [each.problem("P118", why) for each in found if (why := objection(plan, each.mark, now=now))]
    if problems:
        raise ProblemsFound(problems)
    return tuple(each.mark for each in found)


def named_marks(
    plan: Plan, session: str, *, cohort: str | None, named: Mapping[Mark, Sequence[str]], now: datetime.datetime
) -> tuple[Attendance, ...]:
    """The marks of those who were named, by id or name, and where nobody is named as present, of everyone else of their
    cohorts who has none yet: they were there, once it has begun.

    WrongUsage for a name or a mark that cannot be.
    """
    key = find_session(plan, session)
    cohort = find_cohort(plan.programme, cohort) if cohort else None
    states: dict[str, Mark] = {}
    for state, texts in named.items():
        for id in _people(plan, texts):
            if states.setdefault(id, state) != state:
                raise WrongUsage(f"“{id}” is named as {states[id]} and as {state}.")
    marks = [_named(plan, Attendance(id, cohort or "", key, state)) for id, state in states.items()]
    if not named.get("present"):
        marks += _rest(plan, marks, now=now)
    return checked(plan, marks, now=now)


def _people(plan: Plan, texts: Iterable[str]) -> list[str]:
    """The ids of those who are named: ids and names, several apart by commas, or by spaces where that is no whole
    name."""
    names = {folded(person.name) for person in plan.programme.people.participants.values()}
    parts = (" ".join(part.split()) for text in texts for part in re.split("[,;]", text))
    words = (word for part in parts for word in ([part] if folded(part) in names else part.split()))
    return [find_participant(plan.programme, word) for word in words]


def _named(plan: Plan, mark: Attendance) -> Attendance:
    """A mark with the cohort of whom it is about, where it has none."""
    id = mark.id
    own = [each.key for each in plan.programme.cohorts if id in each.members]
    if not mark.cohort and len(own) != 1:
        raise WrongUsage(
            f"“{id}” is in {'no cohort' if not own else 'several cohorts'}; say with {named('cohort')} where they were."
        )
    mark = Attendance(id, mark.cohort or own[0], mark.session, mark.state)
    if mark.state != "present" and is_strange(plan, mark):
        raise WrongUsage(
            f"“{id}” is in {plan.programme.cohorts_of(id)[0].label} and cannot have missed a meeting of"
            f" {plan.programme.label_of(mark.cohort)}. With {named('present')} you say who was a guest."
        )
    return mark


def _rest(plan: Plan, marks: Sequence[Attendance], *, now: datetime.datetime) -> list[Attendance]:
    """Everyone else of the cohorts of these marks who has no mark: present, where the meeting has begun."""
    named, rest = {mark.id for mark in marks}, []
    for key, session in dict.fromkeys((mark.cohort, mark.session) for mark in marks):
        meeting = plan.meeting(key, session)
        if meeting is not None and has_begun(meeting, now):
            known = named | marks_at(plan, meeting).keys()
            rest += [
                Attendance(one.id, key, session, "present") for one in _members(plan, meeting) if one.id not in known
            ]
    return rest


def rolls(plan: Plan, session: str, *, cohort: str | None, now: datetime.datetime) -> tuple[Roll, ...]:
    """The meetings on a session that have begun, with whom to ask about. WrongUsage where there is none."""
    key = find_session(plan, session)
    keys = find_cohorts(plan, cohort)
    found = tuple(
        Roll(meeting, tuple((one, marks_at(plan, meeting).get(one.id, "present")) for one in _members(plan, meeting)))
        for meeting in plan.meetings
        if meeting.session.key == key and meeting.cohort.key in keys and not meeting.cancelled
        if has_begun(meeting, now) and _members(plan, meeting)
    )
    if not found:
        raise WrongUsage(
            f"No meeting on {key} has begun whose cohort has members in cohorts.yaml. `programme held {key}`"
            " records one without names."
        )
    return found


def _members(plan: Plan, meeting: Meeting) -> list[Participant]:
    return [person for person in plan.members(meeting.cohort) if not person.gone]


def checked(plan: Plan, marks: Iterable[Attendance], *, now: datetime.datetime) -> tuple[Attendance, ...]:
    """The same marks. WrongUsage for the first that cannot be."""
    found = tuple(marks)
    for mark in found:
        if why := objection(plan, mark, now=now):
            raise WrongUsage(why)
    return found


def propose_marks(
    plan: Plan,
    marks: Iterable[Attendance],
    *,
    now: datetime.datetime,
    session: str | None = None,
    cohort: str | None = None,
) -> MarksProposal:
    """What recording these marks does; nothing is written. They are of the session and the cohort that were named, or
    of registers where none was."""
    mine = tuple(at_home(plan, mark) for mark in marks)
    known = {(mark.id, mark.cohort, mark.session): mark.state for mark in plan.programme.people.attendance}
    new = {key for mark in mine if known.get(key := (mark.id, mark.cohort, mark.session)) != mark.state}
    after, touched = with_marks(plan, mine), {(mark.cohort, mark.session) for mark in mine}
    meetings = tuple(meeting for meeting in plan.meetings if meeting.key in touched)
    return MarksProposal(
        plan=plan,
        after=after,
        marks=mine,
        new=len(new),
        held=tuple(change.model_copy(update={"decided": now.date()}) for change in newly_held(plan, mine)),
        meetings=meetings,
        unattended=tuple(meeting for meeting in meetings if _nobody_came(after, meeting, now=now)),
        follows=_about(follows(after, now), meetings),
        did=_did(plan, session, cohort=cohort),
    )


def _did(plan: Plan, session: str | None, *, cohort: str | None) -> str:
    """What the history calls it."""
    if session is None:
        return typed("attend", "import")
    own = find_cohort(plan.programme, cohort) if cohort else None
    return typed("attend", "record", find_session(plan, session), cohort=own)


def _nobody_came(plan: Plan, meeting: Meeting, *, now: datetime.datetime) -> bool:
    there = "present" in marks_at(plan, meeting).values()
    return not meeting.held and not there and has_begun(meeting, now)


def _about(found: Follows, meetings: Sequence[Meeting]) -> Follows:
    """What follows for these meetings and their cohorts."""
    keys, cohorts = {meeting.key for meeting in meetings}, {meeting.cohort.key for meeting in meetings}
    return Follows(
        tuple(one for one in found.absences if one.meeting.key in keys),
        tuple(one for one in found.missed if one.cohort.key in cohorts),
        tuple(one for one in found.small if one.cohort.key in cohorts),
    )


@job
def record_marks(folder: Path, proposal: MarksProposal, *, now: datetime.datetime) -> None:
    """Write what was proposed. WouldOverwrite where changes.yaml is no longer what it was proposed for."""
    wanted = propose(proposal.plan, Wish(proposal.held), now=now)
    apply_change(Ready(Known(folder, proposal.plan, now), wanted, proposal.did), marks=proposal.marks)
