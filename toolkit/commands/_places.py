"""Where a file that a problem names is found from the current folder: editors and terminals jump there."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from toolkit.reading.shelves import Shelves


def place_from_here(name: str, folder: Path, *, shelves: Callable[[], Shelves]) -> tuple[str, str | None]:
    """A file of the programme in `folder` as it is reached from here, or the file's own name and the name of the shelf
    that it stands on.

    `name` is relative to the programme folder or to its shelf; a file that somebody named on the command line stays as
    it is.
    """
    if (folder / name).exists():
        return _from_here(folder / name), None
    if shelf := shelves().shelf_of(name, folder):
        return name, shelf
    return (name if Path(name).exists() else _from_here(folder / name)), None


def _from_here(path: Path) -> str:
    """The path from the current folder where the two lie in one line, else the whole path."""
    here, there = Path.cwd(), Path.cwd() / path
    near = there.is_relative_to(here) or here.is_relative_to(there.parent)
    return Path(os.path.relpath(there, here)).as_posix() if near else str(there)
