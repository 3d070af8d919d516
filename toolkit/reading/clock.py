"""Hours as people write them: `18:00`, `6pm`, `18h30`, `18.00`, `noon`. Hours are those of a 24-hour clock unless am or
pm stands with them."""

from __future__ import annotations

import datetime
import re

from toolkit.model.availability import DAY_MINUTES, Stretch

CLOCK = r"(?:\d{1,2}(?:[:.h]\d{2}|h\b)?|\d{4}|noon|midnight|midday)\s*(?:(?:am|pm)\b|a\.m\.?|p\.m\.?)?"

_EVENING_ENDS = 22 * 60


def read_clock(text: str) -> tuple[int, bool, str] | None:
    """Minutes after midnight, whether it could be the morning or the evening, and am or pm; None when there is no such
    time."""
    plain = text.strip().replace(".m.", "m").replace(".m", "m")
    if plain in ("noon", "midday", "midnight"):
        return (DAY_MINUTES, False, "") if plain == "midnight" else (720, False, "")
    match = re.fullmatch(r"(\d{1,2}?)(?:[:.h]?(\d{2})|h)?\s*(am|pm)?", plain)
    if not match:
        return None
    hour, minute, half = int(match[1]), int(match[2] or 0), match[3] or ""
    if minute > 59 or hour > 24 or (half and not 1 <= hour <= 12) or (hour == 24 and minute):
        return None
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    vague = not half and 1 <= hour <= 7 and not match[1].startswith("0")
    return hour * 60 + minute, vague, half


def read_pair(first: str, last: str) -> Stretch | str:
    """A stretch within a day (its end may lie after midnight), or a sentence that says what is not clear."""
    one, other = read_clock(first), read_clock(last)
    if one is None or other is None:
        return unclear(first if one is None else last, None)
    start, vague, half = one
    end, _, other_half = other
    if first.strip() == "midnight":
        start = 0
    if other_half == "pm" and not half and start < 720:
        start, vague = (start + 720 if start + 720 < end else start), False
    elif other_half == "am" and not half and start < 720 and start >= end:
        start, vague = start + 720, False
    elif other_half:
        vague = False
    if half and not other_half and end <= 720:
        end, vague = (end + 720 if end <= start < end + 720 else end), False
    if half:
        vague = False
    if vague and end <= 720:
        return f"“{first.strip()}-{last.strip()}” could be the morning or the evening. Write 06:00 or 18:00."
    if start == end:
        return f"“{first.strip()}-{last.strip()}” begins and ends at the same time."
    if end < start and not (half or other_half) and start <= 720 and 60 <= end < 480 and last.strip()[0] != "0":
        return start, end + 720  # 10-4 is through the day: through the night it would be longer than half of one
    return _over_midnight(start, end, said=f"“{first.strip()}-{last.strip()}”")


def _over_midnight(start: int, end: int, *, said: str) -> Stretch | str:
    if end < start:
        end += DAY_MINUTES
        if end - start > 720:
            return f"{said} would go on through the night. Write the end on a 24-hour clock, like 17:00."
    return start, end


def unclear(text: str, moment: tuple[int, bool, str] | None) -> str:
    if moment is not None and moment[1]:
        return f"“{text.strip()}” could be the morning or the evening. Write 06:00 or 18:00."
    return f"“{text.strip()}” is not a time of day."


def read_from(text: str, *, part: bool) -> tuple[Stretch, str] | str:
    """`after 19:00` until midnight, `after 6` until 22:00 of the evening unless `part`, another part of the day, stands
    beside it, and a sentence that says so. Else a sentence that says what is not clear."""
    moment = read_clock(text)
    if moment is None or moment[0] >= DAY_MINUTES or (moment[1] and part):
        return unclear(text, moment)
    stretch = (moment[0] + 720, _EVENING_ENDS) if moment[1] else (moment[0], DAY_MINUTES)
    return stretch, supposed(f"after {text.strip()}", stretch)


def supposed(said: str, stretch: Stretch) -> str:
    """A sentence about hours of which one end was said."""
    return f"“{said}” is taken for {clock(stretch[0])} to {clock(stretch[1])}."


def clock(minutes: int) -> str:
    """Minutes after midnight as `18:00`; 24:00 at its end."""
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def hours(first: datetime.time, last: datetime.time) -> Stretch:
    """Two times as a stretch, which may end on the next day."""
    start, end = first.hour * 60 + first.minute, last.hour * 60 + last.minute
    return start, end if end > start else end + DAY_MINUTES
