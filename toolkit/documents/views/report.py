"""What the report on forming cohorts holds: who could come when, where cohorts stand in the week, who has no place and
what would give them one, mentors' and facilitators' hours. Private: it names people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from toolkit.documents.shapes.report import (
    CellView,
    FacilitatorHoursView,
    HardHoursView,
    HeatView,
    MentorHoursView,
    ReportAskView,
    ReportView,
    StartView,
    UnplacedView,
    WeekRowView,
    WeekView,
)
from toolkit.documents.views.answer import stretch_words
from toolkit.documents.views.phrases import zone_words
from toolkit.documents.views.reader import Reader
from toolkit.documents.views.week_grid import GridMeeting, week_grid
from toolkit.grouping.hours import at_hard_hours
from toolkit.grouping.problem import CohortProblem, Leader
from toolkit.grouping.starts import shifts
from toolkit.grouping.times import CanCome, when_people_can
from toolkit.model.availability import DAY_NAMES, minute_words
from toolkit.model.people import Facilitator, Participant
from toolkit.model.plan import Plan
from toolkit.model.programme import Cohort
from toolkit.planning.answers import still_as_formed, without_place, zone_of
from toolkit.planning.cohort_request import Wanted, formed_from, make_request
from toolkit.planning.mentor_hours import MentorHours, mentor_hours, without_mentor
from toolkit.words.filters import day_words, duration, listing, plural

BEST = 6
"""Starts that are named."""

LEFT, TOP, WIDTH = 64, 26, 96
"""The heat map in units of its drawing: what stands before and above the cells, and the width of one."""


def report_view(reader: Reader) -> ReportView | None:
    """Everything that the report shows; None where nobody gave times, or where names may not stand."""
    plan, people = reader.plan, reader.plan.programme.people.participants
    if (
        not reader.private
        or not plan.meetings
        or not any(person.available or person.if_needed for person in people.values())
    ):
        return None
    problem = make_request(plan, Wanted(), everyone=True).problem
    times = when_people_can(problem)
    gone = {person.id for person in people.values() if not person.comes}
    placed = {id for cohort in plan.programme.cohorts for id in cohort.members if id in people} - gone
    left, formed = without_place(plan.programme), plan.programme.formed
    return {
        "zone": zone_words(problem.zone),
        "people": len(placed | {person.id for person in left}),
        "placed": len(placed),
        "minutes": problem.minutes,
        "bound": formed.bound if formed and still_as_formed(plan.programme) else 0,
        "outdated": formed is not None and not still_as_formed(plan.programme),
        "heat": _heat(times),
        "best": [_start(one.minute, one.people, facilitators=one.facilitators) for one in times.starts[:BEST]],
        "week": _week(plan, problem),
        "hard_hours": list(_hard_hours(plan, problem)),
        "unplaced": [_unplaced(plan, person) for person in left],
        "asks": _asks(plan),
        "mentors": [_mentor(reader, hours) for hours in mentor_hours(plan)],
        "without_mentor": [
            {"cohort": cohort.label, "mentor": _name(mentor) if mentor else ""}
            for cohort, mentor in without_mentor(plan)
        ],
        "facilitators": [_facilitator(plan, problem, leader=leader) for leader in problem.staff if leader.id],
    }


def _heat(times: CanCome) -> HeatView:
    """The drawing: a cell for each half hour between the first and the last at which anybody is free."""
    used = [half % 48 for half, count in enumerate(times.at_all) if count] or [36]
    rows = range(min(used), max(used) + 1)
    most, height = max(*times.at_all, 1), 20 if len(rows) <= 34 else 16  # all of a day still fits on the first page
    return {
        "width": LEFT + 7 * WIDTH + 2,
        "height": TOP + len(rows) * height + 12,
        "row": height,
        "most": most,
        "days": [{"name": name, "x": LEFT + day * WIDTH} for day, name in enumerate(DAY_NAMES)],
        "hours": [
            {"name": clock_words(row * 30), "y": TOP + (row - rows[0]) * height}
            for row in (*rows, rows[-1] + 1)
            if row % 2 == 0
        ],
        "cells": [
            _cell(times, day, row=row, most=most, y=TOP + (row - rows[0]) * height) for day in range(7) for row in rows
        ],
        "words": [_day_words(times.at_all[day * 48 : day * 48 + 48], name) for day, name in enumerate(DAY_NAMES)],
    }


def _cell(times: CanCome, day: int, *, row: int, most: int, y: int) -> CellView:
    gladly, at_all = times.gladly[day * 48 + row], times.at_all[day * 48 + row]
    return {
        "x": LEFT + day * WIDTH,
        "y": y,
        "gladly": gladly,
        "if_needed": at_all - gladly,
        "tone": -(-at_all * 4 // most),
    }


def _day_words(counts: Sequence[int], name: str) -> str:
    """ "Monday: 18:00 to 21:00, at most 12 at 19:00"."""
    free = [half for half, count in enumerate(counts) if count]
    if not free:
        return f"{name}: nobody"
    peak = max(free, key=lambda half: (counts[half], -half))
    return (
        f"{name}: {clock_words(free[0] * 30)} to {clock_words((free[-1] + 1) * 30)}, at most {counts[peak]} at"
        f" {clock_words(peak * 30)}"
    )


def clock_words(minute: int) -> str:
    """ "18:30"; the end of a day is 24:00."""
    return f"{minute // 60:02d}:{minute % 60:02d}"


def _start(minute: int, people: int, *, facilitators: int) -> StartView:
    return {"when": minute_words(minute), "people": people, "facilitators": facilitators}


def _week(plan: Plan, problem: CohortProblem) -> WeekView:
    """The cohorts as a drawing of the week, and as a list by start; `other` is the clock at its right, that of most who
    live elsewhere."""
    met = [cohort for cohort in plan.programme.cohorts if not cohort.way.solo]
    found = [
        (start, cohort) for cohort in met for start in formed_from(cohort, problem.zone, first=problem.first).starts
    ]
    found.sort(key=lambda row: row[0])
    rows = [_row(plan, cohort, start=start) for start, cohort in found]
    meetings = [
        GridMeeting(
            start, cohort.minutes or problem.minutes, cohort.key, (row["label"], row["people"], row["place"], row["by"])
        )
        for (start, cohort), row in zip(found, rows, strict=True)
    ]
    other, shift = _other_clock(problem)
    words = "; ".join(f"{row['label']}: {row['when']}" for row in rows)
    return {
        "grid": week_grid(meetings, shift=shift),
        "rows": rows,
        "words": words,
        "other": zone_words(other) if other else "",
    }


def _hard_hours(plan: Plan, problem: CohortProblem) -> Iterator[HardHoursView]:
    """The cohorts in which anybody meets at hard hours, and who does."""
    people = plan.programme.people
    known: dict[str, Facilitator | Participant] = {**people.facilitators, **people.participants}
    for cohort in plan.programme.cohorts:
        formed = formed_from(cohort, problem.zone, first=problem.first)
        if not cohort.way.solo and (ids := at_hard_hours(problem, formed)):
            label = f"{cohort.label} (in turn)" if cohort.turns else cohort.label
            yield {"cohort": label, "names": [_name(known[id]) for id in ids]}


def _other_clock(problem: CohortProblem) -> tuple[str, int | None]:
    """The zone in which most of those live whose clock differs from the programme's, and its minutes ahead when the
    term begins."""
    away = Counter(person.zone for person in problem.people if person.zone != problem.zone)
    for zone, _count in sorted(away.items(), key=lambda one: (-one[1], one[0])):
        if shifts(problem.zone, zone, problem.first, problem.last) != {0}:
            minutes, *_ = sorted(shifts(problem.zone, zone, problem.first, problem.first))
            return zone, minutes
    return "", None


def _row(plan: Plan, cohort: Cohort, *, start: int) -> WeekRowView:
    people = plan.programme.people
    room = people.rooms.get(cohort.room or "")
    return {
        "key": cohort.key.upper(),
        "when": minute_words(start) + (" in turn" if cohort.turns else ""),
        "label": cohort.label,
        "place": "online" if cohort.way.online else room.name if room else "no room yet",
        "by": (
            listing(
                [people.facilitators[id].name_and_role or id for id in cohort.facilitators if id in people.facilitators]
            )
            or "no facilitator yet"
        ),
        "people": plural(cohort.size, "person", many="people"),
    }


def _name(person: Facilitator | Participant) -> str:
    return person.name or person.id


def _unplaced(plan: Plan, person: Participant) -> UnplacedView:
    formed = plan.programme.formed
    suggestions = formed.suggestions(person.id) if formed else ()
    silent = not (person.available or person.if_needed)
    reason = next((one.why for one in formed.unplaced if one.id == person.id), "") if formed else ""
    waits = "on the waiting list" if person.status == "waiting" else "gave no times" if silent else reason
    note = formed.note(person.id) if formed and not silent else ""
    return {
        "name": _name(person),
        "why": waits,
        "suggestions": [*(one.text for one in suggestions), *([note] if note else [])],
    }


def _asks(plan: Plan) -> list[ReportAskView]:
    people, formed = plan.programme.people.participants, plan.programme.formed
    asked = [one for one in formed.ask if one.id in people] if formed else []
    return [
        {
            "name": _name(people[one.id]),
            "words": f"{stretch_words(one.stretch)} ({zone_words(zone_of(people[one.id], plan.programme))})",
            "places": one.places,
        }
        for one in asked
    ]


def _mentor(reader: Reader, hours: MentorHours) -> MentorHoursView:
    return {
        "name": _name(hours.mentor),
        "offered": duration(hours.offered) if hours.offered is not None else "",
        "wanted": duration(hours.wanted) if hours.wanted else "",
        "week": day_words(hours.monday, reader.language) if hours.monday else "",
        "over": hours.over,
        "shares": [
            {"cohort": one.cohort.label, "wanted": duration(one.wanted), "allotted": duration(one.allotted)}
            for one in hours.shares
        ],
    }


def _facilitator(plan: Plan, problem: CohortProblem, *, leader: Leader) -> FacilitatorHoursView:
    """Cohorts run, of how many; hours of meetings a week, of how many offered."""
    person = plan.programme.people.facilitators[leader.id]
    cohorts = [cohort for cohort in plan.programme.cohorts if leader.id in cohort.facilitators and not cohort.way.solo]
    # cohorts between which somebody roams take their hours once
    times = {
        (day, time, cohort.room or cohort.key): cohort.minutes or problem.minutes
        for cohort in cohorts
        for day, time in (cohort.turns[:1] or cohort.weekly)
    }
    minutes = sum(times.values())
    return {
        "name": person.name_and_role or person.id,
        "cohorts": [cohort.label for cohort in cohorts],
        "most": "" if leader.cohorts is None else str(leader.cohorts),
        "hours": duration(minutes) if minutes else "",
        "offered": f"{person.hours_per_week:g} h" if person.hours_per_week is not None else "",
        "over": leader.cohorts is not None and len(cohorts) > leader.cohorts,
    }
