"""Groups made up for measuring: people, facilitators and rooms of a campus or online, the same for the same seed; with
the minutes between two rooms that the command takes unless told otherwise."""

from __future__ import annotations

import datetime
import random

from toolkit.grouping.problem import CohortProblem, FreeRoom, Leader, Person, Sizes, Stream
from toolkit.model.availability import Stretch, split_week
from toolkit.model.formed import GAP

ZONES = (
    "Europe/London", "Europe/Berlin", "America/New_York", "America/Los_Angeles", "Asia/Kolkata", "Asia/Kathmandu",
    "Australia/Sydney",
    "Australia/Lord_Howe", "Asia/Tokyo", "Asia/Singapore", "Africa/Lagos", "Africa/Nairobi", "America/Sao_Paulo",
    "America/Chicago",
    "Asia/Dubai", "Europe/Istanbul", "Pacific/Auckland", "America/Toronto",
)  # fmt: skip


def hours(day: int, first: float, *, last: float) -> Stretch:
    """A stretch of a day, in minutes of the week."""
    return day * 1440 + round(first * 60), day * 1440 + round(last * 60)


def times(chance: random.Random) -> tuple[tuple[Stretch, ...], tuple[Stretch, ...]]:
    """Somebody's free times, and those for need only."""
    if chance.random() < 0.015:
        return (hours(chance.randrange(7), 18, last=18.75),), ()
    kind = chance.choices(
        ("undergraduate", "postgraduate", "worker", "flexible", "narrow"), (0.3, 0.2, 0.25, 0.1, 0.15)
    )[0]
    found: list[Stretch] = []
    if kind == "narrow":
        for day in chance.sample(range(7), chance.choice((1, 2, 2))):
            begin = chance.choice((10, 14, 18, 19))
            found.append(hours(day, begin, last=begin + chance.choice((2, 2.5, 3))))
    elif kind == "flexible":
        found += [
            hours(day, chance.choice((10, 12, 14)), last=chance.choice((18, 20, 22)))
            for day in range(7)
            if chance.random() < 0.7
        ]
    else:
        begins = {
            "undergraduate": (14, 15, 16, 17, 18, 18.5),
            "postgraduate": (10, 12, 16, 17, 18),
            "worker": (18, 18, 18.5, 19),
        }[kind]
        for day in range(5):
            if chance.random() < 0.62:
                begin = chance.choice(begins)
                found.append(hours(day, begin, last=min(22.5, begin + chance.choice((2.5, 3, 3.5, 4)))))
        found += [
            hours(day, 10, last=chance.choice((13, 14, 16)))
            for day in (5, 6)
            if kind != "postgraduate" and chance.random() < 0.4
        ]
    need = (hours(chance.randrange(7), 18, last=21),) if chance.random() < 0.25 else ()
    return split_week(found or [hours(chance.randrange(5), 18, last=21)]), need


def make(people: int, *, kind: str, seats: float, seed: int) -> CohortProblem:
    """A problem of so many people, campus or online."""
    chance, online = random.Random(f"{people} {kind} {seats} {seed}"), kind == "online"
    mode = "online-peer" if online else "in-person-peer"
    streams = [Stream(track, "", mode, online) for track in ("red", "blue")]

    def zone() -> str:
        near = ZONES[:2] if chance.random() < 0.5 else ZONES
        return chance.choice(near) if online else "Europe/London"

    def person(number: int) -> Person:
        free, need = times(chance)
        wanted = chance.sample(streams, chance.choice((1, 2)))
        return Person(f"p{number}", zone(), free, need, tuple((stream, rank) for rank, stream in enumerate(wanted)))

    leaders: list[Leader] = []
    while sum(8 * (leader.cohorts or 0) for leader in leaders) < seats * people:
        free, need = times(chance)
        own = frozenset(chance.sample(streams, chance.choice((1, 2))))
        leaders.append(
            Leader(f"f{len(leaders)}", zone(), split_week((*free, *need)), own, chance.choice((1, 1, 1, 2, 2, 3)))
        )
    rooms = [
        FreeRoom(
            f"r{number}",
            split_week(hours(day, 9 if number % 2 else 12, last=22) for day in range(7 if number % 3 == 0 else 5)),
            *chance.choice(((8, 1), (10, 1), (12, 1), (30, 3))),
        )
        for number in range(0 if online else max(2, people // 40))
    ]
    pairs = [] if online else [tuple(sorted(chance.sample(range(people), 2))) for _ in range(people // 25)]
    named = [(f"p{a}", f"p{b}") for a, b in pairs]
    everybody = tuple(person(number) for number in range(people))
    return CohortProblem(
        everybody, tuple(leaders), tuple(rooms), "Europe/London", datetime.date(2027, 1, 18),
        datetime.date(2027, 4, 11), 120,
        15 if online else 30, Sizes(), tuple(named[::2]), tuple(named[1::2]), pause=GAP,
    )  # fmt: skip
