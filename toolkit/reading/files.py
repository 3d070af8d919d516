"""The one door through which files are read. It remembers what it saw, so that a build can tell later whether anything
changed."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass, field
from pathlib import Path

from toolkit.problems import Problem
from toolkit.reading.hashing import digest

PACKAGE = Path(__file__).resolve().parent.parent
"""Where our own code lies."""

LARGEST = 1024 * 1024
"""Bytes of the largest text file that is read: 1 MiB."""

TABLE_LARGEST = 10 * 1024 * 1024
"""Bytes of the largest table of people: 10 MiB, which ten thousand rows never are."""

PICTURE_LARGEST = 5 * 1024 * 1024
"""Bytes of the largest picture: 5 MiB."""

RECORD_LARGEST = 24 * 1024 * 1024
"""Bytes of the largest record of our own, such as what was built: 24 MiB."""

_DISK = "See whether the disk is well, and whether you may read the file."

ABSENT = "absent"
UNREADABLE = "unreadable"


def fingerprint(path: Path) -> str:
    """What a look at this path gives: a hash of the bytes of a file or of the names in a folder, "absent", or
    "unreadable" for what no build reads."""
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            return digest("\n".join(sorted(entry.name for entry in path.iterdir())).encode())
        fine = stat.S_ISREG(status.st_mode) and status.st_size <= RECORD_LARGEST
        return digest(path.read_bytes()) if fine else UNREADABLE
    except (FileNotFoundError, NotADirectoryError):
        return ABSENT
    except (OSError, ValueError):
        return UNREADABLE


@dataclass
class Files:
    """Reads files and lists folders; `seen` maps each path looked at to its fingerprint."""

    seen: dict[Path, str] = field(default_factory=dict)

    def text(
        self, path: Path, name: str, *, problems: list[Problem], required: bool = False, largest: int | None = None
    ) -> str | None:
        """The text of a file (UTF-8, a byte order mark taken off), or None.

        Problems: P002 missing where `required`, P003 not UTF-8 or over `largest` bytes (1 MiB), P004 a link or no
        file.
        """
        data = self.data(path, name, problems=problems, largest=largest or LARGEST, required=required)
        if data is None:
            return None
        try:
            return data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
        except UnicodeDecodeError as error:
            line = data[: error.start].count(b"\n") + 1
            problems.append(Problem(name, line, 1, "P003", f"{name} is not UTF-8 text.", "Save it again as UTF-8."))
            return None

    def data(
        self, path: Path, name: str, *, problems: list[Problem], largest: int, required: bool = False
    ) -> bytes | None:
        """The bytes of a file of at most `largest` bytes, or None; problems as for `text`."""
        try:
            status = path.lstat()
        except (FileNotFoundError, NotADirectoryError):
            self.seen[path] = ABSENT
            if required:
                problems.append(
                    Problem(
                        name,
                        0,
                        0,
                        "P002",
                        f"{name} is missing.",
                        "Put it back, or make the folder anew with `programme new`.",
                    )
                )
            return None
        except OSError as error:
            problems.append(Problem(name, 0, 0, "P003", f"{name} cannot be read: {error.strerror}.", _DISK))
            return None
        if not stat.S_ISREG(status.st_mode):
            problems.append(
                Problem(name, 0, 0, "P004", f"{name} is a link or a folder, not a file.", "Put the file itself there.")
            )
            return None
        if status.st_size > largest:
            message = f"{name} has {status.st_size:,} bytes; at most {largest:,} are read."
            problems.append(Problem(name, 0, 0, "P003", message, "See what fills it, and take that out."))
            return None
        try:
            data = path.read_bytes()
        except OSError as error:
            problems.append(Problem(name, 0, 0, "P003", f"{name} cannot be read: {error.strerror}.", _DISK))
            return None
        self.seen[path] = digest(data)
        return data

    def names(self, folder: Path) -> tuple[str, ...]:
        """The sorted names in a folder; nothing where there is none."""
        try:
            names = sorted(os.listdir(folder))
        except (FileNotFoundError, NotADirectoryError):
            self.seen[folder] = ABSENT
            return ()
        self.seen[folder] = digest("\n".join(names).encode())
        return tuple(name for name in names if not name.startswith((".", "~")))
