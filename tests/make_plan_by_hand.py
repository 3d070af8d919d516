"""Small plans made by hand, record by record, for tests that need no folder and no planner.

make_plan([make_meeting(make_cohort("a"), make_session("tensors"), number=1, at="2027-01-19 18:30")])
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from toolkit.model.curriculum import Block, Curriculum, Item, Phase, Session, SessionHead, When
from toolkit.model.evening import Evening, TimedBlock, TimedCheckpoint, TimedItem
from toolkit.model.fields import Mode
from toolkit.model.people import Facilitator, Participant, People, Room
from toolkit.model.place import City
from toolkit.model.plan import Deadline, Meeting, MeetingStatus, Plan
from toolkit.model.programme import Cohort, Programme, Settings
from toolkit.model.resources import Resource

WHY = "Tonight you derive a gradient by hand, so that *autograd* is never magic again."


def make_room(id: str = "r1", **values: str | float | None) -> Room:
    """A room with seats, an address and a place on the map."""
    given = {
        "name": "Room 1",
        "seats": 12,
        "address": "14 Broad Street, Oxford OX1 3AS",
        "latitude": 51.754,
        "longitude": -1.257,
        **values,
    }
    return Room(id=id, **given)  # type: ignore[arg-type]


def make_cohort(key: str = "a", **values: object) -> Cohort:
    """A cohort that meets on Tuesdays at 18:30 in London's time."""
    given: dict[str, object] = {
        "label": f"Cohort {key.upper()}",
        "mode": "in-person-peer",
        "reading": "before",
        "zone": "Europe/London",
        "days": ("tue",),
        "times": (datetime.time(18, 30),),
        "minutes": None,
        "room": None,
        "link": None,
        "facilitators": (),
        "mentor": None,
        "members": (),
        "expected": 6,
        **values,
    }
    return Cohort(key=key, **given)  # type: ignore[arg-type]


def make_resource(id: str = "paper", **values: object) -> Resource:
    """A paper on the web."""
    given: dict[str, object] = {
        "title": "A paper",
        "authors": "Somebody",
        "kind": "paper",
        "format": "html",
        "url": f"https://example.org/{id}",
        "access": "open",
        "status": "live",
        "checked": datetime.date(2026, 11, 23),
        "checked_how": "opened",
        "use_for": "A first look.",
        **values,
    }
    return Resource(id=id, **given)  # type: ignore[arg-type]


def make_item(id: str = "paper", *, when: When = "before", minutes: int = 40, **values: object) -> TimedItem:
    """A reading, with its resource; `choose` and `part` go to the item, the rest to the resource."""
    own = {name: values.pop(name) for name in ("choose", "part") if name in values}
    item = Item(use=id, when=when, **own)  # type: ignore[arg-type]
    return TimedItem(
        item=item, resource=make_resource(id, **values), minutes=minutes, basis="estimate", basis_note="", when=when
    )


def make_session(key: str = "backprop", *, minutes: int = 120, why: str = WHY, **values: object) -> Session:
    """A session of one block; `values` go to its head."""
    given: dict[str, object] = {
        "title": key.replace("-", " ").capitalize(),
        "kind": "discussion",
        "able_to": ("Derive a gradient", "Check it"),
        "blocks": (Block(key="work", minutes=minutes, name="Work", who="all"),),
        **values,
    }
    return Session(
        head=SessionHead(key=key, minutes=minutes, **given),  # type: ignore[arg-type]
        file=f"sessions/{key}.md",
        why=why,
        before="",
        prompts=(),
        checkpoints=(),
        stuck="",
        ifs=(),
        worksheet=(),
        worksheet_intro="",
        exit_question="",
        next="",
    )


