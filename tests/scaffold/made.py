"""A programme made from the template of these tests, and edits in it."""

from __future__ import annotations

import datetime
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from toolkit.model.programme import Settings
from toolkit.problems import Problem, ProblemsFound
from toolkit.reading.shelves import Shelves
from toolkit.scaffold.create import DraftProgramme, make_draft
from toolkit.scaffold.inspect import Template, read_template

MADE, NOW = datetime.date(2026, 11, 23), datetime.datetime(2027, 1, 18, 12)


def fetched(folder: Path) -> Template:
    return read_template(folder, name="own", version="1")


def draft(folder: Path, settings: Settings, *, shelves: Shelves) -> DraftProgramme:
    return make_draft(fetched(folder), settings, shelves=shelves, today=MADE)


def write(folder: Path, made: DraftProgramme) -> None:
    for path, data in made.files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)


def added(base: bytes | None, ours: bytes) -> Counter[bytes]:
    return Counter(ours.splitlines()) - Counter((base or b"").splitlines())


def edit(path: Path, old: str, *, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def everything(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def first_session(folder: Path) -> str:
    return min(path.name for path in (folder / "sessions").iterdir())


def refused(folder: Path) -> tuple[Problem, ...]:
    with pytest.raises(ProblemsFound) as found:
        fetched(folder)
    return found.value.problems


def ask(folder: Path, **questions: Any) -> None:
    """Changes the questions of a template."""
    file = folder / "cookiecutter.json"
    file.write_text(json.dumps({**json.loads(file.read_text()), **questions}, indent=2))
