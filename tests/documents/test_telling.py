"""Slips, hand-overs, timetables, texts and messages: made where something changed, and saying that and no more."""

from __future__ import annotations

import datetime
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.documents.rich_plan import AMARA, JONAS, LINK, PEOPLE, rich_plan, shipped_types
from toolkit.documents.calendars import ShowCancelled, all_entries, holders, make_calendars
from toolkit.documents.messages import make_messages
from toolkit.documents.pages import make_pages, make_texts
from toolkit.keeping.lock import Lock, advance, read_lock, write_lock
from toolkit.model.document import CalendarEntry, Invitation, Message
from toolkit.model.people import Facilitator
from toolkit.model.plan import Plan
from toolkit.model.programme import Sender
from toolkit.model.told import Publication
from toolkit.planning.differences import snapshot
from toolkit.problems import Problem, ProblemsFound
from toolkit.reading.documents import read_document_types
from toolkit.reading.shelves import Shelves

COVER = Facilitator("f2", "Imre Szabó", "imre@example.org")
DAY = datetime.timedelta(days=1)
REASON = "Person Number1 is ill"


def published(plan: Plan) -> Plan:
    """The plan, told to everybody as it is."""
    members = {cohort.key: cohort.members for cohort in plan.programme.cohorts}
    told = Publication(
        name="launch", moment=datetime.datetime(2027, 1, 5, 9), meetings=snapshot(plan), files={}, members=members
    )
    people = replace(plan.programme.people, facilitators={**plan.programme.people.facilitators, "f2": COVER})
    return replace(plan, programme=replace(plan.programme, told=told, people=people))


def changed(plan: Plan, session: str, *, cohort: str = "a", **values: object) -> Plan:
    """The plan with one meeting otherwise than told."""
    meetings = tuple(replace(m, **values) if m.key == (cohort, session) else m for m in plan.meetings)  # type: ignore[arg-type]
    return replace(plan, meetings=meetings)


def moved(**settings: object) -> Plan:
    """The second session of two cohorts' first is a day later than told."""
    plan = published(rich_plan(cohorts="ab", **settings))  # type: ignore[arg-type]
    meeting = plan.meeting("a", "attention")
    assert meeting is not None
    return changed(plan, "attention", date=meeting.date + DAY, status="moved", reason=REASON)


def pages(plan: Plan, *names: str) -> dict[str, str]:
    """The text of each page by its path."""
    types, base = shipped_types(*names)
    return {page.path: re.sub(r"<[^>]*>|\s+", " ", page.html) for page in make_pages(plan, types, base=base)}


def texts(plan: Plan) -> dict[str, str]:
    types, base = shipped_types("changed")
    return {text.path.rsplit("/", 1)[-1]: text.text for text in make_texts(plan, types, base=base)}


def messages(plan: Plan, **options: object) -> dict[str, Message]:
    types, base = shipped_types("message-person", "message-facilitator")
    made = make_messages(plan, types, base=base, **options)  # type: ignore[arg-type]
    return {one.path.rsplit("/", 1)[-1]: one for one in made if isinstance(one, Message)}


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


# slips


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


# hand-overs and timetables


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


# texts and messages


def test_the_text_for_the_chat_gives_the_reason_and_only_what_changed() -> None:
    assert list(texts(moved())) == ["changed-a.txt"]
    text = texts(moved())["changed-a.txt"]
    assert "- 2. On attention: moved from Tue 26 Jan, 18:30, to Wed 27 Jan, 18:30." in text
    assert text.count("Person Number1 is ill.") == 1
    assert "backprop" not in text


def test_each_message_is_for_one_person_and_holds_only_their_meeting() -> None:
    made = messages(moved())
    assert set(made) == {*(f"person-{person.id}.eml" for person in PEOPLE), "facilitator-f1.eml", "facilitator-m1.eml"}
    one = made["person-p1.eml"]
    assert (one.to and one.to.email, one.subject) == (
        "person1@example.org",
        "Engineering ladder: 2. On attention has changed",
    )
    assert [entry.uid.split("@")[0].partition(".")[2] for entry in one.entries] == ["a.attention"]
    assert one.text.startswith("Hello Person,\n")
    assert "Your other meeting stays as it is." in one.text
    assert [entry.uid.split("@")[0].partition(".")[2] for entry in made["facilitator-m1.eml"].entries] == [
        "a.attention.mentor"
    ]
    assert made["facilitator-m1.eml"].to is None


