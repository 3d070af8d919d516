"""`programme skip`: nobody meets on a day."""

from __future__ import annotations

import datetime
from typing import Any

import click

from toolkit.commands._changing import anyway_option, carry_out, changing_options
from toolkit.commands._completing import completes
from toolkit.commands._moments import DayType
from toolkit.commands._shared import Context, shared_options


@click.command(name="skip", epilog="Example: programme skip 2027-02-16 --cohort a")
@click.argument("date", type=DayType())
@click.option("--cohort", metavar="KEY", shell_complete=completes("cohort"), help="For one cohort (default: for all).")
@anyway_option
@changing_options
@shared_options
def command(context: Context, date: datetime.date, *, cohort: str | None, **options: Any) -> int:
    """Leave out a day: what was planned on it and after it comes a slot later."""
    from toolkit.jobs.change_requests import LeaveOut

    return carry_out(context, LeaveOut(date, cohort=cohort), **options)
