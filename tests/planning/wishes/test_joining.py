"""An evening goes online, and a link changes: as few entries as say it, and what stood elsewhere stays there."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from tests.planning.running import a_plan, after, day
from tests.planning.small_programme import cohort
from toolkit.model.people import Facilitator
from toolkit.model.plan import Plan
from toolkit.planning.wishes.covering import mentor_lost
from toolkit.planning.wishes.entries import Wish
from toolkit.planning.wishes.joining import change_link
from toolkit.planning.wishes.moving import move
from toolkit.problems import WrongUsage

SNOW, NEW, OLD = "https://meet.example.org/snow", "https://meet.example.org/new", "https://meet.example.org/old"
PEOPLE = {
    "ada": Facilitator(id="ada", name="Ada", role="facilitator"),
    "odile": Facilitator(id="odile", name="Odile", role="mentor"),
}


def both(*changes: dict[str, Any]) -> Plan:
    """Cohort a in the hall with a mentor, cohort b online, Tuesdays from 2027-01-19 on."""
    return a_plan(
        *changes,
        cohorts=(
            cohort("a", room="hall", mode="in-person-mentored", facilitators=("ada",), mentor="odile"),
            cohort("b", mode="online-peer", link=OLD, members=()),
        ),
        facilitators=PEOPLE,
    )


def online(plan: Plan, who: str | None, *, link: str = SNOW, **given: Any) -> Wish:
    values: dict[str, Any] = {"date": None, "time": None, "room": None, "and_later": False, **given}
    return move(plan, cohort=who, session="s2", link=link, **values)


def said(wish: Wish) -> list[dict[str, Any]]:
    return [entry.model_dump(mode="json", by_alias=True, exclude_unset=True) for entry in wish.entries]


def places(plan: Plan, key: str) -> list[str | None]:
    """Where each meeting of a cohort is: the link, or the room."""
    return [m.link or (m.room.id if m.room else None) for m in plan.of_cohort(key)]


def test_an_evening_in_a_room_goes_online_and_the_others_stay() -> None:
    wish = online(both(), "a")
    assert said(wish) == [{"cohort": "a", "session": "s2", "mode": "online-peer", "link": SNOW}]
    proposal = after(both(), wish)
    assert places(proposal.after, "a") == ["hall", SNOW, "hall", "hall", "hall"]
    meeting = proposal.after.meeting("a", "s2")
    assert meeting is not None
    assert (meeting.evening.mode, meeting.mentor, meeting.moved) == ("online-peer", None, False)
    assert [difference.kinds for difference in proposal.differences] == [("place", "link", "mentor", "mode")]
    assert wish.why == ("Cohort A, s2: there are no run sheets for a mentor online, so the group meets without one.",)


def test_of_all_cohorts_each_gets_what_it_needs() -> None:
    assert said(online(both(), None)) == [
        {"cohort": "a", "session": "s2", "mode": "online-peer", "link": SNOW},
        {"cohort": "b", "session": "s2", "link": SNOW},
    ]
    rooms = a_plan(cohorts=(cohort("a", room="hall"), cohort("b", room="annexe", members=())))
    assert said(online(rooms, None)) == [{"cohort": "all", "session": "s2", "mode": "online-peer", "link": SNOW}]


def test_it_may_change_its_time_too_and_take_the_later_ones_along() -> None:
    wish = online(both(), "a", time=datetime.time(19), and_later=True)
    assert [entry.time for entry in wish.entries] == [datetime.time(19)] * 4
    assert places(after(both(), wish).after, "a") == ["hall", SNOW, SNOW, SNOW, SNOW]


def test_a_room_and_a_screen_are_two_places_and_a_link_is_an_address() -> None:
    with pytest.raises(WrongUsage, match="in a room or online, not both"):
        online(both(), "a", room="annexe")
    for link in ("meet.example.org/x", "javascript:alert(1)", "https://", "https://a b"):
        with pytest.raises(WrongUsage, match="is no address to join at"):
            online(both(), "a", link=link)
        with pytest.raises(WrongUsage, match="is no address to join at"):
            change_link(both(), link=link, cohort="b", first=day("2027-01-26"))


def test_an_evening_that_is_there_already_is_not_put_there_again() -> None:
    there = after(both(), online(both(), "a")).after
    assert said(online(there, "a")) == []


def test_a_new_link_counts_from_its_day_on_and_for_meetings_online_alone() -> None:
    plan = both({"cohort": "a", "session": "s3", "mode": "online-peer", "link": SNOW})
    wish = change_link(plan, link=NEW, cohort=None, first=day("2027-02-02"))
    assert said(wish) == [
        {"cohort": "a", "from": "2027-02-02", "link": NEW},
        {"cohort": "b", "from": "2027-02-02", "link": NEW},
    ]
    found = after(plan, wish).after
    assert places(found, "b") == [OLD, OLD, NEW, NEW, NEW]
    assert places(found, "a") == ["hall", "hall", NEW, "hall", "hall"]


def test_a_link_for_those_who_meet_in_a_room_is_refused_with_a_reason() -> None:
    assert change_link(both(), link=NEW, cohort="a", first=day("2027-01-19")) == Wish(
        (), ("Cohort A has no meeting online from 2027-01-19 on.",)
    )
    assert change_link(both(), link=OLD, cohort="b", first=day("2027-01-19")) == Wish(())


def test_a_mentor_who_is_lost_does_not_bring_an_evening_back_into_the_room() -> None:
    curriculum = both().programme.curriculum
    assert "online-mentored" not in curriculum.modes
    snowed = after(both(), online(both(), "a")).after
    found = after(snowed, mentor_lost(snowed, mentor="odile", first=day("2027-01-19"))).after
    assert places(found, "a") == ["hall", SNOW, "hall", "hall", "hall"]
    assert {meeting.evening.mode for meeting in found.of_cohort("a")} == {"in-person-peer", "online-peer"}
    assert not any(meeting.mentor for meeting in found.meetings)
