"""A disk that fails: at its N-th change it is full, breaks, cannot be written from then on, tears a write in two, or
stands still for good because the process died. A file that breaks while it is read.

It keeps the order of changes, too: what was synced before and after which rename.
"""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, Literal, Self

import pytest

Fault = Literal["full", "broken", "read-only", "torn", "dead"]
ERRORS = {"full": errno.ENOSPC, "broken": errno.EIO, "read-only": errno.EROFS}
_OPEN, _READ = os.open, Path.read_bytes
CHANGES = ("replace", "rename", "fsync", "unlink", "remove", "mkdir", "rmdir", "chmod")


class Killed(BaseException):
    """The process is gone; whatever else it tries has no effect on the disk."""


class Disk:
    """Counts changes of the disk, and fails at one of them (numbered from 1; 0: never)."""

    def __init__(self, fault: Fault = "full", at: int = 0) -> None:
        self.fault, self.at, self.count, self.dead = fault, at, 0, False
        self.writes: list[int] = []
        self.places: dict[int, str] = {}
        self.done: list[tuple[str, str, str]] = []

    def step(self, place: str = "") -> bool:
        """Counts a change; True where it is to be torn. Errors name the `place` where the system would."""
        if self.dead:
            raise Killed
        self.count += 1
        if self.count != self.at and not (self.fault == "read-only" and 0 < self.at < self.count):
            return False
        if self.fault in ERRORS:
            raise OSError(ERRORS[self.fault], os.strerror(ERRORS[self.fault]), *([place] if place else []))
        self.dead = True
        if self.fault == "dead":
            raise Killed
        return True

    def counted(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function of this name as a change of the disk."""

        def called(*arguments: Any, **named: Any) -> Any:
            if self.step("" if name == "fsync" else str([*arguments, named.get("dir", "")][0])):
                raise Killed
            given = function(*arguments, **named)
            places = [self.places.get(one, "") if isinstance(one, int) else str(one) for one in arguments[:2]]
            source, target = [*places, "", ""][:2]
            self.done.append((name, source, target))
            if name == "mkstemp":
                self.places[given[0]] = given[1]
            return given

        return called

    def looked(self, path: Any, *arguments: Any, **named: Any) -> int:
        """A handle of which is known what it is of."""
        handle = _OPEN(path, *arguments, **named)
        self.places[handle] = str(path)
        return handle

    def opened(self, handle: int, mode: str) -> _File:
        """A file whose writes are counted."""
        return _File(self, open(handle, mode), place=self.places.get(handle, ""))

    def out_of_order(self) -> list[str]:
        """The renames whose file was not on the disk before, or whose folder was not afterwards (fsync(2))."""
        wrong = []
        for number, (what, source, target) in enumerate(self.done):
            if what not in ("replace", "rename"):
                continue
            before = [one for one, place, _ in self.done[:number] if place == source and one in ("write", "fsync")]
            after = {place for one, place, _ in self.done[number:] if one == "fsync"}
            if before[-1:] == ["write"] or str(Path(target).parent) not in after:
                wrong.append(target)
        return wrong


class _File:
    """A file on the disk: each write is one change."""

    def __init__(self, disk: Disk, file: IO[Any], *, place: str) -> None:
        self.disk, self.file, self.place = disk, file, place

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.file.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self.file, name)

    def write(self, data: bytes) -> None:
        """Writes all, or the first half and dies."""
        self.disk.writes.append(self.disk.count + 1)
        if self.disk.step():
            self.file.write(data[: len(data) // 2])
            self.file.flush()
            raise Killed
        self.file.write(data)
        self.disk.done.append(("write", self.place, ""))


@contextmanager
def failing(disk: Disk) -> Iterator[Disk]:
    """The process works on this disk."""
    with pytest.MonkeyPatch.context() as patch:
        for name in CHANGES:
            patch.setattr(os, name, disk.counted(name, getattr(os, name)))
        patch.setattr(tempfile, "mkstemp", disk.counted("mkstemp", tempfile.mkstemp))
        patch.setattr(os, "fdopen", disk.opened)
        patch.setattr(os, "open", disk.looked)
        yield disk


@contextmanager
def unreadable(at: int) -> Iterator[list[Path]]:
    """The disk fails in the middle of the N-th file that is read whole, and says no name (read(2)); the files so
    far."""
    read: list[Path] = []

    def read_bytes(path: Path) -> bytes:
        read.append(path)
        if len(read) == at:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return _READ(path)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Path, "read_bytes", read_bytes)
        yield read
