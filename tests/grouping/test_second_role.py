"""Two who run each cohort: a facilitator, and somebody of the role that the organiser named."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.grouping.small_problems import LONDON, formed, leader, person, place, problem, random_problem
from tests.grouping.test_form import seated
from tests.grouping.test_gap import evening
from toolkit.grouping import form
from toolkit.grouping.board import Board
from toolkit.grouping.bound import priced_bound, simple_bound
from toolkit.grouping.compile import compile_problem
from toolkit.grouping.form import form_cohorts
from toolkit.grouping.problem import CohortProblem, Effort, FormedCohort, Leader, Watch
from toolkit.grouping.violations import find_violations

HELPER = "helper"


def helped(given_problem: CohortProblem, *seconds: Leader) -> CohortProblem:
    return replace(given_problem, second_role=HELPER, seconds=seconds)


def with_helpers(given_problem: CohortProblem, seed: int, *, helpers: int) -> CohortProblem:
    """The problem with people for the second role, at times of others, some of whom go about between cohorts."""
    chance = random.Random(seed)
    some = [*given_problem.people, *given_problem.leaders]
    streams = frozenset(stream for one in given_problem.people for stream, _ in one.choices)
    found = []
    for number in range(helpers):
        one = chance.choice(some)
        limit, roams = chance.choice((1, 2, None)), chance.choice((1, 1, 1, 2))
        minutes = chance.choice((None, None, 2 * given_problem.minutes))
        found.append(Leader(f"h{number}", one.zone, one.available, streams, limit, roams, minutes))
    return helped(given_problem, *found)


def best_by_trying(given_problem: CohortProblem, *, starts: range) -> int:
    """The most people that any plan can place, by trying every set of cohorts with every two who could run them."""
    streams = sorted({stream for one in given_problem.people for stream, _ in one.choices})
    people = given_problem.people
    trial = [
        FormedCohort(stream, start, one.id, room, (), others=(other.id,))
        for one in given_problem.leaders
        for other in given_problem.seconds
        for start in starts
        for stream in streams
        for room in ([room.id for room in given_problem.rooms] if given_problem.rooms and not stream.online else [None])
    ]
    hard = {"leader", "second", "stream", "shut", "twice", "hours", "room", "gap"}

    def holds(cohorts: list[FormedCohort]) -> bool:
        return not {one.rule for one in find_violations(given_problem, cohorts)} & hard

    def comes(cohort: FormedCohort) -> frozenset[int]:
        return frozenset(
            number
            for number, who in enumerate(people)
            if not {"time", "stream"}
            & {one.rule for one in find_violations(given_problem, [replace(cohort, members=(who.id,))])}
        )

    runs = {one: comes(one) for one in trial if holds([one])}
    runs = {one: who for one, who in runs.items() if len(who) >= given_problem.sizes.least}
    pairs = {pair for pair in combinations(runs, 2) if holds(list(pair))}
    found, sets = 0, [(one,) for one in runs]
    while sets:
        found = max(
            found, *(seated(tuple(runs[one] for one in chosen), len(people), sizes=given_problem.sizes) for chosen in sets)
        )
        sets = [
            (*chosen, one)
            for chosen in sets
            if (len(chosen) + 1) * given_problem.sizes.least <= len(people)
            for one in list(runs)[list(runs).index(chosen[-1]) + 1 :]
            if all((other, one) in pairs for other in chosen) and holds([*chosen, one])
        ]
    return found
