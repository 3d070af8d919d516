"""A disk that fails: at its N-th change it is full, tears a write in two, or stands still for good because the process
died."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import IO, Any, Literal, Self

import pytest

Fault = Literal["full", "torn", "dead"]
CHANGES = ("replace", "rename", "fsync", "unlink", "remove", "mkdir", "rmdir", "chmod")


class Killed(BaseException):
    """The process is gone; whatever else it tries has no effect on the disk."""


class Disk:
    """Counts changes of the disk, and fails at one of them (numbered from 1; 0: never)."""

    def __init__(self, fault: Fault = "full", at: int = 0) -> None:
        self.fault, self.at, self.count, self.dead = fault, at, 0, False
        self.writes: list[int] = []

    def step(self) -> bool:
        """Counts a change; True where it is to be torn."""
        if self.dead:
            raise Killed
        self.count += 1
        if self.count != self.at:
            return False
        if self.fault == "full":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        self.dead = True
        if self.fault == "dead":
            raise Killed
        return True

    def counted(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function as a change of the disk."""

        def called(*arguments: Any, **named: Any) -> Any:
            if self.step():
                raise Killed
            return function(*arguments, **named)

        return called

    def opened(self, handle: int, mode: str) -> _File:
        """A file whose writes are counted."""
        return _File(self, open(handle, mode))


class _File:
    """A file on the disk: each write is one change."""

    def __init__(self, disk: Disk, file: IO[Any]) -> None:
        self.disk, self.file = disk, file

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


@contextmanager
def failing(disk: Disk) -> Iterator[Disk]:
    """The process works on this disk."""
    with pytest.MonkeyPatch.context() as patch:
        for name in CHANGES:
            patch.setattr(os, name, disk.counted(getattr(os, name)))
        patch.setattr(tempfile, "mkstemp", disk.counted(tempfile.mkstemp))
        patch.setattr(os, "fdopen", disk.opened)
        yield disk
