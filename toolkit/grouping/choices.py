"""A menu of good plans: the most people, fuller cohorts, fewer evenings of facilitators; each with what it costs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from toolkit.grouping.board import NOWHERE, Board
from toolkit.grouping.compile import compile_problem
from toolkit.grouping.evenings import count_evenings, spare_evenings, worth_of
from toolkit.grouping.exact import solver_is_here
from toolkit.grouping.form import BOUND_COLUMNS, EVEN_COLUMNS, board_of, columns_of, moves_for, plan_of, prove
from toolkit.grouping.greedy import augment, fill_greedily
from toolkit.grouping.instance import Instance
from toolkit.grouping.problem import CohortPlan, CohortProblem, Effort, FormedCohort, Watch
from toolkit.grouping.relocate import relocate
from toolkit.grouping.search import seat_anew
from toolkit.grouping.starts import starts_within

Preference = Literal["most", "fuller", "fewer-evenings"]
PREFERENCES: tuple[Preference, ...] = ("most", "fuller", "fewer-evenings")

NINE_TENTHS = 9, 10
"""Share of the people placed at most that a good plan places at least."""

SHARE_OF_MOVES = 8
"""For a plan that begins at another, the local search makes one in so many of its moves."""

NODES = 20
"""Branch-and-bound nodes for it."""


@dataclass(frozen=True)
class PreferredPlan:
    """A good plan, and what it is good for: one for several preferences where none is better for either."""

    prefers: tuple[Preference, ...]
    plan: CohortPlan


@dataclass(frozen=True)
class Measures:
    """What a plan gives and costs: people placed; people in each cohort that was formed, kept ones apart, the smallest
    first; evenings of facilitators, kept cohorts included; people in a choice below their first, and people at a time
    that they gave for need only.
    """

    placed: int
    sizes: tuple[int, ...]
    evenings: int
    lower: int
    if_needed: int


def measure(problem: CohortProblem, plan: CohortPlan) -> Measures:
    """What a plan of this problem gives and costs."""
    people, formed = {one.id: one for one in problem.people}, _formed(problem, plan)
    seated = [(people[id], cohort) for cohort in formed for id in cohort.members]
    asked = [person for person, _ in seated if person.if_needed]
    gladly = {one.id: starts_within(problem, one.available, zone=one.zone) for one in asked}
    return Measures(
        placed=plan.placed,
        sizes=tuple(sorted(len(cohort.members) for cohort in formed)),
        evenings=count_evenings(plan.cohorts),
        lower=sum(dict(person.choices)[cohort.stream] > 0 for person, cohort in seated),
        if_needed=sum(
            person.id in gladly and cohort.start // problem.grid not in gladly[person.id] for person, cohort in seated
        ),
    )


def _formed(problem: CohortProblem, plan: CohortPlan) -> list[FormedCohort]:
    kept = {cohort.key for cohort in problem.kept}
    return [cohort for cohort in plan.cohorts if not cohort.key or cohort.key not in kept]


def better_for(preference: Preference, problem: CohortProblem, *, most: CohortPlan, effort: Effort) -> CohortPlan:
    """The plan that a preference asks for, found from the one that places most and with its bound; `most` itself where
    there is none better for it, or where the work was cut.

    Fuller: the fewest people in a cohort are as many as can be, up to the target size. Fewer evenings: none for which
    fewer people get a place than the smallest cohort may have. Either places nine tenths of the people, at least.
    """
    if preference == "most" or not _formed(problem, most) or effort.watch.stop():
        return most
    found = (_fuller if preference == "fuller" else _fewer_evenings)(problem, most, effort=effort)
    if found is None or effort.watch.stop():
        return most
    plan = replace(plan_of(found, most.bound, effort=effort), bound=most.bound, reachable=most.reachable)
    return max(most, plan, key=lambda one: _merit(preference, problem, plan=one, most=most))


def choices_among(problem: CohortProblem, plans: Sequence[CohortPlan]) -> tuple[PreferredPlan, ...]:
    """Each different plan once, with what it is best for, in the order of the preferences; the first of `plans` is the
    one that places most."""

    def best(preference: Preference) -> CohortPlan:
        return max(plans, key=lambda plan: _merit(preference, problem, plan=plan, most=plans[0]))

    found = {preference: best(preference) for preference in PREFERENCES}
    return tuple(
        PreferredPlan(tuple(one for one in PREFERENCES if found[one] == plan), plan)
        for plan in dict.fromkeys(found.values())
    )


def _merit(preference: Preference, problem: CohortProblem, *, plan: CohortPlan, most: CohortPlan) -> tuple[int, ...]:
    """How good a plan is by a preference: the larger the better. One that places too few is worth nothing."""
    if plan.placed < _at_least(most.placed):
        return (-1,)
    if preference == "most":
        return (plan == most,)
    if preference == "fuller":
        smallest = min((len(cohort.members) for cohort in _formed(problem, plan)), default=0)
        return min(smallest, problem.sizes.target), plan.placed
    return (worth_of(plan.placed, count_evenings(plan.cohorts), least=problem.sizes.least),)


def _at_least(most: int) -> int:
    part, whole = NINE_TENTHS
    return -(-part * most // whole)


def _fuller(problem: CohortProblem, most: CohortPlan, *, effort: Effort) -> Board | None:
    """The best board whose cohorts all have more people than the smallest has now: the largest of these sizes with
    which enough people keep a place."""
    kept = sum(len(cohort.members) for cohort in problem.kept)
    smallest = min(len(cohort.members) for cohort in _formed(problem, most))
    for least in range(problem.sizes.target, smallest, -1):
        board = board_of(compile_problem(of_size(problem, least)), most.cohorts)
        _carry_on(board, most=most.placed - kept, effort=effort)
        if board.placed + kept >= _at_least(most.placed):
            return board
    return None


def _carry_on(board: Board, *, most: int, effort: Effort) -> None:
    """Cohorts that are too small end, and the search goes on from there."""
    watch, instance = Watch(stop=effort.watch.stop), board.instance
    _end_small(board)
    board.share_chairs()
    augment(board)
    fill_greedily(board, stop=watch.stop)
    moves = moves_for(len(instance.units)) // SHARE_OF_MOVES
    relocate(board, bound=most, moves=moves, seed=effort.seed, watch=watch)
    if _is_small(instance):
        prove(board, bound=most, effort=replace(effort, nodes=NODES, watch=watch))
    _seat_well(board, watch)


def _end_small(board: Board) -> None:
    least = board.instance.problem.sizes.least
    for slot in sorted(board.cohorts):
        while board.cohorts[slot] and board.count.get(slot, 0) < least * board.cohorts[slot]:
            board.close(next(one for one in reversed(board.bookings) if one.slot == slot))
            for unit in reversed(board.people_at(slot)):
                if board.free(slot) < 0:
                    board.put(unit, NOWHERE)


def _fewer_evenings(problem: CohortProblem, most: CohortPlan, *, effort: Effort) -> Board:
    kept = sum(len(cohort.members) for cohort in problem.kept)
    board = board_of(compile_problem(problem), most.cohorts)
    board.share_chairs()
    exactly = _is_small(board.instance)
    spare_evenings(board, at_least=_at_least(most.placed) - kept, effort=effort, exactly=exactly)
    _seat_well(board, Watch(stop=effort.watch.stop))
    return board


def _is_small(instance: Instance) -> bool:
    """Whether the whole programme is solved: where the sizes of the plan with most people are evened exactly, too."""
    return solver_is_here() and columns_of(instance) <= EVEN_COLUMNS


def _seat_well(board: Board, watch: Watch) -> None:
    """In the same cohorts, nobody waits for a seat that is free, and people sit where they like best."""
    augment(board)
    if solver_is_here() and columns_of(board.instance) <= BOUND_COLUMNS:
        seat_anew(board, watch=watch)


def of_size(problem: CohortProblem, least: int) -> CohortProblem:
    """The problem with another least size."""
    return replace(problem, sizes=replace(problem.sizes, least=least))


def narrowed(problem: CohortProblem, plan: CohortPlan, *, prefer: Preference) -> CohortProblem:
    """The problem as a preference sees it, of which the plan is the best: with cohorts no smaller than they are, or
    with no more cohorts for each facilitator than they run. What places more people there is a change that helps."""
    if prefer == "fuller" and (formed := _formed(problem, plan)):
        smallest = min(len(cohort.members) for cohort in formed)
        return of_size(problem, max(problem.sizes.least, min(smallest, problem.sizes.target)))
    if prefer == "fewer-evenings":
        runs = Counter(id for cohort in plan.cohorts for id in (cohort.leader, *cohort.others))
        leaders, seconds = (
            tuple(replace(one, cohorts=runs[one.id]) for one in some) for some in (problem.leaders, problem.seconds)
        )
        return replace(problem, leaders=leaders, seconds=seconds)
    return problem
