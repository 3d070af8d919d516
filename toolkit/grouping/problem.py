"""What cohorts are formed from, and what comes out: plain records. Minutes of the week count from Monday 00:00."""

from __future__ import annotations

import datetime
import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from toolkit.model.availability import Stretch


@dataclass(frozen=True, order=True)
class Stream:
    """What a cohort does: people of one track and level who meet in one mode. Tracks and levels are words of the
    organiser; blank is one too. Those `online` meet on a screen and need no room."""

    track: str
    level: str
    mode: str
    online: bool = False


@dataclass(frozen=True)
class Person:
    """Somebody to place. Stretches are in their own `zone`; `choices` are streams with their rank, 0 the most
    wanted."""

    id: str
    zone: str
    available: tuple[Stretch, ...]
    if_needed: tuple[Stretch, ...] = ()
    choices: tuple[tuple[Stream, int], ...] = ()


@dataclass(frozen=True)
class Leader:
    """A facilitator. `cohorts` is how many they can run in a week; None: as many as fit their times.

    An empty id stands for "nobody yet": a group without a list of facilitators forms cohorts all the same. `roams` is
    how many cohorts of one stream they can run at once, in one hall. `cohorts` is their limit, `minutes` how long they
    can be in meetings in a week, those at once being one (None: as long as they like).
    """

    id: str
    zone: str
    available: tuple[Stretch, ...]
    streams: frozenset[Stream]
    cohorts: int | None = None
    roams: int = 1
    minutes: int | None = None


@dataclass(frozen=True)
class FreeRoom:
    """A room in the programme's zone: chairs (one for the facilitator of each cohort included; None: enough), cohorts
    that may meet in it at once; its address, and its latitude and longitude, as far as they are known."""

    id: str
    open: tuple[Stretch, ...]
    seats: int | None = None
    cohorts: int = 1
    address: str = ""
    point: tuple[float, float] | None = None

    @property
    def where(self) -> tuple[str, tuple[float, float] | None]:
        """What tells its building from another: the address without capitals and spaces that do not count, and the
        point."""
        return " ".join(self.address.casefold().split()), self.point


BUILDING = 100.0
"""Metres between two points from which on they are in two buildings."""


def in_two_buildings(one: FreeRoom, other: FreeRoom) -> bool:
    """Whether two rooms are in different buildings: by their points where both are known, else by their addresses;
    where neither is known, they are not."""
    (address, point), (other_address, other_point) = one.where, other.where
    if point and other_point:
        north = (point[0] - other_point[0]) * 111_195
        east = (point[1] - other_point[1]) * 111_195 * math.cos(math.radians(point[0]))
        return math.hypot(north, east) > BUILDING
    return bool(address and other_address and address != other_address)


@dataclass(frozen=True)
class Sizes:
    """People in a cohort, the facilitator apart."""

    least: int = 4
    target: int = 6
    most: int = 8


@dataclass(frozen=True)
class Alike:
    """People who have the same in a column."""

    column: str
    value: str
    ids: frozenset[str]

    @property
    def name(self) -> str:
        """Both in words: "gender: woman"."""
        return f"{self.column}: {self.value}"


@dataclass(frozen=True)
class FormedCohort:
    """A cohort with its weekly start (minute of the week in the programme's zone). `key` is that of cohorts.yaml, or
    empty for a new one.

    `others` run it too: who has the second role, where there is one, and further facilitators of one written by hand,
    which may also have further starts in the week (`also`), and meetings of a length of its own. One that takes turns
    meets once a week, at `start` and at these `turns` one after the other; it holds each of them all through the term.
    """

    stream: Stream
    start: int
    leader: str
    room: str | None
    members: tuple[str, ...]
    key: str = ""
    others: tuple[str, ...] = ()
    also: tuple[int, ...] = ()
    minutes: int | None = None
    turns: tuple[int, ...] = ()

    @property
    def leaders(self) -> tuple[str, ...]:
        """Everybody who facilitates it; nobody yet is nobody."""
        return tuple(dict.fromkeys(id for id in (self.leader, *self.others) if id))

    @property
    def starts(self) -> tuple[int, ...]:
        """Every weekly start."""
        return (self.start, *self.also, *self.turns)

    @property
    def each_week(self) -> tuple[int, ...]:
        """The starts of one week, as many as there are in any."""
        return (self.start, *self.also)


