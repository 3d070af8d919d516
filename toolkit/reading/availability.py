"""Availability as people write it: `Mon 18:00-21:00; Tue, Thu evenings after 19:00; weekends 10-16`, and `M18:00
M21:00, W22:00 R01:00`.

Hours are those of a 24-hour clock unless am or pm stands with them. A stretch that ends before it begins goes on after
midnight. What is unclear is told in a sentence and taken for nothing: nobody is ever called at a time that they did not
give.
"""

from __future__ import annotations

import datetime
import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from toolkit.model.availability import DAY_MINUTES, SHORT_DAY_NAMES, WEEK_MINUTES, Availability, Stretch, split_week
from toolkit.reading.clock import CLOCK, clock, hours, read_clock, read_from, read_pair, supposed, unclear
from toolkit.reading.day_words import ENGLISH_PART, in_english
from toolkit.reading.days import ANY_DAY, order, split_days, take_days
from toolkit.reading.parts_of_day import RANGE, Words, join_word_and_hours, part_of_day, singular, within
from toolkit.reading.zones import is_zone, why_no_zone

_LETTERS = "MTWRFSU"
_NEGATIVE = frozenset(("not", "no", "never", "except", "but", "busy", "unavailable", "cannot", "can't", "cant",
    "without", "unless", "nothing", "don't", "dont"))  # fmt: skip
_FILLERS = frozenset(("a", "on", "the", "in", "i", "am", "i'm", "im", "free", "available", "at", "of", "hours", "h",
    "o'clock", "uhr", "and", "or", "is", "are", "time", "any", "every", "each"))  # fmt: skip
_ALL_DAY = re.compile(r"\b(?:all|whole|any|every)[ -]?day\b|\banytime\b|\bany time\b|\balways\b|\b24/7\b")
_FROM = re.compile(
    rf"(?:(?:after|from|since|past)(?:\s+|(?=\d))|>\s*)(?P<a>{CLOCK})(?![\w:])|(?P<c>{CLOCK})\s*(?:onwards?\b|or"
    r" later\b|and later\b|\+|-\s*late\b)"
)
_UNTIL = re.compile(rf"(?:before|until|till?|by|<)\s*(?P<b>{CLOCK})(?![\w:])")
_MOMENT = re.compile(r"([MTWRFSU])(\d{1,2}):(\d{2})")
_PAIR = re.compile(r"([MTWRFSU]\d{1,2}:\d{2})[\s/–-]+([MTWRFSU]\d{1,2}:\d{2})")
_ZONE = re.compile(r"\(?\b((?:[A-Z][A-Za-z_-]+/)+[A-Za-z_+0-9-]+|UTC|GMT)(?![\w+-])\)?")
_OFFSET = re.compile(
    r"\b(?:UTC|GMT)\s*[+-]\s*\d+(?::\d\d)?|\b(?:EST|EDT|CST|CDT|MST|MDT|PST|PDT|BST|CET|CEST|IST|AEST|AEDT|ET|PT)\b"
)


def read_availability(text: str, *, words: Words | None = None, zones: Mapping[str, str] | None = None) -> Availability:
    """The free stretches that a text gives, and a sentence about each part of it that is not clear.

    `words` gives the hours of words such as `evening` (from, to); without its hours such a word is a problem and stands
    in `words`, unless hours stand beside it. A zone in the text (`Mon 18:00-21:00 Europe/London`) is told in `zone`;
    abbreviations such as EST are a problem unless `zones` says which place is meant.
    """
    reader = _TimesReader({key.casefold(): value for key, value in (words or {}).items()}, zones or {})
    plain = reader.take_zone(in_english(text))
    if reader.problems:
        return Availability((), "", tuple(dict.fromkeys(reader.problems)))
    parts, written = re.split(r"[;\n|]+", plain), re.split(r"[;\n|]+", text)
    for place, clause in enumerate(parts):
        reader.written = written[place].strip() if len(written) == len(parts) else clause
        reader.clause(clause)
    if not (reader.found or reader.problems or reader.unknown) and re.search(r"\w", text):
        reader.problems.append(f"“{' '.join(text.split())}” names no times. Write them like Mon 18:00-21:00.")
    problems = (*dict.fromkeys(reader.problems), *reader.unknown.values())
    return Availability(
        split_week(reader.found), reader.zone, problems, tuple(dict.fromkeys(reader.notes)), tuple(reader.unknown)
    )


