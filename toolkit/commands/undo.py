"""`programme undo`: the last change is taken back."""

from __future__ import annotations

import click

from toolkit.commands._shared import Context, shared_options


@click.command(name="undo", epilog="Example: programme undo")
@click.option("--dry-run", is_flag=True, help="Only say what would be taken back.")
@shared_options
def command(context: Context, dry_run: bool) -> int:
    """Take back what the last verb changed. What people were told since is a new change for their calendars.

    What was said stays said: a publish, mail that was sent, and who was forgotten are not taken back.
    """
    from toolkit.jobs.undo import UNDO, mailed_otherwise, undo
    from toolkit.keeping.history import read_last
    from toolkit.reading.shelves import Shelves

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
    undone = undo(folder, context.open_shelves(folder), now=context.moment)
    told = (
        " What people were told since then stays told; they learn of this as of any other change."
        if undone.told_since
        else ""
    )
    names = ", ".join(mailed_otherwise(folder, Shelves.open(folder=folder, extra=context.shelves)))
    mailed = f" Mailed otherwise, and to be told: {names}; the build writes their drafts." if names else ""
    context.say(f"Taken back: programme {undone.did}. `programme build` brings out/ up to date.{told}{mailed}")
    return 0
