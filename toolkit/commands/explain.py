"""`programme explain`: what a problem is, why it matters and how to mend it."""

from __future__ import annotations

import click

from toolkit.commands._shared import Context, shared_options
from toolkit.problem_codes import CODES

_LEVELS = {
    "error": "error: it stops a build",
    "warning": "warning: it fails under --strict",
    "advice": "advice: it fails under --ready",
}


@click.command(name="explain", epilog="Example: programme explain P040")
@click.argument("code", metavar="CODE")
@shared_options
def command(_context: Context, code: str) -> None:
    """Say what a problem is and how to mend it."""
    found = CODES.get(code.strip().upper())
    if found is None:
        from toolkit.problems import WrongUsage
        from toolkit.reading.records import nearest

        raise WrongUsage(f"There is no code “{code}”. {nearest(code.strip().upper(), CODES)}")
    click.echo(f"{found.code}  {found.title}  ({_LEVELS[found.level]})\n\nWhy:  {found.why}\nMend: {found.mend}")
