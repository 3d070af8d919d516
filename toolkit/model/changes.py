"""`changes.yaml`: an entry as it is written, and what it means. A recorded change is one of seven kinds, and each says
by itself which meetings it reaches."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Annotated, Literal, Protocol, TypeAlias

from pydantic import Field

from toolkit.model.fields import Date, Id, Key, MeetingKey, Mode, Optional, PersonId, Record, Time

ALL = "all"
"""The cohort of an entry that is for every cohort."""

_PUTS = ("date", "time", "room", "facilitators", "mentor", "mode", "link", "combined_with", "cancelled", "held")


class ChangeEntry(Record):
    """A recorded exception to the plan. One of `session`, `from`/`until` or `date` says which meetings.

    `from` without `until` is for good; days that are left out have an end. `room` or `mentor` written and left blank
    mean that there is none. `room_lost` says which room cannot be used then, and moves nothing. `link` is where people
    join, of meetings that are online then.
    """

    cohort: str
    session: Key | None = None
    from_: Annotated[Date | None, Field(alias="from")] = None
    until: Date | None = None
    date: Date | None = None
    time: Time | None = None
    room: Annotated[Id | None, Optional] = None
    facilitators: tuple[PersonId, ...] | None = None
    mentor: Annotated[PersonId | None, Optional] = None
    mode: Mode | None = None
    link: Annotated[str | None, Optional] = None
    combined_with: Key | None = None
    cancelled: Literal["drop", "shift", "double", "skip"] | None = None
    held: bool = False
    room_lost: Id | None = None
    reason: str | None = None
    decided: Date | None = None

    def says(self, name: str) -> bool:
        """Whether the entry has this key, blank or not."""
        return name in self.model_fields_set


class ChangeFile(Record):
    """`changes.yaml`."""

    changes: tuple[ChangeEntry, ...] = ()


@dataclass(frozen=True)
class Days:
    """The days from `first` to `last`, both of them; without a `last` every day from the first on."""

    first: datetime.date
    last: datetime.date | None

    def __contains__(self, day: datetime.date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)


class Reachable(Protocol):
    """What of a meeting says whether a change reaches it."""

    @property
    def key(self) -> MeetingKey:
        """Its cohort and its session."""

    @property
    def date(self) -> datetime.date:
        """Its day."""


@dataclass(frozen=True)
class _Recorded:
    """What is so of every kind: the entry that says it, and for which cohort."""

    entry: ChangeEntry

    @property
    def cohort(self) -> str:
        """The key of a cohort, or `all`."""
        return self.entry.cohort

    @property
    def reason(self) -> str | None:
        """Why, where somebody said so."""
        return self.entry.reason

    @property
    def decided(self) -> datetime.date | None:
        """The day on which it was decided, where that is known."""
        return self.entry.decided

    def says(self, name: str) -> bool:
        """Whether it says something of a value of its meetings, such as `room`; blank or not."""
        return self.entry.says(name)

    def is_for(self, cohort: str) -> bool:
        """Whether it concerns the cohort with this key."""
        return self.cohort in (ALL, cohort)

    def reaches(self, meeting: Reachable) -> bool:
        """Whether it changes this meeting itself, on the day on which it stands; never, but for those of meetings."""
        return False

    def puts(self, meeting: Reachable) -> bool:
        """Whether it puts this very meeting on its day; never, but for those of meetings."""
        return False


@dataclass(frozen=True)
class _OfMeetings(_Recorded):
    """Reaches the meetings on a session, or those on some days."""

    which: str | Days

    def reaches(self, meeting: Reachable) -> bool:
        """Whether it changes this meeting itself, on the day on which it stands."""
        cohort, session = meeting.key
        if not self.is_for(cohort):
            return False
        return session == self.which if isinstance(self.which, str) else meeting.date in self.which

    def puts(self, meeting: Reachable) -> bool:
        """Whether it puts this very meeting on its day, by its session."""
        return self.reaches(meeting) and isinstance(self.which, str) and self.entry.date == meeting.date


@dataclass(frozen=True)
class Skip(_Recorded):
    """Nobody meets on these days, the last included: it reaches no meeting, the calendar goes round it."""

    first: datetime.date
    last: datetime.date


@dataclass(frozen=True)
class RoomLost(_Recorded):
    """The room cannot be used on these days; no meeting is changed by that alone."""

    room: str
    days: Days


@dataclass(frozen=True)
class Cancelled(_OfMeetings):
    """The meetings are not held, and their sessions left out."""


@dataclass(frozen=True)
class Postponed(_OfMeetings):
    """The meeting on a session is not held on its slot: all that follow come a slot later, or two fall in the next
    week. It may be put elsewhere, too."""

    which: str
    how: Literal["shift", "double"]


@dataclass(frozen=True)
class Held(_OfMeetings):
    """The meetings took place as the plan has them, or as the entry says."""


@dataclass(frozen=True)
class Adjusted(_OfMeetings):
    """The meetings as they are to be: another date, time, room, facilitators, mentor, mode, link, together with
    another cohort; one entry may say several of these."""


@dataclass(frozen=True)
class Unclear(_Recorded):
    """An entry that contradicts itself, and why: it changes nothing (P078)."""

    why: str


Change: TypeAlias = Skip | RoomLost | Cancelled | Postponed | Held | Adjusted | Unclear

Shifting: TypeAlias = Skip | Postponed
"""The changes that move meetings other than those they reach: the slots of a cohort are given out anew."""


def change_of(entry: ChangeEntry) -> Change:
    """What an entry means."""
    which = _which(entry)
    why = _contradiction(entry)
    if why or which is None:
        return Unclear(entry, why)
    if isinstance(which, Days):
        if entry.room_lost is not None:
            return RoomLost(entry, entry.room_lost, which)
        if which.last is not None and _leaves_out(entry):
            return Skip(entry, which.first, which.last)
    match entry.cancelled:
        case "shift" | "double" as how if isinstance(which, str):
            return Postponed(entry, which, how)
        case "drop":
            return Cancelled(entry, which)
    return Held(entry, which) if entry.held else Adjusted(entry, which)


def _which(entry: ChangeEntry) -> str | Days | None:
    """Which meetings an entry is about: those on a session, or on some days."""
    if entry.session is not None:
        return entry.session
    if entry.from_ is not None:
        return Days(entry.from_, entry.until)
    return Days(entry.date, entry.date) if entry.date is not None else None


def _puts(entry: ChangeEntry) -> list[str]:
    """The keys that say what becomes of the meetings; `date` is one where a session says which they are."""
    said = [name for name in _PUTS if entry.says(name) and (name != "date" or entry.session)]
    return [name for name in said if name in ("room", "mentor") or getattr(entry, name) not in (None, False)]


def _leaves_out(entry: ChangeEntry) -> bool:
    """Whether an entry about days says that nobody meets on them."""
    return entry.room_lost is None and (not _puts(entry) or entry.cancelled == "skip")


def _contradiction(entry: ChangeEntry) -> str:
    """What is wrong with an entry by itself, or nothing."""
    puts = [name for name in _PUTS if entry.says(name) and (name != "date" or entry.session)]
    others = [name for name in puts if name not in ("cancelled", "held")]
    if entry.room_lost is not None and (puts or entry.session is not None or entry.cohort != ALL):
        return (
            "`room_lost` is for `cohort: all` and a date, or from and until; what becomes of the meetings there is an"
            " entry of its own."
        )
    if unclear := _unclear_days(entry):
        return unclear
    if entry.session is not None and not puts:
        return "It names a meeting but not what becomes of it."
    if entry.session is not None and entry.cancelled == "skip":
        return "`cancelled: skip` leaves out days; give a date or from and until instead of a session."
    if entry.session is None and entry.cancelled in ("shift", "double"):
        return f"`cancelled: {entry.cancelled}` needs a session."
    blank = [name for name in puts if name not in ("room", "mentor") and getattr(entry, name) is None]
    if blank and not _puts(entry):
        return f"`{blank[0]}` is blank, so it does not say what becomes of the meetings."
    if entry.cancelled == "drop" and others:
        return f"A meeting that is cancelled cannot have {' or '.join(others)} too."
    if entry.cancelled and entry.held:
        return "A meeting that was held cannot be cancelled."
    if entry.cancelled == "skip" and others:
        return f"Days that are left out cannot have {' or '.join(others)} too."
    if entry.from_ is not None and entry.until is None and _leaves_out(entry):
        return "It would leave out every day from then on: give `until`, the last of them, or `date` for one day."
    return ""


def _unclear_days(entry: ChangeEntry) -> str:
    """Why it is not clear which meetings or days are meant, or nothing."""
    if _which(entry) is None:
        return "It does not say which meetings: give session, date, or from and until."
    if entry.from_ is not None and (entry.session is not None or entry.date is not None):
        return "It says twice which meetings are meant: give one of session, date, or from and until."
    if entry.until is not None and entry.from_ is None:
        return "`until` needs `from`."
    if empty := [name for name in ("from_", "until") if entry.says(name) and getattr(entry, name) is None]:
        return f"`{empty[0].rstrip('_')}` is blank: give a day, or leave the key out."
    return ""
