"""Which past meetings nobody has spoken of."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

from tests.examples import lay_out
from tests.planning.small_programme import programme
from toolkit.jobs.unrecorded import unrecorded_in, unrecorded_meetings
from toolkit.planning.make_plan import make_plan
from toolkit.reading.shelves import Shelves


def test_a_meeting_is_past_from_the_next_day_until_it_is_recorded_as_held_or_cancelled() -> None:
    plan = make_plan(programme())
    first, second, third = plan.of_cohort("a")
    assert unrecorded_meetings(plan, first.date) == ()
    assert unrecorded_meetings(plan, third.date) == (first, second)
    said: list[dict[str, Any]] = [
        {"session": "s1", "cohort": "a", "cancelled": "drop"},
        {"session": "s2", "cohort": "a", "held": True},
    ]
    spoken = make_plan(programme(changes=said))
    assert unrecorded_meetings(spoken, third.date) == ()


def test_a_folder_is_asked_for_the_same(tmp_path: Path) -> None:
    folder = lay_out(tmp_path / "small")
    shelves = Shelves.open(folder=folder)
    first = min(meeting.date for meeting in unrecorded_in(folder, shelves, today=datetime.date(2030, 1, 1)))
    assert first == datetime.date(2027, 1, 19)
    assert unrecorded_in(folder, shelves, today=first) == ()
