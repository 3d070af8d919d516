"""Sheets into XLSX and CSV. What people typed stays text in both: no spreadsheet program runs it as a formula."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

from toolkit.model.document import Column, Sheet
from toolkit.reading.tables import neutral

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

PAPER = {"a4": 9, "letter": 1}
"""Numbers of paper sizes in ECMA-376 part 1, 18.3.1.63."""

MOST_CHARACTERS = 32_767
"""Letters that one cell of a workbook can hold."""

MOST_IN_HEADER = 255
"""Letters of a printed header or footer, ECMA-376 part 1, 18.3.1.46."""


def render_xlsx(sheet: Sheet) -> bytes:
    """A workbook of one table: frozen and repeated header, lists to choose from, set up to print on the sheet's paper.

    Every cell is typed as text. The note stands on a second tab and at the foot of the print. The stamps inside are the
    sheet's own `created`, so the same sheet gives the same bytes.
    """
    from xlsxwriter import Workbook

    target = io.BytesIO()
    with Workbook(target, {"in_memory": True}) as book:
        book.set_properties({"title": sheet.title, "created": sheet.created})
        table = book.add_worksheet("Sheet")
        _write_table(book, table, sheet=sheet)
        _set_up_print(table, sheet)
        if sheet.note:
            _write_note(book, sheet)
    return target.getvalue()


def render_csv(sheet: Sheet) -> bytes:
    """RFC 4180 in UTF-8 with a byte order mark, by which Excel knows the encoding; blank rows are left out.

    A text that could run as a formula gets an apostrophe before it (OWASP, CSV injection); a phone number such as `+44
    20 7946` stays as it is.
    """
    target = io.StringIO(newline="")
    writer = csv.writer(target, lineterminator="\r\n")
    writer.writerow(neutral(column.heading) for column in sheet.columns)
    writer.writerows([neutral(text) for text in row] for row in sheet.rows)
    return target.getvalue().encode("utf-8-sig")


def _write_table(book: Workbook, table: Worksheet, *, sheet: Sheet) -> None:
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "bottom", "bottom": 2, "num_format": "@"})
    cell = book.add_format({"text_wrap": True, "valign": "top", "border": 1, "num_format": "@"})
    for place, column in enumerate(sheet.columns):
        table.set_column(place, place, column.width)
        _write_text(table, (0, place), text=column.heading, style=head)
        _write_choices(table, place, column=column, last=len(sheet.rows) + sheet.blank_rows)
    blank = ("",) * len(sheet.columns)
    for number, row in enumerate((*sheet.rows, *[blank] * sheet.blank_rows), 1):
        for place, text in enumerate(row):
            _write_text(table, (number, place), text=text, style=cell)
    table.freeze_panes(1, 0)


def _write_text(table: Worksheet, place: tuple[int, int], *, text: str, style: Any) -> None:
    """Text as text: an empty one is a blank cell with its border."""
    if text:
        table.write_string(*place, text[:MOST_CHARACTERS], style)
    else:
        table.write_blank(*place, None, style)


def _write_choices(table: Worksheet, place: int, *, column: Column, last: int) -> None:
    if column.choices and last:
        table.data_validation(1, place, last, place, {"validate": "list", "source": list(column.choices)})


def _set_up_print(table: Worksheet, sheet: Sheet) -> None:
    table.set_paper(PAPER[sheet.paper])
    if sheet.landscape:
        table.set_landscape()
    table.fit_to_pages(1, 0)
    table.repeat_rows(0)
    table.set_margins(left=0.5, right=0.5, top=0.8, bottom=0.8)
    table.set_header(_printed("&L&B", sheet.title))
    table.set_footer(_printed("&L", sheet.note) if len(sheet.note) < 200 else "&R&P")


def _printed(codes: str, text: str) -> str:
    """A line of the printed margin, where & begins a code; cut to what fits."""
    words = " ".join(text.split())[:MOST_IN_HEADER]
    while len(codes + words.replace("&", "&&")) > MOST_IN_HEADER:
        words = words[:-1]
    return codes + words.replace("&", "&&")


def _write_note(book: Workbook, sheet: Sheet) -> None:
    page = book.add_worksheet("Note")
    page.set_column(0, 0, 90)
    page.write_string(0, 0, sheet.note[:MOST_CHARACTERS], book.add_format({"text_wrap": True, "valign": "top"}))
