"""Rules about who meets when, for cohorts written by hand and formed alike: the checker of the solver's plans, asked
about cohorts.yaml."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.grouping.problem import Person
from toolkit.grouping.violations import find_violations
from toolkit.model.plan import Plan
from toolkit.planning.cohort_request import CohortRequest, Wanted, formed_from, make_request, unclear_wishes
from toolkit.planning.company import columns_without_anything
from toolkit.planning.free import mentor_minutes, offers_time
from toolkit.planning.rules.rule import Facts, Rule
from toolkit.problems import Problem
from toolkit.reading.records import nearest

_CODES = {
    "time": "P087",
    "stream": "P087",
    "leader": "P087",
    "pair": "P088",
    "hours": "P089",
    "shut": "P098",
    "gap": "P145",
    "alone": "P146",
    "second": "P149",
}
_PLACES = {
    "leader": "facilitators",
    "hours": "facilitators",
    "shut": "room",
    "gap": "facilitators",
    "second": "facilitators",
}
"""The checker's rules that are told here; sizes, rooms and two places at once have rules of their own."""


def cohorts_hold(plan: Plan, facts: Facts) -> Iterator[Problem]:
    """P087, P088, P089, P098, P145, P146, P149: members and facilitators are free, wishes to be together or apart are
    kept, hours are enough, rooms are open, facilitators have time from one room to another, nobody is the only one of
    those who are to have company, and a cohort that needs two to run it has them."""
    programme = plan.programme
    if not plan.meetings or not any(cohort.members for cohort in programme.cohorts):
        return
    request = make_request(plan, Wanted(), everyone=True, named=True)
    source, problem = programme.source("cohorts.yaml"), request.problem
    cohorts = [cohort for cohort in programme.cohorts if not cohort.way.solo]
    formed = [formed_from(cohort, problem.zone, first=problem.first) for cohort in cohorts]
    silent = _silent(request)
    for violation in find_violations(problem, formed):
        if violation.rule in _CODES and violation.cohort is not None:
            if violation.subject in silent and violation.rule != "alone":
                continue
            cohort = cohorts[violation.cohort]
            if violation.rule == "stream" and not cohort.track:
                continue
            if violation.rule == "second" and not cohort.facilitators:
                continue
            yield source.problem(
                _CODES[violation.rule], ("cohorts", cohort.key, _PLACES.get(violation.rule, "members")), violation.text
            )


def wishes_clear(plan: Plan, facts: Facts) -> Iterator[Problem]:
    """P125: wishes in participants.csv name people who are there and a mode that there is, and do not contradict each
    other."""
    source = plan.programme.source("people/participants.csv")
    if "people/participants.csv" not in plan.programme.unread:
        for id, _column, sentence in unclear_wishes(plan.programme):
            yield source.problem("P125", (id,), f"{sentence}.")


def columns_known(plan: Plan, facts: Facts) -> Iterator[Problem]:
    """P147: the columns by which cohorts.yaml asks for company are there and somebody has something in them."""
    programme = plan.programme
    if programme.people.participants and "people/participants.csv" not in programme.unread:
        for key, number, sentence in columns_without_anything(programme):
            yield programme.source("cohorts.yaml").problem("P147", (key, number), sentence)


def roles_known(plan: Plan, facts: Facts) -> Iterator[Problem]:
    """P148: somebody has the role that cohorts.yaml asks for beside the facilitator's, and nobody one that nothing asks
    for, unless a cohort names them."""
    programme, people = plan.programme, plan.programme.people.facilitators
    if "people/facilitators.csv" in programme.unread:
        return
    role = programme.second_role
    if role and people and role not in {one.role for one in people.values()}:
        message = f"Nobody in people/facilitators.csv has the role “{role}”."
        yield programme.source("cohorts.yaml").problem("P148", ("second_role",), message)
    named = {id for cohort in programme.cohorts for id in (*cohort.facilitators, cohort.mentor)}
    for one in people.values():
        if one.own_role not in ("", role) and one.id not in named:
            known = ("facilitator", "mentor", *([role] if role else []))
            message = f"{one.id} has the role “{one.role}”, which no cohort asks for."
            source = programme.source("people/facilitators.csv")
            yield source.problem("P148", (one.id,), message, nearest(one.role, known))


def mentors_hold(plan: Plan, facts: Facts) -> Iterator[Problem]:
    """P087: mentors are free at the meetings of their cohorts; told once a cohort, and of moved meetings by P097."""
    source = plan.programme.source("cohorts.yaml")
    for cohort in plan.programme.cohorts:
        person = plan.programme.people.facilitators.get(cohort.mentor or "")
        if person is None or not cohort.way.mentored:
            continue
        meetings = [
            meeting
            for meeting in plan.of_cohort(cohort.key)
            if meeting.mentor == person and mentor_minutes(meeting) and not (meeting.held or meeting.moved)
        ]
        missed = next(
            (
                meeting
                for meeting in meetings
                if offers_time(person.available, person.timezone or meeting.zone, start=meeting.start, end=meeting.end)
                is False
            ),
            None,
        )
        if missed is not None:
            message = (
                f"{cohort.label}: {person.id} is not free to mentor, for instance on {missed.date.isoformat()} from"
                f" {missed.time:%H:%M} to {missed.end:%H:%M} ({missed.zone})."
            )
            yield source.problem("P087", ("cohorts", cohort.key, "mentor"), message)


def _silent(request: CohortRequest) -> set[str]:
    """People and facilitators who gave no times: nothing can be said against any."""
    people: list[Person] = [one for one in request.problem.people if not one.available and not one.if_needed]
    return {one.id for one in people} | {one.id for one in request.problem.staff if not one.available}


RULES = (
    Rule(cohorts_hold),
    Rule(mentors_hold),
    Rule(columns_known, partly=True),
    Rule(roles_known, partly=True),
    Rule(wishes_clear, partly=True),
)
