"""What the organiser has to do by when."""

from __future__ import annotations

import datetime

from tests.planning.small_programme import clinic, cohort, numbered, programme, small_sessions
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


def test_what_is_to_be_done_is_counted_back_from_the_first_meeting() -> None:
    plan = make_plan(programme(sessions=numbered(5), cohorts=(cohort("a", days=("wed",)), cohort("b"))))
    assert {deadline.key: deadline.date.isoformat() for deadline in plan.deadlines} == {
        "room-booking": "2026-11-24",
        "sign-up-opens": "2026-12-08",
        "sign-up-closes": "2027-01-05",
        "offers": "2027-01-08",
        "training": "2027-01-12",
        "print-run": "2027-01-16",
        "half-way": "2027-02-04",
    }
    days = [deadline.date for deadline in plan.deadlines]
    assert days == sorted(days)


def test_sign_up_is_as_the_programme_says_and_opens_a_week_before_it_closes_at_the_latest() -> None:
    def days(**said: datetime.date) -> list[str]:
        sign_up = programme().settings.sign_up.model_copy(update=said)
        found = {one.key: one.date.isoformat() for one in make_plan(programme(sign_up=sign_up)).deadlines}
        return [found[key] for key in ("sign-up-opens", "sign-up-closes", "offers")]

    early, late = datetime.date(2026, 11, 30), datetime.date(2027, 1, 10)
    assert days(opens=early) == ["2026-11-30", "2027-01-05", "2027-01-08"]
    assert days(closes=late) == ["2026-12-08", "2027-01-10", "2027-01-13"]
    assert days(closes=early) == ["2026-11-23", "2026-11-30", "2026-12-03"]


def test_a_short_programme_has_no_half_way_and_one_without_meetings_nothing_to_do() -> None:
    def keys(count: int, *changes: dict[str, object]) -> set[str]:
        found = make_plan(programme(sessions=(clinic(), *numbered(count)), changes=list(changes)))
        return {deadline.key for deadline in found.deadlines}

    assert ("half-way" in keys(2), "half-way" in keys(3)) == (False, True)
    off: list[dict[str, object]] = [
        {"cohort": "a", "session": key, "cancelled": "drop"} for key in ("set-up", "s1", "s2", "s3")
    ]
    assert "half-way" not in keys(3, off[-1])
    assert keys(3, *off) == set()
