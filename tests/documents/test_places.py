"""Messages about a place, and the report on forming cohorts: what they hold, and for whom."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from tests.documents.rich_plan import PEOPLE, rich_plan, shipped_types
from tests.documents.told_plans import DAY, changed, messages, published
from toolkit.documents.messages import make_messages
from toolkit.documents.pages import make_pages
from toolkit.documents.views.all_views import Views
from toolkit.documents.views.report import report_view
from toolkit.model.document import Message
from toolkit.model.formed import Asked, Formed, WithoutPlace
from toolkit.model.people import Participant
from toolkit.model.plan import Plan
from toolkit.model.programme import Sender
from toolkit.model.told import Mailing
from toolkit.planning.differences import snapshot


def with_people(plan: Plan, *people: Participant) -> Plan:
    """The plan with these people beside or in the place of those it has."""
    everyone = {**plan.programme.people.participants, **{person.id: person for person in people}}
    return replace(
        plan, programme=replace(plan.programme, people=replace(plan.programme.people, participants=everyone))
    )


def messages_by_person(plan: Plan) -> dict[str, Message]:
    """The messages about places by the person's id."""
    types, base = shipped_types("message-place")
    return {one.person: one for one in make_messages(plan, types, base=base) if isinstance(one, Message)}


def test_members_get_their_place_with_every_meeting_and_the_others_what_their_status_says() -> None:
    plan = with_people(
        rich_plan(),
        Participant("w", "Wes", "wes@example.org", status="waiting"),
        Participant("d", "Dee", "", status="declined"),
    )
    made = messages_by_person(plan)
    assert made.keys() == {*(person.id for person in PEOPLE), "w", "d"}
    one = made["p1"]
    assert one.subject.endswith(": you have a place")
    assert [entry.uid.split("@")[0].partition(".")[2] for entry in one.entries] == [
        ".".join(meeting.key) for meeting in plan.of_person("p1")
    ]
    assert one.attached == "calendar.ics"
    assert "Amara Nwosu" in one.text
    assert "Person Number2" in one.text
    assert "person2@example.org" not in one.text
    assert made["w"].subject.endswith(": you are on the waiting list")
    assert made["w"].to is not None
    assert made["d"].subject.endswith(": no place this time")
    assert (made["d"].to, made["d"].entries) == (None, ())


def test_a_cancelled_meeting_is_not_in_the_calendar_of_a_new_place() -> None:
    plan = changed(rich_plan(), "attention", status="cancelled")
    assert all("attention" not in entry.uid for entry in messages_by_person(plan)["p1"].entries)
    assert messages_by_person(plan)["p1"].entries


def test_a_meeting_that_moves_before_anybody_was_told_stands_in_the_letter_as_it_is_now() -> None:
    plan = rich_plan()
    meeting = plan.meeting("a", "attention")
    assert meeting is not None
    assert "Not as usual" not in messages_by_person(plan)["p1"].text
    made = messages_by_person(changed(plan, "attention", date=meeting.date + DAY, status="moved"))["p1"]
    assert "Not as usual:\n\n- On attention: Wednesday 27 January 2027, 18:30" in made.text
    assert {entry.start.date() for entry in made.entries if entry.start} == {
        plan.of_person("p1")[0].date,
        meeting.date + DAY,
    }


def test_who_was_mailed_their_place_before_the_first_publish_is_told_of_a_move_and_nobody_else() -> None:
    plan = rich_plan()
    members = {cohort.key: cohort.members for cohort in plan.programme.cohorts}
    mailing = Mailing(
        moment=datetime.datetime(2027, 1, 5, 9), publishes=0, people=("p1",), meetings=snapshot(plan), members=members
    )
    plan = replace(plan, programme=replace(plan.programme, mailings=(mailing,)))
    meeting = plan.meeting("a", "attention")
    assert meeting is not None
    assert messages(plan) == {}
    after = changed(plan, "attention", date=meeting.date + DAY, status="moved")
    assert messages(after).keys() == {"person-p1.eml"}
    assert "moved from" in messages(after)["person-p1.eml"].text
    assert messages_by_person(after).keys() == {person.id for person in PEOPLE} - {"p1"}


def test_with_invitations_a_place_comes_with_one_for_each_meeting() -> None:
    plan = published(rich_plan())
    settings = plan.programme.settings.model_copy(update={"sender": Sender(name="Ada", email="ada@example.org")})
    told = plan.programme.told
    assert told is not None
    told = told.model_copy(
        update={"members": {key: tuple(id for id in ids if id != "p1") for key, ids in told.members.items()}}
    )
    plan = replace(plan, programme=replace(plan.programme, settings=settings, told=told))
    types, base = shipped_types("message-place", "message-person")
    made = [one for one in make_messages(plan, types, base=base, invitations=True) if isinstance(one, Message)]
    letter, *asked = made
    assert (letter.person, letter.subject.rsplit(": ", 1)[1]) == ("p1", "you have a place")
    assert len(asked) == len(plan.of_person("p1")) == 2
    assert all(one.person == "p1" and one.invitation for one in asked)


