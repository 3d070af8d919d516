"""A programme into the problem of forming its cohorts, with a sentence about everything that was not clear."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from toolkit.grouping.problem import CohortProblem, FormedCohort, FreeRoom, Person, Sizes
from toolkit.grouping.starts import grid_for
from toolkit.model.availability import DAY, minute_of_week
from toolkit.model.fields import DAYS
from toolkit.model.formed import GAP
from toolkit.model.people import Participant, Room
from toolkit.model.plan import Plan
from toolkit.model.programme import Cohort, Programme
from toolkit.planning.company import who_is_alike
from toolkit.planning.slots import split_clinic, start_date
from toolkit.planning.staff import WHOLE_WEEK, Staff, first_known, read_times
from toolkit.planning.streams import Streams, is_mode, stream_of


@dataclass(frozen=True)
class Wanted:
    """What the organiser asks of the cohorts. None: what the programme says, or 30 minutes (15 where a clock calls for
    it).

    `minutes` left open are those on which all cohorts of cohorts.yaml agree, or the longest session's. `gap` are
    minutes that a facilitator has between cohorts in two rooms; left open, those of the cohorts formed last.
    """

    sizes: Sizes | None = None
    minutes: int | None = None
    grid: int | None = None
    gap: int | None = None


@dataclass(frozen=True)
class CohortRequest:
    """The problem, and sentences about what was unclear or is missing: such parts were left out, never guessed."""

    problem: CohortProblem
    notes: tuple[str, ...]


def make_request(
    plan: Plan, wanted: Wanted, *, keep: Iterable[str] = (), everyone: bool = False, named: bool = False
) -> CohortRequest:
    """The people, facilitators and rooms of a programme as a problem; cohorts named in `keep` stay as they are.

    The accepted are placed, or, while nobody is accepted, all who applied; with `everyone`, whoever is a member of a
    cohort too. With `named`, whoever a cohort names as its facilitator is one, whatever their role.
    """
    programme, notes = plan.programme, list[str]()
    zone = home_zone(programme)
    asking = _asking(programme, everyone=everyone)
    streams = Streams(programme, asking)
    people = tuple(_person(one, streams, zone=zone, notes=notes) for one in asking)
    minutes = wanted.minutes or agreed_minutes(programme.cohorts) or longest_session(programme)
    first, last = term_days(plan)
    staff = Staff(programme, streams, zone, minutes, notes)
    leaders, seconds = staff.leaders(named=named), staff.seconds()
    zones = (*(one.zone for one in people), *(one.zone for one in (*leaders, *seconds)))
    grid = wanted.grid or grid_for(zone, zones, first=first, last=last)
    kept = tuple(
        _known(formed_from(cohort, zone, first=first), people)
        for cohort in programme.cohorts
        if cohort.key in set(keep)
    )
    notes += [f"{sentence}." for _, _, sentence in unclear_wishes(programme)]
    problem = CohortProblem(
        people=people,
        leaders=leaders,
        rooms=tuple(_place(room, notes) for room in programme.people.rooms.values()),
        zone=zone,
        first=first,
        last=last,
        minutes=minutes,
        grid=grid,
        sizes=wanted.sizes or usual_sizes(programme),
        together=_pairs(asking, "together"),
        apart=_pairs(asking, "apart"),
        kept=_each_once(kept),
        not_alone=who_is_alike(programme.not_alone, asking, notes=notes),
        spread=who_is_alike(programme.spread, asking, notes=[]),
        pause=usual_gap(programme) if wanted.gap is None else wanted.gap,
        second_role=programme.second_role or "",
        seconds=seconds,
    )
    return CohortRequest(problem, tuple(dict.fromkeys(notes)))


def usual_gap(programme: Programme) -> int:
    """Minutes between two cohorts of a facilitator in two rooms, as when cohorts were formed last."""
    return programme.formed.gap if programme.formed else GAP


def usual_sizes(programme: Programme) -> Sizes:
    """The sizes that the curriculum names."""
    size = programme.curriculum.size
    return Sizes(size.least, size.best, size.most)


def home_zone(programme: Programme) -> str:
    """The zone in which days and times of the programme are written."""
    return first_known(programme.settings.zone, programme.city.zone, "UTC")


def longest_session(programme: Programme) -> int:
    """Minutes of the longest session, a set-up clinic apart."""
    _, sessions = split_clinic(programme.sessions)
    return max((session.head.minutes for session in sessions), default=120)


def agreed_minutes(cohorts: Iterable[Cohort]) -> int | None:
    """The length that each of these cohorts with members has, as when they were formed for meetings of that length;
    None: the sessions' own."""
    said = {cohort.minutes for cohort in cohorts if cohort.members and not cohort.way.solo}
    return said.pop() if len(said) == 1 else None


def term_days(plan: Plan) -> tuple[datetime.date, datetime.date]:
    """The first and the last day on which a cohort could meet: whole weeks from the start to the last meeting
    planned."""
    start = start_date(plan.programme) or min(meeting.date for meeting in plan.meetings)
    last = max((meeting.date for meeting in plan.meetings), default=start + 10 * 7 * DAY)
    return start, max(start, last) + 6 * DAY


