"""The dated timetable, for one cohort or all."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal, TypedDict

from toolkit.jobs.examine import read_and_plan
from toolkit.jobs.job import job
from toolkit.model.plan import Meeting, Plan
from toolkit.planning.calendar import local_starts
from toolkit.planning.wishes.naming import find_cohorts
from toolkit.problems import Problem
from toolkit.reading.shelves import Shelves


@dataclass(frozen=True)
class Timetable:
    """Meetings by start and cohort, the plan that they are of, and every problem of the programme's files."""

    plan: Plan
    meetings: tuple[Meeting, ...]
    problems: tuple[Problem, ...]


class LocalTime(TypedDict):
    """A start elsewhere."""

    timezone: str
    start: Annotated[str, "day and time there"]


class PlannedMeeting(TypedDict):
    """A meeting of the timetable."""

    cohort: Annotated[str, "its key"]
    session: Annotated[str, "its key"]
    number: Annotated[int, "0 is the set-up clinic"]
    title: str
    date: Annotated[str, "day in its zone"]
    time: Annotated[str, "wall time in its zone"]
    timezone: str
    minutes: Annotated[int, "how long it is"]
    start: Annotated[str, "the same moment with its offset from UTC"]
    week: Annotated[str | None, "the week's local name"]
    mode: str
    room: Annotated[str | None, "id; null online and where it is not known"]
    facilitators: Annotated[list[str], "ids"]
    mentor: Annotated[str | None, "id"]
    status: Literal["planned", "moved", "cancelled", "combined"]
    planned: Annotated[str, "day and time at which it stood before any change"]
    reason: Annotated[str | None, "why it changed"]
    held: Annotated[bool, "whether it is history"]
    local_times: Annotated[list[LocalTime], "for online cohorts: every other zone that somebody lives in"]


class TimetableData(TypedDict):
    """The meetings by start and cohort."""

    version: int
    programme: Annotated[str, "its key"]
    meetings: list[PlannedMeeting]


@job
def timetable(folder: Path, shelves: Shelves, *, cohort: str | None = None, today: datetime.date | None) -> Timetable:
    """The meetings of a cohort, or of all. ProblemsFound where the files do not make a plan; WrongUsage for a cohort
    that is none."""
    plan, _types, _base, problems = read_and_plan(folder, shelves, today=today)
    keys = find_cohorts(plan, cohort)
    meetings = tuple(meeting for meeting in plan.meetings if meeting.cohort.key in keys)
    return Timetable(plan, meetings, tuple(problems))


def starts_elsewhere(plan: Plan, meeting: Meeting) -> tuple[tuple[str, datetime.datetime], ...]:
    """For a meeting online every other zone that somebody lives in, and when it begins there."""
    return tuple(local_starts(plan, meeting))


def timetable_data(found: Timetable) -> TimetableData:
    """The timetable as JSON."""
    return {
        "version": 1,
        "programme": found.plan.programme.settings.key,
        "meetings": [_meeting(found.plan, meeting) for meeting in found.meetings],
    }


def _meeting(plan: Plan, meeting: Meeting) -> PlannedMeeting:
    return {
        "cohort": meeting.cohort.key,
        "session": meeting.session.key,
        "number": meeting.number,
        "title": meeting.session.head.title,
        "date": meeting.date.isoformat(),
        "time": f"{meeting.time:%H:%M}",
        "timezone": meeting.zone,
        "minutes": meeting.minutes,
        "start": meeting.start.isoformat(),
        "week": meeting.week or None,
        "mode": meeting.evening.mode,
        "room": meeting.room.id if meeting.room else None,
        "facilitators": [person.id for person in meeting.facilitators],
        "mentor": meeting.mentor.id if meeting.mentor else None,
        "status": meeting.status,
        "planned": meeting.planned.isoformat(timespec="minutes"),
        "reason": meeting.reason,
        "held": meeting.held,
        "local_times": [
            {"timezone": zone, "start": f"{start:%Y-%m-%dT%H:%M}"} for zone, start in local_starts(plan, meeting)
        ],
    }
