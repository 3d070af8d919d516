"""Who has the old information, by when they were told."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import replace

from tests.planning.test_concerns import DAY, changed, told_of, two_cohorts
from toolkit.model.plan import Plan
from toolkit.model.told import Mailing
from toolkit.planning.outdated import told_otherwise


def test_who_knows_what_is_no_longer_so_stands_by_when_they_were_told() -> None:
    plan = two_cohorts()
    meeting = plan.meeting("a", "backprop")
    assert meeting is not None
    told, moment = told_of(plan), datetime.datetime(2027, 1, 6, 9, 0)
    mailing = Mailing(moment=moment, publishes=0, people=("mo", "ben"), meetings=told.meetings, members=told.members)
    moved = changed(plan, "a", "backprop", date=meeting.date + DAY)
    after = replace(moved, programme=replace(plan.programme, told=told, mailings=(mailing,)))

    def found(plan: Plan, about: Iterable[tuple[str, str]] | None = None) -> list[tuple[object, ...]]:
        keys = None if about is None else tuple(about)
        return [(one.moment, one.publish, one.people, one.meetings) for one in told_otherwise(plan, about=keys)]

    backprop = (("a", "backprop"),)
    by_publish = (told.moment, "launch", ("p1", "ada"), backprop)
    assert found(after) == [by_publish, (moment, "", ("mo",), backprop)]
    assert found(after, backprop) == found(after)
    assert found(after, [("a", "tensors")]) == []
    only_mailed = replace(moved, programme=replace(plan.programme, mailings=(mailing,)))
    assert found(only_mailed) == [(moment, "", ("mo",), backprop)]
    assert found(replace(plan, programme=after.programme)) == []


def test_a_meeting_that_nobody_was_told_of_is_no_old_information() -> None:
    plan = two_cohorts()
    told = told_of(replace(plan, meetings=tuple(m for m in plan.meetings if m.key != ("a", "backprop"))))
    assert told_otherwise(replace(plan, programme=replace(plan.programme, told=told))) == ()
