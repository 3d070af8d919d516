"""Rows of a text table, cells apart by commas, semicolons or tabs.

A quote that is not closed takes the rows below it into one cell, up to the next quote or to the end, and their people
would be lost without a word: such a row is told, and no row after it is believed.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterator, Sequence

from toolkit.problems import Problem, SourceFile
from toolkit.reading.control_characters import CONTROL, without_control

FORMULA = re.compile(r"[=+\-@\t\r＝＋－＠]")
"""How a text begins that a spreadsheet program may run; the import of people takes our apostrophe away again."""

PHONE = re.compile(r"\+[0-9][0-9 ]*")

_INNER = re.compile(r"(?<=[;,\t\n\r])(?='*[=+\-@＝＋－＠])")
"""Where a cell would begin like a formula for a program that takes another character for the separator."""

_INNER_GUARD = re.compile(r"(?<=[;,\t\n\r])'(?='*[=+\-@＝＋－＠])")

_HINT = "Close the quote, or take it out. Inside a quoted cell a quote is written twice."


def separator_of(lines: Sequence[str]) -> str:
    """What stands between cells: the most frequent in the first line that is not blank."""
    first = next((line for line in lines if line.strip()), "")
    return max(",;\t", key=first.count)


def table_rows(source: SourceFile, problems: list[Problem]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Each row of a file, blank ones too, with the line (from 1) on which it begins.

    Ends with P119 at the quote that is not closed, or at a cell of more than 128 KiB, which nobody types.
    """
    own = source.lines[:-1] if source.lines[-1:] == ("",) else source.lines
    lines = (*own, "")  # one more, so that a quote open at the end spans two
    separator = separator_of(lines)
    reader = csv.reader((f"{line}\n" for line in lines), delimiter=separator)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader, None)
        except csv.Error:
            problems.append(
                source.problem_at(
                    "P119",
                    (line, 1),
                    "A cell of this row is too long to be read; a quote in it may not be closed.",
                    _HINT,
                )
            )
            return
        if cells is None or line > len(own):
            return
        broken = _broken("\n".join(lines[line - 1 : reader.line_num]), separator) if reader.line_num > line else None
        if broken is not None:
            down, column = broken
            problems.append(
                source.problem_at("P119", (line + down, column), "A quote begins here and is not closed.", _HINT)
            )
            return
        yield line, tuple(cells)


def _broken(row: str, separator: str) -> tuple[int, int] | None:
    """Lines below the first of a row, and column (from 1), of the cell that is not what its quote promises; None where
    every cell is."""
    cell = re.compile(rf'(?:"[^"]*(?:""[^"]*)*"|(?!")[^{separator}\n]*)(?:{separator}|\n|\Z)')
    place = 0
    while place < len(row):
        found = cell.match(row, place)
        if found is None:
            return row.count("\n", 0, place), place - row.rfind("\n", 0, place)
        place = found.end()
    return None


def neutral(text: str) -> str:
    """The text as it stands in a CSV: nothing that a spreadsheet program would run, whatever it takes for the
    separator."""
    inside = _INNER.sub("'", text)
    return f"'{inside}" if FORMULA.match(text) and not PHONE.fullmatch(text) else inside


def plain_cell(cell: str) -> str:
    """A cell as it was meant: NFC, without surrounding space, control characters, and the apostrophes that guard
    against formulas."""
    text = _INNER_GUARD.sub("", without_control(unicodedata.normalize("NFC", cell)).strip())
    return text[1:] if text[:1] == "'" and FORMULA.match(text, 1) else text


def has_control(cell: str) -> bool:
    """Whether a cell holds characters that steer a screen or a printer and that nobody sees."""
    return CONTROL.search(cell) is not None
