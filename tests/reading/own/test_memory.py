"""What was said about headings and words is remembered to the letter; a file edited by hand is checked."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.problems import Problem
from toolkit.reading.files import Files
from toolkit.reading.own.memory import MEMORY, read_hours, read_import_memory, write_import_memory

headings = st.text(st.characters(codec="utf-8"), min_size=1, max_size=20)
times = st.times().map(lambda time: time.replace(second=0, microsecond=0))
hours = st.none() | st.tuples(times, times).filter(lambda pair: pair[0] != pair[1])


def remember(folder: Path, data: bytes) -> list[Problem]:
    (folder / ".programme").mkdir(exist_ok=True)
    (folder / MEMORY).write_bytes(data)
    return []


@settings(max_examples=200, deadline=None)
@given(
    st.dictionaries(headings, st.sampled_from(["name", "email", "other"]), max_size=3),
    st.dictionaries(headings, hours, max_size=3),
)
def test_what_is_written_reads_back(
    tmp_path_factory: pytest.TempPathFactory,
    columns: dict[str, str],
    words: dict[str, tuple[datetime.time, datetime.time] | None],
) -> None:
    folder = tmp_path_factory.mktemp("memory")
    problems = remember(folder, write_import_memory(columns, words))
    answers = read_import_memory(folder, Files(), problems=problems)
    assert problems == []
    assert (answers.columns, answers.hours) == (columns, words)


def test_nothing_was_said_where_there_is_no_file(tmp_path: Path) -> None:
    assert read_import_memory(tmp_path, Files(), problems=[]).columns == {}


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("columns:\n  Who: nmae\n", "P023", 2),
        ("hours:\n  evening: late\n", "P025", 2),
        ("colums: {}\n", "P020", 1),
        ("columns: [\n", "P010", 2),
    ],
)
def test_a_mistake_in_it_is_told_at_its_line(tmp_path: Path, text: str, code: str, line: int) -> None:
    problems = remember(tmp_path, text.encode())
    read_import_memory(tmp_path, Files(), problems=problems)
    assert [(problem.code, problem.line) for problem in problems] == [(code, line)]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [("18:00-21:00", 18, 21), ("18-21", 18, 21), (" 22.00 – 2.00 ", 22, 2), ("18:00-24:00", 18, 0)],
)
def test_hours_are_read_as_people_write_them(text: str, first: int, last: int) -> None:
    assert read_hours(text) == (datetime.time(first), datetime.time(last))


@pytest.mark.parametrize("text", ["late", "18", "18:00-18:00", "25:00-26:00", "18:60-19:00", "0-25"])
def test_hours_that_are_none_are_refused_in_words(text: str) -> None:
    with pytest.raises(ValueError, match="18:00-21:00"):
        read_hours(text)
