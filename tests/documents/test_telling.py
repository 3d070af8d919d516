"""Slips, hand-overs, timetables and texts: made where something changed, and saying that and no more."""

from __future__ import annotations

import re

import pytest

from tests.documents.rich_plan import AMARA, JONAS, LINK, PEOPLE, rich_plan, shipped_types
from tests.documents.told_plans import COVER, REASON, changed, messages, moved, pages, published, texts
from toolkit.documents.calendars import make_calendars
from toolkit.documents.pages import make_pages
from toolkit.model.people import Facilitator


def test_a_slip_is_made_for_the_cohort_whose_meeting_changed_and_says_how_it_was_and_is() -> None:
    made = pages(moved(), "slip")
    assert list(made) == ["share/slip-a.pdf"]
    assert "Tue 26 Jan, 18:30, Room 1" in made["share/slip-a.pdf"]
    assert "Wed 27 Jan, 18:30, Room 1" in made["share/slip-a.pdf"]
    assert "On attention" in made["share/slip-a.pdf"]
    assert "On backprop" not in made["share/slip-a.pdf"]


def test_nothing_published_or_nothing_changed_makes_no_slip_no_text_and_no_message() -> None:
    for plan in (rich_plan(cohorts="ab"), published(rich_plan(cohorts="ab"))):
        assert (pages(plan, "slip"), texts(plan), messages(plan)) == ({}, {}, {})


def test_a_change_of_facilitator_is_no_news_for_participants() -> None:
    plan = changed(published(rich_plan()), "attention", facilitators=(COVER,))
    assert (pages(plan, "slip"), texts(plan)) == ({}, {})
    assert set(messages(plan)) == {"facilitator-f1.eml", "facilitator-f2.eml"}


def test_a_slip_names_nobody_and_gives_no_reason_and_no_link() -> None:
    plan = moved(mode="online-peer")
    meeting = plan.meeting("a", "attention")
    assert meeting is not None
    (slip,) = pages(changed(plan, "attention", link=f"{LINK}-2"), "slip").values()
    secrets = [
        REASON,
        LINK,
        *(person.name for person in PEOPLE),
        AMARA.name,
        JONAS.name,
        *(person.email for person in PEOPLE),
    ]
    assert [secret for secret in secrets if secret in slip] == []
    assert "Another link to join" in slip


def test_the_reason_for_a_change_stands_in_nothing_that_is_shared() -> None:
    types, base = shipped_types()
    plan = moved()
    for page in make_pages(plan, types, base=base):
        assert page.audience == "private" or REASON not in page.html, page.path
    for calendar in make_calendars(plan):
        assert calendar.audience == "private" or not any(REASON in entry.description for entry in calendar.entries)


def test_whoever_covers_gets_a_hand_over_for_the_first_of_their_meetings_with_the_group() -> None:
    plan = published(rich_plan(cohorts="ab"))
    (path, text), = pages(changed(plan, "attention", facilitators=(COVER,)), "hand-over").items()  # fmt: skip
    assert path == "private/facilitators/hand-over-02-a.pdf"
    assert "For Imre Szabó, in the place of Amara Nwosu" in text
    assert "On backprop" in text
    assert "What surprised you?" in text
    assert PEOPLE[0].name in text
    assert AMARA.email in text
    assert "02-attention-a.pdf" in text
    assert "out/" not in text
    both = changed(changed(plan, "attention", facilitators=(COVER,)), "backprop", facilitators=(COVER,))
    assert list(pages(both, "hand-over")) == ["private/facilitators/hand-over-01-a.pdf"]


@pytest.mark.parametrize("facilitators", [(AMARA,), (), (AMARA, AMARA)])
def test_nobody_is_handed_anything_where_nobody_new_comes(facilitators: tuple[Facilitator, ...]) -> None:
    assert pages(changed(published(rich_plan()), "attention", facilitators=facilitators), "hand-over") == {}


def test_a_first_meeting_has_no_last_time() -> None:
    (text,) = pages(changed(published(rich_plan()), "backprop", facilitators=(COVER,)), "hand-over").values()
    assert "This is the group’s first meeting." in text


def test_each_room_has_its_timetable_week_by_week_with_chairs() -> None:
    plan = changed(rich_plan(cohorts="ab"), "attention", status="cancelled")
    (path, text), = pages(plan, "timetable").items()  # fmt: skip
    assert path == "private/rooms/timetable-r1.pdf"
    assert re.search(r"HT27 week 1 +Tue 19 Jan +18:30–20:30 +Cohort A +Amara Nwosu +On backprop +7 ", text)
    assert re.search(r"HT27 week 2 .*Cohort A .*Cancelled: the room is free\. +– ", text)


def test_the_text_for_the_chat_gives_the_reason_and_only_what_changed() -> None:
    assert list(texts(moved())) == ["changed-a.txt"]
    text = texts(moved())["changed-a.txt"]
    assert "- 2. On attention: moved from Tue 26 Jan, 18:30, to Wed 27 Jan, 18:30." in text
    assert text.count("Person Number1 is ill.") == 1
    assert "backprop" not in text
