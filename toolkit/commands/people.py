"""`programme people`: who takes part, from wherever they signed up."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from toolkit.commands._completing import completes
from toolkit.commands._shared import Context, echo_json, shared_options
from toolkit.model.people import STATUSES
from toolkit.problems import WrongUsage

if TYPE_CHECKING:
    from toolkit.jobs.person import Forgetting
    from toolkit.jobs.statuses import Decision


@click.group(short_help="Import, add, list, accept, withdraw, export and forget people.")
@shared_options
def command(context: Context) -> None:
    """Import, add, list, accept, withdraw, export and forget people.

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
    "--zone-of", "zones", multiple=True, metavar="NAME=ZONE", help="Which place is meant, such as EST=America/New_York."
)
@click.option(
    "--same-person",
    "same",
    multiple=True,
    metavar="ADDRESS",
    help="Whoever has this address (or id) is one person, though the names differ.",
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
    same: tuple[str, ...],
    busy: bool,
    yes: bool,
    dry_run: bool,
) -> int:
    """Import people and their times from polls, forms, calendars, tables and lists.

    Rows that cannot be read are named; all others are imported. Who is in already is not doubled.

    Example: programme people import when2meet.html --zone Europe/London
    """
    from toolkit.commands._people_import import import_people
    from toolkit.jobs.import_answers import read_answers
    from toolkit.jobs.typed_days import start_of

    folder = context.programme_folder()
    answers = read_answers(
        zone=zone,
        week_of=week_of,
        window=window,
        columns=columns,
        ignored=ignored,
        hours=hours,
        zones=zones,
        same=same,
        busy=busy,
        near=start_of(folder, context.open_shelves(folder)) if week_of else None,
    )
    return import_people(
        context, files, given=answers, kind="facilitators" if facilitators else "participants", yes=yes, dry_run=dry_run
    )


@command.command(name="list")
@click.option("--status", type=click.Choice(STATUSES), help="Only those with this status.")
@click.option("--json", "as_json", is_flag=True, help="Write JSON (version 1).")
@shared_options
def list_(context: Context, *, status: str | None, as_json: bool) -> None:
    """List participants: status, what is missing, and at how many times of the week they could start a meeting.

    Example: programme people list --status applied
    """
    from toolkit.commands._people_list import table
    from toolkit.jobs.people_list import listed, people_data

    folder = context.programme_folder()
    people = listed(folder, context.open_shelves(folder), status=status)
    if as_json:
        echo_json(people_data(people))
    elif people:
        click.echo(table(people))
    else:
        context.say(
            "Nobody is in people/participants.csv yet; `programme people import FILE` brings them in."
            if status is None
            else f"Nobody is {status}."
        )


def _status_verb(name: str, status: Decision, *, says: str) -> None:
    """A subcommand that gives people a status."""

    @command.command(name=name, help=f"{says}\n\nExample: programme people {name} p01-p24 'Ann Lee'", short_help=says)
    @click.argument(
        "words", nargs=-1, required=True, metavar="all|ID-ID|ID|NAME...", shell_complete=completes("participant")
    )
    @click.option("--dry-run", is_flag=True, help="Only say what would change.")
    @shared_options
    def verb(context: Context, *, words: tuple[str, ...], dry_run: bool) -> None:
        from toolkit.jobs.people_list import cohorts_of
        from toolkit.jobs.statuses import set_status

        folder = _programme_folder(context)
        found = set_status(folder, words, status=status, now=context.moment, dry_run=dry_run)
        changed, rest = found.changed, len(found.same)
        told = [f"{', '.join(changed)}: {status}."] if changed else []
        told += [f"{rest} {'was' if rest == 1 else 'were'} {status} already."] if rest else []
        told += [f"{', '.join(found.gone)} withdrew; name somebody alone to bring them back."] if found.gone else []
        told += ["Nobody is left who applied and about whom nothing is decided."] if not told else []
        context.say(" ".join([*told, *(["Nothing was written."] if dry_run else [])]))
        labels = [] if status == "accepted" else cohorts_of(folder, context.open_shelves(folder), ids=changed)
        if labels:
            context.say(
                f"Still {'a member' if len(changed) == 1 else 'members'} of {', '.join(labels)}: `programme cohorts"
                " --replan` gives the places away."
            )


