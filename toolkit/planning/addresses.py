"""Under which addresses calendars are published: what somebody subscribed to goes on telling them of changes."""

from __future__ import annotations

from toolkit.model.programme import Programme

PLAIN = "share/calendar/cohort.ics"
"""Where the calendar of the one cohort of a programme stood once."""


def feed_path(key: str) -> str:
    """Where the calendar of a cohort stands, however many there are."""
    return f"share/calendar/cohort-{key}.ics"


def plain_feed(programme: Programme) -> str:
    """The key of the cohort whose calendar people have from `PLAIN`, so that it goes on standing there, too; nothing
    where none was published there."""
    told = programme.told
    if told is None or f"out/{PLAIN}" not in told.files:
        return ""
    return told.plain_feed or (next(iter(told.labels)) if len(told.labels) == 1 else "")
