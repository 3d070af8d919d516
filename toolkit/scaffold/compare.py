"""What making a programme folder would do to one that is there: nothing of the organiser's is ever overwritten."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from toolkit.model.programme import Origin
from toolkit.problems import Problem, ProblemsFound
from toolkit.reading.own.own_records import read_own_text
from toolkit.reading.records import read_record
from toolkit.reading.yaml import read_yaml
from toolkit.scaffold.create import ORIGIN
from toolkit.scaffold.inspect import Template

PlannedState = Literal["create", "same", "keep", "conflict"]


@dataclass(frozen=True)
class Planned:
    """What becomes of one file. keep: the organiser changed or deleted it and it stays so; conflict: something else is
    in the way."""

    path: str
    data: bytes
    state: PlannedState


def compare(folder: Path, files: Mapping[str, bytes]) -> tuple[Planned, ...]:
    """What writing `files` into `folder` would do, in the order of `files`; nothing that is there is ever overwritten.

    In a folder that was made before (it has an origin) what differs or is missing was changed by the organiser and is
    kept.
    """
    finished = (folder / ORIGIN).is_file()
    return tuple(
        Planned(path, data, _state(folder, path, data=data, finished=finished)) for path, data in files.items()
    )


def _state(folder: Path, path: str, *, data: bytes, finished: bool) -> PlannedState:
    place = folder / path
    if finished and path == ORIGIN:
        return "same"
    if (
        any(parent.is_symlink() or parent.is_file() for parent in _parents(folder, place))
        or place.is_dir()
        or place.is_symlink()
    ):
        return "conflict"
    if not place.exists():
        return "keep" if finished else "create"
    if place.read_bytes() == data:
        return "same"
    return "keep" if finished else "conflict"


def _parents(folder: Path, place: Path) -> Iterator[Path]:
    yield from (parent for parent in place.parents if folder in parent.parents)


def read_origin(folder: Path) -> Origin | None:
    """How a folder was made, or None where it was not made by us."""
    try:
        text = read_own_text(folder, ORIGIN)
    except ProblemsFound:
        return None
    if text is None:
        return None
    problems: list[Problem] = []
    data, source = read_yaml(text, ORIGIN, problems=problems)
    origin = read_record(Origin, data, source=source, problems=problems)
    return None if problems else origin


def other_answers(folder: Path, template: Template, *, answers: Mapping[str, str | int]) -> tuple[str, ...]:
    """What differs from the answers that a folder was made with, as "city: oxford, now london"; nothing for a new
    folder."""
    origin = read_origin(folder)
    if origin is None:
        return ()
    before = {"template": origin.template, "checkout": origin.checkout, "directory": origin.directory, **origin.answers}
    now = {"template": template.name, "checkout": template.checkout, "directory": template.directory, **answers}
    return tuple(
        f"{name}: {before.get(name, '')!s}, now {value!s}"
        for name, value in now.items()
        if before.get(name, "") != value
    )
