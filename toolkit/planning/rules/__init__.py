"""What can be wrong with a plan: small rules, each a generator of problems, run over the whole plan at once."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator

from toolkit.model.plan import Plan
from toolkit.model.programme import Programme
from toolkit.planning.rules import calendar, changed, content, people, readiness, texts
from toolkit.planning.rules import grouping as cohorts
from toolkit.problems import Problem

Rule = Callable[[Plan], Iterator[Problem]]

RULES: tuple[Rule, ...] = (
    *content.RULES,
    *texts.RULES,
    *calendar.RULES,
    *people.RULES,
    *changed.RULES,
    *cohorts.RULES,
    *readiness.RULES,
)


OF_THE_WHOLE = frozenset({
    content.weekly_load, calendar.meets_when_closed, calendar.clocks, calendar.inside_term, calendar.dates_confirmed,
    calendar.every_session_placed,
    calendar.needs_held_first, calendar.clinic_held_first, people.rooms_hold, people.rooms_not_lost,
    people.rooms_shared, people.nobody_twice, people.no_cohort_twice, people.sensible_sizes,
    people.known_facilitators, people.known_mentors, people.mentors_have_time, people.everybody_in_a_cohort,
    people.members_who_come,
    people.known_rooms, changed.people_free, changed.rooms_open, changed.still_step_free, changed.still_in_person,
    readiness.has_a_title, readiness.known_answers, cohorts.cohorts_hold,
    cohorts.mentors_hold,
})  # fmt: skip
"""Rules about dates, or about what is not known yet: they say nothing of a programme that could not be read as a
whole."""

NEEDED = {
    "P030": "sessions/", "P031": "cohorts.yaml", "P033": "people/rooms.csv",
    "P034": "resources.yaml", "P035": "resources.yaml", "P042": "resources.yaml",
    "P043": "curriculum.yaml", "P053": "curriculum.yaml", "P107": "curriculum.yaml",
}  # fmt: skip
"""What has to be read as a whole before these can be told: else one mistake there would look like many here."""


def find_problems(plan: Plan, *, today: datetime.date | None) -> tuple[Problem, ...]:
    """Every problem of every rule, by file and line, each once. Without `today` nothing is said about the past.

    Of a programme with stand-ins for what could not be read, only what is true whatever stood there.
    """
    programme = plan.programme
    rules = [rule for rule in RULES if not (programme.unsure and rule in OF_THE_WHOLE)]
    found = {problem for rule in rules for problem in rule(plan) if not _may_follow(problem, programme)}
    dated = () if programme.unsure else (*calendar.starts_in_past(plan, today), *people.kept_too_long(plan, today))
    return tuple(sorted({*found, *dated}))


def _may_follow(problem: Problem, programme: Programme) -> bool:
    """Whether the problem may be there only because something else could not be read."""
    known = not problem.file.startswith("sessions/") or problem.code in ("P030", "P034", "P090")
    return NEEDED.get(problem.code) in programme.unread | programme.unsure or (
        problem.file in programme.unsure and not known
    )
