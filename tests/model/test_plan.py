"""What a meeting says of itself."""

from __future__ import annotations

import pytest

from tests.planning.small_programme import cohort, programme
from toolkit.model.plan import Meeting
from toolkit.planning.make_plan import make_plan


def guest(*entries: dict[str, object]) -> Meeting:
    """The first meeting of cohort b, as these entries of changes.yaml leave it."""
    cohorts = (cohort("a"), cohort("b", members=()))
    changes = [{"cohort": "b", "session": "s1", **entry} for entry in entries]
    meeting = make_plan(programme(cohorts=cohorts, changes=changes)).meeting("b", "s1")
    assert meeting is not None
    return meeting


@pytest.mark.parametrize(
    ("entries", "combined", "due", "is_open"),
    [
        ((), False, True, True),
        (({"cancelled": "drop"},), False, False, False),
        (({"held": True},), False, False, False),
        (({"combined_with": "a"},), True, True, False),
        (({"combined_with": "a"}, {"held": True}), True, False, False),
    ],
)
def test_a_meeting_is_due_until_it_is_held_or_cancelled_and_open_where_it_can_change_by_itself(
    entries: tuple[dict[str, object], ...], *, combined: bool, due: bool, is_open: bool
) -> None:
    meeting = guest(*entries)
    assert (meeting.combined, meeting.due, meeting.open) == (combined, due, is_open)
