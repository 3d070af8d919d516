"""Messages: one for each person, with the entries of what is theirs and no word too many."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.documents.rich_plan import AMARA, JONAS, PEOPLE, rich_plan
from tests.documents.told_plans import COVER, changed, messages, moved, pages, published, texts, welcomes
from toolkit.documents.calendars import ShowCancelled, all_entries, holders, make_calendars
from toolkit.keeping.lock import Lock, advance, read_lock, write_lock
from toolkit.model.document import CalendarEntry
from toolkit.model.plan import Plan
from toolkit.problems import Problem
from toolkit.reading.documents import read_document_types
from toolkit.reading.shelves import Shelves


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
    (first,) = welcomes(changed(published(rich_plan()), "attention", facilitators=(COVER,))).values()
    assert [entry.status for entry in first.entries] == ["CONFIRMED", "CONFIRMED"]


def _about(entry: CalendarEntry) -> str:
    return entry.uid.split("@")[0].partition(".")[2]


def numbers(plan: Plan, lock: Lock, *, id: str) -> dict[str, int]:
    """The SEQUENCE of each entry in a facilitator's draft."""
    found = messages(plan).get(f"facilitator-{id}.eml") or welcomes(plan)[id]
    return {_about(entry): lock.version_of(entry).sequence for entry in found.entries}


def test_a_meeting_taken_from_somebody_and_given_back_rises_each_time_and_rests_for_the_others_meanwhile() -> None:
    plan = published(rich_plan())
    lock = advance(Lock(), all_entries(plan), holders=holders(plan))
    covered = changed(plan, "attention", facilitators=(COVER,))
    taken = advance(lock, all_entries(covered), holders=holders(covered))
    assert numbers(covered, taken, id="f1") == {"a.attention": 1, "a.attention.preparation.f1": 1}
    assert numbers(covered, taken, id="f2") == {"a.attention": 0, "a.attention.preparation.f2": 0}
    assert advance(taken, all_entries(covered), holders=holders(covered)) == taken == read_lock(write_lock(taken))
    told = published(covered)
    back = changed(told, "attention", facilitators=(AMARA,))
    given = advance(advance(taken, all_entries(told), holders=holders(told)), all_entries(back), holders=holders(back))
    assert numbers(back, given, id="f1") == {"a.attention": 2, "a.attention.preparation.f1": 2}
    assert numbers(back, given, id="f2") == {"a.attention": 3, "a.attention.preparation.f2": 1}
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
    ({"facilitators": ()}, "nobody facilitates: your group runs it itself"), ({"mentor": None}, "without its mentor"),
])  # fmt: skip
def test_a_group_learns_that_it_is_alone_and_its_slip_names_nobody(values: dict[str, Any], words: str) -> None:
    plan = changed(published(rich_plan()), "attention", **values)
    said = f"{words}; still on Tue 26 Jan, 18:30."
    assert said in messages(plan)["person-p1.eml"].text
    assert said in texts(plan)["changed.txt"]
    (slip,) = pages(plan, "slip").values()
    assert words in slip.casefold()
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
    assert "2. On attention: without a mentor; still on Tue 26 Jan, 18:30." in made["person-p1.eml"].text


def online(plan: Plan, **values: Any) -> Plan:
    """The second evening on a screen."""
    meeting = plan.meeting("a", "attention")
    assert meeting is not None
    return changed(plan, "attention", evening=replace(meeting.evening, mode="online-mentored"), room=None, **values)


@pytest.mark.parametrize("name", ["person-p1.eml", "facilitator-f1.eml", "facilitator-m1.eml"])
def test_an_evening_that_goes_online_says_where_and_when_once_and_calls_no_evening_peer_led(name: str) -> None:
    plan = published(changed(rich_plan(), "attention", link=None))
    made = messages(online(plan, link="https://meet.example/1"))[name].text
    said = "now online (it was Room 1); a link to join; still on Tue 26 Jan, 18:30 (Europe/London)."
    assert f"2. On attention: {said} Join: https://meet.example/1" in made.replace("Cohort A, ", "")


def test_what_goes_online_without_a_room_before_and_without_a_link_says_so_too() -> None:
    plan = published(changed(rich_plan(), "attention", room=None, link=None))
    said = "2. On attention: now online (it was in person); still on Tue 26 Jan, 18:30 (Europe/London)."
    assert said in messages(online(plan))["person-p1.eml"].text


def test_what_comes_back_from_a_screen_names_the_room_and_no_link() -> None:
    plan = rich_plan()
    before = published(online(plan, link="https://meet.example/1"))
    meeting = plan.meeting("a", "attention")
    assert meeting is not None
    back = changed(before, "attention", evening=meeting.evening, room=meeting.room, link=None)
    said = "2. On attention: now in Room 1 (it was online); still on Tue 26 Jan, 18:30."
    assert said in messages(back)["person-p1.eml"].text


def test_what_moves_says_when_it_is_and_not_that_it_stays() -> None:
    made = messages(moved())["person-p1.eml"].text
    assert "moved from Tue 26 Jan, 18:30, to Wed 27 Jan, 18:30." in made
    assert "still on" not in made


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
    ({"title": "On vision"}, "now called “On vision” (it was “On attention”); still on Tue 26 Jan, 18:30."), ({}, ""),
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
