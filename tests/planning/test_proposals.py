"""What comes of a wish: what is asked first, what cannot be meant, what was held and stays."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from tests.planning.running import NOW, a_plan, after, codes, dates_of, day, marked
from toolkit.model.changes import ChangeEntry
from toolkit.model.plan import Plan
from toolkit.planning.proposals import propose, with_records
from toolkit.planning.rules import find_problems
from toolkit.planning.wishes.cancelling import cancel
from toolkit.planning.wishes.entries import Wish
from toolkit.planning.wishes.moving import move
from toolkit.problems import Problem, WrongUsage


def test_nobody_moves_into_a_lost_room_and_one_who_is_there_is_told() -> None:
    plan = a_plan({"cohort": "all", "date": "2027-01-26", "room_lost": "annexe"})
    there = after(plan, move(plan, cohort="a", session="s2", date=None, time=None, room="annexe", and_later=False))
    assert ["Annexe cannot be used on that day" in problem.message for problem in there.impossible] == [True]
    along = after(plan, move(plan, cohort="a", session="s1", date=None, time=None, room="annexe", and_later=True))
    assert len(along.impossible) == 1
    assert (
        after(
            plan, move(plan, cohort="a", session="s3", date=None, time=None, room="annexe", and_later=False)
        ).impossible
        == ()
    )
    assert "P096" not in codes(plan)
    assert "P096" in codes(a_plan({"cohort": "all", "date": "2027-01-26", "room_lost": "hall"}))


def test_a_past_meeting_without_a_record_is_doubtful_when_it_is_named() -> None:
    plan, now = a_plan(), datetime.datetime(2027, 1, 27, 12)
    wish = move(plan, cohort="a", session="s2", date=day("2027-01-28"), time=None, room=None, and_later=False)
    assert [meeting.session.key for meeting in after(plan, wish, now=now).doubtful] == ["s2"]
    assert after(plan, wish, now=datetime.datetime(2027, 1, 26, 12)).doubtful == ()
    elsewhere = move(plan, cohort="a", session="s2", date=None, time=None, room="annexe", and_later=False)
    assert after(plan, elsewhere, now=now).doubtful == ()
    dropped = cancel(plan, cohort="a", session="s2", then="drop")
    assert (after(plan, dropped, now=now).doubtful, after(plan, dropped, now=now).unrecorded) == ((), ())


def test_a_meeting_moved_into_the_past_is_named() -> None:
    plan, now = a_plan(), datetime.datetime(2027, 1, 27, 12)
    wish = move(plan, cohort="a", session="s4", date=day("2027-01-25"), time=None, room=None, and_later=False)
    assert [meeting.session.key for meeting in after(plan, wish, now=now).over] == ["s4"]
    assert after(plan, wish, now=NOW).over == ()


def test_a_meeting_that_somebody_was_at_never_moves() -> None:
    plan = with_records(marked("present"))
    assert [meeting.session.key for meeting in plan.meetings if meeting.held] == ["s2"]
    with pytest.raises(WrongUsage, match="what has been held never moves"):
        move(plan, cohort="a", session="s2", date=day("2027-01-28"), time=None, room=None, and_later=False)
    absent = with_records(marked("absent"))
    assert move(absent, cohort="a", session="s2", date=day("2027-01-28"), time=None, room=None, and_later=False).entries


def test_others_that_move_leave_a_marked_meeting_where_it_was() -> None:
    now = datetime.datetime(2027, 1, 27, 12)
    shift: dict[str, Any] = {"cohort": "a", "session": "s1", "cancelled": "shift"}
    proposal = after(marked("present"), Wish((ChangeEntry(**shift),)), now=now)
    assert dates_of(proposal.after)[:3] == ["01-26", "01-26", "02-09"]
    assert [(change.session, change.held) for change in proposal.wish.entries] == [("s2", True), ("s1", False)]
    assert dates_of(after(marked("absent"), Wish((ChangeEntry(**shift),)), now=now).after)[:3] == [
        "01-26",
        "02-02",
        "02-09",
    ]


def test_where_the_problems_of_a_plan_are_known_it_is_not_looked_at_again(monkeypatch: pytest.MonkeyPatch) -> None:
    plan, looked = a_plan(), list[Plan]()
    wish = move(plan, cohort="a", session="s2", date=day("2027-01-26"), time=None, room="annexe", and_later=False)

    def look(at: Plan) -> tuple[Problem, ...]:
        looked.append(at)
        return find_problems(at)

    monkeypatch.setattr("toolkit.planning.proposals.find_problems", look)
    given = propose(plan, wish, now=NOW, known=find_problems(plan))
    assert looked == [given.after]
    assert propose(plan, wish, now=NOW).problems == given.problems
    assert looked == [given.after, plan, given.after]
