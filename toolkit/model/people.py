"""Who takes part and where they sit: the rows of `people/*.csv`. Format: docs/formats.md and the Files part of the
cohort design."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from toolkit.model.fields import PersonId

PersonStatus = Literal["applied", "accepted", "waiting", "declined", "withdrawn"]
STATUSES: tuple[PersonStatus, ...] = ("applied", "accepted", "waiting", "declined", "withdrawn")
Mark = Literal["present", "absent", "excused"]
MARKS: tuple[Mark, ...] = ("present", "absent", "excused")


@dataclass(frozen=True)
class Participant:
    """A row of participants.csv. Availability stays text until cohorts are formed from it. `columns` are headings and
    cells of those columns alone by which cohorts.yaml asks for company."""

    id: PersonId
    name: str
    email: str = ""
    timezone: str = ""
    available: str = ""
    if_needed: str = ""
    tracks: tuple[str, ...] = ()
    level: str = ""
    mode: str = ""
    together: tuple[PersonId, ...] = ()
    apart: tuple[PersonId, ...] = ()
    status: PersonStatus = "applied"
    columns: tuple[tuple[str, str], ...] = ()

    @property
    def gone(self) -> bool:
        """Whether they take no part: declined, or withdrawn by themselves."""
        return self.status in ("declined", "withdrawn")

    @property
    def comes(self) -> bool:
        """Whether a member of a cohort is to be expected there: not gone, and not put back on the waiting list."""
        return not self.gone and self.status != "waiting"


@dataclass(frozen=True)
class Facilitator:
    """A row of facilitators.csv: whoever runs meetings, and mentors. `roams`: cohorts between which they go about at
    once in one hall. `role` is `facilitator`, `mentor`, or a word of the organiser's, in small letters."""

    id: PersonId
    name: str
    email: str = ""
    timezone: str = ""
    available: str = ""
    tracks: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    hours_per_week: float | None = None
    max_cohorts: int | None = None
    roams: int = 1
    role: str = "facilitator"

    @property
    def part(self) -> Literal["facilitator", "mentor"]:
        """What they have to do with a meeting: whoever does not mentor runs it, whatever their role is called."""
        return "mentor" if self.role == "mentor" else "facilitator"

    @property
    def own_role(self) -> str:
        """The organiser's word for what they do; nothing for facilitators and mentors."""
        return "" if self.role == self.part else self.role

    @property
    def name_and_role(self) -> str:
        """Their name, with the organiser's word for what they do: "Ben (co-facilitator)"."""
        return f"{self.name or self.id} ({self.own_role})" if self.own_role else self.name


@dataclass(frozen=True)
class Room:
    """A row of rooms.csv. `seats` are chairs, the facilitator's included; `cohorts` how many may meet in it at once."""

    id: str
    name: str
    seats: int | None = None
    cohorts: int = 1
    open: str = ""
    step_free: str = ""
    address: str = ""
    latitude: float | None = None
    longitude: float | None = None

    @property
    def point(self) -> tuple[float, float] | None:
        """Latitude and longitude, where both are known."""
        return None if self.latitude is None or self.longitude is None else (self.latitude, self.longitude)

    @property
    def name_and_address(self) -> str:
        """Both on one line: "Hall, 1 High Street, Oxford"."""
        parts = (part.strip().rstrip(",").rstrip() for part in (self.name, *self.address.splitlines()))
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True)
class Attendance:
    """A row of attendance.csv: whether a participant (`id`) was at the meeting of a cohort on a session (their
    keys)."""

    id: PersonId
    cohort: str
    session: str
    state: Mark


@dataclass(frozen=True)
class People:
    """Everyone and every room, by id, in file order; and who was at which meeting, in file order."""

    participants: dict[PersonId, Participant]
    facilitators: dict[PersonId, Facilitator]
    rooms: dict[str, Room]
    attendance: tuple[Attendance, ...] = ()
