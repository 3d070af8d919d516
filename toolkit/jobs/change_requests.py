"""What a face may ask of a running programme: a record for each way of changing it, and the wish that it stands for."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, ClassVar, Protocol, TypeVar

from toolkit.jobs.history_words import typed
from toolkit.model.changes import Days
from toolkit.model.plan import Meeting, Plan
from toolkit.planning.names import find_cohort, find_facilitator, find_room, find_session
from toolkit.planning.wishes.cancelling import Then, cancel, skip
from toolkit.planning.wishes.combining import combine
from toolkit.planning.wishes.covering import mentor_lost, swap, theirs
from toolkit.planning.wishes.entries import Wish
from toolkit.planning.wishes.holding import held
from toolkit.planning.wishes.joining import change_link
from toolkit.planning.wishes.moving import move
from toolkit.planning.wishes.rooms import room_lost


class ChangeRequest(Protocol):
    """Names meetings, and what is to become of them."""

    __dataclass_fields__: ClassVar[dict[str, Any]]

    def wish(self, plan: Plan, now: datetime.datetime) -> Wish:
        """The entries of changes.yaml that it comes to in this plan. WrongUsage for names that belong to nothing, and
        for meetings that can no longer change."""

    @property
    def did(self) -> str:
        """What the history calls it, once it has keys (see `with_keys`): nobody's name goes there."""


R = TypeVar("R", bound=ChangeRequest)
_FIND: Mapping[str, Callable[[Plan, str], str]] = {
    "session": find_session,
    "cohort": lambda plan, word: find_cohort(plan.programme, word),
    "cohorts": lambda plan, word: find_cohort(plan.programme, word),
    "room": lambda plan, word: find_room(plan.programme, word),
    "person": lambda plan, word: find_facilitator(plan.programme, word),
    "cover": lambda plan, word: find_facilitator(plan.programme, word),
    "mentor": lambda plan, word: find_facilitator(plan.programme, word, kind="mentor"),
}


def with_names_as_keys(request: R, plan: Plan) -> R:
    """The request with the key of whatever it names otherwise: by number, label, title or name. WrongUsage for a word
    that means nothing, or several."""
    found: dict[str, Any] = {}
    for name in (field.name for field in fields(request) if field.name in _FIND):
        given = getattr(request, name)
        if isinstance(given, tuple):
            found[name] = tuple(_FIND[name](plan, word) for word in given)
        elif given is not None:
            found[name] = _FIND[name](plan, given)
    return replace(request, **found)


@dataclass(frozen=True)
class Move:
    """A session's meetings (of one cohort, or of all) to another date, time or room, or online at a `link`; with
    `and_later` those after them, too."""

    session: str
    cohort: str | None = None
    date: datetime.date | None = None
    time: datetime.time | None = None
    room: str | None = None
    link: str | None = None
    and_later: bool = False

    def wish(self, plan: Plan, now: datetime.datetime) -> Wish:
        """See `ChangeRequest`."""
        return move(
            plan,
            cohort=self.cohort,
            session=self.session,
            date=self.date,
            time=self.time,
            room=self.room,
            link=self.link,
            and_later=self.and_later,
        )

    @property
    def did(self) -> str:
        """See `ChangeRequest`."""
        moment = [self.date.isoformat()] if self.date else []
        moment += [f"{self.time:%H:%M}"] if self.time else []
        return typed(
            "move",
            self.session,
            cohort=self.cohort,
            to=" ".join(moment),
            room=self.room,
            online=self.link,
            and_later=self.and_later,
        )


@dataclass(frozen=True)
class Cancel:
    """A session's meetings are not held: dropped, shifted, or doubled up with the next."""

    session: str
    then: Then
    cohort: str | None = None

    def wish(self, plan: Plan, now: datetime.datetime) -> Wish:
        """See `ChangeRequest`."""
        return cancel(plan, cohort=self.cohort, session=self.session, then=self.then)

    @property
    def did(self) -> str:
        """See `ChangeRequest`."""
        return typed("cancel", self.session, cohort=self.cohort, then=self.then)


