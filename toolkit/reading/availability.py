"""Availability as people write it: `Mon 18:00-21:00; Tue, Thu evenings after 19:00; weekends 10-16`, and `M18:00
M21:00, W22:00 R01:00`.

Hours are those of a 24-hour clock unless am or pm stands with them. A stretch that ends before it begins goes on after
midnight. What is unclear is told in a sentence and taken for nothing: nobody is ever called at a time that they did not
give.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from toolkit.model.availability import (
    DAY_MINUTES,
    DAY_WORDS,
    SHORT_DAY_NAMES,
    WEEK_MINUTES,
    Availability,
    Stretch,
    cut_week,
)
from toolkit.reading.zones import is_zone, why_no_zone

Words = Mapping[str, tuple[datetime.time, datetime.time]]

_LETTERS = "MTWRFSU"
_DAY_OF = {name: number for number, names in enumerate(DAY_WORDS) for name in (*names, names[0][:2])}
_MANY_DAYS: dict[str, range] = {
    "weekdays": range(5),
    "weekday": range(5),
    "weekends": range(5, 7),
    "weekend": range(5, 7),
    "daily": range(7),
    "everyday": range(7),
}
_DAY_NAMES = "|".join([*(f"{name}s?" for name in sorted(_DAY_OF, key=len, reverse=True)), *_MANY_DAYS])
VAGUE = frozenset(
    {"morning", "midday", "lunch", "lunchtime", "afternoon", "evening", "night", "daytime", "noonish", "late", "early"}
)
"""Words for a part of the day that mean other hours to everybody."""

_NEGATIVE = frozenset(
    {
        "not",
        "no",
        "never",
        "except",
        "but",
        "busy",
        "unavailable",
        "cannot",
        "can't",
        "cant",
        "without",
        "unless",
        "nothing",
    }
)
_FILLERS = frozenset(
    {
        "on",
        "the",
        "in",
        "i",
        "am",
        "free",
        "available",
        "at",
        "of",
        "hours",
        "h",
        "o'clock",
        "uhr",
        "and",
        "or",
        "is",
        "are",
        "time",
    }
)
_ALL_DAY = re.compile(r"\b(?:all|whole|any|every)[ -]?day\b|\banytime\b|\bany time\b|\balways\b|\b24/7\b")
_CLOCK = r"(?:\d{1,2}(?:[:.h]\d{2}|h\b)?|\d{4}|noon|midnight|midday)\s*(?:(?:am|pm)\b|a\.m\.?|p\.m\.?)?"
_RANGE = re.compile(
    rf"(?:from\s+|between\s+)?(?P<a>{_CLOCK})\s*(?:-|to\b|till?\b|until\b|and\b)\s*(?P<b>{_CLOCK})(?![\w:])"
)
_FROM = re.compile(
    rf"(?:(?:after|from|since|past)(?:\s+|(?=\d))|>\s*)(?P<a>{_CLOCK})(?![\w:])|(?P<c>{_CLOCK})\s*(?:onwards?\b|or"
    r" later\b|and later\b|\+|-\s*late\b)"
)
_UNTIL = re.compile(rf"(?:before|until|till?|by|<)\s*(?P<b>{_CLOCK})(?![\w:])")
_MOMENT = re.compile(r"([MTWRFSU])(\d{1,2}):(\d{2})")
_PAIR = re.compile(r"([MTWRFSU]\d{1,2}:\d{2})[\s/–-]+([MTWRFSU]\d{1,2}:\d{2})")
_ZONE = re.compile(r"\(?\b((?:[A-Z][A-Za-z_-]+/)+[A-Za-z_+0-9-]+|UTC|GMT)(?![\w+-])\)?")
_OFFSET = re.compile(
    r"\b(?:UTC|GMT)\s*[+-]\s*\d+(?::\d\d)?|\b(?:EST|EDT|CST|CDT|MST|MDT|PST|PDT|BST|CET|CEST|IST|AEST|AEDT|ET|PT)\b"
)


def read_availability(text: str, *, words: Words | None = None) -> Availability:
    """The free stretches that a text gives, and a sentence about each part of it that is not clear.

    `words` gives the hours of words such as `evening` (from, to); without its hours such a word is a problem, unless
    hours stand beside it. A zone in the text (`Mon 18:00-21:00 Europe/London`) is told in `zone`; abbreviations such as
    EST are a problem.
    """
    reader = _Reader({key.casefold(): value for key, value in (words or {}).items()})
    plain = reader.take_zone(text)
    if reader.problems:
        return Availability((), "", tuple(dict.fromkeys(reader.problems)))
    for clause in re.split(r"[;\n|]+", plain):
        reader.clause(clause)
    return Availability(cut_week(reader.found), reader.zone, tuple(dict.fromkeys(reader.problems)))


def write_availability(availability: Availability) -> str:
    """The text that reads back as the same stretches and zone: `Mon, Wed 18:00-21:00; Tue 09:00-11:00, 14:00-16:00`."""
    by_day: dict[int, list[str]] = {}
    for start, end in availability.stretches:
        for day in range(start // DAY_MINUTES, (end - 1) // DAY_MINUTES + 1):
            first, last = max(start, day * DAY_MINUTES), min(end, (day + 1) * DAY_MINUTES)
            by_day.setdefault(day, []).append(f"{_clock(first - day * DAY_MINUTES)}-{_clock(last - day * DAY_MINUTES)}")
    alike: dict[str, list[str]] = {}
    for day, ranges in sorted(by_day.items()):
        alike.setdefault(", ".join(ranges), []).append(SHORT_DAY_NAMES[day])
    said = "; ".join(f"{', '.join(days)} {ranges}" for ranges, days in alike.items())
    return f"{said} ({availability.zone})" if said and availability.zone else said


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


@dataclass
class _Reader:
    """A text being read: what was found so far."""

    words: dict[str, tuple[datetime.time, datetime.time]]
    found: list[Stretch] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    zone: str = ""

    def take_zone(self, text: str) -> str:
        """The text without the zone it names."""
        for match in _OFFSET.finditer(text):
            self.problems.append(
                f"“{match[0]}” does not name one time zone for all the year. Write it like Europe/London."
            )
        text = _OFFSET.sub(" ", text)
        text = re.sub(rf"(?i)\b({_DAY_NAMES})/(?=(?:{_DAY_NAMES})\b)", r"\1, ", text)
        zones = [match[1] for match in _ZONE.finditer(text)]
        for zone in zones:
            if not is_zone(zone):
                self.problems.append(" ".join(why_no_zone(zone)))
        if len(set(zones)) > 1:
            self.problems.append(f"Two time zones are named: {', '.join(dict.fromkeys(zones))}.")
        self.zone = zones[0] if zones and is_zone(zones[0]) else ""
        return _ZONE.sub(" ", text)

    def clause(self, text: str) -> None:
        """One part between semicolons."""
        pieces = [part for piece in text.split(",") for part in _split_days(piece) if part]
        if any(_MOMENT.fullmatch(word) for piece in pieces for word in piece.split()):
            for piece in pieces:
                self.compact(piece)
            return
        days: list[int] = []
        timed = False
        for piece in pieces:
            said, here, has_time = self.piece(piece, days)
            if said is None:
                return
            if said and timed:
                days, timed = [], False
            days = [*days, *said]
            if has_time:
                timed = True
                if not days:
                    self.problems.append(f"“{piece}” names no day.")
                self.found += [(day * DAY_MINUTES + a, day * DAY_MINUTES + b) for day in days for a, b in here]
        if days and not timed:
            self.problems.append(f"“{text.strip()}” names no hours. Write them like Mon 18:00-21:00, or Mon all day.")

    def compact(self, piece: str) -> None:
        """`M18:00 M21:00`."""
        match = _PAIR.fullmatch(piece)
        first, last = (_moment(match[1]), _moment(match[2])) if match else (None, None)
        if first is None or last is None:
            self.problems.append(f"“{piece}” is not a stretch like M18:00 M21:00.")
        elif first == last:
            self.problems.append(
                f"“{piece}” begins and ends at the same moment: it could be the whole week or nothing."
            )
        elif last < first and first // DAY_MINUTES == last // DAY_MINUTES:
            self.problems.append(f"“{piece}” ends before it begins.")
        else:
            self.found.append((first, last if last > first else last + WEEK_MINUTES))

    def piece(self, piece: str, before: list[int]) -> tuple[list[int] | None, list[Stretch], bool]:
        """The days that a piece between commas names, its stretches within a day, and whether it says any; None when it
        is not clear."""
        low = piece.casefold().replace("–", "-").replace("—", "-").replace("−", "-").replace("’", "'")
        low = re.sub(r"\bevery day\b|\ball days\b|\bany day\b(?! *$)", "daily", low)
        if _NEGATIVE & set(re.findall(r"[a-z']+", low)):
            self.problems.append(f"“{piece}” says when somebody is not free. Write the times at which they are.")
            return None, [], False
        if "hdh" in (order := _order(low)) or "dhd" in order:
            self.problems.append(f"“{piece}”: which hours belong to which day? Write a semicolon between the days.")
            return None, [], False
        low, ranges, clear = self._ranges(low, piece)
        if not clear:
            return None, [], False
        low, days = _take_days(low)
        if (
            not days
            and not before
            and (re.search(r"\ball\b", piece.casefold()) or _ALL_DAY.search(piece.casefold()))
            and ranges == [(0, DAY_MINUTES)]
        ):
            days = list(range(7))
        rest = [
            word for word in re.findall(r"[^\W\d_][\w'.-]*|\S+", low) if word.strip("().:-&+/") and word not in _FILLERS
        ]
        vague = [word for word in rest if _singular(word) in VAGUE or _singular(word) in self.words]
        strange = [word for word in rest if word not in vague]
        if strange:
            self.problems.append(
                f"“{piece}”: “{' '.join(strange)}” is not understood. Write times like Mon 18:00-21:00."
            )
            return None, [], False
        return self._with_words(piece, days, ranges=ranges, vague=vague)

    def _with_words(
        self, piece: str, days: list[int], *, ranges: list[Stretch], vague: list[str]
    ) -> tuple[list[int] | None, list[Stretch], bool]:
        """The ranges within the hours of words such as `evening`, or those hours themselves."""
        known = [self.words[_singular(word)] for word in vague if _singular(word) in self.words]
        if not ranges and len(known) < len(vague):
            unknown = next(word for word in vague if _singular(word) not in self.words)
            self.problems.append(f"“{piece}”: which hours are “{_singular(unknown)}”? Write them like 18:00-21:00.")
            return None, [], False
        hours = [_hours(*pair) for pair in known]
        if not ranges:
            return days, hours, bool(hours)
        if len(hours) == len(vague) and hours:
            ranges = [(max(a, c), min(b, d)) for a, b in ranges for c, d in hours if max(a, c) < min(b, d)]
            if not ranges:
                self.problems.append(f"“{piece}”: the hours lie outside “{' '.join(vague)}”.")
                return None, [], False
        return days, ranges, True

    def _ranges(self, low: str, piece: str) -> tuple[str, list[Stretch], bool]:
        """The ranges of hours in a piece, which are taken out of it; False when one of them is not clear."""
        found: list[Stretch] = []
        for pattern, read in ((_RANGE, self._range), (_FROM, self._from), (_UNTIL, self._until)):
            for match in pattern.finditer(low):
                stretch = read(match, piece)
                if stretch is None:
                    return low, [], False
                found.append(stretch)
            low = pattern.sub(" ", low)
        if _ALL_DAY.search(low):
            found.append((0, DAY_MINUTES))
            low = _ALL_DAY.sub(" ", low)
        return low, found, True

    def _range(self, match: re.Match[str], piece: str) -> Stretch | None:
        pair = _read_pair(match["a"], match["b"])
        if isinstance(pair, str):
            self.problems.append(f"“{piece}”: {pair}")
            return None
        return pair

    def _from(self, match: re.Match[str], piece: str) -> Stretch | None:
        moment = _read_clock(match["a"] or match["c"])
        if moment is None or moment[0] >= DAY_MINUTES or moment[1]:
            self.problems.append(f"“{piece}”: {_unclear(match['a'] or match['c'], moment)}")
            return None
        return moment[0], DAY_MINUTES

    def _until(self, match: re.Match[str], piece: str) -> Stretch | None:
        moment = _read_clock(match["b"])
        if moment is None or moment[0] == 0 or moment[1]:
            self.problems.append(f"“{piece}”: {_unclear(match['b'], moment)}")
            return None
        return 0, moment[0]


def _moment(text: str) -> int | None:
    """The minute of the week of `M18:00`."""
    match = _MOMENT.fullmatch(text)
    if not match or int(match[2]) > 24 or int(match[3]) > 59 or (int(match[2]) == 24 and int(match[3])):
        return None
    return _LETTERS.index(match[1]) * DAY_MINUTES + int(match[2]) * 60 + int(match[3])


def _hours(first: datetime.time, last: datetime.time) -> Stretch:
    start, end = first.hour * 60 + first.minute, last.hour * 60 + last.minute
    return start, end if end > start else end + DAY_MINUTES


def _singular(word: str) -> str:
    plain = word.strip("().,")
    return plain[:-1] if plain.endswith("s") and not plain.endswith("ss") else plain


def _order(low: str) -> str:
    """Days (d) and hours (h) of a piece in the order in which they come, repetitions left out."""
    marks = re.findall(rf"\b(?:(?P<d>{_DAY_NAMES})\b|(?P<h>\d|noon|midnight))", low)
    return re.sub(r"(.)\1+", r"\1", "".join("d" if day else "h" for day, _ in marks))


def _split_days(piece: str) -> list[str]:
    """`Mon 18:00-20:00 and Tue 19:00-21:00` in two."""
    plain = piece.strip()
    if not re.match(r"d(hd)*h$", _order(plain.casefold())):
        return [plain]
    return [
        part.strip()
        for part in re.split(rf"(?i)(?<=[\dmnt])\s+(?:(?:and|or)\s+|[&+/]\s*)?(?=(?:{_DAY_NAMES})\b)", plain)
    ]


def _take_days(low: str) -> tuple[str, list[int]]:
    """The days named in a piece, and what is left of it."""
    names = "|".join(sorted((rf"{name}s?\.?" for name in _DAY_OF), key=len, reverse=True))
    days: list[int] = []

    def stretch(match: re.Match[str]) -> str:
        first, last = (_DAY_OF[_day(match[part])] for part in (1, 2))
        days.extend((first + step) % 7 for step in range((last - first) % 7 + 1))
        return " "

    def single(match: re.Match[str]) -> str:
        days.append(_DAY_OF[_day(match[1])])
        return " "

    def many(match: re.Match[str]) -> str:
        days.extend(_MANY_DAYS[match[1]])
        return " "

    low = re.sub(rf"\b({names})\s*(?:-|to|through|until)\s*({names})(?!\w)", stretch, low)
    low = re.sub(rf"\b({names})(?!\w)", single, low)
    low = re.sub(rf"\b({'|'.join(_MANY_DAYS)})\b", many, low)
    return low, list(dict.fromkeys(days))


def _day(name: str) -> str:
    plain = name.rstrip(".")
    return plain if plain in _DAY_OF else plain.rstrip("s")


def _read_clock(text: str) -> tuple[int, bool, str] | None:
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


def _read_pair(first: str, last: str) -> Stretch | str:
    """A stretch within a day (its end may lie after midnight), or a sentence that says what is not clear."""
    one, other = _read_clock(first), _read_clock(last)
    if one is None or other is None:
        return _unclear(first if one is None else last, None)
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
    if end < start:
        end += DAY_MINUTES
        if end - start > 720:
            return (
                f"“{first.strip()}-{last.strip()}” would go on through the night. Write the end on a 24-hour clock,"
                " like 17:00."
            )
    return start, end


def _unclear(text: str, moment: tuple[int, bool, str] | None) -> str:
    if moment is not None and moment[1]:
        return f"“{text.strip()}” could be the morning or the evening. Write 06:00 or 18:00."
    return f"“{text.strip()}” is not a time of day."
