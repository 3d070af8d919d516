"""Who of an import could not be told from others."""

from __future__ import annotations

from dataclasses import dataclass

from toolkit.model.imports import Incoming

BY_KEY = "Give an id of the list, or an e-mail address."
NOT_THEIR_ID = (
    "Where it is no id of this list, take it out of the row; where it is the same person, mend the address in the list."
)
APART = "If they are two, give each an address of their own, and no id that is somebody else's."


@dataclass(frozen=True)
class Refused:
    """Somebody who could not be told from others: why, and what to do about it."""

    person: Incoming
    why: str
    hint: str


class NotToldApart(ValueError):
    """It cannot be told who is meant: its two values are why, and what to do about it."""
