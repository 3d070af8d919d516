"""`programme plan`: the dated timetable."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from toolkit.commands._completing import completes
from toolkit.commands._shared import Context, echo_json, shared_options

if TYPE_CHECKING:
    from toolkit.model.plan import Meeting, Plan


@click.command(name="plan", epilog="Example: programme plan --json")
@click.argument("directory", required=False, type=click.Path(path_type=Path))
@click.option("--cohort", metavar="KEY", shell_complete=completes("cohort"), help="One cohort only.")
@click.option("--json", "as_json", is_flag=True, help="For programs; the shape is in docs/json.md.")
@shared_options
def command(context: Context, directory: Path | None, *, cohort: str | None, as_json: bool) -> int:
    """Show every meeting: session, day, time and zone, place, week of term; for online cohorts each zone's local
    time."""
    from toolkit.jobs.timetable import timetable, timetable_data

    folder = context.programme_folder(directory)
    found = timetable(folder, context.open_shelves(folder), cohort=cohort, today=context.today)
    if as_json:
        echo_json(timetable_data(found))
        return 0
    click.echo(_table(found.plan, found.meetings))
    worse = [problem for problem in found.problems if problem.level == "warning"]
    if worse:
        from toolkit.commands._problem_text import render_problems

        context.say(render_problems(worse, colour=context.colour, place=context.place))
    return 0


def _table(plan: Plan, meetings: Iterable[Meeting]) -> str:
    several = len(plan.programme.cohorts) > 1
    rows = [_row(plan, meeting, several=several) for meeting in meetings]
    widths = [max((len(row[column]) for row in rows), default=0) for column in range(5)]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row[:5], widths, strict=True)) + "  " + row[5]
        for row in rows
    ]
    return "\n".join([plan.programme.settings.title, "", *(line.rstrip() for line in lines)])


def _labels(plan: Plan, meeting: Meeting) -> list[str]:
    """The labels of the cohorts with which a meeting is one evening."""
    return [cohort.label for key in meeting.with_cohorts if (cohort := plan.programme.cohort(key))]


def _row(plan: Plan, meeting: Meeting, *, several: bool) -> tuple[str, str, str, str, str, str]:
    return (
        f"{meeting.number:2d}",
        f"{meeting.date:%a} {meeting.date.day} {meeting.date:%b %Y}",
        f"{meeting.time:%H:%M}–{meeting.end:%H:%M}",
        meeting.cohort.label if several else "",
        meeting.session.head.title,
        " · ".join(note for note in _notes(plan, meeting) if note),
    )


def _notes(plan: Plan, meeting: Meeting) -> list[str]:
    """The week, the place, when it begins elsewhere, and what became of it."""
    from toolkit.jobs.timetable import starts_elsewhere

    elsewhere = [
        f"{start:%H:%M} in {zone}" + (f" on {start:%Y-%m-%d}" if start.date() != meeting.date else "")
        for zone, start in starts_elsewhere(plan, meeting)
    ]
    return [meeting.week, _place(meeting), *elsewhere, _change(plan, meeting)]


def _place(meeting: Meeting) -> str:
    if meeting.evening.way.online:
        return f"online, times of {meeting.zone}"
    return meeting.room.name if meeting.room else "venue to be announced"


def _change(plan: Plan, meeting: Meeting) -> str:
    """ "MOVED from 02 Feb 18:30 (hall shut)"; nothing where it stands as planned."""
    if meeting.status == "planned":
        return ""
    was = ""
    if meeting.status == "moved":
        was = f" from {meeting.planned:%d %b %H:%M}"
    elif meeting.with_cohorts:
        was = f" with {', '.join(_labels(plan, meeting))}"
    return f"{meeting.status.upper()}{was}" + (f" ({meeting.reason})" if meeting.reason else "")
