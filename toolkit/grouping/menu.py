"""After somebody is lost or added: a menu by disturbance. Nobody else moves, few move, or many may."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from toolkit.grouping.board import Board
from toolkit.grouping.bound import simple_bound
from toolkit.grouping.deal import deal
from toolkit.grouping.moves import FEW, Disturbance, fill_seats, movable, with_moves
from toolkit.grouping.problem import CohortPlan, CohortProblem, Effort, FormedCohort, Person, Stream, unplaced_people
from toolkit.grouping.standing import Stand, find_standing, remaining, rules_broken
from toolkit.grouping.violations import name_cohort
from toolkit.model.availability import minute_words

TITLES: Mapping[Disturbance, str] = {"nobody": "Nobody else moves", "few": "Few move", "many": "Many may move"}


@dataclass(frozen=True)
class Alternative:
    """A plan after a change, and how it differs: people with their time before and after, those who get a place
    (`joined`), and the key of a cohort with its facilitators or room now and before; sentences about sizes.

    `same` are the keys of cohorts in which nothing changes; `ended` are sentences about those that are no more, and
    where their people go.
    """

    kind: Disturbance
    title: str
    plan: CohortPlan
    moved: tuple[tuple[str, str, str], ...]
    joined: tuple[tuple[str, str], ...]
    facilitators: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]
    rooms: tuple[tuple[str, str | None, str | None], ...]
    small: tuple[str, ...]
    same: tuple[str, ...]
    ended: tuple[str, ...]


def replan(
    problem: CohortProblem, before: Sequence[FormedCohort], *, effort: Effort, absent: frozenset[str] = frozenset()
) -> tuple[Alternative, ...]:
    """The menu: a choice stands in it when it places more people, in cohorts that are not too small and have a
    facilitator, than the calmer ones before it. The first is always there, and leaves every cohort that has members
    where it is, whatever rule it breaks.

    Compared are people placed, then changed times, then facilitators, then rooms. `absent` are members who no longer
    come: they make no cohort large enough, and where one is merged with another they get seats after everybody else.
    """
    stand = find_standing(problem, [left for one in before if (left := remaining(problem, one)).members])
    calm = _nobody_moves(problem, stand, before=before, effort=effort)
    choices = [calm]
    for kind in ("few", "many"):
        board = movable(stand.board)
        choice = _alternative(
            kind,
            with_moves(board, stand.standing, kind=kind, effort=effort, absent=absent),
            standing=stand.standing,
            before=before,
            effort=effort,
        )
        changed = [one for one in choice.moved if one[2]]
        if kind == "few" and len(changed) > FEW:
            continue
        if _well_placed(choice, problem, absent=absent) > max(
            _well_placed(one, problem, absent=absent) for one in choices
        ):
            choices.append(choice)
    bound = min(choice.plan.bound for choice in choices)
    return tuple(replace(one, plan=replace(one.plan, bound=max(bound, one.plan.placed))) for one in choices)


def _well_placed(choice: Alternative, problem: CohortProblem, *, absent: frozenset[str]) -> int:
    """People in cohorts to which enough come, and which have a facilitator where there are any, and the second that
    they need."""
    seconds = {one.id for one in problem.seconds}
    led = [
        cohort
        for cohort in choice.plan.cohorts
        if (cohort.leaders or not any(leader.id for leader in problem.leaders))
        and not (problem.second_role and seconds.isdisjoint(cohort.leaders))
    ]
    coming = [len(set(cohort.members) - absent) for cohort in led]
    return sum(number for number in coming if number >= problem.sizes.least)


def _nobody_moves(
    problem: CohortProblem, stand: Stand, *, before: Sequence[FormedCohort], effort: Effort
) -> Alternative:
    """Everybody where they are, and those without a place on free seats."""
    board = stand.board.copy()
    alone = {id for cohort in stand.orphans for id in cohort.members}
    fill_seats(board, but=frozenset(board.instance.unit_of[id] for id in alone if id in board.instance.unit_of))
    choice = _alternative("nobody", board, standing=stand.standing, before=before, effort=effort, beside=stand.orphans)
    cohorts = _joined(problem, choice.plan, kept={cohort.key for cohort in board.instance.problem.kept})
    return _compared(
        "nobody",
        replace(choice.plan, cohorts=cohorts, unplaced=unplaced_people(problem, cohorts)),
        problem=problem,
        before=before,
    )


def _joined(problem: CohortProblem, plan: CohortPlan, *, kept: set[str]) -> tuple[FormedCohort, ...]:
    """Those without a place get free seats of kept cohorts too, where the checker finds nothing against it."""
    cohorts = list(plan.cohorts)
    people = {person.id: person for person in problem.people}
    for id in plan.unplaced if kept else ():
        for number, cohort in enumerate(cohorts):
            if cohort.key in kept and len(cohort.members) < problem.sizes.most and _suits(people[id], cohort.stream):
                wider = [*cohorts[:number], replace(cohort, members=(*cohort.members, id)), *cohorts[number + 1 :]]
                if rules_broken(problem, wider) <= rules_broken(problem, cohorts):
                    cohorts = wider
                    break
    return tuple(cohorts)


def _suits(person: Person, stream: Stream) -> bool:
    """Whether somebody asked for what a cohort does; one without a track or level of its own is for all of them."""
    return any(
        one.mode == stream.mode and stream.track in ("", one.track) and stream.level in ("", one.level)
        for one, _ in person.choices
    )


def _alternative(
    kind: Disturbance,
    board: Board,
    *,
    standing: Sequence[FormedCohort],
    before: Sequence[FormedCohort],
    effort: Effort,
    beside: Sequence[FormedCohort] = (),
) -> Alternative:
    cohorts = _rekeyed((*deal(board, standing=standing, least=0), *beside), before)
    problem = board.instance.problem
    bound = simple_bound(board.instance) + sum(len(cohort.members) for cohort in problem.kept)
    placed = sum(len(cohort.members) for cohort in cohorts)
    plan = CohortPlan(
        cohorts, unplaced_people(problem, cohorts), max(bound, placed), board.instance.reachable, effort.watch.stop()
    )
    return _compared(kind, plan, problem=problem, before=before)


def _compared(
    kind: Disturbance, plan: CohortPlan, *, problem: CohortProblem, before: Sequence[FormedCohort]
) -> Alternative:
    old, new = _times(before), _times(plan.cohorts)
    known = {person.id for person in problem.people}
    earlier = {cohort.key: cohort for cohort in before}
    pairs = [(earlier[cohort.key], cohort) for cohort in plan.cohorts if cohort.key in earlier]
    least = problem.sizes.least
    return Alternative(
        kind=kind,
        title=TITLES[kind],
        plan=plan,
        moved=tuple((id, old[id], new.get(id, "")) for id in sorted(old.keys() & known) if old[id] != new.get(id, "")),
        joined=tuple((id, new[id]) for id in sorted(new.keys() - old.keys())),
        facilitators=tuple((a.key, b.leaders, a.leaders) for a, b in pairs if {*a.leaders} != {*b.leaders}),
        rooms=tuple((a.key, b.room, a.room) for a, b in pairs if a.room != b.room),
        small=tuple(
            f"{name_cohort(cohort)} has {_people(cohort)} only"
            for cohort in plan.cohorts
            if len(cohort.members) < least
        ),
        same=tuple(cohort.key for cohort in plan.cohorts if cohort.key and earlier.get(cohort.key) == cohort),
        ended=tuple(
            _ended(cohort, plan)
            for cohort in before
            if cohort.key and cohort.members and cohort.key not in {one.key for one in plan.cohorts}
        ),
    )


def _people(cohort: FormedCohort) -> str:
    return "1 person" if len(cohort.members) == 1 else f"{len(cohort.members)} people"


def _ended(cohort: FormedCohort, plan: CohortPlan) -> str:
    """ "b ends: 2 go to a, 1 to c"."""
    gone = [(len(set(other.members) & set(cohort.members)), name_cohort(other)) for other in plan.cohorts]
    words = ", ".join(f"{number}{' go' if number > 1 else ' goes'} to {name}" for number, name in gone if number)
    return f"{cohort.key} ends" + (f": {words}" if words else "")


def _rekeyed(cohorts: Sequence[FormedCohort], before: Sequence[FormedCohort]) -> tuple[FormedCohort, ...]:
    """A cohort without a key gets that of the one with most of its members, at the same time before any other; its
    length stays its own.
    """
    free = {cohort.key: cohort for cohort in before if cohort.key not in {one.key for one in cohorts}}
    shared = sorted(
        (one.start != cohort.start, -len(set(one.members) & set(cohort.members)), number, key)
        for number, cohort in enumerate(cohorts) if not cohort.key for key, one in free.items()
    )  # fmt: skip
    given: dict[int, str] = {}
    for _, count, number, key in shared:
        if count and number not in given and key not in given.values():
            given[number] = key
    named = [replace(cohort, key=cohort.key or given.get(number, "")) for number, cohort in enumerate(cohorts)]
    lengths = {cohort.key: cohort.minutes for cohort in before}
    return tuple(replace(cohort, minutes=cohort.minutes or lengths.get(cohort.key)) for cohort in named)


def _times(cohorts: Sequence[FormedCohort]) -> dict[str, str]:
    """When each member meets, in words."""
    return {
        id: " and ".join(map(minute_words, cohort.starts)) + (" in turn" if cohort.turns else "")
        for cohort in cohorts
        for id in cohort.members
    }
