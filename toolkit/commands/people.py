"""`programme people`: who takes part, from wherever they signed up."""

from __future__ import annotations

import json
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import click

from toolkit.commands._people_import import import_people, read_flags
from toolkit.commands._shared import Context, shared_options
from toolkit.problems import WrongUsage

if TYPE_CHECKING:
    from toolkit.jobs.people import Forgetting
    from toolkit.model.people import PersonStatus

_STATUSES = ("applied", "accepted", "waiting", "declined", "withdrawn")


@click.group(short_help="Import, list, accept, export and forget people.")
@shared_options
def command(context: Context) -> None:
    """Import, list, accept, export and forget people.

    Example: programme people import responses.csv --zone Europe/London
    """


@command.command(name="import")
@click.argument(
    "files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path, exists=True, dir_okay=False)
)
@click.option("--facilitators", is_flag=True, help="They run meetings: into people/facilitators.csv.")
@click.option("--zone", metavar="ZONE", help="Time zone of the times in the files, such as Europe/London.")
@click.option("--week-of", metavar="DATE", help="A date in the week that a calendar or a Crab Fit poll is about.")
@click.option(
    "--window",
    metavar="TIMES",
    help='Of a calendar, or busy times: the hours that may count, such as "Mon-Fri 18:00-22:00".',
)
@click.option(
    "--map",
    "columns",
    multiple=True,
    metavar="HEADING=COLUMN",
    help='What a heading means, such as "What should we call you?=name".',
)
@click.option(
    "--ignore", "ignored", multiple=True, metavar="HEADING", help="Keep this column as it is: no times of ours."
)
@click.option("--hours", multiple=True, metavar="WORD=HOURS", help="What a word means, such as evening=18:00-21:00.")
@click.option(
    "--zone-of",
    "zones",
    multiple=True,
    metavar="NAME=ZONE",
    help="Which place is meant, such as EST=America/New_York.",
)
@click.option("--busy", is_flag=True, help="The times say when people are not free; --window says within which hours.")
@click.option("-y", "--yes", is_flag=True, help="Write without asking.")
@click.option("--dry-run", is_flag=True, help="Only show what would be written.")
@shared_options
def import_(
    context: Context,
    files: tuple[Path, ...],
    *,
    facilitators: bool,
    zone: str | None,
    week_of: str | None,
    window: str | None,
    columns: tuple[str, ...],
    ignored: tuple[str, ...],
    hours: tuple[str, ...],
    zones: tuple[str, ...],
    busy: bool,
    yes: bool,
    dry_run: bool,
) -> int:
    """Import people and their times from polls, forms, calendars, tables and lists.

    Rows that cannot be read are named; all others are imported. Who is in already is not doubled.

    Example: programme people import when2meet.html --zone Europe/London
    """
    answers = read_flags(
        zone=zone,
        week_of=week_of,
        window=window,
        columns=columns,
        ignored=ignored,
        hours=hours,
        zones=zones,
        busy=busy,
    )
    return import_people(
        context, files, given=answers, kind="facilitators" if facilitators else "participants", yes=yes, dry_run=dry_run
    )


@command.command(name="list")
@click.option("--status", type=click.Choice(_STATUSES), help="Only those with this status.")
@click.option("--json", "as_json", is_flag=True, help="Write JSON (version 1).")
@shared_options
def list_(context: Context, *, status: str | None, as_json: bool) -> None:
    """List participants: status, what is missing, and at how many times of the week they could start a meeting.

    Example: programme people list --status applied
    """
    from toolkit.commands._people_list import listed, table

    people = [person for person in listed(context) if status is None or person["status"] == status]
    if as_json:
        click.echo(json.dumps({"version": 1, "people": people}, ensure_ascii=False, indent=2))
    elif people:
        click.echo(table(people))
    else:
        context.say(
            "Nobody is in people/participants.csv yet; `programme people import FILE` brings them in."
            if status is None
            else f"Nobody is {status}."
        )


def _cohorts_of(context: Context, ids: tuple[str, ...]) -> list[str]:
    """The labels of the cohorts that have one of these as a member, as far as the folder can be read."""
    from toolkit.reading.programme_folder import try_programme

    folder = context.programme_folder()
    programme, _ = try_programme(folder, context.open_shelves(folder))
    return [cohort.label for cohort in programme.cohorts if set(ids) & set(cohort.members)] if programme else []


