"""Problems of cohorts made by hand or by a seed."""

from __future__ import annotations

import datetime
import random
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from toolkit.grouping.problem import CohortProblem, FormedCohort, FreeRoom, Leader, Person, Sizes, Stream
from toolkit.model.availability import Stretch, split_week
from toolkit.reading.availability import read_availability

PLAIN = Stream("", "", "in-person-peer")
ONLINE = Stream("", "", "online-peer", online=True)
LONDON = "Europe/London"


def times(text: str) -> tuple[Stretch, ...]:
    found = read_availability(text)
    assert not found.problems, found.problems
    return found.stretches


def person(
    id: str, text: str = "Mon 18:00-20:00", *, need: str = "", zone: str = LONDON, streams: Sequence[Stream] = (PLAIN,)
) -> Person:
    return Person(id, zone, times(text), times(need), tuple((stream, rank) for rank, stream in enumerate(streams)))


def leader(
    id: str = "f",
    text: str = "Mon 18:00-20:00",
    *,
    zone: str = LONDON,
    cohorts: int | None = 1,
    streams: Sequence[Stream] = (PLAIN,),
    roams: int = 1,
) -> Leader:
    return Leader(id, zone, times(text), frozenset(streams), cohorts, roams)


def place(id: str = "hall", text: str = "Mon 18:00-20:00", *, seats: int | None = None, cohorts: int = 1) -> FreeRoom:
    return FreeRoom(id, times(text), seats, cohorts)


def problem(
    people: Sequence[Person], leaders: Sequence[Leader], rooms: Sequence[FreeRoom] = (), **values: Any
) -> CohortProblem:
    """Meetings of two hours in a term of ten weeks from January, two to four people in a cohort."""
    usual: dict[str, Any] = {
        "zone": LONDON,
        "first": datetime.date(2027, 1, 18),
        "last": datetime.date(2027, 3, 28),
        "minutes": 120,
        "sizes": Sizes(2, 3, 4),
    }
    return CohortProblem(tuple(people), tuple(leaders), tuple(rooms), **{**usual, **values})


def formed(
    members: Sequence[str],
    start: str = "Mon 18:00",
    *,
    by: str = "f",
    room: str | None = None,
    stream: Stream = PLAIN,
    key: str = "",
) -> FormedCohort:
    minute = times(f"{start}-23:59")[0][0]
    return FormedCohort(stream, minute, by, room, tuple(members), key)


def random_problem(
    seed: int,
    *,
    people: int,
    leaders: int,
    rooms: int = 0,
    online: bool = False,
    pairs: int = 0,
    streams: int = 1,
    roams: int = 1,
) -> CohortProblem:
    """A problem on one or two evenings, so that much is in each other's way. Every second facilitator roams over so
    many cohorts."""
    chance = random.Random(seed)
    zones = ("Europe/London", "Asia/Kolkata", "Europe/Berlin") if online else (LONDON,)
    kinds = [
        Stream("" if streams == 1 else f"t{number}", "", "online-peer" if online else "in-person-peer", online)
        for number in range(streams)
    ]

    def evenings() -> tuple[Stretch, ...]:
        found = []
        for day in chance.sample(range(2), chance.choice((1, 1, 2))):
            begin = day * 1440 + chance.choice((1020, 1080, 1110, 1140))
            found.append((begin, begin + chance.choice((90, 120, 150, 180))))
        return split_week(found)

    def wishes() -> tuple[tuple[Stream, int], ...]:
        return tuple((stream, rank) for rank, stream in enumerate(chance.sample(kinds, chance.randint(1, streams))))

    names = [f"p{number}" for number in range(people)]
    wished = [tuple(sorted(chance.sample(names, 2))) for _ in range(pairs if people > 1 else 0)]
    given = problem(
        [
            Person(id, chance.choice(zones), evenings(), evenings() if chance.random() < 0.3 else (), wishes())
            for id in names
        ],
        [
            Leader(f"f{number}", chance.choice(zones), evenings(), frozenset(kinds), chance.choice((1, 2, None)))
            for number in range(leaders)
        ],
        [
            FreeRoom(f"r{number}", ((0, 7 * 1440),), chance.choice((3, 4, 9)), chance.choice((1, 2)))
            for number in range(rooms)
        ],
        minutes=90,
        grid=15 if online else 30,
        together=tuple(wished[: pairs // 2]),
        apart=tuple(wished[pairs // 2 :]),
    )
    both = tuple(
        replace(one, roams=roams, minutes=240) if number % 2 else one for number, one in enumerate(given.leaders)
    )
    return replace(given, leaders=both) if roams > 1 else given


def any_problem(*, people: int) -> SearchStrategy[CohortProblem]:
    """Problems of every sort with at most so many people."""
    return st.builds(
        random_problem,
        st.integers(0, 10**6),
        people=st.integers(0, people),
        leaders=st.integers(1, 6),
        rooms=st.integers(0, 3),
        online=st.booleans(),
        pairs=st.integers(0, 6),
        streams=st.integers(1, 2),
        roams=st.integers(1, 3),
    )
