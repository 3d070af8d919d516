"""`people/*.csv`: participants, facilitators, rooms and attendance. Columns are known by their heading; unknown ones
are left alone."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from toolkit.model.fields import RESERVED_NAMES
from toolkit.model.people import MARKS, STATUSES, Attendance, Facilitator, Participant, Room
from toolkit.problems import Problem, SourceFile
from toolkit.reading.records import nearest
from toolkit.reading.tables import has_control, plain_cell, table_rows
from toolkit.reading.zones import is_zone, why_no_zone

PARTICIPANT_COLUMNS = (
    "id", "name", "email", "timezone", "available", "if_needed", "tracks", "level", "mode", "together", "apart",
    "status",
)  # fmt: skip
FACILITATOR_COLUMNS = (
    "id",
    "name",
    "email",
    "timezone",
    "available",
    "tracks",
    "levels",
    "hours_per_week",
    "max_cohorts",
    "roams",
    "role",
)
ROOM_COLUMNS = ("id", "name", "seats", "cohorts", "open", "step_free", "address", "latitude", "longitude")
ATTENDANCE_COLUMNS = ("id", "cohort", "session", "state")

MOST_LISTED = 10_000
"""Rows of a list of people."""
MOST_MARKS = 200_000
"""Rows of attendance: ten thousand people at twenty meetings."""

T = TypeVar("T", Participant, Facilitator, Room)


@dataclass
class _Row:
    """One row: its cells by heading, and where problems in it are told."""

    cells: dict[str, str]
    line: int
    source: SourceFile
    problems: list[Problem]

    def text(self, heading: str) -> str:
        return self.cells.get(heading, "")

    def words(self, heading: str) -> tuple[str, ...]:
        return tuple(word.strip() for word in self.text(heading).split(";") if word.strip())

    def number(self, heading: str, make: Callable[[str], Any]) -> Any:
        """The number in a cell, or None where it is blank."""
        text = self.text(heading).replace(",", ".") if make is float else self.text(heading)
        if not text:
            return None
        try:
            value = make(text)
        except ValueError:
            self.problem("P081", f"“{text}” in the column {heading} is not a number.")
            return None
        if value < 0 and heading not in ("latitude", "longitude"):
            self.problem("P081", f"{heading} is {text}; it cannot be less than 0.")
            return None
        return value

    def choice(self, heading: str, choices: tuple[str, ...]) -> str:
        text = self.text(heading).lower() or choices[0]
        if text not in choices:
            self.problem(
                "P081", f"“{text}” in the column {heading} is not one of: {', '.join(choices)}.", nearest(text, choices)
            )
            return choices[0]
        return text

    def problem(self, code: str, message: str, hint: str = "") -> None:
        self.problems.append(self.source.problem_at(code, (self.line, 1), message, hint))


def read_participants(
    text: str, name: str, problems: list[Problem], *, columns: Sequence[str] = ()
) -> tuple[dict[str, Participant], SourceFile]:
    """Participants by id, in file order, with what stands in `columns` of the organiser's own. Problems: P080 columns,
    P081 a cell, P082 an id twice, capitals apart, P119 a quote that is not closed."""
    return _read(text, name, problems=problems, make=partial(_participant, columns=columns))


def heading(words: str) -> str:
    """A heading as it is compared: in small letters, with underscores for spaces."""
    return words.strip().lower().replace(" ", "_")


def read_facilitators(text: str, name: str, problems: list[Problem]) -> tuple[dict[str, Facilitator], SourceFile]:
    """Facilitators and mentors by id, in file order. Problems as for participants."""
    return _read(text, name, problems=problems, make=_facilitator)


def read_rooms(text: str, name: str, problems: list[Problem]) -> tuple[dict[str, Room], SourceFile]:
    """Rooms by id, in file order. Problems as for participants."""
    return _read(text, name, problems=problems, make=_room)


def read_attendance(text: str, name: str, problems: list[Problem]) -> tuple[tuple[Attendance, ...], SourceFile]:
    """Who was at which meeting, in file order; the source has a row's place under (id, cohort, session).

    Problems: P080 a column is missing, P081 a blank cell or an unknown state, P084 a person twice at one meeting, P119
    a quote that is not closed, P003 more than 200,000 rows. Whether the ids and keys belong to anything is a question
    for the plan.
    """
    source = SourceFile(name, tuple(text.split("\n")))
    if too_many := _too_many(source, most=MOST_MARKS):
        problems.append(too_many)
        return (), source
    found: dict[tuple[str, str, str], Attendance] = {}
    for row in _rows(source, problems, needed=ATTENDANCE_COLUMNS):
        record = _attendance(row)
        if record is None:
            continue
        meeting = (record.id, record.cohort, record.session)
        if meeting in found:
            first = source.place(meeting)[0]
            row.problem(
                "P084", f"“{record.id}” at {record.session} with cohort {record.cohort} stands in line {first} already."
            )
            continue
        found[meeting] = record
        source.places[meeting] = (row.line, 1)
    return tuple(found.values()), source


def _attendance(row: _Row) -> Attendance | None:
    blank = [heading for heading in ATTENDANCE_COLUMNS if not row.text(heading)]
    if blank:
        row.problem("P081", f"{' and '.join(blank)} {'are' if len(blank) > 1 else 'is'} blank.")
        return None
    state = row.choice("state", MARKS)
    return Attendance(row.text("id"), row.text("cohort"), row.text("session"), MARKS[MARKS.index(state)])


def _participant(id: str, row: _Row, *, columns: Sequence[str]) -> Participant:
    return Participant(
        id=id,
        name=row.text("name"),
        email=row.text("email"),
        timezone=_zone(row),
        available=row.text("available"),
        if_needed=row.text("if_needed"),
        tracks=row.words("tracks"),
        level=row.text("level"),
        mode=row.text("mode"),
        together=row.words("together"),
        apart=row.words("apart"),
        status=STATUSES[STATUSES.index(row.choice("status", STATUSES))],
        columns=tuple((column, row.text(column)) for column in columns if row.text(column)),
    )


def _facilitator(id: str, row: _Row) -> Facilitator:
    return Facilitator(
        id=id,
        name=row.text("name"),
        email=row.text("email"),
        timezone=_zone(row),
        available=row.text("available"),
        tracks=row.words("tracks"),
        levels=row.words("levels"),
        hours_per_week=row.number("hours_per_week", float),
        max_cohorts=row.number("max_cohorts", int),
        roams=row.number("roams", int) or 1,
        role=" ".join(row.text("role").lower().split()) or "facilitator",
    )


def _room(id: str, row: _Row) -> Room:
    cohorts = row.number("cohorts", int)
    return Room(
        id=id,
        name=row.text("name") or id,
        seats=row.number("seats", int),
        cohorts=1 if cohorts is None else cohorts,
        open=row.text("open"),
        step_free=row.text("step_free"),
        address=row.text("address"),
        latitude=row.number("latitude", float),
        longitude=row.number("longitude", float),
    )


def _zone(row: _Row) -> str:
    zone = row.text("timezone")
    if zone and not is_zone(zone):
        row.problem("P081", *why_no_zone(zone))
    return zone


def _read(
    text: str, name: str, *, problems: list[Problem], make: Callable[[str, _Row], T]
) -> tuple[dict[str, T], SourceFile]:
    source = SourceFile(name, tuple(text.split("\n")))
    found: dict[str, T] = {}
    folded: dict[str, str] = {}
    if too_many := _too_many(source, most=MOST_LISTED):
        problems.append(too_many)
        return {}, source
    for row in _rows(source, problems):
        id = row_id(row.text("id"), row.text("name"), number=len(found) + 1)
        if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]{0,39}", id):
            row.problem("P039", f"“{id}” cannot be an id.", "Use letters, digits, hyphens and underscores, at most 40.")
            continue
        if id.lower() in folded:
            other = folded[id.lower()]
            same = f"The id “{id}” is used by an earlier row already."
            row.problem(
                "P082",
                same if other == id else f"The id “{id}” differs from “{other}” of an earlier row in capitals only.",
            )
            continue
        folded[id.lower()] = id
        found[id] = make(id, row)
        source.places[(id,)] = (row.line, 1)
    return found, source


def _too_many(source: SourceFile, *, most: int) -> Problem | None:
    """P003 for more rows below the heading, blank ones apart, before any is read; a table with few lines is not
    counted."""
    if len(source.lines) <= most + 1:
        return None
    count = sum(any(cell.strip() for cell in cells) for _line, cells in table_rows(source, [])) - 1
    message = f"{source.name} has {count:,} rows; at most {most:,} are read."
    return Problem(source.name, 0, 0, "P003", message, "Make two programmes of them.") if count > most else None


def _rows(source: SourceFile, problems: list[Problem], *, needed: Sequence[str] = ()) -> Iterator[_Row]:
    """The rows below the heading, blank ones left out; commas, semicolons or tabs apart as the heading line has them.

    P080 unless the heading has every column of `needed`, or, where none is named, id or name; P119 at a row that has no
    end.
    """
    headings: list[str] | None = None
    for line, cells in table_rows(source, problems):
        if headings is None:
            headings = [heading(cell) for cell in cells]
            missing = ", ".join(column for column in needed if column not in headings)
            if missing:
                problems.append(source.problem_at("P080", (1, 1), f"{source.name} lacks columns: {missing}."))
                return
            if "id" not in headings and "name" not in headings:
                problems.append(
                    source.problem_at("P080", (1, 1), f"{source.name} has neither a column id nor a column name.")
                )
                return
            continue
        if any(has_control(cell) for cell in cells):
            message = "A cell of this row holds control characters, which are left out wherever it is used."
            problems.append(source.problem_at("P126", (line, 1), message))
        values = [plain_cell(cell) for cell in cells]
        if any(values):
            yield _Row(dict(zip(headings, values, strict=False)), line, source, problems)


def loses_rows(problems: Iterable[Problem]) -> bool:
    """Whether a file with these problems may hold people or rooms that could not be read."""
    return any(problem.code in ("P003", "P004", "P080", "P119") for problem in problems)


def row_id(id: str, name: str, *, number: int) -> str:
    """The id of a row: as it stands there, or made from the name, or from the row's number among those that are
    somebody."""
    return id or _id_from_name(name, number)


def _id_from_name(name: str, number: int) -> str:
    ascii_name = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", ascii_name).strip("-")[:40].strip("-")
    return f"{slug}-{number}" if slug in RESERVED_NAMES else slug or f"p{number:02d}"
