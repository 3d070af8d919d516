"""Cohorts as they stand after a loss: with another facilitator or room where one is gone, or kept as they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from toolkit.grouping.board import NOWHERE, Board
from toolkit.grouping.compile import compile_problem
from toolkit.grouping.form import board_of
from toolkit.grouping.instance import Instance
from toolkit.grouping.problem import CohortProblem, FormedCohort, Stream
from toolkit.grouping.violations import find_violations


@dataclass(frozen=True)
class Stand:
    """Cohorts as they stand without what is lost: those on a board, where some of them have another facilitator or
    room; and those without a facilitator. What a board cannot hold is kept as it is, out of the solver's hands.
    """

    board: Board
    standing: tuple[FormedCohort, ...]
    orphans: tuple[FormedCohort, ...]


def remaining(problem: CohortProblem, cohort: FormedCohort) -> FormedCohort:
    """A cohort without members and further facilitators who are not there any more; the first of those left takes the
    place of a lost one, and who has the second role comes last."""
    people, known = {person.id for person in problem.people}, {leader.id for leader in problem.leaders}
    seconds = [one.id for one in problem.seconds if one.id in cohort.leaders]
    leaders = [id for id in cohort.leaders if id in known] or ["" if cohort.leader in seconds else cohort.leader]
    return replace(
        cohort,
        members=tuple(id for id in cohort.members if id in people),
        leader=leaders[0],
        others=(*leaders[1:], *seconds),
    )


def find_standing(problem: CohortProblem, cohorts: Sequence[FormedCohort]) -> Stand:
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
            beside = [*problem.kept, *kept, *standing]
            left = tuple(_left_alone(problem, cohort, known=known, beside=beside) for cohort in orphans)
            return Stand(board, tuple(standing), left)
        alone = [cohort for cohort in unseated if problem.second_role and not cohort.others]
        lost = [cohort for cohort in unseated if cohort.leader not in known or cohort in alone]
        orphans += lost
        kept += () if lost else unseated


def _has_a_form(problem: CohortProblem, cohort: FormedCohort, *, streams: set[Stream]) -> bool:
    """Whether the solver could have made such a cohort."""
    roomless = cohort.room is None and bool(problem.rooms) and not cohort.stream.online
    further = len(cohort.others) > 1 or {*cohort.others} - {one.id for one in problem.seconds}
    own = cohort.also or cohort.turns or further or cohort.minutes not in (None, problem.minutes)
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
    if problem.second_role and {one.id for one in problem.seconds}.isdisjoint(cohort.leaders):
        tries = [replace(cohort, others=(*cohort.others, one.id)) for one in problem.seconds]
        cohort = _first_sound(problem, cohort, tries=tries, beside=beside)
    if cohort.room is not None and cohort.room not in {room.id for room in problem.rooms}:
        nowhere = replace(cohort, room=None)
        cohort = _first_sound(
            problem, nowhere, tries=[replace(cohort, room=room.id) for room in problem.rooms], beside=beside
        )
    return cohort


def _left_alone(
    problem: CohortProblem, cohort: FormedCohort, *, known: set[str], beside: Sequence[FormedCohort]
) -> FormedCohort:
    """A cohort that nobody can take over, with whoever of the two who run it is left and not needed elsewhere."""
    led, helped = [cohort] if cohort.leader in known else [], replace(cohort, leader="")
    return _first_sound(problem, replace(helped, others=()), tries=[*led, helped], beside=beside)


def _first_sound(
    problem: CohortProblem, cohort: FormedCohort, *, tries: Sequence[FormedCohort], beside: Sequence[FormedCohort]
) -> FormedCohort:
    broken = rules_broken(problem, [*beside, cohort])
    return next((one for one in tries if rules_broken(problem, [*beside, one]) <= broken), cohort)


def _seated(instance: Instance, cohorts: Sequence[FormedCohort]) -> tuple[Board, list[FormedCohort]]:
    """A board with these cohorts, a free facilitator or room in place of a lost one; and those of which every member
    has a seat, as they are then."""
    board = board_of(instance, cohorts)
    streams = {stream: number for number, stream in enumerate(instance.streams)}
    begun = [(instance.runners[one.runner].id, one.slot) for one in board.bookings]
    found = []
    for cohort in cohorts:
        slot = streams[cohort.stream] * instance.starts + cohort.start // instance.problem.grid
        leader: str | None = cohort.leader
        if (cohort.leader, slot) in begun:
            begun.remove((cohort.leader, slot))
        else:
            leader = _take_over(board, cohort, slot=slot)
        seats = [
            booking.seats
            for booking in board.bookings
            if (instance.runners[booking.runner].id, booking.slot) == (leader, slot)
        ]
        everybody = all(id in instance.unit_of and board.place[instance.unit_of[id]] == slot for id in cohort.members)
        if leader is not None and everybody and len(cohort.members) <= max(seats, default=0):
            found.append(replace(cohort, leader=leader, others=_second_of(board, leader, slot=slot)))
    board.share_chairs()
    return board, found


def _second_of(board: Board, leader: str, *, slot: int) -> tuple[str, ...]:
    """Who has the second role in a facilitator's cohort at a slot."""
    runners = board.instance.runners
    crews = (one.crew for one in board.bookings if one.slot == slot and runners[one.runner].id == leader)
    return tuple(runners[number].id for number in next(crews, ())[1:])


def _take_over(board: Board, cohort: FormedCohort, *, slot: int) -> str | None:
    """The same people at the same time with another facilitator, or in another room; the one they had is asked first.
    None where that cannot be."""
    instance = board.instance
    same = [
        one
        for one in instance.group_choices(slot)
        if cohort.room in instance.groups[one].rooms and board.has_room(one, slot)
    ]
    roomy = next((one for one in same if board.seats_in(one, slot) >= len(cohort.members)), None)
    rooms = {
        number: group
        for number in range(len(instance.runners))
        if board.can_run(number, slot) and (group := _room_of(board, number, slot=slot, wanted=roomy)) is not None
    }
    units = [
        unit
        for unit in sorted({instance.unit_of[id] for id in cohort.members if id in instance.unit_of})
        if slot in instance.units[unit].options
    ]
    if not rooms or not units:
        return None
    runner = min(
        rooms, key=lambda number: (instance.runners[number].id != cohort.leader, len(board.runs[number]), number)
    )
    board.begin(runner, slot, group=rooms[runner], people=sum(instance.units[unit].weight for unit in units))
    for unit in units:
        if board.place[unit] == NOWHERE and instance.units[unit].weight <= board.free(slot):
            board.put(unit, slot)
    return instance.runners[runner].id


def _room_of(board: Board, runner: int, *, slot: int, wanted: int | None) -> int | None:
    """The wanted room group, or any that a facilitator reaches in time."""
    if wanted is not None and board.reaches(runner, slot, group=wanted):
        return wanted
    return board.room_for(slot, by=runner)


def rules_broken(problem: CohortProblem, cohorts: Sequence[FormedCohort]) -> set[tuple[str, str]]:
    return {
        (one.rule, one.text)
        for one in find_violations(problem, cohorts)
        if one.rule not in ("stream", "size", "unknown", "second")
    }
