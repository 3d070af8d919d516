"""What adding somebody says: who is added, with their times in words, and who may be the same person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.commands._problem_text import printable
from toolkit.commands._shared import Context

if TYPE_CHECKING:
    from collections.abc import Mapping

    from toolkit.jobs.adding import Added
    from toolkit.jobs.people import PeopleTable


def add_and_say(context: Context, kind: PeopleTable, *, cells: Mapping[str, str], dry_run: bool) -> str:
    """Add somebody and say so; their id."""
    from toolkit.jobs import adding

    found = adding.add_person(context.programme_folder(), kind, cells=cells, now=context.moment, dry_run=dry_run)
    context.say(
        printable(f"{_words(found)}: {what_came_of_it(f'people/{kind}.csv', already=found.already, dry_run=dry_run)}")
    )
    if found.already and "email" not in found.cells:
        context.say("If this is somebody else of the same name, give both an address: the one in the file first.")
    if found.namesakes:
        have = "has" if len(found.namesakes) == 1 else "have"
        context.say(f"{' and '.join(found.namesakes)} {have} the same name and another address.")
    if found.elsewhere:
        other = "facilitators" if kind == "participants" else "participants"
        context.say(
            f"{found.elsewhere} in people/{other}.csv has this address: the two count as one person, who"
            " is never at two places at once."
        )
    return found.id


def what_came_of_it(path: str, *, already: bool, dry_run: bool) -> str:
    """ "added to people/rooms.csv."; the words for one that is there with the same row, and for --dry-run."""
    if already:
        return f"in {path} already, just so; nothing was written."
    return f"{'would be ' if dry_run else ''}added to {path}."


def _words(found: Added) -> str:
    """ "p07 Ann Lee (ann@example.org), Tuesdays 18:00 to 21:00"."""
    from toolkit.jobs.times import times_of
    from toolkit.words.week_words import week_words

    cells = found.cells
    email = f" ({cells['email']})" if "email" in cells else ""
    free, perhaps = times_of(cells)
    times = [week_words(free)] if free else []
    times += [f"if needed {week_words(perhaps)}"] if perhaps else []
    zone = [cells["timezone"]] if "timezone" in cells else []
    return ", ".join([f"{found.id} {cells['name']}{email}", *zone, *times])
