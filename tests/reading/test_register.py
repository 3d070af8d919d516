"""A filled register becomes marks, whatever program filled it; what cannot be read is told, row by row."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from xlsxwriter import Workbook

from tests.planning.small_programme import programme, small_sessions
from toolkit.documents.sheets import attendance_sheet
from toolkit.model.people import Attendance, Participant
from toolkit.model.programme import Programme
from toolkit.outputs.sheets import render_csv, render_xlsx
from toolkit.planning.make_plan import make_plan
from toolkit.problems import Problem
from toolkit.reading.register import read_register

HEAD = "id,name,cohort,fold (1),sail (2)\n"


def small(**names: str) -> Programme:
    """The small programme with the sessions fold, sail and race; `names` are other names of participants."""
    found = programme(sessions=small_sessions())
    participants = {
        id: replace(person, name=names.get(id, person.name)) for id, person in found.people.participants.items()
    }
    return replace(found, people=replace(found.people, participants=participants))


def read(
    path: Path, data: str | bytes, *, given: Programme | None = None
) -> tuple[list[Attendance], list[tuple[str, int]]]:
    path = path / "register"
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    problems: list[Problem] = []
    found = read_register(path, given or small(), problems=problems)
    return [each.mark for each in found], [(problem.code, problem.line) for problem in problems]


def test_what_the_tool_makes_it_reads_back(tmp_path: Path) -> None:
    """XLSX and CSV, with marks that were recorded before."""
    marks = (
        Attendance("p1", "a", "fold", "present"),
        Attendance("p2", "a", "fold", "excused"),
        Attendance("p1", "a", "race", "absent"),
    )
    given = small(p1="=Ann", p2="O’Hara, “Zoë”")
    plan = make_plan(replace(given, people=replace(given.people, attendance=marks)))
    sheet = attendance_sheet(plan)
    for data in (render_xlsx(sheet), render_csv(sheet)):
        found, problems = read(tmp_path, data, given=given)
        assert (sorted(found, key=lambda mark: (mark.session, mark.id)), problems) == (
            sorted(marks, key=lambda mark: (mark.session, mark.id)),
            [],
        )


def test_marks_may_be_short_or_loud_and_blank_says_nothing(tmp_path: Path) -> None:
    found, problems = read(tmp_path, HEAD + "p1,Ann,a,P,\np2,Ben,a, Absent ,e\np3,Cyd,a,,\n\n")
    assert [(mark.id, mark.session, mark.state) for mark in found] == [
        ("p1", "fold", "present"),
        ("p2", "fold", "absent"),
        ("p2", "sail", "excused"),
    ]
    assert problems == []


@pytest.mark.parametrize(
    "text", [HEAD.replace(",", ";") + "p1;Ann;a;present;\n", HEAD.replace(",", "\t") + "p1\tAnn\ta\tpresent\t\n"]
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_separators_and_encodings_of_spreadsheet_programs(tmp_path: Path, text: str, encoding: str) -> None:
    assert read(tmp_path, text.encode(encoding)) == ([Attendance("p1", "a", "fold", "present")], [])


def test_a_title_above_and_columns_of_ones_own_are_passed_over(tmp_path: Path) -> None:
    found, problems = read(tmp_path, "Our register,,,\n,,,\nid,notes,cohort,sail (2)\np1,came late,a,present\n")
    assert (found, problems) == ([Attendance("p1", "a", "sail", "present")], [])


def test_who_was_added_by_hand_is_known_by_name(tmp_path: Path) -> None:
    given = small(p4="Zoe\u0308  Ng")
    found, problems = read(tmp_path, HEAD + ",zoë ng,a,present,\n", given=given)
    assert (found, problems) == ([Attendance("p4", "a", "fold", "present")], [])


def test_the_cohort_is_ones_own_where_none_is_written(tmp_path: Path) -> None:
    assert read(tmp_path, "name,fold (1)\nAnn,present\n")[0] == [Attendance("p1", "a", "fold", "present")]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("p1,Ann,a,perhaps,", "P117"),
        ("p99,Nobody,a,present,", "P032"),
        (",Nobody,a,present,", "P032"),
        (",,a,present,", "P117"),
        ("p1,Ann,z,present,", "P031"),
        ("p4,Dan,,present,", "P117"),
    ],
)
def test_what_cannot_be_read_names_its_row_and_the_others_are_still_read(tmp_path: Path, row: str, code: str) -> None:
    found, problems = read(tmp_path, f"{HEAD}p2,Ben,a,present,\n{row}\n")
    assert problems == [(code, 3)]
    assert found == [Attendance("p2", "a", "fold", "present")]


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("p1,Ann,a,present,perhaps", 5),
        ("p99,Nobody,a,present,", 1),
        (",Nobody,a,present,", 2),
        ("p1,Ann,z,present,", 3),
    ],
)
def test_a_mistake_names_its_column(tmp_path: Path, row: str, column: int) -> None:
    problems: list[Problem] = []
    (tmp_path / "register").write_text(f"{HEAD}{row}\n", encoding="utf-8")
    read_register(tmp_path / "register", small(), problems=problems)
    assert [(problem.line, problem.column) for problem in problems] == [(2, column)]


def test_a_register_that_is_not_there_is_named_with_what_to_give(tmp_path: Path) -> None:
    problems: list[Problem] = []
    assert read_register(tmp_path / "nothing.csv", small(), problems=problems) == ()
    assert [
        (problem.code, "programme new" in problem.hint, "attendance.xlsx" in problem.hint) for problem in problems
    ] == [("P002", False, True)]


def test_two_of_one_name_are_not_guessed_at(tmp_path: Path) -> None:
    assert read(tmp_path, HEAD + ",Ann,a,present,\n", given=small(p2="Ann")) == ([], [("P117", 2)])


def test_a_session_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert read(tmp_path, "id,cohort,fold (1),sial (2)\np1,a,present,present\n")[1] == [("P030", 1)]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ("", "P116"),
        ("hello", "P116"),
        ("id,name,cohort\np1,Ann,a\n", "P116"),
        (b"\xff\x00\xfe", "P003"),
        (b"PK\x03\x04rubbish", "P120"),
        ('"', "P119"),
    ],
)
def test_what_is_no_register_is_one_problem(tmp_path: Path, data: str | bytes, code: str) -> None:
    found, problems = read(tmp_path, data)
    assert (found, [known for known, _ in problems]) == ([], [code])


def test_a_participant_of_any_name_can_be_marked(tmp_path: Path) -> None:
    for name in ("Null", "O'Neil", "王", "أحمد", "-", "=1+1"):
        given = small()
        people = replace(given.people, participants={"p1": Participant("p1", name)})
        assert read(tmp_path, HEAD + f",{name},a,present,\n", given=replace(given, people=people))[0], name


def test_marks_in_a_second_sheet_are_told_of(tmp_path: Path) -> None:
    data = io.BytesIO()
    with Workbook(data) as book:
        for name, row in (("A", ["p1", "Ann", "a", "present"]), ("B", ["p2", "Ben", "a", "present"])):
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, ["id", "name", "cohort", "fold"])
            sheet.write_row(1, 0, row)
    found, problems = read(tmp_path, data.getvalue())
    assert [(mark.id, mark.state) for mark in found] == [("p1", "present")]
    assert problems == [("P129", 0)]
