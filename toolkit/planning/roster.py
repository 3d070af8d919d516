"""Who is in which cohort, as people were told and as it is."""

from __future__ import annotations

from dataclasses import dataclass

from toolkit.model.people import Participant
from toolkit.model.programme import Cohort


@dataclass(frozen=True)
class Roster:
    """Who joined a cohort, and who left it, since somebody who runs or mentors it was told."""

    cohort: Cohort
    joined: tuple[Participant, ...]
    left: tuple[Participant, ...]
