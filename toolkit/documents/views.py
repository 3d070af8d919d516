"""What templates see of a plan: groups, lists, texts and numbers, made once per plan and audience.

For the audience `share` nothing that only people/ knows is in any view (rooms apart, which are places), and no private
link: such a value is empty, so a template that asks for it prints nothing.
"""

from __future__ import annotations

import datetime
import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from toolkit.documents.news import item_view
from toolkit.documents.qr import qr_view
from toolkit.documents.session_views import (
    MODES,
    READINGS,
    View,
    arrival_views,
    bag_view,
    block_views,
    clock_of,
    session_view,
    stand_in_views,
)
from toolkit.model.availability import DAY_NAMES
from toolkit.model.curriculum import Guide
from toolkit.model.document import LOGO, Audience
from toolkit.model.fields import DAYS
from toolkit.model.people import Facilitator, Participant, Room
from toolkit.model.plan import Difference, Evening, Meeting, Plan
from toolkit.model.programme import Cohort
from toolkit.model.resources import Pathway
from toolkit.model.way import way_of
from toolkit.planning.answers import untold
from toolkit.planning.calendar import local_starts
from toolkit.planning.concerns import Concern, Role, of_cohorts, since_they_were_told
from toolkit.planning.free import heads
from toolkit.words.filters import (
    MONTHS,
    about,
    date_words,
    day_words,
    duration,
    listing,
    month_day,
    plural,
    sentence,
    short_date,
    span_words,
    time_range,
    time_words,
)

