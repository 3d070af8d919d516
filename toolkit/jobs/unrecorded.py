"""Which meetings are over by the calendar and not by what was recorded: what is made knows no day, so messages may
speak of them as still to come."""

from __future__ import annotations

import datetime
from pathlib import Path

from toolkit.jobs.examine import read_and_plan
from toolkit.jobs.job import job
from toolkit.model.plan import Meeting, Plan
from toolkit.planning.past import unrecorded_before
from toolkit.reading.shelves import Shelves


def unrecorded_meetings(plan: Plan, today: datetime.date) -> tuple[Meeting, ...]:
    """Meetings of days before `today` of which nobody has said whether they were held; of an evening together the
    host's."""
    return unrecorded_before(plan, today)


@job
def unrecorded_in(folder: Path, shelves: Shelves, *, today: datetime.date) -> tuple[Meeting, ...]:
    """The same of a programme folder. ProblemsFound where anything in it is an error."""
    return unrecorded_meetings(read_and_plan(folder, shelves, today=None)[0], today)
