"""The plan: who meets when, where, on what, minute by minute. Made by planning/, read by documents/."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal
from zoneinfo import ZoneInfo

from toolkit.model.curriculum import Session
from toolkit.model.evening import Evening
from toolkit.model.fields import MeetingKey, PersonId
from toolkit.model.people import Facilitator, Participant, Room
from toolkit.model.programme import Cohort, Programme
from toolkit.model.told import DifferenceKind, Told

MeetingStatus = Literal["planned", "moved", "cancelled", "combined"]

KnownStart = tuple[str, str]
"""The start of a meeting in UTC, and the version of the time zone data that says so."""


@dataclass(frozen=True)
class Meeting:
    """One cohort x one session at a date, time and place.

    `date` and `time` are wall time in `zone` (that pair is the truth; UTC follows from it). `number` is the session's
    place in the programme: 0 for a set-up clinic, then 1, 2, … `planned` is where it stood before any change was
    recorded. `with_cohorts` are the keys of cohorts that meet together with this one in a combined meeting. `behind`:
    nobody has recorded it as held, and a later one of its cohort was.
    """

    cohort: Cohort
    evening: Evening
    number: int
    date: datetime.date
    time: datetime.time
    minutes: int
    zone: str
    room: Room | None
    link: str | None
    facilitators: tuple[Facilitator, ...]
    mentor: Facilitator | None
    status: MeetingStatus
    planned: datetime.datetime
    planned_room: str | None
    week: str
    held: bool = False
    behind: bool = False
    reason: str | None = None
    decided: datetime.date | None = None
    combined_into: str | None = None
    with_cohorts: tuple[str, ...] = ()

    @property
    def session(self) -> Session:
        """The session that is held."""
        return self.evening.session

    @property
    def key(self) -> MeetingKey:
        """Cohort key and session key: the identity of the meeting, whatever its date."""
        return self.cohort.key, self.session.key

    @property
    def start(self) -> datetime.datetime:
        """Start with its zone."""
        return datetime.datetime.combine(self.date, self.time, ZoneInfo(self.zone))

    @property
    def end(self) -> datetime.datetime:
        """End with its zone: so many minutes later on the clock of the world, then read on the wall."""
        utc = self.start.astimezone(datetime.UTC) + datetime.timedelta(minutes=self.minutes)
        return utc.astimezone(ZoneInfo(self.zone))

    @property
    def moved(self) -> bool:
        """Whether date or time differ from what was planned."""
        return datetime.datetime.combine(self.date, self.time) != self.planned

    @property
    def cancelled(self) -> bool:
        """Whether nobody meets."""
        return self.status == "cancelled"

    @property
    def combined(self) -> bool:
        """Whether it joins the meeting of another cohort."""
        return self.status == "combined"

    @property
    def due(self) -> bool:
        """Whether people still come to it, be it at another cohort's: neither held nor cancelled."""
        return not (self.held or self.cancelled)

    @property
    def over(self) -> bool:
        """Whether it is history by what was recorded, of it or of a later one of its cohort: nobody is told of it as
        of one to come. Whether it was held is still asked where it is only `behind`."""
        return self.held or self.behind

    @property
    def coming(self) -> bool:
        """Whether people are told to come to it."""
        return self.due and not self.over

    @property
    def open(self) -> bool:
        """Whether it is still to be held by itself, so that it can change: due, and not another cohort's to decide."""
        return self.due and not self.combined

    @property
    def slug(self) -> str:
        """NN-key of the session, as in file names."""
        return f"{self.number:02d}-{self.session.key}"

    @property
    def people(self) -> int:
        """Participants expected."""
        return self.cohort.size


@dataclass(frozen=True)
class Deadline:
    """Something the organiser has to do by a day."""

    key: str
    date: datetime.date
    title: str
    note: str = ""


@dataclass(frozen=True)
class Pairs:
    """Who works with whom at one meeting; a group of three if the number is odd. Ids of participants."""

    meeting: MeetingKey
    groups: tuple[tuple[PersonId, ...], ...]


