"""`.programme/history/`: what each verb did to the organiser's files, so that `undo` can take it back."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from toolkit.problems import Problem, ProblemsFound
from toolkit.reading.own_records import is_own_path, parse_json, read_own

HISTORY = ".programme/history"


@dataclass(frozen=True)
class Deed:
    """One verb's work: its words, its moment (ISO), how often people had been told something (by a publish or by mail), each file's text before (None: not there) and after.

    `lock` is the calendar lock as it was before, or None where there was none.
    """

    number: int
    did: str
    moment: str
    tellings: int
    files: Mapping[str, tuple[str | None, str]]
    lock: str | None

    @property
    def path(self) -> str:
        """Where it is kept in the programme folder."""
        return f"{HISTORY}/{self.number:04d}.json"


def read_last(folder: Path) -> Deed | None:
    """The last deed that was not undone. P005 where its record is damaged."""
    names = sorted((path.name for path in (folder / HISTORY).glob("[0-9]*.json")), key=lambda name: (len(name), name))
    if not names:
        return None
    path = f"{HISTORY}/{names[-1]}"
    try:
        values = parse_json(read_own(folder, path) or b"")
        files = {_checked(name): (None if old is None else str(old), str(new)) for name, (old, new) in values["files"].items()}
        moment, lock = datetime.datetime.fromisoformat(values["moment"]), values["lock"]
        return Deed(int(Path(path).stem), str(values["did"]), moment.isoformat(timespec="seconds"), int(values["publishes"]), files, lock and str(lock))
    except (ValueError, TypeError, KeyError, AttributeError):
        message, hint = "The record of what was done is damaged.", "Delete it: then `undo` goes back to what was done before."
        raise ProblemsFound([Problem(path, 0, 0, "P005", message, hint)]) from None


def _checked(name: str) -> str:
    """The path of a file that verbs change: the organiser's own, never a record of ours nor anything outside or hidden. ValueError otherwise."""
    if not is_own_path(name) or name.startswith((".programme/", "out/")):
        raise ValueError(name)
    return name


def write_deed(deed: Deed) -> bytes:
    """JSON; the same deed gives the same bytes."""
    values = {"version": 1, "did": deed.did, "moment": deed.moment, "publishes": deed.tellings, "files": deed.files, "lock": deed.lock}
    return (json.dumps(values, indent=1, ensure_ascii=False) + "\n").encode()
