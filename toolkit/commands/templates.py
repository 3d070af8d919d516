"""`programme templates`: what can be made, from which shelf; and a small template to begin with."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from toolkit.commands._shared import Context, shared_options
from toolkit.problems import WouldOverwrite, WrongUsage

if TYPE_CHECKING:
    from collections.abc import Mapping

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
    found = _offers(context)
    click.echo(_json([_data(offer) for offer in found]) if as_json else _listing(found))


@command.command()
@click.argument("name")
@click.option("--json", "as_json", is_flag=True, help="Write JSON (version 1).")
@shared_options
def show(context: Context, *, name: str, as_json: bool) -> None:
    """Show one thing by its name; KIND/NAME where two kinds have the name.

    Example: programme templates show cities/oxford
    """
    offer = _find(_offers(context), name)
    if as_json:
        click.echo(_json([{**_data(offer), "lines": list(offer.lines)}]))
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
    from toolkit.keeping.folder import create_folder
    from toolkit.model.fields import read_key
    from toolkit.scaffold.starter import starter_files

    try:
        key = read_key(name)
    except ValueError as error:
        raise WrongUsage(f"{error} (P039)") from None
    folder, files = Path(key).absolute(), starter_files(key)
    if _holds(folder, files):
        context.say(f"{key}/ is there already, as it would be made; nothing to do.")
        return
    if folder.exists() and not folder.is_dir() or folder.is_dir() and any(folder.iterdir()):
        raise WouldOverwrite(f"{key} is there already. Nothing was written; choose another name.")
    if dry_run:
        click.echo("\n".join(f"create    {key}/{path}" for path in files))
        return
    create_folder(folder, files)
    if not context.quiet:
        click.echo(
            f"Made the template {key}/: two evenings that work as they stand.\n\nNext:\n  programme new CITY --template"
            f" ./{key} --into try\n  programme check try\n  programme build try"
        )


def _holds(folder: Path, files: Mapping[str, bytes]) -> bool:
    """Whether a folder holds these files and no others."""
    found = (
        {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
        if folder.is_dir()
        else {}
    )
    return found == dict(files)


def _offers(context: Context) -> tuple[Offer, ...]:
    from toolkit.scaffold.catalogue import offers

    root = context.programme_folder()
    return offers(context.open_shelves(root if (root / "programme.yaml").is_file() else None))


def _find(found: tuple[Offer, ...], name: str) -> Offer:
    """The offer with this name, or KIND/NAME. WrongUsage with the nearest where there is none."""
    from toolkit.reading.records import nearest

    offer = next((offer for offer in found if name in (offer.name, f"{offer.kind}/{offer.name}")), None)
    if offer is None:
        raise WrongUsage(f"No shelf has “{name}” (P101). {nearest(name, [offer.name for offer in found])}")
    return offer


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


def _data(offer: Offer) -> dict[str, object]:
    return {
        "kind": offer.kind,
        "name": offer.name,
        "title": offer.title,
        "says": offer.says,
        "shelf": offer.shelf,
        "path": str(offer.path),
        "broken": offer.broken or None,
    }


def _json(offers: list[dict[str, object]]) -> str:
    return json.dumps({"version": 1, "templates": offers}, indent=2, ensure_ascii=False)
