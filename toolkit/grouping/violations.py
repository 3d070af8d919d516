"""The independent checker: does a plan keep every rule? It reads the records and the real dates, and nothing that the
solver made of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from toolkit.grouping.meeting_spans import Span, hours_missed, meetings_of
from toolkit.grouping.problem import CohortProblem, FormedCohort, Leader
from toolkit.model.availability import minute_words

RuleName = Literal[
    "time", "stream", "twice", "unknown", "size", "leader", "second", "hours", "room", "shut", "pair", "gap", "alone"
]


@dataclass(frozen=True)
class Violation:
    """A rule that a plan breaks: which, in which cohort (its place in the list; None: more than one), a sentence, and
    whom it is about."""

    rule: RuleName
    cohort: int | None
    text: str
    subject: str = ""


def find_violations(problem: CohortProblem, cohorts: Sequence[FormedCohort]) -> tuple[Violation, ...]:
    """Each rule that the cohorts break, in order; none when the plan holds. Every meeting of the term is looked at."""
    meetings = {number: list(meetings_of(problem, cohort)) for number, cohort in enumerate(cohorts)}
    found = [
        *_members(problem, cohorts, meetings=meetings),
        *_sizes(problem, cohorts),
        *_leaders(problem, cohorts, meetings=meetings),
        *_both_roles(problem, cohorts),
        *_rooms(problem, cohorts, meetings=meetings),
        *_pairs(problem, cohorts),
        *_alone(problem, cohorts),
    ]
    return tuple(dict.fromkeys(found))


def name_cohort(cohort: FormedCohort) -> str:
    """A cohort in words: its key, or its day and time."""
    return cohort.key or minute_words(cohort.start) + (f" ({cohort.leader})" if cohort.leader else "")


def _members(
    problem: CohortProblem, cohorts: Sequence[FormedCohort], *, meetings: dict[int, list[Span]]
) -> Iterator[Violation]:
    people = {person.id: person for person in problem.people}
    seen: Counter[str] = Counter(member for cohort in cohorts for member in cohort.members)
    yield from (Violation("twice", None, f"{id} is in {count} cohorts.") for id, count in seen.items() if count > 1)
    for number, cohort in enumerate(cohorts):
        for member in cohort.members:
            person = people.get(member)
            if person is None:
                yield Violation("unknown", number, f"{name_cohort(cohort)}: nobody is called {member}.")
                continue
            times = (*person.available, *person.if_needed)
            if missed := hours_missed(times, person.zone, meetings=meetings[number]):
                text = f"{name_cohort(cohort)}: {member} did not offer {_hours_words(missed, person.zone)}."
                yield Violation("time", number, text, member)
            if cohort.stream not in [stream for stream, _ in person.choices]:
                yield Violation(
                    "stream",
                    number,
                    f"{name_cohort(cohort)}: {member} did not ask for this track, level or mode.",
                    member,
                )


def _sizes(problem: CohortProblem, cohorts: Sequence[FormedCohort]) -> Iterator[Violation]:
    for number, cohort in enumerate(cohorts):
        if not problem.sizes.least <= len(cohort.members) <= problem.sizes.most:
            yield Violation(
                "size",
                number,
                f"{name_cohort(cohort)}: {_people(len(cohort.members))}; a cohort has {problem.sizes.least} to"
                f" {problem.sizes.most}.",
            )
        if cohort.start % problem.grid:
            yield Violation(
                "size", number, f"{name_cohort(cohort)}: does not begin on a multiple of {problem.grid} minutes."
            )


def _hours_words(stretch: tuple[int, int], zone: str) -> str:
    """Hours of the week on the clock of a zone: "Tue 18:30-20:30 (Europe/London)"; the end's day only where it is
    another one."""
    start, end = (minute_words(minute) for minute in stretch)
    day, _, hour = end.partition(" ")
    return f"{start}-{hour if start.startswith(day) else end} ({zone})"


def _overlapping(one: list[Span], other: list[Span]) -> bool:
    return any(a < d and c < b for a, b in one for c, d in other)


def _leaders(
    problem: CohortProblem, cohorts: Sequence[FormedCohort], *, meetings: dict[int, list[Span]]
) -> Iterator[Violation]:
    leaders = {leader.id: leader for leader in problem.staff}
    runs: dict[str, list[int]] = {}
    for number, cohort in enumerate(cohorts):
        for id in cohort.leaders or (cohort.leader,):
            leader = leaders.get(id)
            if leader is None:
                yield Violation("unknown", number, f"{name_cohort(cohort)}: no facilitator is called “{id}”.")
                continue
            if not leader.id:
                continue
            runs.setdefault(leader.id, []).append(number)
            if missed := hours_missed(leader.available, leader.zone, meetings=meetings[number]):
                text = f"{name_cohort(cohort)}: {leader.id} did not offer {_hours_words(missed, leader.zone)}."
                yield Violation("leader", number, text, leader.id)
            if cohort.stream not in leader.streams:
                yield Violation(
                    "stream", number, f"{name_cohort(cohort)}: {leader.id} does not facilitate this track or level."
                )
    for id, numbers in runs.items():
        yield from _hours(problem, leaders[id], theirs=[(number, cohorts[number]) for number in numbers])
        yield from _too_many_at_once(problem, leaders[id], theirs=[(number, cohorts[number]) for number in numbers])
        for one, other in combinations(numbers, 2):
            if _overlapping(meetings[one], meetings[other]) and not (
                leaders[id].roams > 1 and _side_by_side(cohorts[one], cohorts[other])
            ):
                yield Violation(
                    "twice",
                    other,
                    f"{id} would be in two cohorts at once: {name_cohort(cohorts[one])} and"
                    f" {name_cohort(cohorts[other])}.",
                )
            yield from _too_near(problem, leaders[id], pair=(one, other), cohorts=cohorts, meetings=meetings)


def _both_roles(problem: CohortProblem, cohorts: Sequence[FormedCohort]) -> Iterator[Violation]:
    """Where a second role is wanted, a cohort has somebody of each."""
    first, second = ({one.id for one in some} for some in (problem.leaders, problem.seconds))
    for number, cohort in enumerate(cohorts if problem.second_role else ()):
        if "" not in first and first.isdisjoint(cohort.leaders):
            yield Violation("second", number, f"{name_cohort(cohort)}: has no facilitator.")
        if second.isdisjoint(cohort.leaders):
            yield Violation("second", number, f"{name_cohort(cohort)}: has no {problem.second_role}.")


def _too_near(
    problem: CohortProblem,
    leader: Leader,
    *,
    pair: tuple[int, int],
    cohorts: Sequence[FormedCohort],
    meetings: dict[int, list[Span]],
) -> Iterator[Violation]:
    """Between two meetings of a facilitator there is time to go from one room to the other."""
    one, other = (cohorts[number] for number in pair)
    needed = problem.pause_between(one.room, other.room)
    if not needed:
        return
    idle = [max(begin - until, start - end) for start, until in meetings[pair[0]] for begin, end in meetings[pair[1]]]
    least = min((minutes for minutes in idle if minutes >= 0), default=60 * needed) / 60
    if least < needed:
        left = "no minute" if not least else "1 minute" if least == 1 else f"{least:.0f} minutes"
        yield Violation(
            "gap",
            pair[1],
            f"{leader.id} has {left} from {name_cohort(one)} to {name_cohort(other)}, which meet in different rooms;"
            f" {needed} are wanted.",
        )


def _hours(
    problem: CohortProblem, leader: Leader, *, theirs: Sequence[tuple[int, FormedCohort]]
) -> Iterator[Violation]:
    """The limit counts cohorts; the hours count the minutes of a week's meetings, those that begin at once as one."""
    if leader.cohorts is not None and len(theirs) > leader.cohorts:
        cohorts = "1 cohort" if len(theirs) == 1 else f"{len(theirs)} cohorts"
        yield Violation(
            "hours", theirs[-1][0], f"{leader.id} facilitates {cohorts}; at most {leader.cohorts} was offered."
        )
    lengths: dict[int, int] = {}
    for _, cohort in theirs:
        lengths |= {start: max(lengths.get(start, 0), cohort.minutes or problem.minutes) for start in cohort.each_week}
    if leader.minutes is not None and sum(lengths.values()) > leader.minutes:
        yield Violation(
            "hours",
            theirs[-1][0],
            f"{leader.id} facilitates for {sum(lengths.values())} minutes a week; the hours allow {leader.minutes}.",
        )