PLACES = (("in-person", "in person"), ("online", "online"), ("solo", "on your own"))
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass
class Views:
    """Every view of one plan for one audience; each is made when first asked for."""

    plan: Plan
    audience: Audience
    _made: dict[tuple[str, ...], View] = field(default_factory=dict)

    @property
    def private(self) -> bool:
        """Whether names and private links may be seen."""
        return self.audience == "private"

    @property
    def language(self) -> str:
        """The language of the city."""
        return self.plan.programme.city.language

    @property
    def clock(self) -> int:
        """Hours on the city's clocks: 12 or 24."""
        return self.plan.programme.city.clock

    def programme(self) -> View:
        """The whole programme: what it promises, its sessions, its cohorts with their meetings, what comes next."""
        key = ("programme",)
        if key not in self._made:
            self._made[key] = _programme(self)
        return self._made[key]

    def cohort(self, cohort: Cohort) -> View:
        """A cohort with its meetings."""
        key = ("cohort", cohort.key)
        if key not in self._made:
            self._made[key] = _cohort(self, cohort)
        return self._made[key]

    def meeting(self, meeting: Meeting) -> View:
        """A meeting: date, place, people, minute by minute; its session under `session`."""
        key = ("meeting", *meeting.key)
        if key not in self._made:
            self._made[key] = _meeting(self, meeting)
        return self._made[key]

    def session(self, evening: Evening, number: int) -> View:
        """A session in one mode and reading."""
        key = ("session", evening.session.key, evening.mode, evening.reading, str(number))
        if key not in self._made:
            self._made[key] = session_view(evening, number, paper=self.plan.programme.city.paper)
        return self._made[key]

    def person(self, person: Participant) -> View:
        """A participant: name, and the meetings of their cohorts."""
        return {
            "role": "participant",
            "id": person.id,
            "name": person.name if self.private else "",
            "email": person.email if self.private else "",
            "cohorts": [self.cohort(cohort) for cohort in self.plan.programme.cohorts_of(person.id)],
            "meetings": [self.meeting(meeting) for meeting in self.plan.of_person(person.id)],
        }

    def facilitator(self, person: Facilitator) -> View:
        """A facilitator or mentor: name, and the meetings they come to."""
        return {
            "id": person.id,
            **_name_view(self, person),
            "role": person.role,
            "meetings": [self.meeting(meeting) for meeting in self.plan.of_facilitator(person.id)],
        }

    def room(self, room: Room) -> View:
        """A room, and the meetings in it by date, and week by week."""
        meetings = self.plan.of_room(room.id)
        weeks: dict[tuple[int, int], list[Meeting]] = {}
        for meeting in meetings:
            weeks.setdefault(meeting.date.isocalendar()[:2], []).append(meeting)
        return {
            **_room(room),
            "meetings": [self.meeting(meeting) for meeting in meetings],
            "weeks": [
                {"monday": _monday(week), "name": found[0].week, "meetings": [_use(self, m) for m in found]}
                for week, found in weeks.items()
            ],
        }

    def cohort_news(self, cohort: Cohort) -> View:
        """What everybody in a cohort has to know since the last publish; nothing where nothing was published."""
        return self._news(self.of_cohorts.get(cohort.key, ()), everything=False, unchanged=0)

    def person_news(self, id: str, role: Role) -> View:
        """What one person has to know since the last publish; nothing where nothing was published, or where they are
        new to all of it."""
        concern = self.concerns.get((role == "participant", id))
        if concern is None or (role == "participant" and id in self.newly_placed):
            return self._news((), everything=False, unchanged=0)
        return self._news(
            concern.differences,
            everything=role == "facilitator",
            unchanged=concern.unchanged,
            zone=concern.person.timezone,
        )

    @cached_property
    def newly_placed(self) -> frozenset[str]:
        """Those who have a place and were not told so: a message of its own says all of it."""
        return frozenset(answer.person.id for answer in untold(self.plan) if answer.state == "placed")

    @cached_property
    def concerns(self) -> dict[tuple[bool, str], Concern]:
        """What changed for each person, by whether they take part and their id."""
        return {(one.role == "participant", one.person.id): one for one in since_they_were_told(self.plan)}

    @cached_property
    def of_cohorts(self) -> dict[str, tuple[Difference, ...]]:
        """What changed for everybody in a cohort, by its key."""
        told = self.plan.programme.told
        return of_cohorts(self.plan, told) if told else {}

    def _news(self, found: tuple[Difference, ...], *, everything: bool, unchanged: int, zone: str = "") -> View:
        items = [item_view(self.plan, one, everything=everything, private=self.private, zone=zone) for one in found]
        told = self.plan.programme.told
        since = day_words(told.moment.date(), self.language) if told else ""
        to_delete = [item["to_delete"] for item in items if item["to_delete"]]
        return {
            "items": items,
            "count": len(items),
            "unchanged": unchanged,
            "to_delete": to_delete,
            "since": since,
            "preparation": bool(self.plan.programme.settings.preparation_minutes),
        }

    def cover(self, meeting: Meeting) -> View | None:
        """For whoever runs a meeting in the place of the cohort's own facilitators, and did not run its last one: whom
        they cover for and what the group did last; None where nobody has to be handed anything."""
        if not self.private or all(person.id in meeting.cohort.facilitators for person in meeting.facilitators):
            return None
        own = [
            person for id in meeting.cohort.facilitators if (person := self.plan.programme.people.facilitators.get(id))
        ]
        earlier = [
            one for one in self.plan.of_cohort(meeting.cohort.key) if one.number < meeting.number and not one.cancelled
        ]
        known = {person.id for person in (*own, *(earlier[-1].facilitators if earlier else ()))}
        covers = [person for person in meeting.facilitators if person.id not in known]
        if not covers or not own:
            return None
        away = [person for person in own if person not in meeting.facilitators]
        return {
            "by": [_name_view(self, person) for person in covers],
            "away": [_name_view(self, person) for person in away],
            "last": self.meeting(earlier[-1]) if earlier else None,
        }


def _monday(week: tuple[int, int]) -> str:
    return datetime.date.fromisocalendar(*week, 1).isoformat()


def _use(views: Views, meeting: Meeting) -> View:
    """A meeting as the keeper of its room needs it: with the chairs, which a meeting that joins another one does not
    add to."""
    chairs = 0 if meeting.cancelled or meeting.combined else heads(views.plan, [meeting])
    return {**views.meeting(meeting), "chairs": chairs}


