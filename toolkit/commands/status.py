"""`programme status`: one screen of what is next, what is missing and what has changed."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from toolkit.commands._shared import Context, echo_json, shared_options

if TYPE_CHECKING:
    from toolkit.jobs.status import Status
    from toolkit.model.plan import Meeting, Plan
    from toolkit.planning.outdated import Outdated
    from toolkit.problems import Problem

MOST = 8
"""Lines of a part that are shown; the rest is counted."""


_KINDS = {
    ".csv": "spreadsheets",
    ".eml": "drafts",
    ".html": "web pages",
    ".ics": "calendars",
    ".pdf": "PDFs",
    ".txt": "texts",
    ".xlsx": "spreadsheets",
}

SESSIONS = 3
"""Sessions that are named in a line; of more the number is."""


@click.command(name="status", epilog="Example: programme status oxford-engineering-ht27")
@click.argument("directory", required=False, metavar="[DIR]", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="For programs; the shape is in docs/json.md.")
@shared_options
def command(context: Context, directory: Path | None, *, as_json: bool) -> None:
    """Show what is next, what is missing, what has changed since the build and since people were told, and who needs a
    call.

    Never asks and writes nothing.
    """
    from toolkit.jobs.status import status, status_data

    folder = context.programme_folder(directory)
    found = status(folder, context.open_shelves(folder), now=context.moment)
    if as_json:
        echo_json(status_data(found, context.personal.running))
    else:
        click.echo(_text(found))


def _text(status: Status) -> str:
    """Every part that has something to say, under its heading."""
    from toolkit.commands._attendance_words import missed_line, small_lines

    plan = status.plan
    parts: Mapping[str, list[str]] = {
        "Next": [_next(plan, meeting) for meeting in status.coming],
        "Overdue": [f"{_day(plan, one.date)}  {one.title}: {one.note}" for one in status.late],
        "To do": [f"{_day(plan, deadline.date)}  {deadline.title}" for deadline in status.deadlines],
        "Past, and nobody has said whether held": _unrecorded(status),
        "Missing": [*_nobody_here(status), *_missing(status.problems)],
        "Changed": _changed(status),
        "Edited since the template gave it": [", ".join(status.edited)] if status.edited else [],
        "Waiting for you in incoming/": list(status.waiting),
        "People": [
            *(missed_line(plan, one).strip() for one in status.follows.missed),
            *(line[2:] for one in status.follows.small for line in small_lines(plan, one)),
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


def _nobody_here(status: Status) -> list[str]:
    """A sentence where cohorts have members and nobody is known by name."""
    if not status.nobody_known:
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
    from toolkit.jobs.status import advice
    from toolkit.problem_codes import CODES

    levels = Counter(problem.level for problem in problems)
    counted = [
        f"{levels[level]} {level}{'s' if levels[level] > 1 else ''}" for level in ("error", "warning") if levels[level]
    ]
    lines = [f"{' and '.join(counted)}: `programme check` shows each"] if counted else []
    for code, found in advice(problems).items():
        places = [problem.where for problem in found if problem.where]
        where = f" ({', '.join(places[:3])}{', …' if len(places) > 3 else ''})" if places else ""
        lines.append(found[0].message if len(found) == 1 else f"{CODES[code].title}: {len(found)}{where}")
    return lines


def _changed(status: Status) -> list[str]:
    from toolkit.words.filters import listing, plural

    lines = []
    if status.partly:
        made = listing(list(dict.fromkeys(_KINDS.get(ending, ending) for ending in status.partly)))
        lines.append(f"only {made} have been built: `programme build` makes the rest")
    elif not status.built:
        lines.append("nothing has been built yet: `programme build`")
    elif status.inputs:
        lines.append(f"since the build: {_inputs(status)}: `programme build`")
    if status.outputs:
        lines.append(f"{plural(len(status.outputs), 'file')} in out/ missing or altered: `programme build`")
    told = status.plan.programme.told
    if told is not None and (status.differences or status.to_tell):
        meetings, people = plural(len(status.differences), "meeting"), plural(status.to_tell, "person", many="people")
        lines.append(
            f"since “{told.name}” ({_day(status.plan, told.moment.date())}): {meetings} changed, {people} to tell:"
            " `programme changes`"
        )
    if status.places:
        lines.append(
            f"{plural(len(status.places), 'person', many='people')} to tell about their place: `programme changes`"
        )
    return [*lines, *(_told(status.plan, one) for one in status.told)]


def _told(plan: Plan, outdated: Outdated) -> str:
    """How many have the old information, from when, and of which sessions."""
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
    from toolkit.jobs.status import is_telling

    ours = [path for path in status.inputs if is_telling(path)]
    return ", ".join(
        [*(path for path in status.inputs if path not in ours), *(["what people have been told"] if ours else [])]
    )


def _to_catch_up(status: Status) -> list[str]:
    from toolkit.words.filters import plural

    return (
        [f"{plural(len(status.follows.absences), 'absence')} with something to catch up on: `programme attend`"]
        if status.follows.absences
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
