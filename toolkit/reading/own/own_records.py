"""Our own records in `.programme/`. The folder may come from a stranger: what they hold is data within limits, and no
path in them is believed."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from toolkit.problems import Problem, ProblemsFound
from toolkit.reading.files import RECORD_LARGEST, Files


def read_own(folder: Path, path: str) -> bytes | None:
    """The bytes of a file of the programme folder, None where it is not there.

    ProblemsFound with P003 for one over 24 MiB or that the system does not let us read, P004 for one that is no file or
    lies behind a link.
    """
    problems: list[Problem] = []
    place = Path(path)
    if any((folder / parent).is_symlink() for parent in place.parents if parent.name):
        problems.append(Problem(path, 0, 0, "P004", f"The folder of {path} is a link.", "Put the folder itself there."))
    data = None if problems else Files().data(folder / place, path, problems=problems, largest=RECORD_LARGEST)
    if problems:
        raise ProblemsFound(problems)
    return data


def read_own_text(folder: Path, path: str) -> str | None:
    """The text of such a file, to the letter. P003 also where it is not UTF-8."""
    data = read_own(folder, path)
    try:
        return None if data is None else data.decode("utf-8")
    except UnicodeDecodeError:
        raise ProblemsFound(
            [Problem(path, 0, 0, "P003", f"{path} is not UTF-8 text.", "Save it again as UTF-8.")]
        ) from None


def parse_json(data: bytes | str) -> Any:
    """The value of a JSON text. ValueError for anything else, also for one that is nested too deep."""
    try:
        return json.loads(data)
    except RecursionError:
        raise ValueError("nested too deep") from None


def is_own_path(path: object, *, below: str = "") -> bool:
    """Whether a record may name this as a file of the programme folder, `below` a folder of it (ending in /).

    Relative, with /, no step upwards, and nothing that is hidden but what is ours or lies beside the lists of people: a
    name in `.git/` would let a record run programs.
    """
    if not isinstance(path, str) or not path.startswith(below) or re.search(r"[\x00-\x1f\\]", path):
        return False
    parts = path.split("/")
    folders, name = parts[:-1], parts[-1]
    hidden = [
        part
        for place, part in enumerate(folders)
        if part.startswith(".") and (place, part) != (0, ".programme") and part != ".parts"
    ]
    hidden += (
        [name]
        if name.startswith(".") and (name in (".", "..") or (name != ".gitignore" and folders[:1] != ["people"]))
        else []
    )
    return all(parts) and not hidden and not re.match(r"[A-Za-z]:", path)
