"""Columns of tables: none that holds times is kept in silence, and none that holds none is asked about."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.reading.imports.tables import LONDON, table, times, told
from toolkit.problems import named


def test_one_end_alone_is_told() -> None:
    given = table("Name,Monday from,Monday until\nAnn,18:00,\nBen,18:00,20:00\n")
    assert times(given) == [("Ann", "-", ""), ("Ben", "Mon 18:00-20:00", "")]
    assert told(given) == [(2, "P122")]


def test_one_end_alone_costs_no_other_day() -> None:
    given = table("Name,Mon from,Mon until,Tue from,Tue until\nAnn,18:00,,9:00,11:00\n")
    assert (times(given), told(given)) == ([("Ann", "Tue 09:00-11:00", "")], [(2, "P122")])


@pytest.mark.parametrize(
    ("rows", "heading"),
    [
        ("Name,Monday from\nAnn,18:00\n", "Monday from"),
        ("Name,Available,Backup\nAnn,Mon 18:00-20:00,Tue 18:00-20:00\n", "Backup"),
        ("Name,Monday\nAnn,18:00-20:00\n", "Monday"),
        ("Name,Available,Second slot\nAnn,Mon 18:00-20:00,18:00-20:00\n", "Second slot"),
        ("Name,Free at\nAnn,Mon 18:00\n", "Free at"),
        ("Name,Available,18:00\nAnn,Mon 18:00-20:00,x\n", "18:00"),
        ("Name,Available,Busy\nAnn,Mon 18:00-20:00,Mon 18:00-19:00\n", "Busy"),
        ("Name,When can you not come?\nAnn,Mondays\n", "When can you not come?"),
        ("Name,Times\nAnn,ask me\n", "Times"),
        ("Name,Times,Times\nAnn,ask me,or later\n", "Times"),
        ("Name,Slots\nAnn,A; C\n", "Slots"),
        ("Name,Available,Your preferred times?\nAnn,Mon 18:00-20:00,the usual\n", "Your preferred times?"),
    ],
)
def test_a_column_that_seems_to_hold_times_is_asked_about_by_name(rows: str, heading: str) -> None:
    given = table(rows)
    assert [(q.asks, q.about, q.needed) for q in given.questions if q.needed] == [("column", heading, True)]
    assert given.people == ()
    ignored = table(rows, replace(LONDON, columns={heading: "other"}))
    assert [q for q in ignored.questions if q.needed] == []
    assert ignored.people[0].others[heading]


def test_what_cannot_be_an_id_of_ours_is_kept_by_name_and_nobody_is_lost() -> None:
    given = table("id,name,email\n№ 5,Ann,ann@example.org\n№ 6,,\n")
    (ann,) = given.people
    assert (ann.name, ann.others, "id" in ann.cells) == ("Ann", {"id (as imported)": "№ 5"}, False)
    assert told(given) == [(3, "P121")]


def test_of_two_columns_with_one_heading_both_are_read_or_told() -> None:
    assert times(table("Name,Times,Times\nAnn,Mon 18-20,Tue 18-20\n")) == [("Ann", "Mon, Tue 18:00-20:00", "")]
    given = table("Name,Times,Times\nAnn,Mon 18-20,whenever\nBen,Tue 18-20,\n")
    assert (times(given), told(given)) == ([("Ann", "-", ""), ("Ben", "Tue 18:00-20:00", "")], [(2, "P122")])


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("From", ("Paris", "York")),
        ("Why not?", ("too far", "no idea")),
        ("Allergies, if not vegan", ("nuts", "milk")),
        ("Lunch", ("yes", "no")),
        ("Hours", ("6", "8")),
        ("Time", ("10:00 AM", "2027-01-05 11:00 AM")),
        ("Start time", ("2027-01-05 18:02:11", "2027-01-05 18:05:00")),
    ],
)
def test_a_column_that_holds_no_times_is_kept_without_a_question(heading: str, cells: tuple[str, str]) -> None:
    given = table(f'Name,Available,"{heading}"\nAnn,Mon 18:00-20:00,{cells[0]}\nBen,Tue 9-11,{cells[1]}\n')
    assert ([q for q in given.questions if q.needed], given.problems) == ([], ())
    assert [person.others[heading] for person in given.people] == list(cells)


def test_an_end_on_another_day_is_told() -> None:
    given = table("Name,From,Until\nAnn,Mon 18:00,Tue 20:00\n")
    assert (times(given), told(given)) == ([("Ann", "-", "")], [(2, "P122")])


def test_times_of_one_person_in_a_column_of_notes_are_an_error_of_theirs_alone() -> None:
    given = table("Name,Available,Notes\nAnn,Mon 18:00-20:00,vegan\nBen,,Tue 18:00-20:00\nCyd,,none\n")
    assert times(given) == [("Ann", "Mon 18:00-20:00", ""), ("Ben", "", ""), ("Cyd", "", "")]
    assert told(given) == [(3, "P122")]
    assert f'{named("map")} "Notes=available"' in given.problems[0].hint


words = st.sampled_from(
    [
        "",
        "Ann",
        "18:00-20:00",
        "yes",
        "Mon 18:00-20:00",
        "from",
        "until",
        "late",
        "EST",
        "1",
        "Monday",
        "Mon 18:00",
        "x",
    ]
)


headings = st.sampled_from(
    ["Name", "Email", "Monday", "Monday from", "Monday until", "from", "Available", "ID", "", "Notes", "Busy", "18:00",
        "19:00", "Available from", "Available to", "Start", "End", "Days"]
)  # fmt: skip


OFFERED = ("Mon 18:00-20:00", "Mon 18:00")


"""What nobody types but to say when they can come."""


@given(st.lists(headings, min_size=2, max_size=5), st.lists(st.lists(words, min_size=2, max_size=5), max_size=4))
def test_no_cell_vanishes_without_a_word(head: list[str], rows: list[list[str]]) -> None:
    text = "\n".join([",".join(["Called", *head]), *(",".join([f"P{n}", *row]) for n, row in enumerate(rows))])
    given = table(text, replace(LONDON, columns={"Called": "name"}))
    if given.questions and any(question.needed for question in given.questions):
        return
    told_lines = {problem.line for problem in given.problems}
    for person in given.people:
        said = zip(head, rows[int(person.name[1:])], strict=False)
        offered = [cell for heading, cell in said if cell in OFFERED and heading != "Busy"]
        has = bool(person.cells.get("available") or person.cells.get("if_needed"))
        assert has or not offered or person.line in told_lines, (text, person)
