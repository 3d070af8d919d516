"""A table gives every row, or says where a quote takes rows into it."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.keeping.people_file import read_people_file
from toolkit.model.imports import Answers
from toolkit.problems import Problem, ProblemsFound, SourceFile
from toolkit.reading.imports import read_import
from toolkit.reading.people_tables import loses_rows, read_participants
from toolkit.reading.tables import table_rows


def read(text: str) -> tuple[list[tuple[int, tuple[str, ...]]], list[Problem]]:
    problems: list[Problem] = []
    return list(table_rows(SourceFile("x.csv", tuple(text.split("\n"))), problems)), problems


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('id,name\np1,"Ann\np2,Ben\np3,Cyd\n', (2, 4)),
        (
            'id,name\np1,"Ann\np2,Ben\np3,"Cyd"\n',
            (2, 4),
        ),  # the quote of a later cell ends it: nothing is open at the end
        ('id,name,note\np1,Ann,"two\nlines"\np2,"Ben,x\np3,Cyd,\n', (4, 4)),
        ('id,name,note\np1,"Ann","two\nlines","\np2,Ben,\n', (3, 8)),
        ('id;name\np1;"Ann', (2, 4)),
        ('"', (1, 1)),
    ],
)
def test_a_quote_that_is_not_closed_is_told_where_it_stands_and_no_row_is_made_of_it(
    text: str, place: tuple[int, int]
) -> None:
    rows, (problem,) = read(text)
    assert (problem.code, problem.line, problem.column) == ("P119", *place)
    assert problem.source == text.split("\n")[place[0] - 1]
    assert all(line < place[0] for line, _ in rows)
    assert "written twice" in problem.hint


@pytest.mark.parametrize(
    "cell", ['"two\nlines"', '"a ""b""\nc"', '"\n\n"', 'Ann "Al" Neil', '"Al" Neil', "O'Hara", '5" pipe', '""']
)
def test_quotes_that_hide_no_row_are_taken(cell: str) -> None:
    rows, problems = read(f"id,name\np1,{cell}\np2,Ben\n")
    assert problems == []
    assert [cells[0] for _, cells in rows if cells] == ["id", "p1", "p2"]


def test_a_cell_without_end_is_told() -> None:
    rows, (problem,) = read('id,name\np1,Ann\np2,"' + "x,y\n" * 50_000)
    assert (len(rows), problem.code, problem.line) == (2, "P119", 3)


def test_people_behind_an_open_quote_are_missed_by_every_reader_of_tables() -> None:
    text = 'id,name\np1,Ann\np2,"Ben\np3,Cyd\n'
    problems: list[Problem] = []
    people, _ = read_participants(text, "people/participants.csv", problems)
    assert (
        list(people),
        [(problem.code, problem.line, problem.column) for problem in problems],
        loses_rows(problems),
    ) == (["p1"], [("P119", 3, 4)], True)
    with pytest.raises(ProblemsFound) as raised:
        read_import("x.csv", text.encode(), answers=Answers())
    assert [(problem.code, problem.line, problem.column) for problem in raised.value.problems] == [("P119", 3, 4)]
    with pytest.raises(ValueError, match="not closed"):
        read_people_file(text.encode())


@settings(max_examples=200)
@given(
    st.lists(
        st.lists(
            st.text(st.characters(codec="utf-8", exclude_characters="\x00\r"), max_size=8), min_size=2, max_size=4
        ),
        min_size=1,
        max_size=5,
    ),
    st.sampled_from(",;\t"),
)
def test_whatever_a_spreadsheet_program_writes_is_read_whole(table: list[list[str]], separator: str) -> None:
    target = io.StringIO()
    csv.writer(target, delimiter=separator, lineterminator="\n").writerows([["id", "name"], *table])
    rows, problems = read(target.getvalue())
    assert problems == []
    assert [list(cells) for _, cells in rows if cells] == [["id", "name"], *table]


@settings(max_examples=300)
@given(st.text('a",\n', max_size=25))
def test_no_row_of_several_lines_is_taken_that_a_strict_reader_refuses(text: str) -> None:
    rows, problems = read(text)
    lines = text.split("\n")
    begins = [line for line, _ in rows]
    ends = [*begins[1:], *([] if problems else [len(lines) + 1])]
    for line, following in zip(begins, ends, strict=False):
        if following - line > 1 and lines[line:] != [""]:
            list(csv.reader([f"{each}\n" for each in lines[line - 1 : following - 1]], strict=True))
