"""`programme doctor`: finds what is missing on this machine and prints the line that installs it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from toolkit.commands._shared import Context, echo_json, shared_options

if TYPE_CHECKING:
    from toolkit.jobs.personal import Personal


@click.command(name="doctor", epilog="Example: programme doctor")
@click.option("--json", "as_json", is_flag=True, help="For programs; the shape is in docs/json.md.")
@shared_options
def command(context: Context, as_json: bool) -> int:
    """Look at Python, Pango for PDFs, fonts and time zones; exit 3 where something is missing.

    Says which file of your own defaults was read, if any; exit 1 where it has mistakes.
    """
    from toolkit.jobs.doctor import doctor_data, look_at_machine

    checks, personal = look_at_machine(), context.personal
    if as_json:
        echo_json(doctor_data(checks, personal))
    else:
        for check in checks:
            click.echo(f"{'fine   ' if check['fine'] else 'missing'}  {check['name']}: {check['says']}")
            if not check["fine"]:
                click.echo(f"         {check['install']}")
        _tell_defaults(context, personal)
    return 3 if not all(check["fine"] for check in checks) else 1 if personal.problems else 0


def _tell_defaults(context: Context, personal: Personal) -> None:
    """Where somebody's own defaults are read from, what counts of them, and every mistake in the file."""
    from toolkit.commands._problem_text import render_problems

    click.echo(f"{'read   ' if personal.there else 'none   '}  Your own defaults: {personal.file}")
    for one in personal.settings:
        variable = f" ({one['origin']})" if one["origin"] != str(personal.file) else ""
        click.echo(f"         {one['key']}: {one['value']}{variable}")
    if personal.problems:
        click.echo(render_problems(personal.problems, colour=context.colour, place=context.place), nl=False, err=True)
