"""What was laid out once, by the hash of all that it depends on: safe to delete at any time, since it is only made
again."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from toolkit.keeping.writing import drop_file, put_file, read_bytes
from toolkit.reading.hashing import digest

PARTS = "out/private/.parts"
"""Where the parts of a programme's documents wait for its next build: they hold names. No document's file can have such
a path."""

_KEY = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class PartStore:
    """A folder of bytes by key (64 digits of hex), each behind the hash of itself, so that a damaged one is none.

    Several processes may use it at once. Nothing that goes wrong with it stops anything: what cannot be read is not
    there, what cannot be written is made again.
    """

    folder: Path

    def read(self, key: str) -> bytes | None:
        """What was written under this key, or None."""
        try:
            stamp, _, data = read_bytes(self._place(key)).partition(b"\n")
        except OSError:
            return None
        return data if stamp == digest(data).encode() else None

    def write(self, key: str, data: bytes) -> None:
        """Keep these bytes, whole or not at all."""
        with suppress(OSError):
            put_file(self._place(key), digest(data).encode() + b"\n" + data)

    def keep_only(self, keys: Collection[str]) -> None:
        """Take away all others, and whatever else lies there."""
        for place in self._files():
            if place.name not in keys or place.parent != self.folder:
                drop_file(place)

    def _place(self, key: str) -> Path:
        assert _KEY.fullmatch(key)
        return self.folder / key

    def _files(self) -> Iterator[Path]:
        with suppress(OSError):
            yield from [place for place in self.folder.rglob("*") if place.is_file() or place.is_symlink()]
