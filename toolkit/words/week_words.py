"""Free hours of a week in words."""

from __future__ import annotations

from toolkit.model.availability import DAY_MINUTES, DAY_NAMES, Stretch, split_week
from toolkit.words.filters import listing


def week_words(stretches: tuple[Stretch, ...]) -> str:
    """ "Mondays and Wednesdays 18:00 to 21:00; Sundays 22:00 to 01:00"; "no time" where there is none."""
    by_hours: dict[str, list[str]] = {}
    for start, end in _joined(stretches):
        by_hours.setdefault(f"{_clock(start)} to {_clock(end, last=True)}", []).append(
            f"{DAY_NAMES[start // DAY_MINUTES % 7]}s"
        )
    if stretches == ((0, 7 * DAY_MINUTES),):
        return "the whole week"
    return "; ".join(f"{listing(days)} {hours}" for hours, days in by_hours.items()) or "no time"


def shifted(stretches: tuple[Stretch, ...], minutes: int) -> tuple[Stretch, ...]:
    """The same time on a clock that is so many minutes ahead."""
    return split_week((start + minutes, end + minutes) for start, end in stretches)


def _joined(stretches: tuple[Stretch, ...]) -> list[Stretch]:
    """Stretches of several whole days cut at midnight; one that ends on Sunday night and goes on is one."""
    week = 7 * DAY_MINUTES
    pieces = list(stretches)
    if len(pieces) > 1 and pieces[0][0] == 0 and pieces[-1][1] == week:
        first, *rest, last = pieces
        pieces = [*rest, (last[0], week + first[1])]
    found: list[Stretch] = []
    for start, end in pieces:
        begin = start
        while end - begin > DAY_MINUTES:
            cut = (begin // DAY_MINUTES + 1) * DAY_MINUTES
            found.append((begin, cut))
            begin = cut
        found.append((begin, end))
    return found


def _clock(minutes: int, *, last: bool = False) -> str:
    hour, minute = divmod(minutes % DAY_MINUTES, 60)
    return "24:00" if last and not hour and not minute else f"{hour:02d}:{minute:02d}"
