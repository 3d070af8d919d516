"""A file to import as bytes, as text and as a table, each looked at once."""

from __future__ import annotations

import csv
import datetime
import io
import json
import zipfile
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from toolkit.problems import Problem, ProblemsFound, SourceFile
from toolkit.reading.people import plain_cell

LARGEST = 10 * 1024 * 1024
"""Bytes of the largest file that is imported: 10 MiB."""

LARGEST_UNPACKED = 100 * 1024 * 1024
"""Bytes of the largest workbook when unpacked: 100 MiB."""

MOST_CELLS = 2_000_000


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
        """Whether this is an XLSX (or ODS) file: a zip."""
        return self.data.startswith(b"PK\x03\x04")

    @cached_property
    def text(self) -> str:
        """The text: UTF-8, or UTF-16 where a byte order mark says so; line ends as they are in Unix. Raises P003 for anything else."""
        encoding = "utf-16" if self.data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
        try:
            text = self.data.decode(encoding)
        except UnicodeDecodeError as error:
            line = self.data[: error.start].count(b"\n") + 1
            raise ProblemsFound([Problem(self.name, line, 1, "P003", f"{self.name} is not UTF-8 text.", "Save it again as CSV UTF-8.")]) from None
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
        """The table of a workbook's first sheet or of a text with commas, semicolons or tabs; None where there is not even a heading."""
        rows = [row for row in (self._sheet() if self.is_workbook else self._csv()) if any(row.cells)]
        return Table(rows[0].cells, tuple(rows[1:]), rows[0].line) if rows else None

    def problem(self, code: str, line: int, message: str, hint: str = "") -> Problem:
        """A problem at a line; 0 is the file as a whole."""
        return self.source.problem_at(code, (line, 1 if line else 0), message, hint)

    def _csv(self) -> list[Row]:
        """The rows; P120 for a quote that is not closed, since it would swallow all rows below it."""
        first = next((line for line in self.text.split("\n") if line.strip()), "")
        separator = max(",;\t", key=first.count)
        reader = csv.reader(io.StringIO(self.text, newline=""), delimiter=separator)
        rows: list[Row] = []
        line = 1
        try:
            for cells in reader:
                rows.append(Row(line, tuple(plain_cell(cell) for cell in cells)))
                line = reader.line_num + 1
        except csv.Error:
            raise ProblemsFound([self.problem("P120", line, "This row is too long to be read.")]) from None
        if rows and _is_open(self.text.split("\n")[rows[-1].line - 1 :], separator):
            raise ProblemsFound([self.problem("P120", rows[-1].line, "A quote begins in this row and is not closed.")])
        return rows

    def _sheet(self) -> list[Row]:
        from python_calamine import CalamineError, CalamineWorkbook

        broken = ProblemsFound([self.problem("P120", 0, f"{self.name} cannot be read as a workbook.", "Save it again as XLSX or CSV UTF-8.")])
        try:
            with zipfile.ZipFile(io.BytesIO(self.data)) as packed:
                unpacked = sum(part.file_size for part in packed.infolist())
            if unpacked > LARGEST_UNPACKED:
                raise broken
            sheet = CalamineWorkbook.from_filelike(io.BytesIO(self.data)).get_sheet_by_index(0)
            if sheet.total_height * sheet.total_width > MOST_CELLS:
                raise broken
            values = sheet.to_python(skip_empty_area=False)
        except (CalamineError, zipfile.BadZipFile, OSError, IndexError, ValueError):
            raise broken from None
        return [Row(number, tuple(plain_cell(_words(value)) for value in row)) for number, row in enumerate(values, 1)]


def _is_open(lines: list[str], separator: str) -> bool:
    """Whether the last row of a table ends inside a quote."""
    try:
        list(csv.reader(io.StringIO("\n".join([*lines, ""]), newline=""), delimiter=separator, strict=True))
    except csv.Error as error:
        return "end of data" in str(error)
    return False


def _words(value: object) -> str:
    """A cell of a workbook as somebody would have typed it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime.time):
        return value.strftime("%H:%M")
    if isinstance(value, datetime.datetime):
        return value.isoformat(" ", "minutes")
    return str(value)
