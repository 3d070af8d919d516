"""After somebody is lost or added: a menu by disturbance. Nobody else moves, few move, or many may."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from toolkit.planning.cohorts.board import NOWHERE, Board, opposed
from toolkit.planning.cohorts.check import name_cohort
from toolkit.planning.cohorts.deal import deal
from toolkit.planning.cohorts.form import board_of, simple_bound
from toolkit.planning.cohorts.greedy import augment, fill_greedily, may_join
from toolkit.planning.cohorts.model import solver_is_here
from toolkit.planning.cohorts.problem import CohortPlan, CohortProblem, Effort, FormedCohort, Watch
from toolkit.planning.cohorts.search import seat_anew, seat_more
from toolkit.planning.cohorts.starts import Instance, Unit, compile_problem

FEW = 6
"""People who change their time in the middle choice, at most."""

ROUNDS = {"few": 6, "many": 16}
"""Neighbourhoods that are looked at."""

Kind = Literal["nobody", "few", "many"]
TITLES: Mapping[Kind, str] = {"nobody": "Nobody else moves", "few": "Few move", "many": "Many may move"}


@dataclass(frozen=True)
class Choice:
    """A plan after a change, and how it differs: people with their time before and after, and sentences about facilitators, rooms and sizes.

    `same` are the keys of cohorts in which nothing changes; `ended` are sentences about those that are no more, and where their people go.
    """

    kind: Kind
    title: str
    plan: CohortPlan
    moved: tuple[tuple[str, str, str], ...]
    facilitators: tuple[str, ...]
    rooms: tuple[str, ...]
    small: tuple[str, ...]
    same: tuple[str, ...]
    ended: tuple[str, ...]


def replan(problem: CohortProblem, before: Sequence[FormedCohort], effort: Effort, *, absent: frozenset[str] = frozenset()) -> tuple[Choice, ...]:
    """The menu: a choice stands in it when it places more people, in cohorts that are not too small, than the calmer ones before it.
    The first is always there.

    Compared are people placed, then changed times, then facilitators, then rooms. `absent` are members who no longer come: they make no
    cohort large enough, and where one is merged with another they get seats after everybody else.
    """
    instance = compile_problem(problem, standing=before)
    calm = _nobody_moves(instance, before)
    choices, least = [_choice("nobody", calm, before, effort)], problem.sizes.least
    if solver_is_here():
        for kind in ("few", "many"):
            board = _movable(calm, before)
            choice = _choice(kind, _with_moves(board, before, kind, effort, absent), before, effort)
            lost = [one for one in choice.moved if not one[2]]
            if kind == "few" and len(choice.moved) - len(lost) > FEW:
                continue
            if _well_placed(choice, least, absent) > max(_well_placed(one, least, absent) for one in choices):
                choices.append(choice)
    bound = min(choice.plan.bound for choice in choices)
    return tuple(replace(one, plan=replace(one.plan, bound=max(bound, one.plan.placed))) for one in choices)


def _well_placed(choice: Choice, least: int, absent: frozenset[str]) -> int:
    """People in cohorts to which enough come."""
    coming = [len(set(cohort.members) - absent) for cohort in choice.plan.cohorts]
    return sum(number for number in coming if number >= least)


def _nobody_moves(instance: Instance, before: Sequence[FormedCohort]) -> Board:
    """Everybody where they are, a free facilitator or room in place of a lost one, those without a place on free seats."""
    board = board_of(instance, before)
    there = {(instance.runners[one.runner].id, instance.minute(one.slot), instance.stream(one.slot)) for one in board.sessions}
    streams = {stream: number for number, stream in enumerate(instance.streams)}
    for cohort in before:
        number = streams.get(cohort.stream)
        if number is None or (cohort.leader, cohort.start, number) in there or not cohort.members:
            continue
        _take_over(board, cohort, number * instance.starts + cohort.start // instance.problem.grid)
    board.share_chairs()
    _fill_seats(board)
    return board


def _take_over(board: Board, cohort: FormedCohort, slot: int) -> None:
    """The same people at the same time with another facilitator, or in another room; the one they had is asked first."""
    instance = board.instance
    group = board.room_for(slot)
    able = [number for number in range(len(instance.runners)) if board.can_run(number, slot)]
    units = [unit for unit in sorted({instance.unit_of[id] for id in cohort.members if id in instance.unit_of}) if slot in instance.units[unit].options]
    if group is None or not able or not units:
        return
    runner = min(able, key=lambda number: (instance.runners[number].id != cohort.leader, len(board.runs[number]), number))
    board.begin(runner, slot, group, people=sum(instance.units[unit].weight for unit in units))
    for unit in units:
        if board.place[unit] == NOWHERE and instance.units[unit].weight <= board.free(slot):
            board.put(unit, slot)


def _fill_seats(board: Board) -> None:
    """Those who wait take free seats of cohorts that are there: the scarcest first. Then new cohorts are formed of those left."""
    foes = opposed(board.instance)
    for unit in sorted(board.waiting(), key=lambda unit: (len(board.instance.units[unit].options), unit)):
        one = board.instance.units[unit]
        for slot in sorted(one.options, key=lambda slot: (one.options[slot], board.count.get(slot, 0), slot)):
            if board.cohorts.get(slot) and one.weight <= board.free(slot) and may_join(board, unit, slot, foes):
                board.put(unit, slot)
                break


def _movable(calm: Board, before: Sequence[FormedCohort]) -> Board:
    """A copy in which every time but the one that somebody has costs one step, so that few times change."""
    instance = calm.instance
    units = []
    for number, unit in enumerate(instance.units):
        here = calm.place[number]
        units.append(Unit(unit.ids, {slot: 0 if here in (slot, NOWHERE) else unit.weight for slot in unit.options}))
    board = calm.copy()
    board.instance = replace(instance, units=tuple(units))
    return board


def _with_moves(board: Board, before: Sequence[FormedCohort], kind: Kind, effort: Effort, absent: frozenset[str]) -> Board:
    """The calm plan with neighbourhoods decided anew: chains of single moves only, or whole cohorts."""
    watch = Watch(stop=effort.watch.stop)
    everybody = board.instance
    _set_aside(board, absent)
    _merge_at_once(board, before)
    small = [slot for slot, number in board.cohorts.items() if number and board.count.get(slot, 0) < board.instance.problem.sizes.least * number]
    for slot in small:
        for unit in board.people_at(slot):
            board.put(unit, NOWHERE)
        for session in [one for one in board.sessions if one.slot == slot]:
            board.close(session)
    augment(board)
    fill_greedily(board, stop=effort.watch.stop)
    if kind == "many":
        seat_more(board, bound=simple_bound(board.instance), rounds=ROUNDS[kind], patience=ROUNDS[kind], seed=effort.seed, watch=watch)
    seat_anew(board, watch=watch)
    board.instance = everybody
    _fill_seats(board)
    return board


def _set_aside(board: Board, absent: frozenset[str]) -> None:
    """Units of people who no longer come lose their seats, and can have none for the time being."""
    units = list(board.instance.units)
    for number, unit in enumerate(units):
        if absent.issuperset(unit.ids):
            board.put(number, NOWHERE)
            units[number] = Unit(unit.ids, {})
    board.instance = replace(board.instance, units=tuple(units))


def _merge_at_once(board: Board, before: Sequence[FormedCohort]) -> None:
    """A cohort that has become too small ends where others at the same time have seats for its people: nobody's time changes."""
    instance, streams = board.instance, {stream: number for number, stream in enumerate(board.instance.streams)}
    for cohort in sorted((one for one in before if one.stream in streams), key=lambda one: len(one.members)):
        slot = streams[cohort.stream] * instance.starts + cohort.start // instance.problem.grid
        theirs = [one for one in board.sessions if one.slot == slot and instance.runners[one.runner].id == cohort.leader]
        left = sum(instance.units[unit].weight for unit in {instance.unit_of.get(id, NOWHERE) for id in cohort.members} & set(board.people_at(slot)))
        if theirs and board.cohorts[slot] > 1 and left < instance.problem.sizes.least and board.free(slot) >= theirs[-1].seats:
            board.close(theirs[-1])


