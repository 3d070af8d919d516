"""The one door through which files are written: a temporary file beside, fsync, rename, fsync of the folder.

Nothing follows a link out of the folder.
"""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Iterator, Mapping, MutableMapping
from contextlib import contextmanager, suppress
from pathlib import Path

from toolkit.problems import Problem, ProblemsFound

MOST_WAITING = 128 * 1024 * 1024
"""Bytes of files on their way that are kept in memory."""


PRIVATE = ("people/", "out/private/")
"""Below these, files can be read by their owner only."""


LEFTOVER = ".programme-"
"""What the names of our temporary files begin with; a run that was cut off leaves at most such files, and the next one
takes them away."""


class Waiting(MutableMapping[str, bytes]):
    """Files on their way to a folder, by path. Past 128 MiB they wait in a file without a name in that folder, so that
    many need no memory.

    The system frees such a file when the process ends, however it ends.
    """

    def __init__(self, root: Path) -> None:
        self._bytes = tempfile.SpooledTemporaryFile(  # noqa: SIM115
            max_size=MOST_WAITING, dir=str(root), prefix=LEFTOVER
        )
        self._root = root
        self._places: dict[str, tuple[int, int]] = {}

    def __setitem__(self, path: str, data: bytes) -> None:
        with naming_file(self._root / path):
            self._places[path] = (self._bytes.seek(0, os.SEEK_END), len(data))
            self._bytes.write(data)

    def __getitem__(self, path: str) -> bytes:
        start, length = self._places[path]
        with naming_file(self._root / path):
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
        if place.is_file() and read_bytes(place) == data:
            if relative.startswith(PRIVATE) and stat.S_IMODE(place.stat().st_mode) != mode:
                place.chmod(mode)
            continue
        make_parents(root, place.parent, private=relative.startswith(PRIVATE))
        _write(place, data, mode=mode)


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


def make_parents(root: Path, folder: Path, *, private: bool) -> None:
    missing = [parent for parent in (folder, *folder.parents) if not parent.exists()]
    for parent in reversed(missing):
        inside = parent.relative_to(root).as_posix() + "/" if parent != root else ""
        parent.mkdir(mode=0o700 if private and inside.startswith(PRIVATE) else 0o755, exist_ok=True)
        sync_folder(parent.parent)


def _write(place: Path, data: bytes, *, mode: int) -> None:
    name = write_beside(place, data, mode=mode)
    try:
        with naming_file(place):
            os.replace(name, place)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    sync_folder(place.parent)


@contextmanager
def naming_file(place: Path) -> Iterator[None]:
    """An error of the system names this file: not our temporary one, and not none, as where a disk fails midway."""
    try:
        yield
    except OSError as error:
        raise OSError(error.errno, error.strerror or str(error), str(place)) from error


def read_bytes(place: Path) -> bytes:
    """The bytes of a file; an error names it, though the disk failed once it was open."""
    with naming_file(place):
        return place.read_bytes()


def write_beside(place: Path, data: bytes, *, mode: int) -> str:
    """A temporary file in the folder of `place` with these bytes, safe on the disk; its name."""
    with naming_file(place):
        handle, name = tempfile.mkstemp(prefix=LEFTOVER, dir=place.parent)
    try:
        with naming_file(place), os.fdopen(handle, "wb") as file:
            os.chmod(name, mode)
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return name


def sync_folder(folder: Path) -> None:
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        with naming_file(folder):
            os.fsync(handle)
    finally:
        os.close(handle)


def put_file(place: Path, data: bytes) -> None:
    """A file that only saves work: whole or not at all in its folder, which is made, for its owner alone; not waited
    for until it is safe on the disk. OSError as the system gives it."""
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=LEFTOVER, dir=place.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.replace(name, place)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def drop_file(place: Path) -> None:
    """Take away a file that only saves work, if that can be done."""
    with suppress(OSError):
        place.unlink(missing_ok=True)
