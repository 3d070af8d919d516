"""`programme publish`: what people have been told, from now on."""

from __future__ import annotations

import click

from toolkit.commands._shared import Context, shared_options


@click.command(name="publish", epilog="Example: programme publish launch")
@click.argument("name")
@click.option("--dry-run", is_flag=True, help="Only say whether it could be marked.")
@shared_options
def command(context: Context, name: str, *, dry_run: bool) -> int:
    """Mark the plan and out/ as they are as what people have been told. NAME is yours: launch, week 3.

    It sends nothing: it is what you run after you have sent, printed or uploaded. `programme changes` compares with it.
    """
    from toolkit.jobs.publish import publish
    from toolkit.words.filters import plural

    folder = context.programme_folder()
    shelves = context.open_shelves(folder)
    done = publish(folder, shelves, name=name, now=context.moment, dry_run=dry_run)
    if dry_run:
        context.say("out/ is up to date and could be marked. Nothing was written.")
    elif done.new:
        meetings = plural(done.meetings, "meeting")
        context.say(f"Noted that people know this plan: “{name}”, {meetings}. Nothing was sent.")
        context.say("Later changes are measured against it: `programme changes`.")
    else:
        context.say(f"“{name}” says so already; nothing to do.")
    return 0
