"""The first message to whoever runs or mentors meetings, and which pages come with it and with a cover's."""

from __future__ import annotations

import datetime
import re
from dataclasses import replace

import pytest

from tests.documents.private_plan import private_plan
from tests.documents.rich_plan import AMARA, JONAS, LINK, PEOPLE, rich_plan, shipped_types
from tests.documents.test_places import with_people
from tests.documents.told_plans import COVER, DAY, changed, messages, published, welcomes
from toolkit.documents.messages import make_messages
from toolkit.documents.pages import make_texts
from toolkit.model.document import Invitation, Message
from toolkit.model.people import Participant
from toolkit.model.plan import Plan
from toolkit.model.told import Mailing
from toolkit.planning.differences import snapshot

PAGES = ("pack", "hand-over")


def mailed(plan: Plan, *ids: str) -> Plan:
    """The plan, once mail had reached these people."""
    mailing = Mailing(moment=datetime.datetime(2027, 1, 5, 9), publishes=0, people=ids, meetings=snapshot(plan))
    return replace(plan, programme=replace(plan.programme, mailings=(*plan.programme.mailings, mailing)))


def enclosed(message: Message) -> list[str]:
    return [one.path.removeprefix("private/facilitators/") for one in message.encloses]


def test_whoever_runs_a_group_is_told_who_is_in_it_when_and_where_and_gets_pack_and_calendar() -> None:
    plan = rich_plan(cohorts="ab")
    made = welcomes(plan, *PAGES)
    one = made["f1"]
    assert (one.subject, one.to and one.to.email) == (
        "Engineering ladder: you run Cohort A and Cohort B",
        "amara@example.org",
    )
    assert one.text.startswith("Hello Amara,\n\nthank you for running 2 groups of Engineering ladder.")
    for words in (
        "Your group: Cohort A\nWhen: Tuesdays, 18:30 (London time)\nWhere: venue to be announced",
        "Mentor: Jonas Lindqvist\nWho is in it: Person Number1, Person Number2,",
        "about 6 people; their names come to you as soon as they are known",
        "The first meeting is on Tuesday 19 January 2027 at 18:30 (London time); there are 4, the last on Tuesday 26",
        "- Facilitator pack Cohort A\n- Facilitator pack Cohort B\n- for your calendar, your meetings and,",
        "“Before you facilitate” in your pack",
        "Questions: Ruth Okafor, 07700 900123",
    ):
        assert words in one.text, words
    assert enclosed(one) == ["pack-a.pdf", "pack-b.pdf"]
    assert one.attached == "calendar.ics"
    assert len(one.entries) == 2 * len(plan.of_facilitator("f1"))
    assert "person1@example.org" not in one.text


def test_a_mentor_is_told_who_runs_it_and_of_the_part_that_is_theirs_and_gets_no_pack() -> None:
    one = welcomes(rich_plan(), *PAGES)["m1"]
    assert one.subject == "Engineering ladder: you mentor a group"
    assert "thank you for mentoring a group of" in one.text
    assert "Who runs it: Amara Nwosu\nWho is in it: Person Number1" in one.text
    assert "the part of each meeting in which you are wanted" in one.text
    assert "pack" not in one.text
    assert "run sheet" not in one.text
    assert one.encloses == ()
    assert {entry.uid.split("@")[0].rpartition(".")[2] for entry in one.entries} == {"mentor"}


def test_whoever_does_not_come_is_nobody_in_the_group() -> None:
    plan = with_people(rich_plan(), replace(PEOPLE[0], status="withdrawn"))
    assert PEOPLE[0].name not in welcomes(plan)["f1"].text
    assert PEOPLE[1].name in welcomes(plan)["f1"].text


def test_online_the_link_is_told_or_that_none_is_known_and_everybody_reads_their_own_clock() -> None:
    plan = rich_plan(mode="online-peer")
    people = {"f1": replace(AMARA, timezone="Asia/Kolkata")}
    plan = replace(plan, programme=replace(plan.programme, people=replace(plan.programme.people, facilitators=people)))
    plan = replace(plan, meetings=tuple(replace(one, facilitators=(people["f1"],)) for one in plan.meetings))
    (one,) = welcomes(plan).values()
    assert f"Where: online: {LINK}" in one.text
    assert "at 18:30 (London time; Wed 20 Jan, 00:00 Kolkata time for you)" in one.text
    cohorts = tuple(replace(cohort, link=None) for cohort in plan.programme.cohorts)
    meetings = tuple(replace(meeting, link=None, cohort=cohorts[0]) for meeting in plan.meetings)
    (one,) = welcomes(replace(plan, programme=replace(plan.programme, cohorts=cohorts), meetings=meetings)).values()
    assert "Where: online; the link is not known yet" in one.text
    assert "your facilitator" not in one.text


@pytest.mark.parametrize("told", [published(rich_plan()), mailed(rich_plan(), "f1", "m1")])
def test_whoever_was_told_before_gets_what_changed_and_no_second_welcome(told: Plan) -> None:
    assert (welcomes(told), messages(told)) == ({}, {})
    after = changed(told, "attention", date=datetime.date(2027, 1, 28), status="moved")
    assert welcomes(after) == {}
    assert {"facilitator-f1.eml", "facilitator-m1.eml"} <= messages(after).keys()
    assert all(one.encloses == () for one in messages(after).values())