def _choice(kind: Kind, board: Board, before: Sequence[FormedCohort], effort: Effort) -> Choice:
    plan = _plan(board, _rekeyed(deal(board, standing=before, least=0), before), effort)
    old, new = _times(before), _times(plan.cohorts)
    known = {person.id for person in board.instance.problem.people}
    moved = tuple((id, old.get(id, ""), new.get(id, "")) for id in sorted(old.keys() & known) if old[id] != new.get(id, ""))
    earlier = {cohort.key: cohort for cohort in before}
    pairs = [(earlier[cohort.key], cohort) for cohort in plan.cohorts if cohort.key in earlier]
    least = board.instance.problem.sizes.least
    return Choice(
        kind=kind,
        title=TITLES[kind],
        plan=plan,
        moved=moved,
        facilitators=tuple(f"{a.key}: {b.leader or 'nobody'} instead of {a.leader or 'nobody'}" for a, b in pairs if a.leader != b.leader),
        rooms=tuple(f"{a.key}: {b.room or 'no room'} instead of {a.room or 'no room'}" for a, b in pairs if a.room != b.room),
        small=tuple(f"{name_cohort(cohort)} has {len(cohort.members)} people only" for cohort in plan.cohorts if len(cohort.members) < least),
        same=tuple(cohort.key for cohort in plan.cohorts if cohort.key and earlier.get(cohort.key) == cohort),
        ended=tuple(_ended(cohort, plan) for cohort in before if cohort.key and cohort.members and cohort.key not in {one.key for one in plan.cohorts}),
    )


