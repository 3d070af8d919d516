"""People on the disk: imported, accepted, shown to themselves, forgotten. Each is one change of all files that belong
together."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from toolkit.keeping.forgetting import Subject, without_person
from toolkit.keeping.history import PRIVATE_HISTORY, with_deed
from toolkit.keeping.journal import apply_files, locked
from toolkit.keeping.manifest import INDEX
from toolkit.keeping.people_file import PeopleFile, read_people_file
from toolkit.keeping.people_import import Merged, merge_people
from toolkit.keeping.traces import Trace, find_traces
from toolkit.model.imports import Incoming
from toolkit.model.people import PersonStatus
from toolkit.problems import Problem, ProblemsFound, SourceFile, WouldOverwrite, WrongUsage
from toolkit.reading.files import RECORD_LARGEST
from toolkit.reading.own.memory import MEMORY, Hours, write_memory
from toolkit.reading.own.own_records import read_own
from toolkit.reading.people import FACILITATOR_COLUMNS, PARTICIPANT_COLUMNS, read_facilitators, read_participants
from toolkit.reading.records import nearest
from toolkit.reading.tables import table_rows

Kind = Literal["participants", "facilitators"]
COLUMNS: dict[Kind, tuple[str, ...]] = {"participants": PARTICIPANT_COLUMNS, "facilitators": FACILITATOR_COLUMNS}
PREFIX: dict[Kind, str] = {"participants": "p", "facilitators": "f"}

_KEPT = (".programme/pristine/", ".programme/schema/", "out/", ".git/")
_OURS = (".programme/lock", ".programme/origin.yaml", MEMORY)


@dataclass(frozen=True)
class Forgetting:
    """What forgetting somebody does: files with new bytes, files that go, what of them goes from where, and where a
    name of theirs may be left."""

    subject: Subject
    files: Mapping[str, bytes]
    removed: tuple[str, ...]
    traces: tuple[Trace, ...]
    left: tuple[Trace, ...]


def path_of(kind: Kind) -> str:
    """The file of these people in a programme folder."""
    return f"people/{kind}.csv"


def load(folder: Path, kind: Kind) -> PeopleFile:
    """The people of a programme folder as they stand in the file; none where it is not there. ProblemsFound where it
    cannot be read."""
    data = _bytes(folder, path_of(kind))
    problems: list[Problem] = []
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
        if text.strip():
            (read_participants if kind == "participants" else read_facilitators)(text, path_of(kind), problems)
        file = read_people_file(data)
    except ValueError:
        unread = Problem(
            path_of(kind), 0, 0, "P003", f"{path_of(kind)} is not a CSV in UTF-8.", "Save it again as CSV UTF-8."
        )
        raise ProblemsFound(problems or [unread]) from None
    if any(problem.level == "error" for problem in problems):
        raise ProblemsFound(problems)
    return file if file.headings else PeopleFile(())


def merged_with(folder: Path, batches: Sequence[Sequence[Incoming]], *, kind: Kind) -> Merged:
    """The file of these people with those of one import after the other; nothing is written."""
    other = load(folder, "facilitators" if kind == "participants" else "participants")
    whole = Merged(load(folder, kind), (), ())
    for people in batches:
        merged = merge_people(whole.file, people, columns=COLUMNS[kind], prefix=PREFIX[kind], taken=other.ids().keys())
        again = read_people_file(merged.file.write())
        whole = Merged(again, (*whole.matches, *merged.matches), (*whole.refused, *merged.refused))
    return whole


def save_import(
    folder: Path,
    batches: Sequence[Sequence[Incoming]],
    *,
    shown: Merged,
    kind: Kind,
    columns: Mapping[str, str],
    hours: Mapping[str, Hours | None],
    zones: Mapping[str, str],
    now: datetime.datetime,
) -> tuple[str, ...]:
    """Write an import as it was shown, with what was said about headings and words; the paths that changed.

    WouldOverwrite where the file is no longer what it was shown for.
    """
    with locked(folder):
        if merged_with(folder, batches, kind=kind).file.write() != shown.file.write():
            raise WouldOverwrite(f"{path_of(kind)} has changed meanwhile. Nothing was written; run the command again.")
        files = {path_of(kind): shown.file.write()} if shown.matches else {}
        if columns or hours or zones:
            files[MEMORY] = write_memory(columns, hours, zones=zones)
        written = apply_files(folder, with_deed(folder, files, did="people import", now=now))
        return tuple(path for path in written if path in files)


def set_status(
    folder: Path, ids: Sequence[str], *, status: PersonStatus, did: str, now: datetime.datetime, dry_run: bool = False
) -> tuple[str, ...]:
    """Give participants a status; the ids whose status is another than before. WrongUsage for an id that nobody has."""
    with locked(folder):
        file = load(folder, "participants")
        rows = file.ids()
        for id in ids:
            if id not in rows:
                raise WrongUsage(
                    f"Nobody in {path_of('participants')} has the id “{id}” (P032). {nearest(id, rows)}".rstrip()
                )
        changed = [id for id in dict.fromkeys(ids) if (file.cell(rows[id], "status") or "applied").lower() != status]
        lines = {rows[id].line for id in changed}
        file = file.with_columns(["status"]) if changed else file
        file = file.edited(lambda row: file.changed(row, {"status": status}) if row.line in lines else row)
        if changed and not dry_run:
            apply_files(folder, with_deed(folder, {path_of("participants"): file.write()}, did=did, now=now))
        return tuple(changed)


def stored_about(folder: Path, id: str) -> dict[str, Any]:
    """Everything that the folder holds about somebody, for them to read. WrongUsage where it holds nothing."""
    subject = _subject(folder, id)
    traces = find_traces(
        subject,
        {
            path: data
            for path, data in _everything(folder).items()
            if not path.startswith((".programme/schema/", ".programme/pristine/"))
        },
    )
    return {
        "version": 1,
        "id": id,
        "names": list(subject.names),
        "emails": list(subject.emails),
        "stored": [
            {"file": trace.file, "line": trace.line, "what": trace.what, "values": dict(trace.values)}
            for trace in traces
        ],
    }


def plan_forgetting(folder: Path, id: str) -> Forgetting:
    """What it takes to forget somebody; nothing is written.

    WrongUsage where nobody is known by the id, ProblemsFound where a file of people/ cannot be read: somebody could be
    left in it.
    """
    subject = _subject(folder, id)
    files = _everything(folder)
    _refuse_unread({path: data for path, data in files.items() if re.fullmatch(r"people/\w+\.csv", path)})
    traces = find_traces(subject, files)
    named = {trace.file for trace in traces}
    made = tuple(
        path
        for path in files
        if path.startswith("out/private/") or path == INDEX or (path.startswith("out/") and path in named)
    )
    caches = tuple(
        path
        for path in files
        if _is_cache(path) or (path.startswith(PRIVATE_HISTORY) and b'{"base64":' in b"".join(files[path].split()))
    )
    texts = {
        path: data
        for path, data in files.items()
        if path not in (*made, *caches) and not path.startswith(_KEPT) and path not in _OURS and _is_ours(path)
    }
    new = {
        path: without
        for path, data in texts.items()
        if (without := without_person(path, data, subject=subject)) != data
    }
    empty = tuple(path for path in texts if subject.in_path(path))
    after = {path: new.get(path, data) for path, data in files.items() if path not in (*made, *caches, *empty)}
    left = tuple(trace for trace in find_traces(subject, after) if not trace.file.startswith(_KEPT))
    gone = (*made, *caches, *empty) if new or made or empty else ()
    going = tuple(trace for trace in traces if not _stays(trace, files[trace.file], after=new.get(trace.file)))
    return Forgetting(subject, {path: data for path, data in new.items() if path not in empty}, gone, going, left)


def _stays(trace: Trace, before: bytes, *, after: bytes | None) -> bool:
    """Whether the line at which somebody stands is left as it is in a file that is written anew."""
    return bool(trace.line and after is not None) and before.splitlines()[trace.line - 1] in (after or b"").splitlines()


def forget(folder: Path, id: str) -> Forgetting:
    """Forget somebody: out of all files at once, or, cut off before, of none."""
    with locked(folder):
        plan = plan_forgetting(folder, id)
        apply_files(folder, plan.files, removed=plan.removed, did=f"forget {id}")
        return plan


def _subject(folder: Path, id: str) -> Subject:
    """Who has this id, with names and addresses from all rows; WrongUsage where no file knows it."""
    found: list[tuple[str, str]] = []
    names: list[str] = []
    known: list[str] = []
    for kind in COLUMNS:
        file = load(folder, kind)
        for other, row in file.ids().items():
            known.append(other)
            if other == id:
                found.append((file.cell(row, "name"), file.cell(row, "email")))
            else:
                names.append(file.cell(row, "name"))
    subject = Subject(id, _unique(name for name, _ in found), _unique(email for _, email in found), frozenset(names))
    if not found and not find_traces(subject, _everything(folder)):
        raise WrongUsage(
            f"Nobody in people/ has the id “{id}”, and it stands nowhere else (P032). {nearest(id, known)}".rstrip()
        )
    return subject


def _refuse_unread(tables: Mapping[str, bytes]) -> None:
    """P003 and P119 for tables that are not UTF-8 or in which a quote takes rows into a cell."""
    problems: list[Problem] = []
    for path, data in tables.items():
        try:
            lines = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n").split("\n")
        except UnicodeDecodeError:
            problems.append(Problem(path, 0, 0, "P003", f"{path} is not UTF-8 text.", "Save it again as CSV UTF-8."))
            continue
        for _ in table_rows(SourceFile(path, tuple(lines)), problems):
            pass
    if problems:
        raise ProblemsFound(problems)


def _unique(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in texts if text))


def _is_ours(path: str) -> bool:
    """Whether a file is one that we may change: tables and records, not the organiser's texts."""
    return path.startswith(("people/", ".programme/", "incoming/")) or path in ("cohorts.yaml", "changes.yaml")


def _is_cache(path: str) -> bool:
    """Whether this is made again by the next build: what our folder holds beside its records."""
    return (
        path.startswith(".programme/")
        and path not in _OURS
        and not path.startswith(_KEPT)
        and not path.endswith((".json", ".jsonl", ".yaml", ".lock"))
    )


def _everything(folder: Path) -> dict[str, bytes]:
    """Every file of the folder by its path; nothing through links, and nothing so large that it is none of ours."""
    found: dict[str, bytes] = {}
    for path in sorted(folder.rglob("*")):
        relative = path.relative_to(folder).as_posix()
        if (
            path.is_symlink()
            or not path.is_file()
            or relative.startswith(".git/")
            or any(parent.is_symlink() for parent in path.parents if parent != folder)
        ):
            continue
        if path.stat().st_size > RECORD_LARGEST:
            continue
        found[relative] = path.read_bytes()
    return found


def _bytes(folder: Path, path: str) -> bytes:
    return read_own(folder, path) or b""
