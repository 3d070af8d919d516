"""`programme cancel`: a meeting is not held."""

from __future__ import annotations

from typing import Any

import click

from toolkit.commands._changing import anyway_option, carry_out, changing_options
from toolkit.commands._completing import completes
from toolkit.commands._shared import Context, shared_options


@click.command(name="cancel", epilog="Example: programme cancel attention --cohort a --then shift")
@click.argument("session", shell_complete=completes("session"))
@click.option("--cohort", metavar="KEY", shell_complete=completes("cohort"), help="Of one cohort (default: of all).")
@click.option(
    "--then",
    type=click.Choice(["drop", "shift", "double"]),
    required=True,
    help=(
        "drop: it is left out; shift: it and all that follow come a slot later; double: two meetings in the next week."
    ),
)
@anyway_option
@changing_options
@shared_options
def command(context: Context, session: str, *, cohort: str | None, then: Any, **options: Any) -> int:
    """Cancel the meeting on SESSION (a key or number), and say what becomes of the session."""
    from toolkit.jobs.change_requests import Cancel

    return carry_out(context, Cancel(session, then, cohort=cohort), **options)