def _ended(cohort: FormedCohort, plan: CohortPlan) -> str:
    """"b ends: 2 go to a, 1 to c"."""
    gone = [(len(set(other.members) & set(cohort.members)), name_cohort(other)) for other in plan.cohorts]
    words = ", ".join(f"{number}{' go' if number > 1 else ' goes'} to {name}" for number, name in gone if number)
    return f"{cohort.key} ends" + (f": {words}" if words else "")


def _rekeyed(cohorts: Sequence[FormedCohort], before: Sequence[FormedCohort]) -> tuple[FormedCohort, ...]:
    """A cohort whose facilitator changed keeps its key: the one with most of its members at the same time."""
    free = {cohort.key: cohort for cohort in before if cohort.key not in {one.key for one in cohorts}}
    found = []
    for cohort in cohorts:
        key = cohort.key
        if not key:
            alike = [(len(set(one.members) & set(cohort.members)), other) for other, one in free.items() if one.start == cohort.start]
            count, likest = max(alike, default=(0, ""))
            if count:
                key = likest
                del free[key]
        found.append(replace(cohort, key=key))
    return tuple(found)


def _plan(board: Board, cohorts: tuple[FormedCohort, ...], effort: Effort) -> CohortPlan:
    seated = {member for cohort in cohorts for member in cohort.members}
    problem = board.instance.problem
    unplaced = tuple(person.id for person in problem.people if person.id not in seated)
    bound = simple_bound(board.instance) + sum(len(cohort.members) for cohort in problem.kept)
    return CohortPlan(cohorts, unplaced, max(bound, len(seated)), board.instance.reachable, effort.watch.stop())


def _times(cohorts: Sequence[FormedCohort]) -> dict[str, str]:
    """When each member meets, in words."""
    days = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
    return {
        id: f"{days[cohort.start // 1440]} {cohort.start % 1440 // 60:02d}:{cohort.start % 60:02d}" for cohort in cohorts for id in cohort.members
    }
