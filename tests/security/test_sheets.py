"""A spreadsheet program runs nothing of what people typed, and phone numbers stay readable."""

from __future__ import annotations

import csv
import io
import re
import zipfile

import pytest

from tests.outputs.test_sheets_as_bytes import make_sheet
from toolkit.outputs import sheets
from toolkit.outputs.sheets import render_csv, render_xlsx
from toolkit.reading.tables import plain_cell

FORMULAS = [
    '=HYPERLINK("http://evil","x")',
    "+cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+1)",
    "\t=1+1",
    "\r=1+1",
    "＝1+1",
    "＋1",
    "－1",
    "＠x",
]
DANGER = re.compile(r"[=+\-@\t\r＝＋－＠]")


def first_cells(data: bytes) -> list[str]:
    return [row[0] for row in csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))][1:]


@pytest.mark.parametrize("text", FORMULAS)
@pytest.mark.parametrize("guarded", [True, False])
def test_no_cell_begins_like_a_formula(monkeypatch: pytest.MonkeyPatch, text: str, *, guarded: bool) -> None:
    if not guarded:
        monkeypatch.setattr(sheets, "neutral", lambda cell: cell)
    (cell,) = first_cells(render_csv(make_sheet(text)))
    assert (DANGER.match(cell) is None) is guarded
    assert plain_cell(cell) == text.strip() or not guarded or text[0] in "\t\r"


@pytest.mark.parametrize("text", ["+44 20 7946 0018", "O'Hara", "2027-01-19", "a=b", "Ng"])
def test_what_people_are_called_and_their_numbers_stay_as_they_are(text: str) -> None:
    assert first_cells(render_csv(make_sheet(text))) == [text]


@pytest.mark.parametrize("guarded", [True, False])
def test_a_workbook_holds_text_and_no_formula(monkeypatch: pytest.MonkeyPatch, *, guarded: bool) -> None:
    if not guarded:
        monkeypatch.setattr(sheets, "_write_text", lambda table, place, text, style: table.write(*place, text, style))
    data = render_xlsx(make_sheet("=1+1", "http://evil.example", "{=1}"))
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        table = packed.read("xl/worksheets/sheet1.xml").decode()
    assert ("<f>" in table) is not guarded
    assert ("hyperlink" in table) is not guarded
