"""A meeting at another date, time or room, and what goes along."""

from __future__ import annotations

import datetime

import pytest

from tests.planning.running import a_plan, after, combined, dates_of, day
from tests.planning.small_programme import cohort
from toolkit.model.plan import Plan
from toolkit.planning.wishes.moving import move
from toolkit.problems import WrongUsage


def test_a_move_along_takes_the_later_meetings_of_a_cohort_that_joins_along_where_the_evening_reaches_them() -> None:
    plan = combined()
    wish = move(
        plan, cohort="a", session="s3", date=day("2027-02-09"), time=datetime.time(19), room="annexe", and_later=True
    )
    moved = after(plan, wish).after
    assert dates_of(moved, "a") == dates_of(moved, "b") == ["01-19", "01-26", "02-09", "02-23", "03-09"]
    assert "Cohort B, s3 goes along" in " ".join(wish.why)
    own = [change for change in wish.entries if change.cohort == "b"]
    assert [(change.session, change.time, change.room) for change in own] == [("s4", None, None), ("s5", None, None)]


def test_a_move_along_by_a_day_leaves_the_later_meetings_of_a_cohort_that_joins() -> None:
    plan = combined()
    wish = move(plan, cohort="a", session="s3", date=day("2027-02-03"), time=None, room=None, and_later=True)
    moved = after(plan, wish).after
    assert (dates_of(moved, "b")[2], dates_of(moved, "b")[3:], wish.why) == ("02-03", dates_of(plan, "b")[3:], ())


def to_the_annexe(plan: Plan, who: str | None, *, date: str | None = None) -> list[str]:
    wish = move(
        plan, cohort=who, session="s3", date=day(date) if date else None, time=None, room="annexe", and_later=False
    )
    return [change.cohort for change in wish.entries]


def test_no_room_is_given_to_a_cohort_that_meets_online() -> None:
    plan = a_plan(cohorts=(cohort("a", room="hall"), cohort("b", mode="online-peer", members=())))
    with pytest.raises(WrongUsage, match="Cohort B meets online, so no room can be given"):
        to_the_annexe(plan, "b")
    assert to_the_annexe(plan, "a") == ["a"]
    assert to_the_annexe(plan, None) == ["a"]
    assert to_the_annexe(plan, None, date="2027-02-04") == ["all"]
