"""Formed cohorts into entries of cohorts.yaml: which key each gets, its label and what is written of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import chain

from toolkit.grouping.problem import FormedCohort
from toolkit.model.availability import DAY_NAMES, minute_words
from toolkit.model.fields import DAYS
from toolkit.model.programme import Cohort, Programme

_TIMES = ("day", "time", "turns")
"""What cohorts.yaml says of when a cohort meets."""


def give_keys(
    cohorts: Sequence[FormedCohort], programme: Programme, *, free: Sequence[str], new: Iterable[str]
) -> tuple[FormedCohort, ...]:
    """The cohorts with keys: first of `free`, the cohort they share most members with, then the next of `free`, then of
    `new`.

    A cohort that has a key keeps it.
    """
    left = [key for key in free if key not in {cohort.key for cohort in cohorts}]
    members = {cohort.key: set(cohort.members) for cohort in programme.cohorts}
    shared = sorted(
        (
            (-len(members[key].intersection(cohort.members)), number, key)
            for number, cohort in enumerate(cohorts)
            if not cohort.key
            for key in left
        )
    )
    given: dict[int, str] = {}
    for count, number, key in shared:
        if count < 0 and number not in given and key in left:
            given[number] = key
            left.remove(key)
    fresh = chain(list(left), new)
    named = [
        cohort if cohort.key else replace(cohort, key=given.get(number) or next(fresh))
        for number, cohort in enumerate(cohorts)
    ]
    return tuple(named)


def entry_of(
    cohort: FormedCohort, programme: Programme, *, minutes: int | None, mentor: str | None, stays: Mapping[str, object]
) -> dict[str, object]:
    """What cohorts.yaml says of a formed cohort. `stays`: what an earlier entry of that key has and the plan does not
    decide."""
    settings = programme.settings
    before = next((one for one in programme.cohorts if one.key == cohort.key), None)
    return {
        "label": stays["label"] if "label" in stays else _label(before, cohort),
        "mode": cohort.stream.mode if cohort.stream.mode != settings.mode else None,
        "reading": stays.get("reading"),
        "zone": stays.get("zone"),
        **({name: stays.get(name) for name in _TIMES} if stays.keys() & _TIMES else _times(cohort)),
        "minutes": minutes or stays.get("minutes"),
        "room": cohort.room,
        "link": stays.get("link"),
        "facilitators": list(cohort.leaders),
        "mentor": mentor,
        "members": list(cohort.members),
        "track": cohort.stream.track,
        "level": cohort.stream.level,
    }


def _times(cohort: FormedCohort) -> dict[str, object]:
    """The day and time of a formed cohort, or its turns."""
    if cohort.turns:
        return {"turns": [minute_words(start) for start in cohort.starts]}
    day, time = divmod(cohort.start, 1440)
    return {"day": DAYS[day], "time": f"{time // 60:02d}:{time % 60:02d}"}


def _label(before: Cohort | None, cohort: FormedCohort) -> str:
    """The label that a cohort has, unless it names another day."""
    days, key = {DAY_NAMES[start // 1440] for start in cohort.starts}, cohort.key.upper()
    own = f"{days.pop() if len(days) == 1 else 'Cohort'} {key}"
    if before is None or before.label == f"Cohort {key}":
        return own
    other = [name for name in DAY_NAMES if not own.startswith(name)]
    return own if any(name in before.label for name in other) else before.label
