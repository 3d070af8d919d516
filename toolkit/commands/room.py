"""`programme room lost`: other rooms for the meetings of one that cannot be used."""

from __future__ import annotations

import datetime
from typing import Any

import click

from toolkit.commands._changing import carry_out, changing_options
from toolkit.commands._moments import Day
from toolkit.commands._shared import Context, shared_options
from toolkit.problems import WrongUsage


@click.group(name="room", epilog="Example: programme room lost hall --from 2027-02-16 --until 2027-03-02")
def command() -> None:
    """What to do about rooms."""


@command.command(name="lost", epilog="Example: programme room lost hall --on 2027-02-16")
@click.argument("room")
@click.option("--on", type=Day(), metavar="DATE", help="On one day.")
@click.option("--from", "first", type=Day(), metavar="DATE", help="From a day on.")
@click.option("--until", type=Day(), metavar="DATE", help="Until a day, which belongs to it.")
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
