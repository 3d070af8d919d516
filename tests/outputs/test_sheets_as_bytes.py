"""Sheets as bytes: text stays text, the same sheet gives the same file."""

from __future__ import annotations

import csv
import datetime
import io
import re
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from toolkit.model.document import Column, Sheet
from toolkit.outputs.sheets import render_csv, render_xlsx
from toolkit.reading.tables import neutral, plain_cell


def make_sheet(*names: str, note: str = "Keep & tidy") -> Sheet:
    return Sheet(
        path="private/attendance",
        title="Attendance & more",
        audience="private",
        columns=(Column("name", width=30), Column("tensors", choices=("present", "absent"))),
        rows=tuple((name, "") for name in names),
        paper="a4",
        created=datetime.datetime(2027, 1, 19, tzinfo=datetime.UTC),
        blank_rows=2,
        note=note,
    )


def part(data: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name).decode()


def test_the_same_sheet_gives_the_same_bytes() -> None:
    assert render_xlsx(make_sheet("Ada")) == render_xlsx(make_sheet("Ada"))
    assert "2027-01-19T00:00:00Z" in part(render_xlsx(make_sheet()), "docProps/core.xml")


def test_a_workbook_reads_back_as_it_was_written() -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(render_xlsx(make_sheet("=1+1", "Zoë O'Hara", "007"))))
    rows = book.get_sheet_by_index(0).to_python()
    assert [row[0] for row in rows][:4] == ["name", "=1+1", "Zoë O'Hara", "007"]


def test_a_workbook_holds_no_formula_and_prints_on_its_paper() -> None:
    table = part(render_xlsx(make_sheet("=1+1")), "xl/worksheets/sheet1.xml")
    assert "<f>" not in table
    assert 'paperSize="9"' in table
    assert 'orientation="landscape"' in table
    assert 'state="frozen"' in table
    assert 'sqref="B2:B4"' in table, "the list to choose from covers the blank rows"
    assert "Print_Titles" in part(render_xlsx(make_sheet("=1+1")), "xl/workbook.xml")


def test_a_long_note_is_kept_whole_on_its_own_tab() -> None:
    note = "word & " * 60
    book = CalamineWorkbook.from_filelike(io.BytesIO(render_xlsx(make_sheet(note=note))))
    assert book.get_sheet_by_name("Note").to_python()[0][0] == note


@pytest.mark.parametrize(
    "text", ["=1+1", "+cmd", "-1", "@SUM(A1)", "\tx", "\rx", "＝1", "＋1", "－1", "＠x", "+44 20=1"]
)
def test_a_formula_is_neutralised(text: str) -> None:
    assert neutral(text) == "'" + text


@pytest.mark.parametrize(
    "text", ["+44 20 7946 0018", "+442079460018", "Ada = Lovelace", "a@b.example", "O'Hara", "", "Null"]
)
def test_other_text_stays_readable(text: str) -> None:
    assert neutral(text) == text


@given(st.text(alphabet="=+-@＝ab1 ", max_size=8).map(str.strip))
def test_our_import_undoes_it(text: str) -> None:
    assert plain_cell(neutral(text)).strip() == text


@pytest.mark.parametrize("text", ["Anna;=cmd|'/C calc'!A0", "Anna\t@SUM(A1)", "Anna;'=1+1;-2", "two\n=1", "a,＝1"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_no_cell_is_a_formula_for_a_program_that_takes_another_separator(text: str, separator: str) -> None:
    rows = csv.reader(io.StringIO(neutral(text)), delimiter=separator)
    assert [cell for row in rows for cell in row if re.match("[=+@＝-]", cell)] == []
    assert plain_cell(neutral(text)) == text


def test_a_csv_has_a_mark_for_excel_and_ends_lines_as_rfc_4180_says() -> None:
    data = render_csv(make_sheet("Zoë, the first", "=1+1"))
    assert data.startswith(b"\xef\xbb\xbf")
    assert re.search(rb"(?<!\r)\n", data) is None
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert rows == [["name", "tensors"], ["Zoë, the first", ""], ["'=1+1", ""]]
