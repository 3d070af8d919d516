"""Everybody who applied: what is missing, and at how many times of the week they could start a meeting."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, TypedDict

from toolkit.grouping.starts import fitting_starts, shifts
from toolkit.jobs.job import job
from toolkit.jobs.people import path_of
from toolkit.model.availability import Stretch
from toolkit.model.people import Participant
from toolkit.model.programme import Programme
from toolkit.planning.cohort_request import home_zone, longest_session, term_days
from toolkit.planning.make_plan import make_plan
from toolkit.problems import ProblemsFound
from toolkit.reading.availability import read_availability
from toolkit.reading.programme_folder import try_programme
from toolkit.reading.shelves import Shelves


class Listed(TypedDict):
    """A participant."""

    id: str
    name: str
    email: str
    status: Annotated[str, "`applied` where the cell is blank"]
    timezone: str
    available: Annotated[str, "as in the file"]
    if_needed: Annotated[str, "as in the file"]
    missing: Annotated[
        list[str],
        "those of `name`, `e-mail`, `times` and `clear times` (some of the text cannot be read) that are missing",
    ]
    reach: Annotated[
        int | None,
        "at how many half-hours of the week, on the programme's clock, they could start a meeting of the longest"
        " session and stay to its end on every date of the plan; null without dates",
    ]
    reach_if_needed: Annotated[int | None, "the same with the times that they gave as “if needed”"]


class PeopleData(TypedDict):
    """Participants in the order of `people/participants.csv`."""

    version: int
    people: list[Listed]


@dataclass(frozen=True)
class _Term:
    """What the times of people are measured against: the programme's zone, the length of a meeting in minutes, and the
    first and last day, where there are dates."""

    zone: str
    minutes: int
    days: tuple[datetime.date, datetime.date] | None

    def starts(self, stretches: tuple[Stretch, ...], zone: str) -> int | None:
        """How many half-hours of the week, on the programme's clock, are starts that somebody can keep whose times are
        on the clock of `zone`."""
        if self.days is None:
            return None
        moved = shifts(self.zone, zone, *self.days)
        return len(fitting_starts(stretches, shifts=moved, minutes=self.minutes, grid=30))


@job
def listed(folder: Path, shelves: Shelves, *, status: str | None = None) -> tuple[Listed, ...]:
    """Every participant in file order, or those with a status. ProblemsFound where the programme cannot be read, or
    anything in their file: whoever is not shown seems not to be there."""
    programme, problems = try_programme(folder, shelves)
    errors = [problem for problem in problems if problem.level == "error"]
    if programme is None:
        raise ProblemsFound(errors)
    if unread := [problem for problem in errors if problem.file == path_of("participants")]:
        raise ProblemsFound(unread)
    term = _term(programme)
    people = programme.people.participants.values()
    return tuple(_listed(person, term) for person in people if status in (None, person.status))


def _term(programme: Programme) -> _Term:
    plan = make_plan(programme)
    return _Term(home_zone(programme), longest_session(programme), term_days(plan) if plan.meetings else None)


def _listed(person: Participant, term: _Term) -> Listed:
    free, perhaps = read_availability(person.available), read_availability(person.if_needed)
    zone = person.timezone or free.zone or term.zone
    there = {
        "name": bool(person.name),
        "e-mail": bool(person.email),
        "times": bool(free.stretches),
        "clear times": not (free.problems or perhaps.problems),
    }
    return {
        "id": person.id,
        "name": person.name,
        "email": person.email,
        "status": person.status,
        "timezone": person.timezone,
        "available": person.available,
        "if_needed": person.if_needed,
        "missing": [what for what, known in there.items() if not known],
        "reach": term.starts(free.stretches, zone),
        "reach_if_needed": term.starts((*free.stretches, *perhaps.stretches), zone),
    }


def people_data(people: Sequence[Listed]) -> PeopleData:
    """Participants as JSON."""
    return {"version": 1, "people": list(people)}


@job
def cohorts_of(folder: Path, shelves: Shelves, *, ids: Collection[str]) -> tuple[str, ...]:
    """The labels of the cohorts that have one of these as a member, as far as the folder can be read."""
    programme, _ = try_programme(folder, shelves)
    return tuple(cohort.label for cohort in programme.cohorts if set(ids) & set(cohort.members)) if programme else ()
