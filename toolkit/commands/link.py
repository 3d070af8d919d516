"""`programme link`: the meetings online are joined at another link."""

from __future__ import annotations

import datetime
from typing import Any

import click

from toolkit.commands._changing import carry_out, changing_options
from toolkit.commands._completing import completes
from toolkit.commands._moments import DayType
from toolkit.commands._shared import Context, shared_options


@click.command(name="link", epilog="Example: programme link https://meet.example.org/new --cohort b --from 2027-02-23")
@click.argument("url")
@click.option(
    "--cohort",
    metavar="KEY",
    shell_complete=completes("cohort"),
    help="Of one cohort (default: of all that meet online).",
)
@click.option("--from", "first", type=DayType(), metavar="DATE", required=True, help="From a day on.")
@changing_options
@shared_options
def command(context: Context, url: str, *, cohort: str | None, first: datetime.date, **options: Any) -> int:
    """Let people join the meetings online at URL from a day on. Shows which meetings change, then asks."""
    from toolkit.jobs.change_requests import ChangeLink

    return carry_out(context, ChangeLink(url, first, cohort=cohort), **options)
