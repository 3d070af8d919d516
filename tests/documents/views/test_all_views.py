"""Every view of a plan for one audience, and that each is for those eyes."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import replace

from tests.documents.rich_plan import AMARA, JONAS, PEOPLE, rich_plan, rich_session
from tests.documents.told_plans import COVER, changed
from tests.make_plan_by_hand import make_cohort, make_meeting, make_plan, make_room, make_session
from toolkit.documents.views.all_views import Views
from toolkit.model.plan import Plan


def values(view: object) -> Iterator[object]:
    """Every value inside a view, however deep."""
    if isinstance(view, dict):
        for value in view.values():
            yield from values(value)
    elif isinstance(view, list):
        for value in view:
            yield from values(value)
    else:
        yield view


def test_a_city_with_a_clock_of_twelve_hours_has_it_on_every_page() -> None:
    plan = rich_plan()
    programme = replace(plan.programme, city=plan.programme.city.model_copy(update={"clock": 12}))
    view = Views(replace(plan, programme=programme), "private").programme()
    meeting = view["meetings"][0]
    assert (meeting["times"], meeting["start"], meeting["planned_time"]) == ("6:30–8:30 pm", "6:30 pm", "6:30 pm")
    assert [block["start"] for block in meeting["blocks"]] == ["6:30", "6:40", "7:50", "8:00"]
    assert (view["cohorts"][0]["times"], view["sign_up"]["times"]) == ("6:30 pm", ["Tue 6:30 pm"])
    assert not [value for value in values(view) if isinstance(value, str) and "18:30" in value]


def test_a_session_is_shown_as_it_is_held_in_the_programmes_own_mode() -> None:
    plan = rich_plan(cohorts="ab", sessions=("backprop",))
    other = replace(
        plan.meetings[0], evening=replace(plan.meetings[0].evening, mode="online-peer", lost=("Only online.",))
    )
    views = Views(replace(plan, meetings=(other, plan.meetings[1])), "share")
    assert views.programme()["sessions"][0]["lost"] == ["Nobody has read it before."]


def test_each_view_is_made_once() -> None:
    views = Views(rich_plan(cohorts="ab"), "private")
    first = views.plan.meetings[0]
    assert views.programme() is views.programme()
    assert views.meeting(first) is views.meeting(first)
    assert views.cohort(first.cohort) is views.cohort(first.cohort)
    assert views.session(first.evening, 1) is views.session(first.evening, 1)
    assert views.session(first.evening, 2)["number"] == 2
    other = replace(first.evening, mode="online-peer")
    assert views.session(other, 1) is not views.session(first.evening, 1)


def test_somebody_is_named_to_those_who_may_know_with_their_own_meetings() -> None:
    plan = rich_plan(cohorts="ab")
    mine = Views(plan, "private").person(PEOPLE[0])
    assert {name: mine[name] for name in ("role", "id", "name", "called", "email")} == {
        "role": "participant", "id": "p1", "name": "Person Number1", "called": "Person",
        "email": "person1@example.org",
    }  # fmt: skip
    assert ([one["key"] for one in mine["cohorts"]], len(mine["meetings"])) == (["a"], 2)
    shared = Views(plan, "share").person(PEOPLE[0])
    assert (shared["name"], shared["called"], shared["email"]) == ("", "", "")


def test_a_facilitator_has_the_meetings_that_they_come_to() -> None:
    plan = rich_plan(cohorts="ab")
    view = Views(plan, "private").facilitator(JONAS)
    assert (view["id"], view["name"], view["called"], view["role"]) == ("m1", "Jonas Lindqvist", "Jonas", "mentor")
    assert len(view["meetings"]) == 4
    shared = Views(plan, "share").facilitator(AMARA)
    assert (shared["name"], shared["called"], shared["email"], shared["role"]) == ("", "", "", "facilitator")


def test_a_room_has_its_meetings_week_by_week_with_the_chairs_they_need() -> None:
    room, session = make_room("hall"), make_session()
    host, guest = make_cohort("a", expected=6), make_cohort("b", expected=4)
    meetings = [
        make_meeting(host, session, room=room, with_cohorts=("b",), week="Week 1", facilitators=(AMARA,)),
        make_meeting(
            guest, session, at="2027-01-19 18:31", room=room, status="combined", combined_into="a", with_cohorts=("a",)
        ),
        make_meeting(host, make_session("two"), number=2, at="2027-01-24 18:30", room=room, status="cancelled"),
        make_meeting(host, make_session("three"), number=3, at="2027-01-25 18:30", room=room, week="Week 2"),
    ]
    view = Views(make_plan(meetings, facilitators=[AMARA]), "share").room(room)
    assert (view["id"], len(view["meetings"])) == ("hall", 4)
    assert [(week["monday"], week["name"]) for week in view["weeks"]] == [
        ("2027-01-18", "Week 1"), ("2027-01-25", "Week 2"),
    ]  # fmt: skip
    assert [[one["chairs"] for one in week["meetings"]] for week in view["weeks"]] == [[11, 0, 0], [6]]


def three_sessions() -> Plan:
    """One cohort on sessions one, two and three; Imre is there, too."""
    plan = rich_plan(sessions=("one", "two"))
    second = plan.meetings[1]
    evening = replace(second.evening, session=rich_session("three"))
    third = replace(second, number=3, evening=evening, date=second.date + datetime.timedelta(days=7))
    people = replace(plan.programme.people, facilitators={"f1": AMARA, "m1": JONAS, "f2": COVER})
    return replace(plan, meetings=(*plan.meetings, third), programme=replace(plan.programme, people=people))


def cover(plan: Plan, session: str, *, audience: str = "private") -> object:
    meeting = plan.meeting("a", session)
    assert meeting is not None
    return Views(plan, audience).cover(meeting)  # type: ignore[arg-type]


def test_whoever_covers_is_told_for_whom_and_what_was_last() -> None:
    plan = three_sessions()
    assert cover(plan, "two") is None, "their own"
    lent = changed(plan, "two", facilitators=(COVER,))
    view = Views(lent, "private").cover(lent.meetings[1])
    assert view is not None
    assert ([one["name"] for one in view["by"]], [one["name"] for one in view["away"]]) == (
        ["Imre Szabó"],
        ["Amara Nwosu"],
    )
    assert view["last"] is not None
    assert view["last"]["session"]["key"] == "one"
    assert cover(lent, "two", audience="share") is None
    again = changed(lent, "three", facilitators=(COVER,))
    assert cover(again, "three") is None, "they ran the last one"
    skipped = changed(again, "two", status="cancelled")
    assert cover(skipped, "three") is not None
    first = Views(changed(plan, "one", facilitators=(COVER, AMARA)), "private")
    handed = first.cover(first.plan.meetings[0])
    assert handed is not None
    assert (handed["away"], handed["last"]) == ([], None)
    nobody = replace(lent, programme=replace(lent.programme, people=replace(lent.programme.people, facilitators={})))
    assert cover(nobody, "two") is None


def test_without_a_publish_there_is_no_news() -> None:
    plan = rich_plan()
    views = Views(plan, "private")
    for news in (views.cohort_news(plan.programme.cohorts[0]), views.person_news("p1", "participant")):
        assert (news["items"], news["count"], news["since"], news["unchanged"]) == ([], 0, "", 0)
