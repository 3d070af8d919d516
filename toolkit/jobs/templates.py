"""What can be made, and from which shelf; and a small template to begin with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, TypedDict

from toolkit.jobs.job import job
from toolkit.keeping.folder import create_folder
from toolkit.keeping.writing import read_bytes
from toolkit.model.fields import read_key
from toolkit.problems import WouldOverwrite, WrongUsage
from toolkit.reading.records import nearest
from toolkit.reading.shelves import Shelves
from toolkit.scaffold.catalogue import Offer, offers
from toolkit.scaffold.starter import starter_files


@dataclass(frozen=True)
class Starter:
    """A small template: its name, its files, and whether they were there already."""

    key: str
    files: Mapping[str, bytes]
    there: bool


class TemplateData(TypedDict):
    """Something on a shelf."""

    kind: str
    name: str
    title: str
    says: Annotated[str, "a line about it"]
    shelf: str
    path: str
    broken: Annotated[str | None, "why it cannot be read"]


class TemplatesData(TypedDict):
    """Everything on the shelves."""

    version: int
    templates: list[TemplateData]


class ShownTemplate(TemplateData):
    """Something on a shelf, at length."""

    lines: Annotated[list[str], "what `show` prints of it"]


class ShownData(TypedDict):
    """One thing on a shelf."""

    version: int
    templates: Annotated[list[ShownTemplate], "the one"]


@job
def on_shelves(shelves: Shelves) -> tuple[Offer, ...]:
    """Everything on the shelves, by kind and name."""
    return offers(shelves)


def find_offer(found: Iterable[Offer], name: str) -> Offer:
    """The one with this name, or KIND/NAME. WrongUsage with the nearest where there is none."""
    known = tuple(found)
    offer = next((offer for offer in known if name in (offer.name, f"{offer.kind}/{offer.name}")), None)
    if offer is None:
        raise WrongUsage(f"No shelf has “{name}” (P101). {nearest(name, [offer.name for offer in known])}")
    return offer


@job
def make_starter(parent: Path, name: str, *, dry_run: bool) -> Starter:
    """A small template that works, in a new folder of this name. WouldOverwrite where something else is there."""
    try:
        key = read_key(name)
    except ValueError as error:
        raise WrongUsage(f"{error} (P039)") from None
    return make_folder(parent, key, files=starter_files(key), dry_run=dry_run)


def make_folder(parent: Path, key: str, *, files: Mapping[str, bytes], dry_run: bool) -> Starter:
    """A new folder with these files. WouldOverwrite where something else is there."""
    folder = parent / key
    if _holds(folder, files):
        return Starter(key, files, there=True)
    if folder.exists() and not folder.is_dir() or folder.is_dir() and any(folder.iterdir()):
        raise WouldOverwrite(f"{key} is there already. Nothing was written; choose another name.")
    if not dry_run:
        create_folder(folder, files)
    return Starter(key, files, there=False)


def _holds(folder: Path, files: Mapping[str, bytes]) -> bool:
    """Whether a folder holds these files and no others."""
    found = (
        {path.relative_to(folder).as_posix(): read_bytes(path) for path in folder.rglob("*") if path.is_file()}
        if folder.is_dir()
        else {}
    )
    return found == dict(files)


def templates_data(found: Iterable[Offer]) -> TemplatesData:
    """Everything on the shelves as JSON."""
    return {"version": 1, "templates": [_template(offer) for offer in found]}


def template_data(offer: Offer) -> ShownData:
    """One thing on a shelf as JSON."""
    return {"version": 1, "templates": [{**_template(offer), "lines": list(offer.lines)}]}


def _template(offer: Offer) -> TemplateData:
    return {
        "kind": offer.kind,
        "name": offer.name,
        "title": offer.title,
        "says": offer.says,
        "shelf": offer.shelf,
        "path": str(offer.path),
        "broken": offer.broken or None,
    }
