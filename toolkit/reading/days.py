"""Days of the week in a text: one, several, from one to another."""

from __future__ import annotations

import re

from toolkit.model.availability import DAY_WORDS

_DAY_OF = {name: number for number, names in enumerate(DAY_WORDS) for name in (*names, names[0][:2])}
_MANY_DAYS: dict[str, range] = {
    "weekdays": range(5),
    "weekday": range(5),
    "weekends": range(5, 7),
    "weekend": range(5, 7),
    "daily": range(7),
    "everyday": range(7),
}
ANY_DAY = "|".join([*(f"{name}s?" for name in sorted(_DAY_OF, key=len, reverse=True)), *_MANY_DAYS])


def order(low: str) -> str:
    """Days (d) and hours (h) of a piece in the order in which they come, repetitions left out."""
    marks = re.findall(rf"\b(?:(?P<d>{ANY_DAY})\b|(?P<h>\d|noon|midnight))", low)
    return re.sub(r"(.)\1+", r"\1", "".join("d" if day else "h" for day, _ in marks))


def split_days(piece: str) -> list[str]:
    """`Mon 18:00-20:00 and Tue 19:00-21:00` in two."""
    plain = piece.strip()
    if not re.match(r"d(hd)*h$", order(plain.casefold())):
        return [plain]
    return [
        part.strip() for part in re.split(rf"(?i)(?<=[\dmnt])\s+(?:(?:and|or)\s+|[&+/]\s*)?(?=(?:{ANY_DAY})\b)", plain)
    ]


def take_days(low: str) -> tuple[str, list[int]]:
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

    low = re.sub(rf"\b({names})\s*(?:-|to|through|until|till)\s*({names})(?!\w)", stretch, low)
    low = re.sub(rf"\b({names})(?!\w)", single, low)
    low = re.sub(rf"\b({'|'.join(_MANY_DAYS)})\b", many, low)
    return low, list(dict.fromkeys(days))


def _day(name: str) -> str:
    plain = name.rstrip(".")
    return plain if plain in _DAY_OF else plain.rstrip("s")
