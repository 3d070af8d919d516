"""What is known of a running programme when a change is examined, and what the examination may give: questions, a
refusal, or a proposal that may be recorded."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

from toolkit.keeping.history import Action
from toolkit.model.plan import Meeting, Plan
from toolkit.planning.free import Candidate
from toolkit.planning.proposals import Proposal
from toolkit.problems import Problem


@dataclass(frozen=True)
class Known:
    """The programme folder, its plan as the files have it, the moment that counts as now, and the problems of files and
    plan, where these were looked for."""

    folder: Path
    plan: Plan
    now: datetime.datetime
    problems: tuple[Problem, ...] | None = None


@dataclass(frozen=True)
class HeldThen:
    """Asked of a meeting of the past that would change and of which nobody has said whether it was held: was it?

    One that was `named` can only change where it was not held; one that others would move only stays where it was.
    """

    meeting: Meeting
    named: bool

    @property
    def needed(self) -> bool:
        """The only answer with which it goes on."""
        return not self.named


@dataclass(frozen=True)
class Questions:
    """What has to be answered first: of each meeting whether it was held, those that were named first."""

    of: tuple[HeldThen, ...]


@dataclass(frozen=True)
class WhoComes:
    """Asked of a swap that does not say who comes: whoever might, those who are free first, and the cohorts that could
    take this one in. A new request says who, or that nobody does."""

    person: str
    meeting: Meeting
    role: Literal["facilitator", "mentor"]
    candidates: tuple[Candidate, ...]
    hosts: tuple[str, ...]


@dataclass(frozen=True)
class InLostRoom:
    """Asked of a proposal by which a meeting that changes would be in a room that was recorded as lost (P096), which
    nobody can have meant: shall it be recorded all the same? The request is examined once more with `anyway`."""

    proposal: Proposal


@dataclass(frozen=True)
class Nothing:
    """Nothing is to be written, and why; without a reason since the plan says so already."""

    why: tuple[str, ...] = ()


@dataclass(frozen=True)
class RecordedToday:
    """The last action was this very one, today, and stands as it was written: a run that was cut off is not done
    twice."""


@dataclass(frozen=True)
class RefusedChange:
    """A proposal that cannot be recorded: a meeting still to come would lie in the `past`, one that was named was
    `held`, one that would move was `not held` (what becomes of it has to be said first), or the plan would have errors
    (`problems`; the entries stand in no file yet, so they name no line)."""

    proposal: Proposal
    because: Literal["past", "held", "not held", "errors"]
    meeting: Meeting | None = None
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Ready:
    """A proposal that may be recorded, and what the history calls it.

    Its entries are added; or stand in for those of the action that it `replaces`; or give their reason to entries of
    changes.yaml that are the same otherwise: those from `row` on, counted from 0.
    """

    known: Known
    proposal: Proposal
    did: str
    replaces: Action | None = None
    row: int | None = None


Examined: TypeAlias = Questions | WhoComes | InLostRoom | Nothing | RecordedToday | RefusedChange | Ready
