"""A programme whose people can nearly all come on Mondays, and its cohorts as the job forms them."""

from __future__ import annotations

import datetime
from pathlib import Path

from tests.commands.test_cohorts import EMPTY, TIMES, people
from tests.examples import lay_out
from toolkit.grouping.problem import Effort
from toolkit.jobs.cohorts import open_cohorts
from toolkit.jobs.forming import Formation, form_and_write, wanted_for
from toolkit.planning.cohort_request import usual_sizes
from toolkit.reading.shelves import Shelves

NOW = datetime.datetime(2026, 11, 23)


def ten_people(place: Path) -> Path:
    """Ten who can come on Mondays, one who cannot, two facilitators."""
    lay_out(place)
    (place / "cohorts.yaml").write_text(EMPTY)
    (place / "changes.yaml").write_text("changes: []\n")
    people(place, {**{f"p{number}": TIMES for number in range(10)}, "owl": "Sat 23:00-23:30"})
    (place / "people" / "facilitators.csv").write_text(f"id,available,max_cohorts\nada,{TIMES},1\nbea,{TIMES},1\n")
    (place / "people" / "rooms.csv").write_text("id,seats,cohorts\nhall,20,2\n")
    return place


def formed(folder: Path, *, dry_run: bool = False) -> Formation:
    work = open_cohorts(folder, Shelves.open(folder=folder))
    wanted = wanted_for(work, usual_sizes(work.plan.programme), minutes=None, grid=None)
    return form_and_write(work, wanted, effort=Effort(), now=NOW, dry_run=dry_run)
