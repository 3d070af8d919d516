"""A deadline that is over is told where the plan shows that nothing was done, and nothing is claimed of others."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Any

import pytest

from tests.make_plan_by_hand import make_cohort, make_meeting, make_plan, make_room, make_session, make_settings
from toolkit.model.people import Participant
from toolkit.model.plan import Plan
from toolkit.model.programme import SignUp
from toolkit.planning.deadlines import make_deadlines
from toolkit.planning.outlook import is_done, overdue
from toolkit.planning.rules.deadlines import deadlines_met
from toolkit.planning.rules.rule import NOTHING_KNOWN, Facts

PAT = Participant("p1", "Pat", "pat@example.org", status="accepted")
NAMES = ["room-booking", "sign-up-opens", "sign-up-closes", "offers"]


def plan(
    *, room: bool = False, members: tuple[str, ...] = (), people: tuple[Participant, ...] = (), **settings: Any
) -> Plan:
    """A meeting on 19 January 2027 with its deadlines."""
    cohort = make_cohort(members=members)
    made = make_plan(
        [make_meeting(cohort, make_session("tensors"), room=make_room() if room else None)],
        participants=list(people),
        settings=make_settings(**settings),
    )
    return replace(made, deadlines=make_deadlines(made.programme, made.meetings))


def late(found: Plan, today: str = "2027-01-12") -> list[str]:
    return [one.key for one in overdue(found, datetime.date.fromisoformat(today))]


def test_nothing_is_said_of_what_no_plan_can_show() -> None:
    found = plan(room=True, sign_up=SignUp(url="https://forms.example.org/x"))
    assert {one.key for one in found.deadlines} > {"training", "print-run"}
    assert late(found, "2027-01-19") == []


def test_only_what_the_plan_holds_is_called_done() -> None:
    found = plan(room=True, people=(PAT,), members=("p1",))
    shown = {one.key: is_done(found, one) for one in found.deadlines}
    assert [shown[key] for key in ("room-booking", "sign-up-opens", "sign-up-closes", "offers")] == [
        None, None, True, False,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, ["room-booking", "sign-up-opens"]),
        ({"room": True}, ["sign-up-opens"]),
        ({"room": True, "people": (PAT,)}, ["sign-up-closes", "offers"]),
        ({"room": True, "people": (PAT,), "members": ("p1",)}, ["offers"]),
    ],
)
def test_each_is_told_until_it_is_done(given: dict[str, Any], expected: list[str]) -> None:
    assert late(plan(**given)) == expected


def test_the_day_itself_belongs_to_it_and_after_the_last_meeting_nothing_is_late() -> None:
    found = plan()
    dates = {one.key: one.date for one in found.deadlines}
    assert late(found, dates["room-booking"].isoformat()) == []
    assert late(found, (dates["room-booking"] + datetime.timedelta(days=1)).isoformat()) == ["room-booking"]
    assert late(found, "2027-01-20") == []


def test_once_a_first_meeting_is_over_only_rooms_are_late() -> None:
    found = plan()
    second = make_meeting(make_cohort(), make_session("scale"), number=2, at="2027-01-26 18:30", room=None)
    running = replace(found, meetings=(*found.meetings, second))
    assert late(running) == ["room-booking", "sign-up-opens"]
    assert late(running, "2027-01-20") == ["room-booking"]


def test_the_rule_says_which_and_needs_to_know_the_day() -> None:
    found = list(deadlines_met(plan(), Facts(today=datetime.date(2027, 1, 12))))
    assert [problem.code for problem in found] == ["P135", "P135"]
    assert found[0].message.startswith("Book the rooms: by 2026-11-24, and the plan shows that it is not done")
    assert list(deadlines_met(plan(), NOTHING_KNOWN)) == []
