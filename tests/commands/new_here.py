"""`programme new` in an empty folder, and what it made."""

from __future__ import annotations

from pathlib import Path

from toolkit.cli import run
from toolkit.model.programme import Programme
from toolkit.reading.programme_folder import read_programme
from toolkit.reading.shelves import Shelves

NOW = ("--now", "2026-11-23")


def new(*arguments: str) -> int:
    return run(["new", *arguments, *NOW])


def made(folder: Path) -> Programme:
    return read_programme(folder, Shelves.open(folder=folder))


def everything(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }
