"""`programme undo`: the last change is taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from toolkit.commands._shared import Context, shared_options

if TYPE_CHECKING:
    from toolkit.model.plan import Plan


@click.command(name="undo", epilog="Example: programme undo")
@click.option("--dry-run", is_flag=True, help="Only say what would be taken back.")
@shared_options
def command(context: Context, dry_run: bool) -> int:
    """Take back what the last verb changed. What people were told since is a new change for their calendars."""
    from toolkit.build import read_and_plan
    from toolkit.change import UNDO, undo
    from toolkit.outputs.history import read_last
    from toolkit.reading.shelves import Shelves

    folder = context.programme_folder()
    if context.finished == UNDO:
        context.say("The undo that was cut off is finished now.")
        return 0
    if dry_run:
        last = read_last(folder)
        context.say(f"This would take back: programme {last.did}. Nothing was written." if last else "There is nothing to undo.")
        return 0
    deed = undo(folder, Shelves.open(folder=folder, extra=context.shelves), now=context.moment)
    plan, *_ = read_and_plan(folder, Shelves.open(folder=folder, extra=context.shelves), today=None)
    context.say(f"Taken back: programme {deed.did}. `programme build` brings out/ up to date.{_mailed(plan)}{_marks_stay(plan, deed.did)}")
    return 0


def _mailed(plan: Plan) -> str:
    """Who was mailed otherwise than it is now, in a sentence of its own; nothing where nobody was."""
    from toolkit.planning.concerns import baseline, everyone, latest_mailings

    reached = {id for mailing in latest_mailings(plan) for id in mailing.people}
    found = [one.person for one in everyone(plan, baseline(plan)) if one.differences and one.person.id in reached] if reached else []
    names = ", ".join(dict.fromkeys(person.name or person.id for person in found))
    return f" Mailed otherwise, and to be told: {names}; the build writes their drafts." if names else ""


def _marks_stay(plan: Plan, did: str) -> str:
    """What is known of people is not taken back: how many marks there are at meetings that no entry says were held."""
    held = {meeting.key for meeting in plan.meetings if meeting.held}
    count = sum((mark.cohort, mark.session) not in held for mark in plan.programme.people.attendance)
    if not (count and did.startswith("attend")):
        return ""
    stay = "1 mark stays" if count == 1 else f"{count} marks stay"
    return f" The {stay} in people/attendance.csv; a meeting that somebody was at does not move. Take rows out by hand where they are wrong."
