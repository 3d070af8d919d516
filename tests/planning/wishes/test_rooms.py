"""A room that was lost, and the rooms that stand in for it."""

from __future__ import annotations

from tests.planning.running import a_plan, after, codes, day, lost, rooms_of
from toolkit.model.changes import Days
from toolkit.planning.wishes.rooms import room_lost


def test_a_room_that_was_lost_is_not_offered_again() -> None:
    plan = lost(a_plan(), "hall", first="2027-01-26", until="2027-01-26")
    assert rooms_of(plan) == ["hall", "annexe", "hall", "hall", "hall"]
    assert rooms_of(lost(plan, "annexe", first="2027-01-26", until="2027-01-26")) == [
        "hall",
        None,
        "hall",
        "hall",
        "hall",
    ]
    assert rooms_of(lost(a_plan(), "annexe", first="2027-01-26", until="2027-01-26")) == ["hall"] * 5
    assert rooms_of(lost(lost(a_plan(), "hall", first="2027-02-02"), "annexe", first="2027-02-02", until="2027-02-10"))[
        2:4
    ] == [None, None]


def test_the_loss_of_a_room_is_kept_once_though_nobody_meets_there() -> None:
    plan = a_plan()
    empty = room_lost(plan, room="annexe", days=Days(day("2027-01-26"), None))
    assert [change.room_lost for change in empty.entries] == ["annexe"]
    again = after(plan, empty).after
    assert room_lost(again, room="annexe", days=Days(day("2027-01-26"), None)).entries == ()
    assert codes(again) == codes(plan)


def test_many_meetings_without_a_room_are_told_in_a_line_with_the_days_below() -> None:
    plan = a_plan()

    def told(first: str, last: str | None) -> list[str]:
        (words,) = room_lost(
            lost(plan, "annexe", first=first), room="hall", days=Days(day(first), day(last) if last else None)
        ).why
        return words.splitlines()

    (short,) = told("2027-01-26", "2027-01-26")
    assert "on 2027-01-26." in short
    head, below = told("2027-01-19", None)
    assert head.startswith("No other room is free for 5 meetings. ")
    assert len(head) < 200
    assert below.endswith(": 2027-01-19, 2027-01-26, 2027-02-02, 2027-02-09, 2027-02-23")


def test_a_loss_says_nothing_else() -> None:
    assert "P078" in codes(a_plan({"cohort": "a", "session": "s2", "room_lost": "hall"}))
    assert "P033" in codes(a_plan({"cohort": "all", "date": "2027-01-26", "room_lost": "cellar"}))
    assert "P078" not in codes(a_plan({"cohort": "all", "date": "2027-01-26", "room_lost": "hall"}))
