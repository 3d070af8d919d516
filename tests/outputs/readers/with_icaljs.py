"""ical.js, what Thunderbird and Nextcloud read calendars with."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path

HERE = Path(__file__).parent
FILES_AT_ONCE = 1000


def read_events(paths: Sequence[Path]) -> list[list[tuple[str, str, str, str]]]:
    """The events of each file."""
    if not (HERE / "node_modules").is_dir():
        raise RuntimeError(f"ical.js is not installed: npm ci --prefix {HERE}")
    batches = (paths[start : start + FILES_AT_ONCE] for start in range(0, len(paths), FILES_AT_ONCE))
    return [events for some in batches for events in _read(some)]


def _read(paths: Sequence[Path]) -> list[list[tuple[str, str, str, str]]]:
    done = subprocess.run(["node", HERE / "read_events.mjs", *paths], capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr)
    return [[(uid, start, end, title) for uid, start, end, title in events] for events in json.loads(done.stdout)]
