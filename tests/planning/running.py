"""A programme that runs, and what a wish makes of it."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Any

from tests.planning.small_programme import cohort, programme
from toolkit.model.changes import Days
from toolkit.model.people import Attendance, People, Room
from toolkit.model.plan import Plan
from toolkit.planning.make_plan import make_plan
from toolkit.planning.proposals import Proposal, propose
from toolkit.planning.rules import find_problems
from toolkit.planning.wishes.entries import Wish
from toolkit.planning.wishes.rooms import room_lost

NOW = datetime.datetime(2027, 1, 1, 12)
ROOMS = {key: Room(id=key, name=key.title(), seats=20, cohorts=2) for key in ("hall", "annexe")}


def a_plan(
    *changes: dict[str, Any],
    cohorts: Any = None,
    rooms: dict[str, Room] | None = None,
    sessions: int = 5,
    **people: Any,
) -> Plan:
    """Sessions s1, s2, … on Tuesdays at 18:30 from 2027-01-19; one cohort (a) in the hall."""
    small = programme(sessions=sessions, changes=list(changes), cohorts=cohorts or (cohort("a", room="hall"),))
    given: dict[str, Any] = {"participants": {}, "facilitators": small.people.facilitators, **people}
    given["attendance"] = tuple(people.get("attendance", ()))
    return make_plan(replace(small, people=People(rooms=rooms or ROOMS, **given)))


def after(plan: Plan, wish: Wish, *, now: datetime.datetime = NOW) -> Proposal:
    return propose(plan, wish, now=now)


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def rooms_of(plan: Plan) -> list[str | None]:
    return [meeting.room.id if meeting.room else None for meeting in plan.meetings]


def codes(plan: Plan) -> set[str]:
    return {problem.code for problem in find_problems(plan)}


def lost(plan: Plan, room: str, *, first: str, until: str | None = None) -> Plan:
    return after(plan, room_lost(plan, room=room, days=Days(day(first), day(until) if until else None))).after


def dates_of(plan: Plan, cohort: str = "a") -> list[str]:
    return [
        meeting.date.isoformat()[5:] for meeting in sorted(plan.of_cohort(cohort), key=lambda meeting: meeting.number)
    ]


def combined() -> Plan:
    both = (cohort("a", room="hall"), cohort("b", room="hall", members=()))
    return a_plan({"cohort": "b", "session": "s3", "combined_with": "a"}, cohorts=both)


def marked(state: Any) -> Plan:
    """The plan with one mark at the second session, and no entry that it was held."""
    return a_plan(attendance=(Attendance("p1", "a", "s2", state),))
