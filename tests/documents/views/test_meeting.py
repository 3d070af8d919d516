"""A meeting as templates see it."""

from __future__ import annotations

import datetime
from dataclasses import replace

from tests.documents.private_plan import private_plan
from tests.documents.rich_plan import PEOPLE, rich_plan
from tests.make_plan_by_hand import make_cohort, make_meeting, make_plan, make_session
from toolkit.documents.views.all_views import Views
from toolkit.model.plan import Meeting, Pairs


def test_a_combined_meeting_counts_everyone_and_says_whom_it_joins() -> None:
    host = make_cohort("a", expected=6)
    guest = make_cohort("b", expected=4)
    session = make_session()
    meetings = [
        make_meeting(host, session, with_cohorts=("b",)),
        make_meeting(guest, session, status="combined", combined_into="a", with_cohorts=("a",)),
    ]
    views = Views(make_plan(meetings), "private")
    first, second = (views.meeting(meeting) for meeting in meetings)
    assert (first["people"], first["cohorts"]) == (10, ["Cohort A", "Cohort B"])
    assert second["joins"] == "Cohort A"


def test_a_moved_meeting_says_where_it_stood() -> None:
    meeting = make_meeting(
        make_cohort(),
        make_session(),
        at="2027-01-21 18:30",
        planned="2027-01-19 18:30",
        status="moved",
        reason="hall closed",
    )
    view = Views(make_plan([meeting]), "private").meeting(meeting)
    assert (view["moved"], view["planned"], view["reason"]) == (True, "Tuesday 19 January 2027", "Hall closed.")


def test_a_reason_may_name_people_so_it_is_not_shared() -> None:
    meeting = make_meeting(
        make_cohort(), make_session(), planned="2027-01-18 18:30", status="moved", reason="Ada is ill"
    )
    assert Views(make_plan([meeting]), "share").meeting(meeting)["reason"] == ""


def test_a_meeting_says_when_where_and_who() -> None:
    plan = private_plan("in-person-mentored")
    meeting = plan.meeting("a", "attention")
    assert meeting is not None
    view = Views(plan, "private").meeting(meeting)
    beside = ("session", "blocks", "checkpoints", "stand_ins", "bag", "room")
    assert {name: value for name, value in view.items() if name not in beside} == {
        "cohort": {"key": "a", "label": "Cohort A"},
        "cohorts": ["Cohort A"],
        "slug": "02-attention",
        "anchor": "meeting-attention",
        "date": "2027-01-27",
        "day": "Wednesday",
        "date_words": "Wednesday 27 January 2027",
        "short_date": "Wed 27 Jan",
        "short_day": "Wed",
        "month_day": "27 Jan",
        "week": "HT27 week 2",
        "start": "07:00",
        "end": "09:00",
        "times": "07:00–09:00",
        "minutes": 120,
        "duration": "2 h",
        "zone": "London time",
        "elsewhere": [],
        "online": False,
        "mode": "in-person-mentored",
        "mode_words": "in person, with a mentor",
        "mentored": True,
        "place": "Room 1, 14 Broad Street, Oxford OX1 3AS",
        "link": "https://meet.example.org/another-room",
        "people": 5,
        "people_words": "5 people",
        "facilitators": [{"name": "Imre Szabó", "name_and_role": "Imre Szabó", "email": "imre@example.org"}],
        "mentor": {"name": "Jonas Lindqvist", "name_and_role": "Jonas Lindqvist", "email": ""},
        "members": [{"id": person.id, "name": person.name} for person in PEOPLE],
        "pairs": [["Person Number1", "Person Number2"], ["Person Number3", "Person Number4", "Person Number5"]],
        "status": "moved",
        "cancelled": False,
        "moved": True,
        "planned": "Tuesday 26 January 2027",
        "planned_time": "07:00",
        "reason": "Somebody has hurt a knee.",
        "held": False,
        "joins": "",
        "prints": [{"what": "Card of shapes", "per": "pair", "count": 3, "who": "facilitator", "prints": True}],
    }
    assert view["prints"][0] in view["bag"]
    assert view["room"] is not None
    assert [block["start"] for block in view["blocks"]] == ["07:00", "07:10", "08:20", "08:30"]
    assert (view["checkpoints"][0]["first"], view["stand_ins"][0]["start"]) == ("07:35", "08:30")


def test_what_only_people_know_is_not_shared() -> None:
    plan = private_plan("online-mentored")
    meeting = plan.meeting("a", "attention")
    assert meeting is not None
    view = Views(plan, "share").meeting(meeting)
    hidden = ("link", "facilitators", "mentor", "members", "pairs", "reason", "elsewhere")
    assert [view[name] for name in hidden] == ["", [], None, [], [], "", []]  # type: ignore[literal-required]
    assert (view["people"], view["place"]) == (5, "online; your facilitator sends the link")


def test_a_meeting_that_is_cancelled_is_not_moved_too() -> None:
    meeting = replace(rich_plan().meetings[0], planned=datetime.datetime(2027, 1, 12, 18, 30))

    def told(meeting: Meeting) -> tuple[str, bool, bool]:
        view = Views(rich_plan(), "private").meeting(meeting)
        return view["status"], view["cancelled"], view["moved"]

    assert told(replace(meeting, status="cancelled")) == ("cancelled", True, False)
    assert told(replace(meeting, status="moved")) == ("moved", False, True)
    assert told(rich_plan().meetings[0]) == ("planned", False, False)


def test_of_an_evening_together_everybody_is_expected_and_paired() -> None:
    host = make_cohort("a", members=("p1", "p2"))
    guest = make_cohort("b", members=("p3",))
    session = make_session()
    meeting = make_meeting(host, session, with_cohorts=("b", "gone"), held=True)
    plan = make_plan([meeting, make_meeting(guest, session)], participants=PEOPLE)
    plan = replace(plan, pairs=(Pairs(("a", session.key), (("p1", "p2", "p3"), ("gone",))),))
    view = Views(plan, "private").meeting(meeting)
    assert [member["id"] for member in view["members"]] == ["p1", "p2", "p3"]
    assert view["pairs"] == [["Person Number1", "Person Number2", "Person Number3"], []]
    assert (view["people"], view["cohorts"], view["joins"], view["held"]) == (3, ["Cohort A", "Cohort B"], "", True)


def test_a_meeting_without_a_link_has_none_and_its_days_are_in_the_language_of_the_programme() -> None:
    plan = make_plan([make_meeting(make_cohort(), make_session(), at="2027-01-27 18:30")])
    city = plan.programme.city.model_copy(update={"language": "en-US"})
    (meeting,) = plan.meetings
    view = Views(replace(plan, programme=replace(plan.programme, city=city)), "private").meeting(meeting)
    assert (view["link"], view["short_date"]) == ("", "Wed, Jan 27")
