"""A plan into its tables for spreadsheet programs: the sign-up sheet and the attendance register."""

from __future__ import annotations

import datetime
from zoneinfo import ZoneInfo

from toolkit.documents.views.phrases import asks_zone, consent_words, weekly_times, weekly_words, zone_words
from toolkit.model.curriculum import Session
from toolkit.model.document import Column, Sheet
from toolkit.model.people import MARKS
from toolkit.model.plan import Plan
from toolkit.model.programme import Cohort
from toolkit.planning.attendance import Absence, absences
from toolkit.planning.cohort_request import home_zone
from toolkit.words.filters import listing, short_date

TICKS = ("yes", "if needed")
SIGN_UP_ROWS = 40
LATE_COMERS = 5
"""Blank rows of the register, for those who join later."""

WITHOUT_MEETINGS = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)


def make_sheets(plan: Plan) -> tuple[Sheet, ...]:
    """`share/sign-up`, which holds nobody's name, and `private/attendance`; `private/catch-up` where somebody missed a
    meeting."""
    missed = absences(plan, None)
    return sign_up_sheet(plan), attendance_sheet(plan), *([catch_up_sheet(plan, missed)] if missed else [])


def sign_up_sheet(plan: Plan) -> Sheet:
    """Name, contact, a column to tick for each usual time, consent; rows to fill.

    All times are those of the programme's clock, so that `people import` reads the sheet as it stands.
    """
    times = [Column(time, width=12, choices=TICKS) for time in _times_to_tick(plan)]
    return Sheet(
        path="share/sign-up",
        title=f"Sign up: {plan.programme.settings.title}",
        audience="share",
        columns=(
            Column("Name", width=28),
            Column("E-mail or phone", width=32),
            *times,
            Column("Other times that suit you", width=26),
            Column("I agree (see the note)", width=12, choices=("yes",)),
        ),
        rows=(),
        paper=plan.programme.city.paper,
        created=first_day(plan),
        blank_rows=SIGN_UP_ROWS,
        note=f"{_zone_note(plan)}{consent_words(plan)}",
        copies_for="one, at the table of the fair or in an open drive",
    )


def _times_to_tick(plan: Plan) -> dict[str, list[str]]:
    """Each usual time by the programme's clock, as it stands when the programme begins, with what it is by others."""
    clock, home = plan.programme.city.clock, home_zone(plan.programme)
    begins = first_day(plan).date()
    found: dict[tuple[int, datetime.time], list[str]] = {}
    for day, time, zone in weekly_times(plan):
        date = begins + datetime.timedelta(days=(day - begins.weekday()) % 7)
        there = datetime.datetime.combine(date, time, ZoneInfo(zone)).astimezone(ZoneInfo(home))
        others = found.setdefault((there.weekday(), there.time()), [])
        if zone != home:
            others.append(f"{weekly_words(day, time, clock=clock)} {zone_words(zone)}")
    return {weekly_words(day, time, clock=clock): others for (day, time), others in sorted(found.items())}


def _zone_note(plan: Plan) -> str:
    """Whose time is meant, where people live by several clocks, and what it is by the others."""
    if not asks_zone(plan):
        return ""
    elsewhere = [f"{time} is {listing(others)}" for time, others in _times_to_tick(plan).items() if others]
    said = f"Times are {zone_words(home_zone(plan.programme))}"
    return f"{said}: {'; '.join(elsewhere)}. " if elsewhere else f"{said}. "


def attendance_sheet(plan: Plan) -> Sheet:
    """One row for each participant and cohort, one column for each session: id, name, cohort, then the sessions.

    A session's heading begins with its key, then a space. Marks that are recorded stand in it already. A cohort without
    members gets as many rows as people are expected.
    """
    sessions = plan.held_sessions
    starts = [start for cohort in plan.programme.cohorts for start in _beginnings(plan, cohort)]
    marks = {(mark.id, mark.cohort, mark.session): mark.state for mark in plan.programme.people.attendance}
    columns = [Column(_heading(plan, session), width=15, choices=MARKS) for session in sessions]
    return Sheet(
        path="private/attendance",
        title=f"Attendance: {plan.programme.settings.title}",
        audience="private",
        columns=(Column("id", width=10), Column("name", width=28), Column("cohort", width=8), *columns),
        rows=tuple(
            (*start, *(marks.get((start[0], start[2], session.key), "") for session in sessions)) for start in starts
        ),
        paper=plan.programme.city.paper,
        created=first_day(plan),
        blank_rows=LATE_COMERS,
        note=(
            "One mark a meeting: present, absent or excused. Headings and ids stay as they are, so that the marks can"
            " be read back."
        ),
        copies_for="one, for whoever keeps the register",
    )


def catch_up_sheet(plan: Plan, missed: tuple[Absence, ...]) -> Sheet:
    """One row for each absence at a meeting that was held: who, with which cohort, what was missed, what to read or do
    and how long it takes."""
    return Sheet(
        path="private/catch-up",
        title=f"To catch up: {plan.programme.settings.title}",
        audience="private",
        columns=(
            Column("id", width=10),
            Column("name", width=24),
            Column("cohort", width=8),
            Column("session", width=30),
            Column("state", width=10),
            Column("to catch up on", width=60),
            Column("minutes", width=8),
        ),
        rows=tuple(_absence(plan, absence) for absence in missed),
        paper=plan.programme.city.paper,
        created=first_day(plan),
        landscape=True,
        copies_for="none; copy a row into a message",
    )


def _absence(plan: Plan, absence: Absence) -> tuple[str, ...]:
    meeting = absence.meeting
    session = f"{meeting.session.head.title}, {short_date(meeting.date, plan.programme.city.language)}"
    todo = "; ".join(f"{item.name} ({item.resource.url})" for item in absence.catch_up)
    minutes = sum(item.minutes for item in absence.catch_up)
    return absence.person.id, absence.person.name, meeting.cohort.key, session, absence.state, todo, str(minutes)


def _beginnings(plan: Plan, cohort: Cohort) -> list[tuple[str, str, str]]:
    """Id, name and cohort of each row."""
    members = [(person.id, person.name, cohort.key) for person in plan.members(cohort)]
    return members or [("", "", cohort.key)] * cohort.size


def _heading(plan: Plan, session: Session) -> str:
    """ "backprop (3, Tue 2 Feb)", or "from Tue 2 Feb" where cohorts meet on different days."""
    held = [meeting for meeting in plan.meetings if meeting.session.key == session.key]
    days = sorted({meeting.date for meeting in held})
    day = short_date(days[0], plan.programme.city.language)
    return f"{session.key} ({held[0].number}, {'from ' if len(days) > 1 else ''}{day})"


def first_day(plan: Plan) -> datetime.datetime:
    """Midnight of the first day as it was planned: a stamp that needs no clock and that no change moves."""
    days = [meeting.planned.date() for meeting in plan.meetings]
    return datetime.datetime.combine(min(days), datetime.time(), datetime.UTC) if days else WITHOUT_MEETINGS
