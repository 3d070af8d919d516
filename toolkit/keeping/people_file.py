"""Changes to a CSV of `people/`: what is not changed keeps its bytes, its order, its separators and its columns.

Every cell that is written is neutral: no spreadsheet program takes it for a formula.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from toolkit.problems import Problem, ProblemsFound, SourceFile
from toolkit.reading.people_tables import MOST_LISTED, row_id
from toolkit.reading.tables import neutral, plain_cell, separator_of, table_rows

BOM = "\ufeff"


@dataclass(frozen=True)
class PeopleRow:
    """A row: its cells as written, their text in the file, and its line. A row made anew has no text yet."""

    cells: tuple[str, ...]
    text: str | None
    line: int = 0


@dataclass(frozen=True)
class PeopleFile:
    """A CSV of people: headings as written, rows, and how it is written. `rows` holds the blank ones too."""

    headings: tuple[str, ...]
    rows: tuple[PeopleRow, ...] = ()
    separator: str = ","
    newline: str = "\n"
    bom: bool = False
    head: str | None = None
    _places: dict[str, int] = field(default_factory=dict, compare=False, repr=False)

    def place(self, heading: str) -> int | None:
        """The column of a heading; case and spaces do not count."""
        if not self._places:
            for place, known in enumerate(self.headings):
                self._places.setdefault(heading_key(known), place)
        return self._places.get(heading_key(heading))

    def cell(self, row: PeopleRow, heading: str) -> str:
        """The cell of a row under a heading as it was meant; nothing where there is none."""
        place = self.place(heading)
        return plain_cell(row.cells[place]) if place is not None and place < len(row.cells) else ""

    def ids(self) -> dict[str, PeopleRow]:
        """The rows that are somebody, by the id that the reader gives them."""
        found: dict[str, PeopleRow] = {}
        for row in self.rows:
            if any(cell.strip() for cell in row.cells):
                found.setdefault(row_id(self.cell(row, "id"), self.cell(row, "name"), number=len(found) + 1), row)
        return found

    def with_columns(self, headings: Sequence[str]) -> PeopleFile:
        """The file with these columns too, at the end; the cells of all rows stay as they are."""
        new = [heading for heading in dict.fromkeys(headings) if self.place(heading) is None]
        if not new:
            return self
        wide = len(self.headings)
        rows = tuple(
            (
                row
                if row.text is None
                else replace(row, text=_longer(row.text, (wide - len(row.cells)) + len(new), separator=self.separator))
            )
            for row in self.rows
        )
        cells = tuple(replace(row, cells=(*row.cells, *[""] * (wide + len(new) - len(row.cells)))) for row in rows)
        head = (
            None
            if self.head is None
            else _ended(self.head)
            + "".join(f"{self.separator}{self._line((neutral(heading),))}" for heading in new)
            + self.newline
        )
        return PeopleFile((*self.headings, *new), cells, self.separator, self.newline, self.bom, head)

    def changed(self, row: PeopleRow, cells: Mapping[str, str]) -> PeopleRow:
        """The row with these cells by heading; itself where nothing is new. The columns are there already."""
        values = list(row.cells) + [""] * (len(self.headings) - len(row.cells))
        for heading, text in cells.items():
            place = self.place(heading)
            if place is not None and plain_cell(values[place]) != plain_cell(text):
                values[place] = neutral(text)
        return (
            row
            if tuple(values[: len(row.cells)]) == row.cells and not any(values[len(row.cells) :])
            else PeopleRow(tuple(values), None, row.line)
        )

    def edited(self, edit: Callable[[PeopleRow], PeopleRow | None]) -> PeopleFile:
        """The file with each row as `edit` gives it; None takes it away."""
        return replace(self, rows=tuple(row for old in self.rows if (row := edit(old)) is not None))

    def write(self) -> bytes:
        """The file's bytes: untouched rows as they were."""
        if not self.headings and not self.rows:
            return b""
        head = self.head if self.head is not None else self._line(self.headings) + self.newline
        lines = [
            head,
            *(row.text if row.text is not None else self._line(row.cells) + self.newline for row in self.rows),
        ]
        whole = [
            line if line.endswith(("\n", "\r")) or number == len(lines) - 1 else line + self.newline
            for number, line in enumerate(lines)
        ]
        return ((BOM if self.bom else "") + "".join(whole)).encode()

    def _line(self, cells: Sequence[str]) -> str:
        target = io.StringIO()
        csv.writer(target, delimiter=self.separator, lineterminator="\r\n").writerow(cells)
        return target.getvalue().removesuffix("\r\n")


def heading_key(heading: str) -> str:
    """A heading for comparing, as the reader of people takes it."""
    return plain_cell(heading).lower().replace(" ", "_")


def read_people_file(data: bytes) -> PeopleFile:
    """A CSV that the reader of people has read without a problem, with every row's own text.

    ValueError where it cannot be taken apart (that reader has told it already).
    """
    text = data.decode()
    bom, text = text.startswith(BOM), text.removeprefix(BOM)
    newline = "\r\n" if "\r\n" in text else "\n"
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    raw = _raw_lines(text)
    problems: list[Problem] = []
    read = list(table_rows(SourceFile("", tuple(lines)), problems))
    if problems:
        raise ValueError(problems[0].message)
    ends = [line - 1 for line, _ in read[1:]] + [len(lines)]
    rows = [
        PeopleRow(cells, own, line)
        for (line, cells), end in zip(read, ends, strict=False)
        if (own := "".join(raw[line - 1 : end]))
    ]
    if not rows:
        return PeopleFile((), (), newline=newline, bom=bom)
    head = rows[0]
    return PeopleFile(
        tuple(cell.strip() for cell in head.cells), tuple(rows[1:]), separator_of(lines), newline, bom, head.text
    )


def _raw_lines(text: str) -> list[str]:
    """The lines with their ends, which may be of all three kinds."""
    lines: list[str] = []
    start = 0
    while start < len(text):
        ends = [place for mark in ("\n", "\r") if (place := text.find(mark, start)) >= 0]
        end = min(ends, default=len(text) - 1)
        end += 1 if text[end : end + 2] == "\r\n" else 0
        lines.append(text[start : end + 1])
        start = end + 1
    return lines


def _ended(text: str) -> str:
    return text.rstrip("\r\n")


def _longer(text: str, cells: int, *, separator: str) -> str:
    body = _ended(text)
    return f"{body}{separator * cells}{text[len(body) :]}" if body else text


def refuse_too_many(file: PeopleFile, path: str) -> None:
    """ProblemsFound (P003) for more people than are read: nobody is written who would not be read again."""
    if len(file.ids()) > MOST_LISTED:
        message = f"{path} would have {len(file.ids()):,} rows; at most {MOST_LISTED:,} are read."
        raise ProblemsFound([Problem(path, 0, 0, "P003", message, "Make two programmes of them.")])