def test_a_cancelled_meeting_on_a_screen_says_whose_clock_it_was_on() -> None:
    assert (
        "cancelled (it was on Tue 26 Jan, 18:30, Europe/London)"
        in messages(changed(published(rich_plan(mode="online-peer")), "attention", status="cancelled"))[
            "person-p1.eml"
        ].text
    )


def test_two_changes_of_one_person_are_one_message() -> None:
    plan = changed(moved(), "backprop", status="cancelled")
    made = messages(plan)["person-p1.eml"]
    assert made.subject == "Engineering ladder: 2 meetings have changed"
    assert len(made.entries) == 2


def test_an_entry_in_a_message_is_the_one_of_the_calendars_but_for_the_alarm() -> None:
    plan = moved()
    calendar = next(one for one in make_calendars(plan) if one.path == "private/calendar/person-p1.ics")
    assert messages(plan)["person-p1.eml"].entries == tuple(
        replace(one, alarm=None) for one in calendar.entries if ".attention@" in one.uid
    )


def test_somebody_who_runs_a_meeting_no_longer_is_told_so_and_their_calendar_drops_it_with_its_preparation() -> None:
    made = messages(changed(published(rich_plan()), "attention", facilitators=(COVER,)))
    one = made["facilitator-f1.eml"]
    assert "no longer yours (it was on Tue 26 Jan, 18:30)" in one.text
    assert [(_about(entry), entry.status, entry.withdrawn_from) for entry in one.entries] == [
        ("a.attention", "CANCELLED", "f1"),
        ("a.attention.preparation.f1", "CANCELLED", ""),
    ]
    assert "delete there what is left of it" in one.text
    assert [entry.status for entry in made["facilitator-f2.eml"].entries] == ["CONFIRMED", "CONFIRMED"]


def _about(entry: CalendarEntry) -> str:
    return entry.uid.split("@")[0].partition(".")[2]


def numbers(plan: Plan, lock: Lock, id: str) -> dict[str, int]:
    """The SEQUENCE of each entry in a facilitator's draft."""
    return {_about(entry): lock.version_of(entry).sequence for entry in messages(plan)[f"facilitator-{id}.eml"].entries}


def test_a_meeting_taken_from_somebody_and_given_back_rises_each_time_and_rests_for_the_others_meanwhile() -> None:
    plan = published(rich_plan())
    lock = advance(Lock(), all_entries(plan), holders=holders(plan))
    covered = changed(plan, "attention", facilitators=(COVER,))
    taken = advance(lock, all_entries(covered), holders=holders(covered))
    assert numbers(covered, taken, "f1") == {"a.attention": 1, "a.attention.preparation.f1": 1}
    assert numbers(covered, taken, "f2") == {"a.attention": 0, "a.attention.preparation.f2": 0}
    assert advance(taken, all_entries(covered), holders=holders(covered)) == taken == read_lock(write_lock(taken))
    told = published(covered)
    back = changed(told, "attention", facilitators=(AMARA,))
    given = advance(advance(taken, all_entries(told), holders=holders(told)), all_entries(back), holders=holders(back))
    assert numbers(back, given, "f1") == {"a.attention": 2, "a.attention.preparation.f1": 2}
    assert numbers(back, given, "f2") == {"a.attention": 3, "a.attention.preparation.f2": 1}
    assert advance(given, all_entries(back), holders=holders(back)) == given


def test_whoever_changes_cohort_gets_what_takes_the_old_meetings_out_of_their_calendar() -> None:
    plan = published(rich_plan(cohorts="ab"))
    moves = {"a": tuple(person.id for person in PEOPLE[1:]), "b": ("p1",)}
    cohorts = tuple(replace(cohort, members=moves[cohort.key]) for cohort in plan.programme.cohorts)
    meetings = tuple(replace(m, cohort=next(c for c in cohorts if c.key == m.cohort.key)) for m in plan.meetings)
    plan = replace(plan, programme=replace(plan.programme, cohorts=cohorts), meetings=meetings)
    made = messages(plan)
    assert [(_about(entry), entry.status) for entry in made["person-p1.eml"].entries] == [
        ("a.backprop", "CANCELLED"), ("b.backprop", "CONFIRMED"), ("a.attention", "CANCELLED"),
        ("b.attention", "CONFIRMED"),
    ]  # fmt: skip
    assert "person-p2.eml" not in made


