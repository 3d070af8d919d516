"""`programme held`: a meeting took place."""

from __future__ import annotations

import click

from toolkit.commands._changing import carry_out
from toolkit.commands._shared import Context, shared_options


@click.command(name="held", epilog="Example: programme held attention --cohort a")
@click.argument("session")
@click.option("--cohort", metavar="KEY", help="Of one cohort (default: of all whose meeting is over).")
@click.option("--dry-run", is_flag=True, help="Only show what would be recorded.")
@shared_options
def command(context: Context, session: str, cohort: str | None, dry_run: bool) -> int:
    """Record that the meeting on SESSION took place as planned: from now on it never moves."""
    from toolkit.planning.replan import held

    did = ["held", session, *(["--cohort", cohort] if cohort else [])]
    return carry_out(context, lambda plan: held(plan, cohort=cohort, session=session, now=context.moment), did=did, yes=True, dry_run=dry_run)
