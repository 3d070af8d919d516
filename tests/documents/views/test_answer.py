"""What a message about somebody's place holds."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Any

import pytest

from tests.documents.rich_plan import PEOPLE, rich_plan
from tests.documents.test_places import with_people
from tests.documents.told_plans import changed
from tests.make_plan_by_hand import make_room
from toolkit.documents.views.all_views import Views
from toolkit.documents.views.answer import answer_view, stretch_words
from toolkit.model.availability import Stretch
from toolkit.model.people import Facilitator, Participant
from toolkit.model.plan import Plan
from toolkit.planning.answers import Answer

WES = Participant("w", "Wes")
GUY = Facilitator("g", "Guy Guide")
_ATTENTION = next(meeting for meeting in rich_plan().meetings if meeting.session.key == "attention")
SECOND = _ATTENTION.date
ONLINE = replace(_ATTENTION.evening, mode="online-mentored")


def placed(plan: Plan, **values: object) -> Answer:
    """The answer to the first member of the first cohort."""
    person = plan.programme.people.participants["p1"]
    return replace(Answer(person, "placed", plan.programme.cohorts[:1]), **values)  # type: ignore[arg-type]


def test_a_place_comes_with_company_and_the_meetings_still_to_come() -> None:
    plan = with_people(
        rich_plan(),
        replace(PEOPLE[1], status="withdrawn"),
        replace(PEOPLE[2], name=""),
        replace(PEOPLE[0], available="x"),
    )
    plan = changed(plan, "backprop", held=True)
    view = answer_view(Views(plan, "private"), placed(plan, had_place=True))
    assert (view["state"], view["had_place"], view["no_times"]) == ("placed", True, False)
    assert [cohort["key"] for cohort in view["cohorts"]] == ["a"]
    assert view["others"] == ["p3", "Person Number4", "Person Number5"]
    assert [meeting["session"]["key"] for meeting in view["meetings"]] == ["attention"]
    (missed,) = view["missed"]
    assert missed["meeting"]["session"]["key"] == "backprop"
    assert [item["name"] for item in missed["items"]] == ["A paper: section 1"]
    assert (view["otherwise"], view["local"], view["asks"]) == ([], "", [])


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({}, ""),
        ({"facilitators": (GUY,)}, "Guy Guide runs it"),
        ({"facilitators": ()}, "the group runs it by itself"),
        ({"mentor": None}, ""),
        ({"facilitators": (), "mentor": GUY}, "the group runs it by itself, and Guy Guide is the mentor"),
    ],
)
def test_a_meeting_that_others_run_is_told_to_whoever_joins(values: dict[str, Any], words: str) -> None:
    view = answer_view(Views(plan := changed(rich_plan(), "backprop", **values), "private"), placed(plan))
    assert [one["words"] for one in view["by_others"]] == ([words] if words else [])
    assert answer_view(Views(plan, "share"), placed(plan))["by_others"] == []


def test_a_meeting_that_was_held_and_then_cancelled_was_not_missed() -> None:
    plan = changed(rich_plan(), "backprop", held=True, status="cancelled")
    assert answer_view(Views(plan, "private"), placed(plan))["missed"] == []


@pytest.mark.parametrize(
    ("values", "otherwise"),
    [
        ({}, False),
        ({"status": "moved"}, False),
        ({"date": SECOND + datetime.timedelta(weeks=1), "status": "moved"}, False),
        ({"date": SECOND + datetime.timedelta(days=1), "status": "moved"}, True),
        ({"time": datetime.time(19)}, True),
        ({"evening": ONLINE}, True),
        ({"room": make_room("barn"), "planned_room": "r1"}, True),
        ({"room": None, "planned_room": "r1"}, True),
        ({"planned_room": "r1"}, False),
        ({"status": "combined", "combined_into": "b"}, True),
    ],
)
def test_what_is_not_as_usual_is_named(values: dict[str, Any], otherwise: bool) -> None:
    plan = changed(rich_plan(), "attention", **values)
    view = answer_view(Views(plan, "private"), placed(plan))
    assert bool(view["otherwise"]) is otherwise


def test_the_first_meeting_is_told_on_the_persons_own_clock_where_that_is_another() -> None:
    def local(zone: str, audience: str = "private") -> str:
        plan = with_people(rich_plan(), replace(PEOPLE[0], timezone=zone))
        return answer_view(Views(plan, audience), placed(plan))["local"]  # type: ignore[arg-type]

    assert local("Asia/Kolkata") == "Wed 20 Jan, 00:00 Kolkata time"
    assert local("Europe/Lisbon") == local("") == local("Asia/Kolkata", "share") == ""


def test_who_waits_or_is_asked_has_no_meetings_and_may_be_told_of_times() -> None:
    plan = with_people(rich_plan(), replace(WES, timezone="Asia/Seoul"))
    wes = plan.programme.people.participants["w"]
    view = answer_view(Views(plan, "private"), Answer(wes, "asked", wanted=(((1080, 1140), 2),)))
    assert (view["state"], view["had_place"], view["meetings"], view["missed"]) == ("asked", False, [], [])
    assert view["no_times"]
    assert view["asks"] == [{"words": "Mondays 18:00–19:00", "zone": "Seoul time", "places": 2}]
    member = answer_view(Views(plan, "private"), placed(plan, state="waiting"))
    assert (member["meetings"], member["missed"]) == ([], [])
    if_needed = replace(wes, if_needed="Mon 18-20")
    assert not answer_view(Views(plan, "private"), Answer(if_needed, "waiting"))["no_times"]


def test_nobody_is_named_where_it_is_shared() -> None:
    plan = rich_plan()
    assert answer_view(Views(plan, "share"), placed(plan))["others"] == []


@pytest.mark.parametrize(
    ("stretch", "words"),
    [
        ((0, 60), "Mondays 00:00–01:00"),
        ((2 * 1440 + 19 * 60, 2 * 1440 + 20 * 60 + 30), "Wednesdays 19:00–20:30"),
        ((2 * 1440 + 23 * 60, 3 * 1440 + 60), "Wednesdays 23:00–01:00"),
        ((6 * 1440 + 1080, 6 * 1440 + 1140), "Sundays 18:00–19:00"),
        ((7 * 1440 + 1080, 7 * 1440 + 1140), "Mondays 18:00–19:00"),
    ],
)
def test_a_stretch_of_a_week_is_said_in_words(stretch: Stretch, words: str) -> None:
    assert stretch_words(stretch) == words
