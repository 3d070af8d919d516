"""Who was at which meeting, and what follows from it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, TypedDict

from toolkit.jobs.examine import read_and_plan
from toolkit.jobs.job import job
from toolkit.model.people import MARKS, Mark
from toolkit.model.plan import Meeting, Plan
from toolkit.planning.attendance import Absence, Missed, Small, absences, missed_in_a_row, small_cohorts
from toolkit.planning.marks import marks_at
from toolkit.planning.wishes.naming import find_cohorts
from toolkit.reading.shelves import Shelves


@dataclass(frozen=True)
class Follows:
    """What follows from attendance: who has something to catch up on, whom to ring, which cohort is too small."""

    absences: tuple[Absence, ...]
    missed: tuple[Missed, ...]
    small: tuple[Small, ...]


@dataclass(frozen=True)
class AttendanceReport:
    """The meetings with a mark, what follows, and the plan that they are of."""

    plan: Plan
    recorded: tuple[Meeting, ...]
    follows: Follows


class RecordedMeeting(TypedDict):
    """A meeting with a mark."""

    cohort: Annotated[str, "its key"]
    session: Annotated[str, "its key"]
    date: str
    held: bool
    present: list[str]
    absent: list[str]
    excused: list[str]
    not_recorded: list[str]


class CatchUp(TypedDict):
    """Something to read or do."""

    title: str
    minutes: int
    url: str


class MissedMeeting(TypedDict):
    """Somebody who was not at a meeting."""

    id: str
    cohort: str
    session: str
    state: Mark
    catch_up: list[CatchUp]


class MissedInARow(TypedDict):
    """Somebody who was not at the latest meetings."""

    id: str
    cohort: str
    sessions: list[str]


SmallCohort = TypedDict(
    "SmallCohort",
    {
        "cohort": str,
        "came": Annotated[
            list[int], "how many came to the latest meetings, at most three; empty where too few members are left"
        ],
        "left": Annotated[int, "members"],
        "least": Annotated[int, "people that it needs"],
        "with": Annotated[str | None, "the cohort that it could meet with; null where none fits"],
        "from_session": Annotated[str | None, "the first session that they could have together"],
        "did_not_offer": Annotated[list[str], "ids of those who come and did not offer that time"],
        "gave_no_times": Annotated[list[str], "ids of those who gave no times"],
        "command": Annotated[str | None, "what lets the two meet together; null where none fits"],
    },
)


class FollowsData(TypedDict):
    """What follows from attendance; people stand by their ids."""

    absences: Annotated[list[MissedMeeting], "not of those who came to another cohort's meeting"]
    missed_in_a_row: Annotated[list[MissedInARow], "the latest recorded meetings, two or more, that a person missed"]
    small_cohorts: Annotated[list[SmallCohort], "those to which too few come"]


class AttendanceData(FollowsData):
    """People stand by their ids."""

    version: int
    meetings: Annotated[list[RecordedMeeting], "each meeting with a mark"]


@job
def attendance_report(
    folder: Path, shelves: Shelves, *, now: datetime.datetime, least: int | None = None
) -> AttendanceReport:
    """Who was where until now, and what follows; a cohort needs `least` people, or as many as the curriculum says."""
    plan, *_ = read_and_plan(folder, shelves, today=None)
    recorded = tuple(meeting for meeting in plan.meetings if marks_at(plan, meeting))
    return AttendanceReport(plan, recorded, follows(plan, now, least=least))


def follows(plan: Plan, now: datetime.datetime, *, least: int | None = None) -> Follows:
    """What follows from what is recorded until now."""
    return Follows(absences(plan, now), missed_in_a_row(plan, now), small_cohorts(plan, now, least=least))


def too_small(plan: Plan, cohort: str | None, *, now: datetime.datetime) -> tuple[Small, ...]:
    """The cohorts (this one, or all) that cannot go on as they are, and with whom they could meet."""
    keys = find_cohorts(plan, cohort)
    return tuple(small for small in small_cohorts(plan, now) if small.cohort.key in keys)


def tally(plan: Plan, meeting: Meeting) -> dict[str, int]:
    """How many members of a meeting's cohort have each mark, and how many none."""
    marked = marks_at(plan, meeting)
    counts: dict[str, int] = {mark: list(marked.values()).count(mark) for mark in MARKS}
    return counts | {"not recorded": sum(person.id not in marked for person in plan.members(meeting.cohort))}


def attendance_data(report: AttendanceReport) -> AttendanceData:
    """The report as JSON."""
    return {
        "version": 1,
        "meetings": [_meeting(report.plan, meeting) for meeting in report.recorded],
        **follows_data(report.follows),
    }


def follows_data(found: Follows) -> FollowsData:
    """What follows as JSON."""
    return {
        "absences": [_absence(one) for one in found.absences],
        "missed_in_a_row": [
            {"id": one.person.id, "cohort": one.cohort.key, "sessions": [each.session.key for each in one.meetings]}
            for one in found.missed
        ],
        "small_cohorts": [_small(one) for one in found.small],
    }


def _absence(absence: Absence) -> MissedMeeting:
    return {
        "id": absence.person.id,
        "cohort": absence.meeting.cohort.key,
        "session": absence.meeting.session.key,
        "state": absence.state,
        "catch_up": [
            {"title": item.name, "minutes": item.minutes, "url": item.resource.url} for item in absence.catch_up
        ],
    }


def _small(small: Small) -> SmallCohort:
    return {
        "cohort": small.cohort.key,
        "came": list(small.came),
        "left": small.left,
        "least": small.least,
        "with": small.host.cohort.key if small.host else None,
        "from_session": small.guest.session.key if small.guest else None,
        "did_not_offer": [person.id for person in small.cannot],
        "gave_no_times": [person.id for person in small.unsaid],
        "command": small.command or None,
    }


def _meeting(plan: Plan, meeting: Meeting) -> RecordedMeeting:
    marks = marks_at(plan, meeting)
    return {
        "cohort": meeting.cohort.key,
        "session": meeting.session.key,
        "date": meeting.date.isoformat(),
        "held": meeting.held,
        "present": _marked(marks, "present"),
        "absent": _marked(marks, "absent"),
        "excused": _marked(marks, "excused"),
        "not_recorded": [person.id for person in plan.members(meeting.cohort) if person.id not in marks],
    }


def _marked(marks: dict[str, Mark], state: Mark) -> list[str]:
    return [id for id, known in marks.items() if known == state]
