"""A problem of people and rooms into one of numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import replace

from toolkit.grouping.hours import hard_starts
from toolkit.grouping.instance import Instance, Marks, RoomGroup, Runner, Unit, led_slots, marks
from toolkit.grouping.problem import CohortProblem, FormedCohort, Stream
from toolkit.grouping.starts import starts_within, troubled_starts
from toolkit.model.availability import WEEK_MINUTES


def compile_problem(problem: CohortProblem, *, standing: Sequence[FormedCohort] = ()) -> Instance:
    """The problem in numbers; kept cohorts, their people, facilitators and rooms are taken out of it.

    The times of `standing` cohorts stay possible even where too few people for a new one are left.
    """
    streams = tuple(sorted({stream for person in problem.people for stream, _ in person.choices}))
    number = {stream: index for index, stream in enumerate(streams)}
    starts = WEEK_MINUTES // problem.grid
    bad = troubled_starts(problem.zone, problem.first, problem.last, problem.minutes, problem.grid)
    groups, groups_of = _rooms(problem, streams, bad=bad)
    hard = _hard_slots(problem, streams, starts=starts)
    runners = _runners(problem, number, starts=starts, bad=bad, groups=groups, hard=hard)
    kept = {member for cohort in problem.kept for member in cohort.members}
    everyone = {
        person.id: _options(problem, person_number, number=number, starts=starts, bad=bad)
        for person_number, person in enumerate(problem.people)
    }
    units, unit_of = _units(problem, {id: options for id, options in everyone.items() if id not in kept}, hard=hard)
    open_slots = _open_slots(units, runners, groups=groups, groups_of=groups_of, starts=starts, problem=problem)
    open_slots |= {
        number[one.stream] * starts + one.start // problem.grid
        for one in standing
        if one.stream in number and one.start % problem.grid == 0
    }
    units = [
        replace(unit, options={slot: cost for slot, cost in unit.options.items() if slot in open_slots})
        for unit in units
    ]
    both = [(unit_of[x], unit_of[y]) for x, y in problem.apart if x in unit_of and y in unit_of]
    apart = sorted({(min(a, b), max(a, b)) for a, b in both if a != b})
    for torn in {a for a, b in both if a == b}:
        units[torn] = Unit(units[torn].ids, {})
    return Instance(
        problem=problem,
        streams=streams,
        starts=starts,
        window=-(-problem.minutes // problem.grid),
        units=tuple(units),
        runners=tuple(replace(one, slots=one.slots & open_slots) for one in runners),
        groups=groups,
        groups_of=groups_of,
        apart=tuple(apart),
        unit_of=unit_of,
        company=_company(problem, units),
        reachable=sum(unit.weight for unit in units if unit.options) + len(kept & everyone.keys()),
    )


def _options(
    problem: CohortProblem, index: int, *, number: Mapping[Stream, int], starts: int, bad: frozenset[int]
) -> dict[int, int]:
    """Slot to cost for one person: two for each rank down, one for a time that is only for need."""
    person = problem.people[index]
    free = starts_within(problem, person.available, zone=person.zone) - bad
    need = (
        starts_within(problem, (*person.available, *person.if_needed), zone=person.zone) - bad
        if person.if_needed
        else free
    )
    found: dict[int, int] = {}
    for stream, rank in person.choices:
        for start in sorted(need):
            slot, cost = number[stream] * starts + start, 2 * rank + (start not in free)
            found[slot] = min(cost, found.get(slot, cost))
    return found


def _hard_slots(problem: CohortProblem, streams: Sequence[Stream], *, starts: int) -> dict[str, frozenset[int]]:
    """By zone the slots at hard hours there, of streams that meet on a screen."""
    online = [number for number, stream in enumerate(streams) if stream.online]
    zones = {person.zone for person in problem.people} | {leader.zone for leader in problem.staff}
    return {
        zone: frozenset(number * starts + start for number in online for start in hard_starts(problem, zone))
        for zone in (sorted(zones) if online else ())
    }


def _units(
    problem: CohortProblem, options: Mapping[str, dict[int, int]], *, hard: Mapping[str, frozenset[int]]
) -> tuple[list[Unit], dict[str, int]]:
    """People joined by chains of `together`; such a unit has the slots that all of them have."""
    root = {id: id for id in options}

    def find(id: str) -> str:
        while root[id] != id:
            id = root[id]
        return id

    for one, other in problem.together:
        if one in root and other in root and find(one) != find(other):
            root[max(find(one), find(other))] = min(find(one), find(other))
    members: dict[str, list[str]] = {}
    for id in options:
        members.setdefault(find(id), []).append(id)
    units = []
    at_hard = {person.id: hard.get(person.zone, frozenset()) for person in problem.people}
    for ids in members.values():
        shared = (
            set(options[ids[0]]).intersection(*(options[id] for id in ids[1:]))
            if len(ids) <= problem.sizes.most
            else set()
        )
        units.append(
            Unit(
                tuple(ids),
                {slot: sum(options[id][slot] for id in ids) for slot in sorted(shared)},
                dict(sorted(Counter(slot for id in ids for slot in at_hard[id] & shared).items())),
            )
        )
    return units, {id: index for index, unit in enumerate(units) for id in unit.ids}


def _company(problem: CohortProblem, units: Sequence[Unit]) -> tuple[Marks, ...]:
    """With which marks the people of a unit are not to be alone; those of whom nobody else could come to any of their
    times are not refused for it."""
    if not problem.not_alone:
        return ()
    found = marks(units, problem.not_alone)
    coming = Counter(
        (slot, number) for unit, own in zip(units, found, strict=True) for number, _ in own for slot in unit.options
    )
    return tuple(
        tuple(
            (number, count)
            for number, count in own
            if count > 1 or any(coming[slot, number] > 1 for slot in unit.options)
        )
        for unit, own in zip(units, found, strict=True)
    )


def _runners(
    problem: CohortProblem,
    number: Mapping[Stream, int],
    *,
    starts: int,
    bad: frozenset[int],
    groups: Sequence[RoomGroup],
    hard: Mapping[str, frozenset[int]],
) -> list[Runner]:
    found = []
    for index, leader in enumerate(problem.staff):
        free = starts_within(problem, leader.available, zone=leader.zone) - bad
        taken = [cohort for cohort in problem.kept if leader.id in cohort.leaders]
        free = frozenset(
            start for start in free if not any(_clash(problem, start * problem.grid, cohort=cohort) for cohort in taken)
        )
        slots = frozenset(
            number[stream] * starts + start for stream in leader.streams if stream in number for start in free
        )
        limit = max(0, (len(problem.people) if leader.cohorts is None else leader.cohorts) - len(taken))
        times = (
            limit
            if leader.minutes is None
            else max(0, leader.minutes - _minutes_taken(problem, taken)) // problem.minutes
        )
        most = limit if leader.roams > 1 else min(limit, times)
        barred = _barred(problem, free, taken=taken, groups=groups)
        late = hard.get(leader.zone, frozenset()) & slots if leader.id else frozenset[int]()
        second = index >= len(problem.leaders)
        found.append(Runner(leader.id, slots, most, leader.roams, times, barred, late, second))
    return found


def _barred(
    problem: CohortProblem, free: frozenset[int], *, taken: Sequence[FormedCohort], groups: Sequence[RoomGroup]
) -> frozenset[tuple[int, int]]:
    """The starts and room groups that are too near in time to a kept cohort in another room."""
    found = set[tuple[int, int]]()
    for cohort in taken if problem.pause else ():
        needed = [problem.pause_between(cohort.room, one.rooms[0] if one.rooms else None) for one in groups]
        for start in free:
            idle = _idle(problem, start * problem.grid, cohort=cohort)
            found |= {(start, group) for group, minutes in enumerate(needed) if idle < minutes}
    return frozenset(found)


def _idle(problem: CohortProblem, minute: int, *, cohort: FormedCohort) -> int:
    """Minutes between a meeting at a minute of the week and the nearest of a cohort's."""
    length = cohort.minutes or problem.minutes
    return min(
        min((minute - start - length) % WEEK_MINUTES, (start - minute - problem.minutes) % WEEK_MINUTES)
        for start in cohort.starts
    )


