"""Who stands in for a cohort's own facilitators, and from which evening on they know the group."""

from __future__ import annotations

from tests.documents.rich_plan import AMARA, rich_plan
from tests.documents.told_plans import COVER, changed, published
from toolkit.model.plan import Meeting, Plan
from toolkit.planning.covers import covers, last_before


def meeting(plan: Plan, session: str) -> Meeting:
    found = plan.meeting("a", session)
    assert found is not None
    return found


def test_a_cover_is_one_for_the_first_of_their_evenings_with_the_group() -> None:
    plan = changed(published(rich_plan()), "backprop", facilitators=(AMARA, COVER))
    both = changed(plan, "attention", facilitators=(COVER,))
    assert covers(both, meeting(both, "backprop")) == (COVER,)
    assert covers(both, meeting(both, "attention")) == ()
    assert covers(plan, meeting(plan, "attention")) == ()


def test_the_last_meeting_is_the_last_that_is_held() -> None:
    plan = changed(published(rich_plan()), "attention", facilitators=(COVER,))
    assert last_before(plan, meeting(plan, "attention")) == meeting(plan, "backprop")
    assert last_before(plan, meeting(plan, "backprop")) is None
    off = changed(plan, "backprop", status="cancelled", facilitators=(COVER,))
    assert covers(off, meeting(off, "attention")) == (COVER,)
    assert last_before(off, meeting(off, "attention")) is None
