"""What is remembered of the cohorts formed last: who has no place, what would give them one, whom to ask. Ids only."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from toolkit.model.availability import WEEK_MINUTES, Stretch
from toolkit.model.fields import PersonId, Record

GAP = 15
"""Minutes that a facilitator has between two cohorts in different rooms, where nothing else is said."""

Minute = Annotated[int, Field(ge=0, le=2 * WEEK_MINUTES)]


class Suggested(Record):
    """One change that places `places` people more. `stretch`, in minutes of the person's own week, where it is about
    their times."""

    kind: str
    text: str
    places: int
    stretch: tuple[Minute, Minute] | None = None


class WithoutPlace(Record):
    """Somebody who has no place, why, and the changes that would give them one; or a sentence that says why none is
    known."""

    id: PersonId
    why: str = ""
    suggestions: tuple[Suggested, ...] = ()
    note: str = ""


class Asked(Record):
    """Somebody to ask for a stretch, in minutes of their own week, and how many people more it places."""

    id: PersonId
    stretch: tuple[Minute, Minute]
    places: int


class Formed(Record):
    """`.programme/formed.json`. `members` are the ids of each cohort as formed: where they are others now, the rest may
    no longer hold. `gap` are the minutes between two cohorts of a facilitator in different rooms."""

    version: Literal[1] = 1
    bound: int
    reachable: int
    members: dict[str, tuple[PersonId, ...]]
    unplaced: tuple[WithoutPlace, ...] = ()
    ask: tuple[Asked, ...] = ()
    gap: int = GAP

    def suggestions(self, id: str) -> tuple[Suggested, ...]:
        """What would place somebody."""
        return next((one.suggestions for one in self.unplaced if one.id == id), ())

    def note(self, id: str) -> str:
        """Why nothing is known that would place somebody."""
        return next((one.note for one in self.unplaced if one.id == id), "")

    def wanted(self, id: str) -> tuple[tuple[Stretch, int], ...]:
        """The stretches to ask somebody for, each with the number of people that it places; the one that places most
        first."""
        own = [(one.stretch, one.places) for one in self.suggestions(id) if one.stretch is not None]
        asked = [(one.stretch, one.places) for one in self.ask if one.id == id]
        return tuple(sorted(dict([*own, *asked]).items(), key=lambda pair: (-pair[1], pair[0])))

    def without(self, id: str) -> Formed:
        """The same, of cohorts that somebody has left."""
        members = {key: tuple(one for one in ids if one != id) for key, ids in self.members.items()}
        unplaced = tuple(one for one in self.unplaced if one.id != id)
        return self.model_copy(
            update={
                "members": {key: ids for key, ids in members.items() if ids},
                "unplaced": unplaced,
                "ask": tuple(one for one in self.ask if one.id != id),
            }
        )
