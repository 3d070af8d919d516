"""Dates and times of day as people type them: `2027-02-11`, `11/02/2027`, `Thu 11 Feb`, `tomorrow`, `7pm`."""

from __future__ import annotations

import datetime
import re

from toolkit.model.availability import DAY_NAMES, DAY_WORDS
from toolkit.words.filters import MONTHS, day_words

_TIME = re.compile(r"(?:^|(?<=\d)t|[ ,]+(?:at +)?)(\d{1,2})(?:[:.](\d{2}))? *(am|pm)?$")


def split_time(text: str) -> tuple[str, datetime.time | None]:
    """A text without the time of day at its end, and that time. ValueError for a time that no day has.

    A bare number is a time only with `am` or `pm`.
    """
    match = _TIME.search(text.strip().lower())
    if match is None or not (match[2] or match[3]):
        return text.strip(), None
    hour = int(match[1])
    if match[3]:
        if not 1 <= hour <= 12:
            raise ValueError(text)
        hour = hour % 12 + (12 if match[3] == "pm" else 0)
    return text.strip()[: match.start()].strip(" ,"), datetime.time(hour, int(match[2] or 0))


def read_typed_date(text: str, *, today: datetime.date, month_first: bool) -> datetime.date:
    """The day that is meant. `month_first`: 02/11/2027 is 11 February, unless only the other order is a date.

    Without a year it is the one nearest to today, on the day of the week that is named; a day of the week alone is the
    next one, today's own in a week. ValueError, in words, for what is no date.
    """
    low = " ".join(text.casefold().replace(",", " ").split())
    if low in ("today", "tomorrow"):
        return today + datetime.timedelta(days=low == "tomorrow")
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", low):
        return datetime.date.fromisoformat(low)
    weekday, rest = _weekday(low)
    if weekday is not None and not rest:
        return today + datetime.timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)
    found = _in_numbers(rest, month_first=month_first) or _in_words(rest)
    if found is None:
        raise ValueError("It is not clear which day is meant.")
    return _that_day(found, weekday=weekday, today=today)


def read_full_date(text: str, *, near: datetime.date | None = None) -> datetime.date:
    """The day that a text names, whatever a city's style: `2027-02-11`, `11 Feb 2027`, `Thu 11.2.2027`, `18/02/2027`.

    Without its year it is the one nearest to `near`, where that is known. ValueError, in words, for anything else, and
    where day and month may change places.
    """
    if not re.search(r"\d", text) or not (near or re.search(r"\b\d{4}(?:-\d{2}-\d{2})?$", text.strip())):
        raise ValueError("It is not clear which day is meant." if near else "Write the year, too.")
    try:
        return datetime.date.fromisoformat(text.strip())
    except ValueError:
        today = near or datetime.date(2027, 1, 1)
    if text.strip()[:4].isdecimal():
        raise ValueError("No month has such a day.")
    one, other = (read_typed_date(text, today=today, month_first=first) for first in (False, True))
    if one != other:
        raise ValueError(f"It may be {day_words(one)} or {day_words(other)}: write {one} or {other}.")
    return one


_Parts = tuple[int, int, int | None]
"""Day, month and, where it is said, the year."""


def _weekday(low: str) -> tuple[int | None, str]:
    first, _, rest = low.partition(" ")
    for number, words in enumerate(DAY_WORDS):
        if first.rstrip(".") in words:
            return number, rest
    return None, low


def _in_numbers(text: str, *, month_first: bool) -> _Parts | None:
    match = re.fullmatch(r"(\d{1,2})([/.])(\d{1,2})(?:\2(\d{4})?)?", text)
    if match is None:
        return None
    one, other = int(match[1]), int(match[3])
    day, month = (other, one) if month_first and match[2] == "/" else (one, other)
    if month > 12 >= day:
        day, month = month, day
    return day, month, int(match[4]) if match[4] else None


def _in_words(text: str) -> _Parts | None:
    match = re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)? ([a-z]{3,9})\.?(?: (\d{4}))?", text)
    day, name, year = match.groups() if match else ("", "", None)
    if match is None:
        match = re.fullmatch(r"([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?(?: (\d{4}))?", text)
        name, day, year = match.groups() if match else ("", "", None)
    months = [number for number, month in enumerate(MONTHS, 1) if name and month.lower().startswith(name)]
    return (int(day), months[0], int(year) if year else None) if months else None


def _that_day(parts: _Parts, *, weekday: int | None, today: datetime.date) -> datetime.date:
    day, month, year = parts
    years = (year,) if year else (today.year - 1, today.year, today.year + 1)
    dates = []
    for one in years:
        try:
            dates.append(datetime.date(one, month, day))
        except ValueError:
            continue
    if not dates:
        raise ValueError("No month has such a day.")
    near = min(dates, key=lambda date: abs((date - today).days))
    if weekday is not None and near.weekday() != weekday:
        raise ValueError(f"{day_words(near)} is a {DAY_NAMES[near.weekday()]}, not a {DAY_NAMES[weekday]}.")
    return near
