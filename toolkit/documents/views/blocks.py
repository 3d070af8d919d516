"""The evening of a meeting by the clock: its blocks, when checkpoints are reached, what stands in for a mentor; and
what to bring."""

from __future__ import annotations

import datetime
import math
from collections.abc import Callable, Iterable

from toolkit.documents.shapes.meeting import ArrivalView, BagView, BlockView, StandInView
from toolkit.model.curriculum import Material
from toolkit.model.evening import StandIn, TimedBlock, TimedCheckpoint
from toolkit.words.filters import bare_time

WHO = {
    "all": "Everyone",
    "pairs": "Pairs",
    "threes": "Threes",
    "small-groups": "Small groups",
    "alone": "Alone",
    "mentor": "With the mentor",
    "break": "Break",
}
CLOSE_TIMES = 560
"""Ten-thousandths of the timeline's width that a start time needs; a nearer one is left out."""


def block_views(blocks: tuple[TimedBlock, ...], clock: Callable[[int], str]) -> list[BlockView]:
    """The run sheet's blocks. `left` and `width` are ten-thousandths of the timeline; `clock` says the time after so
    many minutes."""
    total = max(1, blocks[-1].end if blocks else 1)
    views: list[BlockView] = []
    last_shown = -CLOSE_TIMES
    for place, timed in enumerate(blocks, 1):
        left = timed.start * 10_000 // total
        shows = left - last_shown >= CLOSE_TIMES
        last_shown = left if shows else last_shown
        views.append(
            {
                "number": place,
                "key": timed.block.key,
                "name": timed.block.name,
                "who": timed.block.who,
                "who_words": WHO[timed.block.who],
                "minutes": timed.block.minutes,
                "least": timed.block.least,
                "start": clock(timed.start),
                "end": clock(timed.end),
                "say": timed.block.say,
                "do": timed.block.do,
                "leaves": timed.block.leaves,
                "practises": list(timed.block.practises),
                "left": left,
                "width": timed.end * 10_000 // total - left,
                "shows_start": shows,
            }
        )
    return views


def clock_of(start: datetime.datetime, clock: int = 24) -> Callable[[int], str]:
    """What a clock on the wall, of 12 or 24 hours, shows so many minutes after `start`, over a change of clocks too."""
    utc = start.astimezone(datetime.UTC)
    return lambda minutes: bare_time((utc + datetime.timedelta(minutes=minutes)).astimezone(start.tzinfo).time(), clock)


def bag_view(materials: Iterable[Material], *, people: int) -> list[BagView]:
    """What to bring to one meeting, with how many of each."""
    units = {"person": people, "pair": math.ceil(people / 2), "cohort": 1, "room": 1}
    return [
        {
            "what": material.what,
            "per": material.per,
            "count": material.number * units[material.per],
            "who": material.who,
            "prints": material.prints,
        }
        for material in materials
    ]


def arrival_views(checkpoints: Iterable[TimedCheckpoint], clock: Callable[[int], str]) -> list[ArrivalView]:
    """When the first and the last pair should be at each checkpoint, as `clock` says it; a checkpoint in no block has
    no time."""
    return [
        {
            "number": checkpoint.number,
            "title": checkpoint.entry.title,
            "first": clock(checkpoint.block.start + checkpoint.first) if checkpoint.block else "",
            "last": clock(checkpoint.block.start + checkpoint.last) if checkpoint.block else "",
        }
        for checkpoint in checkpoints
    ]


def stand_in_views(stand_ins: Iterable[StandIn], clock: Callable[[int], str]) -> list[StandInView]:
    """What to hold in place of a mentor's block, and when; where it is longer, shortened to that block's minutes by
    what it leaves out."""
    return [
        {
            "start": clock(stand_in.mentor.start),
            "minutes": min(stand_in.block.minutes, stand_in.mentor.block.minutes),
            "in_place_of": stand_in.mentor.block.name,
            "name": stand_in.block.name,
            "who_words": WHO[stand_in.block.who],
            "say": stand_in.block.say,
            "do": stand_in.block.do,
            "leaves": stand_in.block.leaves,
            "left_out": (
                stand_in.block.if_late.rstrip(".") if stand_in.block.minutes > stand_in.mentor.block.minutes else ""
            ),
        }
        for stand_in in stand_ins
    ]