def _programme(views: Views) -> View:
    programme = views.plan.programme
    settings, curriculum = programme.settings, programme.curriculum
    held = [meeting.date for meeting in views.plan.meetings if not meeting.cancelled]
    sessions, zones = _sessions(views), {cohort.zone for cohort in programme.cohorts}
    term = settings.term or (f"{MONTHS[held[0].month - 1]} {held[0].year}" if held else "")
    return {
        "key": settings.key,
        "title": settings.title,
        "city": programme.city.name,
        "term": term,
        "zone": zone_words(zones.pop()) if len(zones) == 1 else "",
        "group": settings.look.group or "",
        "accent": settings.look.accent or "",
        "logo": LOGO if programme.logo else "",
        "where_and_when": " · ".join(part for part in (settings.look.group or programme.city.name, term) if part),
        "dates": span_words(min(held), max(held), language=views.language) if held else "",
        "first_day": min(held).isoformat() if held else "",
        "last_day": max(held).isoformat() if held else "",
        "promise": curriculum.promise,
        "entry": curriculum.entry,
        "self_check": _self_check(views),
        "weekly_load": curriculum.weekly_load,
        "preparation": preparation_words(views.plan),
        "session_minutes": curriculum.session_minutes,
        "mode": settings.mode,
        "mode_words": modes_words([cohort.mode for cohort in programme.cohorts] or [settings.mode]),
        "reading": settings.reading,
        "reading_words": (
            " or ".join(dict.fromkeys(READINGS[cohort.reading] for cohort in programme.cohorts))
            or READINGS[settings.reading]
        ),
        "in_person": any(cohort.way.in_person for cohort in programme.cohorts),
        "size": {"least": curriculum.size.least, "best": curriculum.size.best, "most": curriculum.size.most},
        "people": sum(cohort.size for cohort in programme.cohorts),
        "several": len(programme.cohorts) > 1,
        "sessions": list(sessions.values()),
        "count": sum(1 for session in sessions.values() if session["number"]),
        "phases": _phases(views, sessions),
        "cohorts": [views.cohort(cohort) for cohort in programme.cohorts],
        "meetings": [views.meeting(meeting) for meeting in views.plan.meetings],
        "rooms": [_room(room) for room in _rooms(views.plan)],
        "places": _places(views.plan),
        "pathways": [pathway_view(programme.pathways.get(key), key) for key in curriculum.leads_to],
        "colophon": curriculum.colophon,
        "contact": settings.contact or "",
        "conduct": {
            "url": settings.conduct.url or "",
            "person": settings.conduct.person or "",
            "reach": settings.conduct.reach or "",
        },
        "sign_up": _sign_up(views),
        "food": settings.food or "",
        "access": settings.access or "",
        "price": settings.price or "",
        "signed_by": settings.signed_by or "",
        "preparation_minutes": settings.preparation_minutes,
        "chat": (settings.chat or "") if views.private else "",
        "deadlines": [
            {"key": item.key, "date": item.date.isoformat(), "title": item.title, "note": item.note}
            for item in (views.plan.deadlines if views.private else ())
        ],
    }


def _sessions(views: Views) -> dict[str, View]:
    """By key, in order; of the modes in which it is held, the programme's own where there is one."""
    settings = views.plan.programme.settings
    chosen: dict[str, Meeting] = {}
    for meeting in views.plan.meetings:
        usual = (meeting.evening.mode, meeting.evening.reading) == (settings.mode, settings.reading)
        if meeting.session.key not in chosen or usual:
            chosen[meeting.session.key] = meeting
    ordered = sorted(chosen.values(), key=lambda meeting: meeting.number)
    return {meeting.session.key: views.session(meeting.evening, meeting.number) for meeting in ordered}


