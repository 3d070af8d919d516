"""`.programme/history/`: what each verb did to the organiser's files, so that `undo` can take it back.

What a verb did to files in people/ is kept in `people/history/`, so that nobody's data leave that folder.
"""

from __future__ import annotations

import base64
import datetime
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from toolkit.keeping.lock import LOCK_FILE
from toolkit.problems import Problem, ProblemsFound
from toolkit.reading.files import RECORD_LARGEST
from toolkit.reading.own.own_records import is_own_path, parse_json, read_own, read_own_text
from toolkit.reading.own.published import count_tellings

HISTORY = ".programme/history"
PRIVATE_HISTORY = "people/history"
_PEOPLE = "people/"
_RECORDS = (".programme/cohorts.json", ".programme/formed.json", ".programme/imports.yaml", ".programme/origin.yaml")
_RECORD_FOLDERS = (".programme/pristine/", ".programme/schema/")

Pair = tuple[bytes | None, bytes | None]
"""A file before and after an action; None where it is not there."""


@dataclass(frozen=True)
class Action:
    """One verb's work: its words, its moment (ISO), how often people had been told something (by a publish or by mail),
    each file before and after.

    `lock` is the calendar lock as it was before, or None where there was none. `torn` where what it did is not kept
    here: in people/, in a copy by git, or all of it where it was too large.
    """

    number: int
    did: str
    moment: str
    tellings: int
    files: Mapping[str, Pair]
    lock: str | None
    torn: bool = False

    @property
    def path(self) -> str:
        """Where it is kept in the programme folder."""
        return _place(HISTORY, self.number)

    @property
    def paths(self) -> tuple[str, ...]:
        """The same, with the part that is kept in people/."""
        private = any(path.startswith(_PEOPLE) for path in self.files)
        return (self.path, *([_place(PRIVATE_HISTORY, self.number)] if private else []))


def _place(folder: str, number: int) -> str:
    return f"{folder}/{number:04d}.json"


def read_last(folder: Path) -> Action | None:
    """The last action that was not undone. P005 where its record is damaged."""
    names = sorted((path.name for path in (folder / HISTORY).glob("[0-9]*.json")), key=lambda name: (len(name), name))
    if not names:
        return None
    path = f"{HISTORY}/{names[-1]}"
    try:
        values = parse_json(read_own(folder, path) or b"")
        number, moment, lock = int(Path(path).stem), datetime.datetime.fromisoformat(values["moment"]), values["lock"]
        files = _files(values)
        torn = False
        if values.get("private"):
            path = _place(PRIVATE_HISTORY, number)
            data = read_own(folder, path)
            torn = data is None
            files |= _files(parse_json(data), private=True) if data is not None else {}
        return Action(
            number,
            str(values["did"]),
            moment.isoformat(timespec="seconds"),
            int(values["publishes"]),
            files,
            lock and str(lock),
            torn,
        )
    except (ValueError, TypeError, KeyError, AttributeError):
        message, hint = (
            "The record of what was done is damaged.",
            "Delete it: then `undo` goes back to what was done before.",
        )
        raise ProblemsFound([Problem(path, 0, 0, "P005", message, hint)]) from None


def _files(values: Any, *, private: bool = False) -> dict[str, Pair]:
    return {_checked(name, private=private): (_bytes(old), _bytes(new)) for name, (old, new) in values["files"].items()}


def _checked(name: str, *, private: bool) -> str:
    """The path of a file that verbs change: the organiser's own or one of the records that go with it, nothing outside
    or hidden. ValueError otherwise."""
    ours = name in _RECORDS or name.startswith(_RECORD_FOLDERS)
    hidden = name.startswith((".programme/", "out/", f"{PRIVATE_HISTORY}/")) and not ours
    if not is_own_path(name) or hidden or name.startswith(_PEOPLE) is not private:
        raise ValueError(name)
    return name


def make_action(
    folder: Path, files: Mapping[str, bytes], *, removed: Collection[str] = (), did: str, now: datetime.datetime
) -> Action | None:
    """The action of writing `files` and taking `removed` away, from how they are now; None where that changes
    nothing."""
    after: dict[str, bytes | None] = {**files, **dict.fromkeys(removed)}
    pairs = {path: (read_own(folder, path), data) for path, data in after.items()}
    changed = {path: pair for path, pair in pairs.items() if pair[0] != pair[1]}
    if not changed:
        return None
    last = read_last(folder)
    moment = now.isoformat(timespec="seconds")
    return Action(
        last.number + 1 if last else 1, did, moment, count_tellings(folder), changed, read_own_text(folder, LOCK_FILE)
    )


def with_action(
    folder: Path, files: Mapping[str, bytes], *, removed: Collection[str] = (), did: str, now: datetime.datetime
) -> dict[str, bytes]:
    """The files, and the record that `undo` needs of them; nothing beside them where nothing changes."""
    action = make_action(folder, files, removed=removed, did=did, now=now)
    return {**files, **(write_action(action) if action else {})}


def write_action(action: Action) -> dict[str, bytes]:
    """JSON by path; the same action gives the same bytes. What was done in people/ stays there."""
    shared = {path: pair for path, pair in action.files.items() if not path.startswith(_PEOPLE)}
    private = {path: pair for path, pair in action.files.items() if path.startswith(_PEOPLE)}
    values = {
        "version": 1,
        "did": action.did,
        "moment": action.moment,
        "publishes": action.tellings,
        "files": _plain(shared),
        "lock": action.lock,
    }
    beside = (
        {_place(PRIVATE_HISTORY, action.number): _json({"version": 1, "files": _plain(private)})} if private else {}
    )
    whole = {action.path: _json(values | ({"private": True} if private else {})), **beside}
    if all(len(data) <= RECORD_LARGEST for data in whole.values()):
        return whole
    return {action.path: _json(values | {"files": {}, "private": True})}


def _plain(files: Mapping[str, Pair]) -> dict[str, list[object]]:
    return {path: [_text(old), _text(new)] for path, (old, new) in files.items()}


def _text(data: bytes | None) -> object:
    """Text to read; what is none (a picture) in base64."""
    try:
        return None if data is None else data.decode("utf-8")
    except UnicodeDecodeError:
        return {"base64": base64.b64encode(data or b"").decode("ascii")}


def _bytes(value: object) -> bytes | None:
    if isinstance(value, dict):
        return base64.b64decode(str(value["base64"]), validate=True)
    return None if value is None else str(value).encode("utf-8")


def _json(values: object) -> bytes:
    return (json.dumps(values, indent=1, ensure_ascii=False) + "\n").encode()
