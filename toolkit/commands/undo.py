"""`programme undo`: the last change is taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from toolkit.commands._shared import Context, shared_options

if TYPE_CHECKING:
    from toolkit.jobs.undo import Undone


@click.command(name="undo", epilog="Example: programme undo")
@click.option("--dry-run", is_flag=True, help="Only say what would be taken back.")
@shared_options
def command(context: Context, dry_run: bool) -> int:
    """Take back what the last verb changed. What people were told since is a new change for their calendars.

    What was said stays said: a publish, mail that was sent, and who was forgotten are not taken back.
    """
    from toolkit.jobs.undo import UNDO, last_done, undo

    folder = context.programme_folder()
    if context.finished == UNDO:
        context.say("The undo that was cut off is finished now.")
        return 0
    if dry_run:
        last = last_done(folder)
        context.say(
            f"This would take back: programme {last.did} ({last.moment}). Nothing was written."
            if last
            else "There is nothing to undo."
        )
        return 0
    undone = undo(folder, context.open_shelves(folder), now=context.moment)
    context.say(_words(undone))
    return 0


def _words(undone: Undone) -> str:
    """What was taken back, and who is to be told."""
    told = (
        " What people were told since then stays told; they learn of this as of any other change."
        if undone.told_since
        else ""
    )
    names = ", ".join(undone.mailed)
    mailed = f" Mailed otherwise, and to be told: {names}; the build writes their drafts." if names else ""
    return f"Taken back: programme {undone.did}. `programme build` brings out/ up to date.{told}{mailed}"
