"""A programme folder as it was read: what the organiser decided, and everything it refers to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field

from toolkit.model.changes import Change
from toolkit.model.curriculum import Curriculum, Guide, Session
from toolkit.model.fields import (
    ADDRESS,
    CityKey,
    Date,
    Fit,
    Key,
    Mode,
    Optional,
    OptionalText,
    PersonId,
    PicturePath,
    Reading,
    Record,
    Time,
    Times,
    Turn,
    Weekday,
    Weekdays,
)
from toolkit.model.formed import Formed
from toolkit.model.people import People
from toolkit.model.place import City, Holiday, Term
from toolkit.model.resources import Pathway, Resource
from toolkit.model.told import Mailing, Publication, Publish
from toolkit.model.way import Way, way_of
from toolkit.problems import SourceFile

MOST_COHORTS = 1000
MOST_SESSIONS = 500
MOST_MEETINGS = 10_000
MOST_STEPS = 1_000_000
"""How often planning looks at a session of a cohort because of a change."""


class Break(Record):
    """Days on which the programme pauses; both belong to it."""

    name: str
    from_: Annotated[Date, Field(alias="from")]
    to: Date


class SignUp(Record):
    """Where and until when people sign up."""

    url: Annotated[Annotated[str, Field(pattern=r"^https?://\S+$")] | None, Optional] = None
    email: OptionalText = None
    opens: Annotated[Date | None, Optional] = None
    closes: Annotated[Date | None, Optional] = None
    places: Annotated[Annotated[int, Field(ge=1, le=100000)] | None, Optional] = None
    keep_until: Annotated[Date | None, Optional] = None


class Conduct(Record):
    """The code of conduct and whom to tell."""

    url: OptionalText = None
    person: OptionalText = None
    reach: OptionalText = None


class Clinic(Record):
    """The set-up clinic's own date; left out, one week before the first session at the cohort's time."""

    date: Annotated[Date | None, Optional] = None
    time: Annotated[Time | None, Optional] = None


class Sender(Record):
    """Who sends the messages: the From of each, and the organiser whom calendars answer."""

    name: OptionalText = None
    email: Annotated[Annotated[str, Field(pattern=ADDRESS)] | None, Optional] = None


class Look(Record):
    """The group's name, its picture (a file in the folder) and its colour."""

    group: OptionalText = None
    logo: PicturePath = None
    accent: Annotated[Annotated[str, Field(pattern=r"^#[0-9a-fA-F]{6}$")] | None, Optional] = None


class Settings(Record):
    """`programme.yaml`: the file to edit first. Blank text means "not known yet"."""

    key: Key
    title: str
    city: CityKey
    term: OptionalText = None
    start: Annotated[Date | None, Optional] = None
    zone: OptionalText = None
    day: Weekdays
    time: Times
    second_day: Annotated[Weekday | None, Optional] = None
    fit: Fit = "past"
    clinic: Clinic = Clinic()
    breaks: Annotated[tuple[Break, ...], Field(max_length=200)] = ()
    holidays: Literal["skip", "keep"] = "skip"
    mode: Mode
    reading: Reading = "before"
    people: Annotated[int, Field(ge=1, le=100000)] = 8
    cohorts: Annotated[int, Field(ge=1, le=MOST_COHORTS)] = 1
    contact: OptionalText = None
    conduct: Conduct = Conduct()
    sign_up: SignUp = SignUp()
    chat: OptionalText = None
    link: OptionalText = None
    food: OptionalText = None
    access: OptionalText = None
    price: OptionalText = None
    signed_by: OptionalText = None
    sender: Sender = Sender()
    preparation_minutes: Annotated[int, Field(ge=0, le=480)] = 45
    look: Look = Look()


class ReservedName(Record):
    """A name that no programme's title may use, who owns it, and what the owner says."""

    name: str
    owner: str
    reason: str


class ReservedNameFile(Record):
    """`reserved_names.yaml` of a shelf."""

    reserved: tuple[ReservedName, ...]


class Origin(Record):
    """`.programme/origin.yaml`: which template this folder was made from, with which answers.

    `checkout` (branch or tag) and `directory` belong to a template from a git address.
    """

    template: str
    checkout: str = ""
    directory: str = ""
    version: str
    hash: str
    made: Date
    answers: dict[str, str | int]


