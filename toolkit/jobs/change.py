"""How a running programme changes: a request is examined, what is open is asked, and what was proposed is recorded.

`examine` writes nothing and may be called as often as one likes, with one more answer each time; `apply` writes what it
proposed. Recording is one change of several files (see `keeping/journal.py`): the organiser's file, the calendar lock,
and the action that `undo` needs. The plan itself is never written: it follows from the files.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from toolkit.jobs.change_records import (
    Examined,
    HeldThen,
    InLostRoom,
    Known,
    Nothing,
    Questions,
    Ready,
    RecordedToday,
    RefusedChange,
    WhoComes,
)
from toolkit.jobs.change_requests import ChangeRequest, Swap, with_names_as_keys
from toolkit.jobs.examine import read_and_plan
from toolkit.jobs.job import job
from toolkit.jobs.stamps import advanced
from toolkit.keeping.attendance_file import ATTENDANCE, add_attendance
from toolkit.keeping.changes_file import CHANGES, add_changes, read_entries, with_reason
from toolkit.keeping.history import Action, read_last, with_action, write_action
from toolkit.keeping.journal import apply_files, locked
from toolkit.keeping.lock import LOCK_FILE
from toolkit.model.changes import ChangeEntry, change_of
from toolkit.model.fields import MeetingKey
from toolkit.model.people import Attendance
from toolkit.model.plan import Meeting, Plan
from toolkit.planning.free import candidates, has_begun
from toolkit.planning.make_plan import make_plan
from toolkit.planning.outdated import Outdated, told_otherwise
from toolkit.planning.proposals import Proposal, propose, with_records
from toolkit.planning.wishes.combining import combinable
from toolkit.planning.wishes.entries import Wish, fixed
from toolkit.problems import ChangedMeanwhile, WrongUsage
from toolkit.reading.own.own_records import read_own, read_own_text
from toolkit.reading.shelves import Shelves

_NO_ANSWERS: Mapping[MeetingKey, bool] = MappingProxyType({})


def read_known(folder: Path, shelves: Shelves, *, now: datetime.datetime) -> Known:
    """The folder as it is now. ProblemsFound where it has errors."""
    plan, _types, _base, problems = read_and_plan(folder, shelves, today=None)
    return Known(folder, plan, now, tuple(problems))


@job
def examine_change(
    known: Known,
    request: ChangeRequest,
    *,
    reason: str | None = None,
    answers: Mapping[MeetingKey, bool] = _NO_ANSWERS,
    again: bool = False,
    anyway: bool = False,
) -> Examined:
    """What would come of a request, or what stands in its way. `answers` say of meetings whether they were held.

    With `again` it is done once more, though it was recorded today; with `anyway` a meeting may come into a room that
    was recorded as lost. WrongUsage as for `ChangeRequest.wish`.
    """
    plan = with_records(known.plan)
    request = with_names_as_keys(request, plan)
    if isinstance(request, Swap) and not request.cover and not request.peer_led:
        meetings = request.meetings(plan)
        if meetings:
            return _who_comes(plan, request.person, meeting=meetings[0])
    elif not again and (earlier := _last_added(known)) is not None:
        found = _same_as(earlier, known, request=request, reason=reason)
        if found is not None:
            return found
    wish = _decided(request.wish(plan, known.now), known, reason=reason)
    if not wish.entries:
        return _reason_alone(known, request, reason=reason) if reason else Nothing(wish.why)
    proposal = propose(known.plan, wish, now=known.now, known=known.problems)
    guarded = _guarded(known, proposal, answers=answers, did=request.did)
    if isinstance(guarded, Ready) and guarded.proposal.impossible and not anyway:
        return InLostRoom(guarded.proposal)
    return guarded


def _decided(wish: Wish, known: Known, *, reason: str | None) -> Wish:
    given = {"decided": known.now.date()} | ({"reason": reason} if reason else {})
    return replace(wish, entries=tuple(entry.model_copy(update=given) for entry in wish.entries))


def _who_comes(plan: Plan, person: str, *, meeting: Meeting) -> WhoComes:
    role: Literal["facilitator", "mentor"] = (
        "mentor" if meeting.mentor and meeting.mentor.id == person else "facilitator"
    )
    hosts = combinable(plan, meeting) if role == "facilitator" else ()
    own = plan.programme.people.facilitators[person].own_role
    found = candidates(plan, meeting, role=own if own and role == "facilitator" else role)
    return WhoComes(person, meeting, role, found, hosts)


def _guarded(
    known: Known, proposal: Proposal, *, answers: Mapping[MeetingKey, bool], did: str
) -> Questions | RefusedChange | Ready:
    """The guards, in their order: nothing goes into the past, what was held stays, and the plan has no errors."""
    for meeting in proposal.over:
        before = proposal.before.meeting(*meeting.key)
        if before is not None and not has_begun(before, known.now):
            return RefusedChange(proposal, "past", meeting)
    questions = (
        *(HeldThen(meeting, named=True) for meeting in proposal.doubtful),
        *(HeldThen(meeting, named=False) for meeting in proposal.unrecorded),
    )
    for question in questions:
        if answers.get(question.meeting.key, question.needed) is not question.needed:
            return RefusedChange(proposal, "held" if question.named else "not held", question.meeting)
    still = tuple(question for question in questions if question.meeting.key not in answers)
    if still:
        return Questions(still)
    proposal = _settled(proposal, known)
    errors = tuple(
        replace(problem, line=0, column=0, where="", source="")
        for problem in proposal.problems
        if problem.level == "error"
    )
    return RefusedChange(proposal, "errors", problems=errors) if errors else Ready(known, proposal, did)


def _settled(proposal: Proposal, known: Known) -> Proposal:
    """The proposal once it is known that the meetings of the past which others would move were held."""
    if not proposal.unrecorded:
        return proposal
    held = (fixed(meeting) for meeting in proposal.unrecorded)
    wish = replace(proposal.wish, entries=(*held, *proposal.wish.entries))
    return propose(proposal.before, wish, now=known.now, known=known.problems)


@dataclass(frozen=True)
class _Earlier:
    """The last action, the plan before it, and the entries that it added."""

    action: Action
    plan: Plan
    entries: tuple[ChangeEntry, ...]


def _last_added(known: Known) -> _Earlier | None:
    """The last action where it did nothing but add entries to changes.yaml, and stands as it was written. Each entry
    says on which day it was decided: only what was done today can be the same."""
    last = read_last(known.folder)
    if last is None or last.torn or set(last.files) != {CHANGES}:
        return None
    before, after = last.files[CHANGES]
    if after is None or read_own(known.folder, CHANGES) != after:
        return None
    old, new = read_entries(before or b""), read_entries(after)
    if new[: len(old)] != old:
        return None
    programme = replace(known.plan.programme, changes=tuple(map(change_of, old)))
    return _Earlier(last, make_plan(programme), new[len(old) :])


def _same_as(
    earlier: _Earlier, known: Known, *, request: ChangeRequest, reason: str | None
) -> RecordedToday | Ready | None:
    """Whether the request, made before the last action, would have written what that wrote. With a reason of its own
    its entries stand in for those."""
    try:
        wish = _decided(request.wish(with_records(earlier.plan), known.now), known, reason=reason)
    except WrongUsage:
        return None
    first = len(earlier.entries) - len(wish.entries)
    held, others = earlier.entries[:first], earlier.entries[first:]  # what was held is recorded first
    if first < 0 or not others or not all(entry.held for entry in held):
        return None
    if list(map(_without_reason, wish.entries)) != list(map(_without_reason, others)):
        return None
    if not reason or wish.entries == others:
        return RecordedToday()
    wish, onto = replace(wish, entries=(*held, *wish.entries)), earlier.plan.programme.changes
    return Ready(known, propose(known.plan, wish, now=known.now, onto=onto), request.did, replaces=earlier.action)


def _reason_alone(known: Known, request: ChangeRequest, *, reason: str) -> Ready | Nothing:
    """What the plan says already gets its reason, where entries of changes.yaml say it."""
    changes, rows = known.plan.programme.changes, _rows_of(known, request)
    there = tuple(change.entry for change in changes[rows.start : rows.stop])
    lines = known.plan.programme.source(CHANGES).lines
    why = request.wish(with_records(known.plan), known.now).why
    if there and all(entry.reason == reason for entry in there):
        return Nothing(why)
    if not there or with_reason("\n".join(lines), rows, reason=reason) is None:
        unsaid = "The reason was not recorded: the plan says this already. Write it at the entry in changes.yaml."
        return Nothing((*why, unsaid))
    given = tuple(entry.model_copy(update={"reason": reason}) for entry in there)
    onto = (*changes[: rows.start], *map(change_of, given), *changes[rows.stop :])
    proposal = replace(propose(known.plan, Wish(()), now=known.now, onto=onto), wish=Wish(given))
    return Ready(known, proposal, f"{request.did} (the reason)", row=rows.start)


def _rows_of(known: Known, request: ChangeRequest) -> range:
    """The last entries of changes.yaml that are what the request would have written before them, counted from 0."""
    programme, found = known.plan.programme, range(0)
    entries = [_undecided(change.entry) for change in programme.changes]
    for row in reversed(range(len(entries))):
        plan = with_records(make_plan(replace(programme, changes=programme.changes[:row])))
        try:
            wished = [_undecided(entry) for entry in request.wish(plan, known.now).entries]
        except WrongUsage:
            continue
        rows = range(row, row + len(wished))
        if wished and entries[row : rows.stop] == wished and rows.stop >= found.stop:
            found = rows
    return found


def _undecided(entry: ChangeEntry) -> dict[str, object]:
    return entry.model_dump(exclude={"reason", "decided"}, exclude_unset=True)


def _without_reason(entry: ChangeEntry) -> dict[str, object]:
    return entry.model_dump(exclude={"reason"}, exclude_unset=True)


def outdated(proposal: Proposal) -> tuple[Outdated, ...]:
    """Who would have old information about the meetings that change, and from when."""
    about = {difference.key for difference in proposal.differences}
    return told_otherwise(proposal.after, about=about) if about else ()


@job
def apply_change(ready: Ready, *, marks: Sequence[Attendance] = ()) -> None:
    """Write the proposal's entries to changes.yaml, and let the calendar lock know when it was decided; with marks of
    who was there. WouldOverwrite where changes.yaml is no longer what the proposal was made from."""
    known, proposal = ready.known, ready.proposal
    folder = known.folder
    with locked(folder):
        text = read_own_text(folder, CHANGES)
        if _plain(text) != "\n".join(proposal.before.programme.source(CHANGES).lines):
            raise ChangedMeanwhile(f"{CHANGES} has changed meanwhile. Nothing was written.")
        files = {ATTENDANCE: add_attendance((read_own_text(folder, ATTENDANCE) or "").encode(), marks)} if marks else {}
        told = dict[str, bytes]()
        if proposal.wish.entries:
            files[CHANGES] = _written(ready, text or "").encode()
            told = _stamped(known, proposal)
        apply_files(folder, {**told, **_remembered(known, files, did=ready.did, replaces=ready.replaces)})


def _written(ready: Ready, text: str) -> str:
    """changes.yaml with the proposal's entries, behind the others or where they stand."""
    entries = ready.proposal.wish.entries
    if ready.row is not None:
        new = with_reason(text, range(ready.row, ready.row + len(entries)), reason=entries[0].reason or "")
        assert new is not None, "it was tried when it was proposed"
        return new
    return add_changes((ready.replaces.files[CHANGES][0] or b"").decode() if ready.replaces else text, entries)


def _stamped(known: Known, proposal: Proposal) -> dict[str, bytes]:
    """The calendar lock after the proposal; nothing where there is none yet."""
    lock = read_own_text(known.folder, LOCK_FILE)
    if lock is None:
        return {}
    return {LOCK_FILE: advanced(lock, proposal.before, after=proposal.after, now=known.now).encode()}


def _remembered(known: Known, files: dict[str, bytes], *, did: str, replaces: Action | None) -> dict[str, bytes]:
    """The files and their action, which stands in the place of the one that it `replaces`: one `undo` takes both
    back."""
    if replaces is None:
        return with_action(known.folder, files, did=did, now=known.now)
    moment = known.now.isoformat(timespec="seconds")
    pairs = {CHANGES: (replaces.files[CHANGES][0], files[CHANGES])}
    return {**files, **write_action(replace(replaces, did=did, moment=moment, files=pairs))}


def _plain(text: str | None) -> str:
    return (text or "").removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
