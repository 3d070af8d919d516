"""How a running programme changes on the disk: record a proposal, take the last one back, mark what people have been
told.

A verb's work is one change of several files (see `keeping/journal.py`): the organiser's file, the calendar lock, and
the deed that `undo` needs. The plan itself is never written: it follows from the files.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

from toolkit.documents.calendars import Cancelled, all_entries, holders
from toolkit.jobs.examine import read_and_plan
from toolkit.keeping.attendance_file import ATTENDANCE, add_attendance
from toolkit.keeping.changes_file import CHANGES, add_changes
from toolkit.keeping.history import Deed, read_last, with_deed
from toolkit.keeping.journal import apply_files, locked
from toolkit.keeping.lock import LOCK_FILE, Lock, advance, read_lock, write_lock
from toolkit.keeping.manifest import inputs_unchanged, is_untouched, read_manifest
from toolkit.keeping.merge import merge
from toolkit.model.document import Page
from toolkit.model.people import Attendance
from toolkit.model.plan import Plan
from toolkit.model.programme import ChangeFile
from toolkit.model.told import Publication
from toolkit.outputs.site import frame
from toolkit.planning.answers import told_answers
from toolkit.planning.differences import snapshot
from toolkit.planning.make_plan import make_plan
from toolkit.planning.replan import Proposal
from toolkit.problems import Problem, ProblemsFound, WouldOverwrite, WrongUsage
from toolkit.reading.own.own_records import read_own, read_own_text
from toolkit.reading.own.published import MAILED, PUBLISHED, count_tellings
from toolkit.reading.records import read_record
from toolkit.reading.shelves import Shelves
from toolkit.reading.yaml import read_yaml

UNDO = "undo"
"""What the journal says of an undo: cut off, it is finished and not done a second time."""


def record(
    folder: Path, proposal: Proposal, *, did: str, now: datetime.datetime, marks: Sequence[Attendance] = ()
) -> None:
    """Add the proposal's entries to changes.yaml, and let the calendar lock know when it was decided; with marks of who
    was there.

    WouldOverwrite where changes.yaml is no longer what the proposal was made from.
    """
    with locked(folder):
        text = _text(folder, CHANGES)
        if _plain(text) != "\n".join(proposal.before.programme.source(CHANGES).lines):
            raise WouldOverwrite(f"{CHANGES} has changed meanwhile. Nothing was written; run the command again.")
        files = {ATTENDANCE: add_attendance((_text(folder, ATTENDANCE) or "").encode(), marks)} if marks else {}
        lock, told = _text(folder, LOCK_FILE), dict[str, bytes]()
        if proposal.wish.changes:
            files[CHANGES] = add_changes(text or "", proposal.wish.changes).encode()
            told = (
                {LOCK_FILE: _advanced(lock, proposal.before, after=proposal.after, now=now).encode()}
                if lock is not None
                else {}
            )
        apply_files(folder, {**told, **with_deed(folder, files, did=did, now=now)})


def _advanced(lock: str, before: Plan, *, after: Plan, now: datetime.datetime) -> str:
    """The lock with what changed by hand until now, then with what changes now."""
    shown, known = _as_shown(read_lock(lock), before)
    return write_lock(advance(known, all_entries(after, shown), moment=_utc(after, now), holders=holders(after)))


def _as_shown(lock: Lock, plan: Plan) -> tuple[Cancelled, Lock]:
    """How the last build showed cancelled meetings, which is what the lock fits best; and the lock with what changed by
    hand since."""
    modes: tuple[Cancelled, ...] = ("keep", "note")
    found = [(mode, advance(lock, all_entries(plan, mode))) for mode in modes]
    return min(
        found, key=lambda pair: sum(lock.versions.get(uid) != version for uid, version in pair[1].versions.items())
    )


def _utc(plan: Plan, now: datetime.datetime) -> datetime.datetime:
    """The moment in UTC; a wall time without a zone is the programme's."""
    zone = plan.programme.settings.zone or plan.programme.city.zone or "UTC"
    moment = now if now.tzinfo else now.replace(tzinfo=ZoneInfo(zone))
    return moment.astimezone(datetime.UTC).replace(microsecond=0)


def was_done(folder: Path, *, did: str, now: datetime.datetime) -> bool:
    """Whether the last deed was this very one, today, and its files are as it left them: a run that was cut off is not
    done twice."""
    last = read_last(folder)
    if last is None or last.did != did or datetime.datetime.fromisoformat(last.moment).date() != now.date():
        return False
    return not last.torn and all(read_own(folder, path) == after for path, (_, after) in last.files.items())


