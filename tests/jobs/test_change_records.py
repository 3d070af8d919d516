"""What an examination asks about a meeting of the past."""

from __future__ import annotations

from tests.planning.running import a_plan
from toolkit.jobs.change_records import HeldThen


def test_one_that_was_named_changes_only_where_it_was_not_held_and_one_that_others_move_only_where_it_was() -> None:
    meeting = a_plan().meetings[0]
    assert (HeldThen(meeting, named=True).needed, HeldThen(meeting, named=False).needed) == (False, True)
