"""Words for a part of the day, such as `evening`, in every language that is read: which hours are meant is for the
organiser to say."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence

from toolkit.model.availability import DAY_MINUTES, Stretch
from toolkit.reading.clock import CLOCK, hours, read_pair
from toolkit.reading.day_words import ENGLISH_PART

Words = Mapping[str, tuple[datetime.time, datetime.time]]

USUAL = {"early": "07:00-09:00", "morning": "09:00-12:00", "daytime": "09:00-17:00", "midday": "11:00-14:00",
    "lunch": "12:00-14:00", "lunchtime": "12:00-14:00", "noonish": "11:00-14:00", "afternoon": "14:00-17:00",
    "evening": "18:00-21:00", "night": "20:00-23:00", "late": "21:00-23:00"}  # fmt: skip
"""Words for a part of the day, which mean other hours to everybody; the hours are examples for a question only."""

VAGUE = frozenset({*USUAL, *ENGLISH_PART})
"""Those words in every language."""

_WIDE = {"early": (0, 720), "morning": (0, 780), "midday": (600, 900), "lunch": (600, 900), "lunchtime": (600, 900),
    "afternoon": (660, 1140), "evening": (900, 1680), "night": (1020, 1800), "late": (1080, 1800)}  # fmt: skip

RANGE = re.compile(
    rf"(?:from\s+|between\s+)?(?P<a>{CLOCK})\s*(?:-|to\b|till?\b|until\b|and\b)\s*(?P<b>{CLOCK})(?![\w:])"
)
_NAME = r"[^\W\d_]+(?:['’-][^\W\d_]+)*"


def part_of_day(word: str) -> str:
    """The word for a part of the day that a word is, in the singular; nothing for any other."""
    plain = word.strip("().,").casefold()
    return next((each for each in (plain, singular(plain)) if each in VAGUE), "")


def join_word_and_hours(pieces: Sequence[str], words: Words) -> list[str]:
    """`Evening` and `19:00-21:00` behind it as one: hours that lie in a part of the day say more exactly what is meant.
    A piece with a day or a word of its own stays by itself."""
    joined: list[str] = []
    for piece in pieces:
        before = [word for word in re.findall(_NAME, joined[-1]) if part_of_day(word)] if joined else []
        alone = not re.search(r"\d", joined[-1]) if joined else False
        if len(before) == 1 and alone and _lies_in(piece, part_of_day(before[0]), words=words):
            joined[-1] += f" {piece}"
        else:
            joined.append(piece)
    return joined


def _lies_in(piece: str, word: str, *, words: Words) -> bool:
    """Whether a piece is hours and nothing else, some of which are of that part of the day."""
    match = RANGE.fullmatch(piece.strip().casefold().replace("–", "-").strip("()"))
    pair = read_pair(match["a"], match["b"]) if match else ""
    ours = ENGLISH_PART.get(word, word)
    known = words.get(word) or words.get(ours)
    wide = hours(*known) if known else _WIDE.get(ours, (0, DAY_MINUTES))
    return not isinstance(pair, str) and max(pair[0], wide[0]) < min(pair[1], wide[1])


def within(stretch: Stretch, part: Stretch) -> Stretch | None:
    """A stretch whose ends are both said, if it touches the part of the day; else what of it lies in that part."""
    first, last = max(stretch[0], part[0]), min(stretch[1], part[1])
    if first >= last:
        return None
    return (first, last) if stretch[0] == 0 or stretch[1] == DAY_MINUTES else stretch


def singular(word: str) -> str:
    plain = word.strip("().,")
    return plain[:-1] if plain.endswith("s") and not plain.endswith("ss") else plain
