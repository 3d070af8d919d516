"""What would come of a wish: the plan before and after, what differs, what it collides with, what is asked first."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from toolkit.model.changes import Change, change_of
from toolkit.model.plan import Difference, Meeting, Plan
from toolkit.model.told import DifferenceKind
from toolkit.planning.differences import differences, snapshot
from toolkit.planning.free import has_begun, was_attended
from toolkit.planning.make_plan import make_plan
from toolkit.planning.rules import find_problems
from toolkit.planning.rules.rooms import rooms_not_lost
from toolkit.planning.rules.rule import NOTHING_KNOWN
from toolkit.planning.wishes.entries import Wish, fixed
from toolkit.problems import Problem

_COMES: frozenset[DifferenceKind] = frozenset({"added", "again", "moved", "place", "together"})
"""What puts people into a room on a day on which they were not to be there."""


@dataclass(frozen=True)
class Proposal:
    """A wish and what comes of it: the plan before and after, the meetings that differ, problems that were not there
    before.

    `unrecorded` are meetings of the past, without a record that they were held, that would change besides those that
    were named; `doubtful` those that were named and would get another day or time. `over` are meetings as they would be
    whose new start is past. `impossible` are those of the problems that nobody can have meant: a meeting that changes
    is in a room that was recorded as lost (P096).
    """

    wish: Wish
    before: Plan
    after: Plan
    differences: tuple[Difference, ...]
    problems: tuple[Problem, ...]
    unrecorded: tuple[Meeting, ...]
    doubtful: tuple[Meeting, ...] = ()
    over: tuple[Meeting, ...] = ()
    impossible: tuple[Problem, ...] = ()


def with_records(plan: Plan) -> Plan:
    """The plan with every meeting held that attendance.csv says somebody was at: what the verbs wish from, since
    history never moves."""
    if not plan.programme.people.attendance:
        return plan
    return replace(
        plan,
        meetings=tuple(replace(m, held=True) if not m.held and was_attended(plan, m) else m for m in plan.meetings),
    )


def propose(
    plan: Plan,
    wish: Wish,
    *,
    now: datetime.datetime,
    onto: tuple[Change, ...] | None = None,
    known: Iterable[Problem] | None = None,
) -> Proposal:
    """What the plan would be with these entries added to the changes of the programme, or to those of `onto` in their
    place; meetings that somebody was at are recorded as held first, where they would move. `known` are the problems of
    the plan, where somebody has looked for them."""
    changes = plan.programme.changes if onto is None else onto
    problems = find_problems(plan) if known is None else known
    old = frozenset((problem.code, problem.message) for problem in problems)
    proposal = _proposal(plan, wish, changes=changes, now=now, old=old)
    was = {meeting.key for meeting in with_records(plan).meetings if meeting.held}
    moving = [
        plan.meeting(*difference.key)
        for difference in proposal.differences
        if {"moved", "cancelled"} & {*difference.kinds}
    ]
    attended = [
        fixed(meeting) for meeting in moving if meeting is not None and meeting.key in was and _before(wish, meeting)
    ]
    if not attended:
        return proposal
    return _proposal(plan, replace(wish, entries=(*attended, *wish.entries)), changes=changes, now=now, old=old)


def _before(wish: Wish, meeting: Meeting) -> bool:
    """Whether the wish does not say itself that the meeting was held."""
    return not any(entry.held and (entry.cohort, entry.session) == meeting.key for entry in wish.entries)


def _proposal(
    plan: Plan, wish: Wish, *, changes: tuple[Change, ...], now: datetime.datetime, old: Collection[tuple[str, str]]
) -> Proposal:
    after = make_plan(replace(plan.programme, changes=(*changes, *map(change_of, wish.entries))))
    found = differences(snapshot(plan), after)
    new = tuple(problem for problem in find_problems(after) if (problem.code, problem.message) not in old)
    lost = tuple(
        rooms_not_lost(
            replace(after, meetings=tuple(one.after for one in found if one.after and _COMES & {*one.kinds})),
            NOTHING_KNOWN,
        )
    )
    named = {entry.session for entry in wish.entries}
    moved = {entry.session for entry in wish.entries if (entry.date or entry.time) and not entry.held}
    past = [before for difference in found if (before := plan.meeting(*difference.key)) and _unrecorded(before, now)]
    shifted = [difference.after for difference in found if difference.after and "moved" in difference.kinds]
    return Proposal(
        wish=wish,
        before=plan,
        after=after,
        differences=found,
        problems=(*new, *(problem for problem in lost if (problem.code, problem.message) in old)),
        unrecorded=tuple(meeting for meeting in past if meeting.session.key not in named),
        doubtful=tuple(
            meeting for meeting in past if meeting.session.key in moved and meeting.key in {one.key for one in shifted}
        ),
        over=tuple(meeting for meeting in shifted if meeting.open and has_begun(meeting, now)),
        impossible=lost,
    )


def _unrecorded(meeting: Meeting, now: datetime.datetime) -> bool:
    return has_begun(meeting, now) and meeting.due


def unrecorded(plan: Plan, now: datetime.datetime) -> tuple[Meeting, ...]:
    """Meetings of the past that nobody has said were held or not."""
    return tuple(meeting for meeting in plan.meetings if meeting.open and has_begun(meeting, now))
