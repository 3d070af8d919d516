"""The menu of plans after somebody is lost or added, and one of them taken."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Annotated, TypedDict

from toolkit.grouping.menu import Alternative
from toolkit.grouping.problem import Effort
from toolkit.grouping.reasons import why_unplaced
from toolkit.grouping.suggest import advise
from toolkit.jobs.cohorts import CohortWork, cohorts_text, menu_of_plans, remembered, write
from toolkit.jobs.forming import FormedCohortData, cohort_data
from toolkit.jobs.history_words import typed
from toolkit.jobs.job import job
from toolkit.model.people import People
from toolkit.planning.cohort_request import CohortRequest, Wanted
from toolkit.problems import WouldOverwrite, WrongUsage, named


@dataclass(frozen=True)
class Menu:
    """The plans to choose from, and the number (from 1) of the one that was taken."""

    work: CohortWork
    request: CohortRequest
    alternatives: tuple[Alternative, ...]
    accepted: int | None


MovedPerson = TypedDict(
    "MovedPerson", {"id": str, "from": Annotated[str, "blank for no place"], "to": Annotated[str, "blank for no place"]}
)


class AlternativeData(TypedDict):
    """One of the plans."""

    kind: Annotated[str, "how many move: `nobody`, `few` or `many`"]
    placed: int
    bound: Annotated[int, "no plan can place more"]
    moved: Annotated[list[MovedPerson], "whoever gets a place is there, too"]
    facilitators: Annotated[list[str], "sentences about others in their place"]
    rooms: Annotated[list[str], "sentences about other rooms"]
    small: Annotated[list[str], "sentences"]
    ended: Annotated[list[str], "sentences"]
    cohorts: list[FormedCohortData]
    unplaced: Annotated[list[str], "ids"]


class MenuData(TypedDict):
    """The plans to choose from."""

    version: int
    accepted: Annotated[int | None, "the number of the plan that was written"]
    seconds: float
    choices: list[AlternativeData]


@job
def menu(
    work: CohortWork, wanted: Wanted, *, effort: Effort, now: datetime.datetime, accept: int | None, dry_run: bool
) -> Menu:
    """The plans after a loss or an addition; the one that is accepted (from 1) is written. WrongUsage for a number that
    none has; WouldOverwrite where it has no members."""
    request, alternatives = menu_of_plans(work, wanted, effort=effort, now=now)
    if accept is not None and accept > len(alternatives):
        raise WrongUsage(
            f"{named('accept')} {accept}: there"
            f" {'is 1 plan' if len(alternatives) == 1 else f'are {len(alternatives)} plans'}."
        )
    if accept is not None and not dry_run:
        alternative = alternatives[accept - 1]
        if not alternative.plan.cohorts:
            raise WouldOverwrite(
                "No cohort has members any more, and cohorts.yaml would be empty. Nothing was written."
            )
        text, memory = cohorts_text(work, alternative.plan, minutes=wanted.minutes, kept=alternative.same)
        advice = advise(request.problem, alternative.plan, effort=effort)
        reasons = why_unplaced(request.problem, alternative.plan)
        formed = remembered(alternative.plan, advice=advice, reasons=reasons, gap=request.problem.pause)
        did = typed("cohorts", replan=True, accept=accept)
        write(work, text, memory=memory, formed=formed, did=did, now=now)
    return Menu(work, request, alternatives, accept)


def moves(alternative: Alternative) -> list[tuple[str, str, str]]:
    """Whose time is another, blank for no place: of those who had one, then of those who get one."""
    return [*alternative.moved, *((id, "", after) for id, after in alternative.joined)]


def instead(alternative: Alternative, people: People | None = None) -> Iterator[str]:
    """Sentences about other facilitators and rooms: by name, or without `people` by id."""

    def helper(id: str) -> str:
        return (people.facilitators[id].name if people and id in people.facilitators else "") or id

    def helpers(ids: tuple[str, ...]) -> str:
        return ", ".join(helper(id) for id in ids) or "nobody"

    def room(id: str | None) -> str:
        return "no room" if id is None else (people.rooms[id].name if people and id in people.rooms else "") or id

    yield from (f"{key}: {helpers(now)} instead of {helpers(before)}" for key, now, before in alternative.facilitators)
    yield from (f"{key}: {room(now)} instead of {room(before)}" for key, now, before in alternative.rooms)


def menu_data(found: Menu, *, seconds: float) -> MenuData:
    """The plans as JSON, and in how many seconds they were found."""
    return {
        "version": 1,
        "accepted": found.accepted,
        "seconds": round(seconds, 3),
        "choices": [_alternative(found.request, alternative) for alternative in found.alternatives],
    }


def _alternative(request: CohortRequest, alternative: Alternative) -> AlternativeData:
    return {
        "kind": alternative.kind,
        "placed": alternative.plan.placed,
        "bound": alternative.plan.bound,
        "moved": [{"id": id, "from": before, "to": after} for id, before, after in moves(alternative)],
        "facilitators": list(instead(replace(alternative, rooms=()))),
        "rooms": list(instead(replace(alternative, facilitators=()))),
        "small": list(alternative.small),
        "ended": list(alternative.ended),
        "cohorts": [cohort_data(request.problem, cohort) for cohort in alternative.plan.cohorts],
        "unplaced": list(alternative.plan.unplaced),
    }
