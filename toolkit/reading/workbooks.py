"""The sheets of an XLSX workbook as cells. A workbook from elsewhere is looked at before the library sees it.

The library makes a table as large as the farthest cell, so two cells in opposite corners would use up the machine:
hence the look at every cell's place, in the very bytes that are handed on.
"""

from __future__ import annotations

import datetime
import io
import re
import zipfile
import zlib
from collections.abc import Iterable

BEGINNING = b"PK\x03\x04"
"""How a workbook begins: it is a zip."""

LARGEST_UNPACKED = 50 * 1024 * 1024
MOST_PARTS = 1000
MOST_CELLS = 5_000_000

_TAG = re.compile(rb"""<(?:[^\s<>/"'=:]+:)?(?:c|row)((?:\s(?:[^<>"']|"[^"]*"|'[^']*')*)?)>(\s*</)?""")
"""A cell or a row: what stands in its tag, and whether it ends at once. A > may stand in quotes; prefixes may be
anything."""

_UNCALCULATED = re.compile(rb"<c(\s[^<>]*)>\s*<f(?:\s[^<>]*)?(?:/>|>[^<]*</f>)\s*</c>")
"""A cell of a formula and nothing else."""

_PLACE = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]*)([0-9]+)["']""")


Cells = tuple[tuple[str, ...], ...]


def read_sheets(data: bytes) -> tuple[tuple[str, Cells], ...]:
    """The sheets by name, each with its cells row by row from the first, as somebody would have typed them: the first
    sheet whatever it is, and those behind it that are not hidden and hold cells.

    Raises ValueError, in words, for what is no XLSX workbook or is over the limits: 50 MiB unpacked, five million
    cells.
    """
    from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(_looked_at(data)))
        first, *further = [
            (sheet.name, _cells(book.get_sheet_by_index(place).to_python(skip_empty_area=False)))
            for place, sheet in enumerate(book.sheets_metadata)
            if not place or (sheet.typ == SheetTypeEnum.WorkSheet and sheet.visible == SheetVisibleEnum.Visible)
        ] or [("", ())]
    except (
        CalamineError,
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        OSError,
        IndexError,
        NotImplementedError,
        RuntimeError,
    ) as error:
        raise ValueError("it is damaged, or no XLSX workbook") from error
    return (first, *((name, cells) for name, cells in further if cells))


def _cells(values: Iterable[Iterable[object]]) -> Cells:
    return tuple(tuple(_typed(value) for value in row) for row in values)


def _looked_at(data: bytes) -> bytes:
    """The same workbook packed anew from parts that were read within the limits."""
    target = io.BytesIO()
    left = LARGEST_UNPACKED
    with zipfile.ZipFile(io.BytesIO(data)) as packed, zipfile.ZipFile(target, "w") as again:
        parts = packed.infolist()
        if "xl/workbook.xml" not in {part.filename for part in parts}:
            raise ValueError("it is no XLSX workbook")
        for part in parts[:MOST_PARTS]:
            with packed.open(part) as file:
                content = file.read(left + 1)
            left -= len(content)
            if left < 0:
                raise ValueError(f"unpacked it is larger than {LARGEST_UNPACKED // 1024 // 1024} MiB")
            _refuse_far_cells(content)
            if part.filename.endswith("/sheet1.xml"):
                _refuse_formulas_without_values(content)
            again.writestr(part.filename, content)
    return target.getvalue()


def _refuse_formulas_without_values(content: bytes) -> None:
    """ValueError for a formula whose result was never stored: its cell would be read as blank."""
    if match := _UNCALCULATED.search(content):
        place = _PLACE.search(b" " + match[1])
        cell = (place[1] + place[2]).decode() if place else "a cell"
        raise ValueError(f"the formula in {cell} has no result; open it in a spreadsheet program and save it there")


def _refuse_far_cells(content: bytes) -> None:
    """ValueError where a table that holds every cell of a part would be too large; a row or cell without content takes
    no place."""
    rows, columns = [1], [1]
    for inside, ended in _TAG.findall(content):
        if ended or inside.endswith(b"/"):
            continue
        for letters, number in _PLACE.findall(inside):
            rows.append(int(number) if len(number) < 9 else MOST_CELLS + 1)
            columns.append(_column(letters) if len(letters) < 5 else MOST_CELLS + 1)
    if max(rows) * max(columns) > MOST_CELLS:
        raise ValueError(
            f"a cell stands in row {max(rows):,}, far from the others; delete what is below and beside the table"
        )


def _column(letters: bytes) -> int:
    """A as 1, Z as 26, AA as 27."""
    found = 0
    for letter in letters.upper():
        found = found * 26 + letter - ord("A") + 1
    return found


def _typed(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime.time):
        return value.strftime("%H:%M")
    if isinstance(value, datetime.datetime):
        return value.isoformat(" ", "minutes")
    return str(value)
