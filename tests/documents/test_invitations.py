"""Invitations: each is a message of its own, for whoever is to come, and takes back what is no more."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from tests.documents.rich_plan import PEOPLE, rich_plan, shipped_types
from tests.documents.told_plans import COVER, changed, moved, published
from toolkit.documents.calendars import all_entries
from toolkit.documents.messages import make_messages
from toolkit.keeping.lock import Lock, advance
from toolkit.model.document import Invitation, Message
from toolkit.model.plan import Plan
from toolkit.model.programme import Sender
from toolkit.problems import ProblemsFound


def inviting(plan: Plan, email: str = "ada@example.org") -> Plan:
    """The plan, with somebody to answer to."""
    settings = plan.programme.settings.model_copy(update={"sender": Sender(name="Ada", email=email)})
    return replace(plan, programme=replace(plan.programme, settings=settings))


def invitations(plan: Plan, email: str = "ada@example.org") -> dict[str, Invitation]:
    types, base = shipped_types("message-person", "message-facilitator")
    made = make_messages(inviting(plan, email), types, base=base, invitations=True)
    return {one.path.removeprefix("private/messages/invitations/"): one for one in made if isinstance(one, Invitation)}


def mails(plan: Plan, email: str = "ada@example.org") -> dict[str, Message]:
    """The messages with invitations, by path."""
    types, base = shipped_types("message-person", "message-facilitator", "message-place")
    made = make_messages(inviting(plan, email), types, base=base, invitations=True)
    return {one.path.removeprefix("private/messages/"): one for one in made if isinstance(one, Message)}


def test_everybody_with_an_address_is_invited_to_each_meeting_that_is_to_be_held() -> None:
    plan = changed(published(rich_plan(cohorts="ab")), "backprop", held=True)
    made = invitations(plan)
    assert {path for path in made if path.startswith("p1/")} == {"p1/02-attention-a.ics"}
    assert {path for path in made if path.startswith("f1/")} == {
        "f1/02-attention-a.ics",
        "f1/01-backprop-b.ics",
        "f1/02-attention-b.ics",
    }
    assert not any(path.startswith("m1/") for path in made)
    assert {one.method for one in made.values()} == {"REQUEST"}
    assert made["p1/02-attention-a.ics"].attendee.email == "person1@example.org"


def test_one_changed_meeting_is_one_message_which_is_the_invitation() -> None:
    one = mails(changed(published(rich_plan()), "attention", status="cancelled"))["person-p1.eml"]
    assert one.invitation is not None
    assert (one.invitation.method, one.entries, one.letter) == ("CANCEL", (), True)


def test_several_meetings_are_a_letter_and_a_message_for_each() -> None:
    made = {path: one for path, one in mails(rich_plan()).items() if one.person == "p1"}
    assert list(made) == ["place-person-p1.eml", "invitations/p1/01-backprop.eml", "invitations/p1/02-attention.eml"]
    letter, *asked = made.values()
    assert (letter.invitation, letter.entries, letter.letter) == (None, (), True)
    assert "you have a place" in letter.subject
    assert "An invitation to each comes in a message of its own" in letter.text
    assert len({one.invitation.entry.uid for one in asked if one.invitation}) == len(asked) == 2
    assert {one.letter for one in asked} == {False}
    assert asked[0].subject == "1. On backprop: Tue 19 Jan, 18:30, Room 1"
    assert asked[0].text == "1. On backprop: Tue 19 Jan, 18:30, Room 1\n\nEngineering ladder\nAda\n"
    assert len({one.id for one in made.values()}) == 3


def test_a_letter_says_where_its_calendar_comes_to_whoever_gets_it() -> None:
    types, base = shipped_types("message-person", "message-facilitator", "message-place", "welcome")
    comes = "A calendar with all dates comes with this message."
    sends = PEOPLE[1]
    for invitations, others in ((False, set[str]()), (True, {one.id for one in PEOPLE} - {sends.id})):
        made = make_messages(inviting(rich_plan(), sends.email or ""), types, base=base, invitations=invitations)
        letters = {one.person: one.text for one in made if isinstance(one, Message) and "place-person" in one.path}
        assert {id for id, text in letters.items() if comes not in text} == others
    plan = rich_plan(preparation_minutes=45)
    for invitations in (False, True):
        made = make_messages(inviting(plan), types, base=base, invitations=invitations)
        (welcome,) = (one.text for one in made if isinstance(one, Message) and one.path.endswith("welcome-f1.eml"))
        assert ("your meetings and, before each, 45 min to prepare" in welcome) != invitations
        assert ("- for your calendar, before each meeting, 45 min to prepare" in welcome) == invitations
        assert ("An invitation to each meeting comes in a message of its own" in welcome) == invitations
    (alone,) = (one for path, one in mails(rich_plan(sessions=("attention",))).items() if "place-person-p1" in path)
    assert (alone.invitation is not None, comes in alone.text) == (True, True)
    plan = published(rich_plan())
    for key in ("backprop", "attention"):
        plan = changed(plan, key, time=datetime.time(19))
    assert "otherwise open the messages that follow, one for each meeting." in mails(plan)["person-p1.eml"].text


def test_preparation_is_no_invitation_and_stays_a_file_of_the_letter() -> None:
    plan = changed(published(rich_plan(preparation_minutes=45)), "attention", date=datetime.date(2027, 1, 27))
    made = mails(plan)
    letter, asked = made["facilitator-f1.eml"], made["invitations/f1/02-attention.eml"]
    assert [entry.title for entry in letter.entries] == ["MOVED: Prepare: 2. On attention"]
    assert (letter.invitation, asked.entries) == (None, ())
    assert "otherwise open what comes with this message and the one that follows." in letter.text
    assert asked.invitation is not None
    assert asked.invitation.entry.uid != letter.entries[0].uid


@pytest.mark.parametrize("email", ["person1@example.org", "Person1@Example.org"])
def test_whoever_invites_is_not_invited_and_has_the_file(email: str) -> None:
    plan = rich_plan()
    assert {path.partition("/")[0] for path in invitations(plan, email)} == {"p2", "p3", "p4", "p5", "f1"}
    made = {path: one for path, one in mails(plan, email).items() if one.person == "p1"}
    assert list(made) == ["place-person-p1.eml"]
    assert len(made["place-person-p1.eml"].entries) == 2
    assert all(one.organiser.email != one.attendee.email for one in invitations(plan).values())


def test_before_anything_was_told_a_cancelled_meeting_has_no_invitation() -> None:
    assert set(invitations(changed(rich_plan(), "attention", status="cancelled"))) == {
        f"{id}/01-backprop.ics" for id in ("p1", "p2", "p3", "p4", "p5", "f1")
    }


def test_a_cancelled_meeting_that_was_told_is_withdrawn() -> None:
    one = invitations(changed(published(rich_plan()), "attention", status="cancelled"))["p1/02-attention.ics"]
    assert (one.method, one.entry.status) == ("CANCEL", "CANCELLED")


def test_somebody_who_is_not_to_come_any_more_is_told_so_and_the_others_are_asked() -> None:
    made = invitations(changed(published(rich_plan()), "attention", facilitators=(COVER,)))
    assert {path: one.method for path, one in made.items() if path.endswith("02-attention.ics") and path[0] == "f"} == {
        "f1/02-attention.ics": "CANCEL",
        "f2/02-attention.ics": "REQUEST",
    }
    assert made["p1/02-attention.ics"].entry.uid == made["f1/02-attention.ics"].entry.uid


def test_a_meeting_that_is_gone_is_withdrawn_under_its_own_uid_and_a_higher_number() -> None:
    plan = published(rich_plan())
    lock = advance(Lock(), all_entries(plan))
    gone = replace(plan, meetings=tuple(meeting for meeting in plan.meetings if meeting.session.key != "attention"))
    one = invitations(gone)["p1/02-attention.ics"]
    assert one.method == "CANCEL"
    uid = one.entry.uid
    after = advance(lock, all_entries(gone))
    assert (lock.versions[uid].sequence, after.versions[uid].sequence) == (0, 1)
    assert advance(after, all_entries(gone)) == after
    assert advance(after, all_entries(plan)).versions[uid].sequence == 2


def test_invitations_without_a_sender_are_refused() -> None:
    types, base = shipped_types("message-person")
    with pytest.raises(ProblemsFound) as found:
        make_messages(rich_plan(), types, base=base, invitations=True)
    assert [problem.code for problem in found.value.problems] == ["P130"]


def test_a_message_carries_the_invitations_of_what_changed_only() -> None:
    made = {path: one for path, one in mails(moved()).items() if one.person == "p1"}
    assert list(made) == ["person-p1.eml"]
    asked = made["person-p1.eml"].invitation
    assert asked is not None
    assert asked.path.rsplit("/", 1)[-1] == "02-attention-a.ics"
    assert "moved from Tue 26 Jan, 18:30, to Wed 27 Jan, 18:30" in asked.words