@pytest.mark.parametrize("cancelled", ["keep", "drop", "note"])
def test_a_meeting_that_is_no_more_is_cancelled_in_drafts_however_cancelled_ones_are_shown(
    cancelled: ShowCancelled,
) -> None:
    plan = published(rich_plan())
    gone = replace(plan, meetings=tuple(meeting for meeting in plan.meetings if meeting.session.key != "attention"))
    made = messages(gone, cancelled=cancelled)
    assert [(_about(entry), entry.status) for entry in made["person-p1.eml"].entries] == [("a.attention", "CANCELLED")]
    assert [_about(entry) for entry in made["facilitator-m1.eml"].entries] == ["a.attention.mentor"]


def test_among_other_changes_the_meetings_to_delete_are_named() -> None:
    plan = changed(
        changed(published(rich_plan()), "attention", facilitators=(COVER,)), "backprop", time=datetime.time(19)
    )
    text = messages(plan)["facilitator-f1.eml"].text
    assert (
        "open what comes with this message, and delete there what is left of 2. On attention (Tue 26 Jan, 18:30), with"
        " the preparation before it." in text
    )
    assert "delete" not in messages(moved())["facilitator-f1.eml"].text


def test_whoever_has_lost_a_meeting_that_is_cancelled_reads_that_it_is_and_gets_the_cancelled_entry() -> None:
    plan = changed(published(rich_plan()), "attention", facilitators=(COVER,), status="cancelled")
    made = messages(plan)["facilitator-f1.eml"]
    assert "cancelled (it was on Tue 26 Jan, 18:30)" in made.text
    assert "delete" not in made.text
    assert [(_about(entry), entry.status) for entry in made.entries] == [
        ("a.attention", "CANCELLED"),
        ("a.attention.preparation.f1", "CANCELLED"),
    ]


@pytest.mark.parametrize(
    ("values", "status"), [({"date": datetime.date(2027, 1, 28)}, "CONFIRMED"), ({"status": "cancelled"}, "CANCELLED")]
)
def test_the_preparation_goes_with_its_meeting(values: dict[str, Any], status: str) -> None:
    made = messages(changed(published(rich_plan()), "attention", **values))
    found = [entry for entry in made["facilitator-f1.eml"].entries if ".preparation.f1@" in entry.uid]
    assert [(entry.status, ".attention." in entry.uid, entry.alarm) for entry in found] == [(status, True, None)]
    assert not any(
        ".preparation." in entry.uid for name in ("person-p1.eml", "facilitator-m1.eml") for entry in made[name].entries
    )


@pytest.mark.parametrize(("values", "words"), [
    ({"facilitators": ()}, "nobody facilitates: your group runs it itself."), ({"mentor": None}, "without its mentor."),
])  # fmt: skip
def test_a_group_learns_that_it_is_alone_and_its_slip_names_nobody(values: dict[str, Any], words: str) -> None:
    plan = changed(published(rich_plan()), "attention", **values)
    assert words in messages(plan)["person-p1.eml"].text
    assert words in texts(plan)["changed.txt"]
    (slip,) = pages(plan, "slip").values()
    assert words.rstrip(".") in slip.casefold()
    assert AMARA.name not in slip
    assert JONAS.name not in slip


def test_another_mode_is_told_in_words() -> None:
    plan = published(rich_plan())
    meeting = plan.meeting("a", "attention")
    assert meeting is not None
    evening = replace(meeting.evening, mode="in-person-peer")
    made = messages(
        replace(plan, meetings=tuple(replace(m, evening=evening) if m is meeting else m for m in plan.meetings))
    )
    assert "in person, led by peers (it was in person, with a mentor)" in made["person-p1.eml"].text


