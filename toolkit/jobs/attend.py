"""Who was at a meeting: what marks come to, and how they are recorded with the meetings that were held by that."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from toolkit.jobs.change import record
from toolkit.jobs.change_records import Key, Known
from toolkit.model.changes import ChangeEntry
from toolkit.model.people import Attendance
from toolkit.model.plan import Meeting, Plan
from toolkit.planning.attendance import at_home, marks_at, newly_held, objection, with_marks
from toolkit.planning.free import has_begun
from toolkit.planning.proposals import propose
from toolkit.planning.wishes.entries import Wish
from toolkit.problems import WrongUsage


@dataclass(frozen=True)
class Marked:
    """Marks and what they come to: how many are `new`, the entries for meetings that are history by them, the plan once
    they are recorded.

    `empty` are meetings whose time has come, that nobody was at and that no entry says were held: either they were not,
    or it has to be said.
    """

    known: Known
    marks: tuple[Attendance, ...]
    new: int
    entries: tuple[ChangeEntry, ...]
    after: Plan
    empty: tuple[Meeting, ...]

    @property
    def meetings(self) -> frozenset[Key]:
        """The meetings that the marks are about."""
        return frozenset((mark.cohort, mark.session) for mark in self.marks)


def examine_marks(known: Known, marks: Sequence[Attendance]) -> Marked:
    """What marks come to; a guest's absence counts where they belong. WrongUsage for a mark that cannot be."""
    for mark in marks:
        if why := objection(known.plan, mark, now=known.now):
            raise WrongUsage(why)
    homed = tuple(at_home(known.plan, mark) for mark in marks)
    there = {(mark.id, mark.cohort, mark.session): mark.state for mark in known.plan.programme.people.attendance}
    given = {(mark.id, mark.cohort, mark.session): mark.state for mark in homed}
    decided = {"decided": known.now.date()}
    entries = tuple(entry.model_copy(update=decided) for entry in newly_held(known.plan, homed))
    after = with_marks(known.plan, homed)
    about = {(mark.cohort, mark.session) for mark in homed}
    empty = tuple(
        meeting
        for meeting in known.plan.meetings
        if meeting.key in about
        and not meeting.held
        and "present" not in marks_at(after, meeting).values()
        and has_begun(meeting, known.now)
    )
    new = sum(there.get(key) != state for key, state in given.items())
    return Marked(known, homed, new, entries, after, empty)


def apply_marks(marked: Marked, *, did: str) -> None:
    """Record the marks in people/attendance.csv, and in changes.yaml that the meetings were held. WouldOverwrite where
    that has changed meanwhile."""
    proposal = propose(marked.known.plan, Wish(marked.entries), now=marked.known.now)
    record(marked.known, proposal, did=did, marks=marked.marks)
