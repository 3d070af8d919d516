"""`people/*.csv` as spreadsheet programs write it."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.model.people import Attendance
from toolkit.problems import Problem, SourceFile
from toolkit.reading import people_tables
from toolkit.reading.people_tables import read_attendance, read_facilitators, read_participants, read_rooms
from toolkit.reading.tables import plain_cell


def codes(problems: list[Problem]) -> list[str]:
    return [problem.code for problem in problems]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_commas_semicolons_and_tabs_are_read(separator: str) -> None:
    problems: list[Problem] = []
    text = separator.join(("ID", "Name", "Together")) + "\n" + separator.join(("p1", "Ann", "p2")) + "\n"
    people, _ = read_participants(text, "people/participants.csv", problems)
    assert problems == []
    assert (people["p1"].name, people["p1"].together) == ("Ann", ("p2",))


def test_a_name_alone_gives_an_id() -> None:
    people, _ = read_participants("name\nZoë Ångström\n李\n", "p.csv", [])
    assert list(people) == ["zoe-angstrom", "p02"]


def test_a_second_row_with_an_id_is_told_at_its_line() -> None:
    problems: list[Problem] = []
    people, source = read_participants('id,name\np1,"Ann\nMarie"\np1,Ben\n', "p.csv", problems)
    assert [(problem.code, problem.line) for problem in problems] == [("P082", 4)]
    assert people["p1"].name == "Ann\nMarie"
    assert source.place(("p1",)) == (2, 1)


@pytest.mark.parametrize("read", [read_participants, read_facilitators, read_rooms])
def test_ids_that_differ_in_capitals_only_are_one_id(
    read: Callable[[str, str, list[Problem]], tuple[dict[str, Any], SourceFile]],
) -> None:
    problems: list[Problem] = []
    found, _ = read("id,name\nHall,One\nhALL,Two\nhall-2,Three\n", "people/x.csv", problems)
    assert [(problem.code, problem.line) for problem in problems] == [("P082", 3)]
    assert "differs from “Hall”" in problems[0].message
    assert list(found) == ["Hall", "hall-2"]


def test_a_file_without_id_and_name_is_told_once() -> None:
    problems: list[Problem] = []
    assert read_facilitators("mail\na@b.c\n", "f.csv", problems)[0] == {}
    assert codes(problems) == ["P080"]


def test_an_empty_file_holds_nobody_and_unknown_columns_are_left_alone() -> None:
    problems: list[Problem] = []
    people, _ = read_participants("id,shoe size\np1,43\n", "p.csv", problems)
    assert list(people) == ["p1"]
    assert problems == []


def test_room_numbers_are_read_and_wrong_ones_told() -> None:
    problems: list[Problem] = []
    rooms, _ = read_rooms("id,seats,cohorts,latitude\nr1,12,,51.7\nr2,-3,0,\nr3,ten,2,-1.5\n", "r.csv", problems)
    assert codes(problems) == ["P081", "P081"]
    assert [room.cohorts for room in rooms.values()] == [1, 0, 2]
    assert (rooms["r1"].seats, rooms["r3"].latitude) == (12, -1.5)


def test_a_status_or_zone_that_nobody_knows_is_told() -> None:
    problems: list[Problem] = []
    read_participants("id,status,timezone\np1,accepted,Europe/London\np2,acepted,Europe/Londn\n", "p.csv", problems)
    assert [(problem.code, problem.line) for problem in problems] == [("P081", 3), ("P081", 3)]
    assert "Europe/London" in " ".join(problem.hint for problem in problems)


def test_attendance_is_read_in_the_order_of_the_file() -> None:
    problems: list[Problem] = []
    found, source = read_attendance(
        "ID;Cohort;Session;State;note\np2;a;fold;Absent;ill\n\np1;a;fold;present;\np2;b;fold;excused;\n",
        "a.csv",
        problems,
    )
    assert problems == []
    assert found == (
        Attendance("p2", "a", "fold", "absent"),
        Attendance("p1", "a", "fold", "present"),
        Attendance("p2", "b", "fold", "excused"),
    )
    assert source.place(("p1", "a", "fold")) == (4, 1)


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("p1,a,fold,here", "P081"),
        ("p1,a,fold,", "P081"),
        ("p1,,fold,present", "P081"),
        ("p1,a", "P081"),
        ("p2,a,fold,absent", "P084"),
    ],
)
def test_an_attendance_that_says_nothing_or_contradicts_another_is_told_at_its_line(row: str, code: str) -> None:
    problems: list[Problem] = []
    read_attendance(f"id,cohort,session,state\np2,a,fold,present\n{row}\n", "a.csv", problems)
    assert [(problem.code, problem.line) for problem in problems] == [(code, 3)]


def test_attendance_without_a_column_is_told_once_and_an_empty_file_says_nothing() -> None:
    problems: list[Problem] = []
    assert read_attendance("id,cohort,state\np1,a,present\n", "a.csv", problems)[0] == ()
    assert codes(problems) == ["P080"]
    assert "session" in problems[0].message
    assert read_attendance("", "a.csv", problems)[0] == ()
    assert codes(problems) == ["P080"]


@pytest.mark.parametrize(
    ("cell", "text"),
    [("'=1+1", "=1+1"), ("'-x", "-x"), ("'tis", "'tis"), (" a ", "a"), ("e\u0301", "é"), ("Ann\x1bLee", "Ann Lee")],
)
def test_the_guard_against_formulas_is_taken_off_and_nothing_else(cell: str, text: str) -> None:
    assert plain_cell(cell) == text


cells = st.text(st.characters(codec="utf-8", exclude_characters="\x00\r"), max_size=20)


@settings(max_examples=100, deadline=None)
@given(st.lists(cells, max_size=6))
def test_every_name_comes_back_as_written(names: list[str]) -> None:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([("id", "name"), *((f"p{n}", name) for n, name in enumerate(names))])
    problems: list[Problem] = []
    people, _ = read_participants(out.getvalue(), "p.csv", problems)
    assert set(codes(problems)) <= {"P126"}
    assert [person.name for person in people.values()] == [plain_cell(name) for name in names]


def test_control_characters_get_no_further_than_the_reader_and_are_told() -> None:
    problems: list[Problem] = []
    people, _ = read_participants("id,name\np1,\x1b[31mAnn\x07 Lee\x08\np2,Ben\n", "p.csv", problems)
    assert [person.name for person in people.values()] == ["[31mAnn  Lee", "Ben"]
    assert [(problem.code, problem.level, problem.line) for problem in problems] == [("P126", "warning", 2)]


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=80))
def test_no_text_makes_the_reader_fall(text: str) -> None:
    read_rooms("id,seats\n" + text, "r.csv", [])


@pytest.mark.parametrize(("count", "told"), [(10_000, []), (10_001, ["P003"])])
def test_more_than_ten_thousand_rows_are_refused_by_their_count(
    count: int, told: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    problems: list[Problem] = []
    if told:
        monkeypatch.setattr(people_tables, "_rows", lambda *_given: pytest.fail("a row was read"))
    text = "id,name\n" + "".join(f"q{number},A\n\n" for number in range(count))
    found, _source = read_participants(text, "people/participants.csv", problems)
    assert [problem.code for problem in problems] == told
    assert len(found) == (0 if told else count)
    assert not told or "has 10,001 rows; at most 10,000 are read" in problems[0].message


@pytest.mark.parametrize(("count", "told"), [(3, []), (4, ["P003"])])
def test_more_marks_than_anybody_keeps_are_refused_by_their_count(
    count: int, told: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(people_tables, "MOST_MARKS", 3)
    problems: list[Problem] = []
    text = "id,cohort,session,state\n" + "".join(f"p{number},a,fold,present\n" for number in range(count))
    found, _source = people_tables.read_attendance(text, "people/attendance.csv", problems)
    assert [problem.code for problem in problems] == told
    assert len(found) == (0 if told else count)


def test_of_the_organisers_own_columns_those_that_are_asked_for_are_read() -> None:
    text = "id,First Year,shoe size\np1,yes,43\np2,,41\n"
    people, _ = read_participants(text, "p.csv", [], columns=("first_year", "college"))
    assert [one.columns for one in people.values()] == [(("first_year", "yes"),), ()]