def undo(folder: Path, shelves: Shelves, *, now: datetime.datetime) -> Deed:
    """Take the last deed back, and return it. Before a publish or a mail every byte is as it was; after one, calendars
    learn of a new change.

    What was edited by hand since then stays; WouldOverwrite where an edit touches the same lines. WrongUsage where
    nothing was done, or where what was done is not kept here.
    """
    with locked(folder):
        deed = read_last(folder)
        if deed is None:
            raise WrongUsage("There is nothing to undo: no verb has changed this programme.")
        if deed.torn:
            hint = f"Delete {deed.path}: then `undo` goes back to what was done before."
            raise WrongUsage(
                f"How the files were before “{deed.did}” is not kept in this copy of the folder. Nothing was undone."
                f" {hint}"
            )
        files, removed = _restored(folder, deed)
        lock = _text(folder, LOCK_FILE)
        if count_tellings(folder) == deed.tellings:
            files, removed = _with_lock(deed, files, removed=removed)
        elif lock is not None and CHANGES in deed.files:
            plan, *_ = read_and_plan(folder, shelves, today=None)
            files[LOCK_FILE] = _advanced(
                lock, plan, after=_with_changes(plan, files.get(CHANGES, b"changes: []\n")), now=now
            ).encode()
        apply_files(folder, files, removed=[*removed, *deed.paths], did=UNDO)
        return deed


def _with_changes(plan: Plan, text: bytes) -> Plan:
    """The plan with what changes.yaml says in this text, which was read before."""
    data, source = read_yaml(text.decode(), CHANGES, problems=[])
    record = read_record(ChangeFile, data, source=source, problems=[])
    return make_plan(replace(plan.programme, changes=record.changes if record else ()))


def _restored(folder: Path, deed: Deed) -> tuple[dict[str, bytes], list[str]]:
    """The deed's files as they were before it, with what was edited since; and those that go."""
    files: dict[str, bytes] = {}
    removed: list[str] = []
    for path, (before, after) in deed.files.items():
        now = read_own(folder, path)
        merged = (
            before or b""
            if now == after or path.startswith(".programme/")
            else merge(after or b"", now or b"", before or b"")
        )
        if merged is None:
            raise WouldOverwrite(
                f"{path} was edited where “{deed.did}” changed it. Nothing was written;"
                f" {'take its entry out' if path == CHANGES else 'put it back'} by hand."
            )
        if before is None and not merged:
            removed.append(path)
        else:
            files[path] = merged
    return files, removed


def _with_lock(deed: Deed, files: dict[str, bytes], *, removed: list[str]) -> tuple[dict[str, bytes], list[str]]:
    """Nobody has been told: the calendars' numbers go back, too."""
    if deed.lock is None:
        return files, [*removed, LOCK_FILE]
    return {**files, LOCK_FILE: deed.lock.encode()}, removed


def publish(
    folder: Path, plan: Plan, *, pages: Iterable[Page], name: str, now: datetime.datetime, dry_run: bool = False
) -> bool:
    """Remember the plan and the outputs (with their `pages`) as what people have been told; False where a publish of
    this name says so.

    P110 where out/ is not what the files would give now. WrongUsage where another publish has that name.
    """
    publishes, told = plan.programme.publishes, plan.programme.told
    if any(known.name == name for known in publishes):
        if told is not None and told.name == name and told.meetings == snapshot(plan):
            return False
        raise WrongUsage(f"There is a publish called “{name}” already. Choose another name.")
    manifest = read_manifest(folder)
    if not inputs_unchanged(manifest, folder, without=MAILED) or not all(
        is_untouched(folder, path, output=output) for path, output in manifest.outputs.items()
    ):
        message = "out/ is not what the programme's files say now, so it cannot be what people have been told."
        raise ProblemsFound([Problem("out", 0, 0, "P110", message, "Run `programme build` first.")])
    publication = Publication(
        name=name,
        moment=now.replace(microsecond=0),
        meetings=snapshot(plan),
        files={path: output.digest for path, output in manifest.outputs.items()},
        frames={
            f"out/{page.path}": frame(page, lambda path: (folder / path).read_bytes()) for page in pages if page.slices
        },
        members={cohort.key: cohort.members for cohort in plan.programme.cohorts},
        labels={cohort.key: cohort.label for cohort in plan.programme.cohorts},
        answers=told_answers(plan),
        changes=tuple(
            change.model_dump(mode="json", by_alias=True, exclude_unset=True) for change in plan.programme.changes
        ),
    )
    if dry_run:
        return True
    path = f".programme/published/{len(publishes) + 1:02d}.json"
    line = json.dumps({"name": name, "moment": publication.moment.isoformat(), "file": path}, ensure_ascii=False)
    head = (
        _text(folder, PUBLISHED)
        or "# What people were told and when. `programme changes` compares with it; leave it as it is.\npublished:\n"
    )
    with locked(folder):
        data = json.dumps(publication.model_dump(mode="json"), indent=1, ensure_ascii=False) + "\n"
        apply_files(folder, {PUBLISHED: f"{head}  - {line}\n".encode(), path: data.encode()})
    return True


def _text(folder: Path, path: str) -> str | None:
    """A file's text to the letter, or None where it is not there. P003 and P004 for one that cannot be read."""
    return read_own_text(folder, path)


def _plain(text: str | None) -> str:
    return (text or "").removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
