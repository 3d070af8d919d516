"""Programmes to read. `good/` holds whole folders; a folder of `bad/` holds only the files in which it differs from
good/small.

Beside each stands what `programme check` says of it, in expected.txt.
"""

from __future__ import annotations

import shutil
from pathlib import Path

EXAMPLES = Path(__file__).parent
SMALL = EXAMPLES / "good" / "small"


def lay_out(target: Path, *, over: Path | None = None) -> Path:
    """A copy of good/small in `target`, with the files of `over` in place of its own."""
    for base in (SMALL, *([over] if over else [])):
        shutil.copytree(base, target, dirs_exist_ok=True, ignore=shutil.ignore_patterns("expected.txt"))
    return target