@dataclass(frozen=True)
class LeaveOut:
    """Nobody meets on that day."""

    date: datetime.date
    cohort: str | None = None

    def wish(self, plan: Plan, now: datetime.datetime) -> Wish:
        """See `ChangeRequest`."""
        return skip(plan, cohort=self.cohort, date=self.date)

    @property
    def did(self) -> str:
        """See `ChangeRequest`."""
        return typed("skip", self.date.isoformat(), cohort=self.cohort)


@dataclass(frozen=True)
class Combine:
    """The second cohort joins the first on a session, with `and_later` on those after it, too."""

    cohorts: tuple[str, str]
    session: str
    and_later: bool = False

    def wish(self, plan: Plan, now: datetime.datetime) -> Wish:
        """See `ChangeRequest`."""
        return combine(plan, cohorts=self.cohorts, session=self.session, and_later=self.and_later)

    @property
    def did(self) -> str:
        """See `ChangeRequest`."""
        return typed("combine", *self.cohorts, session=self.session, and_later=self.and_later)


@dataclass(frozen=True)
class Swap:
    """`cover` in the place of a person, at one session or on some days; with `peer_led` nobody. With neither it is
    asked who comes."""

    person: str
    cover: str | None = None
    peer_led: bool = False
    session: str | None = None
    days: Days | None = None

    def meetings(self, plan: Plan) -> list[Meeting]:
        """The person's meetings that are meant."""
        key = find_session(plan, self.session) if self.session else None
        found = theirs(plan, self.person, days=self.days)
        return [meeting for meeting in found if key in (None, meeting.session.key)]

    def wish(self, plan: Plan, now: datetime.datetime) -> Wish:
        """See `ChangeRequest`."""
        key = find_session(plan, self.session) if self.session else None
        return swap(plan, person=self.person, cover=self.cover, session=key, days=self.days)

    @property
    def did(self) -> str:
        """See `ChangeRequest`."""
        days = {"from_": self.days.first, "until": self.days.last} if self.days else {}
        return typed("swap", self.person, with_=self.cover, peer_led=self.peer_led, session=self.session, **days)


@dataclass(frozen=True)
class LoseRoom:
    """The room cannot be used on these days."""

    room: str
    days: Days

    def wish(self, plan: Plan, now: datetime.datetime) -> Wish:
        """See `ChangeRequest`."""
        return room_lost(plan, room=self.room, days=self.days)

    @property
    def did(self) -> str:
        """See `ChangeRequest`."""
        first, last = self.days.first, self.days.last
        days = {"on": first} if first == last else {"from_": first, "until": last}
        return typed("room", "lost", self.room, **days)


@dataclass(frozen=True)
class LoseMentor:
    """The mentor's cohorts go on without one from that day on."""

    mentor: str
    first: datetime.date

    def wish(self, plan: Plan, now: datetime.datetime) -> Wish:
        """See `ChangeRequest`."""
        return mentor_lost(plan, mentor=self.mentor, first=self.first)

    @property
    def did(self) -> str:
        """See `ChangeRequest`."""
        return typed("mentor", "lost", self.mentor, from_=self.first)


@dataclass(frozen=True)
class ChangeLink:
    """The meetings online (of one cohort, or of all) are joined at another link from that day on."""

    link: str
    first: datetime.date
    cohort: str | None = None

    def wish(self, plan: Plan, now: datetime.datetime) -> Wish:
        """See `ChangeRequest`."""
        return change_link(plan, link=self.link, cohort=self.cohort, first=self.first)

    @property
    def did(self) -> str:
        """See `ChangeRequest`."""
        return typed("link", self.link, cohort=self.cohort, from_=self.first)


@dataclass(frozen=True)
class WasHeld:
    """A session's meetings (of one cohort, or of all whose meeting is over) took place as planned."""

    session: str
    cohort: str | None = None

    def wish(self, plan: Plan, now: datetime.datetime) -> Wish:
        """See `ChangeRequest`."""
        return held(plan, cohort=self.cohort, session=self.session, now=now)

    @property
    def did(self) -> str:
        """See `ChangeRequest`."""
        return typed("held", self.session, cohort=self.cohort)
