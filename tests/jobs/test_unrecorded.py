"""Which past meetings nobody has spoken of."""

from __future__ import annotations

from typing import Any

from tests.planning.small_programme import programme
from toolkit.jobs.unrecorded import unrecorded_meetings
from toolkit.planning.make_plan import make_plan


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
