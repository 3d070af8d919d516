"""What would place those who have no place: a change each, verified by solving again; and whom to ask for a stretch."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import islice

from toolkit.grouping.advice import Advice, Ask, Suggestion
from toolkit.grouping.bound import PriceList
from toolkit.grouping.openings import NEARLY, Openings
from toolkit.grouping.problem import CohortPlan, CohortProblem, Effort, FormedCohort, FreeRoom, Leader, Person, Stream
from toolkit.grouping.trial import placed_after, prices_around
from toolkit.model.availability import Stretch, minute_words, split_week

EACH = 4
"""Suggestions for one person."""

STARTS = 12
"""Starts, those that most of the unplaced share and others can nearly come to, for which people are asked."""

ASKED = 12
"""Tries for the list of people to ask."""

TRIALS, FEWEST_TRIALS, TRIAL_STEPS = 400, 24, 120_000
"""Changes that are tried in all, at most and at least; between them so many that trials times people stay within the
steps."""


class _Trials:
    """Problems with one change, solved again around the plan as it stands, each once, as many as the size allows."""

    def __init__(self, problem: CohortProblem, plan: CohortPlan, *, effort: Effort) -> None:
        self.problem, self.plan, self.effort = problem, plan, effort
        self.seen: dict[tuple[object, ...], int] = {}
        self.most = how_many_trials(len(problem.people))
        self.answered = 0
        self.near: PriceList | None = None

    @property
    def over(self) -> bool:
        """Whether nothing more is tried."""
        return len(self.seen) >= self.most or bool(self.effort.watch.stop())

    def gain(self, name: tuple[object, ...], change: Callable[[], CohortProblem], *, beside: int = 0) -> int:
        """How many more people have a place after the change of this name, beside so many newcomers; 0 where none or no
        more may be tried."""
        if name not in self.seen:
            if self.over:
                return 0
            if not self.seen:
                self.near = prices_around(self.problem, self.plan, effort=self.effort)
            after = placed_after(change(), self.plan, effort=self.effort, near=self.near, beside=beside)
            self.seen[name] = after - self.plan.placed - beside
        self.answered += 1
        return max(0, self.seen[name])


def how_many_trials(people: int) -> int:
    """Changes that are tried in all: steps, not seconds, so that the same input gives the same suggestions."""
    return max(FEWEST_TRIALS, min(TRIALS, TRIAL_STEPS // max(1, people)))


def advise(problem: CohortProblem, plan: CohortPlan, *, effort: Effort) -> Advice:
    """Suggestions for everybody without a place, the ones that place most first; and people to ask.

    Facilitators come first, since one trial answers for all who share a start; then whoever has no suggestion yet.
    A plan that was stopped gets none. Everybody left without one has a sentence that says why.
    """
    if plan.stopped_by:
        return Advice({}, (), dict.fromkeys(plan.unplaced, "Nothing was tried for them: the work was cut short."))
    trials, places = _Trials(problem, plan, effort=effort), Openings(problem, plan)
    asked = tuple(_ask(places, trials)) if plan.unplaced else ()
    found: dict[str, list[Suggestion]] = {id: [] for id in plan.unplaced}
    tried = dict.fromkeys(plan.unplaced, 0)
    others: tuple[_Maker, ...] = (_longer, _track, _seat, _room, _person)

    def go(ids: Iterable[str], kinds: Sequence[_Maker]) -> None:
        for id in ids:
            before = trials.answered
            found[id] += [one for kind in kinds for one in islice(kind(places.people[id], places, trials), 1)]
            tried[id] += trials.answered - before

    go(plan.unplaced, (_facilitator, _second) if problem.second_role else (_facilitator,))
    without = [id for id in plan.unplaced if not found[id]]
    go(without, others)
    go([id for id in plan.unplaced if id not in set(without)], others)
    best = {id: tuple(sorted(some, key=lambda one: -one.places)[:EACH]) for id, some in found.items()}
    cut = "Nothing more was tried for them: the work was cut short." if effort.watch.stop() else ""
    notes = {id: cut or _why_none(places.people[id], places, tried=tried[id]) for id, some in best.items() if not some}
    return Advice(best, asked, notes)


def _why_none(person: Person, places: Openings, *, tried: int) -> str:
    """Why nobody can say what would place somebody."""
    if not person.available and not person.if_needed:
        return "Gave no times that can be read."
    if not places.coming[person.id]:
        return (
            f"No stretch of theirs holds a whole meeting of {places.problem.minutes} minutes in every week of the term."
        )
    if tried:
        return f"{tried} change{'s were' if tried > 1 else ' was'} tried; none alone gives them a place."
    return (
        "No change was tried for them, since so many are without a place: make one that is named for others, and form"
        " the cohorts again."
    )


_Maker = Callable[[Person, Openings, _Trials], Iterator[Suggestion]]


def _longer(person: Person, places: Openings, trials: _Trials) -> Iterator[Suggestion]:
    """The shortest stretch that brings them into a cohort there is."""
    problem, chosen = places.problem, {stream for stream, _ in person.choices}
    if trials.over:
        return
    wanted = []
    for cohort in trials.plan.cohorts:
        lack = places.missing(person, cohort.start) if cohort.stream in chosen else None
        if lack is not None:
            wanted.append((lack[1], lack[0]))
    for _, stretch in sorted(set(wanted))[:4]:
        longer = replace(person, available=(*person.available, stretch))
        if gain := trials.gain(("longer", person.id, stretch), partial(_with_person, problem, longer)):
            yield Suggestion("longer", f"Free {_hours(stretch)} ({person.zone}) too: places {gain}.", gain, stretch)


def _track(person: Person, places: Openings, trials: _Trials) -> Iterator[Suggestion]:
    chosen = {stream for stream, _ in person.choices}
    for cohort in trials.plan.cohorts:
        if trials.over:
            return
        if cohort.stream not in chosen and cohort.start in places.coming[person.id]:
            wider = replace(person, choices=(*person.choices, (cohort.stream, len(person.choices))))
            if gain := trials.gain(("track", person.id, cohort.stream), partial(_with_person, places.problem, wider)):
                yield Suggestion(
                    "track", f"Another choice, {_stream_words(cohort.stream, places.problem)}: places {gain}.", gain
                )


def _full(person: Person, places: Openings, *, trials: _Trials) -> Iterator[FormedCohort]:
    chosen = {stream for stream, _ in person.choices}
    for cohort in trials.plan.cohorts:
        if cohort.stream in chosen and cohort.start in places.coming[person.id]:
            yield cohort


def _seat(person: Person, places: Openings, trials: _Trials) -> Iterator[Suggestion]:
    """One seat more in the room of a cohort they can come to, or in every cohort where no room holds it back."""
    problem = places.problem
    for cohort in _full(person, places, trials=trials):
        room = next((room for room in problem.rooms if room.id == cohort.room), None)
        if room is not None and room.seats is not None and len(cohort.members) < problem.sizes.most:
            more = replace(room, seats=room.seats + 1)
            change = partial(replace, problem, rooms=tuple(more if one.id == room.id else one for one in problem.rooms))
            text = f"1 more seat in {room.id}"
        else:
            change = partial(replace, problem, sizes=replace(problem.sizes, most=problem.sizes.most + 1))
            text = f"One seat more in a cohort ({problem.sizes.most + 1} people)"
        if gain := trials.gain(("seat", text), change):
            yield Suggestion("seat", f"{text}: places {gain}.", gain)


def _facilitator(person: Person, places: Openings, trials: _Trials) -> Iterator[Suggestion]:
    """One more at a start they could come to, of those that most of the unplaced share; one that was tried for somebody
    else first."""
    problem = places.problem
    starts = [start for start in places.possible(person) if not problem.second_role or start in places.helped_by]
    for start in sorted(starts[:3], key=lambda start: ("leader", start) not in trials.seen):
        if gain := trials.gain(("leader", start), partial(_with_leader, problem, start)):
            yield Suggestion("facilitator", f"One more facilitator {minute_words(start)}: places {gain}.", gain)


def _with_leader(problem: CohortProblem, start: int) -> CohortProblem:
    return replace(problem, leaders=(*problem.leaders, _newcomer(problem, start)))


def _second(person: Person, places: Openings, trials: _Trials) -> Iterator[Suggestion]:
    """One more of the second role at a start they could come to, and a facilitator too."""
    problem = places.problem
    starts = [start for start in places.possible(person) if start in places.led_by]
    for start in sorted(starts[:3], key=lambda start: ("second", start) not in trials.seen):
        if gain := trials.gain(("second", start), partial(_with_second, problem, start)):
            yield Suggestion("second", f"One more {problem.second_role} {minute_words(start)}: places {gain}.", gain)


def _with_second(problem: CohortProblem, start: int) -> CohortProblem:
    return replace(problem, seconds=(*problem.seconds, _newcomer(problem, start)))


def _newcomer(problem: CohortProblem, start: int) -> Leader:
    """Somebody who could run one cohort of any kind, at one start."""
    streams = frozenset(stream for one in problem.people for stream, _ in one.choices)
    return Leader("one more", problem.zone, split_week(((start, start + problem.minutes),)), streams, 1)


def _room(person: Person, places: Openings, trials: _Trials) -> Iterator[Suggestion]:
    problem = places.problem
    if not problem.rooms or all(stream.online for stream, _ in person.choices):
        return
    for start in places.possible(person)[:3]:
        room = FreeRoom("one more room", split_week(((start, start + problem.minutes),)), None, 1)
        if gain := trials.gain(("room", start), partial(replace, problem, rooms=(*problem.rooms, room))):
            yield Suggestion("room", f"One more room {minute_words(start)}: places {gain}.", gain)


def _person(person: Person, places: Openings, trials: _Trials) -> Iterator[Suggestion]:
    """One person more at a start where a cohort lacks one."""
    problem = places.problem
    if trials.over:
        return
    for start in places.possible(person)[:6]:
        if places.shared[start] != problem.sizes.least - 1:
            continue
        other = Person(
            "one more person", problem.zone, split_week(((start, start + problem.minutes),)), (), person.choices
        )
        change = partial(replace, problem, people=(*problem.people, other))
        if gain := trials.gain(("person", start, person.choices), change, beside=1):
            words = _stream_words(person.choices[0][0], problem)
            wanted = f" for {words}" if words else ""
            yield Suggestion(
                "person", f"One more person{wanted} {minute_words(start)} makes a cohort: places {gain}.", gain
            )


def _ask(places: Openings, trials: _Trials) -> Iterator[Ask]:
    """People, placed or not, who by one stretch more would give somebody a place: those who lack least first."""
    problem = places.problem
    wanted = []
    led = places.led_by & places.helped_by
    counted = Counter(start for id in places.plan.unplaced for start in places.coming[id] if start in led)
    near = {person.id: places.nearly(person) for person in problem.people}
    starts = counted.keys() & frozenset[int]().union(*near.values())
    for start in places.by_day_first(starts, counted, zone=problem.zone)[:STARTS]:
        for person in problem.people:
            short = start in near[person.id] and places.missing(person, start)
            if short and short[1] <= NEARLY:
                wanted.append((short[1], person.id, short[0]))
    for _, id, stretch in sorted(set(wanted))[:ASKED]:
        person = places.people[id]
        longer = replace(person, available=(*person.available, stretch))
        if gain := trials.gain(("longer", person.id, stretch), partial(_with_person, problem, longer)):
            yield Ask(
                id,
                stretch[0],
                stretch[1],
                f"{id}: could you also come {_hours(stretch)} ({person.zone})? That places {gain}.",
                gain,
            )


def _stream_words(stream: Stream, problem: CohortProblem) -> str:
    """Track and level, and the mode where there are several."""
    modes = {one.mode for person in problem.people for one, _ in person.choices}
    return " ".join(word for word in (stream.track, stream.level, stream.mode if len(modes) > 1 else "") if word)


def _with_person(problem: CohortProblem, person: Person) -> CohortProblem:
    return replace(problem, people=tuple(person if one.id == person.id else one for one in problem.people))


def _hours(stretch: Stretch) -> str:
    end = stretch[1] % 1440 or 1440
    return f"{minute_words(stretch[0])}-{end // 60:02d}:{end % 60:02d}"
