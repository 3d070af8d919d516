"""`programme status`: one screen of what is next, what is missing and what has changed."""

from __future__ import annotations

import datetime
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from toolkit.commands._shared import Context, shared_options
from toolkit.problems import Problem, ProblemsFound

if TYPE_CHECKING:
    from toolkit.model.plan import Deadline, Difference, Meeting, Plan
    from toolkit.planning.attendance import Absence, Missed, Small
    from toolkit.planning.concerns import Outdated

MOST = 8
"""Lines of a part that are shown; the rest is counted."""


SESSIONS = 3
"""Sessions that are named in a line; of more the number is."""


@dataclass(frozen=True)
class Status:
    """Everything that the screen shows."""

    plan: Plan
    problems: tuple[Problem, ...]
    coming: tuple[Meeting, ...]
    deadlines: tuple[Deadline, ...]
    unrecorded: tuple[Meeting, ...]
    built: bool
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    differences: tuple[Difference, ...]
    to_tell: int
    told: tuple[Outdated, ...]
    places: tuple[str, ...]
    edited: tuple[str, ...]
    waiting: tuple[str, ...]
    absences: tuple[Absence, ...]
    missed: tuple[Missed, ...]
    small: tuple[Small, ...]
    overdue: datetime.date | None


@click.command(name="status", epilog="Example: programme status oxford-engineering-ht27")
@click.argument("directory", required=False, metavar="[DIR]", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="For programs; the shape is in docs/json.md.")
@shared_options
def command(context: Context, directory: Path | None, *, as_json: bool) -> None:
    """Show what is next, what is missing, what has changed since the build and since people were told, and who needs a
    call.

    Never asks and writes nothing.
    """
    status = _status(context, context.programme_folder(directory))
    click.echo(json.dumps(_data(context, status), indent=2, ensure_ascii=False) if as_json else _text(status))


def _status(context: Context, folder: Path) -> Status:
    from toolkit.jobs.examine import examine
    from toolkit.keeping.manifest import changed_inputs, is_untouched, read_manifest
    from toolkit.planning.answers import untold_since
    from toolkit.planning.attendance import absences, missed_in_a_row, small_cohorts
    from toolkit.planning.concerns import everyone, told_otherwise
    from toolkit.planning.differences import differences
    from toolkit.planning.outlook import next_deadlines, next_meetings, overdue_data
    from toolkit.planning.replan import unrecorded
    from toolkit.scaffold.update import edited_files, waiting_files

    plan, _types, _base, problems = examine(folder, context.open_shelves(folder), today=context.today)
    if plan is None:
        raise ProblemsFound(problems)
    manifest, now, told = read_manifest(folder), context.moment, plan.programme.told
    return Status(
        plan=plan,
        problems=tuple(sorted(set(problems))),
        coming=next_meetings(plan, now),
        deadlines=next_deadlines(plan, context.today),
        unrecorded=unrecorded(plan, now),
        built=bool(manifest.inputs),
        inputs=changed_inputs(manifest, folder),
        outputs=tuple(
            path for path, output in manifest.outputs.items() if not is_untouched(folder, path, output=output)
        ),
        differences=differences(told.meetings, plan) if told else (),
        to_tell=sum(bool(concern.differences) for concern in everyone(plan, told)) if told else 0,
        told=told_otherwise(plan),
        places=tuple(one.person.id for one in untold_since(plan)),
        edited=edited_files(folder),
        waiting=waiting_files(folder),
        absences=absences(plan, now),
        missed=missed_in_a_row(plan, now),
        small=small_cohorts(plan, now),
        overdue=overdue_data(plan, context.today),
    )


