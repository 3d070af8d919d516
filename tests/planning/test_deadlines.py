"""What the organiser has to do by when."""

from __future__ import annotations

from tests.planning.small_programme import clinic, cohort, programme, small_sessions
from toolkit.model.curriculum import Session
from toolkit.planning.make_plan import make_plan


def booking(sessions: tuple[Session, ...], mode: str = "in-person-peer") -> str:
    """What the deadline for booking rooms says, where there is one."""
    plan = make_plan(programme(sessions=sessions, cohorts=(cohort(mode=mode),)))
    return next((deadline.note for deadline in plan.deadlines if deadline.key == "room-booking"), "")


def test_the_rooms_to_book_include_that_of_a_clinic_only_where_there_is_one() -> None:
    assert booking(small_sessions()) == "For every date of the plan."
    assert (
        booking((clinic(), *small_sessions())) == "For every date of the plan, the meeting before session 1 included."
    )


def test_there_is_no_room_to_book_where_nobody_meets_in_one() -> None:
    assert booking(small_sessions(), "online-peer") == ""
