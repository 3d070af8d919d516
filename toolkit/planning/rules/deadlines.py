"""The rule about the organiser's deadlines."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.model.plan import Plan
from toolkit.planning.outlook import overdue
from toolkit.planning.rules.rule import Facts, Rule
from toolkit.problems import Problem

LATE = "P135"

_WHERE = {
    "sign-up-opens": ("sign_up", "opens"),
    "sign-up-closes": ("sign_up", "closes"),
    "offers": ("sign_up", "closes"),
}
"""What moves a deadline; of others the start of the term."""


def deadlines_met(plan: Plan, facts: Facts) -> Iterator[Problem]:
    """P135: what was to be done by a day that is over is done, as far as the plan can show it."""
    if facts.today is None:
        return
    source = plan.programme.source("programme.yaml")
    for one in overdue(plan, facts.today):
        message = f"{one.title}: by {one.date.isoformat()}, and the plan shows that it is not done."
        yield source.problem(LATE, _WHERE.get(one.key, ("start",)), message, one.note)


RULES = (Rule(deadlines_met),)
