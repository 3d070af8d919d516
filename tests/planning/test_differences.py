"""How a meeting differs from what was told of it."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from tests.make_plan_by_hand import make_cohort, make_item, make_meeting, make_plan, make_room, make_session
from toolkit.model.changes import ChangeEntry, change_of
from toolkit.model.people import Facilitator
from toolkit.model.plan import Meeting
from toolkit.planning.differences import differences, snapshot

ADA, MO = Facilitator("ada", "Ada"), Facilitator("mo", "Mo", role="mentor")
MEETING = make_meeting(
    make_cohort(),
    make_session("s1"),
    facilitators=(ADA,),
    mentor=MO,
    room=make_room("hall"),
    link="https://meet.example/1",
    with_cohorts=("c", "b"),
    items=(make_item("paper"),),
)


def kinds(before: Meeting | None, after: Meeting | None) -> list[tuple[str, ...]]:
    """What is said of the change from one meeting to another."""
    told = snapshot(make_plan([before])) if before else ()
    return [one.kinds for one in differences(told, make_plan([after] if after else []))]


def test_a_meeting_is_told_as_it_stands() -> None:
    (told,) = snapshot(make_plan([MEETING]))
    assert (told.cohort, told.session, told.number, told.title) == ("a", "s1", 1, "S1")
    assert (told.date, told.time, told.zone, told.minutes) == (
        datetime.date(2027, 1, 19),
        datetime.time(18, 30),
        "Europe/London",
        120,
    )
    assert (told.room, told.facilitators, told.mentor, told.with_cohorts) == ("hall", ("ada",), "mo", ("b", "c"))
    assert (told.mode, told.reading, told.cancelled) == ("in-person-peer", "before", False)
    assert len(told.link) == len(told.readings) == 16
    assert "meet.example" not in told.link


@pytest.mark.parametrize(
    ("after", "kind"),
    [
        (replace(MEETING, date=datetime.date(2027, 1, 20)), "moved"),
        (replace(MEETING, time=datetime.time(19)), "moved"),
        (replace(MEETING, zone="Europe/Paris"), "moved"),
        (replace(MEETING, minutes=90), "length"),
        (replace(MEETING, room=make_room("annexe")), "place"),
        (replace(MEETING, room=None), "place"),
        (replace(MEETING, link="https://meet.example/2"), "link"),
        (replace(MEETING, link=""), "link"),
        (replace(MEETING, facilitators=()), "facilitators"),
        (replace(MEETING, mentor=None), "mentor"),
        (replace(MEETING, evening=replace(MEETING.evening, mode="online-peer")), "mode"),
        (replace(MEETING, evening=replace(MEETING.evening, reading="inside")), "mode"),
        (replace(MEETING, with_cohorts=("b",)), "together"),
        (replace(MEETING, evening=replace(MEETING.evening, items=())), "readings"),
        (replace(MEETING, evening=replace(MEETING.evening, items=(make_item("paper", minutes=41),))), "readings"),
        (replace(MEETING, status="cancelled"), "cancelled"),
    ],
)
def test_each_change_has_its_kind(after: Meeting, kind: str) -> None:
    assert kinds(MEETING, after) == [(kind,)]


def test_what_is_as_told_is_no_difference() -> None:
    assert kinds(MEETING, MEETING) == kinds(MEETING, replace(MEETING, with_cohorts=("b", "c"))) == []


def test_a_new_meeting_is_added_and_one_that_is_gone_removed_unless_it_is_cancelled() -> None:
    off = replace(MEETING, status="cancelled")
    assert kinds(None, MEETING) == [("added",)]
    assert kinds(MEETING, None) == [("removed",)]
    assert kinds(None, off) == kinds(off, None) == kinds(off, off) == []
    assert kinds(off, MEETING) == [("again",)]


@pytest.mark.parametrize(
    ("entry", "news"),
    [
        ({"cohort": "a", "session": "s1", "held": True}, []),
        ({"cohort": "all", "session": "s1", "held": True}, []),
        ({"cohort": "all", "from": "2027-01-19", "until": "2027-01-19", "held": True}, []),
        ({"cohort": "all", "from": "2027-01-20", "held": True}, [("removed",)]),
        ({"cohort": "all", "session": "s2", "held": True}, [("removed",)]),
        ({"cohort": "b", "session": "s1", "held": True}, [("removed",)]),
        ({"cohort": "a", "session": "s1", "date": "2027-01-20"}, [("removed",)]),
    ],
)
def test_what_a_cohort_that_ended_has_held_is_no_news_whatever_entry_says_so(
    entry: dict[str, object], news: list[tuple[str, ...]]
) -> None:
    after = make_plan([])
    changes = (change_of(ChangeEntry.model_validate(entry)),)
    now = replace(after, programme=replace(after.programme, ended=frozenset("a"), changes=changes))
    assert [one.kinds for one in differences(snapshot(make_plan([MEETING])), now)] == news