def test_a_new_member_gets_one_message_and_not_a_list_of_changes_too() -> None:
    plan = published(rich_plan())
    told = plan.programme.told
    assert told is not None
    fewer = told.model_copy(
        update={"members": {key: tuple(id for id in ids if id != "p1") for key, ids in told.members.items()}}
    )
    plan = replace(plan, programme=replace(plan.programme, told=fewer))
    assert messages_by_person(plan).keys() == {"p1"}
    assert "person-p1.eml" not in messages(plan)
    assert messages_by_person(published(rich_plan())) == {}


def test_somebody_far_away_reads_the_first_meeting_on_their_own_clock() -> None:
    plan = with_people(rich_plan(), replace(PEOPLE[0], timezone="Asia/Kolkata"))
    made = messages_by_person(plan)
    assert "Kolkata time for you" in made["p1"].text
    assert "for you" not in made["p2"].text.split("planned for you:")[1]


def test_without_times_there_is_no_report_and_none_is_shared() -> None:
    types, base = shipped_types("cohort-report")
    assert make_pages(rich_plan(), types, base=base) == ()
    plan = with_people(rich_plan(), replace(PEOPLE[0], available="Tue 18:00-21:00"))
    assert [page.path for page in make_pages(plan, types, base=base)] == ["private/cohort-report.pdf"]
    assert report_view(Views(plan, "share")) is None


def test_the_map_counts_who_is_free_and_who_would_come_if_needed() -> None:
    one, two = (
        replace(PEOPLE[0], available="Tue 18:00-19:00"),
        replace(PEOPLE[1], available="Tue 18:30-19:00", if_needed="Tue 19:00-19:30"),
    )
    report = report_view(Views(with_people(rich_plan(), one, two), "private"))
    assert report is not None
    cells = [(cell["gladly"], cell["if_needed"]) for cell in report["heat"]["cells"] if cell["tone"]]
    assert cells == [(1, 0), (2, 0), (0, 1)]
    assert report["heat"]["words"][1] == "Tuesday: 18:00 to 19:30, at most 2 at 18:30"
    assert report["heat"]["words"][0] == "Monday: nobody"
    assert report["best"] == []


def test_cohorts_stand_in_the_drawn_week_and_in_the_list_with_the_clock_of_those_far_away() -> None:
    plan = with_people(
        rich_plan(),
        replace(PEOPLE[0], available="Tue 18:00-21:00"),
        replace(PEOPLE[1], available="Tue 18:00-23:59", timezone="Asia/Kolkata"),
    )
    types, base = shipped_types("cohort-report")
    (page,) = make_pages(plan, types, base=base)
    report = report_view(Views(plan, "private"))
    assert report is not None
    (row,) = report["week"]["rows"]
    assert [box["lines"][0]["text"] for box in report["week"]["grid"]["boxes"]] == [row["label"]]
    assert row["when"] == "Tue 18:30"
    assert '<svg class="grid"' in page.html
    assert "at the right Kolkata time" in page.html
    assert report["week"]["grid"]["hours"][0] | {"y": 0} == {"name": "18:00", "other": "23:30", "y": 0}


def test_who_waits_while_a_member_has_no_calendar_and_whoever_does_not_come_is_nobodys_company() -> None:
    one, two = replace(PEOPLE[0], status="declined"), replace(PEOPLE[2], status="waiting")
    made = messages_by_person(with_people(rich_plan(), one, two))
    assert made["p3"].subject.endswith(": you are on the waiting list")
    assert made["p3"].entries == ()
    assert PEOPLE[2].name not in made["p2"].text
    assert PEOPLE[0].name not in made["p2"].text
    assert PEOPLE[3].name in made["p2"].text
    assert made["p2"].entries


@pytest.mark.parametrize(
    ("times", "words"),
    [("", "you have not told us yet at which times you can come"), ("Tue 18:00-19:00", "at the times you gave us")],
)
def test_who_gave_no_times_is_not_told_of_times_they_gave(times: str, words: str) -> None:
    plan = with_people(rich_plan(), Participant("w", "Wes", "", available=times))
    members = {cohort.key: cohort.members for cohort in plan.programme.cohorts}
    formed = Formed(
        bound=9,
        reachable=9,
        members=members,
        unplaced=(WithoutPlace(id="w"),),
        ask=(Asked(id="w", stretch=(1080, 1140), places=1),),
    )
    plan = replace(plan, programme=replace(plan.programme, formed=formed))
    assert words in messages_by_person(plan)["w"].text


def test_the_report_counts_everybody_it_names() -> None:
    plan = with_people(
        rich_plan(),
        replace(PEOPLE[0], available="Tue 18:00-21:00"),
        replace(PEOPLE[1], status="withdrawn"),
        Participant("w", "Wes", status="waiting"),
    )
    report = report_view(Views(plan, "private"))
    assert report is not None
    assert (report["people"], report["placed"], len(report["unplaced"])) == (len(PEOPLE), len(PEOPLE) - 1, 1)
