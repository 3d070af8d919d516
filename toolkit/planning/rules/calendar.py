"""Rules about days and times: closures, clocks, periods, what is held first, and what recorded changes say."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from toolkit.model.availability import WEEK
from toolkit.model.changes import ALL, Change, RoomLost, Skip, Unclear
from toolkit.model.plan import Plan
from toolkit.planning.calendar import closures, gap_or_fold
from toolkit.planning.rules.places import city_source, ever_reaches, gathered, meeting_problem, own_meetings, told
from toolkit.planning.rules.rule import Facts, Rule
from toolkit.planning.slots import start_date, trim
from toolkit.problems import Problem, SourceFile, YamlPath
from toolkit.reading.records import nearest
from toolkit.reading.yaml import LEFT_OUT


def periods(plan: Plan, facts: Facts) -> Iterator[Problem]:
    """P028: breaks, closed periods, sign-up, the keeping of data and changes end on or after the day they begin."""
    programme = plan.programme
    settings, city = programme.source("programme.yaml"), city_source(programme)
    changes = programme.source("changes.yaml")
    found: list[tuple[SourceFile, YamlPath, datetime.date | None, datetime.date | None]] = []
    found += [
        (settings, ("breaks", index, "to"), pause.from_, pause.to)
        for index, pause in enumerate(programme.settings.breaks)
    ]
    found += [
        (city, ("closed", index, "to"), closed.from_, closed.to) for index, closed in enumerate(programme.city.closed)
    ]
    found += [
        (city, ("terms", index, "last_day"), term.first_day, term.last_day)
        for index, term in enumerate(programme.city.terms)
    ]
    found += [
        (changes, ("changes", index, "until"), change.entry.from_, change.entry.until)
        for index, change in enumerate(programme.changes)
    ]
    sign_up = programme.settings.sign_up
    found.append((settings, ("sign_up", "closes"), sign_up.opens, sign_up.closes))
    found.append((settings, ("sign_up", "keep_until"), sign_up.closes, sign_up.keep_until))
    for source, path, first, last in found:
        if first is not None and last is not None and last < first:
            yield source.problem(
                "P028",
                path,
                f"{last.isoformat()} lies before {first.isoformat()}.",
                "Swap the two dates, or mend the year.",
            )


def meets_when_closed(plan: Plan, facts: Facts) -> Iterator[Problem]:
    """P060 public holiday, P061 break, P062 closed: for meetings still to be held."""
    for meeting in own_meetings(plan):
        for closure in closures(plan.programme, meeting.date):
            yield meeting_problem(
                plan.programme,
                meeting,
                name="date",
                code=closure.code,
                message=f"{told(meeting)}: this day is {closure.name}.",
            )


def clocks(plan: Plan, facts: Facts) -> Iterator[Problem]:
    """P063 a wall time that the clocks skip, P064 one that comes twice (PEP 495)."""
    for meeting in own_meetings(plan):
        kind = gap_or_fold(meeting.date, meeting.time, zone=meeting.zone)
        if kind:
            words = "does not exist that night" if kind == "gap" else "comes twice that night"
            message = f"{told(meeting)}: in {meeting.zone} this time {words}."
            yield meeting_problem(
                plan.programme, meeting, name="time", code="P063" if kind == "gap" else "P064", message=message
            )


def every_session_placed(plan: Plan, facts: Facts) -> Iterator[Problem]:
    """P077: each cohort has a meeting for each session. P021: the programme says when it begins."""
    programme = plan.programme
    if start_date(programme) is None:
        if programme.settings.term is None:
            message = "Neither `start` nor `term` says when the programme begins."
            yield programme.source("programme.yaml").problem(
                "P021", ("start",), message, "Add a line like “start: 2027-01-19”."
            )
        return
    placed = {meeting.key for meeting in plan.meetings}
    for cohort in programme.cohorts:
        lost = [session.key for session in trim(programme) if (cohort.key, session.key) not in placed]
        if lost:
            message = f"{cohort.label} finds no day for: {', '.join(lost)}."
            yield programme.source("programme.yaml").problem("P077", ("breaks",), message)


def needs_held_first(plan: Plan, facts: Facts) -> Iterator[Problem]:
    """P043: no recorded change puts a meeting before one that it builds on."""
    for meeting in own_meetings(plan):
        for key in meeting.session.head.needs:
            other = plan.meeting(meeting.cohort.key, key)
            if other is None or other.cancelled or not (meeting.moved or other.moved) or other.start < meeting.start:
                continue
            moved = meeting if meeting.moved else other
            when = "at the same time" if other.start == meeting.start else f"later ({other.date.isoformat()})"
            message = f"{told(meeting)}: it needs {key}, which is held {when}."
            move = f"programme move {moved.session.key} --cohort {meeting.cohort.key} --to DATE"
            hint = f"Move one of the two meetings: `{move}`, with `--and-later` for all that follow it."
            yield meeting_problem(plan.programme, moved, name="date", code="P043", message=message, hint=hint)


def clinic_held_first(plan: Plan, facts: Facts) -> Iterator[Problem]:
    """P043: a set-up clinic with a date of its own lies before every session that needs it; told at that date, with the
    first of them."""
    source, late = plan.programme.source("programme.yaml"), []
    for meeting in own_meetings(plan):
        for key in meeting.session.head.needs:
            clinic = plan.meeting(meeting.cohort.key, key)
            if (
                clinic is None
                or clinic.number
                or clinic.cancelled
                or meeting.moved
                or clinic.moved
                or clinic.start < meeting.start
            ):
                continue
            message = f"{told(meeting)}: it needs {key}, which is held later ({clinic.date.isoformat()})."
            late.append(
                (
                    key,
                    source.problem(
                        "P043",
                        ("clinic", "date"),
                        message,
                        "Give the clinic an earlier date, or leave it blank: a week before.",
                    ),
                )
            )
    yield from gathered(late)


def clinic_off_its_day(plan: Plan, facts: Facts) -> Iterator[Problem]:
    """P150: the set-up clinic is not a week before session 1, since that day is closed."""
    source, found = plan.programme.source("programme.yaml"), []
    firsts = {meeting.cohort.key: meeting for meeting in plan.meetings if meeting.number == 1}
    for clinic in own_meetings(plan):
        if clinic.number or clinic.moved or clinic.cohort.key not in firsts or plan.programme.settings.clinic.date:
            continue
        usual = firsts[clinic.cohort.key].planned.date() - WEEK
        closed = " and ".join(closure.name for closure in closures(plan.programme, usual))
        if closed and clinic.date != usual:
            message = f"{told(clinic)}: a week before session 1 is {usual.isoformat()}, which is {closed}."
            found.append((usual, source.problem("P150", ("clinic", "date"), message)))
    yield from gathered(found)


def changes_name_known_things(plan: Plan, facts: Facts) -> Iterator[Problem]:
    """P030 to P033: sessions, cohorts, people and rooms in changes.yaml."""
    programme = plan.programme
    source = programme.source("changes.yaml")
    cohorts = [*(cohort.key for cohort in programme.cohorts), *sorted(programme.ended)]
    sessions = [session.key for session in programme.sessions]
    people, rooms = programme.people.facilitators, programme.people.rooms
    for index, entry in enumerate(change.entry for change in programme.changes):
        wanted = [
            ("P031", ("cohort",), entry.cohort, [*cohorts, ALL], "cohort"),
            ("P030", ("session",), entry.session, sessions, "session"),
            ("P031", ("combined_with",), entry.combined_with, cohorts, "cohort"),
            ("P033", ("room",), entry.room, list(rooms), "room"),
            ("P033", ("room_lost",), entry.room_lost, list(rooms), "room"),
            ("P032", ("mentor",), entry.mentor, list(people), "facilitator"),
            *(
                ("P032", ("facilitators", number), id, list(people), "facilitator")
                for number, id in enumerate(entry.facilitators or ())
            ),
        ]
        for code, path, name, known, word in wanted:
            if (
                name is not None
                and name not in known
                and not (code == "P032" and "people/facilitators.csv" in programme.unread)
            ):
                yield source.problem(
                    code, ("changes", index, *path), f"“{name}” is no {word} of this programme.", nearest(name, known)
                )


def changes_do_something(plan: Plan, facts: Facts) -> Iterator[Problem]:
    """P078: each change names meetings, says what becomes of them, and does not contradict itself. Of one with a wrong
    value that is told already."""
    source = plan.programme.source("changes.yaml")
    for index, change in enumerate(plan.programme.changes):
        if ("changes", index, LEFT_OUT) in source.places:
            continue
        reason = change.why if isinstance(change, Unclear) else _without_effect(plan, change)
        if reason:
            yield source.problem("P078", ("changes", index), reason)


def _without_effect(plan: Plan, change: Change) -> str:
    """Why a change that is sound by itself does nothing in this plan, or nothing."""
    known = {cohort.key for cohort in plan.programme.cohorts}
    entry = change.entry
    if plan.programme.unsure or isinstance(change, Skip | RoomLost) or change.cohort not in {*known, ALL}:
        return ""
    if entry.session is not None and plan.programme.session(entry.session) is None:
        return ""
    meetings = [meeting for meeting in plan.meetings if ever_reaches(change, meeting)]
    if not meetings:
        return "No meeting is held then, so nothing changes."
    if entry.combined_with in known and not any(
        entry.combined_with in meeting.with_cohorts for meeting in meetings if not meeting.cancelled
    ):
        if any(meeting.cancelled for meeting in meetings):
            return ""
        return f"It cannot meet with “{entry.combined_with}”: that is the cohort itself, or one that joins another."
    return ""


def starts_in_past(plan: Plan, facts: Facts) -> Iterator[Problem]:
    """P069: the first meeting lies before today, nothing was recorded as held, and nobody was told of the plan: it
    may be last year's."""
    running = bool(plan.programme.publishes) or any(meeting.held for meeting in plan.meetings)
    dates = [meeting.date for meeting in plan.meetings]
    if facts.today is not None and dates and min(dates) < facts.today and not running:
        source = plan.programme.source("programme.yaml")
        path = ("start",) if plan.programme.settings.start else ("term",)
        yield source.problem(
            "P069", path, f"The first meeting is on {min(dates).isoformat()}; today is {facts.today.isoformat()}."
        )


RULES = (
    Rule(periods, partly=True),
    Rule(meets_when_closed),
    Rule(clocks),
    Rule(every_session_placed),
    Rule(needs_held_first, needs={"P043": "curriculum.yaml"}),
    Rule(clinic_off_its_day),
    Rule(clinic_held_first, needs={"P043": "curriculum.yaml"}),
    Rule(
        changes_name_known_things,
        partly=True,
        needs={"P030": "sessions/", "P031": "cohorts.yaml", "P033": "people/rooms.csv"},
    ),
    Rule(changes_do_something, partly=True),
    Rule(starts_in_past),
)
