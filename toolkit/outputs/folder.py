"""The one place where files are written: a temporary file in the same folder, fsync, rename, fsync of the folder.

New folders are built beside their place and renamed. Nothing follows a link out of the folder. A kernel lock, freed by the kernel
when a process ends, keeps two runs apart.
"""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from toolkit.problems import Problem, ProblemsFound, WouldOverwrite

PRIVATE = ("people/", "out/private/")
"""Below these, files can be read by their owner only."""

LEFTOVER = ".programme-"
"""What the names of our temporary files begin with; a run that was cut off leaves at most such files, and the next one takes them away."""


def write_files(root: Path, files: Mapping[str, bytes]) -> None:
    """Write every file below `root`, each whole or not at all; parents are made. A file that has these bytes already is left as it is.

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
        _write(place, data, mode)


def create_folder(root: Path, files: Mapping[str, bytes]) -> None:
    """Make a folder that is not there yet, with all its files or not at all."""
    root.parent.mkdir(parents=True, exist_ok=True)
    if root.is_symlink() or (root.exists() and any(root.iterdir())):
        raise WouldOverwrite(f"{root} is there already and holds something else.")
    beside = Path(tempfile.mkdtemp(prefix=LEFTOVER, dir=root.parent))
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
        if part == ".." or place.is_symlink():
            raise ProblemsFound([Problem(relative, 0, 0, "P004", f"{relative} would be written through a link.", "Take the link away.")])


@contextmanager
def locked(root: Path) -> Iterator[None]:
    """Holds the folder's lock; a second run is told to wait and leaves (exit code 4)."""
    (root / ".programme").mkdir(exist_ok=True)
    handle = os.open(root / ".programme" / "lock", os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o644)
    try:
        _lock(handle, root)
        _clean(root)
        yield
    finally:
        os.close(handle)


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


def _clean(root: Path) -> None:
    """What a run that was cut off left behind."""
    for folder in (root, root / ".programme", root / "out"):
        for leftover in folder.rglob(f"{LEFTOVER}*") if folder == root / "out" else folder.glob(f"{LEFTOVER}*"):
            if leftover.is_file() and not leftover.is_symlink():
                leftover.unlink()


def _make_parents(root: Path, folder: Path, *, private: bool) -> None:
    missing = [parent for parent in (folder, *folder.parents) if not parent.exists()]
    for parent in reversed(missing):
        inside = parent.relative_to(root).as_posix() + "/" if parent != root else ""
        parent.mkdir(mode=0o700 if private and inside.startswith(PRIVATE) else 0o755, exist_ok=True)
        _sync_folder(parent.parent)


def _write(place: Path, data: bytes, mode: int) -> None:
    handle, name = tempfile.mkstemp(prefix=LEFTOVER, dir=place.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            os.chmod(name, mode)
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, place)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    _sync_folder(place.parent)


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