_status_verb("accept", "accepted", says="Accept participants.")
_status_verb("wait", "waiting", says="Put participants on the waiting list.")
_status_verb("decline", "declined", says="Decline participants.")


@command.command()
@click.argument("name")
@click.option("--email", metavar="ADDRESS", default="", help="Where mail reaches them.")
@click.option("--available", metavar="TIMES", default="", help='When they can, such as "Tue 18:00-21:00; Sat 10-13".')
@click.option("--if-needed", metavar="TIMES", default="", help="When they can if need be.")
@click.option("--timezone", metavar="ZONE", default="", help="The zone of these times, such as Europe/London.")
@click.option("--dry-run", is_flag=True, help="Only say what would be written.")
@shared_options
def add(context: Context, *, name: str, dry_run: bool, **cells: str) -> None:
    """Add one person who applied. Whoever is there already is not doubled.

    Example: programme people add "Ann Lee" --email ann@example.org --available "Tue 18:00-21:00"
    """
    from toolkit.commands._adding import add_and_say

    id = add_and_say(context, "participants", cells={"name": name, **cells}, dry_run=dry_run)
    context.say(f"`programme people accept {id}` accepts them, `programme cohorts --replan` finds them a place.")


@command.command()
@click.argument("id", metavar="ID", shell_complete=completes("participant"))
@click.option("--reason", metavar="TEXT", default="", help="Why; it stays in people/participants.csv.")
@click.option("--dry-run", is_flag=True, help="Only say what would change.")
@shared_options
def withdraw(context: Context, *, id: str, reason: str, dry_run: bool) -> None:
    """Let somebody go who no longer takes part: withdrawn, and out of their cohort.

    Pages and calendars follow with the next build; `programme undo` takes it back.

    Example: programme people withdraw p07 --reason "moved away"
    """
    from toolkit.commands._withdrawing import withdrawn
    from toolkit.jobs.withdrawing import withdraw

    folder = _programme_folder(context)
    found = withdraw(folder, context.open_shelves(folder), id=id, reason=reason, now=context.moment, dry_run=dry_run)
    context.say(withdrawn(found, dry_run=dry_run))


@command.command()
@click.argument("id", metavar="ID", shell_complete=completes("person"))
@shared_options
def export(context: Context, *, id: str) -> None:
    """Print everything that is stored about somebody, in every file, as JSON.

    Example: programme people export p01
    """
    from toolkit.jobs.person import stored_about

    echo_json(stored_about(_programme_folder(context), id))


@command.command()
@click.argument("id", metavar="ID", shell_complete=completes("person"))
@click.option("-y", "--yes", is_flag=True, help="Forget without asking.")
@click.option("--dry-run", is_flag=True, help="Only say what would be removed.")
@shared_options
def forget(context: Context, *, id: str, yes: bool, dry_run: bool) -> int:
    """Remove somebody from every file: people, cohorts, changes, attendance, history, and what was made for them.

    It cannot be undone. Everything in out/private is removed too; `programme build` makes it again without them.

    Example: programme people forget p01
    """
    from toolkit.jobs.person import forget as forget_person
    from toolkit.jobs.person import plan_forgetting

    folder = _programme_folder(context)
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
    from toolkit.commands._problem_text import printable

    inside = [trace for trace in plan.traces if trace.file in plan.files]
    lines = [
        heading,
        *(f"  {trace.file}{f':{trace.line}' if trace.line else ''}  {printable(trace.what)}" for trace in inside),
    ]
    made = [path for path in plan.removed if path.startswith("out/")]
    count = "the file with names in it" if len(made) == 1 else f"all {len(made)} files with names in them"
    lines += [f"  out/  {count} (made again by the next build)"] if made else []
    lines += [f"  {path}" for path in plan.removed if path not in made]
    if plan.left:
        lines += ["Look here yourself, it may be another of the same name:"]
        lines += [
            f"  {trace.file}{f':{trace.line}' if trace.line else ''}  {printable(trace.what)}" for trace in plan.left
        ]
    return "\n".join(lines)


def _programme_folder(context: Context) -> Path:
    """The programme folder. P001 where there is no programme."""
    from toolkit.jobs.people import need_programme

    folder = context.programme_folder()
    need_programme(folder)
    return folder
