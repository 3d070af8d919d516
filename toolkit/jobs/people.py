"""People on the disk: read, and imported as one change of all files that belong together."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path
from typing import Literal

from toolkit.jobs.job import job
from toolkit.keeping.history import with_action
from toolkit.keeping.journal import apply_files, locked
from toolkit.keeping.people_file import PeopleFile, read_people_file
from toolkit.keeping.people_import import Merged, merge_people
from toolkit.model.imports import Incoming
from toolkit.problems import ChangedMeanwhile, Problem, ProblemsFound
from toolkit.reading.own.memory import MEMORY, Hours, write_import_memory
from toolkit.reading.own.own_records import read_own
from toolkit.reading.people_tables import (
    FACILITATOR_COLUMNS,
    PARTICIPANT_COLUMNS,
    read_facilitators,
    read_participants,
    read_rooms,
)
from toolkit.reading.programme_folder import is_programme_folder

PeopleTable = Literal["participants", "facilitators"]
COLUMNS: dict[PeopleTable, tuple[str, ...]] = {"participants": PARTICIPANT_COLUMNS, "facilitators": FACILITATOR_COLUMNS}
PREFIX: dict[PeopleTable, str] = {"participants": "p", "facilitators": "f"}


_READERS: Mapping[str, Callable[[str, str, list[Problem]], object]] = {
    "participants": read_participants,
    "facilitators": read_facilitators,
    "rooms": read_rooms,
}


def path_of(kind: PeopleTable | Literal["rooms"]) -> str:
    """The file of these people, or of the rooms, in a programme folder."""
    return f"people/{kind}.csv"


@job
def need_programme(folder: Path) -> None:
    """P001 where the folder holds no programme."""
    if not is_programme_folder(folder):
        message = f"{folder.name or folder} holds no programme.yaml."
        hint = "Make a programme with `programme new`, or name its folder with -C."
        raise ProblemsFound([Problem("programme.yaml", 0, 0, "P001", message, hint)])


@job
def load(folder: Path, kind: PeopleTable | Literal["rooms"]) -> PeopleFile:
    """The people (or rooms) of a programme folder as they stand in the file; none where it is not there. ProblemsFound
    where it cannot be read."""
    data = _bytes(folder, path_of(kind))
    problems: list[Problem] = []
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
        if text.strip():
            _READERS[kind](text, path_of(kind), problems)
        file = read_people_file(data)
    except ValueError:
        unread = Problem(
            path_of(kind), 0, 0, "P003", f"{path_of(kind)} is not a CSV in UTF-8.", "Save it again as CSV UTF-8."
        )
        raise ProblemsFound(problems or [unread]) from None
    if any(problem.level == "error" for problem in problems):
        raise ProblemsFound(problems)
    return file if file.headings else PeopleFile(())


@job
def merged_with(
    folder: Path, batches: Sequence[Sequence[Incoming]], *, kind: PeopleTable, same: Collection[str] = ()
) -> Merged:
    """The file of these people with those of one import after the other; nothing is written. `same` are addresses and
    ids of one person each, though their names differ."""
    other = load(folder, "facilitators" if kind == "participants" else "participants")
    whole = Merged(load(folder, kind), (), ())
    for people in batches:
        merged = merge_people(
            whole.file, people, columns=COLUMNS[kind], prefix=PREFIX[kind], taken=other.ids().keys(), same=same
        )
        whole = Merged(
            read_people_file(merged.file.write()),
            (*whole.matches, *merged.matches),
            (*whole.refused, *merged.refused),
            (*whole.doubts, *merged.doubts),
        )
    return whole


@job
def save_import(
    folder: Path,
    batches: Sequence[Sequence[Incoming]],
    *,
    shown: Merged,
    kind: PeopleTable,
    columns: Mapping[str, str],
    hours: Mapping[str, Hours | None],
    zones: Mapping[str, str],
    same: Collection[str],
    now: datetime.datetime,
) -> tuple[str, ...]:
    """Write an import as it was shown, with what was said about headings and words; the paths that changed.

    WouldOverwrite where the file is no longer what it was shown for.
    """
    with locked(folder):
        if merged_with(folder, batches, kind=kind, same=same).file.write() != shown.file.write():
            raise ChangedMeanwhile(f"{path_of(kind)} has changed meanwhile. Nothing was written.")
        files = {path_of(kind): shown.file.write()} if shown.matches else {}
        if columns or hours or zones:
            files[MEMORY] = write_import_memory(columns, hours, zones=zones)
        written = apply_files(folder, with_action(folder, files, did="people import", now=now))
        return tuple(path for path in written if path in files)


def _bytes(folder: Path, path: str) -> bytes:
    return read_own(folder, path) or b""