def _minutes_taken(problem: CohortProblem, taken: Sequence[FormedCohort]) -> int:
    """Minutes of a week that somebody is in meetings of these; those at once are one."""
    lengths: dict[int, int] = {}
    for cohort in taken:
        for start in cohort.each_week:
            lengths[start] = max(lengths.get(start, 0), cohort.minutes or problem.minutes)
    return sum(lengths.values())


def _clash(problem: CohortProblem, minute: int, *, cohort: FormedCohort) -> bool:
    """Whether a meeting at a minute of the week would share a moment with one of a cohort's."""
    length = cohort.minutes or problem.minutes
    return any(
        (minute - start) % WEEK_MINUTES < length or (start - minute) % WEEK_MINUTES < problem.minutes
        for start in cohort.starts
    )


def _rooms(
    problem: CohortProblem, streams: tuple[Stream, ...], *, bad: frozenset[int]
) -> tuple[tuple[RoomGroup, ...], tuple[tuple[int, ...], ...]]:
    """Room groups, and for each stream those it may use: rooms in person where there are any listed, else a boundless
    one. Where facilitators need time between two rooms, those of a group are in one building, and one that a kept
    cohort uses is a group of its own; where two run each cohort, who may part afterwards, every room is."""
    most = problem.sizes.most
    grouped: dict[tuple[frozenset[int], int, Hashable], list[str]] = {}
    halls: list[RoomGroup] = []
    for place in problem.rooms:
        free = starts_within(problem, place.open, zone=problem.zone) - bad
        # no meeting in a room runs over the end of the week, so that first fit by start is enough to name the rooms
        free = frozenset(start for start in free if start * problem.grid + problem.minutes <= WEEK_MINUTES)
        seats = most if place.seats is None else min(most, place.seats - problem.crew)
        kept = [cohort for cohort in problem.kept if cohort.room == place.id]
        if not free or seats < problem.sizes.least or place.cohorts < 1:
            continue
        if place.cohorts > 1:
            plenty = not kept and place.seats is not None and place.seats >= place.cohorts * (most + problem.crew)
            halls.append(
                RoomGroup(
                    (place.id,),
                    free,
                    seats,
                    place.cohorts,
                    True,
                    None if plenty else place.seats,
                    _taken(problem, kept),
                )
            )
            continue
        left = frozenset(
            start for start in free if not any(_clash(problem, start * problem.grid, cohort=cohort) for cohort in kept)
        )
        if left:
            apart = (place.id if kept or problem.second_role else "", place.where) if problem.pause else None
            grouped.setdefault((left, seats, apart), []).append(place.id)
    groups = [RoomGroup((), frozenset(), most, 0)]
    for (free, seats, _), rooms in sorted(grouped.items(), key=lambda item: (-item[0][1], sorted(item[0][0]))):
        groups.append(RoomGroup(tuple(rooms), free, seats, len(rooms)))
    groups += halls
    real = tuple(range(1, len(groups)))
    return tuple(groups), tuple((0,) if stream.online or not problem.rooms else real for stream in streams)


