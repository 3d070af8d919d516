"""`programme plan`: the dated timetable."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from toolkit.commands._shared import Context, shared_options

if TYPE_CHECKING:
    from toolkit.model.plan import Meeting, Plan


@click.command(name="plan", epilog="Example: programme plan --json")
@click.argument("directory", required=False, type=click.Path(path_type=Path))
@click.option("--cohort", metavar="KEY", help="One cohort only.")
@click.option("--json", "as_json", is_flag=True, help="For programs; the shape is in docs/json.md.")
@shared_options
def command(context: Context, directory: Path | None, *, cohort: str | None, as_json: bool) -> int:
    """Show every meeting: session, day, time and zone, place, week of term; for online cohorts each zone's local
    time."""
    from toolkit.jobs.examine import read_and_plan
    from toolkit.problems import WrongUsage

    folder = context.programme_folder(directory)
    plan, _types, _base, problems = read_and_plan(folder, context.open_shelves(folder), today=context.today)
    keys = [found.key for found in plan.programme.cohorts]
    if cohort is not None and cohort not in keys:
        raise WrongUsage(f"There is no cohort “{cohort}”; there are: {', '.join(keys)}.")
    meetings = [meeting for meeting in plan.meetings if cohort in (None, meeting.cohort.key)]
    if as_json:
        click.echo(
            json.dumps(
                {
                    "version": 1,
                    "programme": plan.programme.settings.key,
                    "meetings": [_json(plan, m) for m in meetings],
                },
                indent=2,
                ensure_ascii=False,
            )
        )
        return 0
    click.echo(_table(plan, meetings))
    worse = [problem for problem in problems if problem.level == "warning"]
    if worse:
        from toolkit.commands._problem_text import render_problems

        context.say(render_problems(worse, colour=context.colour, place=context.place))
    return 0


def _json(plan: Plan, meeting: Meeting) -> dict[str, object]:
    from toolkit.planning.calendar import local_starts

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


def _table(plan: Plan, meetings: list[Meeting]) -> str:
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
    from toolkit.planning.calendar import local_starts

    day = f"{meeting.date:%a} {meeting.date.day} {meeting.date:%b %Y}"
    place = (
        f"online, times of {meeting.zone}"
        if meeting.evening.way.online
        else meeting.room.name
        if meeting.room
        else "venue to be announced"
    )
    notes = [meeting.week, place]
    notes += [
        f"{start:%H:%M} in {zone}" + (f" on {start:%Y-%m-%d}" if start.date() != meeting.date else "")
        for zone, start in local_starts(plan, meeting)
    ]
    if meeting.status != "planned":
        was = (
            f" from {meeting.planned:%d %b %H:%M}"
            if meeting.status == "moved"
            else f" with {', '.join(_labels(plan, meeting))}"
            if meeting.with_cohorts
            else ""
        )
        notes.append(f"{meeting.status.upper()}{was}" + (f" ({meeting.reason})" if meeting.reason else ""))
    end = f"{meeting.time:%H:%M}–{meeting.end:%H:%M}"
    cohort = meeting.cohort.label if several else ""
    return (
        f"{meeting.number:2d}",
        day,
        end,
        cohort,
        meeting.session.head.title,
        " · ".join(note for note in notes if note),
    )
