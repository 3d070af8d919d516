"""What would give somebody a place, as records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from toolkit.model.availability import Stretch

Remedy = Literal["longer", "track", "seat", "person", "facilitator", "second", "room"]


@dataclass(frozen=True)
class Suggestion:
    """One change, in words, and how many more people it places; with the stretch of their own week where it is about
    somebody's times."""

    kind: Remedy
    text: str
    places: int
    stretch: Stretch | None = None


@dataclass(frozen=True)
class Ask:
    """Somebody to ask for a stretch, in minutes of their own week, and how many more people it places."""

    id: str
    start: int
    end: int
    text: str
    places: int


@dataclass(frozen=True)
class Advice:
    """Suggestions by the id of an unplaced person; whom to ask; and a sentence for each unplaced person without a
    suggestion."""

    suggestions: Mapping[str, tuple[Suggestion, ...]]
    ask: tuple[Ask, ...]
    notes: Mapping[str, str] = field(default_factory=dict)
