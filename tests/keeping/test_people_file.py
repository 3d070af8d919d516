"""A CSV of people is changed where it must be, and keeps every other byte."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.keeping.people_file import PeopleFile, read_people_file
from toolkit.reading.people_tables import row_id

OWN = '\ufeffID;Name;Shoe;email\r\np1;"Ann\r\nMarie";\'=43;a@x.org\r\n\r\np2;Ben\r\n'.encode()


@pytest.mark.parametrize(
    "data", [OWN, b"", b"id,name\n", b"id,name\np1,Ann", b'id\tname\n"p1"\t  Ann \n', b"id,name\rp1,Ann\r"]
)
def test_what_is_not_changed_is_written_as_it_was(data: bytes) -> None:
    assert read_people_file(data).write() == data


def test_a_new_column_comes_last_and_only_its_cells_are_added() -> None:
    file = read_people_file(OWN).with_columns(["Status", "name"])
    assert (
        file.write()
        == '\ufeffID;Name;Shoe;email;Status\r\np1;"Ann\r\nMarie";\'=43;a@x.org;\r\n\r\np2;Ben;;;\r\n'.encode()
    )


def test_one_row_changes_and_no_other() -> None:
    file = read_people_file(OWN)
    row = file.ids()["p2"]
    changed = file.edited(lambda each: file.changed(each, {"email": "=b@x"}) if each is row else each)
    assert changed.write() == OWN.replace(b"p2;Ben\r\n", b"p2;Ben;;'=b@x\r\n")


def test_a_cell_that_says_the_same_is_no_change() -> None:
    file = read_people_file(OWN)
    assert file.edited(lambda row: file.changed(row, {"shoe": "=43"}) if row.line == 2 else row).write() == OWN


def test_a_row_is_taken_out_with_all_its_lines() -> None:
    assert read_people_file(OWN).edited(lambda row: None if row.line == 2 else row).write() == OWN.replace(
        b'p1;"Ann\r\nMarie";\'=43;a@x.org\r\n', b""
    )


def test_a_row_behind_a_last_line_without_an_end_stands_on_its_own() -> None:
    file = read_people_file(b"id,name\np1,Ann")
    new = file.changed(file.rows[0], {"id": "p2"})
    assert PeopleFile(file.headings, (*file.rows, new), head=file.head).write() == b"id,name\np1,Ann\np2,Ann\n"


cells = st.text(st.characters(codec="utf-8", exclude_characters="\x00\r"), max_size=12)
tables = st.lists(st.lists(cells, min_size=3, max_size=3), max_size=5)


@settings(max_examples=100, deadline=None)
@given(tables, st.sampled_from([",", ";", "\t"]), st.sampled_from(["\n", "\r\n"]))
def test_any_table_is_written_as_it_was_and_reads_the_same_with_a_column_more(
    rows: list[list[str]], separator: str, newline: str
) -> None:
    target = io.StringIO(newline="")
    csv.writer(target, delimiter=separator, lineterminator=newline).writerows([["id", "name", "email"], *rows])
    data = target.getvalue().encode()
    file = read_people_file(data)
    assert file.write() == data
    wider = read_people_file(file.with_columns(["more"]).write())
    assert [row.cells[:3] for row in wider.rows] == [row.cells[:3] for row in file.rows]
    assert {len(row.cells) for row in wider.rows if row.cells} <= {4}


def test_who_has_neither_id_nor_name_goes_by_their_number_in_the_file() -> None:
    numbered = read_people_file(b"id,email\n,a@x.org\n\n,b@x.org\n")
    assert list(numbered.ids()) == [row_id("", "", number=1), row_id("", "", number=2)]
