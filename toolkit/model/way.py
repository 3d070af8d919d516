"""What a mode says: where people meet, and whether a mentor comes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from toolkit.model.fields import MODES, Mode

Where = Literal["in-person", "online", "solo"]


@dataclass(frozen=True)
class Way:
    """The way in which a cohort meets. `without_mentor` is the mode that it turns into when no mentor comes."""

    where: Where
    mentored: bool
    without_mentor: Mode

    @property
    def in_person(self) -> bool:
        """Whether people sit in one room."""
        return self.where == "in-person"

    @property
    def online(self) -> bool:
        """Whether people meet on a screen."""
        return self.where == "online"

    @property
    def solo(self) -> bool:
        """Whether everybody works alone, and nobody meets."""
        return self.where == "solo"


WAYS: Mapping[str, Way] = {
    "in-person-mentored": Way("in-person", mentored=True, without_mentor="in-person-peer"),
    "online-mentored": Way("online", mentored=True, without_mentor="online-peer"),
    "in-person-peer": Way("in-person", mentored=False, without_mentor="in-person-peer"),
    "online-peer": Way("online", mentored=False, without_mentor="online-peer"),
    "solo": Way("solo", mentored=False, without_mentor="solo"),
}


def way_of(mode: str) -> Way:
    """What a mode says; KeyError for a word that is none."""
    return WAYS[mode]


def mode_of(where: Literal["in-person", "online"], *, mentored: bool) -> Mode:
    """The mode of those who meet there, with a mentor or without one."""
    return next(mode for mode in MODES if (WAYS[mode].where, WAYS[mode].mentored) == (where, mentored))
