"""The good plans beside the one that places most people: what each costs, and what is said of whom it leaves out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Annotated, TypedDict

from toolkit.grouping.advice import Advice
from toolkit.grouping.choices import (
    PREFERENCES,
    Measures,
    Preference,
    PreferredPlan,
    better_for,
    choices_among,
    measure,
    narrowed,
)
from toolkit.grouping.problem import CohortPlan, CohortProblem, Effort
from toolkit.grouping.reasons import why_unplaced
from toolkit.grouping.suggest import advise
from toolkit.jobs.cohorts import CohortWork, with_keys
from toolkit.planning.evenings_apart import formed_apart
from toolkit.planning.one_person import in_both_lists

_LEFT_OUT: Mapping[Preference, str] = {
    "fuller": "left out for fuller cohorts",
    "fewer-evenings": "left out to spare an evening",
}
ELSEWHERE = "the plan with the most people has a place for them"


@dataclass(frozen=True)
class GoodPlan:
    """A good plan, what it is good for, what it gives and costs, and who has a place in the one with the most people
    and none here."""

    prefers: tuple[Preference, ...]
    plan: CohortPlan
    measures: Measures
    left_out: tuple[str, ...]


class GoodPlanData(TypedDict):
    """One of the good plans, which `--prefer` takes."""

    prefer: Annotated[list[str], "what it is best for: `most`, `fuller`, `fewer-evenings`"]
    taken: Annotated[bool, "whether it is the plan above"]
    placed: int
    sizes: Annotated[list[int], "people in each cohort that was formed, kept ones apart; the smallest first"]
    evenings: Annotated[int, "days of a week on which each facilitator comes, added up"]
    lower_choices: Annotated[int, "people in a choice below their first"]
    if_needed: Annotated[int, "people at a time that they gave for need only"]
    left_out: Annotated[list[str], "ids: who has a place in the plan with the most people, and none here"]
    unplaced: Annotated[list[str], "ids"]


def find_good_plans(
    work: CohortWork, problem: CohortProblem, *, most: CohortPlan, effort: Effort
) -> tuple[tuple[GoodPlan, ...], str]:
    """The menu, `most` first; every plan has its keys and tears nobody between two evenings. And what ended the work
    early, so that another run may find more."""
    both = in_both_lists(work.plan.programme.people)
    plans = [most]
    for preference in PREFERENCES[1:]:
        form = partial(better_for, preference, most=most, effort=effort)
        plan = formed_apart(problem, both, form=form)[1]
        plans.append(most if plan.cohorts == most.cohorts else with_keys(work, plan))
    placed = {id for cohort in most.cohorts for id in cohort.members}

    def good_plan(choice: PreferredPlan) -> GoodPlan:
        left_out = tuple(id for id in choice.plan.unplaced if id in placed)
        return GoodPlan(choice.prefers, choice.plan, measure(problem, choice.plan), left_out)

    return tuple(map(good_plan, choices_among(problem, plans))), effort.watch.stop()


def plan_for(good_plans: Sequence[GoodPlan], prefer: Preference) -> GoodPlan:
    """The one that a preference asks for: the first, with the most people, where none is better for it."""
    return next(one for one in good_plans if prefer in one.prefers)


def advice_on(problem: CohortProblem, choice: GoodPlan, *, prefer: Preference, effort: Effort) -> Advice:
    """What would place more people while the preference stands; of those whom it leaves out it is said that another
    plan has a place for them."""
    advice = advise(_as_seen(problem, choice, prefer=prefer), choice.plan, effort=effort)
    elsewhere = f"{ELSEWHERE[0].upper()}{ELSEWHERE[1:]}."
    notes = {id: elsewhere if id in choice.left_out else note for id, note in advice.notes.items()}
    return replace(advice, notes=notes)


def _as_seen(problem: CohortProblem, choice: GoodPlan, *, prefer: Preference) -> CohortProblem:
    return problem if "most" in choice.prefers else narrowed(problem, choice.plan, prefer=prefer)


def reasons_for(problem: CohortProblem, choice: GoodPlan, *, prefer: Preference) -> dict[str, str]:
    """Why each of those without a place has none, by id."""
    left_out = f"{_LEFT_OUT.get(prefer, '')}; {ELSEWHERE}"
    return why_unplaced(problem, choice.plan) | dict.fromkeys(choice.left_out, left_out)


def good_plan_data(choice: GoodPlan, *, taken: bool) -> GoodPlanData:
    """A good plan as JSON, and whether it is the one that was asked for."""
    has = choice.measures
    return {
        "prefer": list(choice.prefers),
        "taken": taken,
        "placed": has.placed,
        "sizes": list(has.sizes),
        "evenings": has.evenings,
        "lower_choices": has.lower,
        "if_needed": has.if_needed,
        "left_out": list(choice.left_out),
        "unplaced": list(choice.plan.unplaced),
    }
