"""What the last build has to do with the next: what it goes on showing, whether there is anything to make, what
stays to be told. Asked before anything heavy is imported."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.keeping.manifest import Manifest, build_key, is_fresh, read_manifest
from toolkit.problems import Problem

if TYPE_CHECKING:
    from toolkit.documents.calendars import ShowCancelled

CANCELLED: tuple[ShowCancelled, ...] = ("keep", "drop", "note")
"""How cancelled meetings may be shown; the first where nothing was built yet."""


@dataclass(frozen=True)
class Standing:
    """A build that is asked for, beside the last one: how it shows cancelled meetings, its key (see `build`), and
    whether it would do nothing (`fresh`).

    `first_day` is that of the first meeting of the last one, blank where it had none. `problems` are what it could not
    print (P104, by places only: names stay in people/) and what did not fit on its pages (P105, P106).
    """

    cancelled: ShowCancelled
    key: str
    fresh: bool
    first_day: str
    problems: tuple[Problem, ...]


def standing_of(
    folder: Path, *, shelves: Iterable[Path], cancelled: ShowCancelled | None = None, invitations: bool = False
) -> Standing:
    """A whole build of a folder, with these shelves beside the usual ones; cancelled meetings as the last one had
    them, unless it is said how."""
    last = read_manifest(folder)
    usual: ShowCancelled = next((mode for mode in CANCELLED if mode == last.cancelled), CANCELLED[0])
    shown = cancelled or usual
    key = build_key(shown, invitations=invitations, shelves=shelves)
    first_day = min((wall[:10] for wall in last.moments), default="")
    return Standing(shown, key, is_fresh(last, folder, key=key), first_day, tuple(_still_so(last)))


def _still_so(last: Manifest) -> Iterable[Problem]:
    if not (last.boxes or last.overruns):
        return ()
    from toolkit.outputs.overruns import overrun_problems

    message = "Some letters are empty boxes: no font here has them."
    boxes = [
        Problem(file, line, column, "P104", message, f"Install {package}, then build again.", package)
        for package, (file, line, column) in last.boxes.items()
    ]
    return (one for one in (*boxes, *overrun_problems(last.overruns)) if one.level == "warning")
