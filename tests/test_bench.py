"""The tables of docs/speed.md: every promise has its row, and a row says honestly whether it is kept."""

from __future__ import annotations

import re

from benchmarks.measuring import Run
from benchmarks.table import BEGIN, END, PAGE, ROWS, tables, with_tables

ONE = Run(1.0, 1.0, 100.0)


def rows_of(text: str) -> list[list[str]]:
    """The cells of the rows of tables, without headings."""
    lines = [line for line in text.split("\n") if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines]


def test_the_page_holds_a_row_for_each_promise() -> None:
    found = {row[0]: row[2] for row in rows_of(PAGE.read_text("utf-8")) if len(row) == 4}
    assert {row.says: row.line({}).split(" | ")[2] for row in ROWS}.items() <= found.items()


def test_a_promise_that_is_kept_and_one_that_is_not_are_told_apart() -> None:
    measured = {"help": ONE, "nothing": Run(2.0, 0, 0), "python": ONE, "check": Run(30.1, 0, 0), "status": Run(9, 0, 0)}
    found = {row[0]: row[1:] for row in rows_of(tables(measured, {}, where="here"))}
    assert found["Nothing changed: times `--help`"] == ["2.0", "at most 2", "yes"]
    assert found["`check`: times bare Python"] == ["30.1", "at most 30", "no"]


def test_what_takes_less_than_a_rival_is_asked_for_at_least() -> None:
    measured = {"naive": Run(24, 9, 0), "cold": Run(10, 2, 200), "chromium": Run(9, 9, 0)}
    found = {row[0]: row[1:] for row in rows_of(tables(measured, {"ours": 30}, where="here"))}
    assert found["Everything from nothing: times less CPU than plain WeasyPrint"] == ["2.4", "at least 2.4", "yes"]
    assert found["Everything from nothing: times less CPU than Chromium"] == ["0.9", "at least 1", "no"]
    assert found["everything from nothing"] == ["10.0", "30", "3.0"]


def test_what_cannot_be_measured_here_is_a_dash() -> None:
    found = {row[0]: row[1:] for row in rows_of(tables({"cold": ONE}, {}, where="here"))}
    assert found["Everything from nothing: times less CPU than Chromium"] == ["–", "at least 1", "–"]


def test_new_tables_take_the_place_of_the_old_ones_and_of_nothing_else() -> None:
    page = f"before\n\n{BEGIN}\n\nold\n\n{END}\n\nbehind\n"
    assert with_tables(page, "new") == page.replace("old", "new")
    assert re.search(r"\nold\n", page)
