"""Rules about who runs the meetings, and who comes to them as a mentor."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.model.plan import Plan
from toolkit.planning.mentor_hours import mentor_hours
from toolkit.planning.rules.rule import Facts, Rule
from toolkit.problems import Problem


def known_facilitators(plan: Plan, facts: Facts) -> Iterator[Problem]:
    """P075: somebody runs each cohort. Alone, nobody is needed."""
    for cohort in plan.programme.cohorts:
        if not cohort.facilitators and not cohort.way.solo:
            source = plan.programme.source("cohorts.yaml")
            yield source.problem("P075", ("cohorts", cohort.key), f"{cohort.label} has no facilitator yet.")


def known_mentors(plan: Plan, facts: Facts) -> Iterator[Problem]:
    """P094: a cohort in a mentored mode has a mentor."""
    for cohort in plan.programme.cohorts:
        if cohort.way.mentored and cohort.mentor is None:
            message = f"{cohort.label} meets with a mentor ({cohort.mode}), and has none yet."
            yield plan.programme.source("cohorts.yaml").problem("P094", ("cohorts", cohort.key), message)


def mentors_have_time(plan: Plan, facts: Facts) -> Iterator[Problem]:
    """P140: in no week is a mentor wanted for more hours than they give."""
    source = plan.programme.source("cohorts.yaml")
    for hours in mentor_hours(plan):
        if hours.over and hours.offered is not None and hours.monday is not None:
            week = hours.monday.isoformat()
            labels = ", ".join(share.cohort.label for share in hours.shares)
            message = (
                f"{hours.mentor.name or hours.mentor.id} is wanted for {hours.wanted} minutes in the week of {week}"
                f" ({labels}) and gives {hours.offered}."
            )
            yield source.problem("P140", ("cohorts", hours.shares[-1].cohort.key, "mentor"), message)


RULES = (Rule(known_facilitators), Rule(known_mentors), Rule(mentors_have_time))
