"""What can be wrong with a plan: small rules, each a generator of problems, run over the whole plan at once."""

from __future__ import annotations

from toolkit.model.plan import Plan
from toolkit.model.programme import Programme
from toolkit.planning.rules import (
    calendar,
    changed,
    characters,
    content,
    deadlines,
    facilitators,
    grouping,
    members,
    overlaps,
    readiness,
    references,
    rooms,
    terms,
    texts,
    variants,
    zones,
)
from toolkit.planning.rules.rule import NOTHING_KNOWN, Facts, Rule
from toolkit.problems import Problem

__all__ = ("RULES", "Facts", "Rule", "find_problems")

RULES: tuple[Rule, ...] = (
    *content.RULES,
    *variants.RULES,
    *texts.RULES,
    *calendar.RULES,
    *terms.RULES,
    *zones.RULES,
    *references.RULES,
    *rooms.RULES,
    *overlaps.RULES,
    *members.RULES,
    *facilitators.RULES,
    *changed.RULES,
    *grouping.RULES,
    *readiness.RULES,
    *deadlines.RULES,
    *characters.RULES,
)


def find_problems(plan: Plan, facts: Facts = NOTHING_KNOWN) -> tuple[Problem, ...]:
    """Every problem of every rule, by file and line, each once.

    Of a programme with stand-ins for what could not be read, only what is true whatever stood there.
    """
    found = (
        problem
        for rule in RULES
        if rule.partly or not plan.programme.unsure
        for problem in rule.find(plan, facts)
        if not _may_follow(problem, rule, programme=plan.programme)
    )
    return tuple(sorted(set(found)))


def _may_follow(problem: Problem, rule: Rule, *, programme: Programme) -> bool:
    """Whether the problem may be there only because something else could not be read."""
    known = not problem.file.startswith("sessions/") or problem.code in rule.certain
    return rule.needs.get(problem.code) in programme.unread | programme.unsure or (
        problem.file in programme.unsure and not known
    )
