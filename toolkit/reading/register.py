"""A filled attendance register, XLSX or CSV, into marks. A file is known by what is in it, not by its name."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path

from toolkit.model.people import MARKS, Attendance, Mark
from toolkit.model.programme import Programme
from toolkit.problems import Problem, ProblemsFound, SourceFile
from toolkit.reading.files import Files
from toolkit.reading.imports.cells import Row
from toolkit.reading.imports.upload import LARGEST_UPLOAD, Upload
from toolkit.reading.records import nearest


@dataclass(frozen=True)
class RegisterMark:
    """A mark and where it stands: its row (from 1) in the file."""

    mark: Attendance
    file: str
    row: int

    def problem(self, code: str, message: str, hint: str = "") -> Problem:
        """A problem about the mark."""
        return Problem(self.file, self.row, 1, code, message, hint)


@dataclass
class _Register:
    """A register being read: the columns of id, name and cohort, and the session of every other column that has one."""

    programme: Programme
    source: SourceFile
    problems: list[Problem]
    columns: dict[str, int] = field(default_factory=dict)
    sessions: dict[int, str] = field(default_factory=dict)

    def problem(self, row: int, code: str, message: str, hint: str = "", *, place: int = 0) -> None:
        """A problem in a row (0: the file), in the column at this place (from 0)."""
        self.problems.append(self.source.problem_at(code, (row, place + 1 if row else 0), message, hint))


def read_register(path: Path, programme: Programme, *, problems: list[Problem]) -> tuple[RegisterMark, ...]:
    """The marks of a register as `programme build` makes it: columns id, name and cohort, then one for each session.

    A session's heading begins with its key. A row without an id is known by its name, one without a cohort by the
    person's own. Blank cells say nothing. Problems: P002 to P004 and P120 for the file, P116 where it is no register,
    P117 for a mark that cannot be read, P030 to P032 for what the programme does not have.
    """
    rows = _rows(path, problems)
    if rows is None:
        return ()
    register = _Register(programme, SourceFile(path.name), problems)
    found: list[RegisterMark] = []
    for row in rows:
        if not register.columns:
            _take_headings(register, row.line, cells=row.cells)
        else:
            found += [
                RegisterMark(mark, path.name, row.line) for mark in _row_marks(register, row.line, cells=row.cells)
            ]
    if not register.columns:
        register.problem(
            0,
            "P116",
            f"{path.name} has no heading with id or name, cohort and the sessions.",
            "Fill in out/private/attendance.xlsx or .csv.",
        )
    return tuple(found)


def _rows(path: Path, problems: list[Problem]) -> tuple[Row, ...] | None:
    """The rows of the file; None where it cannot be read."""
    if not path.exists():
        hint = "Give the path of the filled register, such as out/private/attendance.xlsx."
        problems.append(Problem(path.name, 0, 0, "P002", f"{path} is not there.", hint))
        return None
    data = Files().data(path, path.name, problems=problems, largest=LARGEST_UPLOAD)
    if data is None:
        return None
    upload = Upload(path.name, data)
    try:
        rows = upload.rows
    except ProblemsFound as error:
        problems.extend(error.problems)
        return None
    problems += upload.unread_sheets()
    return rows


def _take_headings(register: _Register, number: int, *, cells: tuple[str, ...]) -> None:
    """The columns, where this row is the heading; titles that somebody put above it are passed over."""
    plain = [cell.casefold() for cell in cells]
    if not {"id", "name"} & set(plain):
        return
    keys = {session.key for session in register.programme.sessions}
    own: dict[str, int] = {name: plain.index(name) for name in ("id", "name", "cohort") if name in plain}
    sessions = {
        place: cell.split()[0]
        for place, cell in enumerate(cells)
        if place not in own.values() and cell and cell.split()[0] in keys
    }
    if not sessions:
        return
    register.columns, register.sessions = own, sessions
    for place, cell in enumerate(cells):
        if re.search(r"\S \(.*\)$", cell) and cell.split()[0] not in keys:
            register.problem(
                number,
                "P030",
                f"“{cell.split()[0]}” is no session of the curriculum.",
                nearest(cell.split()[0], keys),
                place=place,
            )


def _row_marks(register: _Register, row: int, *, cells: tuple[str, ...]) -> list[Attendance]:
    marked = {place: cells[place] for place in register.sessions if place < len(cells) and cells[place]}
    if not marked:
        return []
    id = _person(register, row, cells=cells)
    cohort = _cohort(register, row, cells=cells, id=id) if id else None
    found = []
    for place, text in marked.items():
        key, mark = register.sessions[place], _mark(text)
        if mark is None:
            register.problem(
                row,
                "P117",
                f"“{text}” at {key} is not one of: {', '.join(MARKS)}.",
                nearest(text.casefold(), MARKS),
                place=place,
            )
        elif id and cohort:
            found.append(Attendance(id, cohort, key, mark))
    return found


def _mark(text: str) -> Mark | None:
    """The mark; its first letter is enough."""
    word = text.casefold()
    return next((mark for mark in MARKS if word and word in (mark, mark[0])), None)


def _cell(register: _Register, cells: tuple[str, ...], *, heading: str) -> str:
    place = register.columns.get(heading, len(cells))
    return cells[place] if place < len(cells) else ""


def _person(register: _Register, row: int, *, cells: tuple[str, ...]) -> str | None:
    """The id of a row's person; by name only where exactly one has it."""
    people = register.programme.people.participants
    id, name = _cell(register, cells, heading="id"), _cell(register, cells, heading="name")
    hint = "Add the person to people/participants.csv, then read the register again."
    if id:
        if id not in people:
            register.problem(
                row,
                "P032",
                f"“{id}” is not in people/participants.csv.",
                nearest(id, people) or hint,
                place=register.columns["id"],
            )
        return id if id in people else None
    same = [person.id for person in people.values() if _folded(person.name) == _folded(name)] if name else []
    if len(same) == 1:
        return same[0]
    if not name:
        register.problem(row, "P117", "There are marks here but neither an id nor a name.")
    elif same:
        register.problem(
            row,
            "P117",
            f"{len(same)} people are called “{name}”.",
            f"Write the id: {', '.join(same)}.",
            place=register.columns["name"],
        )
    else:
        register.problem(
            row, "P032", f"“{name}” is not in people/participants.csv.", hint, place=register.columns["name"]
        )
    return None


def _folded(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


def _cohort(register: _Register, row: int, *, cells: tuple[str, ...], id: str) -> str | None:
    cohorts = register.programme.cohorts
    asked = _cell(register, cells, heading="cohort")
    if asked:
        found = next((cohort.key for cohort in cohorts if asked.casefold() == cohort.key.casefold()), None)
        if found is None:
            register.problem(
                row,
                "P031",
                f"There is no cohort “{asked}”.",
                nearest(asked, [cohort.key for cohort in cohorts]),
                place=register.columns["cohort"],
            )
        return found
    own = [cohort.key for cohort in cohorts if id in cohort.members]
    if len(own) != 1:
        register.problem(row, "P117", f"Nothing says with which cohort “{id}” was.", "Fill in the column cohort.")
    return own[0] if len(own) == 1 else None
