"""The one place where files are written: a temporary file in the same folder, fsync, rename, fsync of the folder.
 New folders are built beside their place and renamed. Nothing follows a link out of the folder. A kernel lock, freed by
the kernel when a process ends, keeps two runs apart. Several files that belong together are changed by `apply_files`:
all of them are first written beside their places, then a journal says what is to become what; a run that was cut off is
finished by the next one.
"""

from __future__ import annotations

import json
import os
import shutil
import stat
import tempfile
from collections.abc import Collection, Iterator, Mapping, MutableMapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from toolkit.problems import Problem, ProblemsFound, WouldOverwrite
from toolkit.reading.files import ABSENT, digest
from toolkit.reading.own.own_records import is_own_path, parse_json, read_own

MOST_WAITING = 128 * 1024 * 1024
"""Bytes of files on their way that are kept in memory."""

PRIVATE = ("people/", "out/private/")
"""Below these, files can be read by their owner only."""

LEFTOVER = ".programme-"
"""What the names of our temporary files begin with; a run that was cut off leaves at most such files, and the next one
takes them away."""

BESIDE = f"{LEFTOVER}new-"
"""What the name of a folder begins with that is being made beside its place."""


JOURNAL = ".programme/journal"
"""What `apply_files` is about to do; it is there only while files are being changed."""

INCOMING = "incoming"
"""Where a file is put when the organiser's own version stays in its place."""


class Waiting(MutableMapping[str, bytes]):
    """Files on their way to a folder, by path. Past 128 MiB they wait in a file without a name in that folder, so that
    many need no memory.

    The system frees such a file when the process ends, however it ends.
    """

    def __init__(self, root: Path) -> None:
        self._bytes = tempfile.SpooledTemporaryFile(max_size=MOST_WAITING, dir=str(root), prefix=LEFTOVER)  # noqa: SIM115
        self._places: dict[str, tuple[int, int]] = {}

    def __setitem__(self, path: str, data: bytes) -> None:
        self._places[path] = (self._bytes.seek(0, os.SEEK_END), len(data))
        self._bytes.write(data)

    def __getitem__(self, path: str) -> bytes:
        start, length = self._places[path]
        self._bytes.seek(start)
        return self._bytes.read(length)

    def __delitem__(self, path: str) -> None:
        del self._places[path]

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


def write_files(root: Path, files: Mapping[str, bytes]) -> None:
    """Write every file below `root`, each whole or not at all; parents are made. A file that has these bytes already is
    left as it is.

    P004 for a link or a folder in the way; OSError as the system gives it.
    """
    for relative in files:
        refuse_links(root, relative)
    for relative, data in files.items():
        place = root / relative
        mode = 0o600 if relative.startswith(PRIVATE) else 0o644
        if place.is_file() and place.read_bytes() == data:
            if relative.startswith(PRIVATE) and stat.S_IMODE(place.stat().st_mode) != mode:
                place.chmod(mode)
            continue
        _make_parents(root, place.parent, private=relative.startswith(PRIVATE))
        _write(place, data, mode=mode)


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


def create_folder(root: Path, files: Mapping[str, bytes]) -> None:
    """Make a folder that is not there yet, with all its files or not at all; takes away what a run that was cut off
    left beside it."""
    root.parent.mkdir(parents=True, exist_ok=True)
    if root.is_symlink() or (root.exists() and any(root.iterdir())):
        raise WouldOverwrite(f"{root} is there already and holds something else.")
    with _beside(root.parent):
        beside = Path(tempfile.mkdtemp(prefix=BESIDE, dir=root.parent))
        try:
            beside.chmod(0o755)
            write_files(beside, files)
            if root.is_dir():
                root.rmdir()
            beside.rename(root)
            _sync_folder(root.parent)
        except BaseException:
            shutil.rmtree(beside, ignore_errors=True)
            raise


