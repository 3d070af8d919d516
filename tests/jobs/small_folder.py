"""The folder of tests/examples/good/small in a place of its own, as a job knows it.

Cohort a meets in the hall (fold 2027-01-19, sail 01-28, race 02-09 at 18:30), cohort b online (01-19, 01-26, 02-09 at
19:30).
"""

from __future__ import annotations

import datetime
import shutil
from pathlib import Path
from typing import Any

from tests.examples import SMALL
from toolkit.jobs.change import apply_change, examine_change, read_known
from toolkit.jobs.change_records import Examined, Known, Ready
from toolkit.jobs.change_requests import ChangeRequest
from toolkit.keeping.changes_file import read_entries
from toolkit.reading.shelves import Shelves

NOW = datetime.datetime(2027, 1, 12, 12)


def small_folder(path: Path) -> Path:
    """The folder, fresh; with a second room."""
    folder = path / "small"
    shutil.copytree(SMALL, folder)
    with (folder / "people" / "rooms.csv").open("a", encoding="utf-8") as file:
        file.write("annexe,The annexe,10,1,yes\n")
    return folder


def known(folder: Path, now: datetime.datetime = NOW) -> Known:
    """What is known of it at a moment."""
    return read_known(folder, Shelves.open(folder=folder), now=now)


def ready(found: Examined) -> Ready:
    """What was examined, which may be recorded."""
    assert isinstance(found, Ready), found
    return found


def done(folder: Path, request: ChangeRequest, *, now: datetime.datetime = NOW, reason: str | None = None) -> str:
    """What stands in changes.yaml once the request is recorded."""
    apply_change(ready(examine_change(known(folder, now), request, reason=reason)))
    return (folder / "changes.yaml").read_text("utf-8")


def dates(folder: Path, cohort: str = "a") -> list[str]:
    """The days of a cohort's meetings."""
    plan = known(folder).plan
    return [meeting.date.isoformat()[5:] for meeting in plan.of_cohort(cohort)]


def on(day: str, hour: int = 12) -> datetime.datetime:
    return datetime.datetime.fromisoformat(day) + datetime.timedelta(hours=hour)


def date(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def written(folder: Path) -> list[dict[str, Any]]:
    """The entries that were added to the one that was there."""
    found = read_entries((folder / "changes.yaml").read_bytes())
    return [entry.model_dump(mode="json", by_alias=True, exclude_unset=True) for entry in found[1:]]
