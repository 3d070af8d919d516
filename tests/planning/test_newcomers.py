"""Whoever runs or mentors meetings is new until they were told of one."""

from __future__ import annotations

import datetime
from dataclasses import replace

from tests.documents.rich_plan import rich_plan
from tests.documents.told_plans import COVER, changed, published
from toolkit.model.told import Mailing
from toolkit.planning.differences import snapshot
from toolkit.planning.newcomers import newcomers, own_evenings, told_that_they_run


def test_those_who_were_told_by_a_publish_or_by_mail_are_new_no_more() -> None:
    plan = rich_plan()
    assert [one.id for one in newcomers(plan)] == ["f1", "m1"]
    assert newcomers(published(plan)) == ()
    mailing = Mailing(moment=datetime.datetime(2027, 1, 5), publishes=0, people=("f1",), meetings=snapshot(plan))
    mailed = replace(plan, programme=replace(plan.programme, mailings=(mailing,)))
    assert told_that_they_run(mailed.programme) == {"f1"}
    assert [one.id for one in newcomers(mailed)] == ["m1"]
    assert [one.id for one in newcomers(changed(published(plan), "attention", facilitators=(COVER,)))] == ["f2"]


def test_a_meeting_that_was_told_as_cancelled_is_none_that_they_run() -> None:
    plan = changed(changed(rich_plan(), "attention", status="cancelled"), "backprop", status="cancelled")
    assert told_that_they_run(published(plan).programme) == frozenset()


def test_two_meetings_that_are_one_evening_are_one() -> None:
    plan = changed(rich_plan(cohorts="ab"), "attention", cohort="b", status="combined", combined_into="a")
    assert [one.key for one in own_evenings(plan, "f1")] == [
        ("a", "backprop"), ("b", "backprop"), ("a", "attention"),
    ]  # fmt: skip
