"""Times when somebody is *not* free, as people type them: `not available Mon 9-5`, `free except Tuesday`.

Where an hour could be of the morning or of the evening both are busy, and a day without hours is busy as a whole: too
much busy asks nobody to come when they cannot.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping

from toolkit.model.availability import Availability
from toolkit.reading.availability import read_availability
from toolkit.reading.clock import CLOCK, read_clock, read_pair
from toolkit.reading.parts_of_day import VAGUE

_SAID = re.compile(
    r"\b(?:i['’]?m|i am|(?:i )?can(?:no|['’]?)t(?: do| make| come)?|not (?:available|free)|un(?:available|free)|busy"
    r"|(?:free|available)?(?: any ?time| always)?,? *(?:except|but not)(?: for)?|always)\b",
    re.IGNORECASE,
)
_RANGE = re.compile(rf"(?P<a>{CLOCK})\s*(?:-|–|to\b|till?\b|until\b)\s*(?P<b>{CLOCK})(?![\w:])", re.IGNORECASE)


def read_busy(
    text: str, *, words: Mapping[str, tuple[datetime.time, datetime.time]], zones: Mapping[str, str]
) -> Availability:
    """The stretches in which somebody is not free, and what is not clear, as for times at which they are."""
    clauses = [_clause(clause) for clause in re.split(r"[;\n|]+", _SAID.sub(" ", text)) if clause.strip()]
    return read_availability("; ".join(clauses), words=words, zones=zones)


def _clause(text: str) -> str:
    if re.search(r"\d", text) or any(word.removesuffix("s") in VAGUE for word in text.casefold().split()):
        return _RANGE.sub(_both, text)
    return f"{text} all day" if not re.search(r"\ball day\b", text) else text


def _both(match: re.Match[str]) -> str:
    """Hours that may be of the morning and of the evening as both."""
    one, other = (read_clock(match[side].casefold()) for side in "ab")
    if one is None or other is None or not isinstance(read_pair(match["a"].casefold(), match["b"].casefold()), str):
        return match[0]
    morning = f"{one[0] // 60:02d}:{one[0] % 60:02d}-{other[0] // 60:02d}:{other[0] % 60:02d}"
    evening = f"{one[0] // 60 + 12}:{one[0] % 60:02d}-{other[0] // 60 + 12}:{other[0] % 60:02d}"
    return f"{morning}, {evening}" if one[0] < other[0] < 720 else match[0]
