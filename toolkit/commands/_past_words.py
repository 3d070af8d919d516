"""What to say where messages may speak of what is over, since nobody has recorded it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toolkit.model.plan import Meeting

_MOST = 3
"""So many sessions are named one by one."""


def past_words(meetings: Sequence[Meeting]) -> str:
    """How many meetings of earlier days are not recorded as held, and the commands that record them; nothing where
    there are none."""
    from toolkit.words.filters import plural

    if not meetings:
        return ""
    keys = list(dict.fromkeys(meeting.session.key for meeting in meetings))
    verbs = ", ".join(f"`programme held {key}`" for key in keys[:_MOST])
    more = "" if len(keys) <= _MOST else f" and {len(keys) - _MOST} more, which `programme status` lists"
    count = plural(len(meetings), "past meeting")
    are, they, them = ("is", "it", "it") if len(meetings) == 1 else ("are", "they", "them")
    return (
        f"{count} {are} not recorded as held, so messages may speak of {them} as still to come."
        f" Where {they} took place: {verbs}{more}."
    )
