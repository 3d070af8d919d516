"""attendance.csv: the latest mark counts, rows keep their order, and what people added stays."""

from __future__ import annotations

import string

from hypothesis import given
from hypothesis import strategies as st

from toolkit.keeping.attendance_file import add_attendance
from toolkit.model.people import MARKS, Attendance
from toolkit.problems import Problem
from toolkit.reading.people_tables import read_attendance

IDS = st.sampled_from(["p1", "p2", "p3", "Ann-Lee_7"])
MARK = st.builds(
    Attendance, IDS, st.sampled_from(["a", "b"]), st.sampled_from(["fold", "sail"]), st.sampled_from(MARKS)
)


def test_a_new_file_has_a_heading_and_one_row_a_mark() -> None:
    assert (
        add_attendance(b"", [Attendance("p1", "a", "fold", "present")])
        == b"id,cohort,session,state\np1,a,fold,present\n"
    )


def test_a_later_mark_takes_the_place_of_the_earlier_one() -> None:
    before = b"id,cohort,session,state\np1,a,fold,absent\np2,a,fold,present\n"
    marks = [
        Attendance("p3", "a", "fold", "present"),
        Attendance("p1", "a", "fold", "absent"),
        Attendance("p1", "a", "fold", "excused"),
    ]
    assert (
        add_attendance(before, marks)
        == b"id,cohort,session,state\np1,a,fold,excused\np2,a,fold,present\np3,a,fold,present\n"
    )


def test_columns_order_separator_and_line_ends_of_ones_own_stay() -> None:
    before = "\ufeffnote;state;id;cohort;session\r\nlate, sorry;present;p1;a;fold\r\n\r\n".encode()
    after = add_attendance(before, [Attendance("p1", "a", "fold", "absent"), Attendance("p2", "a", "fold", "present")])
    assert (
        after.decode()
        == "\ufeffnote;state;id;cohort;session\r\nlate, sorry;absent;p1;a;fold\r\n\r\n;present;p2;a;fold\r\n"
    )


def test_a_last_line_without_an_end_gets_one() -> None:
    before = b"id,cohort,session,state\np1,a,fold,present"
    assert add_attendance(before, [Attendance("p2", "a", "fold", "absent")]) == before + b"\np2,a,fold,absent\n"


@given(st.lists(MARK, max_size=12), st.lists(MARK, max_size=12))
def test_the_last_word_on_everybody_is_read_back(first: list[Attendance], second: list[Attendance]) -> None:
    data = add_attendance(add_attendance(b"", first), second)
    problems: list[Problem] = []
    read, _ = read_attendance(data.decode(), "attendance.csv", problems)
    assert problems == []
    assert {(mark.id, mark.cohort, mark.session): mark.state for mark in read} == {
        (mark.id, mark.cohort, mark.session): mark.state for mark in (*first, *second)
    }
    assert add_attendance(data, second) == data


@given(st.text(string.printable, max_size=20))
def test_marks_that_are_there_change_no_byte(note: str) -> None:
    cell = note.replace('"', '""')
    before = f'id,cohort,session,state,note\np1,a,fold,present,"{cell}"\n'.encode()
    assert add_attendance(before, [Attendance("p1", "a", "fold", "present")]) == before