def test_where_the_zone_changes_both_are_named_and_each_reads_their_own_clock() -> None:
    west: dict[str, Any] = {"zone": "America/Los_Angeles", "time": datetime.time(18)}
    plan = published(changed(rich_plan(mode="online-peer"), "attention", **west))
    plan = changed(plan, "attention", zone="Europe/London", time=datetime.time(18, 30))
    here = replace(PEOPLE[0], timezone="America/Los_Angeles")
    people = replace(plan.programme.people, participants={**plan.programme.people.participants, "p1": here})
    plan = replace(plan, programme=replace(plan.programme, people=people))
    told = "moved from Tue 26 Jan, 18:00 (America/Los_Angeles), to Tue 26 Jan, 18:30 (Europe/London)"
    made = messages(plan)
    assert f"{told}; that is Tue 26 Jan, 10:30 on your clock (America/Los_Angeles)." in made["person-p1.eml"].text
    assert f"{told}." in made["person-p2.eml"].text
    assert (
        "18:00 (America/Los_Angeles)"
        in pages(plan, "slip")["share/slip-a.pdf" if len(plan.programme.cohorts) > 1 else "share/slip.pdf"]
    )
    assert "Europe/London" not in messages(moved())["person-p1.eml"].text


@pytest.mark.parametrize(("new", "words"), [
    ({"title": "On vision"}, "now called “On vision” (it was “On attention”)."), ({}, ""),
])  # fmt: skip
def test_another_title_is_told_in_its_own_words(new: dict[str, str], words: str) -> None:
    plan = published(rich_plan())
    meeting = plan.meeting("a", "attention")
    assert meeting is not None
    evening = replace(
        meeting.evening, session=replace(meeting.session, head=meeting.session.head.model_copy(update=new))
    )
    meetings = tuple(replace(m, evening=evening) if m is meeting else m for m in plan.meetings)
    made = messages(replace(plan, meetings=meetings))
    assert words in made["person-p1.eml"].text if words else made == {}


def test_what_people_are_called_is_never_a_template() -> None:
    plan = moved(title="{{ 7*7 }} {0} %s")
    hostile = replace(PEOPLE[0], name="{{ programme.chat }} {name} %(x)s")
    people = replace(plan.programme.people, participants={**plan.programme.people.participants, "p1": hostile})
    made = messages(replace(plan, programme=replace(plan.programme, people=people)))["person-p1.eml"]
    assert made.text.startswith("Hello {{ programme.chat }} {name} %(x)s,\n")
    assert made.subject.startswith("{{ 7*7 }} {0} %s: ")


@pytest.mark.parametrize(
    ("cancelled", "entries"), [("keep", ["CANCELLED"]), ("note", ["CONFIRMED"]), ("drop", ["CANCELLED"])]
)
def test_a_message_shows_a_cancelled_meeting_as_the_calendars_do_and_where_they_drop_it_makes_them(
    cancelled: str, entries: list[str]
) -> None:
    plan = changed(published(rich_plan()), "attention", status="cancelled")
    assert [entry.status for entry in messages(plan, cancelled=cancelled)["person-p1.eml"].entries] == entries


# invitations


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
    assert len({one.invitation.entry.uid for one in asked if one.invitation}) == len(asked) == 2
    assert {one.letter for one in asked} == {False}
    assert asked[0].subject == "1. On backprop: Tue 19 Jan, 18:30, Room 1"
    assert asked[0].text == "1. On backprop: Tue 19 Jan, 18:30, Room 1\n\nEngineering ladder\nAda\n"
    assert len({one.id for one in made.values()}) == 3


def test_preparation_is_no_invitation_and_stays_a_file_of_the_letter() -> None:
    plan = changed(published(rich_plan(preparation_minutes=45)), "attention", date=datetime.date(2027, 1, 27))
    made = mails(plan)
    letter, asked = made["facilitator-f1.eml"], made["invitations/f1/02-attention.eml"]
    assert [entry.title for entry in letter.entries] == ["MOVED: Prepare: 2. On attention"]
    assert (letter.invitation, asked.entries) == (None, ())
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


@pytest.mark.parametrize(("per", "file", "codes"), [
    ("person", "private/messages/x-{id}.eml", []), ("cohort", "private/messages/x.eml", ["P102"]),
    ("person", "share/x-{id}.eml", ["P102"]),
])  # fmt: skip
def test_a_message_is_private_and_to_somebody(tmp_path: Path, per: str, file: str, codes: list[str]) -> None:
    (tmp_path / "documents" / "note").mkdir(parents=True)
    (tmp_path / "documents/note/document.yaml").write_text(
        f"title: A note\naudience: private\nper: {per}\nfile: {file}\n"
    )
    (tmp_path / "documents/note/page.txt.j2").write_text("Subject: A note\n\nHello.\n")
    problems: list[Problem] = []
    read_document_types(Shelves.open(extra=(tmp_path,)), problems)
    assert [problem.code for problem in problems] == codes
