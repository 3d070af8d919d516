"""Time zones as people and tools write them: a place is a zone, an offset or an abbreviation is none."""

from __future__ import annotations

import re
from functools import lru_cache

from toolkit.model.fields import zone_names
from toolkit.problems import Problem, SourceFile
from toolkit.reading.records import nearest_word
from toolkit.reading.zone_names import ABBREVIATIONS, MEANT


def is_zone(text: str) -> bool:
    """Whether this is a time zone that people may write."""
    return text in zone_names()


@lru_cache(maxsize=256)
def why_no_zone(text: str) -> tuple[str, str]:
    """What is wrong with a text that is no zone, and a hint. Looked for once: a mistake copied down a column stands in
    thousands of rows."""
    if re.fullmatch(r"(?i)(?:etc/)?(?:utc|gmt)? *[+\-−] *\d.*", text):
        return (
            f"“{text}” is an offset: it changes with the clocks, and its sign is often read the wrong way round.",
            "Name a place, like Europe/London.",
        )
    plain = " ".join(text.split())
    if several := ABBREVIATIONS.get(plain.strip("()").upper()):
        return f"“{text}” is not a time zone.", f"Name a place, like {' or '.join(several)}."
    close = MEANT.get(plain.casefold()) or nearest_word(text, zone_names())
    return f"“{text}” is not a time zone.", f"Did you mean “{close}”?" if close else "Name a place, like Europe/London."


def known_zone(zone: str | None, source: SourceFile, *, path: tuple[str, ...], problems: list[Problem]) -> str | None:
    """The zone that stands at this path of a file, if any; UTC after telling that nobody knows it (P029), so that the
    rest can still be checked."""
    if zone is None or is_zone(zone):
        return zone
    problems.append(source.problem("P029", path, *why_no_zone(zone)))
    return "UTC"
