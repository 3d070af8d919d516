"""`programme held`: a meeting took place."""

from __future__ import annotations

import click

from toolkit.commands._changing import carry_out
from toolkit.commands._completing import completes
from toolkit.commands._shared import Context, shared_options


@click.command(name="held", epilog="Example: programme held attention --cohort a")
@click.argument("session", shell_complete=completes("session"))
@click.option(
    "--cohort",
    metavar="KEY",
    shell_complete=completes("cohort"),
    help="Of one cohort (default: of all whose meeting is over).",
)
@click.option("--dry-run", is_flag=True, help="Only show what would be recorded.")
@shared_options
def command(context: Context, session: str, *, cohort: str | None, dry_run: bool) -> int:
    """Record that the meeting on SESSION took place as planned: from now on it never moves."""
    from toolkit.jobs.change_requests import WasHeld

    code = carry_out(context, WasHeld(session, cohort=cohort), yes=True, dry_run=dry_run, again=None)
    if not code:
        _say_what_is_too_small(context, cohort)
    return code


def _say_what_is_too_small(context: Context, cohort: str | None) -> None:
    """The cohorts that cannot go on as they are, and with whom they could meet."""
    from toolkit.commands._attendance_words import follow_lines
    from toolkit.jobs.attendance_report import too_small

    plan = context.plan()
    if lines := follow_lines(plan, [], missed=[], small=too_small(plan, cohort, now=context.moment)):
        click.echo("\n".join(lines))
