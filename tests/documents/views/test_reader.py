"""For whom views are made, and how places and names are said to them."""

from __future__ import annotations

import pytest

from tests.make_plan_by_hand import make_cohort, make_meeting, make_plan, make_room, make_session
from toolkit.documents.views.all_views import Views
from toolkit.documents.views.reader import Reader, name_view, room_view, where_words
from toolkit.model.document import Audience
from toolkit.model.people import Facilitator, Room


def test_places_that_are_not_known_stay_unknown() -> None:
    def place(mode: str) -> object:
        meeting = make_meeting(make_cohort(mode=mode, link="https://meet.example.org/x"), make_session())
        return Views(make_plan([meeting]), "share").meeting(meeting)["place"]

    assert place("in-person-peer") == "venue to be announced"
    assert place("online-peer") == "online; your facilitator sends the link"
    assert place("solo") == "wherever you work"


PLAN = make_plan([make_meeting(make_cohort(), make_session())])


def test_a_room_says_how_one_gets_in() -> None:
    assert room_view(Room("hall", "Hall", seats=9, open="Tue 18-22", step_free="yes", address="1 High Street")) == {
        "id": "hall",
        "name": "Hall",
        "address": "1 High Street",
        "words": "Hall, 1 High Street",
        "seats": 9,
        "open": "Tue 18-22",
        "step_free": "step-free access: yes",
    }
    unknown = room_view(Room("hall", "Hall"))
    assert (unknown["seats"], unknown["step_free"]) == (0, "step-free access: ask us")


@pytest.mark.parametrize(
    ("audience", "mode", "link", "room", "words"),
    [
        ("private", "online-peer", "https://x.org", True, "online: https://x.org"),
        ("private", "online-peer", "", True, "online; your facilitator sends the link"),
        ("share", "online-peer", "https://x.org", True, "online; your facilitator sends the link"),
        ("private", "solo", "https://x.org", True, "wherever you work"),
        ("share", "in-person-peer", "https://x.org", True, make_room().name_and_address),
        ("share", "in-person-peer", None, False, "venue to be announced"),
    ],
)
def test_a_place_is_said_as_far_as_it_may_be_known(
    audience: Audience, mode: str, link: str | None, room: bool, words: str
) -> None:
    assert where_words(Reader(PLAN, audience), make_room() if room else None, mode=mode, link=link) == words


def test_a_name_stands_only_where_it_may() -> None:
    ada = Facilitator("ada", "Ada", "ada@example.org")
    assert name_view(Reader(PLAN, "private"), ada) == {
        "name": "Ada",
        "name_and_role": "Ada",
        "email": "ada@example.org",
    }
    assert name_view(Reader(PLAN, "share"), ada) == {"name": "", "name_and_role": "", "email": ""}
    hal = Facilitator("hal", "Hal", role="helper")
    assert name_view(Reader(PLAN, "private"), hal)["name_and_role"] == "Hal (helper)"
    assert name_view(Reader(PLAN, "share"), hal)["name_and_role"] == ""
