"""Hours in two columns: `Monday from` and `Monday until`, `From` and `Until` beside a column of days, or with the day
in their cells (`Mon 18:00`)."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Literal

from toolkit.reading.availability import read_availability
from toolkit.reading.imports.bare_hours import beginning
from toolkit.reading.imports.heading_words import PERHAPS
from toolkit.reading.imports.words import weekday

Edge = Literal["from", "until"]

_FROM = (
    r"from|start(?:s|ing)?|begins?|beginning|earliest|von|ab|beginn|anfang|de|dès|début|desde|inicio|dalle|da|inizio"
    r"|das|início|van|vanaf|från|fra|od"
)
_UNTIL = r"until|till?|to|ends?|ending|latest|bis|ende|à|jusqu'à|fin|hasta|a|alle|fine|às|até|fim|tot|til|do"
_EDGE = re.compile(rf"(?:(?P<first>{_FROM})|(?P<last>{_UNTIL}))", re.IGNORECASE)
_DAY = re.compile(r"days?|weekdays?|tage?|wochentage?|jours?|d[ií]as?|giorn[oi]|dag(?:en)?|dzień|den", re.IGNORECASE)
_FILLER = re.compile(
    r"\b(?:available|availability|free|times?|hours?|verfügbar|frei|uhrzeit|zeit|disponible|libre|heure|hora)\b",
    re.IGNORECASE,
)
"""Words beside an edge that say no more than that it is one of hours."""


@dataclass(frozen=True)
class PairColumns:
    """Where the two ends of a stretch stand, the day or the place of its column (neither: the day stands in the cells),
    and the field that they are of."""

    first: int
    last: int
    day: str
    day_place: int | None
    field: str


def edge(label: str) -> Edge | None:
    """Whether a label is the beginning or the end of hours."""
    match = _EDGE.fullmatch(label.strip(" :()[]"))
    return None if match is None else "from" if match["first"] else "until"


def find_pairs(
    headings: Sequence[str], *, settled: Collection[int], cells: Callable[[int], Sequence[str]]
) -> tuple[PairColumns, ...]:
    """The pairs of columns among the headings, each beginning with the next end of the same day; `cells` gives what
    stands below a heading."""
    days = [place for place, heading in enumerate(headings) if place not in settled and _DAY.fullmatch(heading.strip())]
    open_: dict[tuple[str, str], int] = {}
    found: list[PairColumns] = []
    for place, heading in enumerate(headings):
        parted = _parted(heading) if place not in settled else None
        if parted is None:
            continue
        day, side, field = parted
        if side == "from":
            open_[day, field] = place
        elif (day, field) in open_ and (day or len(days) == 1 or _name_days(cells(open_[day, field]))):
            beside = None if day or len(days) != 1 else days[0]
            found.append(PairColumns(open_.pop((day, field)), place, day, beside, field))
    return tuple(found)


def looks_like_edge(heading: str) -> bool:
    """Whether a heading is the beginning or the end of hours of some day."""
    return _parted(heading) is not None


def pair_texts(pairs: Sequence[PairColumns], cell: Callable[[int], str]) -> tuple[dict[str, list[str]], list[str]]:
    """Texts of times by field, and sentences about pairs of which only one end is given."""
    found: dict[str, list[str]] = {"available": [], "if_needed": []}
    problems = []
    for pair in pairs:
        first, last = (_clock(cell(place)) for place in (pair.first, pair.last))
        day = re.sub(r"\s*[;/|\n]\s*", ", ", cell(pair.day_place)) if pair.day_place is not None else pair.day
        if not day:
            day, first, last = _with_days(first, last)
        if first and last:
            found[pair.field].append(f"{day} {first}-{last}")
        elif first or last:
            end = f"no end after {first}" if first else f"no beginning before {last}"
            problems.append(f"“{day}” has {end}.")
    return found, problems


def is_moment(text: str) -> bool:
    """Whether a cell is a day with an hour, `Mon 18:00`."""
    day, _, hour = text.strip().partition(" ")
    return weekday(day) is not None and beginning(hour) is not None


def _name_days(cells: Sequence[str]) -> bool:
    return bool(cells) and all(is_moment(cell) for cell in cells)


def _with_days(first: str, last: str) -> tuple[str, str, str]:
    """`Mon 18:00` and `Mon 20:00` as Mon, 18:00 and 20:00; another day at the end stays with its hour, to be told."""
    day, _, start = first.partition(" ")
    other, _, end = last.partition(" ")
    return (day, start, end) if end and weekday(day) == weekday(other) else (day, start, last)


def _clock(text: str) -> str:
    """A cell as an hour; seconds, as spreadsheet programs write them, left out."""
    return "" if re.fullmatch(r"[-–—]*", text) else re.sub(r"^(\d{1,2}:\d{2}):00$", r"\1", text)


def _parted(heading: str) -> tuple[str, Edge, str] | None:
    """The day, the edge and the field of a heading such as `Monday from`, `Mon (until)`, `From Monday`, `from`."""
    field = "if_needed" if PERHAPS.search(heading) else "available"
    plain = _FILLER.sub(" ", PERHAPS.sub(" ", heading).replace("_", " "))
    words = re.sub(r"[\[\]():–-]+", " ", plain).split()
    if not words or len(words) > 5:
        return None
    for start, label, rest in ((0, words[-1], words[:-1]), (1, words[0], words[1:])):
        side = edge(label)
        day = " ".join(rest)
        if side is not None and (_is_day(day) or (not day and not start)):
            return day, side, field
    return None


def _is_day(text: str) -> bool:
    return bool(text) and bool(read_availability(f"{text} 00:00-01:00").stretches) and not re.search(r"\d", text)