@contextmanager
def _beside(parent: Path) -> Iterator[None]:
    """Takes unfinished folders in `parent` away where nobody is at work there, and keeps others from taking away ours
    meanwhile."""
    try:
        import fcntl

        handle = os.open(parent, os.O_RDONLY)
    except (ImportError, OSError):  # Windows, or a folder that cannot be listed
        yield
        return
    try:
        with suppress(OSError):
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            for leftover in parent.glob(f"{BESIDE}*"):
                shutil.rmtree(leftover, ignore_errors=True)
        with suppress(OSError):
            fcntl.flock(handle, fcntl.LOCK_SH)
        yield
    finally:
        os.close(handle)


def remove_files(root: Path, relatives: list[str]) -> None:
    """Take away files that are ours, and folders that are empty then."""
    for relative in relatives:
        refuse_links(root, relative)
        place = root / relative
        place.unlink(missing_ok=True)
        for parent in place.parents:
            if parent == root or not parent.is_dir() or any(parent.iterdir()):
                break
            parent.rmdir()


def refuse_links(root: Path, relative: str) -> None:
    """P004 when any part of the way below `root` is a link, or the path leads out of it."""
    place = root
    for part in Path(relative).parts:
        place = place / part
        if part == ".." or Path(part).anchor or place.is_symlink():
            raise ProblemsFound(
                [Problem(relative, 0, 0, "P004", f"{relative} would be written through a link.", "Take the link away.")]
            )


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


@contextmanager
def scratch_folder(files: Mapping[str, bytes]) -> Iterator[Path]:
    """A temporary folder with these files, gone afterwards: what is not written yet is read from it as it will be."""
    with tempfile.TemporaryDirectory(prefix="programme-") as temporary:
        root = Path(temporary).resolve()
        for relative, data in files.items():
            (root / relative).parent.mkdir(parents=True, exist_ok=True)
            (root / relative).write_bytes(data)
        yield root


def write_log(text: str) -> str:
    """The name of a new file in the system's temporary folder that holds `text`; its owner alone can read it."""
    with tempfile.NamedTemporaryFile("w", prefix="programme-", suffix=".log", delete=False, encoding="utf-8") as log:
        log.write(text)
    return log.name


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
        return digest(place.read_bytes())
    except (FileNotFoundError, NotADirectoryError):
        return ABSENT


def _journal(did: str, steps: list[_Step]) -> bytes:
    values = {"did": did, "steps": [[step.path, step.staged, step.old, step.new] for step in steps]}
    return json.dumps(values, indent=1, ensure_ascii=False).encode()


def _stage(root: Path, relative: str, *, data: bytes) -> str:
    """The bytes in a temporary file beside their place; its path below `root`."""
    place, private = root / relative, relative.startswith(PRIVATE)
    _make_parents(root, place.parent, private=private)
    name = _write_beside(place, data, mode=0o600 if private else 0o644)
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
            with _named(root / step.path):
                os.replace(staged, root / step.path)
            _sync_folder((root / step.path).parent)
        return True
    write_files(root, {incoming(step.path): staged.read_bytes()})
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
        raise WouldOverwrite(f"{told} Compare the two, then run the command again.")


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


def _make_parents(root: Path, folder: Path, *, private: bool) -> None:
    missing = [parent for parent in (folder, *folder.parents) if not parent.exists()]
    for parent in reversed(missing):
        inside = parent.relative_to(root).as_posix() + "/" if parent != root else ""
        parent.mkdir(mode=0o700 if private and inside.startswith(PRIVATE) else 0o755, exist_ok=True)
        _sync_folder(parent.parent)


def _write(place: Path, data: bytes, *, mode: int) -> None:
    name = _write_beside(place, data, mode=mode)
    try:
        with _named(place):
            os.replace(name, place)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    _sync_folder(place.parent)


@contextmanager
def _named(place: Path) -> Iterator[None]:
    """An error of the system names the file that was to be written, not our temporary one."""
    try:
        yield
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(place)) from error


def _write_beside(place: Path, data: bytes, *, mode: int) -> str:
    """A temporary file in the folder of `place` with these bytes, safe on the disk; its name."""
    with _named(place):
        handle, name = tempfile.mkstemp(prefix=LEFTOVER, dir=place.parent)
    try:
        with _named(place), os.fdopen(handle, "wb") as file:
            os.chmod(name, mode)
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return name


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