def test_nobody_is_new_twice_though_a_later_publish_named_no_meeting_of_theirs() -> None:
    told = published(rich_plan())
    publication = told.programme.told
    assert publication is not None
    away = [one.model_copy(update={"facilitators": ()}) for one in publication.meetings]
    for running, new in ((("f1",), set()), ((), {"f1"})):
        later = publication.model_copy(update={"meetings": tuple(away), "running": running})
        plan = replace(told, programme=replace(told.programme, told=later))
        assert set(welcomes(plan)) == new
        assert ("facilitator-f1.eml" in messages(plan)) == (not new)


def test_who_is_only_mailed_to_others_was_not_told() -> None:
    assert set(welcomes(mailed(rich_plan(), "p1", "m1"))) == {"f1"}


def test_whose_meetings_are_all_over_or_off_is_welcomed_to_none() -> None:
    plan = changed(changed(rich_plan(), "backprop", held=True), "attention", status="cancelled")
    assert welcomes(plan) == {}


def test_a_cover_who_is_new_reads_when_for_whom_and_with_whom_and_gets_hand_over_and_run_sheet() -> None:
    (one,) = welcomes(changed(published(rich_plan()), "attention", facilitators=(COVER,)), *PAGES).values()
    assert one.subject == "Engineering ladder: you run a meeting"
    assert "thank you for helping out. This meeting is yours:" in one.text
    assert (
        "- Session 2: On attention, Tuesday 26 January 2027, 18:30–20:30 (London time), Room 1, 14 Broad Street, Oxford"
        " OX1 3AS;"
        " in the place of Amara Nwosu.\n  Who comes: Person Number1," in one.text
    )
    assert "The first" not in one.text
    assert "- Hand-over 2\n- Run sheet, On attention, Tuesday 26 January 2027\n" in one.text
    assert enclosed(one) == ["hand-over-02.pdf", "run-sheets/02-attention.pdf"]


def test_a_cover_who_runs_a_group_of_their_own_gets_both_with_what_changed() -> None:
    plan = published(rich_plan(cohorts="ab"))
    plan = changed(plan, "attention", cohort="b", facilitators=(COVER,))
    plan = changed(plan, "backprop", cohort="b", facilitators=(COVER,))
    told = published(plan)
    after = changed(told, "attention", facilitators=(COVER,))
    types, base = shipped_types("message-facilitator", *PAGES)
    made = {one.person: one for one in make_messages(after, types, base=base) if isinstance(one, Message)}
    assert enclosed(made["f2"]) == ["hand-over-02-a.pdf", "run-sheets/02-attention-a.pdf"]
    assert "With this message come:\n\n- Hand-over 2 Cohort A\n- Run sheet, On attention," in made["f2"].text
    assert made["f1"].encloses == ()
    assert "With this message come" not in made["f1"].text
    both = changed(after, "backprop", facilitators=(COVER,))
    made = {one.person: one for one in make_messages(both, types, base=base) if isinstance(one, Message)}
    assert enclosed(made["f2"]) == [
        "hand-over-01-a.pdf",
        "run-sheets/01-backprop-a.pdf",
        "run-sheets/02-attention-a.pdf",
    ]


def test_another_mentor_for_an_evening_gets_its_run_sheet() -> None:
    other = replace(JONAS, id="m2", name="Mira Ost")
    plan = changed(published(rich_plan()), "attention", mentor=other)
    people = replace(plan.programme.people, facilitators={**plan.programme.people.facilitators, "m2": other})
    plan = replace(plan, programme=replace(plan.programme, people=people))
    assert enclosed(welcomes(plan, *PAGES)["m2"]) == ["run-sheets/02-attention.pdf"]


def test_names_that_become_known_after_the_welcome_are_told() -> None:
    plan = published(rich_plan())
    told = plan.programme.told
    assert told is not None
    plan = replace(plan, programme=replace(plan.programme, told=told.model_copy(update={"members": {"a": ()}})))
    assert "Person Number1, Person Number2, Person Number3, Person Number4 and Person Number5 join." in (
        messages(plan)["facilitator-f1.eml"].text
    )


@pytest.mark.parametrize("mode", ["online-mentored", "in-person-mentored"])
def test_no_message_names_a_file_or_folder_of_the_organiser(mode: str) -> None:
    plan = private_plan(mode)
    fresh = replace(plan, programme=replace(plan.programme, told=None))
    gone = with_people(plan, *(replace(PEOPLE[1], status="withdrawn"), Participant("w2", "Wes", "w2@example.org")))
    types, base = shipped_types()
    made = [
        one
        for each in (plan, fresh, gone, changed(plan, "backprop", date=datetime.date(2027, 1, 20) + DAY))
        for one in (*make_messages(each, types, base=base), *make_texts(each, types, base=base))
    ]
    texts = [one.text for one in made if not isinstance(one, Invitation) and "google-form" not in one.path]
    assert len(texts) > 20
    for text in texts:
        words = re.sub(r"https?://\S+", "", text)
        assert not re.search(r"\b(out|people|private|share|sessions|incoming)/|/tmp|`", words)
        assert not re.search(r"\.(ya?ml|csv|eml|pdf|html|py)\b", words)
