"""Where a value stands in the organiser's files, so that a problem points at the line to mend."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import replace

from toolkit.model.changes import Change
from toolkit.model.plan import Meeting, Plan
from toolkit.model.programme import Cohort, Programme
from toolkit.problems import Problem, SourceFile


def cohort_problem(
    programme: Programme, cohort: Cohort, *, name: str, code: str, message: str, hint: str = ""
) -> Problem:
    """A problem about a cohort's value `name`: in cohorts.yaml where it is written there, else in programme.yaml where
    it comes from."""
    own, path = programme.source("cohorts.yaml"), ("cohorts", cohort.key, name)
    settings = programme.source("programme.yaml")
    if path not in own.places and (name,) in settings.places:
        return settings.problem(code, (name,), message, hint)
    return own.problem(code, path, message, hint)


def meeting_problem(
    programme: Programme, meeting: Meeting, *, name: str, code: str, message: str, hint: str = ""
) -> Problem:
    """A problem about a meeting's value `name` (date, time, room …): at the last change that set it, else where its
    cohort has it."""
    found = None
    for index, change in enumerate(programme.changes):
        if change.says(name) and ever_reaches(change, meeting):
            found = index
    if found is not None:
        return programme.source("changes.yaml").problem(code, ("changes", found, name), message, hint)
    return cohort_problem(
        programme, meeting.cohort, name={"date": "day"}.get(name, name), code=code, message=message, hint=hint
    )


def ever_reaches(change: Change, meeting: Meeting) -> bool:
    """Whether a change reaches this meeting where it stands now, or where it was planned before others moved it."""
    return change.reaches(meeting) or change.reaches(replace(meeting, date=meeting.planned.date()))


def gathered(found: Iterable[tuple[Hashable, Problem]]) -> Iterator[Problem]:
    """The first problem of each kind (the first of the two values), which says how many more there are like it."""
    groups: dict[Hashable, list[Problem]] = {}
    for kind, problem in found:
        groups.setdefault((kind, problem.file, problem.line, problem.column, problem.code), []).append(problem)
    for first, *more in groups.values():
        yield replace(first, message=f"{first.message} {len(more)} more like it.") if more else first


def told(meeting: Meeting) -> str:
    """The meeting in words: "Cohort A, backprop, 2027-01-19 18:30"."""
    return f"{meeting.cohort.label}, {meeting.session.key}, {meeting.date.isoformat()} {meeting.time:%H:%M}"


def own_meetings(plan: Plan) -> Iterator[Meeting]:
    """Meetings that are still to be held, a combined one told once, at the cohort that is joined."""
    yield from (meeting for meeting in plan.meetings if meeting.open)


def city_source(programme: Programme) -> SourceFile:
    """The city's own file."""
    return programme.source(f"cities/{programme.city.key}.yaml")
