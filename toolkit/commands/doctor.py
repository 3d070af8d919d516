"""`programme doctor`: finds what is missing on this machine and prints the line that installs it."""

from __future__ import annotations

import click

from toolkit.commands._shared import Context, echo_json, shared_options


@click.command(name="doctor", epilog="Example: programme doctor")
@click.option("--json", "as_json", is_flag=True, help="For programs; the shape is in docs/json.md.")
@shared_options
def command(context: Context, as_json: bool) -> int:
    """Look at Python, Pango for PDFs, fonts and time zones; exit 3 where something is missing."""
    from toolkit.jobs.doctor import doctor_data, look_at_machine

    checks = look_at_machine()
    if as_json:
        echo_json(doctor_data(checks))
    else:
        for check in checks:
            click.echo(f"{'fine   ' if check['fine'] else 'missing'}  {check['name']}: {check['says']}")
            if not check["fine"]:
                click.echo(f"         {check['install']}")
    return 0 if all(check["fine"] for check in checks) else 3
