"""After somebody is lost or added: a menu by disturbance. Nobody else moves, few move, or many may."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Literal

from toolkit.grouping.board import NOWHERE, Board, opposed
from toolkit.grouping.check import find_violations, name_cohort
from toolkit.grouping.deal import deal
from toolkit.grouping.exact import Model, Piece, Weights, apply, solver_is_here
from toolkit.grouping.form import board_of, simple_bound
from toolkit.grouping.greedy import augment, fill_greedily, may_join
from toolkit.grouping.problem import (
    CohortPlan,
    CohortProblem,
    Effort,
    FormedCohort,
    Person,
    Stream,
    Watch,
    unplaced_people,
)
from toolkit.grouping.search import seat_more
from toolkit.grouping.starts import Instance, Unit, compile_problem
from toolkit.model.availability import moment_words

FEW = 6
"""People who change their time in the middle choice, at most."""

ROUNDS = {"few": 6, "many": 16}
"""Neighbourhoods that are looked at."""

Kind = Literal["nobody", "few", "many"]
TITLES: Mapping[Kind, str] = {"nobody": "Nobody else moves", "few": "Few move", "many": "Many may move"}


@dataclass(frozen=True)
class Choice:
    """A plan after a change, and how it differs: people with their time before and after, those who get a place
    (`joined`), and the key of a cohort with its facilitators or room now and before; sentences about sizes.

    `same` are the keys of cohorts in which nothing changes; `ended` are sentences about those that are no more, and
    where their people go.
    """

    kind: Kind
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
) -> tuple[Choice, ...]:
    """The menu: a choice stands in it when it places more people, in cohorts that are not too small and have a
    facilitator, than the calmer ones before it. The first is always there, and leaves every cohort that has members
    where it is, whatever rule it breaks.

    Compared are people placed, then changed times, then facilitators, then rooms. `absent` are members who no longer
    come: they make no cohort large enough, and where one is merged with another they get seats after everybody else.
    """
    stand = _stand(problem, [left for one in before if (left := _left(problem, one)).members])
    calm = _nobody_moves(problem, stand, before=before, effort=effort)
    choices = [calm]
    if solver_is_here():
        for kind in ("few", "many"):
            board = _movable(stand.board)
            choice = _choice(
                kind,
                _with_moves(board, stand.standing, kind=kind, effort=effort, absent=absent),
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


def _well_placed(choice: Choice, problem: CohortProblem, *, absent: frozenset[str]) -> int:
    """People in cohorts to which enough come, and which have a facilitator where there are any."""
    led = [
        cohort for cohort in choice.plan.cohorts if cohort.leaders or not any(leader.id for leader in problem.leaders)
    ]
    coming = [len(set(cohort.members) - absent) for cohort in led]
    return sum(number for number in coming if number >= problem.sizes.least)


@dataclass(frozen=True)
class _Stand:
    """Cohorts as they stand without what is lost: those on a board, where some of them have another facilitator or
    room; and those without a facilitator. What a board cannot hold is kept as it is, out of the solver's hands.
    """

    board: Board
    standing: tuple[FormedCohort, ...]
    orphans: tuple[FormedCohort, ...]


def _left(problem: CohortProblem, cohort: FormedCohort) -> FormedCohort:
    """A cohort without members and further facilitators who are not there any more; the first of those left takes the
    place of a lost one."""
    people, known = {person.id for person in problem.people}, {leader.id for leader in problem.leaders}
    leaders = [id for id in cohort.leaders if id in known] or [cohort.leader]
    return replace(
        cohort, members=tuple(id for id in cohort.members if id in people), leader=leaders[0], others=tuple(leaders[1:])
    )


def _stand(problem: CohortProblem, cohorts: Sequence[FormedCohort]) -> _Stand:
    known = {leader.id for leader in problem.leaders}
    streams = {stream for person in problem.people for stream, _ in person.choices}
    named = {cohort.key for cohort in problem.kept}
    movable = [cohort for cohort in cohorts if cohort.key not in named]
    kept = [cohort for cohort in movable if not _has_a_form(problem, cohort, streams=streams)]
    movable = [cohort for cohort in movable if cohort not in kept]
    kept = [_with_others(problem, cohort, beside=[one for one in cohorts if one.key != cohort.key]) for cohort in kept]
    orphans: list[FormedCohort] = []
    while True:
        taken = {cohort.key for cohort in (*kept, *orphans)}
        rest = [cohort for cohort in movable if cohort.key not in taken]
        instance = compile_problem(replace(problem, kept=(*problem.kept, *kept)), standing=rest)
        board, standing = _seated(instance, rest)
        unseated = [cohort for cohort in rest if cohort.key not in {one.key for one in standing}]
        if not unseated:
            nobody = [replace(cohort, leader="") for cohort in orphans]
            return _Stand(board, tuple(standing), tuple(nobody))
        lost = [cohort for cohort in unseated if cohort.leader not in known]
        orphans += lost
        kept += () if lost else unseated


def _has_a_form(problem: CohortProblem, cohort: FormedCohort, *, streams: set[Stream]) -> bool:
    """Whether the solver could have made such a cohort."""
    roomless = cohort.room is None and bool(problem.rooms) and not cohort.stream.online
    own = cohort.also or cohort.others or cohort.minutes not in (None, problem.minutes)
    led = cohort.leader or not any(leader.id for leader in problem.leaders)
    return bool(cohort.stream in streams and cohort.start % problem.grid == 0 and not own and not roomless and led)


def _with_others(problem: CohortProblem, cohort: FormedCohort, *, beside: Sequence[FormedCohort]) -> FormedCohort:
    """A kept cohort whose facilitator or room is not there any more, with another against which the checker finds
    nothing, or with none."""
    if cohort.leader and cohort.leader not in {leader.id for leader in problem.leaders}:
        nobody = replace(cohort, leader="")
        cohort = _first_sound(
            problem,
            nobody,
            tries=[replace(cohort, leader=leader.id) for leader in problem.leaders if leader.id],
            beside=beside,
        )
    if cohort.room is not None and cohort.room not in {room.id for room in problem.rooms}:
        nowhere = replace(cohort, room=None)
        cohort = _first_sound(
            problem, nowhere, tries=[replace(cohort, room=room.id) for room in problem.rooms], beside=beside
        )
    return cohort


def _first_sound(
    problem: CohortProblem, cohort: FormedCohort, *, tries: Sequence[FormedCohort], beside: Sequence[FormedCohort]
) -> FormedCohort:
    broken = _broken(problem, [*beside, cohort])
    return next((one for one in tries if _broken(problem, [*beside, one]) <= broken), cohort)


def _seated(instance: Instance, cohorts: Sequence[FormedCohort]) -> tuple[Board, list[FormedCohort]]:
    """A board with these cohorts, a free facilitator or room in place of a lost one; and those of which every member
    has a seat, as they are then."""
    board = board_of(instance, cohorts)
    streams = {stream: number for number, stream in enumerate(instance.streams)}
    begun = [(instance.runners[one.runner].id, one.slot) for one in board.sessions]
    found = []
    for cohort in cohorts:
        slot = streams[cohort.stream] * instance.starts + cohort.start // instance.problem.grid
        leader: str | None = cohort.leader
        if (cohort.leader, slot) in begun:
            begun.remove((cohort.leader, slot))
        else:
            leader = _take_over(board, cohort, slot=slot)
        seats = [
            session.seats
            for session in board.sessions
            if (instance.runners[session.runner].id, session.slot) == (leader, slot)
        ]
        everybody = all(id in instance.unit_of and board.place[instance.unit_of[id]] == slot for id in cohort.members)
        if leader is not None and everybody and len(cohort.members) <= max(seats, default=0):
            found.append(replace(cohort, leader=leader))
    board.share_chairs()
    return board, found


def _take_over(board: Board, cohort: FormedCohort, *, slot: int) -> str | None:
    """The same people at the same time with another facilitator, or in another room; the one they had is asked first.
    None where that cannot be."""
    instance = board.instance
    same = [
        one
        for one in instance.group_choices(slot)
        if cohort.room in instance.groups[one].rooms and board.has_room(one, slot)
    ]
    group = next((one for one in same if board.seats_in(one, slot) >= len(cohort.members)), board.room_for(slot))
    able = [number for number in range(len(instance.runners)) if board.can_run(number, slot)]
    units = [
        unit
        for unit in sorted({instance.unit_of[id] for id in cohort.members if id in instance.unit_of})
        if slot in instance.units[unit].options
    ]
    if group is None or not able or not units:
        return None
    runner = min(
        able, key=lambda number: (instance.runners[number].id != cohort.leader, len(board.runs[number]), number)
    )
    board.begin(runner, slot, group=group, people=sum(instance.units[unit].weight for unit in units))
    for unit in units:
        if board.place[unit] == NOWHERE and instance.units[unit].weight <= board.free(slot):
            board.put(unit, slot)
    return instance.runners[runner].id


def _nobody_moves(problem: CohortProblem, stand: _Stand, *, before: Sequence[FormedCohort], effort: Effort) -> Choice:
    """Everybody where they are, and those without a place on free seats."""
    board = stand.board.copy()
    alone = {id for cohort in stand.orphans for id in cohort.members}
    _fill_seats(board, but=frozenset(board.instance.unit_of[id] for id in alone if id in board.instance.unit_of))
    choice = _choice("nobody", board, standing=stand.standing, before=before, effort=effort, beside=stand.orphans)
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
                if _broken(problem, wider) <= _broken(problem, cohorts):
                    cohorts = wider
                    break
    return tuple(cohorts)


def _suits(person: Person, stream: Stream) -> bool:
    """Whether somebody asked for what a cohort does; one without a track or level of its own is for all of them."""
    return any(
        one.mode == stream.mode and stream.track in ("", one.track) and stream.level in ("", one.level)
        for one, _ in person.choices
    )


def _broken(problem: CohortProblem, cohorts: Sequence[FormedCohort]) -> set[tuple[str, str]]:
    return {
        (one.rule, one.text)
        for one in find_violations(problem, cohorts)
        if one.rule not in ("stream", "size", "unknown")
    }


def _fill_seats(board: Board, *, but: frozenset[int] = frozenset()) -> None:
    """Those who wait take free seats of cohorts that are there: the scarcest first."""
    foes = opposed(board.instance)
    for unit in sorted(set(board.waiting()) - but, key=lambda unit: (len(board.instance.units[unit].options), unit)):
        one = board.instance.units[unit]
        for slot in sorted(one.options, key=lambda slot: (one.options[slot], board.count.get(slot, 0), slot)):
            if (
                board.cohorts.get(slot)
                and one.weight <= board.free(slot)
                and may_join(board, unit, slot=slot, foes=foes)
            ):
                board.put(unit, slot)
                break


def _movable(calm: Board) -> Board:
    """A copy in which every time but the one that somebody has costs one step, so that few times change."""
    instance = calm.instance
    units = []
    for number, unit in enumerate(instance.units):
        here = calm.place[number]
        units.append(Unit(unit.ids, {slot: 0 if here in (slot, NOWHERE) else unit.weight for slot in unit.options}))
    board = calm.copy()
    board.instance = replace(instance, units=tuple(units))
    return board


def _with_moves(
    board: Board, standing: Sequence[FormedCohort], *, kind: Kind, effort: Effort, absent: frozenset[str]
) -> Board:
    """Of the plans that begin at the calm one, that which places most people with the fewest changed times."""
    everybody = board.instance
    _set_aside(board, absent)
    _merge_at_once(board, standing)
    tries = list(_tries(board, kind, effort=effort))
    least = board.instance.problem.sizes.least

    def worth(trial: Board) -> tuple[int, int]:
        return (
            sum(
                trial.count.get(slot, 0)
                for slot, number in trial.cohorts.items()
                if number and trial.count.get(slot, 0) >= least * number
            ),
            -trial.cost,
        )

    best = max((trial for trial in tries if kind == "many" or trial.cost <= FEW), key=worth, default=board)
    best.instance = everybody
    _fill_seats(best)
    return best


def _tries(board: Board, kind: Kind, *, effort: Effort) -> Iterator[Board]:
    """Cohorts that are too small grow or end, some or all of them, while people go among the others; then new cohorts
    too, or neighbourhoods decided anew.
    """
    least = board.instance.problem.sizes.least
    small = [
        slot for slot, number in sorted(board.cohorts.items()) if number and board.count.get(slot, 0) < least * number
    ]
    for ending in _endings(small):
        trial = board.copy()
        _end(trial, ending)
        augment(trial)
        _fewest_moves(trial, effort, most=FEW if kind == "few" else None)
        yield trial
    trial = board.copy()
    _end(trial, small)
    augment(trial)
    fill_greedily(trial, stop=effort.watch.stop)
    if kind == "many":
        watch = Watch(stop=effort.watch.stop)
        seat_more(
            trial,
            bound=simple_bound(board.instance),
            rounds=ROUNDS[kind],
            patience=ROUNDS[kind],
            seed=effort.seed,
            watch=watch,
        )
    _fewest_moves(trial, effort, most=FEW if kind == "few" else None)
    yield trial


def _endings(small: Sequence[int]) -> list[tuple[int, ...]]:
    """Which of the cohorts that are too small end: every choice of up to three, of more none or all."""
    if len(small) > 3:
        return [(), tuple(small)]
    return [ending for number in range(len(small) + 1) for ending in combinations(small, number)]


def _end(board: Board, slots: Sequence[int]) -> None:
    for slot in slots:
        for unit in board.people_at(slot):
            board.put(unit, NOWHERE)
        for session in [one for one in board.sessions if one.slot == slot]:
            board.close(session)


def _set_aside(board: Board, absent: frozenset[str]) -> None:
    """Units of people who no longer come lose their seats, and can have none for the time being."""
    units = list(board.instance.units)
    for number, unit in enumerate(units):
        if absent.issuperset(unit.ids):
            board.put(number, NOWHERE)
            units[number] = Unit(unit.ids, {})
    board.instance = replace(board.instance, units=tuple(units))


def _merge_at_once(board: Board, before: Sequence[FormedCohort]) -> None:
    """A cohort that has become too small ends where others at the same time have seats for its people: nobody's time
    changes."""
    instance, streams = board.instance, {stream: number for number, stream in enumerate(board.instance.streams)}
    for cohort in sorted((one for one in before if one.stream in streams), key=lambda one: len(one.members)):
        slot = streams[cohort.stream] * instance.starts + cohort.start // instance.problem.grid
        theirs = [
            one for one in board.sessions if one.slot == slot and instance.runners[one.runner].id == cohort.leader
        ]
        left = sum(
            instance.units[unit].weight
            for unit in {instance.unit_of.get(id, NOWHERE) for id in cohort.members} & set(board.people_at(slot))
        )
        if (
            theirs
            and board.cohorts[slot] > 1
            and left < instance.problem.sizes.least
            and board.free(slot) >= theirs[-1].seats
        ):
            board.close(theirs[-1])


def _fewest_moves(board: Board, effort: Effort, *, most: int | None) -> None:
    """With the cohorts as they are, people are seated anew so that as few as can be, `most` at most, change their time:
    a flow, solved at once."""
    everybody = tuple(number for number, unit in enumerate(board.instance.units) if unit.options)
    model = Model(board, Piece((), everybody, ()))
    if not model.x:
        return
    model.pass_on(seed=effort.seed)
    model.aim(Weights(placed=len(everybody) + 1, cost=1))
    if most is not None:
        model.hold(
            list(model.x.values()),
            [-board.instance.units[unit].options[slot] for unit, slot in model.x],
            at_least=-most,
        )
    model.declare_integers()
    model.begin_from(board)
    values, bound, proven = model.run(nodes=200, watch=Watch(stop=effort.watch.stop))
    if values is None:
        return
    trial = board.copy()
    apply(trial, model.piece, outcome=model.outcome(values, bound, proven=proven))
    if (_sound(trial), trial.placed, -trial.cost) > (_sound(board), board.placed, -board.cost):
        apply(board, model.piece, outcome=model.outcome(values, bound, proven=proven))


def _sound(board: Board) -> bool:
    """Whether every cohort is large enough."""
    least = board.instance.problem.sizes.least
    return all(board.count.get(slot, 0) >= least * number for slot, number in board.cohorts.items())


def _choice(
    kind: Kind,
    board: Board,
    *,
    standing: Sequence[FormedCohort],
    before: Sequence[FormedCohort],
    effort: Effort,
    beside: Sequence[FormedCohort] = (),
) -> Choice:
    cohorts = _rekeyed((*deal(board, standing=standing, least=0), *beside), before)
    problem = board.instance.problem
    bound = simple_bound(board.instance) + sum(len(cohort.members) for cohort in problem.kept)
    placed = sum(len(cohort.members) for cohort in cohorts)
    plan = CohortPlan(
        cohorts, unplaced_people(problem, cohorts), max(bound, placed), board.instance.reachable, effort.watch.stop()
    )
    return _compared(kind, plan, problem=problem, before=before)


def _compared(kind: Kind, plan: CohortPlan, *, problem: CohortProblem, before: Sequence[FormedCohort]) -> Choice:
    old, new = _times(before), _times(plan.cohorts)
    known = {person.id for person in problem.people}
    earlier = {cohort.key: cohort for cohort in before}
    pairs = [(earlier[cohort.key], cohort) for cohort in plan.cohorts if cohort.key in earlier]
    least = problem.sizes.least
    return Choice(
        kind=kind,
        title=TITLES[kind],
        plan=plan,
        moved=tuple((id, old[id], new.get(id, "")) for id in sorted(old.keys() & known) if old[id] != new.get(id, "")),
        joined=tuple((id, new[id]) for id in sorted(new.keys() - old.keys())),
        facilitators=tuple((a.key, b.leaders, a.leaders) for a, b in pairs if a.leaders != b.leaders),
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
    return {id: " and ".join(map(moment_words, cohort.starts)) for cohort in cohorts for id in cohort.members}