def _taken(problem: CohortProblem, kept: Sequence[FormedCohort]) -> tuple[tuple[int, int, int], ...]:
    """Cohorts and chairs that kept cohorts take of a hall, by every start on the grid that their meetings touch."""
    found: dict[int, tuple[int, int]] = {}
    for cohort, begin in [(one, start) for one in kept for start in one.starts]:
        for start in range(begin // problem.grid, -(-(begin + (cohort.minutes or problem.minutes)) // problem.grid)):
            cohorts, chairs = found.get(start * problem.grid % WEEK_MINUTES // problem.grid, (0, 0))
            heads = len(cohort.members) + problem.crew
            found[start * problem.grid % WEEK_MINUTES // problem.grid] = (cohorts + 1, chairs + heads)
    return tuple((start, cohorts, chairs) for start, (cohorts, chairs) in sorted(found.items()))


def _open_slots(
    units: list[Unit],
    runners: list[Runner],
    *,
    groups: tuple[RoomGroup, ...],
    groups_of: tuple[tuple[int, ...], ...],
    starts: int,
    problem: CohortProblem,
) -> frozenset[int]:
    """The slots at which a cohort could be: somebody runs it, a room is open, and enough people can come."""
    run = led_slots(runners, both=bool(problem.second_role))
    people: dict[int, int] = {}
    for unit in units:
        for slot in unit.options:
            people[slot] = people.get(slot, 0) + unit.weight

    def roomy(slot: int) -> bool:
        return any(groups[g].boundless or slot % starts in groups[g].starts for g in groups_of[slot // starts])

    return frozenset(slot for slot in run if people.get(slot, 0) >= problem.sizes.least and roomy(slot))