@dataclass(frozen=True)
class CohortProblem:
    """Everything that cohorts are formed from.

    `first` and `last` are the days between which meetings are held, in `zone`; a meeting lasts `minutes` and begins on
    a multiple of `grid` minutes. `together` and `apart` are pairs of ids. `kept` cohorts stay as they are. `pause` are
    the minutes that a facilitator has, at least, between two meetings in different rooms. Of those who are alike by
    `not_alone` none is the only one in a cohort, as far as that can be; those by `spread` are spread over the cohorts.
    Where there is a `second_role`, each cohort needs one of the `seconds`, who have it, beside its facilitator.
    """

    people: tuple[Person, ...]
    leaders: tuple[Leader, ...]
    rooms: tuple[FreeRoom, ...]
    zone: str
    first: datetime.date
    last: datetime.date
    minutes: int
    grid: int = 30
    sizes: Sizes = Sizes()
    together: tuple[tuple[str, str], ...] = ()
    apart: tuple[tuple[str, str], ...] = ()
    kept: tuple[FormedCohort, ...] = ()
    pause: int = 0
    not_alone: tuple[Alike, ...] = ()
    spread: tuple[Alike, ...] = ()
    second_role: str = ""
    seconds: tuple[Leader, ...] = ()

    @property
    def staff(self) -> tuple[Leader, ...]:
        """Facilitators, then those of the second role."""
        return (*self.leaders, *self.seconds)

    @property
    def crew(self) -> int:
        """How many run a cohort, and take a chair each."""
        return 2 if self.second_role else 1

    @cached_property
    def _rooms(self) -> dict[str, FreeRoom]:
        return {room.id: room for room in self.rooms}

    def pause_between(self, one: str | None, other: str | None) -> int:
        """Minutes that a facilitator needs from a meeting in one room to one in another: none in the same, twice as
        many in another building. Two without a room, on a screen or not known yet, are in the same."""
        if one == other:
            return 0
        rooms = [self._rooms[id] for id in (one, other) if id is not None and id in self._rooms]
        return self.pause * (2 if len(rooms) == 2 and in_two_buildings(*rooms) else 1)


def unplaced_people(problem: CohortProblem, cohorts: Iterable[FormedCohort]) -> tuple[str, ...]:
    """Who is in none of these cohorts, in the order of the problem."""
    seated = {member for cohort in cohorts for member in cohort.members}
    return tuple(person.id for person in problem.people if person.id not in seated)


@dataclass(frozen=True)
class CohortPlan:
    """Cohorts formed, and what can be said of them.

    No plan can place more than `bound` people. `reachable` people have at least one possible start. `stopped_by` says
    what ended the work before its own measure ("limit", "interrupted", or nothing): only then may the same input give
    another plan.
    """

    cohorts: tuple[FormedCohort, ...]
    unplaced: tuple[str, ...]
    bound: int
    reachable: int
    stopped_by: str = ""

    @property
    def placed(self) -> int:
        """People with a cohort."""
        return sum(len(cohort.members) for cohort in self.cohorts)

    @property
    def status(self) -> Literal["optimal", "feasible"]:
        """Whether it is proven that nobody more can be placed."""
        return "optimal" if self.placed >= self.bound else "feasible"

    @property
    def gap(self) -> float:
        """How far the bound lies above, as a share of it."""
        return round((self.bound - self.placed) / self.bound, 6) if self.bound else 0.0


def _never() -> str:
    return ""


def _silently(_placed: int, _bound: int) -> None:
    return None


@dataclass(frozen=True)
class Watch:
    """How a long calculation is followed: `stop` says why to end now ("limit", "interrupted"), or nothing; `tell` hears
    placed and bound."""

    stop: Callable[[], str] = _never
    tell: Callable[[int, int], None] = _silently


@dataclass(frozen=True)
class Effort:
    """How much work is done, in steps, not in seconds, so that the same input and seed give the same plan."""

    seed: int = 0
    nodes: int = 400
    """Branch-and-bound nodes for a whole problem."""
    moves: int = 0
    """Moves of the local search; 0: as many as the number of people calls for."""
    watch: Watch = field(default_factory=Watch, compare=False)