def _text(status: Status) -> str:
    """Every part that has something to say, under its heading."""
    from toolkit.commands._attendance_words import missed_line, small_lines

    plan = status.plan
    parts: Mapping[str, list[str]] = {
        "Next": [_next(plan, meeting) for meeting in status.coming],
        "To do": [f"{_day(plan, deadline.date)}  {deadline.title}" for deadline in status.deadlines],
        "Past, and nobody has said whether held": _unrecorded(status),
        "Missing": [*_nobody_here(plan), *_missing(status.problems)],
        "Changed": _changed(status),
        "Edited since the template gave it": [", ".join(status.edited)] if status.edited else [],
        "Waiting for you in incoming/": list(status.waiting),
        "People": [
            *(missed_line(plan, one).strip() for one in status.missed),
            *(line[2:] for one in status.small for line in small_lines(plan, one)),
            *_to_catch_up(status),
            *_overdue(status),
        ],
    }
    settings = plan.programme.settings
    lines = [f"{settings.title} ({settings.key})"]
    for heading, content in parts.items():
        if content:
            more = [f"  and {len(content) - MOST} more"] if len(content) > MOST else []
            lines += ["", heading, *(f"  {line}" for line in content[:MOST]), *more]
    return "\n".join(lines)


def _next(plan: Plan, meeting: Meeting) -> str:
    from toolkit.documents.news import place_words
    from toolkit.words.filters import listing

    people = [
        person.name or person.id for person in (*meeting.facilitators, *([meeting.mentor] if meeting.mentor else []))
    ]
    cohort = f"{meeting.cohort.label}, " if len(plan.programme.cohorts) > 1 else ""
    number = f"{meeting.number}. " if meeting.number else ""
    return (
        f"{_day(plan, meeting.date)}, {meeting.time:%H:%M}  {cohort}{number}{meeting.session.head.title} ·"
        f" {place_words(meeting)} · {listing(people) if people else 'nobody named'}"
    )


def _day(plan: Plan, date: datetime.date) -> str:
    from toolkit.words.filters import short_date

    return short_date(date, plan.programme.city.language)


def _unrecorded(status: Status) -> list[str]:
    """A line a session: the command without a cohort records all whose meeting is over."""
    from toolkit.words.filters import listing

    lines = []
    for key in dict.fromkeys(meeting.session.key for meeting in status.unrecorded):
        meetings = [meeting for meeting in status.unrecorded if meeting.session.key == key]
        first, days = meetings[0], sorted({meeting.date for meeting in meetings})
        cohorts = (
            f" ({listing([meeting.cohort.label for meeting in meetings])})"
            if len(status.plan.programme.cohorts) > 1
            else ""
        )
        name = f"{first.number}. {first.session.head.title}" if first.number else first.session.head.title
        lines.append(f"{name}, {listing([_day(status.plan, day) for day in days])}{cohorts}: `programme held {key}`")
    return lines


def _nobody_here(plan: Plan) -> list[str]:
    """A sentence where cohorts have members and nobody is known by name."""
    if plan.programme.people.participants or not any(cohort.members for cohort in plan.programme.cohorts):
        return []
    return [
        (
            "Nobody in cohorts.yaml is known: people/ is not in this copy (git leaves it out). Put it back from where"
            " it is kept."
        )
    ]


def _missing(problems: Iterable[Problem]) -> list[str]:
    """What is wrong, counted; then each kind of advice: in its own words where it comes once, else its title, how often
    and where."""
    from toolkit.problem_codes import CODES

    levels = Counter(problem.level for problem in problems)
    counted = [
        f"{levels[level]} {level}{'s' if levels[level] > 1 else ''}" for level in ("error", "warning") if levels[level]
    ]
    lines = [f"{' and '.join(counted)}: `programme check` shows each"] if counted else []
    for code, found in _advice(problems).items():
        places = [problem.where for problem in found if problem.where]
        where = f" ({', '.join(places[:3])}{', …' if len(places) > 3 else ''})" if places else ""
        lines.append(found[0].message if len(found) == 1 else f"{CODES[code].title}: {len(found)}{where}")
    return lines


def _advice(problems: Iterable[Problem]) -> dict[str, list[Problem]]:
    """The advice by code."""
    found: dict[str, list[Problem]] = {}
    for problem in problems:
        if problem.level == "advice":
            found.setdefault(problem.code, []).append(problem)
    return dict(sorted(found.items()))


