"""A workbook becomes cells; one that would use up the machine is refused before the library sees it."""

from __future__ import annotations

import datetime
import io
import zipfile

import pytest
from xlsxwriter import Workbook

from toolkit.reading import workbooks
from toolkit.reading.workbooks import Cells, read_sheets


def first_sheet(data: bytes) -> Cells:
    return read_sheets(data)[0][1]


def workbook(cells: dict[tuple[int, int], object], *, sheets: int = 1) -> bytes:
    target = io.BytesIO()
    with Workbook(target, {"in_memory": True}) as book:
        table = book.add_worksheet()
        style = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        for place, value in cells.items():
            table.write(*place, value, *([style] if isinstance(value, datetime.datetime) else []))
        for _ in range(sheets - 1):
            book.add_worksheet().write(0, 0, "another sheet")
    return target.getvalue()


def test_the_first_sheet_is_read_from_its_first_row_as_it_was_typed() -> None:
    data = workbook(
        {(1, 0): "名前", (1, 2): 7, (2, 1): 2.5, (3, 0): True, (3, 1): datetime.datetime(2027, 1, 19, 18, 30)}, sheets=2
    )
    assert first_sheet(data) == (("", "", ""), ("名前", "", "7"), ("", "2.5", ""), ("yes", "2027-01-19 18:30", ""))


def test_further_sheets_are_given_with_their_names_those_that_are_blank_or_hidden_left_out() -> None:
    target = io.BytesIO()
    with Workbook(target, {"in_memory": True}) as book:
        book.add_worksheet("People").write(0, 0, "Ann")
        book.add_worksheet("Blank")
        book.add_worksheet("Late").write(0, 0, "Ben")
        hidden = book.add_worksheet("Lists")
        hidden.write(0, 0, "Cy")
        hidden.hide()
    assert read_sheets(target.getvalue())[1:] == (("Late", (("Ben",),)),)
    assert read_sheets(workbook({(0, 0): "a"}))[1:] == ()


def test_two_cells_far_apart_are_refused_in_words() -> None:
    """Without the look at them, the library would ask for a table of 17 thousand million cells and end the process."""
    with pytest.raises(ValueError, match="row 1,048,576"):
        first_sheet(workbook({(0, 0): "a", (1_048_575, 16_383): "b"}))


def test_a_last_row_that_holds_nothing_is_no_far_cell() -> None:
    for row in (b'<row r="1048576" ht="15"/>', b'<row r="1048576">\n</row>'):
        data = with_part(
            workbook({(0, 0): "a", (0, 30): "b"}),
            "xl/worksheets/sheet1.xml",
            old=b"</sheetData>",
            new=row + b"</sheetData>",
        )
        assert first_sheet(data)[0][::30] == ("a", "b")


@pytest.mark.parametrize(
    "cell",
    [
        b"<c r='XFD1048576'><v>1</v></c>",
        b'<x:c s="1" r = "XFD1048576"><v>1</v></x:c>',
        '<é:c r="XFD1048576"><v>1</v></é:c>'.encode(),
        b'<c t=">" r="XFD1048576"><v>1</v></c>',
        b'<c x=" r=\'A1\'" r="XFD1048576"><v>1</v></c>',
        b'<c\nr="A99999999999999999999"><v>1</v></c>',
        b'<c r="AAAAAAAAAA1"><v>1</v></c>',
    ],
)
def test_a_far_cell_is_found_however_it_is_written(cell: bytes) -> None:
    with pytest.raises(ValueError, match="far from the others"):
        first_sheet(
            with_part(
                workbook({(0, 0): "a"}),
                "xl/worksheets/sheet1.xml",
                old=b"</sheetData>",
                new=b"<row>" + cell + b"</row></sheetData>",
            )
        )


def test_what_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbooks, "LARGEST_UNPACKED", 10_000)
    with pytest.raises(ValueError, match="larger than"):
        first_sheet(
            with_part(
                workbook({(0, 0): "a"}),
                "xl/worksheets/sheet1.xml",
                old=b"</sheetData>",
                new=b"</sheetData>" + b" " * 20_000,
            )
        )


def test_a_size_that_a_zip_lies_about_does_not_help_it() -> None:
    """The library gets what was read here, not the file itself."""
    data = workbook({(0, 0): "a"})
    lying = data.replace(
        zipfile.ZipFile(io.BytesIO(data)).getinfo("xl/styles.xml").file_size.to_bytes(4, "little"),
        (9).to_bytes(4, "little"),
    )
    with pytest.raises(ValueError, match="damaged"):
        first_sheet(lying)


def test_a_part_without_an_end_is_looked_through_in_no_time() -> None:
    """Tags that never close make the look at them no slower than the rest."""
    for text in (b"<c ", b'<c "', b"<row '", b"<c r="):
        workbooks._refuse_far_cells(text * 300_000)


@pytest.mark.parametrize("data", [b"PK\x03\x04", b"PK\x03\x04" + bytes(100), b"", b"id,name\n"])
def test_what_is_no_workbook_is_told_in_words(data: bytes) -> None:
    with pytest.raises(ValueError, match="no XLSX workbook"):
        first_sheet(data)


def test_a_zip_of_something_else_is_no_workbook() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as packed:
        packed.writestr("content.xml", "<office/>")
    with pytest.raises(ValueError, match="no XLSX workbook"):
        first_sheet(target.getvalue())


def with_part(data: bytes, name: str, *, old: bytes, new: bytes) -> bytes:
    """The workbook with one of its parts changed."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as packed, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as again:
        for part in packed.infolist():
            content = packed.read(part)
            assert part.filename != name or old in content
            again.writestr(part.filename, content.replace(old, new, 1) if part.filename == name else content)
    return target.getvalue()
