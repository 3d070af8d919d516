"""The drawing of cohorts in their week: a column a day, a row an hour, cohorts that meet at once side by side.

A day is as wide as it has cohorts at once. What does not fit into a box stands in the list below the drawing; where
boxes would be too narrow to read, cohorts that begin together share one.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from toolkit.documents.shapes.report import GridBoxView, GridView
from toolkit.model.availability import DAY_MINUTES, DAY_NAMES
from toolkit.words.filters import plural

LEFT, TOP, COLUMNS, RIGHT = 64, 26, 672, 64
"""Units of the drawing: before and above the columns, all columns together, and behind them for another clock."""

EMPTY = 0.4
"""Width of a day without cohorts, as a share of one with a single cohort at a time."""

NARROWEST = 11.0
"""The narrowest box in which two letters can be read."""

FONT, LINE, LETTER = 9.5, 12.0, 5.4
"""Size, line height and mean letter width of the words in a box."""


@dataclass(frozen=True)
class GridMeeting:
    """A meeting in the week: minutes from Monday 00:00 and their number, the cohort's key, and what stands in its box,
    most important first."""

    start: int
    minutes: int
    key: str
    words: tuple[str, ...]


@dataclass(frozen=True)
class _Piece:
    """A meeting in a lane of the day on which it begins; what goes past midnight stays in that column."""

    meeting: GridMeeting
    lane: int

    @property
    def day(self) -> int:
        return self.meeting.start // DAY_MINUTES % 7

    @property
    def first(self) -> int:
        return self.meeting.start % DAY_MINUTES

    @property
    def last(self) -> int:
        return self.first + self.meeting.minutes


def week_grid(meetings: Sequence[GridMeeting], *, shift: int | None = None) -> GridView:
    """The drawing in its own units; `shift` minutes are added for the hours of another clock at its right (None: there
    is no other)."""
    pieces, lanes = _laid_out(meetings)
    gathered = _unit(lanes) < NARROWEST
    if gathered:
        pieces, lanes = _laid_out(_gathered(meetings))
    first = min((piece.first // 60 for piece in pieces), default=18)
    last = max((-(-piece.last // 60) for piece in pieces), default=21)
    hour = min(44.0, max(22.0, 560 / (last - first)))
    left = [LEFT + _unit(lanes) * sum(_weight(number) for number in lanes[:day]) for day in range(8)]
    return {
        "width": LEFT + COLUMNS + (RIGHT if shift is not None else 2),
        "height": round(TOP + (last - first) * hour + 12, 1),
        "right": LEFT + COLUMNS,
        "days": [
            {"name": _day_name(day, left), "x": round(left[day], 1), "width": round(left[day + 1] - left[day], 1)}
            for day in range(7)
        ],
        "hours": [
            {
                "name": f"{number % 24:02d}:00" if number != 24 else "24:00",
                "other": _other(number, shift),
                "y": round(TOP + (number - first) * hour, 1),
            }
            for number in range(first, last + 1)
        ],
        "boxes": [
            _box(
                piece,
                x=left[piece.day] + piece.lane * _unit(lanes),
                width=_unit(lanes),
                top=TOP - first * hour,
                hour=hour,
            )
            for piece in pieces
        ],
        "short": any(len(meeting.words) and not _fits(meeting.words[0], _unit(lanes)) for meeting in meetings),
        "gathered": gathered,
    }


def _laid_out(meetings: Sequence[GridMeeting]) -> tuple[list[_Piece], list[int]]:
    """Every piece in the first lane that is free when it begins, and how many lanes each day has."""
    pieces: list[_Piece] = []
    until: list[list[int]] = [[] for _ in range(7)]
    for meeting in sorted(meetings, key=lambda one: (one.start, one.key)):
        ends = until[meeting.start // DAY_MINUTES % 7]
        lane = next((number for number, end in enumerate(ends) if end <= meeting.start % DAY_MINUTES), len(ends))
        ends[lane : lane + 1] = [meeting.start % DAY_MINUTES + meeting.minutes]
        pieces.append(_Piece(meeting, lane))
    return pieces, [len(ends) for ends in until]


def _gathered(meetings: Sequence[GridMeeting]) -> list[GridMeeting]:
    """One meeting for all that begin and end together."""
    groups: dict[tuple[int, int], list[GridMeeting]] = {}
    for meeting in meetings:
        groups.setdefault((meeting.start, meeting.minutes), []).append(meeting)
    return [
        found[0] if len(found) == 1 else GridMeeting(start, minutes, str(len(found)), (plural(len(found), "cohort"),))
        for (start, minutes), found in groups.items()
    ]


def _weight(lanes: int) -> float:
    return lanes or EMPTY


def _unit(lanes: Sequence[int]) -> float:
    """The width of a lane."""
    return COLUMNS / sum(_weight(number) for number in lanes)


def _day_name(day: int, left: Sequence[float]) -> str:
    return (
        DAY_NAMES[day]
        if left[day + 1] - left[day] > 80
        else DAY_NAMES[day][:3]
        if left[day + 1] - left[day] > 26
        else DAY_NAMES[day][0]
    )


def _other(hour: int, shift: int | None) -> str:
    """The same moment on the other clock."""
    minute = (hour * 60 + (shift or 0)) % DAY_MINUTES
    return f"{minute // 60:02d}:{minute % 60:02d}" if shift is not None else ""


def _box(piece: _Piece, *, x: float, width: float, top: float, hour: float) -> GridBoxView:
    y, height = top + piece.first * hour / 60, (piece.last - piece.first) * hour / 60
    title, *more = piece.meeting.words or (piece.meeting.key,)
    lines = [
        title if _fits(title, width) else piece.meeting.key.upper(),
        *(words for words in more if _fits(title, width) and _fits(words, width)),
    ]
    shown = lines[: max(1, int((height - 4) / LINE))]
    middle = y + height / 2 - (len(shown) - 1) * LINE / 2 + FONT * 0.35
    return {
        "x": round(x + 1, 1),
        "y": round(y + 1, 1),
        "width": round(width - 2, 1),
        "height": round(height - 2, 1),
        "middle": round(x + width / 2, 1),
        "lines": [{"text": text, "y": round(middle + number * LINE, 1)} for number, text in enumerate(shown)],
        "small": not _fits(shown[0], width),
    }


def _fits(text: str, width: float) -> bool:
    return sum(LETTER * (2 if unicodedata.east_asian_width(letter) in "WF" else 1) for letter in text) <= width - 6
