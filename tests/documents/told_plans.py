"""A published plan in which something changed, and what people are sent of it."""

from __future__ import annotations

import datetime
import re
from dataclasses import replace
from typing import Any

from tests.documents.rich_plan import rich_plan, shipped_types
from toolkit.documents.messages import make_messages
from toolkit.documents.pages import make_pages, make_texts
from toolkit.model.document import Message
from toolkit.model.people import Facilitator
from toolkit.model.plan import Plan
from toolkit.model.told import Publication
from toolkit.planning.differences import snapshot

COVER = Facilitator("f2", "Imre Szabó", "imre@example.org")
DAY = datetime.timedelta(days=1)
REASON = "Person Number1 is ill"


def published(plan: Plan) -> Plan:
    """The plan, told to everybody as it is."""
    members = {cohort.key: cohort.members for cohort in plan.programme.cohorts}
    told = Publication(
        name="launch", moment=datetime.datetime(2027, 1, 5, 9), meetings=snapshot(plan), files={}, members=members
    )
    people = replace(plan.programme.people, facilitators={**plan.programme.people.facilitators, "f2": COVER})
    return replace(plan, programme=replace(plan.programme, told=told, people=people))


def changed(plan: Plan, session: str, *, cohort: str = "a", **values: Any) -> Plan:
    """The plan with one meeting otherwise than told."""
    meetings = tuple(replace(m, **values) if m.key == (cohort, session) else m for m in plan.meetings)
    return replace(plan, meetings=meetings)


def moved(**settings: object) -> Plan:
    """The second session of two cohorts' first is a day later than told."""
    plan = published(rich_plan(cohorts="ab", **settings))  # type: ignore[arg-type]
    meeting = plan.meeting("a", "attention")
    assert meeting is not None
    return changed(plan, "attention", date=meeting.date + DAY, status="moved", reason=REASON)


def pages(plan: Plan, *names: str) -> dict[str, str]:
    """The text of each page by its path."""
    types, base = shipped_types(*names)
    return {page.path: re.sub(r"<[^>]*>|\s+", " ", page.html) for page in make_pages(plan, types, base=base)}


def texts(plan: Plan) -> dict[str, str]:
    types, base = shipped_types("changed")
    return {text.path.rsplit("/", 1)[-1]: text.text for text in make_texts(plan, types, base=base)}


def messages(plan: Plan, **options: object) -> dict[str, Message]:
    types, base = shipped_types("message-person", "message-facilitator")
    made = make_messages(plan, types, base=base, **options)  # type: ignore[arg-type]
    return {one.path.rsplit("/", 1)[-1]: one for one in made if isinstance(one, Message)}


def welcomes(plan: Plan, *beside: str) -> dict[str, Message]:
    """First messages by the reader's id, where these types are there beside."""
    types, base = shipped_types("welcome", *beside)
    made = make_messages(plan, types, base=base, only="welcome")
    return {one.person: one for one in made if isinstance(one, Message)}
