"""Records of ours with values of a stranger in them."""

from __future__ import annotations

import json
from pathlib import Path


def record(folder: Path, name: str, *, values: object) -> None:
    """Write a record of ours, as a stranger would."""
    place = folder / ".programme" / name
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(values if isinstance(values, str) else json.dumps(values), "utf-8")