def write_availability(availability: Availability) -> str:
    """The text that reads back as the same stretches and zone: `Mon, Wed 18:00-21:00; Tue 09:00-11:00, 14:00-16:00`."""
    by_day: dict[int, list[str]] = {}
    for start, end in availability.stretches:
        for day in range(start // DAY_MINUTES, (end - 1) // DAY_MINUTES + 1):
            first, last = max(start, day * DAY_MINUTES), min(end, (day + 1) * DAY_MINUTES)
            by_day.setdefault(day, []).append(f"{clock(first - day * DAY_MINUTES)}-{clock(last - day * DAY_MINUTES)}")
    alike: dict[str, list[str]] = {}
    for day, ranges in sorted(by_day.items()):
        alike.setdefault(", ".join(ranges), []).append(SHORT_DAY_NAMES[day])
    said = "; ".join(f"{', '.join(days)} {ranges}" for ranges, days in alike.items())
    return f"{said} ({availability.zone})" if said and availability.zone else said


@dataclass
class _TimesReader:
    """A text being read: what was found so far."""

    words: dict[str, tuple[datetime.time, datetime.time]]
    zones: Mapping[str, str] = field(default_factory=dict)
    written: str = ""
    notes: list[str] = field(default_factory=list)
    supposed: dict[Stretch, str] = field(default_factory=dict)
    unknown: dict[str, str] = field(default_factory=dict)
    found: list[Stretch] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    zone: str = ""

    def take_zone(self, text: str) -> str:
        """The text without the zone it names."""
        for short, zone in self.zones.items():
            text = re.sub(rf"(?<![\w/]){re.escape(short)}(?![\w/])", zone, text)
        for match in _OFFSET.finditer(text):
            self.problems.append(
                f"“{match[0]}” does not name one time zone for all the year. Write it like Europe/London."
            )
        text = _OFFSET.sub(" ", text)
        text = re.sub(rf"(?i)\b({ANY_DAY})/(?=(?:{ANY_DAY})\b)", r"\1, ", text)
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
        pieces = [part for piece in text.split(",") for part in split_days(piece) if part]
        pieces = join_word_and_hours(pieces, self.words)
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
                if here and not days:
                    self.tell(piece, "names no day.")
                self.found += [(day * DAY_MINUTES + a, day * DAY_MINUTES + b) for day in days for a, b in here]
        if days and not timed:
            self.tell(text.strip(), "names no hours. Write them like Mon 18:00-21:00, or Mon all day.")

    def tell(self, piece: str, sentence: str) -> None:
        """A problem with a piece, as it was written."""
        self.problems.append(f"{self._as_written(piece)} {sentence}")

    def _as_written(self, piece: str) -> str:
        return f"“{piece if piece in self.written or not self.written else self.written}”"

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
            self.tell(piece, "says when somebody is not free. Write the times at which they are.")
            return None, [], False
        if "hdh" in (sides := order(low)) or "dhd" in sides:
            self.problems.append(
                f"{self._as_written(piece)}: which hours belong to which day? Write a semicolon between the days."
            )
            return None, [], False
        low, ranges, clear = self._ranges(low, piece)
        if not clear:
            return None, [], False
        low, days = take_days(low)
        if (
            not days
            and not before
            and (re.search(r"\ball\b", piece.casefold()) or _ALL_DAY.search(piece.casefold()))
            and ranges == [(0, DAY_MINUTES)]
        ):
            days = list(range(7))
        rest = [
            word
            for word in re.findall(r"[^\W\d_][\w'.-]*|\S+", low)
            if word.strip("().:-&+/") and word.rstrip(".") not in _FILLERS
        ]
        vague = [word for word in rest if part_of_day(word) or singular(word) in self.words]
        strange = [word for word in rest if word not in vague]
        if strange:
            self.problems.append(
                f"{self._as_written(piece)}: “{' '.join(strange)}” is not understood. Write times like Mon 18:00-21:00."
            )
            return None, [], False
        return self._with_words(piece, days, ranges=ranges, vague=vague)

    def _with_words(
        self, piece: str, days: list[int], *, ranges: list[Stretch], vague: list[str]
    ) -> tuple[list[int] | None, list[Stretch], bool]:
        """The ranges within the hours of words such as `evening`, or those hours themselves."""
        known = [pair for word in vague if (pair := self._hours_of(word))]
        if not ranges and len(known) < len(vague):
            for word in vague:
                if not self._hours_of(word):
                    sentence = f"which hours are “{part_of_day(word)}”? Write them like 18:00-21:00."
                    self.unknown.setdefault(part_of_day(word), f"{self._as_written(piece)}: {sentence}")
            return days, [hours(*pair) for pair in known], True
        wide = [hours(*pair) for pair in known]
        if not ranges:
            return days, wide, bool(wide)
        if len(wide) == len(vague) and wide:
            ranges = [stretch for a, b in ranges for c, d in wide if (stretch := within((a, b), (c, d)))]
            if not ranges:
                self.problems.append(f"{self._as_written(piece)}: the hours lie outside “{' '.join(vague)}”.")
                return None, [], False
        self.notes += [self.supposed[stretch] for stretch in ranges if stretch in self.supposed]
        return days, ranges, True

    def _hours_of(self, word: str) -> tuple[datetime.time, datetime.time] | None:
        plain = singular(word)
        return self.words.get(plain) or self.words.get(ENGLISH_PART.get(part_of_day(word), plain))

    def _ranges(self, low: str, piece: str) -> tuple[str, list[Stretch], bool]:
        """The ranges of hours in a piece, which are taken out of it; False when one of them is not clear."""
        found: list[Stretch] = []
        self.supposed = {}
        for pattern, read in ((RANGE, self._range), (_FROM, self._from), (_UNTIL, self._until)):
            for match in pattern.finditer(low):
                stretch = read(match, piece)
                if stretch is None:
                    return low, [], False
                found.append(stretch)
            low = pattern.sub(" ", low)
        if _ALL_DAY.search(low):
            found = found or [(0, DAY_MINUTES)]
            low = _ALL_DAY.sub(" ", low)
        return low, found, True

    def _range(self, match: re.Match[str], piece: str) -> Stretch | None:
        pair = read_pair(match["a"], match["b"])
        if isinstance(pair, str):
            self.problems.append(f"{self._as_written(piece)}: {pair}")
            return None
        return pair

    def _from(self, match: re.Match[str], piece: str) -> Stretch | None:
        found = read_from(match["a"] or match["c"], part=_names_part(piece))
        if isinstance(found, str):
            self.problems.append(f"{self._as_written(piece)}: {found}")
            return None
        stretch, self.supposed[stretch] = found
        return stretch

    def _until(self, match: re.Match[str], piece: str) -> Stretch | None:
        moment = read_clock(match["b"])
        if moment is None or moment[0] == 0 or moment[1]:
            self.problems.append(f"{self._as_written(piece)}: {unclear(match['b'], moment)}")
            return None
        self.supposed[0, moment[0]] = supposed(f"until {match['b'].strip()}", (0, moment[0]))
        return 0, moment[0]


@functools.lru_cache(maxsize=8)
def _names_part(piece: str) -> bool:
    """Whether another part of the day than the evening is named; asked once for each `after 6` of the piece."""
    return any(part_of_day(word) not in ("", "evening", "night") for word in piece.casefold().split())


def _moment(text: str) -> int | None:
    """The minute of the week of `M18:00`."""
    match = _MOMENT.fullmatch(text)
    if not match or int(match[2]) > 24 or int(match[3]) > 59 or (int(match[2]) == 24 and int(match[3])):
        return None
    return _LETTERS.index(match[1]) * DAY_MINUTES + int(match[2]) * 60 + int(match[3])
