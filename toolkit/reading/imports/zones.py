"""Time zones as people and tools write them: a place is a zone, an offset is none."""

from __future__ import annotations

import re

from toolkit.model.fields import known_zones
from toolkit.reading.records import nearest


def is_zone(text: str) -> bool:
    """Whether this is a zone that follows a place's clock; `Etc/GMT+5` is five hours *behind* Greenwich and so never
    taken."""
    return text in known_zones() and (
        ("/" in text and not text.startswith(("Etc/", "SystemV/"))) or text in ("UTC", "GMT")
    )


def why_no_zone(text: str) -> tuple[str, str]:
    """What is wrong with a text that is no zone, and a hint."""
    if re.fullmatch(r"(?i)(?:etc/)?(?:utc|gmt)? *[+-−] *\d.*", text):
        return (
            f"“{text}” is an offset: it changes with the clocks, and its sign is often read the wrong way round.",
            "Name a place, like Europe/London.",
        )
    return f"“{text}” is not a time zone.", nearest(text, [zone for zone in known_zones() if is_zone(zone)])
