"""The programme of tests/examples/good/small, with values in place of its own."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

from tests.examples import SMALL
from toolkit.model.changes import ChangeEntry, change_of
from toolkit.model.curriculum import Session
from toolkit.model.programme import Break, Cohort, Programme
from toolkit.reading.programme_folder import read_programme
from toolkit.reading.shelves import Shelves


@cache
def _read() -> Programme:
    return read_programme(SMALL, Shelves.open(folder=SMALL))


def programme(
    *,
    sessions: int | tuple[Session, ...] = 3,
    changes: list[dict[str, Any]] | None = None,
    cohorts: Any = None,
    **values: Any,
) -> Programme:
    """The programme with one cohort (a, Tuesdays at 18:30), no breaks and no changes; others than its members wait;
    `values` go to its settings.

    `sessions` is how many there are (s1, s2, …), or the sessions themselves.
    """
    small = _read()
    given = numbered(sessions) if isinstance(sessions, int) else sessions
    settings = small.settings.model_copy(update={"breaks": (), **values})
    cohort = replace(small.cohorts[0], days=settings.day, times=settings.time)
    members = {member for one in cohorts or (cohort,) for member in one.members}
    participants = {
        id: person if id in members else replace(person, status="waiting")
        for id, person in small.people.participants.items()
    }
    return replace(
        small,
        settings=settings,
        term=small.term if settings.term else None,
        sessions=given,
        cohorts=cohorts or (cohort,),
        people=replace(small.people, participants=participants),
        changes=tuple(change_of(ChangeEntry(**change)) for change in changes or ()),
        sources={},
    )


def numbered(count: int, *, optional: tuple[int, ...] = ()) -> tuple[Session, ...]:
    """Sessions s1, s2, … that need nothing."""
    one = _read().sessions[0]
    return tuple(
        replace(one, head=one.head.model_copy(update={"key": f"s{n}", "needs": (), "optional": n in optional}))
        for n in range(1, count + 1)
    )


def clinic() -> Session:
    """A set-up clinic."""
    one = _read().sessions[0]
    return replace(one, head=one.head.model_copy(update={"key": "set-up", "kind": "clinic", "needs": ()}))


def cohort(key: str = "a", **values: Any) -> Cohort:
    """The cohort a under another key and with other values."""
    return replace(_read().cohorts[0], key=key, label=f"Cohort {key.upper()}", **values)


def pause(first: str, last: str) -> Break:
    """A break."""
    return Break.model_validate({"name": "Break", "from": first, "to": last})


def small_sessions() -> tuple[Session, ...]:
    """The sessions as they stand in the folder: fold, sail, race."""
    return _read().sessions
