"""Several files changed as one: all are first written beside their places, then a journal says what is to become what.

A run that was cut off is finished by the next one. A kernel lock, freed by the kernel when a process ends, keeps two
runs apart.
"""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from toolkit.keeping.writing import (
    LEFTOVER,
    PRIVATE,
    make_parents,
    naming_file,
    read_bytes,
    refuse_links,
    remove_files,
    sync_folder,
    write_beside,
    write_files,
)
from toolkit.problems import ChangedMeanwhile, Problem, ProblemsFound, WouldOverwrite
from toolkit.reading.files import ABSENT
from toolkit.reading.hashing import digest
from toolkit.reading.own.own_records import is_own_path, parse_json, read_own

JOURNAL = ".programme/journal"
"""What `apply_files` is about to do; it is there only while files are being changed."""


INCOMING = "incoming"
"""Where a file is put when the organiser's own version stays in its place."""


def apply_files(
    root: Path, files: Mapping[str, bytes], *, removed: Collection[str] = (), did: str = ""
) -> tuple[str, ...]:
    """Change several files below `root` as one: all of them, or (cut off before the journal stood) none; the paths that
    changed.

    Cut off later, the rest is done by the next `locked` run, and `recover` gives back what it `did`. P004 for a link or
    a folder in the way; OSError as the system gives it.
    """
    for relative in (*files, *removed):
        refuse_links(root, relative)
    changed = {relative: data for relative, data in files.items() if _digest_at(root / relative) != digest(data)}
    gone = [relative for relative in removed if (root / relative).exists()]
    if len(changed) + len(gone) < 2:
        write_files(root, changed)
        remove_files(root, gone)
        return (*changed, *gone)
    steps: list[_Step] = []
    try:
        for relative, data in changed.items():
            steps.append(_Step(relative, _stage(root, relative, data=data), _digest_at(root / relative), digest(data)))
        steps += [_Step(relative, "", _digest_at(root / relative), ABSENT) for relative in gone]
        write_files(root, {JOURNAL: _journal(did, steps)})
    except BaseException:
        (root / JOURNAL).unlink(missing_ok=True)
        for step in (step for step in steps if step.staged):
            (root / step.staged).unlink(missing_ok=True)
        raise
    _finish(root, steps)
    return (*changed, *gone)


def incoming(relative: str) -> str:
    """Where a file waits whose place is taken by the organiser's own version: `incoming/…`; of people, within
    people/."""
    first, _, rest = relative.partition("/")
    return f"people/{INCOMING}/{rest}" if first == "people" else f"{INCOMING}/{relative}"


@contextmanager
def locked(root: Path) -> Iterator[None]:
    """Holds the folder's lock; a second run is told to wait and leaves (exit code 4)."""
    refuse_links(root, ".programme/lock")
    (root / ".programme").mkdir(exist_ok=True)
    handle = os.open(root / ".programme" / "lock", os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o644)
    try:
        _lock(handle, root)
        _resume(root)
        _clean(root)
        yield
    finally:
        os.close(handle)


def recover(root: Path) -> str:
    """Finish what a run that was cut off began; what it did, or nothing where none was."""
    unfinished = _read_journal(root)
    if unfinished is None:
        return ""
    with locked(root):
        return unfinished[0]


def _lock(handle: int, root: Path) -> None:
    try:
        import fcntl
    except ImportError:
        import msvcrt

        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        except OSError:
            raise WouldOverwrite(f"Another run is at work in {root}. Try again when it is done.") from None
        return
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        raise WouldOverwrite(f"Another run is at work in {root}. Try again when it is done.") from None


@dataclass(frozen=True)
class _Step:
    """One file of a change: its path, where its new bytes wait (nothing: it goes), and the hashes before and after."""

    path: str
    staged: str
    old: str
    new: str


def _digest_at(place: Path) -> str:
    try:
        return digest(read_bytes(place))
    except (FileNotFoundError, NotADirectoryError):
        return ABSENT


def _journal(did: str, steps: list[_Step]) -> bytes:
    values = {"did": did, "steps": [[step.path, step.staged, step.old, step.new] for step in steps]}
    return json.dumps(values, indent=1, ensure_ascii=False).encode()


def _stage(root: Path, relative: str, *, data: bytes) -> str:
    """The bytes in a temporary file beside their place; its path below `root`."""
    place, private = root / relative, relative.startswith(PRIVATE)
    make_parents(root, place.parent, private=private)
    name = write_beside(place, data, mode=0o600 if private else 0o644)
    return Path(name).relative_to(root).as_posix()


def _finish(root: Path, steps: list[_Step]) -> list[str]:
    """Do what is left of a change, and take the journal away; the files that somebody changed meanwhile, which stay as
    they are."""
    kept = [step.path for step in steps if not _do(root, step)]
    (root / JOURNAL).unlink(missing_ok=True)
    return kept


def _do(root: Path, step: _Step) -> bool:
    """One step, as far as it is left; False where the file is neither as it was nor as it will be: then the new one
    goes to incoming/."""
    for path in (step.path, step.staged):
        refuse_links(root, path)
    now = _digest_at(root / step.path)
    if not step.staged:
        if now == step.old:
            remove_files(root, [step.path])
        return now in (step.old, ABSENT)
    staged = root / step.staged
    if now in (step.old, step.new) or not staged.is_file():
        if staged.is_file():
            with naming_file(root / step.path):
                os.replace(staged, root / step.path)
            sync_folder((root / step.path).parent)
        return True
    write_files(root, {incoming(step.path): read_bytes(staged)})
    staged.unlink()
    return False


def _resume(root: Path) -> None:
    """Finishes the change of a run that was cut off. WouldOverwrite, once, where somebody edited a file of it
    meanwhile."""
    unfinished = _read_journal(root)
    if unfinished is None:
        return
    kept = _finish(root, unfinished[1])
    if kept:
        names = ", ".join(kept)
        told = (
            f"{names} changed after a command was cut off, and stays as it is; what that command would have written is"
            f" in {', '.join(map(incoming, kept))}."
        )
        raise ChangedMeanwhile(f"{told} Compare the two.")


def _read_journal(root: Path) -> tuple[str, list[_Step]] | None:
    """What an unfinished change did, and its steps; None where there is none. P005 for what we never write: a journal
    may come from a stranger."""
    data = read_own(root, JOURNAL)
    if data is None:
        return None
    try:
        values = parse_json(data)
        steps = [_Step(*(str(value) for value in row)) for row in values["steps"]]
        if all(is_own_path(step.path) and step.path != JOURNAL and _is_beside(step) for step in steps):
            return str(values["did"]), steps
    except (ValueError, TypeError, KeyError):
        pass
    hint = f"Delete {JOURNAL}, and look at the folder: the command that wrote it was cut off."
    raise ProblemsFound([Problem(JOURNAL, 0, 0, "P005", "The record of a change that was cut off is damaged.", hint)])


def _is_beside(step: _Step) -> bool:
    """Whether a step's new bytes wait where we put them: in a temporary file of ours in the folder of its path."""
    if not step.staged:
        return step.new == ABSENT
    staged = Path(step.staged)
    return staged.parent == Path(step.path).parent and staged.name.startswith(LEFTOVER)


def _clean(root: Path) -> None:
    """What a run that was cut off left behind."""
    for folder, below, names in os.walk(root):
        inside = Path(folder)
        below[:] = [name for name in below if not name.startswith(".") or name in (".programme", ".parts")]
        for name in names:
            if name.startswith(LEFTOVER) and not (inside / name).is_symlink():
                (inside / name).unlink()