def _side_by_side(one: FormedCohort, other: FormedCohort) -> bool:
    """Whether somebody can go about between two cohorts: the same thing at the same time in the same hall."""
    return one.room is not None and (one.stream, one.start, one.room) == (other.stream, other.start, other.room)


def _too_many_at_once(
    problem: CohortProblem, leader: Leader, *, theirs: Sequence[tuple[int, FormedCohort]]
) -> Iterator[Violation]:
    halls = {room.id for room in problem.rooms if room.cohorts > 1}
    for number, cohort in [pair for pair in theirs if pair[1].room in halls]:
        beside = [other for other, one in theirs if _side_by_side(one, cohort)]
        if len(beside) > leader.roams and number == beside[-1]:
            allowed = "1 is" if leader.roams == 1 else f"{leader.roams} are"
            yield Violation(
                "hours",
                number,
                f"{name_cohort(cohort)}: {leader.id} would go about between {len(beside)} cohorts; {allowed} allowed.",
            )


def _rooms(
    problem: CohortProblem, cohorts: Sequence[FormedCohort], *, meetings: dict[int, list[Span]]
) -> Iterator[Violation]:
    rooms = {room.id: room for room in problem.rooms}
    used: dict[str, list[int]] = {}
    for number, cohort in enumerate(cohorts):
        if cohort.room is None:
            if rooms and not cohort.stream.online:
                yield Violation("room", number, f"{name_cohort(cohort)}: has no room.")
        elif cohort.room not in rooms:
            yield Violation("unknown", number, f"{name_cohort(cohort)}: no room is called {cohort.room}.")
        elif cohort.stream.online:
            yield Violation("room", number, f"{name_cohort(cohort)}: meets online and has a room.")
        else:
            used.setdefault(cohort.room, []).append(number)
            if missed := hours_missed(rooms[cohort.room].open, problem.zone, meetings=meetings[number]):
                text = f"{name_cohort(cohort)}: {cohort.room} is not open {_hours_words(missed, problem.zone)}."
                yield Violation("shut", number, text)
    for id, numbers in used.items():
        for number in numbers:
            begins = [meeting[0] for meeting in meetings[number]]
            going = [other for other in numbers if any(a <= begin < b for begin in begins for a, b in meetings[other])]
            if len(going) > rooms[id].cohorts:
                yield Violation(
                    "room",
                    number,
                    f"{name_cohort(cohorts[number])}: {len(going)} cohorts would meet in {id} at once;"
                    f" {rooms[id].cohorts} may.",
                )
            heads = sum(len(cohorts[other].members) + problem.crew for other in going)
            seats = rooms[id].seats
            if seats is not None and heads > seats:
                yield Violation(
                    "room", number, f"{name_cohort(cohorts[number])}: {_people(heads)} in {id} at once; seats: {seats}."
                )


def _pairs(problem: CohortProblem, cohorts: Sequence[FormedCohort]) -> Iterator[Violation]:
    where = {member: number for number, cohort in enumerate(cohorts) for member in cohort.members}
    known = {person.id for person in problem.people}
    for one, other in problem.together:
        if one in known and other in known and where.get(one) != where.get(other):
            yield Violation("pair", where.get(one, where.get(other)), f"{one} and {other} want to be together.")
    for one, other in problem.apart:
        if one in where and where[one] == where.get(other):
            yield Violation("pair", where[one], f"{one} and {other} must not be together.")


def _alone(problem: CohortProblem, cohorts: Sequence[FormedCohort]) -> Iterator[Violation]:
    for alike in problem.not_alone:
        for number, cohort in enumerate(cohorts):
            theirs = alike.ids.intersection(cohort.members)
            if len(theirs) == 1 and len(alike.ids) > 1:
                (one,) = theirs
                yield Violation(
                    "alone", number, f"{name_cohort(cohort)}: {one} is the only one with {alike.name}.", one
                )


def _people(count: int) -> str:
    return "1 person" if count == 1 else f"{count} people"
