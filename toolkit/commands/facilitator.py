"""`programme facilitator`: who runs meetings, and mentors."""

from __future__ import annotations

import click

from toolkit.commands._shared import Context, shared_options
from toolkit.problems import WrongUsage


@click.group(name="facilitator")
def command() -> None:
    """Who runs meetings, and mentors."""


@command.command(epilog='Example: programme facilitator add "Ada Byron" --email ada@example.org --max-cohorts 2')
@click.argument("name")
@click.option("--email", metavar="ADDRESS", default="", help="Where mail reaches them.")
@click.option("--available", metavar="TIMES", default="", help='When they can, such as "Tue 18:00-21:00; Sat 10-13".')
@click.option("--timezone", metavar="ZONE", default="", help="The zone of these times, such as Europe/London.")
@click.option("--max-cohorts", type=click.IntRange(0), metavar="N", help="How many cohorts they run at most.")
@click.option("--hours-per-week", type=click.FloatRange(0), metavar="N", help="How many hours a week they give.")
@click.option("--mentor", is_flag=True, help="They mentor, and run no meetings.")
@click.option("--role", metavar="WORD", default="", help="A role of your own, such as co-facilitator (second_role).")
@click.option("--dry-run", is_flag=True, help="Only say what would be written.")
@shared_options
def add(
    context: Context,
    name: str,
    *,
    max_cohorts: int | None,
    hours_per_week: float | None,
    mentor: bool,
    role: str,
    dry_run: bool,
    **cells: str,
) -> None:
    """Add somebody to people/facilitators.csv. Whoever is there already is not doubled."""
    from toolkit.commands._adding import add_and_say

    numbers = {"max_cohorts": max_cohorts, "hours_per_week": hours_per_week}
    given = {heading: f"{number:g}" for heading, number in numbers.items() if number is not None}
    if mentor and role:
        raise WrongUsage("--mentor and --role exclude each other.")
    cells |= {"role": "mentor"} if mentor else {"role": role} if role else {}
    add_and_say(context, "facilitators", cells={"name": name, **cells, **given}, dry_run=dry_run)
