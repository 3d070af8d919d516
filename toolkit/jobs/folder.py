"""A programme folder as every face opens it: what a run left undone is finished, and its shelves are there. Asked by
each verb, so it imports nothing before it must."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from toolkit.reading.shelves import Shelves


def finish_cut_off(folder: Path) -> str:
    """Finish what a run that was cut off left undone in a folder: what it did, as the journal calls it; blank where
    nothing was left. WouldOverwrite, once, where somebody edited a file of it since."""
    if not (folder / ".programme" / "journal").is_file():
        return ""
    from toolkit.keeping.journal import recover

    return recover(folder)


def open_shelves(folder: Path | None = None, *, extra: Sequence[Path] = ()) -> Shelves:
    """The shelves that count for a programme folder, or without one, and these beside them."""
    from toolkit.reading.shelves import Shelves

    return Shelves.open(folder=folder, extra=extra)