def _status_verb(name: str, status: PersonStatus, *, says: str) -> None:
    """A subcommand that gives people a status."""

    @command.command(name=name, help=f"{says}\n\nExample: programme people {name} p01 p02", short_help=says)
    @click.argument("ids", nargs=-1, required=True, metavar="ID...")
    @click.option("--dry-run", is_flag=True, help="Only say what would change.")
    @shared_options
    def verb(context: Context, *, ids: tuple[str, ...], dry_run: bool) -> None:
        from toolkit.jobs.people import set_status

        _need_programme(context)
        changed = set_status(
            context.programme_folder(),
            ids,
            status=status,
            did=shlex.join(["people", name, *ids]),
            now=context.moment,
            dry_run=dry_run,
        )
        rest = len(set(ids)) - len(changed)
        words = [f"{', '.join(changed)}: {status}."] if changed else []
        words += [f"{rest} {'was' if rest == 1 else 'were'} {status} already."] if rest else []
        context.say(" ".join([*words, *(["Nothing was written."] if dry_run else [])]))
        labels = [] if status == "accepted" else _cohorts_of(context, changed)
        if labels:
            context.say(
                f"Still {'a member' if len(changed) == 1 else 'members'} of {', '.join(labels)}: `programme cohorts"
                " --replan` gives the places away."
            )


_status_verb("accept", "accepted", says="Accept participants.")
_status_verb("wait", "waiting", says="Put participants on the waiting list.")
_status_verb("decline", "declined", says="Decline participants.")


@command.command()
@click.argument("id", metavar="ID")
@shared_options
def export(context: Context, *, id: str) -> None:
    """Print everything that is stored about somebody, in every file, as JSON.

    Example: programme people export p01
    """
    from toolkit.jobs.people import stored_about

    _need_programme(context)
    click.echo(json.dumps(stored_about(context.programme_folder(), id), ensure_ascii=False, indent=2))


@command.command()
@click.argument("id", metavar="ID")
@click.option("-y", "--yes", is_flag=True, help="Forget without asking.")
@click.option("--dry-run", is_flag=True, help="Only say what would be removed.")
@shared_options
def forget(context: Context, *, id: str, yes: bool, dry_run: bool) -> int:
    """Remove somebody from every file: people, cohorts, changes, attendance, history, and what was made for them.

    It cannot be undone. Everything in out/private is removed too; `programme build` makes it again without them.

    Example: programme people forget p01
    """
    from toolkit.jobs.people import forget as forget_person
    from toolkit.jobs.people import plan_forgetting

    _need_programme(context)
    folder = context.programme_folder()
    if context.finished == f"forget {id}":
        context.say(f"{id} is forgotten: what was cut off is finished now.")
        return 0
    plan = plan_forgetting(folder, id)
    click.echo(_told(plan, "Would be removed:" if dry_run else "To be removed:"))
    if dry_run:
        context.say("Nothing was written.")
        return 0
    if not yes:
        if not context.terminal:
            raise WrongUsage("Nothing was removed. Add --yes to forget them, or --dry-run only to look.")
        if not click.confirm("Remove all this? It cannot be undone.", default=False, err=True):
            raise click.Abort
    forget_person(folder, id)
    context.say(
        f"{id} is forgotten. `programme build` makes out/private again. Copies in mail, printed pages, backups and git"
        " are yours to delete."
    )
    return 0


def _told(plan: Forgetting, heading: str) -> str:
    """What is to be removed and what may be left, place by place."""
    from toolkit.commands._problem_text import plain

    inside = [trace for trace in plan.traces if trace.file in plan.files]
    lines = [
        heading,
        *(f"  {trace.file}{f':{trace.line}' if trace.line else ''}  {plain(trace.what)}" for trace in inside),
    ]
    made = [path for path in plan.removed if path.startswith("out/")]
    lines += [f"  out/  all {len(made)} files with names in them (made again by the next build)"] if made else []
    lines += [f"  {path}" for path in plan.removed if path not in made]
    if plan.left:
        lines += ["Look here yourself, it may be another of the same name:"]
        lines += [f"  {trace.file}{f':{trace.line}' if trace.line else ''}  {plain(trace.what)}" for trace in plan.left]
    return "\n".join(lines)


def _need_programme(context: Context) -> None:
    """P001 where there is no programme."""
    from toolkit.problems import Problem, ProblemsFound
    from toolkit.reading.programme_folder import is_programme_folder

    folder = context.programme_folder()
    if not is_programme_folder(folder):
        message = f"{folder.name or folder} holds no programme.yaml."
        raise ProblemsFound(
            [
                Problem(
                    "programme.yaml",
                    0,
                    0,
                    "P001",
                    message,
                    "Make a programme with `programme new`, or name its folder with -C.",
                )
            ]
        )
