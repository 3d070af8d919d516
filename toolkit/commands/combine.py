"""`programme combine`: two cohorts meet as one."""

from __future__ import annotations

from typing import Any

import click

from toolkit.commands._changing import anyway_option, carry_out, changing_options
from toolkit.commands._completing import completes
from toolkit.commands._shared import Context, shared_options


@click.command(name="combine", epilog="Example: programme combine a b --session attention")
@click.argument("host", shell_complete=completes("cohort"))
@click.argument("guest", shell_complete=completes("cohort"))
@click.option(
    "--session",
    metavar="SESSION",
    shell_complete=completes("session"),
    required=True,
    help="On which session, by key or number.",
)
@click.option("--and-later", is_flag=True, help="For all sessions after it, too.")
@anyway_option
@changing_options
@shared_options
def command(context: Context, host: str, *, guest: str, session: str, and_later: bool, **options: Any) -> int:
    """Let cohort GUEST join cohort HOST: at its time, in its room (or a larger one), with its facilitators and run
    sheet."""
    from toolkit.jobs.change_requests import Combine

    return carry_out(context, Combine((host, guest), session, and_later=and_later), **options)
