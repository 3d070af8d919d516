"""A plan in which everything private is planted that a view could show: names, addresses, links, a chat, reasons,
pairs, somebody who covers, news, clocks elsewhere, times that people gave."""

from __future__ import annotations

import datetime
from dataclasses import replace

from tests.documents.rich_plan import AMARA, CHAT, JONAS, LINK, PEOPLE, rich_plan
from tests.documents.test_places import with_people
from tests.documents.told_plans import COVER, DAY, changed, published
from toolkit.model.people import Facilitator, Participant
from toolkit.model.plan import Deadline, Pairs, Plan

REASON = "Somebody has hurt a knee"
NOTE = "Ring the warden at home"
OTHER_LINK = "https://meet.example.org/another-room"
PHONE = "07700 900456"
WAITING = Participant(
    "w1", "Wilhelmina Zest", PHONE, status="accepted", available="Tue 18:00-22:00", timezone="Europe/London"
)
NAMED: tuple[Participant | Facilitator, ...] = (*PEOPLE, WAITING, AMARA, JONAS, COVER)
SECRETS = (
    *(part for person in NAMED for part in (person.name, person.email) if part),
    *(LINK, OTHER_LINK, CHAT, REASON, NOTE, "Kathmandu"),
)


def private_plan(mode: str = "online-mentored") -> Plan:
    """Two cohorts. Of the first one meeting is moved and covered, and one member lives far away and one is new;
    of the second one has a second facilitator."""
    plan = with_people(
        published(rich_plan(cohorts="ab", mode=mode)), replace(PEOPLE[0], timezone="Asia/Kathmandu"), WAITING
    )
    second = plan.meeting("a", "attention")
    assert second is not None
    told = changed(
        plan, "attention", date=second.date + DAY, status="moved", reason=REASON, link=OTHER_LINK, facilitators=(COVER,)
    )
    known = told.programme.told
    assert known is not None
    since = known.model_copy(update={"members": {**known.members, "a": known.members["a"][:-1]}})
    told = replace(told, programme=replace(told.programme, told=since))
    return replace(
        changed(told, "backprop", cohort="b", facilitators=(AMARA, COVER)),
        pairs=tuple(Pairs(("a", session), (("p1", "p2"), ("p3", "p4", "p5"))) for session in ("backprop", "attention")),
        deadlines=(Deadline("warden", datetime.date(2027, 1, 10), "Ask for the key", NOTE),),
    )
