"""`programme undo`: the last change is taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from toolkit.commands._shared import Context, shared_options
from toolkit.problems import ProblemsFound

if TYPE_CHECKING:
    from pathlib import Path


@click.command(name="undo", epilog="Example: programme undo")
@click.option("--dry-run", is_flag=True, help="Only say what would be taken back.")
@shared_options
def command(context: Context, dry_run: bool) -> int:
    """Take back what the last verb changed. What people were told since is a new change for their calendars.

    What was said stays said: a publish, mail that was sent, and who was forgotten are not taken back.
    """
    from toolkit.jobs.change import UNDO, undo
    from toolkit.keeping.history import read_last
    from toolkit.reading.own.published import count_tellings

    folder = context.programme_folder()
    if context.finished == UNDO:
        context.say("The undo that was cut off is finished now.")
        return 0
    if dry_run:
        last = read_last(folder)
        context.say(
            f"This would take back: programme {last.did} ({last.moment}). Nothing was written."
            if last
            else "There is nothing to undo."
        )
        return 0
    deed = undo(folder, context.open_shelves(folder), now=context.moment)
    told = (
        " What people were told since then stays told; they learn of this as of any other change."
        if count_tellings(folder) > deed.tellings
        else ""
    )
    context.say(
        f"Taken back: programme {deed.did}. `programme build` brings out/ up to date.{told}{_mailed(context, folder)}"
    )
    return 0


def _mailed(context: Context, folder: Path) -> str:
    """Who was mailed otherwise than it is now, in a sentence of its own; nothing where nobody was, or where the folder
    has errors."""
    from toolkit.planning.concerns import baseline, everyone, latest_mailings

    try:
        plan = context.plan()
    except ProblemsFound:
        return ""
    reached = {id for mailing in latest_mailings(plan) for id in mailing.people}
    found = (
        [one.person for one in everyone(plan, baseline(plan)) if one.differences and one.person.id in reached]
        if reached
        else []
    )
    names = ", ".join(dict.fromkeys(person.name or person.id for person in found))
    return f" Mailed otherwise, and to be told: {names}; the build writes their drafts." if names else ""
