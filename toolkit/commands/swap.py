"""`programme swap`: somebody else runs a meeting, or nobody does."""

from __future__ import annotations

import datetime
from typing import Any

import click

from toolkit.commands._changing import carry_out, changing_options
from toolkit.commands._completing import completes
from toolkit.commands._moments import DayType
from toolkit.commands._shared import Context, shared_options
from toolkit.problems import WrongUsage


@click.command(name="swap", epilog="Example: programme swap wren --with imre --session attention")
@click.argument("person", shell_complete=completes("facilitator"))
@click.option(
    "--with",
    "cover",
    metavar="ID",
    shell_complete=completes("facilitator"),
    help="Who comes instead, as in people/facilitators.csv.",
)
@click.option("--peer-led", is_flag=True, help="Nobody: the group runs the meeting by itself.")
@click.option(
    "--session", metavar="SESSION", shell_complete=completes("session"), help="At one session, by key or number."
)
@click.option("--from", "first", type=DayType(), metavar="DATE", help="From a day on.")
@click.option("--until", type=DayType(), metavar="DATE", help="Until a day, which belongs to it.")
@changing_options
@shared_options
def command(
    context: Context,
    person: str,
    *,
    cover: str | None,
    peer_led: bool,
    session: str | None,
    first: datetime.date | None,
    until: datetime.date | None,
    **options: Any,
) -> int:
    """Put somebody in the place of PERSON, a facilitator or mentor. Without --with and --peer-led it says who is
    free."""
    from toolkit.jobs.change_requests import Swap
    from toolkit.model.changes import Days

    if (session is None) == (first is None):
        raise WrongUsage("Say when: --session SESSION, or --from DATE (and --until DATE).")
    if cover and peer_led:
        raise WrongUsage("--with and --peer-led exclude each other.")
    if until and not first:
        raise WrongUsage("--until needs --from.")
    days = Days(first, until) if first else None
    request = Swap(person, cover=cover, peer_led=peer_led, session=session, days=days)
    return carry_out(context, request, **options)
