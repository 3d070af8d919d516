"""`programme mentor lost`: the programme goes on without a mentor."""

from __future__ import annotations

import datetime
from typing import Any

import click

from toolkit.commands._changing import carry_out, changing_options
from toolkit.commands._completing import completes
from toolkit.commands._moments import DayType
from toolkit.commands._shared import Context, shared_options


@click.group(name="mentor", epilog="Example: programme mentor lost odile --from 2027-02-23")
def command() -> None:
    """What to do about mentors."""


@command.command(name="lost", epilog="Example: programme mentor lost odile --from 2027-02-23")
@click.argument("mentor", shell_complete=completes("mentor"))
@click.option("--from", "first", type=DayType(), metavar="DATE", required=True, help="From a day on.")
@changing_options
@shared_options
def lost(context: Context, mentor: str, *, first: datetime.date, **options: Any) -> int:
    """Let the cohorts of MENTOR go on without one: the same place, the run sheets of a group of peers."""
    from toolkit.jobs.change_requests import LoseMentor

    return carry_out(context, LoseMentor(mentor, first), **options)
