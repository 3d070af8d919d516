"""The last deed is taken back."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path

from toolkit.jobs.build import read_and_plan
from toolkit.jobs.stamps import advanced
from toolkit.keeping.changes_file import CHANGES, read_entries
from toolkit.keeping.folder import apply_files, locked
from toolkit.keeping.history import Deed, read_last
from toolkit.keeping.lock import LOCK_FILE
from toolkit.keeping.merge import merge
from toolkit.model.changes import change_of
from toolkit.model.plan import Plan
from toolkit.planning.make_plan import make_plan
from toolkit.problems import WouldOverwrite, WrongUsage
from toolkit.reading.own.own_records import read_own, read_own_text
from toolkit.reading.own.published import count_tellings
from toolkit.reading.shelves import Shelves

UNDO = "undo"
"""What the journal says of an undo: cut off, it is finished and not done a second time."""


def undo(folder: Path, shelves: Shelves, *, now: datetime.datetime) -> Deed:
    """Take the last deed back, and return it. Before a publish or a mail every byte is as it was; after one, calendars
    learn of a new change.

    What was edited by hand since then stays; WouldOverwrite where an edit touches the same lines. WrongUsage where
    nothing was done, or where what was done is not kept here.
    """
    with locked(folder):
        deed = read_last(folder)
        if deed is None:
            raise WrongUsage("There is nothing to undo: no verb has changed this programme.")
        if deed.torn:
            hint = f"Delete {deed.path}: then `undo` goes back to what was done before."
            raise WrongUsage(
                f"How the files were before “{deed.did}” is not kept in this copy of the folder. Nothing was undone."
                f" {hint}"
            )
        files, removed = _restored(folder, deed)
        lock = read_own_text(folder, LOCK_FILE)
        if count_tellings(folder) == deed.tellings:
            files, removed = _with_lock(deed, files, removed=removed)
        elif lock is not None and CHANGES in deed.files:
            plan, *_ = read_and_plan(folder, shelves, today=None)
            files[LOCK_FILE] = advanced(
                lock, plan, after=_with_changes(plan, files.get(CHANGES, b"changes: []\n")), now=now
            ).encode()
        apply_files(folder, files, removed=[*removed, *deed.paths], did=UNDO)
        return deed


def _with_changes(plan: Plan, text: bytes) -> Plan:
    """The plan with what changes.yaml says in this text, which was read before."""
    return make_plan(replace(plan.programme, changes=tuple(map(change_of, read_entries(text)))))


def _restored(folder: Path, deed: Deed) -> tuple[dict[str, bytes], list[str]]:
    """The deed's files as they were before it, with what was edited since; and those that go."""
    files: dict[str, bytes] = {}
    removed: list[str] = []
    for path, (before, after) in deed.files.items():
        now = read_own(folder, path)
        merged = (
            before or b""
            if now == after or path.startswith(".programme/")
            else merge(after or b"", now or b"", before or b"")
        )
        if merged is None:
            raise WouldOverwrite(
                f"{path} was edited where “{deed.did}” changed it. Nothing was written;"
                f" {'take its entry out' if path == CHANGES else 'put it back'} by hand."
            )
        if before is None and not merged:
            removed.append(path)
        else:
            files[path] = merged
    return files, removed


def _with_lock(deed: Deed, files: dict[str, bytes], *, removed: list[str]) -> tuple[dict[str, bytes], list[str]]:
    """Nobody has been told: the calendars' numbers go back, too."""
    if deed.lock is None:
        return files, [*removed, LOCK_FILE]
    return {**files, LOCK_FILE: deed.lock.encode()}, removed
