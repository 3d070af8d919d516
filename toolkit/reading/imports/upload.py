"""A file to import as bytes, as text and as a table, each looked at once."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from toolkit.problems import Problem, ProblemsFound, SourceFile
from toolkit.reading.tables import plain_cell, table_rows
from toolkit.reading.workbooks import BEGINNING, first_sheet

LARGEST = 10 * 1024 * 1024
"""Bytes of the largest file that is imported: 10 MiB."""

MOST_COLUMNS = 1_000


@dataclass(frozen=True)
class Row:
    """A row of a table: its line (from 1) in the file and its cells, without surrounding space and formula guards."""

    line: int
    cells: tuple[str, ...]

    def cell(self, place: int) -> str:
        """The cell at a place; nothing where the row is shorter."""
        return self.cells[place] if place < len(self.cells) else ""


@dataclass(frozen=True)
class Table:
    """The first row that is not blank as headings, and those below it that are not blank."""

    headings: tuple[str, ...]
    rows: tuple[Row, ...]
    line: int = 1


@dataclass(frozen=True)
class Upload:
    """A file by its name (without folders) and bytes."""

    name: str
    data: bytes

    @property
    def is_workbook(self) -> bool:
        """Whether this is a zip, as XLSX workbooks are."""
        return self.data.startswith(BEGINNING)

    @cached_property
    def text(self) -> str:
        """The text: UTF-8, or UTF-16 where a byte order mark says so; line ends as they are in Unix. Raises P003 for
        anything else."""
        encoding = "utf-16" if self.data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
        try:
            text = self.data.decode(encoding)
        except UnicodeDecodeError as error:
            line = self.data[: error.start].count(b"\n") + 1
            raise ProblemsFound(
                [Problem(self.name, line, 1, "P003", f"{self.name} is not UTF-8 text.", "Save it again as CSV UTF-8.")]
            ) from None
        return text.replace("\r\n", "\n").replace("\r", "\n")

    @cached_property
    def source(self) -> SourceFile:
        """The lines, for problems."""
        return SourceFile(self.name, () if self.is_workbook else tuple(self.text.split("\n")))

    @cached_property
    def json(self) -> Any:
        """The data of a JSON file, or None where it is none."""
        if self.is_workbook or not self.text.lstrip().startswith(("{", "[")):
            return None
        try:
            return json.loads(self.text)
        except (ValueError, RecursionError):
            return None

    @cached_property
    def table(self) -> Table | None:
        """The table of a workbook's first sheet or of a text with commas, semicolons or tabs; None where there is not
        even a heading."""
        rows = self.rows
        if rows and len(rows[0].cells) > MOST_COLUMNS:
            raise ProblemsFound(
                [
                    self.problem(
                        "P120",
                        rows[0].line,
                        f"The table has {len(rows[0].cells):,} columns; at most {MOST_COLUMNS:,} are read.",
                    )
                ]
            )
        return Table(rows[0].cells, rows[1:], rows[0].line) if rows else None

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """The rows of a workbook's first sheet or of a text that are not blank. Raises P120 for what cannot be taken
        apart, P119 for a quote that is not closed."""
        return tuple(row for row in (self._sheet() if self.is_workbook else self._csv()) if any(row.cells))

    def problem(self, code: str, line: int, message: str, hint: str = "") -> Problem:
        """A problem at a line; 0 is the file as a whole."""
        return self.source.problem_at(code, (line, 1 if line else 0), message, hint)

    def _csv(self) -> list[Row]:
        problems: list[Problem] = []
        rows = [
            Row(line, tuple(plain_cell(cell) for cell in cells)) for line, cells in table_rows(self.source, problems)
        ]
        if problems:
            raise ProblemsFound(problems)
        return rows

    def _sheet(self) -> list[Row]:
        try:
            rows = first_sheet(self.data)
        except ValueError as error:
            message, hint = f"{self.name} cannot be read: {error}.", "Save it again as XLSX or CSV UTF-8."
            raise ProblemsFound([self.problem("P120", 0, message, hint)]) from None
        return [Row(number, tuple(plain_cell(cell) for cell in row)) for number, row in enumerate(rows, 1)]
