"""A plan in which everything private is planted that a view could show: names, addresses, links, a chat, reasons,
pairs, who covers and who left, news, clocks elsewhere, turns, times that people gave and are asked for."""

from __future__ import annotations

import datetime
from dataclasses import replace

from tests.documents.rich_plan import AMARA, CHAT, JONAS, LINK, PEOPLE, rich_plan
from tests.documents.test_places import with_people
from tests.documents.told_plans import COVER, DAY, changed, published
from toolkit.model.fields import Turn
from toolkit.model.formed import Asked, Formed
from toolkit.model.people import Facilitator, Participant
from toolkit.model.plan import Deadline, Pairs, Plan

REASON = "Somebody has hurt a knee"
NOTE = "Ring the warden at home"
OTHER_LINK = "https://meet.example.org/another-room"
PHONE = "07700 900456"
WAITING = Participant(
    "w1", "Wilhelmina Zest", PHONE, status="accepted", available="Tue 18:00-22:00", timezone="Europe/London"
)
GONE = Participant("g1", "Gonzalo Quist", status="withdrawn")
FAR_AWAY = "Asia/Kathmandu"
NAMED: tuple[Participant | Facilitator, ...] = (*PEOPLE, WAITING, GONE, AMARA, JONAS, COVER)
SECRETS = (
    *(part for person in NAMED for part in (person.name, person.email) if part),
    *(LINK, OTHER_LINK, CHAT, REASON, NOTE, "Kathmandu"),
)


def private_plan(mode: str = "online-mentored") -> Plan:
    """Two cohorts. The first takes turns; one of its meetings is moved and covered, one member lives far away, one is
    new and one has left; of the second one has a second facilitator. The facilitator of both lives far away, too."""
    plan = with_people(
        published(rich_plan(cohorts="ab", mode=mode)), replace(PEOPLE[0], timezone=FAR_AWAY), WAITING, GONE
    )
    plan = _in_turn(plan)
    second = plan.meeting("a", "attention")
    assert second is not None
    told = changed(
        plan, "attention", date=second.date + DAY, status="moved", reason=REASON, link=OTHER_LINK, facilitators=(COVER,)
    )
    programme = told.programme
    assert programme.told is not None
    known = {**programme.told.members, "a": (*programme.told.members["a"][:-1], GONE.id)}
    programme = replace(
        programme,
        told=programme.told.model_copy(update={"members": known}),
        formed=Formed(
            bound=5,
            reachable=5,
            members={cohort.key: cohort.members for cohort in programme.cohorts if cohort.members},
            ask=(Asked(id="p1", stretch=(2580, 2640), places=1),),
        ),
        people=replace(
            programme.people, facilitators={**programme.people.facilitators, "f1": replace(AMARA, timezone=FAR_AWAY)}
        ),
    )
    told = replace(told, programme=programme)
    return replace(
        changed(told, "backprop", cohort="b", facilitators=(AMARA, COVER)),
        pairs=tuple(Pairs(("a", session), (("p1", "p2"), ("p3", "p4", "p5"))) for session in ("backprop", "attention")),
        deadlines=(Deadline("warden", datetime.date(2027, 1, 10), "Ask for the key", NOTE),),
    )


def _in_turn(plan: Plan) -> Plan:
    """The plan with a first cohort that takes turns: at 18:30, and a week later at 7:00."""
    turns: tuple[Turn, ...] = (("tue", datetime.time(18, 30)), ("tue", datetime.time(7)))
    cohorts = tuple(replace(one, turns=turns) if one.key == "a" else one for one in plan.programme.cohorts)
    early = datetime.datetime(2027, 1, 26, 7)
    by_key = {cohort.key: cohort for cohort in cohorts}
    meetings = tuple(replace(meeting, cohort=by_key[meeting.cohort.key]) for meeting in plan.meetings)
    plan = replace(plan, meetings=meetings, programme=replace(plan.programme, cohorts=cohorts))
    return changed(plan, "attention", planned=early, time=early.time())
