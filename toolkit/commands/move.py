"""`programme move`: a meeting to another date, time or room, or online."""

from __future__ import annotations

import datetime
from typing import Any

import click

from toolkit.commands._changing import anyway_option, carry_out, changing_options
from toolkit.commands._completing import completes
from toolkit.commands._moments import DateAndTime
from toolkit.commands._shared import Context, shared_options
from toolkit.problems import WrongUsage


@click.command(
    name="move", epilog='Example: programme move backprop --cohort b --to "2027-02-18 18:30" --reason "hall closed"'
)
@click.argument("session", shell_complete=completes("session"))
@click.option("--cohort", metavar="KEY", shell_complete=completes("cohort"), help="Of one cohort (default: of all).")
@click.option(
    "--to",
    "moment",
    type=DateAndTime(),
    metavar="DATETIME",
    help='The new date, time or both, such as "2027-02-18 18:30".',
)
@click.option("--room", metavar="ID", shell_complete=completes("room"), help="The new room, as in people/rooms.csv.")
@click.option("--online", "link", metavar="URL", help="It goes online; people join there.")
@click.option(
    "--and-later", is_flag=True, help="The meetings after it, too, by as many days and to the same time and room."
)
@anyway_option
@changing_options
@shared_options
def command(
    context: Context,
    session: str,
    *,
    cohort: str | None,
    moment: tuple[datetime.date | None, datetime.time | None] | None,
    room: str | None,
    link: str | None,
    and_later: bool,
    **options: Any,
) -> int:
    """Move the meeting on SESSION (a key or number). Shows what changes and what it collides with, then asks."""
    from toolkit.jobs.change_requests import Move

    if moment is None and room is None and link is None:
        raise WrongUsage("Say where it goes: --to DATE, --to TIME, --room ID or --online URL.")
    date, time = moment or (None, None)
    request = Move(session, cohort=cohort, date=date, time=time, room=room, link=link, and_later=and_later)
    return carry_out(context, request, **options)
