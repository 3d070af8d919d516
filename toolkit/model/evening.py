"""An evening minute by minute: its blocks, checkpoints and what is read, with what to shorten when late."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from toolkit.model.curriculum import Block, Entry, Homework, Item, Material, MentorPart, Session
from toolkit.model.fields import Basis, Mode, Reading
from toolkit.model.resources import Resource
from toolkit.model.way import Way, way_of


@dataclass(frozen=True)
class TimedItem:
    """An item with its resource and how long it takes. `core` items are the ones people are asked to do."""

    item: Item
    resource: Resource
    minutes: int
    basis: Basis
    basis_note: str
    when: Literal["before", "inside", "during", "further"]

    @property
    def name(self) -> str:
        """Title and part, as printed."""
        part = self.item.part
        return self.resource.title if part in (None, "whole") else f"{self.resource.title}: {part}"

    @property
    def core(self) -> bool:
        """Whether people are asked to do it."""
        return self.when != "further"


@dataclass(frozen=True)
class TimedBlock:
    """A block with its start, in minutes from the start of the meeting."""

    block: Block
    start: int

    @property
    def end(self) -> int:
        """Minutes from the start of the meeting."""
        return self.start + self.block.minutes


@dataclass(frozen=True)
class Cut:
    """What to shorten when `late` minutes late: each block's name, its minutes before and after."""

    late: int
    blocks: tuple[tuple[str, int, int], ...]
    saved: int

    @property
    def ends_on_time(self) -> bool:
        """Whether the cuts make up for the delay."""
        return self.saved >= self.late


@dataclass(frozen=True)
class TimedCheckpoint:
    """A checkpoint with its number and the block it falls into; `first` and `last` are minutes from the start of that
    block.

    `block` is None where the evening has no such block (the rules tell of it).
    """

    number: int
    entry: Entry
    block: TimedBlock | None
    first: int
    last: int


@dataclass(frozen=True)
class StandIn:
    """What is held in place of a mentor's block when the mentor does not come, as the peer evening has it."""

    mentor: TimedBlock
    block: Block


@dataclass(frozen=True)
class Evening:
    """A session as it is held in one mode and reading; `prompts` are those put that evening, with their numbers."""

    session: Session
    mode: Mode
    reading: Reading
    blocks: tuple[TimedBlock, ...]
    items: tuple[TimedItem, ...]
    materials: tuple[Material, ...]
    lost: tuple[str, ...]
    mentor: MentorPart | None
    cuts: tuple[Cut, ...]
    prompts: tuple[tuple[int, Entry], ...]
    checkpoints: tuple[TimedCheckpoint, ...]
    ifs: tuple[Entry, ...]
    stand_ins: tuple[StandIn, ...]

    @property
    def way(self) -> Way:
        """Where it is held, and whether with a mentor."""
        return way_of(self.mode)

    @property
    def homework(self) -> tuple[Homework, ...]:
        """What is written or tried at home under this reading."""
        return tuple(task for task in self.session.head.homework if task.reading in (None, self.reading))

    @property
    def next(self) -> str:
        """What is said about the next meeting: with reading inside a text of its own, where there is one."""
        return (self.session.next_inside if self.reading == "inside" else "") or self.session.next

    @property
    def minutes(self) -> int:
        """Length of all blocks together, breaks included."""
        return sum(timed.block.minutes for timed in self.blocks)

    def items_when(self, when: str) -> tuple[TimedItem, ...]:
        """The items read or done `before`, `inside`, `during` or `further`."""
        return tuple(item for item in self.items if item.when == when)

    @property
    def load(self) -> int:
        """Minutes of preparation at home, homework counted; of one-of alternatives the longest counts."""
        home = self.items_when("before")
        alternatives = [item.minutes for item in home if item.item.choose == "one-of"]
        written = sum(task.minutes for task in self.homework)
        return sum(item.minutes for item in home if item.item.choose == "all") + max(alternatives, default=0) + written
