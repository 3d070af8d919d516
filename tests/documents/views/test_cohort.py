"""A cohort as templates see it."""

from __future__ import annotations

import datetime
from dataclasses import replace

from tests.documents.private_plan import private_plan
from tests.make_plan_by_hand import make_cohort, make_meeting, make_plan, make_room, make_session
from toolkit.documents.views.cohort import cohort_view
from toolkit.documents.views.reader import Reader
from toolkit.model.curriculum import Guide, GuideHead
from toolkit.model.plan import Plan


def test_a_cohort_says_who_meets_when_and_where() -> None:
    plan = private_plan("in-person-mentored")
    view = cohort_view(Reader(plan, "private"), plan.programme.cohorts[0], meetings=[])
    assert view == {
        "key": "a",
        "label": "Cohort A",
        "mode": "in-person-mentored",
        "mode_words": "in person, with a mentor",
        "mentored": True,
        "online": False,
        "reading": "before",
        "reading_words": "read before the meeting",
        "days": "Tuesdays",
        "times": "in turn 18:30 and 07:00",
        "usual_time": "",
        "zone": "London time",
        "elsewhere": [],
        "people": 5,
        "people_words": "5 people",
        "pairs": 3,
        "place": "venue to be announced",
        "room": None,
        "link": "https://meet.example.org/secret-room",
        "facilitators": [{"name": "Amara Nwosu", "name_and_role": "Amara Nwosu", "email": "amara@example.org"}],
        "mentor": {"name": "Jonas Lindqvist", "name_and_role": "Jonas Lindqvist", "email": ""},
        "members": [{"id": f"p{number}", "name": f"Person Number{number}"} for number in range(1, 6)],
        "meetings": [],
        "guides": [{"key": "role", "title": "The role", "text": "## You keep time\n\nSay when."}],
    }


def test_nobody_is_named_and_no_link_given_where_it_is_shared() -> None:
    plan = private_plan("in-person-mentored")
    view = cohort_view(Reader(plan, "share"), plan.programme.cohorts[0], meetings=[])
    named = (view["facilitators"], view["mentor"], view["members"], view["link"])
    assert (named, view["people"]) == (([], None, [], ""), 5)


def test_a_cohort_has_the_room_that_it_is_known_to_meet_in() -> None:
    room = make_room("hall")

    def places(mode: str) -> tuple[bool, str]:
        cohort = make_cohort(mode=mode, room="hall", link="https://x.org", days=("tue", "thu"))
        plan = make_plan([make_meeting(cohort, make_session(), room=room)])
        view = cohort_view(Reader(plan, "private"), cohort, meetings=[])
        assert view["days"] == "Tuesdays and Thursdays"
        return view["room"] is not None, view["place"]

    assert places("in-person-peer") == (True, room.name_and_address)
    assert places("online-peer") == (False, "online: https://x.org")


def test_chapters_are_those_of_its_mode_its_reading_and_its_kinds_of_session() -> None:
    heads = [
        GuideHead(key="every", title="For all"),
        GuideHead(key="mode", title="x", modes=("in-person-peer",)),
        GuideHead(key="other-mode", title="x", modes=("solo",)),
        GuideHead(key="reading", title="x", readings=("before",)),
        GuideHead(key="other-reading", title="x", readings=("inside",)),
        GuideHead(key="kind", title="x", kinds=("pairing", "discussion")),
        GuideHead(key="other-kind", title="x", kinds=("clinic",)),
    ]
    plan: Plan = make_plan([make_meeting(make_cohort(), make_session())])
    plan = replace(plan, programme=replace(plan.programme, guides=tuple(Guide(head, "Text.") for head in heads)))
    view = cohort_view(Reader(plan, "share"), plan.programme.cohorts[0], meetings=[])
    assert [guide["key"] for guide in view["guides"]] == ["every", "mode", "reading", "kind"]


def test_turns_are_told_with_their_days_where_these_are_several() -> None:
    early, late = datetime.time(7), datetime.time(21)

    def told(*days: str) -> tuple[str, str, str]:
        turns = tuple(zip(days, (early, late), strict=True))
        cohort = make_cohort(turns=turns, days=tuple(dict.fromkeys(days)), times=(early, late))
        plan = make_plan([make_meeting(cohort, make_session())])
        view = cohort_view(Reader(plan, "private"), cohort, meetings=[])
        return view["days"], view["times"], view["usual_time"]

    assert told("tue", "tue") == ("Tuesdays", "in turn 07:00 and 21:00", "")
    assert told("mon", "tue") == ("Each week", "in turn Monday 07:00 and Tuesday 21:00", "")


def test_one_person_is_no_people() -> None:
    cohort = make_cohort(members=("p1",))
    plan = make_plan([make_meeting(cohort, make_session())])
    assert cohort_view(Reader(plan, "private"), cohort, meetings=[])["people_words"] == "1 person"