def _asking(programme: Programme, *, everyone: bool) -> list[Participant]:
    people = programme.people.participants
    accepted = [one for one in people.values() if one.status == "accepted"]
    asking = accepted or [one for one in people.values() if one.status == "applied"]
    if everyone:
        members = {member for cohort in programme.cohorts for member in cohort.members}
        ids = {one.id for one in asking} | {id for id in members if id in people and not people[id].gone}
        asking = [one for one in people.values() if one.id in ids]
    return asking


def _person(one: Participant, streams: Streams, *, zone: str, notes: list[str]) -> Person:
    free, need = read_times(one.available, one.id, notes=notes), read_times(one.if_needed, one.id, notes=notes)
    if not one.available.strip() and not one.if_needed.strip():
        notes.append(f"{one.id} gives no times.")
    return Person(
        one.id,
        first_known(one.timezone, free.zone, need.zone, zone),
        free.stretches,
        need.stretches,
        streams.choices(one),
    )


def _place(room: Room, notes: list[str]) -> FreeRoom:
    hours = read_times(room.open, room.id, notes=notes)
    open = hours.stretches if room.open.strip() else WHOLE_WEEK
    return FreeRoom(room.id, open, room.seats, room.cohorts, room.address, room.point)


def _pairs(people: Sequence[Participant], wish: str) -> tuple[tuple[str, str], ...]:
    known = {one.id for one in people}
    pairs = {
        (min(one.id, other), max(one.id, other))
        for one in people
        for other in getattr(one, wish)
        if other in known and other != one.id
    }
    return tuple(sorted(pairs))


def unclear_wishes(programme: Programme) -> tuple[tuple[str, str, str], ...]:
    """Wishes of participants that name nobody, that are no mode, or that contradict each other: id, column and a
    sentence without its full stop."""
    found = []
    people = programme.people.participants
    for one in people.values():
        for wish in ("together", "apart"):
            unknown = [other for other in getattr(one, wish) if other not in people]
            found += [
                (one.id, wish, f"{one.id} wishes to be {wish} with “{other}”, which is nobody's id")
                for other in unknown
            ]
        if one.mode.strip() and not is_mode(one.mode):
            found.append((one.id, "mode", f"{one.id}: “{one.mode}” is no mode; {programme.settings.mode} is meant"))
        both = set(one.together) & set(one.apart)
        found += [
            (one.id, "apart", f"{one.id} wishes to be both together with and apart from {other}")
            for other in sorted(both)
        ]
    return (*found, *_torn(programme))


def _torn(programme: Programme) -> Iterator[tuple[str, str, str]]:
    """Who is to be apart from somebody with whom others join them."""
    people = tuple(programme.people.participants.values())
    together = set(_pairs(people, "together"))
    friends: dict[str, set[str]] = {}
    for a, b in together:
        friends.setdefault(a, set()).add(b)
        friends.setdefault(b, set()).add(a)
    for a, b in _pairs(people, "apart"):
        reached, ahead = {a}, [a]
        while ahead:
            new = friends.get(ahead.pop(), set()) - reached
            reached |= new
            ahead += new
        if b in reached and (a, b) not in together:
            yield a, "apart", f"{a} and {b} wish to be apart, and others wish to be together with both"


def _known(cohort: FormedCohort, people: Sequence[Person]) -> FormedCohort:
    """A kept cohort with those members only who are to be placed, each once."""
    asked = {person.id for person in people}
    return replace(cohort, members=tuple(id for id in dict.fromkeys(cohort.members) if id in asked))


def _each_once(cohorts: Sequence[FormedCohort]) -> tuple[FormedCohort, ...]:
    """Somebody who is a member of two kept cohorts is counted in the first."""
    seen: set[str] = set()
    found = []
    for cohort in cohorts:
        found.append(replace(cohort, members=tuple(id for id in cohort.members if id not in seen)))
        seen.update(cohort.members)
    return tuple(found)


def formed_from(cohort: Cohort, zone: str, *, first: datetime.date) -> FormedCohort:
    """A cohort of cohorts.yaml as a formed one, with all its facilitators, its weekly starts and the length of its own
    meetings."""
    begin, *more = dict.fromkeys(
        _at_home(cohort, day, time=time, zone=zone, first=first) for day, time in cohort.weekly
    )
    leader, *others = cohort.facilitators or ("",)
    return FormedCohort(
        stream=stream_of(cohort.track, cohort.level, mode=cohort.mode),
        start=begin,
        leader=leader,
        room=None if cohort.way.online else cohort.room,
        members=cohort.members,
        key=cohort.key,
        others=tuple(others),
        also=() if cohort.turns else tuple(more),
        turns=tuple(more) if cohort.turns else (),
        minutes=cohort.minutes,
    )


def _at_home(cohort: Cohort, day: str, *, time: datetime.time, zone: str, first: datetime.date) -> int:
    """The minute of the week, on the programme's clock, at which a cohort first meets."""
    from zoneinfo import ZoneInfo

    date = first + DAY * ((DAYS.index(day) - first.weekday()) % 7)
    moment = datetime.datetime.combine(date, time, ZoneInfo(cohort.zone)).astimezone(ZoneInfo(zone))
    return minute_of_week(moment)
