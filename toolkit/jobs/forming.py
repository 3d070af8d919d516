"""Cohorts formed from the times that people gave: guarded, written, and told as JSON."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Annotated, TypedDict

from toolkit.grouping.advice import Advice
from toolkit.grouping.choices import Preference
from toolkit.grouping.exact import INSTALL_SOLVER, solver_is_here
from toolkit.grouping.hours import at_hard_hours
from toolkit.grouping.problem import CohortPlan, CohortProblem, Effort, FormedCohort, Sizes
from toolkit.grouping.violations import Violation, find_violations
from toolkit.jobs.cohorts import CohortWork, cohorts_text, form, mentors_of, remembered, write
from toolkit.jobs.history_words import typed
from toolkit.jobs.job import job
from toolkit.jobs.preferring import (
    GoodPlan,
    GoodPlanData,
    advice_on,
    find_good_plans,
    good_plan_data,
    plan_for,
    reasons_for,
)
from toolkit.model.availability import WEEK_MINUTES, minute_words
from toolkit.model.fields import DAYS
from toolkit.planning.cohort_request import CohortRequest, Wanted, agreed_minutes, usual_sizes
from toolkit.problems import WouldOverwrite, WrongUsage, named

_OR_KEEP = f"Use {named('replan')}, or keep cohorts with {named('keep')} KEY."


@dataclass(frozen=True)
class Formation:
    """Cohorts as they were formed: the plan, what would place more, the mentor of each by key, and why each of the
    others has no place, by id.

    `broken` are the keys of cohorts that were kept and that break a rule. Of the `good_plans`, the first of which has
    the most people, `taken` is the one that was asked for by `prefer`.
    """

    work: CohortWork
    request: CohortRequest
    plan: CohortPlan
    advice: Advice
    mentors: Mapping[str, str]
    reasons: Mapping[str, str]
    broken: tuple[str, ...]
    prefer: Preference
    good_plans: tuple[GoodPlan, ...]
    taken: GoodPlan

    @property
    def hard_hours(self) -> tuple[tuple[FormedCohort, tuple[str, ...]], ...]:
        """The cohorts in which anybody meets at hard hours, each with the ids of those people."""
        problem = self.request.problem
        return tuple((cohort, ids) for cohort in self.plan.cohorts if (ids := at_hard_hours(problem, cohort)))


class StreamData(TypedDict):
    """What the people of a cohort have in common."""

    track: str
    level: str


class FormedCohortData(TypedDict):
    """A cohort as it was formed."""

    id: Annotated[str, "its key"]
    stream: StreamData
    day: Annotated[str, "`mon` to `sun`, in its zone"]
    time: Annotated[str, "in its zone"]
    turns: Annotated[list[str], "where it meets at several times one after the other, these: `Tue 07:00`; else empty"]
    minutes: int
    timezone: str
    facilitator: Annotated[str | None, "the first of `facilitators`"]
    facilitators: Annotated[list[str], "ids; who has the second role is one of them"]
    room: Annotated[str | None, "id; null online"]
    members: Annotated[list[str], "ids"]
    hard_hours: Annotated[list[str], "ids of whoever meets online before 8:00 or after 22:00 on their own clock"]


class MentoredCohortData(FormedCohortData):
    """A cohort as it was formed."""

    mentor: Annotated[str | None, "id"]


class SuggestionData(TypedDict):
    """What would give somebody a place."""

    kind: Annotated[str, "`longer`, `track`, `seat`, `person`, `facilitator`, `second` (of the second role) or `room`"]
    text: str
    places: Annotated[int, "how many more it places"]


class UnplacedData(TypedDict):
    """Somebody without a place."""

    id: str
    why: Annotated[str, "what stands in the way"]
    suggestions: list[SuggestionData]
    note: Annotated[str | None, "why there is no suggestion"]


class AskData(TypedDict):
    """Somebody to ask for a stretch of their own week."""

    id: str
    start: str
    end: str
    text: str
    places: Annotated[int, "how many more it places"]


class FormationData(TypedDict):
    """The cohorts that were formed."""

    version: int
    placed: Annotated[int, "people with a cohort"]
    reachable: Annotated[int, "people with at least one possible start"]
    bound: Annotated[int, "no plan can place more"]
    status: Annotated[str, "`optimal` (nobody more can be placed) or `feasible`"]
    gap: Annotated[float, "the share of the bound that is missing"]
    seconds: float
    hard_hours: Annotated[int, "people, with facilitators, at hard hours, over all cohorts"]
    cut: Annotated[str | None, "what ended the work early: `limit` or `interrupted`"]
    cohorts: list[MentoredCohortData]
    unplaced: list[UnplacedData]
    ask: list[AskData]
    choices: Annotated[list[GoodPlanData], "the good plans, each once, the one with the most people first"]


def read_sizes(work: CohortWork, *, size: str | None, target: int | None) -> Sizes:
    """A size as it is typed, such as `4-8`, and the best one, with what is left out from the curriculum. WrongUsage
    where they contradict each other."""
    usual = usual_sizes(work.plan.programme)
    least, most = usual.least, usual.most
    if size is not None:
        match = re.fullmatch(r"\s*(\d{1,3})\s*(?:[-–]\s*(\d{1,3}))?\s*", size)
        if not match:
            raise WrongUsage(f"{named('size')} {size} is not a size. Write it like 4-8.")
        least, most = int(match[1]), int(match[2] or match[1])
    if not 1 <= least <= most:
        raise WrongUsage(f"{named('size')} {least}-{most}: the least comes first, and is at least 1.")
    if target is not None and not least <= target <= most:
        raise WrongUsage(f"{named('target')} {target} does not lie within {least}-{most}.")
    return Sizes(least, target or min(max(usual.target, least), most), most)


def wanted_for(
    work: CohortWork,
    sizes: Sizes,
    *,
    minutes: int | None,
    grid: int | None,
    gap: int | None = None,
    everyone: bool = False,
) -> Wanted:
    """What is wanted of the cohorts that may change, or of all: their sizes, and meetings as long as is said, or as
    those were formed for last. `gap` are minutes between two cohorts of a facilitator in different rooms."""
    formed = [cohort for cohort in work.plan.programme.cohorts if everyone or cohort.key in work.free]
    return Wanted(sizes, minutes or agreed_minutes(formed), grid, gap)


@job
def form_and_write(
    work: CohortWork,
    wanted: Wanted,
    *,
    effort: Effort,
    now: datetime.datetime,
    dry_run: bool,
    prefer: Preference = "most",
) -> Formation:
    """The cohorts of a programme as somebody prefers them, written to cohorts.yaml where there are any.

    WouldOverwrite where people know of cohorts that would change, or where these have a history.
    """
    _refuse_to_form_anew(work)
    request, most = form(work, wanted, effort=effort)
    good_plans, cut = find_good_plans(work, request.problem, most=most, effort=effort)
    taken = plan_for(good_plans, prefer)
    plan = replace(taken.plan, stopped_by=most.stopped_by or cut)
    taken = replace(taken, plan=plan)
    advice = advice_on(request.problem, taken, prefer=prefer, effort=effort)
    reasons = reasons_for(request.problem, taken, prefer=prefer)
    violations = find_violations(request.problem, plan.cohorts)
    alone = tuple(one.text for one in violations if one.rule == "alone")
    if not dry_run and plan.cohorts:
        text, memory = cohorts_text(work, plan, minutes=wanted.minutes)
        formed = remembered(plan, advice=advice, reasons=reasons, gap=request.problem.pause)
        did = typed("cohorts", prefer=None if prefer == "most" else prefer)
        write(work, text, memory=memory, formed=formed, did=did, now=now)
    return Formation(
        work=work,
        request=replace(request, notes=(*request.notes, *alone)),
        plan=plan,
        advice=advice,
        mentors=mentors_of(work, plan, minutes=wanted.minutes),
        reasons=reasons,
        broken=_broken(request, plan, violations=violations),
        prefer=prefer,
        good_plans=good_plans,
        taken=taken,
    )


def missing_solver() -> str:
    """The line that installs the solver, where it is missing, so that a plan may not be the best."""
    return "" if solver_is_here() else INSTALL_SOLVER


def _refuse_to_form_anew(work: CohortWork) -> None:
    """WouldOverwrite where the members of a cohort that may change know of it already, or have met."""
    programme = work.plan.programme
    changing = [cohort for cohort in programme.cohorts if cohort.key in work.free and cohort.members]
    if changing and (programme.told is not None or programme.mailings):
        raise WouldOverwrite(f"People have been told who meets when. {_OR_KEEP}")
    begun = {mark.cohort for mark in programme.people.attendance} | {change.cohort for change in programme.changes}
    begun |= {meeting.cohort.key for meeting in work.plan.meetings if meeting.held}  # an entry for all says so, too
    bound = [cohort.label for cohort in changing if cohort.key in begun]
    if bound:
        raise WouldOverwrite(f"{bound[0]} has attendance or changes. {_OR_KEEP}")


def _broken(request: CohortRequest, plan: CohortPlan, *, violations: Sequence[Violation]) -> tuple[str, ...]:
    kept = {cohort.key for cohort in request.problem.kept}
    return tuple(sorted({plan.cohorts[one.cohort].key for one in violations if one.cohort is not None} & kept))


def _when_over(end: int) -> str:
    """The end of a stretch in words; midnight is the end of its day: "Wed 24:00"."""
    return minute_words(end % WEEK_MINUTES) if end % 1440 else f"{minute_words(end - 1440)[:4]}24:00"


def formation_data(found: Formation, *, seconds: float) -> FormationData:
    """The cohorts as JSON, and in how many seconds they were formed."""
    plan, advice = found.plan, found.advice
    return {
        "version": 1,
        "placed": plan.placed,
        "reachable": plan.reachable,
        "bound": plan.bound,
        "status": plan.status,
        "gap": plan.gap,
        "seconds": round(seconds, 3),
        "hard_hours": sum(len(ids) for _, ids in found.hard_hours),
        "cut": plan.stopped_by or None,
        "cohorts": [
            {**cohort_data(found.request.problem, cohort), "mentor": found.mentors.get(cohort.key)}
            for cohort in plan.cohorts
        ],
        "unplaced": [_unplaced(found, id) for id in plan.unplaced],
        "ask": [
            {
                "id": one.id,
                "start": minute_words(one.start),
                "end": _when_over(one.end),
                "text": one.text,
                "places": one.places,
            }
            for one in advice.ask
        ],
        "choices": [good_plan_data(one, taken=found.prefer in one.prefers) for one in found.good_plans],
    }


def _unplaced(found: Formation, id: str) -> UnplacedData:
    suggestions = found.advice.suggestions.get(id, ())
    return {
        "id": id,
        "why": found.reasons[id],
        "suggestions": [{"kind": one.kind, "text": one.text, "places": one.places} for one in suggestions],
        "note": found.advice.notes.get(id),
    }


def cohort_data(problem: CohortProblem, cohort: FormedCohort) -> FormedCohortData:
    """A cohort as JSON, without its mentor."""
    return {
        "id": cohort.key,
        "stream": {"track": cohort.stream.track, "level": cohort.stream.level},
        "day": DAYS[cohort.start // 1440],
        "time": f"{cohort.start % 1440 // 60:02d}:{cohort.start % 60:02d}",
        "turns": [minute_words(start) for start in cohort.starts] if cohort.turns else [],
        "minutes": cohort.minutes or problem.minutes,
        "timezone": problem.zone,
        "facilitator": cohort.leader or None,
        "facilitators": list(cohort.leaders),
        "room": cohort.room,
        "members": list(cohort.members),
        "hard_hours": list(at_hard_hours(problem, cohort)),
    }
