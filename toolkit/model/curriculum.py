"""What is taught: sessions, resources, curricula, guides. Formats: docs/formats.md."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from toolkit.model.fields import Basis, Key, Minutes, Mode, Reading, Record, Time, Times, Weekdays

SessionKind = Literal["discussion", "pairing", "studio", "workshop", "clinic", "talk"]
Who = Literal["all", "pairs", "threes", "small-groups", "alone", "mentor", "break"]
When = Literal["before", "inside", "during", "further"]


class Item(Record):
    """Something to read, watch or do. Minutes and their basis come from the resource's part unless given here."""

    use: str
    part: str | None = None
    when: When
    choose: Literal["all", "one-of"] = "all"
    minutes: Minutes | None = None
    basis: Basis | None = None
    basis_note: str | None = None
    look_for: str | None = None


class Homework(Record):
    """Something to write or try at home before the meeting, with its minutes; under one reading or, left out, under
    both."""

    what: str
    minutes: Minutes
    reading: Reading | None = None


class Material(Record):
    """Something to bring. `number` is per person, pair, cohort or room."""

    what: str
    per: Literal["person", "pair", "cohort", "room"] = "cohort"
    number: Annotated[int, Field(ge=1, le=1000)] = 1
    who: Literal["facilitator", "organiser", "participant"] = "facilitator"
    prints: bool = False


class Block(Record):
    """A stretch of the meeting. `least` is the shortest it can be, in minutes; `cut` the order of shortening when late.

    `if_late` says what to leave out when it is shortened; `instead_of` is the key of a mentor's block in whose place it
    can be held when the mentor does not come.
    """

    key: Key
    minutes: Annotated[int, Field(ge=1, le=600)]
    least: Minutes | None = None
    cut: Annotated[int, Field(ge=1, le=20)] | None = None
    if_late: str = ""
    instead_of: Key | None = None
    name: str
    who: Who
    practises: tuple[int, ...] = ()
    say: str = ""
    do: str = ""
    leaves: str = ""


class Insertion(Record):
    """A block that a variant adds, after a block named by key or at the `start`."""

    after: str
    block: Block


class CheckpointTime(Record):
    """Where a checkpoint falls: a block, and minutes after its start at which a first and a last pair arrive."""

    number: Annotated[int, Field(ge=1)]
    block: Key
    first: Annotated[int, Field(ge=0)]
    last: Annotated[int, Field(ge=0)]


class Variant(Record):
    """What changes in other modes or with the reading inside.

    `if` gives cases of "## If" another text, `checkpoints` places checkpoints elsewhere, `prompts` names those that are
    put.
    """

    modes: tuple[Mode, ...] | None = None
    reading: Reading | None = None
    lost: str
    drop: tuple[Key, ...] = ()
    replace: tuple[Block, ...] = ()
    insert: tuple[Insertion, ...] = ()
    materials: tuple[Material, ...] | None = None
    ifs: dict[str, str] = Field(alias="if", default_factory=dict)
    checkpoints: tuple[CheckpointTime, ...] = ()
    prompts: tuple[int, ...] | None = None


class MentorPart(Record):
    """How a mentor is used in the mentored modes; `minutes` of the mentor's time for one cohort."""

    form: Literal["office-hour", "review", "call"]
    minutes: Annotated[int, Field(ge=5, le=240)]
    sees: str


class SessionHead(Record):
    """The YAML head of `sessions/NN-slug.md`."""

    key: Key
    title: str
    kind: SessionKind
    minutes: Annotated[int, Field(ge=15, le=600)]
    optional: bool = False
    needs: tuple[Key, ...] = ()
    able_to: Annotated[tuple[str, ...], Field(min_length=2, max_length=4)]
    items: tuple[Item, ...] = ()
    homework: tuple[Homework, ...] = ()
    materials: tuple[Material, ...] = ()
    blocks: Annotated[tuple[Block, ...], Field(min_length=1)]
    variants: tuple[Variant, ...] = ()
    mentor: MentorPart | None = None


@dataclass(frozen=True)
class LabelledText:
    """A labelled part of a prompt, checkpoint or task: "Good answers touch", Markdown text."""

    label: str
    text: str


@dataclass(frozen=True)
class Entry:
    """A level-three heading with its parts and its remaining Markdown."""

    title: str
    parts: tuple[LabelledText, ...] = ()
    text: str = ""

    def part(self, label: str) -> str:
        """The text under `label`, or nothing."""
        return next((part.text for part in self.parts if part.label == label), "")

    def number(self, label: str) -> int:
        """The whole number under `label`, 0 where there is none."""
        text = self.part(label)
        return int(text) if text.isdecimal() else 0


@dataclass(frozen=True)
class Session:
    """A unit of the curriculum: the head and the prose under its fixed headings (Markdown)."""

    head: SessionHead
    file: str
    why: str
    before: str
    prompts: tuple[Entry, ...]
    checkpoints: tuple[Entry, ...]
    stuck: str
    ifs: tuple[Entry, ...]
    worksheet: tuple[Entry, ...]
    worksheet_intro: str
    exit_question: str
    next: str
    next_inside: str = ""

    @property
    def key(self) -> str:
        """The key that never changes."""
        return self.head.key


class SelfCheck(Record):
    """Tasks by which someone can tell whether they are ready."""

    minutes: Minutes
    tasks: Annotated[tuple[str, ...], Field(min_length=1)]
    if_not: str


class Size(Record):
    """People in a cohort."""

    least: Annotated[int, Field(ge=1)] = 4
    best: Annotated[int, Field(ge=1)] = 6
    most: Annotated[int, Field(ge=1)] = 8


class Phase(Record):
    """A stretch of the curriculum."""

    title: str
    sessions: Annotated[tuple[Key, ...], Field(min_length=1)]


class Curriculum(Record):
    """`curriculum.yaml`: order and phases of the sessions, and what the whole promises."""

    key: Key
    title: str
    promise: str
    entry: str
    self_check: SelfCheck | None = None
    weekly_load: Minutes
    modes: Annotated[tuple[Mode, ...], Field(min_length=1)]
    readings: Annotated[tuple[Reading, ...], Field(min_length=1)] = ("before",)
    session_minutes: Minutes
    day: Weekdays
    time: Times
    latest_time: Time | None = None
    size: Size = Size()
    phases: Annotated[tuple[Phase, ...], Field(min_length=1)]
    leads_to: tuple[Key, ...] = ()
    colophon: str

    @property
    def order(self) -> tuple[str, ...]:
        """The keys of all sessions, in order."""
        return tuple(key for phase in self.phases for key in phase.sessions)


class GuideHead(Record):
    """The YAML head of a facilitator guide; what is left out means every mode, kind or reading."""

    key: Key
    title: str
    modes: tuple[Mode, ...] | None = None
    kinds: tuple[SessionKind, ...] | None = None
    readings: tuple[Reading, ...] | None = None


@dataclass(frozen=True)
class Guide:
    """A chapter for facilitators, Markdown."""

    head: GuideHead
    text: str