def make_evening(session: Session, *, mode: Mode = "in-person-peer", items: Iterable[TimedItem] = ()) -> Evening:
    """The session held as written."""
    starts = [sum(block.minutes for block in session.head.blocks[:index]) for index in range(len(session.head.blocks))]
    return Evening(
        session=session,
        mode=mode,
        reading="before",
        blocks=tuple(TimedBlock(block, start) for block, start in zip(session.head.blocks, starts, strict=True)),
        items=tuple(items),
        materials=session.head.materials,
        lost=(),
        mentor=session.head.mentor if mode.endswith("mentored") else None,
        cuts=(),
        prompts=tuple(enumerate(session.prompts, 1)),
        checkpoints=tuple(
            TimedCheckpoint(number, entry, None, 0, 0) for number, entry in enumerate(session.checkpoints, 1)
        ),
        ifs=session.ifs,
        stand_ins=(),
    )


def make_meeting(
    cohort: Cohort,
    session: Session,
    *,
    number: int = 1,
    at: str = "2027-01-19 18:30",
    planned: str | None = None,
    status: MeetingStatus = "planned",
    items: Iterable[TimedItem] = (),
    **values: object,
) -> Meeting:
    """A meeting of a cohort on a session; `at` and `planned` are wall time in the cohort's zone."""
    start = datetime.datetime.fromisoformat(at)
    given: dict[str, object] = {
        "minutes": cohort.minutes or session.head.minutes,
        "zone": cohort.zone,
        "room": None,
        "link": cohort.link,
        "facilitators": (),
        "mentor": None,
        "planned_room": cohort.room,
        "week": "",
        **values,
    }
    return Meeting(
        cohort=cohort,
        evening=make_evening(session, mode=cohort.mode, items=items),
        number=number,
        date=start.date(),
        time=start.time(),
        status=status,
        planned=datetime.datetime.fromisoformat(planned) if planned else start,
        **given,  # type: ignore[arg-type]
    )


def make_settings(**values: object) -> Settings:
    """The settings of a programme in Oxford."""
    given: dict[str, object] = {
        "key": "oxford-engineering-ht27",
        "title": "Engineering ladder",
        "city": "oxford",
        "day": ("tue",),
        "time": (datetime.time(18, 30),),
        "mode": "in-person-peer",
        **values,
    }
    return Settings(**given)  # type: ignore[arg-type]


def make_plan(
    meetings: Iterable[Meeting],
    *,
    settings: Settings | None = None,
    participants: Iterable[Participant] = (),
    facilitators: Iterable[Facilitator] = (),
    deadlines: Iterable[Deadline] = (),
) -> Plan:
    """A plan of these meetings, by start; cohorts, sessions and rooms are those of the meetings."""
    ordered = tuple(
        sorted(
            meetings, key=lambda meeting: (meeting.start.astimezone(datetime.UTC), meeting.number, meeting.cohort.key)
        )
    )
    sessions = {meeting.session.key: meeting.session for meeting in ordered}
    cohorts = {
        meeting.cohort.key: meeting.cohort for meeting in sorted(ordered, key=lambda meeting: meeting.cohort.key)
    }
    people = People(
        participants={person.id: person for person in participants},
        facilitators={person.id: person for person in facilitators},
        rooms={meeting.room.id: meeting.room for meeting in ordered if meeting.room},
    )
    programme = Programme(
        settings=settings or make_settings(),
        city=City(key="oxford", name="Oxford", zone="Europe/London"),
        term=None,
        holidays=(),
        curriculum=make_curriculum(sessions),
        sessions=tuple(sessions.values()),
        resources={item.resource.id: item.resource for meeting in ordered for item in meeting.evening.items},
        cohorts=tuple(cohorts.values()),
        changes=(),
        people=people,
        guides=(),
        pathways={},
    )
    return Plan(programme=programme, meetings=ordered, deadlines=tuple(deadlines), pairs=())


def make_curriculum(sessions: Iterable[str]) -> Curriculum:
    """A curriculum of one phase."""
    return Curriculum(
        key="engineering",
        title="Engineering ladder",
        promise="Build it from scratch.",
        entry="Some Python.",
        weekly_load=60,
        modes=("in-person-peer", "in-person-mentored", "online-peer"),
        session_minutes=120,
        day=("tue",),
        time=(datetime.time(18, 30),),
        phases=(Phase(title="All of it", sessions=tuple(sessions) or ("none",)),),
        colophon="Made by hand.",
    )
