"""A file to import as bytes, as text and as a table, each looked at once."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from toolkit.problems import Problem, ProblemsFound, SourceFile
from toolkit.reading.imports.cells import Row, Table
from toolkit.reading.imports.headings import find_table, speaks_of_people
from toolkit.reading.people_tables import MOST_LISTED
from toolkit.reading.tables import plain_cell, table_rows
from toolkit.reading.workbooks import BEGINNING, Cells, read_sheets

LARGEST_UPLOAD = 10 * 1024 * 1024
"""Bytes of the largest file that is imported: 10 MiB."""

MOST_COLUMNS = 1_000
MOST_ROWS = MOST_LISTED + 50
"""Rows of a table: so many people, and what may stand above them."""

_NO_TEXT = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\ufffd]")
_OLD_EXCEL = "cp1252"
"""What a spreadsheet program on Windows writes as plain CSV in western Europe and America."""


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
        """The text: UTF-8, UTF-16 where a byte order mark says so, or Windows-1252 where it is nothing else; line ends
        as they are in Unix. Raises P003 for anything else."""
        return self._decoded().replace("\r\n", "\n").replace("\r", "\n")

    def _decoded(self) -> str:
        encoding = "utf-16" if self.data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
        try:
            return self.data.decode(encoding)
        except UnicodeDecodeError as error:
            line = error.object[: error.start].count(b"\n") + 1
        text = self.data.decode(_OLD_EXCEL, "replace")
        # bytes that the code page leaves free, control characters, or a mark of UTF-8: damaged, or another encoding
        if encoding == "utf-16" or self.data.startswith(b"\xef\xbb\xbf") or _NO_TEXT.search(text):
            message = f"{self.name} is neither UTF-8 nor Windows-1252 text."
            raise ProblemsFound([Problem(self.name, line, 1, "P003", message, "Save it again as CSV UTF-8.")])
        return text

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
        table = find_table(rows)
        if table is not None and len(table.rows) > MOST_LISTED:
            raise ProblemsFound([self.too_many()])
        return table

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """The rows of a workbook's first sheet or of a text that are not blank. Raises P120 for what cannot be taken
        apart, P119 for a quote that is not closed."""
        rows = _rows(self._sheets[0][1]) if self.is_workbook else self._csv()
        return tuple(row for row in rows if any(row.cells))

    def unread_sheets(self) -> list[Problem]:
        """P129 for each further sheet of a workbook in which people seem to stand; only the first is read. P120 for
        what cannot be taken apart."""
        sheets = self._sheets[1:] if self.is_workbook else ()
        return [
            self.problem(
                "P129",
                0,
                f"People seem to stand in the sheet “{name}” of {self.name}, too; only the first sheet was read.",
                "Save that sheet as a file of its own and import it, or delete it.",
            )
            for name, cells in sheets
            if speaks_of_people(_rows(cells))
        ]

    def problem(self, code: str, line: int, message: str, hint: str = "") -> Problem:
        """A problem at a line; 0 is the file as a whole."""
        return self.source.problem_at(code, (line, 1 if line else 0), message, hint)

    def too_many(self, line: int = 0) -> Problem:
        """P120 for a file with more people than are read."""
        message = f"{self.name} has more than {MOST_LISTED:,} rows; people are read from at most {MOST_LISTED:,}."
        return self.problem("P120", line, message, "Split it into several files.")

    def _csv(self) -> list[Row]:
        problems: list[Problem] = []
        rows = []
        for line, cells in table_rows(self.source, problems):
            if any(cells):
                rows.append(Row(line, tuple(plain_cell(cell) for cell in cells)))
            if len(rows) > MOST_ROWS:
                raise ProblemsFound([self.too_many(line)])
        if problems:
            raise ProblemsFound(problems)
        return rows

    @cached_property
    def _sheets(self) -> tuple[tuple[str, Cells], ...]:
        try:
            return read_sheets(self.data)
        except ValueError as error:
            message, hint = f"{self.name} cannot be read: {error}.", "Save it again as XLSX or CSV UTF-8."
            raise ProblemsFound([self.problem("P120", 0, message, hint)]) from None


def _rows(cells: Cells) -> list[Row]:
    return [Row(number, tuple(plain_cell(cell) for cell in row)) for number, row in enumerate(cells, 1)]
