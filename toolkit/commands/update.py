"""`programme update`: a newer template into a folder that people have worked in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from toolkit.commands._completing import completes
from toolkit.commands._shared import Context, echo_json, shared_options
from toolkit.problems import ProblemsFound

if TYPE_CHECKING:
    from toolkit.scaffold.merge_trees import FileUpdate
    from toolkit.scaffold.update import Update


@click.command(name="update", epilog="Example: programme update --dry-run")
@click.argument("place", required=False, metavar="[DIR]", type=click.Path(path_type=Path))
@click.option(
    "--template",
    metavar="T",
    shell_complete=completes("template"),
    help="Where the template is now (default: where it was): a name on a shelf, a folder, a git address.",
)
@click.option("--checkout", metavar="NAME", help="With --template: branch or tag of a git address.")
@click.option("--directory", metavar="PATH", help="With --template: the folder inside a git address.")
@click.option("--dry-run", is_flag=True, help="Only list what would become of each file.")
@click.option("--json", "as_json", is_flag=True, help="For programs; the shape is in docs/json.md.")
@shared_options
def command(
    context: Context,
    place: Path | None,
    *,
    template: str | None,
    checkout: str | None,
    directory: str | None,
    dry_run: bool,
    as_json: bool,
) -> int:
    """Bring in what is new in the template that this folder was made from, without losing an edit. Never asks.

    What nobody edited moves on, edits stay, both are merged by lines. Where both changed the same lines the file stays
    as it is and the template's version is put into incoming/ (exit code 4). Fetches over the network only from a git
    address.
    """
    from toolkit.jobs.updating import FINISHED_UPDATE, bring_up_to_date, newer_template, still_waiting, update_data

    folder = context.programme_folder(place)
    shelves = context.open_shelves()
    found = newer_template(folder, shelves, template=template, checkout=checkout, directory=directory)
    try:
        planned, changed = bring_up_to_date(folder, found, shelves=shelves, now=context.moment, dry_run=dry_run)
    except ProblemsFound:
        context.say(
            "Nothing was written: with what the template brings, your files would not go together. Mend the places"
            " below, or keep to the old template.\n"
        )
        raise
    if as_json:
        echo_json(update_data(planned, dry_run=dry_run))
    elif planned.steps:
        click.echo("\n".join(_line(planned, step) for step in planned.steps))
    _talk(context, planned, changed=changed, dry_run=dry_run)
    waiting = still_waiting(folder, planned)
    if waiting:
        context.say(f"Still waiting for you: {', '.join(waiting)}. Take over what you want, then delete the file.")
    return 4 if planned.conflicts or (waiting and context.finished == FINISHED_UPDATE) else 0


def _line(planned: Update, step: FileUpdate) -> str:
    words = {
        "keep": "yours stays" if step.data is not None else "you deleted it",
        "merge": "your changes and the template's",
        "rename": f"is now {step.becomes}",
        "conflict": f"yours stays; the template's is {planned.waiting.get(step.path, '')}",
    }
    return f"{step.state:8}  {step.path}{f'  ({words[step.state]})' if step.state in words else ''}"


def _talk(context: Context, planned: Update, *, changed: bool, dry_run: bool) -> None:
    """What it means, on stderr."""
    from toolkit.words.filters import plural

    version = f" {planned.origin.version}" if planned.origin.version else ""
    if planned.differences:
        from toolkit.commands._change_words import difference_line

        count = len(planned.differences)
        context.say(
            f"{count} of {plural(len(planned.after.meetings), 'meeting')} {'changes' if count == 1 else 'change'}:"
        )
        for difference in planned.differences:
            context.say(difference_line(planned.after, difference))
    if planned.conflicts:
        context.say(
            "Compare each pair, take over what you want, delete the file in incoming/. The next update does not offer"
            " it again."
        )
    if dry_run:
        context.say("Nothing was written.")
    elif changed and planned.steps:
        context.say(f"Updated to {planned.origin.template}{version}. `programme build` brings out/ up to date.")
    else:
        context.say(f"Nothing to do: this folder has what {planned.origin.template}{version} gives.")
