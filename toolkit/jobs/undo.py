"""The last action is taken back."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from toolkit.jobs.examine import read_and_plan
from toolkit.jobs.job import job
from toolkit.jobs.stamps import advanced
from toolkit.keeping.changes_file import CHANGES, read_entries
from toolkit.keeping.history import Action, read_last
from toolkit.keeping.journal import apply_files, locked
from toolkit.keeping.lock import LOCK_FILE
from toolkit.keeping.merge import clashes, merge
from toolkit.model.changes import change_of
from toolkit.model.plan import Plan
from toolkit.planning.concerns import baseline, everyone
from toolkit.planning.mailings import latest_mailings
from toolkit.planning.make_plan import make_plan
from toolkit.problems import ProblemsFound, WouldOverwrite, WrongUsage
from toolkit.reading.files import Files
from toolkit.reading.own.own_records import read_own, read_own_text
from toolkit.reading.own.published import count_tellings
from toolkit.reading.shelves import Shelves

UNDO = "undo"
"""What the journal says of an undo: cut off, it is finished and not done a second time."""

LONGEST_LINE = 160
"""Letters that are shown of a line that clashes."""


@dataclass(frozen=True)
class Undone:
    """What was taken back, as the history calls it, and whether people were told something since it was done.

    `mailed` are the names of those who were mailed otherwise than it is now.
    """

    did: str
    told_since: bool
    mailed: tuple[str, ...]


@job
def last_done(folder: Path) -> Action | None:
    """What an undo would take back; None where nothing was done."""
    return read_last(folder)


def undo(folder: Path, shelves: Shelves, *, now: datetime.datetime) -> Undone:
    """Take the last action back, and say what it was. Before a publish or a mail every byte is as it was; after one,
    calendars learn of a new change.

    What was edited by hand since then stays; WouldOverwrite where an edit touches the same lines, with these as they
    were and as they are. WrongUsage where nothing was done, or where what was done is not kept here.
    """
    with locked(folder):
        action = _to_undo(folder)
        files, removed = _restored(folder, action)
        lock = read_own_text(folder, LOCK_FILE)
        tellings = count_tellings(folder)
        if tellings == action.tellings:
            files, removed = _with_lock(action, files, removed=removed)
        elif lock is not None and CHANGES in action.files:
            plan, *_ = read_and_plan(folder, shelves, today=None)
            files[LOCK_FILE] = advanced(
                lock, plan, after=_with_changes(plan, files.get(CHANGES, b"changes: []\n")), now=now
            ).encode()
        apply_files(folder, files, removed=[*removed, *action.paths], did=UNDO)
        mailed = _mailed_otherwise(folder, replace(shelves, files=Files()))
        return Undone(action.did, tellings > action.tellings, mailed)


def _to_undo(folder: Path) -> Action:
    """The last action, with how the files were before it."""
    action = read_last(folder)
    if action is None:
        raise WrongUsage("There is nothing to undo: no verb has changed this programme.")
    if action.torn:
        hint = f"Delete {action.path}: then `undo` goes back to what was done before."
        raise WrongUsage(
            f"How the files were before “{action.did}” is not kept in this copy of the folder. Nothing was undone."
            f" {hint}"
        )
    return action


def _with_changes(plan: Plan, text: bytes) -> Plan:
    """The plan with what changes.yaml says in this text, which was read before."""
    return make_plan(replace(plan.programme, changes=tuple(map(change_of, read_entries(text)))))


def _restored(folder: Path, action: Action) -> tuple[dict[str, bytes], list[str]]:
    """The action's files as they were before it, with what was edited since; and those that go."""
    files: dict[str, bytes] = {}
    removed: list[str] = []
    refused: list[str] = []
    for path, (before, after) in action.files.items():
        now = read_own(folder, path)
        merged = (
            before or b""
            if now == after or path.startswith(".programme/")
            else merge(after or b"", now or b"", before or b"")
        )
        if merged is None:
            refused += _clash_lines(path, clashes(after or b"", now or b"", before or b""))
        elif before is None and not merged:
            removed.append(path)
        else:
            files[path] = merged
    if refused:
        head = (
            f"These lines were edited since “{action.did}” wrote them. Nothing was written. Write them as they were and"
            " undo again, or change them by hand."
        )
        raise WouldOverwrite("\n".join([head, *refused]))
    return files, removed


def _clash_lines(path: str, found: Iterable[tuple[bytes, bytes]]) -> list[str]:
    """What was edited in a file: the lines as the action left them and as they are."""
    lines = [path]
    for was, is_now in found:
        lines += [f"  was: {_short(line)}" for line in was.decode("utf-8", "replace").splitlines() or ["(nothing)"]]
        lines += [f"  is:  {_short(line)}" for line in is_now.decode("utf-8", "replace").splitlines() or ["(nothing)"]]
    return lines


def _short(line: str) -> str:
    return line if len(line) <= LONGEST_LINE else f"{line[: LONGEST_LINE - 1]}…"


def _with_lock(action: Action, files: dict[str, bytes], *, removed: list[str]) -> tuple[dict[str, bytes], list[str]]:
    """Nobody has been told: the calendars' numbers go back, too."""
    if action.lock is None:
        return files, [*removed, LOCK_FILE]
    return {**files, LOCK_FILE: action.lock.encode()}, removed


def _mailed_otherwise(folder: Path, shelves: Shelves) -> tuple[str, ...]:
    """See `Undone`; none where the folder has errors."""
    try:
        plan, *_ = read_and_plan(folder, shelves, today=None)
    except ProblemsFound:
        return ()
    reached = {id for mailing in latest_mailings(plan) for id in mailing.people}
    if not reached:
        return ()
    people = [one.person for one in everyone(plan, baseline(plan)) if one.differences and one.person.id in reached]
    return tuple(dict.fromkeys(person.name or person.id for person in people))
