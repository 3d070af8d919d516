"""The whole programme as templates see it."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Any

from tests.documents.private_plan import private_plan
from tests.documents.rich_plan import rich_plan
from tests.make_plan_by_hand import make_cohort, make_meeting, make_plan, make_room, make_session
from toolkit.documents.shapes.programme import ProgrammeView
from toolkit.documents.views.all_views import Views
from toolkit.documents.views.programme import pathway_view
from toolkit.model.curriculum import Phase
from toolkit.model.resources import Pathway


def test_places_are_told_with_what_is_not_known_yet() -> None:
    def places(*cohorts: tuple[str, bool]) -> list[str]:
        made = [
            make_cohort("abc"[number], mode=mode, room=make_room().id if room else None)
            for number, (mode, room) in enumerate(cohorts)
        ]
        meetings = [make_meeting(cohort, make_session(), room=make_room() if cohort.room else None) for cohort in made]
        return [place["words"] for place in Views(make_plan(meetings), "share").programme()["places"]]

    hall = f"{make_room().name}, {make_room().address}"
    assert places(("in-person-peer", True), ("in-person-peer", True)) == [hall]
    assert places(("in-person-peer", True), ("in-person-peer", False)) == [hall, "other venues to be announced"]
    assert places(("in-person-peer", False)) == ["Oxford, venue to be announced"]
    assert places(("online-peer", False), ("in-person-peer", True)) == [hall, "online"]


def test_a_pathway_that_no_shelf_knows_keeps_its_name() -> None:
    assert pathway_view(None, "red-teaming-studio")["title"] == "Red teaming studio"


def test_the_zone_of_a_programme_is_said_where_there_is_one_only() -> None:
    def zone(*zones: str) -> object:
        cohorts = [make_cohort("ab"[number], zone=zone) for number, zone in enumerate(zones)]
        return Views(make_plan([make_meeting(cohort, make_session()) for cohort in cohorts]), "share").programme()[
            "zone"
        ]

    assert zone("Europe/London", "Europe/London") == "London time"
    assert zone("Europe/London", "America/New_York") == ""


def test_dates_of_the_programme_leave_out_cancelled_meetings() -> None:
    plan = rich_plan()
    gone = replace(plan.meetings[1], status="cancelled")
    view = Views(replace(plan, meetings=(plan.meetings[0], gone)), "share").programme()
    assert view["last_day"] == datetime.date(2027, 1, 19).isoformat()


def test_a_programme_says_what_it_promises_and_what_it_takes() -> None:
    view = Views(private_plan("in-person-mentored"), "private").programme()
    lists = ("sessions", "cohorts", "meetings", "phases", "rooms", "places", "pathways", "sign_up")
    assert {name: value for name, value in view.items() if name not in lists} == {
        "key": "oxford-engineering-ht27",
        "title": "Engineering ladder",
        "city": "Oxford",
        "term": "January 2027",
        "zone": "London time",
        "group": "",
        "accent": "",
        "logo": "",
        "where_and_when": "Oxford · January 2027",
        "dates": "19 January to 27 January 2027",
        "first_day": "2027-01-19",
        "last_day": "2027-01-27",
        "promise": "Build it from scratch.",
        "entry": "Some Python.",
        "self_check": {"minutes": 45, "tasks": ["Install Python.", "Plot a line."], "if_not": "Come to the clinic."},
        "weekly_load": 60,
        "preparation": "about 60 min of preparation a week",
        "session_minutes": 120,
        "mode": "in-person-mentored",
        "mode_words": "in person, with a mentor",
        "reading": "before",
        "reading_words": "read before the meeting",
        "in_person": True,
        "size": {"least": 4, "best": 6, "most": 8},
        "people": 11,
        "several": True,
        "count": 2,
        "colophon": "Made by hand.",
        "contact": "Ruth Okafor, 07700 900123",
        "conduct": {"url": "", "person": "", "reach": ""},
        "food": "",
        "access": "",
        "price": "",
        "signed_by": "",
        "preparation_minutes": 45,
        "chat": "https://chat.example.org/invitation",
        "deadlines": [
            {"key": "warden", "date": "2027-01-10", "title": "Ask for the key", "note": "Ring the warden at home"}
        ],
    }
    assert [session["key"] for session in view["sessions"]] == ["backprop", "attention"]
    assert ([one["key"] for one in view["cohorts"]], len(view["meetings"])) == (["a", "b"], 4)


def shown(audience: Any = "private", **settings: object) -> ProgrammeView:
    return Views(rich_plan(**settings), audience).programme()  # type: ignore[arg-type]


def test_what_the_organiser_wrote_is_passed_on() -> None:
    view = shown(
        look={"group": "The club", "accent": "#224466"},
        term="Hilary 2027",
        conduct={"url": "https://x.org", "person": "Kim", "reach": "kim@x.org"},
        food="Soup",
        access="A ramp",
        price="free",
        signed_by="Ruth",
        preparation_minutes=0,
    )
    assert (view["group"], view["accent"], view["term"]) == ("The club", "#224466", "Hilary 2027")
    assert view["where_and_when"] == "The club · Hilary 2027"
    assert view["conduct"] == {"url": "https://x.org", "person": "Kim", "reach": "kim@x.org"}
    assert (view["food"], view["access"], view["price"], view["signed_by"]) == ("Soup", "A ramp", "free", "Ruth")
    assert view["preparation_minutes"] == 0
    assert shown(sender={"name": "Ada", "email": "ada@x.org"})["signed_by"] == "Ada"


def test_the_chat_and_the_deadlines_are_not_shared() -> None:
    view = Views(private_plan(), "share").programme()
    assert (view["chat"], view["deadlines"]) == ("", [])


def test_how_one_signs_up_is_told() -> None:
    assert shown()["sign_up"]["qr"] is None
    sign_up = shown(
        sign_up={
            "url": "https://example.org/join",
            "email": "hello@example.org",
            "opens": datetime.date(2026, 12, 1),
            "closes": datetime.date(2027, 1, 5),
            "keep_until": datetime.date(2027, 6, 30),
            "places": 18,
        }
    )["sign_up"]
    assert sign_up["qr"] is not None
    assert "30 June 2027" in sign_up["consent"]
    assert {name: value for name, value in sign_up.items() if name not in ("qr", "consent")} == {
        "url": "https://example.org/join",
        "email": "hello@example.org",
        "opens": "2026-12-01",
        "closes": "2027-01-05",
        "keep_until": "2027-06-30",
        "places": 18,
        "times": ["Tue 18:30"],
        "slots": [{"letter": "A", "time": "Tue 18:30"}],
        "hours": ["16:00-17:00", "17:00-18:00", "18:00-19:00", "19:00-20:00", "20:00-21:00", "21:00-22:00"],
        "asks_zone": False,
    }


def test_a_phase_has_the_sessions_that_are_held_and_one_without_is_left_out() -> None:
    plan = rich_plan()
    phases = (
        Phase(title="First", sessions=("attention", "gone")),
        Phase(title="Nothing", sessions=("gone",)),
        Phase(title="Last", sessions=("backprop",)),
    )
    curriculum = plan.programme.curriculum.model_copy(update={"phases": phases})
    view = Views(replace(plan, programme=replace(plan.programme, curriculum=curriculum)), "share").programme()
    assert [(phase["title"], [one["key"] for one in phase["sessions"]]) for phase in view["phases"]] == [
        ("First", ["attention"]),
        ("Last", ["backprop"]),
    ]


def test_without_meetings_or_cohorts_nothing_is_made_up() -> None:
    view = Views(make_plan([]), "share").programme()
    assert (view["dates"], view["first_day"], view["last_day"], view["term"]) == ("", "", "", "")
    assert (view["zone"], view["several"], view["people"], view["in_person"]) == ("", False, 0, False)
    assert (view["mode_words"], view["reading_words"]) == ("in person, without a mentor", "read before the meeting")
    assert (view["self_check"], view["where_and_when"]) == (None, "Oxford")


def test_the_clinic_is_not_counted_and_rooms_stand_in_the_order_of_use() -> None:
    cohort = make_cohort()
    meetings = [
        make_meeting(cohort, make_session("set-up"), number=0, at="2027-01-12 18:30", room=make_room("z", name="Zoo")),
        make_meeting(cohort, make_session("one"), number=1, room=make_room("a", name="Attic")),
        make_meeting(cohort, make_session("two"), number=2, at="2027-01-26 18:30", room=make_room("z", name="Zoo")),
    ]
    view = Views(make_plan(meetings), "share").programme()
    assert (view["count"], len(view["sessions"])) == (2, 3)
    assert [room["name"] for room in view["rooms"]] == ["Zoo", "Attic"]
    assert [place["step_free"] for place in view["places"]] == ["step-free access: ask us"] * 2


def test_whoever_works_alone_works_anywhere() -> None:
    view = Views(make_plan([make_meeting(make_cohort(mode="solo"), make_session())]), "share").programme()
    assert view["places"] == [{"words": "wherever you work", "step_free": ""}]


def test_a_pathway_says_all_that_its_shelf_knows() -> None:
    words = {
        name: name
        for name in (
            *("title", "what", "for_whom", "hours", "length", "level", "place", "mentorship", "cost", "before"),
            *("after", "made", "why_not"),
        )
    }
    said = {"status": "live", "checked": "2026-11-23", "link": "https://x.org"}
    known = Pathway.model_validate({"key": "next", "checked_how": "opened", **said, **words})
    view = pathway_view(known, "next")
    assert view == {**words, **said}
