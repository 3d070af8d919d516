"""Rules about two meetings at once: no cohort and nobody is expected at both."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator

from toolkit.model.plan import Meeting, Plan
from toolkit.planning.one_person import in_both_lists
from toolkit.planning.rules.places import gathered, meeting_problem, told
from toolkit.planning.rules.rule import Facts, Rule
from toolkit.problems import Problem


def nobody_twice(plan: Plan, facts: Facts) -> Iterator[Problem]:
    """P068: nobody is expected at two meetings at once. Going about between cohorts in one room, and a combined
    meeting, are one place."""
    yield from gathered(_clashes(plan))


def _clashes(plan: Plan) -> Iterator[tuple[Hashable, Problem]]:
    where: dict[tuple[str, str], list[Meeting]] = defaultdict(list)
    people = plan.programme.people
    names = {("f", id): person.name or id for id, person in people.facilitators.items()}
    names |= {("p", id): id for id in people.participants}
    for meeting in at_a_place(plan):
        for person in {helper.id for helper in (*meeting.facilitators, *([meeting.mentor] if meeting.mentor else []))}:
            where["f", person].append(meeting)
        for member in meeting.cohort.members:
            where["p", member].append(meeting)
    for key, meetings in sorted(where.items()):
        for *others, last in overlaps(meetings):
            other = next((other for other in others if not _one_place(key[0], other, other=last)), None)
            if other is not None:
                what = "facilitators" if key[0] == "f" else "members"
                message = f"{names.get(key, key[1])} is expected at two places: {told(other)}, and {told(last)}."
                yield (
                    (key, other.cohort.key),
                    meeting_problem(plan.programme, last, name=what, code="P068", message=message),
                )


def nobody_runs_one_and_attends_another(plan: Plan, facts: Facts) -> Iterator[Problem]:
    """P068: a member of one cohort who runs or mentors another is not expected at both at once. That they are told of a
    cohort that is their own is another rule."""
    yield from gathered(_clashes_of_both(plan))


def _clashes_of_both(plan: Plan) -> Iterator[tuple[Hashable, Problem]]:
    there = {meeting.key for meeting in at_a_place(plan)}
    for helper, member in in_both_lists(plan.programme.people).items():
        runs = {one.key: one for one in plan.of_facilitator(helper) if one.key in there}
        attends = {one.key: one for one in plan.of_person(member) if one.key in there}
        for *others, last in overlaps([*{**runs, **attends}.values()]):
            both = (other for other in others if (other.key in runs) != (last.key in runs))
            other = next((other for other in both if not _one_place("p", other, other=last)), None)
            if other is not None:
                who = member if helper == member else f"{member} (in people/facilitators.csv {helper})"
                message = f"{who} is expected at two places: {told(other)}, and {told(last)}."
                what = "facilitators" if last.key in runs else "members"
                problem = meeting_problem(plan.programme, last, name=what, code="P068", message=message)
                yield (helper, other.cohort.key), problem


def no_cohort_twice(plan: Plan, facts: Facts) -> Iterator[Problem]:
    """P068: a cohort does not meet twice at once, whether or not it is known who is in it."""
    yield from gathered(_own_overlaps(plan))


def _own_overlaps(plan: Plan) -> Iterator[tuple[Hashable, Problem]]:
    of_cohort: defaultdict[str, list[Meeting]] = defaultdict(list)
    for meeting in at_a_place(plan):
        of_cohort[meeting.cohort.key].append(meeting)
    for cohort in plan.programme.cohorts:
        for *others, last in overlaps(of_cohort[cohort.key]):
            if others:
                message = f"{cohort.label} would meet twice at once: {_when(others[0])}, and {_when(last)}."
                hint = f"A meeting takes {others[0].minutes} minutes; put the two further apart."
                name = "date" if last.moved or others[0].moved else "time"
                yield (
                    cohort.key,
                    meeting_problem(
                        plan.programme,
                        last if last.moved else others[0] if others[0].moved else last,
                        name=name,
                        code="P068",
                        message=message,
                        hint=hint,
                    ),
                )


def _when(meeting: Meeting) -> str:
    return f"{meeting.session.key}, {meeting.date.isoformat()} {meeting.time:%H:%M}"


def _one_place(kind: str, one: Meeting, *, other: Meeting) -> bool:
    if one.cohort.key == other.cohort.key:  # told of the cohort as a whole
        return True
    if other.cohort.key in one.with_cohorts or one.cohort.key in other.with_cohorts:
        return True
    if one.with_cohorts and other.with_cohorts and set(one.with_cohorts) & set(other.with_cohorts):
        return True
    return kind == "f" and one.room is not None and other.room is not None and one.room.id == other.room.id


def overlaps(meetings: list[Meeting]) -> Iterator[tuple[Meeting, ...]]:
    """For each meeting, those that are still going on when it begins, and itself last."""
    times = sorted(
        ((m.start.timestamp(), m.end.timestamp(), m) for m in meetings),
        key=lambda row: (row[0], row[2].cohort.key, row[2].number),
    )
    going: list[tuple[float, Meeting]] = []
    for start, end, meeting in times:
        going = [*((until, other) for until, other in going if until > start), (end, meeting)]
        yield tuple(other for _, other in going)


def at_a_place(plan: Plan) -> Iterator[Meeting]:
    """Meetings still to be held that somebody has to be at."""
    yield from (meeting for meeting in plan.meetings if meeting.due and not meeting.evening.way.solo)


RULES = (Rule(nobody_twice), Rule(nobody_runs_one_and_attends_another), Rule(no_cohort_twice))
