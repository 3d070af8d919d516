"""Three readers of calendars that share no code with us or with each other: ical.js, libical and vobject.

Each takes paths and gives, for every file, its events in the file's order as (UID, start, end, title):
`20270119T183000Z`, or `20270119` for a day; `floating` where the reader found no zone. `make test` installs them; a
missing one is a failure.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from tests.outputs.readers import with_icaljs, with_libical, with_vobject

Event = tuple[str, str, str, str]
Reader = Callable[[Sequence[Path]], list[list[Event]]]

READERS: dict[str, Reader] = {
    "ical.js": with_icaljs.read_events,
    "libical": with_libical.read_events,
    "vobject": with_vobject.read_events,
}