def preparation_words(plan: Plan) -> str:
    """What a week takes besides its meeting: what is promised, or with all reading inside what is left of it."""
    readings = {cohort.reading for cohort in plan.programme.cohorts} or {plan.programme.settings.reading}
    promised = f"{about(plan.programme.curriculum.weekly_load)} of preparation"
    if "before" in readings:
        return f"{promised} a week" + (" for those who read before the meeting" if len(readings) > 1 else "")
    loads = {meeting.number: meeting.evening.load for meeting in plan.meetings if meeting.evening.load}
    left = [f"session {number} ({about(load)})" for number, load in sorted(loads.items())]
    return "no preparation" + (f" but for {listing(left)}" if left else "")


def _phases(views: Views, sessions: dict[str, View]) -> list[View]:
    phases = views.plan.programme.curriculum.phases
    found = [
        {"title": phase.title, "sessions": [sessions[key] for key in phase.sessions if key in sessions]}
        for phase in phases
    ]
    return [phase for phase in found if phase["sessions"]]


def _self_check(views: Views) -> View | None:
    check = views.plan.programme.curriculum.self_check
    return {"minutes": check.minutes, "tasks": list(check.tasks), "if_not": check.if_not} if check else None


def _sign_up(views: Views) -> View:
    sign_up = views.plan.programme.settings.sign_up
    return {
        "url": sign_up.url or "",
        "email": sign_up.email or "",
        "opens": sign_up.opens.isoformat() if sign_up.opens else "",
        "closes": sign_up.closes.isoformat() if sign_up.closes else "",
        "keep_until": sign_up.keep_until.isoformat() if sign_up.keep_until else "",
        "places": sign_up.places or 0,
        "times": list(usual_times(views.plan)),
        "slots": [{"letter": letters(place), "time": time} for place, time in enumerate(usual_times(views.plan))],
        "consent": consent_words(views.plan),
        "qr": qr_view(sign_up.url or ""),
    }


def usual_times(plan: Plan) -> tuple[str, ...]:
    """The weekly times of all cohorts, by day and hour, for people to tick: "Tue 18:30", with the zone where there are
    several."""
    cohorts, clock = plan.programme.cohorts, plan.programme.city.clock
    several = len({cohort.zone for cohort in cohorts}) > 1
    found = {(DAYS.index(day), time, cohort.zone) for cohort in cohorts for day in cohort.days for time in cohort.times}
    return tuple(
        f"{DAY_NAMES[day][:3]} {time_words(time, clock)}{f' {zone_words(zone)}' if several else ''}"
        for day, time, zone in sorted(found)
    )


