"""`programme room`: one more, and other rooms for the meetings of one that cannot be used."""

from __future__ import annotations

import datetime
from typing import Any

import click

from toolkit.commands._changing import carry_out, changing_options
from toolkit.commands._completing import completes
from toolkit.commands._moments import DayType
from toolkit.commands._shared import Context, shared_options
from toolkit.problems import WrongUsage


@click.group(name="room", epilog="Example: programme room lost hall --from 2027-02-16 --until 2027-03-02")
def command() -> None:
    """What to do about rooms."""


@command.command(name="lost", epilog="Example: programme room lost hall --on 2027-02-16")
@click.argument("room", shell_complete=completes("room"))
@click.option("--on", type=DayType(), metavar="DATE", help="On one day.")
@click.option("--from", "first", type=DayType(), metavar="DATE", help="From a day on.")
@click.option("--until", type=DayType(), metavar="DATE", help="Until a day, which belongs to it.")
@changing_options
@shared_options
def lost(
    context: Context,
    room: str,
    *,
    on: datetime.date | None,
    first: datetime.date | None,
    until: datetime.date | None,
    **options: Any,
) -> int:
    """Find other rooms for the meetings in ROOM: free, large enough, and step-free where it is."""
    from toolkit.jobs.change_requests import LoseRoom
    from toolkit.model.changes import Days

    if (on is None) == (first is None):
        raise WrongUsage("Say when the room is lost: --on DATE, or --from DATE (and --until DATE).")
    if until and not first:
        raise WrongUsage("--until needs --from.")
    start, end = (on, on) if on else (first, until)
    assert start is not None
    return carry_out(context, LoseRoom(room, Days(start, end)), **options)


@command.command(name="add", epilog='Example: programme room add "The annexe" --seats 10 --open "Mon-Fri 18:00-22:00"')
@click.argument("name")
@click.option("--seats", type=click.IntRange(1), metavar="N", help="Chairs, the facilitator's included.")
@click.option(
    "--cohorts", type=click.IntRange(1), metavar="N", help="How many cohorts may meet in it at once (default: 1)."
)
@click.option("--open", metavar="TIMES", default="", help='When it is open, such as "Mon-Fri 18:00-22:00".')
@click.option(
    "--step-free", type=click.Choice(["yes", "no"]), default=None, help="Whether it is reached without a step."
)
@click.option("--address", metavar="TEXT", default="", help="Where it is.")
@click.option("--dry-run", is_flag=True, help="Only say what would be written.")
@shared_options
def add(
    context: Context,
    name: str,
    *,
    seats: int | None,
    cohorts: int | None,
    step_free: str | None,
    dry_run: bool,
    **cells: str,
) -> None:
    """Add a room to people/rooms.csv, with an id made from its NAME. One that is there already is not doubled."""
    from toolkit.commands._adding import what_came_of_it
    from toolkit.jobs.adding import add_room

    given = {"seats": str(seats or ""), "cohorts": str(cohorts or ""), "step_free": step_free or ""}
    found = add_room(
        context.programme_folder(), cells={"name": name, **given, **cells}, now=context.moment, dry_run=dry_run
    )
    came = what_came_of_it("people/rooms.csv", already=found.already, dry_run=dry_run)
    context.say(f"{found.id}: {came}")
