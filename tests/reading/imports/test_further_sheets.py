"""People in further sheets of a workbook are told of."""

from __future__ import annotations

import io
import zipfile

import pytest

from tests.reading.imports.tables import LONDON, times
from toolkit.problems import ProblemsFound
from toolkit.reading.imports import read_import


def two_sheets(*second: list[str]) -> bytes:
    """A workbook with Ann in its first sheet, and these rows in its second, `More`."""
    from xlsxwriter import Workbook

    target = io.BytesIO()
    with Workbook(target) as book:
        for name, rows in (("People", [["Name", "Available"], ["Ann", "Mon 18:00-20:00"]]), ("More", second)):
            sheet = book.add_worksheet(name)
            for place, row in enumerate(rows):
                sheet.write_row(place, 0, row)
    return target.getvalue()


@pytest.mark.parametrize(
    "second",
    [
        [["Name", "Available"], ["Ben", "Tue 18:00-20:00"]],
        [["Latecomers"], [], ["Name", "Available"], ["Ben", "Tue 18:00-20:00"]],
        [["Ben", "ben@x.org", "Tue 18:00-20:00"]],
    ],
)
def test_people_in_a_second_sheet_are_told_of(second: list[list[str]]) -> None:
    given = read_import("x.xlsx", two_sheets(*second), answers=LONDON)
    assert times(given) == [("Ann", "Mon 18:00-20:00", "")]
    assert [(p.code, "“More”" in p.message) for p in given.problems] == [("P129", True)]


@pytest.mark.parametrize("second", [[], [["Total", "12"]], [["Made on Tuesday by the office"]]])
def test_a_second_sheet_without_people_is_nothing_to_tell(second: list[list[str]]) -> None:
    assert read_import("x.xlsx", two_sheets(*second), answers=LONDON).problems == ()


def test_a_damaged_second_sheet_is_told_as_any_damaged_workbook() -> None:
    whole, damaged = zipfile.ZipFile(io.BytesIO(two_sheets(["Name"], ["Ben"]))), io.BytesIO()
    with zipfile.ZipFile(damaged, "w") as again:
        for name in whole.namelist():
            data = whole.read(name)
            again.writestr(name, data[: len(data) // 2] if name.endswith("/sheet2.xml") else data)
    with pytest.raises(ProblemsFound) as raised:
        read_import("x.xlsx", damaged.getvalue(), answers=LONDON)
    assert [problem.code for problem in raised.value.problems] == ["P120"]
