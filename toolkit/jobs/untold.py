"""What people do not know yet, and what of the printed pages is out of date."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from toolkit.documents.news import what_changed
from toolkit.jobs.examine import read_and_plan
from toolkit.jobs.job import job, own_process
from toolkit.jobs.reprint import OutOfDate, Reprint, Slips, out_of_date
from toolkit.jobs.untold_shapes import (
    ChangedCohort,
    ChangedMeeting,
    OldPage,
    Since,
    SlipData,
    Sort,
    ToldMeeting,
    ToTell,
    UntoldData,
)
from toolkit.model.plan import Difference, Plan
from toolkit.model.told import Publication, Told
from toolkit.planning.answers import Answer, untold_since
from toolkit.planning.concerns import Concern, baseline, everyone
from toolkit.planning.differences import differences, told_of
from toolkit.planning.past import unrecorded_before
from toolkit.problems import Problem, ProblemsFound, WrongUsage
from toolkit.reading.own.published import read_publication
from toolkit.reading.records import nearest
from toolkit.reading.shelves import Shelves

_SORTS: dict[str, Sort] = {
    "added": "added",
    "again": "added",
    "cancelled": "cancelled",
    "removed": "cancelled",
    "moved": "moved",
}


@dataclass(frozen=True)
class Untold:
    """What changed since `told` (the last publish, another one, or the plan without changes): by meeting, by person,
    and on paper; and what was not said yet about `places`."""

    plan: Plan
    told: Publication
    differences: tuple[Difference, ...]
    people: tuple[Concern, ...]
    places: tuple[Answer, ...]
    stale: OutOfDate


@job
@own_process
def untold(folder: Path, shelves: Shelves, *, since: str | None = None) -> Untold:
    """What changed since the publish of that name, or since the last; nothing is written. WrongUsage for a name that
    none has."""
    plan, types, base, _problems = read_and_plan(folder, shelves, today=None)
    plan = _since(folder, plan, shelves=shelves, name=since) if since else plan
    told = baseline(plan)
    return Untold(
        plan=plan,
        told=told,
        differences=differences(told.meetings, plan),
        people=everyone(plan, told),
        places=tuple(untold_since(plan)),
        stale=out_of_date(folder, plan, types=types, base=base),
    )


def _since(folder: Path, plan: Plan, *, shelves: Shelves, name: str) -> Plan:
    """The plan, with what was told at another publish."""
    publishes = {publish.name: publish for publish in plan.programme.publishes}
    if name not in publishes:
        raise WrongUsage(f"There is no publish “{name}”. {nearest(name, publishes)}".rstrip())
    problems: list[Problem] = []
    told = read_publication(folder, publishes[name], files=shelves.files, problems=problems)
    if told is None:
        raise ProblemsFound(problems)
    return replace(plan, programme=replace(plan.programme, told=told, mailings=()))


def sort_of(difference: Difference) -> Sort:
    """added, moved, cancelled, or changed otherwise."""
    return next(
        (_SORTS[kind] for kind in ("added", "again", "cancelled", "removed", "moved") if kind in difference.kinds),
        "changed",
    )


def unchanged(plan: Plan, key: str, *, found: Iterable[Difference]) -> int:
    """How many meetings of a cohort are as they were told, where these are all that differ."""
    return len(plan.of_cohort(key)) - sum(difference.after is not None for difference in found)


def untold_data(news: Untold, *, today: datetime.date) -> UntoldData:
    """What changed as JSON, with the meetings of earlier days that nobody recorded."""
    plan, found = news.plan, news.differences
    since: Since = {"name": news.told.name, "moment": news.told.moment.isoformat()}
    keys = dict.fromkeys(
        (*(cohort.key for cohort in plan.programme.cohorts), *(difference.key[0] for difference in found))
    )
    return {
        "version": 1,
        "programme": plan.programme.settings.key,
        "since": since if plan.programme.told is not None else None,
        "cohorts": [_cohort(plan, key, found=[one for one in found if one.key[0] == key]) for key in keys],
        "people": [_person(plan, concern) for concern in news.people if concern.is_news],
        "places": [{"id": one.person.id, "name": one.person.name, "state": one.state} for one in news.places],
        "pages": [_page(page) for page in news.stale.pages],
        "slips": [_slip(slips) for slips in news.stale.slips],
        "unrecorded": [_as_told(told_of(meeting)) for meeting in unrecorded_before(plan, today)],
        "files": list(news.stale.files),
    }


def _page(page: Reprint) -> OldPage:
    return {
        "what": page.what,
        "path": page.path,
        "title": page.title,
        "copies": page.copies,
        "copies_for": page.copies_for,
        "part_of": page.part_of or None,
        "slips": list(page.slips),
    }


def _slip(slips: Slips) -> SlipData:
    return {"path": slips.path, "copies": slips.copies, "copies_for": slips.copies_for, "pages": list(slips.pages)}


def _cohort(plan: Plan, key: str, *, found: list[Difference]) -> ChangedCohort:
    cohort = plan.programme.cohort(key)
    sorts = [sort_of(difference) for difference in found]
    return {
        "cohort": key,
        "label": cohort.label if cohort else None,
        "added": sorts.count("added"),
        "moved": sorts.count("moved"),
        "cancelled": sorts.count("cancelled"),
        "changed": sorts.count("changed"),
        "unchanged": unchanged(plan, key, found=found),
        "meetings": [_meeting(plan, one, everything=True) for one in found],
    }


def _person(plan: Plan, concern: Concern) -> ToTell:
    everything = concern.role == "facilitator"
    return {
        "id": concern.person.id,
        "name": concern.person.name,
        "role": concern.role,
        "unchanged": concern.unchanged,
        "meetings": [_meeting(plan, one, everything=everything) for one in concern.differences],
        "members": [
            {
                "cohort": roster.cohort.key,
                "joined": [one.id for one in roster.joined],
                "left": [one.id for one in roster.left],
            }
            for roster in concern.rosters
        ],
    }


def _meeting(plan: Plan, one: Difference, *, everything: bool) -> ChangedMeeting:
    return {
        "cohort": one.key[0],
        "session": one.key[1],
        "sort": sort_of(one),
        "kinds": list(one.kinds),
        "words": list(what_changed(plan, one, everything=everything)),
        "before": _as_told(one.before) if one.before else None,
        "after": _as_told(told_of(one.after)) if one.after else None,
    }


def _as_told(told: Told) -> ToldMeeting:
    return {
        "cohort": told.cohort,
        "session": told.session,
        "number": told.number,
        "title": told.title,
        "date": told.date.isoformat(),
        "time": f"{told.time:%H:%M}",
        "minutes": told.minutes,
        "zone": told.zone,
        "room": told.room,
        "facilitators": list(told.facilitators),
        "mentor": told.mentor,
        "mode": told.mode,
        "reading": told.reading,
        "cancelled": told.cancelled,
        "with_cohorts": list(told.with_cohorts),
    }
