"""What people were told: each meeting as it stood when a plan was published."""

from __future__ import annotations

from typing import Annotated, Literal, get_args

from pydantic import Field, JsonValue

from toolkit.model.fields import Date, Id, Key, MeetingKey, Minutes, Mode, Moment, PersonId, Reading, Record, Time, Zone

DifferenceKind = Literal[
    "added",
    "removed",
    "cancelled",
    "again",
    "moved",
    "length",
    "place",
    "link",
    "facilitators",
    "mentor",
    "mode",
    "together",
    "readings",
]
DIFFERENCE_KINDS: tuple[DifferenceKind, ...] = get_args(DifferenceKind)


class Told(Record):
    """A meeting as people were told of it. People and rooms by id; of the link and the readings a hash."""

    cohort: Key
    session: Key
    number: Annotated[int, Field(ge=0, le=100_000)]
    title: str
    date: Date
    time: Time
    minutes: Minutes
    zone: Zone
    room: Id | None = None
    link: str = ""
    facilitators: tuple[PersonId, ...] = ()
    mentor: PersonId | None = None
    mode: Mode
    reading: Reading
    cancelled: bool = False
    with_cohorts: tuple[Key, ...] = ()
    readings: str = ""

    @property
    def key(self) -> MeetingKey:
        """Cohort key and session key, as of a meeting."""
        return self.cohort, self.session


class Publication(Record):
    """A publish: its name, its moment (wall time of the organiser), the meetings and the outputs (path to SHA-256) of
    that day.

    `frames` are the hashes of documents without the slices that are files of their own; `members` the ids in each
    cohort, `labels` its name; `answers` what people without a place were told, by id; `placed` everybody who was
    ever told of a place until then, `running` that they run or mentor meetings; `plain_feed` the cohort whose
    calendar stands without its key, too; `changes` the entries of changes.yaml.
    """

    version: Literal[1] = 1
    name: Annotated[str, Field(min_length=1, max_length=200)]
    moment: Moment
    meetings: tuple[Told, ...]
    files: dict[str, str]
    frames: dict[str, str] = Field(default_factory=dict)
    members: dict[Key, tuple[PersonId, ...]] = Field(default_factory=dict)
    labels: dict[Key, str] = Field(default_factory=dict)
    answers: dict[PersonId, str] = Field(default_factory=dict)
    placed: tuple[PersonId, ...] = ()
    running: tuple[PersonId, ...] = ()
    plain_feed: str = ""
    changes: tuple[dict[str, JsonValue], ...] = ()


class Mailing(Record):
    """A run of `programme send`: whom it reached (ids), how many publishes there were, and the meetings, members and
    answers of that moment."""

    version: Literal[1] = 1
    moment: Moment
    publishes: int
    people: tuple[PersonId, ...] = ()
    meetings: tuple[Told, ...]
    members: dict[Key, tuple[PersonId, ...]] = Field(default_factory=dict)
    answers: dict[PersonId, str] = Field(default_factory=dict)


class Publish(Record):
    """A line of `published.yaml`: its name, its moment, and the file that holds it."""

    name: str
    moment: Moment
    file: Annotated[str, Field(pattern=r"^\.programme/published/[0-9]+\.json$")]


class PublishFile(Record):
    """`.programme/published.yaml`."""

    published: tuple[Publish, ...] = ()