@dataclass(frozen=True)
class Cohort:
    """A cohort with every value settled. `minutes` overrides the session's length, `turns` all days and times."""

    key: str
    label: str
    mode: Mode
    reading: Reading
    zone: str
    days: tuple[Weekday, ...]
    times: tuple[Time, ...]
    minutes: int | None
    room: str | None
    link: str | None
    facilitators: tuple[PersonId, ...]
    mentor: PersonId | None
    members: tuple[PersonId, ...]
    expected: int
    track: str = ""
    level: str = ""
    turns: tuple[Turn, ...] = ()

    @property
    def weekly(self) -> tuple[Turn, ...]:
        """Every day and time of the week at which it may meet."""
        return self.turns or tuple((day, time) for day in self.days for time in self.times)

    @property
    def size(self) -> int:
        """People expected: the members, or a share of the people expected in all."""
        return len(self.members) or self.expected

    @property
    def way(self) -> Way:
        """Where it meets, and whether with a mentor."""
        return way_of(self.mode)


@dataclass(frozen=True)
class Programme:
    """Everything that a plan is made from. `sessions` are in the curriculum's order; `sources` say where each value
    stands.

    `logo` holds the bytes of a PNG, JPEG or SVG that can be printed; none where the programme has no logo. `told` is
    the last of the `publishes`: what people know, but for those whom one of the `mailings` reached since. `formed` is
    what is remembered of the cohorts that were formed last, `ended` are keys of cohorts that are no more. Of the
    `holiday_years` every holiday is listed. `unsure` are
    files with a mistake that something was left out of, or stands in for; `unread` those of which not every name is
    known.
    """

    settings: Settings
    city: City
    term: Term | None
    holidays: tuple[Holiday, ...]
    curriculum: Curriculum
    sessions: tuple[Session, ...]
    resources: Mapping[str, Resource]
    cohorts: tuple[Cohort, ...]
    changes: tuple[Change, ...]
    people: People
    not_alone: tuple[str, ...] = field(default=(), kw_only=True)
    spread: tuple[str, ...] = field(default=(), kw_only=True)
    second_role: str | None = field(default=None, kw_only=True)
    guides: tuple[Guide, ...]
    pathways: Mapping[str, Pathway]
    reserved_names: tuple[ReservedName, ...] = ()
    logo: bytes = b""
    publishes: tuple[Publish, ...] = ()
    told: Publication | None = None
    mailings: tuple[Mailing, ...] = ()
    formed: Formed | None = None
    ended: frozenset[str] = frozenset()
    holiday_years: tuple[int, ...] = ()
    sources: Mapping[str, SourceFile] = field(default_factory=dict, compare=False)
    unsure: frozenset[str] = frozenset()
    unread: frozenset[str] = frozenset()

    @property
    def tellings(self) -> int:
        """How often people were told something, by a publish or by mail."""
        return len(self.publishes) + len(self.mailings)

    def session(self, key: str) -> Session | None:
        """The session with this key."""
        return next((session for session in self.sessions if session.key == key), None)

    def cohort(self, key: str) -> Cohort | None:
        """The cohort with this key."""
        return self._cohorts.get(key)

    def label_of(self, key: str) -> str:
        """What a cohort is called; one that is no more as people were told of it last."""
        cohort = self.cohort(key)
        return cohort.label if cohort else self.told.labels.get(key, key) if self.told else key

    def cohorts_of(self, id: str) -> tuple[Cohort, ...]:
        """The cohorts of which somebody is a member, in the order of the file."""
        return self._members.get(id, ())

    @cached_property
    def _cohorts(self) -> dict[str, Cohort]:
        return {cohort.key: cohort for cohort in reversed(self.cohorts)}

    @cached_property
    def _members(self) -> dict[str, tuple[Cohort, ...]]:
        found: dict[str, tuple[Cohort, ...]] = {}
        for cohort in self.cohorts:
            found |= {id: (*found.get(id, ()), cohort) for id in dict.fromkeys(cohort.members)}
        return found

    def source(self, name: str) -> SourceFile:
        """The file of this name in the folder, or an empty stand-in for one that is not there."""
        return self.sources.get(name, SourceFile(name))
