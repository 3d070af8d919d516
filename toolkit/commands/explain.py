"""`programme explain`: what a problem is, why it matters and how to mend it."""

from __future__ import annotations

import click

from toolkit.commands._shared import Context, shared_options
from toolkit.jobs.problem_data import find_code

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
    found = find_code(code)
    click.echo(f"{found.code}  {found.title}  ({_LEVELS[found.level]})\n\nWhy:  {found.why}\nMend: {found.mend}")