def _changed(status: Status) -> list[str]:
    from toolkit.words.filters import plural

    lines = []
    if not status.built:
        lines.append("never built: `programme build`")
    elif status.inputs:
        lines.append(f"since the build: {_inputs(status)}: `programme build`")
    if status.outputs and status.built:
        lines.append(f"{plural(len(status.outputs), 'file')} in out/ missing or altered: `programme build`")
    told = status.plan.programme.told
    if told is not None and (status.differences or status.to_tell):
        meetings, people = plural(len(status.differences), "meeting"), plural(status.to_tell, "person", many="people")
        lines.append(
            f"since “{told.name}” ({_day(status.plan, told.moment.date())}): {meetings}, {people} to tell: `programme"
            " changes`"
        )
    if status.places:
        lines.append(
            f"{plural(len(status.places), 'person', many='people')} to tell about their place: `programme changes`"
        )
    return [*lines, *(_told(status.plan, one) for one in status.told)]


def _told(plan: Plan, outdated: Outdated) -> str:
    """How many were told otherwise and when, and of which sessions."""
    from toolkit.documents.news import told_words
    from toolkit.words.filters import listing

    titles = {
        m.session.key: f"{m.number}. {m.session.head.title}" if m.number else m.session.head.title
        for m in plan.meetings
    }
    sessions = list(dict.fromkeys(titles.get(session, session) for _, session in outdated.meetings))
    named = listing(sessions) if len(sessions) <= SESSIONS else f"{len(sessions)} sessions"
    return f"{told_words(plan, outdated)}: {named}: `programme changes`"


def _inputs(status: Status) -> str:
    """The files that changed; our own records in words."""
    from toolkit.reading.own.published import MAILED, PUBLISHED

    ours = [path for path in status.inputs if path == PUBLISHED or path.startswith((".programme/published/", MAILED))]
    return ", ".join(
        [*(path for path in status.inputs if path not in ours), *(["what people have been told"] if ours else [])]
    )


def _to_catch_up(status: Status) -> list[str]:
    from toolkit.words.filters import plural

    return (
        [f"{plural(len(status.absences), 'absence')} with something to catch up on: `programme attend`"]
        if status.absences
        else []
    )


def _overdue(status: Status) -> list[str]:
    if status.overdue is None:
        return []
    return [
        (
            f"Names and addresses were to be kept until {status.overdue.isoformat()}: delete them now (people/,"
            " out/private/)"
        )
    ]


def _data(context: Context, status: Status) -> dict[str, object]:
    from toolkit.commands._attendance_words import attendance_data

    plan = status.plan
    told = plan.programme.told
    levels = Counter(problem.level for problem in status.problems)
    return {
        "version": 1,
        "programme": plan.programme.settings.key,
        "title": plan.programme.settings.title,
        "today": context.today.isoformat(),
        "next": [_meeting(meeting) for meeting in status.coming],
        "deadlines": [
            {"key": deadline.key, "date": deadline.date.isoformat(), "title": deadline.title}
            for deadline in status.deadlines
        ],
        "unrecorded": [_meeting(meeting) for meeting in status.unrecorded],
        "problems": {level: levels[level] for level in ("error", "warning", "advice")},
        "missing": [
            {"code": code, "count": len(found), "messages": [problem.message for problem in found]}
            for code, found in _advice(status.problems).items()
        ],
        "build": {"built": status.built, "changed": list(status.inputs), "altered": list(status.outputs)},
        "published": (
            {
                "name": told.name,
                "moment": told.moment.isoformat(),
                "meetings": len(status.differences),
                "people": status.to_tell,
            }
            if told
            else None
        ),
        "told_otherwise": [
            {
                "moment": one.moment.isoformat(),
                "publish": one.publish or None,
                "people": list(one.people),
                "meetings": [{"cohort": cohort, "session": session} for cohort, session in one.meetings],
            }
            for one in status.told
        ],
        "places_to_tell": list(status.places),
        "edited": list(status.edited),
        "incoming": list(status.waiting),
        **attendance_data(status.absences, status.missed, small=status.small),
        "delete_people_since": status.overdue.isoformat() if status.overdue else None,
    }


def _meeting(meeting: Meeting) -> dict[str, object]:
    return {
        "cohort": meeting.cohort.key,
        "session": meeting.session.key,
        "number": meeting.number,
        "title": meeting.session.head.title,
        "date": meeting.date.isoformat(),
        "time": f"{meeting.time:%H:%M}",
        "timezone": meeting.zone,
        "room": meeting.room.id if meeting.room else None,
        "facilitators": [person.id for person in meeting.facilitators],
        "mentor": meeting.mentor.id if meeting.mentor else None,
    }
