"""Choices of a grid that are the beginning of an hour alone: `18:00`, `6 pm`. Each reaches to the next one, and never
further than an hour: nobody said more."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable

from toolkit.model.availability import DAY_MINUTES

LONGEST = 60
"""Minutes that such a choice stands for at most."""

_BARE = re.compile(
    r"(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2})(?::00)?|(?=\s*[ap]\.?m|h))(?:\s*(?P<half>[ap])\.?m\.?|h)?",
    re.IGNORECASE,
)


def beginning(text: str) -> int | None:
    """The minute of the day that a text names, and nothing else; None where it says anything else."""
    match = _BARE.fullmatch(text.strip())
    if match is None:
        return None
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    if match["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if match["half"].lower() == "p" else 0)
    return hour * 60 + minute if hour < 24 and minute < 60 else None


def step_between(texts: Iterable[str]) -> int:
    """Minutes that each beginning of a grid stands for: the least between two of them, at most an hour."""
    starts = sorted({start for text in texts if (start := beginning(text)) is not None})
    return min((LONGEST, *(later - earlier for earlier, later in itertools.pairwise(starts))))


def with_end(text: str, step: int) -> str:
    """`18:00` as `18:00-19:00` for a step of 60; any other text as it is."""
    start = beginning(text)
    return text if start is None else f"{_clock(start)}-{_clock(start + step)}"


def _clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}" if minute <= DAY_MINUTES else _clock(minute - DAY_MINUTES)