def letters(place: int) -> str:
    """A, B, … Z, AA, AB, …, counted from 0."""
    return (letters(place // 26 - 1) if place >= 26 else "") + LETTERS[place % 26]


def modes_words(modes: Iterable[str]) -> str:
    """How people meet, each way once: "in person, with a mentor or led by peers; or online, led by peers"."""
    found = sorted(set(modes), key=list(MODES).index)
    ways = [
        (place, [MODES[mode].removeprefix(f"{place}, ") for mode in found if way_of(mode).where == where])
        for where, place in PLACES
    ]
    return "; or ".join(
        f"{place}, {' or '.join(leads)}" if leads != [place] else place for place, leads in ways if leads
    )


def consent_words(plan: Plan) -> str:
    """What somebody who signs up agrees to, with the day to which it is kept, or room to write one."""
    settings = plan.programme.settings
    until, group = settings.sign_up.keep_until, settings.look.group or "the organisers of this programme"
    day = day_words(until, plan.programme.city.language) if until else "______________"
    return (
        f"I agree that {group} may keep my name and contact until {day}, to organise {settings.title} and for nothing"
        " else."
    )


def _cohort(views: Views, cohort: Cohort) -> View:
    meetings = [views.meeting(meeting) for meeting in views.plan.of_cohort(cohort.key)]
    people = views.plan.programme.people
    facilitators = [people.facilitators[id] for id in cohort.facilitators if id in people.facilitators]
    mentor = people.facilitators.get(cohort.mentor or "")
    return {
        "key": cohort.key,
        "label": cohort.label,
        "mode": cohort.mode,
        "mode_words": MODES[cohort.mode],
        "mentored": cohort.way.mentored,
        "online": cohort.way.online,
        "reading": cohort.reading,
        "reading_words": READINGS[cohort.reading],
        "days": listing([f"{DAY_NAMES[DAYS.index(day)]}s" for day in cohort.days]),
        "times": listing([time_words(time, views.clock) for time in cohort.times]),
        "usual_time": time_words(cohort.times[0], views.clock),
        "zone": zone_words(cohort.zone),
        "elsewhere": _usually_elsewhere(views, cohort),
        "people": cohort.size,
        "people_words": plural(cohort.size, "person", many="people"),
        "pairs": math.ceil(cohort.size / 2),
        "place": _place_words(views, people.rooms.get(cohort.room or ""), mode=cohort.mode, link=cohort.link),
        "room": _room(people.rooms[cohort.room]) if cohort.room in people.rooms and not cohort.way.online else None,
        "link": (cohort.link or "") if views.private else "",
        "facilitators": [_name_view(views, person) for person in facilitators] if views.private else [],
        "mentor": _name_view(views, mentor) if mentor and views.private else None,
        "members": (
            [{"id": person.id, "name": person.name} for person in views.plan.members(cohort)] if views.private else []
        ),
        "meetings": meetings,
        "guides": [
            {"key": guide.head.key, "title": guide.head.title, "text": guide.text}
            for guide in _guides(views.plan, cohort)
        ],
    }


def _meeting(views: Views, meeting: Meeting) -> View:
    people = _people(views.plan, meeting)
    bag = bag_view(meeting.evening.materials, people=people)
    start, end = meeting.start, meeting.end
    online = meeting.evening.way.online
    return {
        "session": views.session(meeting.evening, meeting.number),
        "cohort": {"key": meeting.cohort.key, "label": meeting.cohort.label},
        "cohorts": [meeting.cohort.label, *_labels(views.plan, meeting.with_cohorts)],
        "slug": meeting.slug,
        "anchor": f"meeting-{meeting.session.key}",
        "date": meeting.date.isoformat(),
        "day": DAY_NAMES[meeting.date.weekday()],
        "date_words": date_words(meeting.date, views.language),
        "short_date": short_date(meeting.date, views.language),
        "short_day": DAY_NAMES[meeting.date.weekday()][:3],
        "month_day": month_day(meeting.date, views.language),
        "week": meeting.week,
        "start": time_words(start.time(), views.clock),
        "end": time_words(end.time(), views.clock),
        "times": time_range(start.time(), end.time(), clock=views.clock),
        "minutes": meeting.minutes,
        "duration": duration(meeting.minutes),
        "zone": zone_words(meeting.zone),
        "elsewhere": _elsewhere(views, meeting),
        "online": online,
        "mode": meeting.evening.mode,
        "mode_words": MODES[meeting.evening.mode],
        "mentored": meeting.evening.way.mentored,
        "place": _place_words(views, meeting.room, mode=meeting.evening.mode, link=meeting.link),
        "room": _room(meeting.room) if meeting.room else None,
        "link": (meeting.link or "") if views.private else "",
        "people": people,
        "people_words": plural(people, "person", many="people"),
        "facilitators": [_name_view(views, person) for person in meeting.facilitators] if views.private else [],
        "mentor": _name_view(views, meeting.mentor) if meeting.mentor and views.private else None,
        "members": [{"id": person.id, "name": person.name} for person in _members(views, meeting)],
        "pairs": _pairs(views, meeting),
        "status": meeting.status,
        "cancelled": meeting.cancelled,
        "moved": meeting.moved and not meeting.cancelled,
        "planned": date_words(meeting.planned.date(), views.language),
        "planned_time": time_words(meeting.planned.time(), views.clock),
        "reason": sentence(meeting.reason or "") if views.private else "",
        "held": meeting.held,
        "joins": (
            listing(_labels(views.plan, (meeting.combined_into,))) if meeting.combined and meeting.combined_into else ""
        ),
        "blocks": block_views(meeting.evening.blocks, clock_of(start, views.clock)),
        "checkpoints": arrival_views(meeting.evening.checkpoints, clock_of(start, views.clock)),
        "stand_ins": stand_in_views(meeting.evening.stand_ins, clock_of(start, views.clock)),
        "bag": bag,
        "prints": [item for item in bag if item["prints"]],
    }


def _elsewhere(views: Views, meeting: Meeting) -> list[str]:
    """What other clocks show at the start of an online meeting, where they differ: "Prague 19:30", with the day if it
    is another."""
    found = local_starts(views.plan, meeting) if views.private else ()
    different = [(zone, start) for zone, start in found if _differs(meeting, start)]
    days = [
        f" ({short_date(start, views.language)})" if start.date() != meeting.date else "" for _zone, start in different
    ]
    return [
        f"{place_of(zone)} {time_words(start.time(), views.clock)}{day}"
        for (zone, start), day in zip(different, days, strict=True)
    ]


def _usually_elsewhere(views: Views, cohort: Cohort) -> list[str]:
    """The same for most meetings of a cohort, and when it is otherwise: "New York 13:30 (14:30 on Wed 17 Mar and Wed 24
    Mar)"."""
    starts: dict[str, list[tuple[Meeting, datetime.datetime]]] = {}
    for meeting in views.plan.of_cohort(cohort.key) if views.private else ():
        for zone, start in () if meeting.cancelled else local_starts(views.plan, meeting):
            starts.setdefault(zone, []).append((meeting, start))
    return [
        f"{place_of(zone)} {_by_day(views, [start for _, start in found])}"
        for zone, found in starts.items()
        if any(_differs(*one) for one in found)
    ]


def _by_day(views: Views, starts: list[datetime.datetime]) -> str:
    """The time that most of these meetings begin at, and in brackets the others with their days there."""
    days = [start.date() for start in starts]
    by_time: dict[datetime.time, list[datetime.date]] = {}
    for start in starts:
        by_time.setdefault(start.time(), []).append(start.date())
    usual, *others = sorted(by_time, key=lambda time: -len(by_time[time]))
    besides = "; ".join(f"{time_words(time, views.clock)} {_when(views, by_time[time], every=days)}" for time in others)
    return time_words(usual, views.clock) + (f" ({besides})" if besides else "")


def _when(views: Views, some: list[datetime.date], *, every: list[datetime.date]) -> str:
    """Some of the days of a term: "until Wed 24 Mar", "from Wed 31 Mar", or each by its date."""
    words = [short_date(day, views.language) for day in some]
    if len(some) > 1 and some == every[: len(some)]:
        return f"until {words[-1]}"
    return f"from {words[0]}" if len(some) > 1 and some == every[-len(some) :] else f"on {listing(words)}"


def _differs(meeting: Meeting, start: datetime.datetime) -> bool:
    """Whether another clock shows another time at the start of a meeting."""
    return start.replace(tzinfo=None) != meeting.start.replace(tzinfo=None)


def _people(plan: Plan, meeting: Meeting) -> int:
    """Participants at the table, those of cohorts that come along included."""
    others = (plan.programme.cohort(key) for key in meeting.with_cohorts)
    return meeting.people + sum(cohort.size for cohort in others if cohort)


def _labels(plan: Plan, keys: tuple[str, ...]) -> list[str]:
    return [cohort.label for cohort in (plan.programme.cohort(key) for key in keys) if cohort]


def _members(views: Views, meeting: Meeting) -> list[Participant]:
    """Who is expected, by cohort, those of cohorts that come along included."""
    if not views.private:
        return []
    cohorts = [
        meeting.cohort,
        *(cohort for key in meeting.with_cohorts if (cohort := views.plan.programme.cohort(key))),
    ]
    return [person for cohort in cohorts for person in views.plan.members(cohort)]


def _pairs(views: Views, meeting: Meeting) -> list[list[str]]:
    """Names of those who work together; empty where nobody paired them."""
    people = views.plan.programme.people.participants
    return (
        [[people[id].name for id in group if id in people] for group in views.plan.groups(meeting)]
        if views.private
        else []
    )


def _rooms(plan: Plan) -> list[Room]:
    """The rooms that are used, in the order of first use."""
    return list({meeting.room.id: meeting.room for meeting in plan.meetings if meeting.room}.values())


def _places(plan: Plan) -> list[View]:
    """Where people meet, each place once: rooms, what is not known yet, online. `step_free` is empty where there are no
    stairs to ask about."""
    rooms = _rooms(plan)
    found = [{"words": seen["words"], "step_free": seen["step_free"]} for seen in map(_room, rooms)]
    cohorts = plan.programme.cohorts
    without = [one for one in plan.meetings if one.evening.way.in_person and not one.room and not one.cancelled]
    if without or (not rooms and any(cohort.way.in_person for cohort in cohorts)):
        words = "other venues to be announced" if rooms else f"{plan.programme.city.name}, venue to be announced"
        found.append({"words": words, "step_free": ""})
    elsewhere = (("online", "online"), ("solo", "wherever you work"))
    return found + [
        {"words": words, "step_free": ""}
        for where, words in elsewhere
        if any(cohort.way.where == where for cohort in cohorts)
    ]


def _room(room: Room) -> View:
    return {
        "id": room.id,
        "name": room.name,
        "address": room.address,
        "words": ", ".join(part for part in (room.name, room.address) if part),
        "seats": room.seats or 0,
        "open": room.open,
        "step_free": f"step-free access: {room.step_free or 'ask us'}",
    }


def _place_words(views: Views, room: Room | None, *, mode: str, link: str | None) -> str:
    if way_of(mode).online:
        return f"online: {link}" if link and views.private else "online; your facilitator sends the link"
    if way_of(mode).solo:
        return "wherever you work"
    return ", ".join(part for part in (room.name, room.address) if part) if room else "venue to be announced"


def _name_view(views: Views, person: Facilitator) -> View:
    return {"name": person.name if views.private else "", "email": person.email if views.private else ""}


def _guides(plan: Plan, cohort: Cohort) -> list[Guide]:
    """The chapters that a facilitator of this cohort needs: those of its mode, its reading and its kinds of session."""
    kinds = {meeting.session.head.kind for meeting in plan.of_cohort(cohort.key)}
    return [
        guide
        for guide in plan.programme.guides
        if (guide.head.modes is None or cohort.mode in guide.head.modes)
        and (guide.head.readings is None or cohort.reading in guide.head.readings)
        and (guide.head.kinds is None or kinds & set(guide.head.kinds))
    ]


def pathway_view(pathway: Pathway | None, key: str) -> View:
    """What one can do next. A key that belongs to no pathway is another programme of the same kind, known by its name
    only."""
    facts = (
        "what",
        "for_whom",
        "hours",
        "length",
        "level",
        "place",
        "mentorship",
        "cost",
        "before",
        "after",
        "made",
        "why_not",
        "link",
    )
    if pathway is None:
        return {
            "title": key.replace("-", " ").capitalize(),
            "status": "live",
            "checked": "",
            **dict.fromkeys(facts, ""),
        }
    values = {name: getattr(pathway, name) or "" for name in facts}
    return {"title": pathway.title, "status": pathway.status, "checked": pathway.checked.isoformat(), **values}


def place_of(zone: str) -> str:
    """ "New York" for America/New_York."""
    return zone.rpartition("/")[2].replace("_", " ")


def zone_words(zone: str) -> str:
    """ "London time" for Europe/London."""
    return f"{place_of(zone)} time"
