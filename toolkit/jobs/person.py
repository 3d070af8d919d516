"""Somebody in all files of a programme folder: shown to themselves, or forgotten."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, TypedDict

from toolkit.jobs.job import job
from toolkit.jobs.people import COLUMNS, load
from toolkit.keeping.forgetting import ForgottenPerson, without_person
from toolkit.keeping.history import PRIVATE_HISTORY
from toolkit.keeping.journal import apply_files, locked
from toolkit.keeping.manifest import INDEX
from toolkit.keeping.traces import Trace, find_traces
from toolkit.keeping.writing import read_bytes
from toolkit.planning.names import NamesByKey, meant
from toolkit.problems import Problem, ProblemsFound, SourceFile
from toolkit.reading.files import RECORD_LARGEST
from toolkit.reading.own.memory import MEMORY
from toolkit.reading.tables import table_rows

_KEPT = (".programme/pristine/", ".programme/schema/", "out/", ".git/")
_OURS = (".programme/lock", ".programme/origin.yaml", MEMORY)


@dataclass(frozen=True)
class Forgetting:
    """What forgetting somebody does: files with new bytes, files that go, what of them goes from where, and where a
    name of theirs may be left."""

    subject: ForgottenPerson
    files: Mapping[str, bytes]
    removed: tuple[str, ...]
    traces: tuple[Trace, ...]
    left: tuple[Trace, ...]


class StoredAt(TypedDict):
    """A place at which somebody stands."""

    file: str
    line: Annotated[int, "0: the file as a whole"]
    what: str
    values: Annotated[dict[str, str], "the cells of a row that is theirs, by heading"]


class PersonData(TypedDict):
    """Everything that the programme folder holds about somebody."""

    version: int
    id: str
    names: list[str]
    emails: list[str]
    stored: list[StoredAt]


@job
def stored_about(folder: Path, id: str) -> PersonData:
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
        "id": subject.id,
        "names": list(subject.names),
        "emails": list(subject.emails),
        "stored": [
            {"file": trace.file, "line": trace.line, "what": trace.what, "values": dict(trace.values)}
            for trace in traces
        ],
    }


@job
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


@job
def forget(folder: Path, id: str) -> Forgetting:
    """Forget somebody: out of all files at once, or, cut off before, of none."""
    with locked(folder):
        plan = plan_forgetting(folder, id)
        apply_files(folder, plan.files, removed=plan.removed, did=f"forget {plan.subject.id}")
        return plan


def _subject(folder: Path, word: str) -> ForgottenPerson:
    """Who has this id or name, with names and addresses from all rows; WrongUsage where no file knows it."""
    rows = [
        (id, file.cell(row, "name"), file.cell(row, "email"))
        for file in (load(folder, kind) for kind in COLUMNS)
        for id, row in file.ids().items()
    ]
    id = _id_of(folder, word, names={id: (name,) for id, name, _ in reversed(rows)})
    own = [(name, email) for one, name, email in rows if one == id]
    others = frozenset(name for one, name, _ in rows if one != id)
    return ForgottenPerson(id, _unique(name for name, _ in own), _unique(email for _, email in own), others)


def _id_of(folder: Path, word: str, *, names: NamesByKey) -> str:
    """The id that is meant; of somebody who is in no list any more it stands somewhere else."""
    if word in names or find_traces(ForgottenPerson(word), _everything(folder)):
        return word
    missing = "Nobody in people/ has the id or name {}, and it stands nowhere else (P032)."
    return meant(word, names, missing=missing, private=True)


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
        found[relative] = read_bytes(path)
    return found
