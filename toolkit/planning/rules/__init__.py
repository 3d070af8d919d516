"""What can be wrong with a plan: small rules, each a generator of problems, run over the whole plan at once."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator

from toolkit.model.plan import Plan
<<<<<<< HEAD
from toolkit.planning.rules import calendar, content, people, readiness, texts
=======
from toolkit.planning.rules import calendar, cohorts, content, people, readiness
>>>>>>> 6fc5b9a (programme cohorts: the verb, suggestions, re-planning, cohorts.yaml kept where edited by hand)
from toolkit.problems import Problem

Rule = Callable[[Plan], Iterator[Problem]]

<<<<<<< HEAD
RULES: tuple[Rule, ...] = (*content.RULES, *texts.RULES, *calendar.RULES, *people.RULES, *readiness.RULES)
=======
RULES: tuple[Rule, ...] = (*content.RULES, *calendar.RULES, *people.RULES, *cohorts.RULES, *readiness.RULES)
>>>>>>> 6fc5b9a (programme cohorts: the verb, suggestions, re-planning, cohorts.yaml kept where edited by hand)


def find_problems(plan: Plan, *, today: datetime.date | None) -> tuple[Problem, ...]:
    """Every problem of every rule, by file and line, each once. Without `today` nothing is said about the past."""
    found = {problem for rule in RULES for problem in rule(plan)}
    return tuple(sorted({*found, *calendar.starts_in_past(plan, today), *people.kept_too_long(plan, today)}))
