"""`programme templates`: what can be made, from which shelf; and a small template to begin with."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from toolkit.commands._completing import completes
from toolkit.commands._shared import Context, echo_json, shared_options

if TYPE_CHECKING:
    from collections.abc import Mapping

    from toolkit.jobs.templates import Starter
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
@click.argument("name", shell_complete=completes("offer"))
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
@click.argument("name", metavar="NAME")
@click.argument("city", metavar="[CITY]", required=False)
@click.option("--zone", metavar="ZONE", help="Of a city: its time zone; left out where the country has only one.")
@click.option("--holidays", metavar="REGION", help="Of a city: whose public holidays it keeps, such as DE-BY; or none.")
@click.option("--paper", metavar="SIZE", help="Of a city: a4 or letter.")
@click.option("--clock", metavar="HOURS", help="Of a city: 24 or 12.")
@click.option("--term", metavar="TERM", help="Of a city: a term's name, first and last day.")
@click.option("--dry-run", is_flag=True, help="Only list what would be written.")
@shared_options
def new(context: Context, *, name: str, city: str | None, dry_run: bool, **flags: str | None) -> None:
    """Make a small template that works, in ./NAME, to be turned into one's own; or, with the word city, a shelf with
    a city in ./CITY.

    A city is asked about in five questions: time zone, public holidays, paper, clock, and a term.

    Example: programme templates new reading-group
    Example: programme templates new city munich --holidays DE-BY
    """
    from toolkit.jobs.templates import make_starter
    from toolkit.problems import WrongUsage

    if city is not None and name == "city":
        _new_city(context, city, flags=flags, dry_run=dry_run)
        return
    if city is not None or any(value is not None for value in flags.values()):
        raise WrongUsage("What is made here is a template; a city is made with `programme templates new city NAME`.")
    starter = make_starter(Path.cwd(), name, dry_run=dry_run)
    if _told(context, starter, dry_run=dry_run) and not context.quiet:
        click.echo(
            f"Made the template {starter.key}/: two evenings that work as they stand.\n\nNext:\n  programme new CITY"
            f" --template ./{starter.key} --into try\n  programme check try\n  programme build try"
        )


def _new_city(context: Context, name: str, *, flags: Mapping[str, str | None], dry_run: bool) -> None:
    from toolkit.commands._asking import Asking
    from toolkit.commands._city_question import ask_new_city
    from toolkit.jobs.cities import make_shelf

    made = ask_new_city(name, flags, asking=Asking(context.terminal))
    starter = make_shelf(Path.cwd(), made, today=context.today, dry_run=dry_run)
    if _told(context, starter, dry_run=dry_run) and not context.quiet:
        files = "".join(f"  {starter.key}/{path}\n" for path in starter.files)
        click.echo(
            f"Made the city {made.city.name}, on a shelf of its own:\n{files}\nNext:\n  programme new {starter.key}"
            f" --template T --shelf {starter.key}"
        )


def _told(context: Context, starter: Starter, *, dry_run: bool) -> bool:
    """Whether something was made; else it says that it was there, or what would be."""
    key = starter.key
    if starter.there:
        context.say(f"{key}/ is there already, as it would be made; nothing to do.")
        return False
    if dry_run:
        click.echo("\n".join(f"create    {key}/{path}" for path in starter.files))
    return not dry_run


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
