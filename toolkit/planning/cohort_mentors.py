"""Mentors for cohorts that were formed in a mentored mode: who mentors a cohort already stays, the others' hours go
round."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import replace

from toolkit.grouping.problem import FormedCohort
from toolkit.model.fields import DAYS
from toolkit.model.plan import Plan
from toolkit.model.programme import Cohort, Programme
from toolkit.model.way import way_of
from toolkit.planning.cohort_request import home_zone
from toolkit.planning.make_plan import make_plan
from toolkit.planning.mentor_hours import without_mentor


def allot_mentors(
    plan: Plan, formed: Sequence[FormedCohort], *, kept: Sequence[Cohort], stay: Mapping[str, str], minutes: int | None
) -> dict[str, str]:
    """The mentor of each formed cohort by its key, those of `stay` first; a cohort for which nobody has the hours at
    its time has none.

    Mentors of `kept` cohorts are taken then. `minutes` is the length of a meeting where it is not the session's.
    """
    programme = plan.programme
    listed = [one for one in programme.people.facilitators.values() if one.role == "mentor"]
    if not listed or not any(way_of(cohort.stream.mode).mentored for cohort in formed):
        return dict(stay)
    settled = [_settled(one, programme, mentor=stay.get(one.key), minutes=minutes) for one in formed]
    proposed = without_mentor(make_plan(replace(programme, cohorts=(*settled, *kept))))
    fresh = {cohort.key for cohort in settled}
    return {
        **{cohort.key: mentor.id for cohort, mentor in proposed if mentor is not None and cohort.key in fresh},
        **stay,
    }


def _settled(formed: FormedCohort, programme: Programme, *, mentor: str | None, minutes: int | None) -> Cohort:
    """The formed cohort as it will be read from cohorts.yaml."""
    before, settings = programme.cohort(formed.key), programme.settings
    starts = tuple(
        (DAYS[start // 1440], datetime.time(start % 1440 // 60, start % 60)) for start in (formed.start, *formed.turns)
    )
    return Cohort(
        key=formed.key,
        label=before.label if before else formed.key,
        mode=formed.stream.mode,  # type: ignore[arg-type]
        reading=before.reading if before else settings.reading,
        zone=home_zone(programme),
        days=before.days if before and formed.also else tuple(dict.fromkeys(day for day, _ in starts)),
        times=before.times if before and formed.also else tuple(dict.fromkeys(time for _, time in starts)),
        minutes=formed.minutes or minutes or (before.minutes if before else None),
        room=formed.room,
        link=settings.link,
        facilitators=formed.leaders,
        mentor=mentor,
        members=formed.members,
        expected=len(formed.members),
        turns=starts if formed.turns else (),
    )
