"""Formed cohorts into entries of cohorts.yaml: which key each gets, its label and what is written of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import chain

from toolkit.grouping.problem import FormedCohort
from toolkit.model.availability import DAY_NAMES
from toolkit.model.fields import DAYS
from toolkit.model.programme import Cohort, Programme


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
    day, settings = cohort.start // 1440, programme.settings
    before = next((one for one in programme.cohorts if one.key == cohort.key), None)
    return {
        "label": stays["label"] if "label" in stays else _label(before, cohort.key, day=day),
        "mode": cohort.stream.mode if cohort.stream.mode != settings.mode else None,
        "reading": stays.get("reading"),
        "zone": stays.get("zone"),
        "day": stays["day"] if "day" in stays else DAYS[day],
        "time": stays["time"] if "time" in stays else f"{cohort.start % 1440 // 60:02d}:{cohort.start % 60:02d}",
        "minutes": minutes or stays.get("minutes"),
        "room": cohort.room,
        "link": stays.get("link"),
        "facilitators": list(cohort.leaders),
        "mentor": mentor,
        "members": list(cohort.members),
        "track": cohort.stream.track,
        "level": cohort.stream.level,
    }


def _label(before: Cohort | None, key: str, *, day: int) -> str:
    """The label that a cohort has, unless it names another day."""
    own = f"{DAY_NAMES[day]} {key.upper()}"
    if before is None or before.label == f"Cohort {key.upper()}":
        return own
    other = [name for name in DAY_NAMES if name != DAY_NAMES[day]]
    return own if any(name in before.label for name in other) else before.label