@dataclass(frozen=True)
class Plan:
    """Every meeting of the programme, by start and cohort; what the organiser has to do; who pairs with whom.

    `evenings` are those of each session in every mode and reading that the curriculum supports, held or not, which many
    rules look at.
    """

    programme: Programme
    meetings: tuple[Meeting, ...]
    deadlines: tuple[Deadline, ...]
    pairs: tuple[Pairs, ...]
    evenings: tuple[tuple[Session, tuple[Evening, ...]], ...] = field(default=(), compare=False)

    @property
    def held_sessions(self) -> tuple[Session, ...]:
        """The sessions of this programme in order (an optional one may have been trimmed)."""
        seen: dict[str, tuple[int, Session]] = {}
        for meeting in self.meetings:
            seen.setdefault(meeting.session.key, (meeting.number, meeting.session))
        return tuple(session for _, session in sorted(seen.values(), key=lambda pair: pair[0]))

    def of_cohort(self, key: str) -> tuple[Meeting, ...]:
        """The meetings of one cohort, by number."""
        return self._cohorts.get(key, ())

    def of_facilitator(self, id: str) -> tuple[Meeting, ...]:
        """The meetings that a facilitator runs or a mentor comes to."""
        return self._facilitators.get(id, ())

    def of_person(self, id: str) -> tuple[Meeting, ...]:
        """The meetings of a participant."""
        return self._people.get(id, ())

    def of_room(self, id: str) -> tuple[Meeting, ...]:
        """The meetings in a room."""
        return self._rooms.get(id, ())

    def groups(self, meeting: Meeting) -> tuple[tuple[str, ...], ...]:
        """Who works with whom at a meeting, by id; nothing where nobody is paired."""
        return self._groups.get(meeting.key, ())

    def meeting(self, cohort: str, session: str) -> Meeting | None:
        """The meeting of a cohort on a session."""
        return self._keys.get((cohort, session))

    @cached_property
    def _cohorts(self) -> dict[str, tuple[Meeting, ...]]:
        found = _by(self.meetings, lambda meeting: [meeting.cohort.key])
        return {key: tuple(sorted(meetings, key=lambda m: (m.number, m.date))) for key, meetings in found.items()}

    @cached_property
    def _facilitators(self) -> dict[str, tuple[Meeting, ...]]:
        return _by(
            self.meetings, lambda meeting: (person.id for person in (*meeting.facilitators, meeting.mentor) if person)
        )

    @cached_property
    def _people(self) -> dict[str, tuple[Meeting, ...]]:
        return _by(self.meetings, lambda meeting: meeting.cohort.members)

    @cached_property
    def _rooms(self) -> dict[str, tuple[Meeting, ...]]:
        return _by(self.meetings, lambda meeting: [meeting.room.id] if meeting.room else [])

    @cached_property
    def _groups(self) -> dict[tuple[str, str], tuple[tuple[str, ...], ...]]:
        return {pairs.meeting: pairs.groups for pairs in self.pairs}

    @cached_property
    def _keys(self) -> dict[MeetingKey, Meeting]:
        return {meeting.key: meeting for meeting in reversed(self.meetings)}

    def members(self, cohort: Cohort) -> tuple[Participant, ...]:
        """The participants of a cohort, in the order of cohorts.yaml."""
        everyone = self.programme.people.participants
        return tuple(everyone[id] for id in cohort.members if id in everyone)


def _by(meetings: Iterable[Meeting], names: Callable[[Meeting], Iterable[str]]) -> dict[str, tuple[Meeting, ...]]:
    """The meetings of each name, in their order, each once."""
    found: dict[str, list[Meeting]] = {}
    for meeting in meetings:
        for name in dict.fromkeys(names(meeting)):
            found.setdefault(name, []).append(meeting)
    return {name: tuple(own) for name, own in found.items()}


@dataclass(frozen=True)
class Difference:
    """A meeting that is no longer as told: how it was (None: nobody knew of it) and is (None: it is gone), and what
    changed."""

    before: Told | None
    after: Meeting | None
    kinds: tuple[DifferenceKind, ...]

    @property
    def key(self) -> MeetingKey:
        """Cohort key and session key."""
        meeting = self.after or self.before
        assert meeting is not None
        return meeting.key
