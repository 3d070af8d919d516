"""`programme templates`: what can be made, from which shelf; and a small template to begin with."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from toolkit.commands._shared import Context, echo_json, shared_options

if TYPE_CHECKING:
    from toolkit.scaffold.catalogue import Offer

_HEADINGS = {
    "programmes": "Programme templates (programme new --template NAME)",
    "cities": "Cities (programme new NAME)",
    "documents": "Documents (programme build --document NAME)",
    "resources": "Resources, cited by id",
    "pathways": "Pathways",
    "facilitator_guides": "Guides for facilitators",
}


@click.group(invoke_without_command=True, short_help="List what can be made, and from which shelf.")
@click.option("--json", "as_json", is_flag=True, help="Write JSON (version 1).")
@shared_options
@click.pass_context
def command(click_context: click.Context, context: Context, *, as_json: bool) -> None:
    """List what can be made, and from which shelf.

    Example: programme templates show engineering
    """
    if click_context.invoked_subcommand is not None:
        return
    from toolkit.jobs.templates import templates_data

    found = _offers(context)
    if as_json:
        echo_json(templates_data(found))
    else:
        click.echo(_listing(found))


@command.command()
@click.argument("name")
@click.option("--json", "as_json", is_flag=True, help="Write JSON (version 1).")
@shared_options
def show(context: Context, *, name: str, as_json: bool) -> None:
    """Show one thing by its name; KIND/NAME where two kinds have the name.

    Example: programme templates show cities/oxford
    """
    from toolkit.jobs.templates import find_offer, template_data

    offer = find_offer(_offers(context), name)
    if as_json:
        echo_json(template_data(offer))
        return
    click.echo(
        "\n".join(
            [
                f"{offer.title} ({offer.kind}/{offer.name}, shelf: {offer.shelf})",
                "",
                *offer.lines,
                *([f"Broken: {offer.broken}"] if offer.broken else []),
            ]
        )
    )


@command.command()
@click.argument("name")
@click.option("--dry-run", is_flag=True, help="Only list what would be written.")
@shared_options
def new(context: Context, *, name: str, dry_run: bool) -> None:
    """Make a small template that works, in ./NAME, to be turned into one's own.

    Example: programme templates new reading-group
    """
    from toolkit.jobs.templates import make_starter

    starter = make_starter(Path.cwd(), name, dry_run=dry_run)
    key = starter.key
    if starter.there:
        context.say(f"{key}/ is there already, as it would be made; nothing to do.")
        return
    if dry_run:
        click.echo("\n".join(f"create    {key}/{path}" for path in starter.files))
        return
    if not context.quiet:
        click.echo(
            f"Made the template {key}/: two evenings that work as they stand.\n\nNext:\n  programme new CITY --template"
            f" ./{key} --into try\n  programme check try\n  programme build try"
        )


def _offers(context: Context) -> tuple[Offer, ...]:
    from toolkit.jobs.templates import on_shelves

    root = context.programme_folder()
    folder = root if (root / "programme.yaml").is_file() else None
    return on_shelves(context.open_shelves(folder))


def _listing(found: tuple[Offer, ...]) -> str:
    lines: list[str] = []
    for kind, heading in _HEADINGS.items():
        mine = [offer for offer in found if offer.kind == kind]
        width = max((len(offer.name) for offer in mine), default=0)
        rows = [f"  {offer.name:{width}}  {_words(offer)}" for offer in mine]
        lines += [heading, *(rows or ["  none"]), ""]
    return "\n".join(lines).rstrip()


def _words(offer: Offer) -> str:
    """Title, a line about it, its shelf, and what is broken."""
    title = f"{offer.title}: " if offer.title != offer.name else ""
    return f"{title}{offer.says} [{offer.shelf}]" + (f" BROKEN: {offer.broken}" if offer.broken else "")
