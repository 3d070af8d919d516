"""A small template that works as it stands, for whoever wants to write one: two evenings, no placeholders."""

from __future__ import annotations

from pathlib import Path

from toolkit.keeping.writing import read_bytes
from toolkit.scaffold.questions import QUESTIONS

FOLDER = Path(__file__).parent / "starter"
_NAME = "starter"
NAMED = (QUESTIONS, "{{cookiecutter.slug}}/curriculum.yaml")
"""The files in which the template's name stands."""


def starter_files(name: str) -> dict[str, bytes]:
    """The files of a new template called `name` (a key), by path."""
    paths = sorted(path for path in FOLDER.rglob("*") if path.is_file())
    files = {path.relative_to(FOLDER).as_posix(): read_bytes(path) for path in paths}
    return {
        path: data.replace(_NAME.encode(), name.encode()) if path in NAMED else data for path, data in files.items()
    }
