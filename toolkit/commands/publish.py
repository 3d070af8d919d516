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
    from toolkit.documents.pages import make_pages
    from toolkit.jobs.change import publish
    from toolkit.jobs.examine import read_and_plan

    folder = context.programme_folder()
    plan, types, base, _problems = read_and_plan(folder, context.open_shelves(folder), today=None)
    done = publish(
        folder, plan, pages=make_pages(plan, types, base=base), name=name, now=context.moment, dry_run=dry_run
    )
    if dry_run:
        context.say("out/ is up to date and could be marked. Nothing was written.")
    elif done:
        context.say(f"Marked as told: “{name}”, {len(plan.meetings)} meetings. Later changes are measured against it.")
    else:
        context.say(f"“{name}” says so already; nothing to do.")
    return 0
