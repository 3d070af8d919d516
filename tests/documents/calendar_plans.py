"""Plans of one cohort and of two, and what stands in their calendars."""

from __future__ import annotations

import datetime
from typing import Any

from tests.make_plan_by_hand import make_cohort, make_meeting, make_plan, make_session
from toolkit.documents.calendars import make_calendars
from toolkit.model.document import Calendar, CalendarEntry
from toolkit.model.people import Facilitator, Participant
from toolkit.model.plan import Deadline, Plan

ADA = Facilitator("f1", "Ada Lovelace", "ada@example.org")
GRACE = Facilitator("m1", "Grace Hopper", "grace@example.org", role="mentor")
PAT = Participant("p1", "Pat Planted", "pat@example.org")
LINK = "https://meet.example/secret"


def calendar(plan: Plan, path: str, **options: str) -> Calendar:
    """The calendar of that path."""
    return {calendar.path: calendar for calendar in make_calendars(plan, **options)}[path]  # type: ignore[arg-type]


def entry(plan: Plan, path: str = "share/calendar/programme.ics", **options: str) -> CalendarEntry:
    """The first entry of that calendar."""
    return calendar(plan, path, **options).entries[0]


def paths(plan: Plan, **options: str) -> list[str]:
    """The paths of all calendars."""
    return [calendar.path for calendar in make_calendars(plan, **options)]  # type: ignore[arg-type]


def one(**values: Any) -> Plan:
    """A plan of one meeting of one cohort, run by Ada."""
    meeting = make_meeting(make_cohort("a", members=("p1",)), make_session(), facilitators=(ADA,), **values)
    return make_plan([meeting], facilitators=[ADA, GRACE], participants=[PAT])


def two() -> Plan:
    """Two cohorts, two sessions each; the second cohort meets online."""
    here = make_cohort("a", members=("p1",))
    there = make_cohort("b", mode="online-peer", link=LINK)
    meetings = [
        make_meeting(cohort, make_session(key), number=number, at=f"2027-01-{day} 18:30", facilitators=(ADA,))
        for cohort, days in ((here, ("19", "26")), (there, ("21", "28")))
        for number, (key, day) in enumerate(zip(("tensors", "backprop"), days, strict=True), 1)
    ]
    return make_plan(
        meetings,
        facilitators=[ADA, GRACE],
        participants=[PAT],
        deadlines=[Deadline("print-run", datetime.date(2027, 1, 15), "Print")],
    )


def slots(plan: Plan, id: str = "f1") -> list[CalendarEntry]:
    """The preparation slots of a facilitator."""
    return [
        told for told in calendar(plan, f"private/calendar/facilitator-{id}.ics").entries if "preparation" in told.uid
    ]
