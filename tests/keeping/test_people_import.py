"""Imported people come into the file by id or e-mail: nobody is doubled, nothing is dropped."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.keeping.people_file import read_people_file
from toolkit.keeping.people_import import Merged, merge_people
from toolkit.model.imports import Incoming
from toolkit.problems import Problem
from toolkit.reading.people_tables import PARTICIPANT_COLUMNS, read_participants

HERE = b"id,name,email,shoe,status\np1,Ann,a@x.org,43,accepted\np2,Ben,,,\np3,Cyd,c@x.org,,\n"


def merge(data: bytes, *people: Incoming) -> Merged:
    return merge_people(read_people_file(data), people, columns=PARTICIPANT_COLUMNS, prefix="p")


def lines(merged: Merged) -> list[str]:
    return merged.file.write().decode().splitlines()


def somebody(line: int = 0, others: dict[str, str] | None = None, **cells: str) -> Incoming:
    return Incoming(cells, others or {}, line)


def test_an_address_is_known_in_any_case_and_the_name_stays_as_it_stands() -> None:
    merged = merge(
        HERE, somebody(name="Annabel", email="A@X.ORG", available="Mon 18:00-21:00", timezone="Europe/London")
    )
    assert lines(merged)[:2] == [
        "id,name,email,shoe,status,timezone,available",
        "p1,Ann,a@x.org,43,accepted,Europe/London,Mon 18:00-21:00",
    ]
    assert [(match.id, match.by, match.changed) for match in merged.matches] == [
        ("p1", "e-mail", ("timezone", "available"))
    ]


def test_an_id_is_known_unless_the_address_is_another() -> None:
    merged = merge(HERE, somebody(id="p3", level="2"), somebody(id="p1", name="Zoë", email="z@x.org"))
    assert lines(merged)[3] == "p3,Cyd,c@x.org,,,2"
    assert [one.why for one in merged.refused] == ["the id p1 belongs to Ann with another e-mail address"]
    assert merged.refused[0].hint.startswith("Where it is no id of this list, take it out of the row")


def test_a_name_counts_only_where_one_side_has_no_address() -> None:
    merged = merge(HERE, somebody(name=" ben "), somebody(name="Cyd", email="other@x.org"))
    assert [(match.id, match.by) for match in merged.matches] == [("p2", "name"), ("p04", "")]
    assert lines(merged)[4].startswith("p04,Cyd,other@x.org")


def test_another_name_at_a_known_address_or_id_is_a_doubt_until_it_is_said_to_be_one_person() -> None:
    bob = somebody(name="Bob", email="A@x.org", available="Mon 18:00-21:00")
    eve = somebody(id="p2", name="Eve", level="2")
    merged = merge(HERE, bob, eve)
    assert [(doubt.key, doubt.person.called) for doubt in merged.doubts] == [("a@x.org", "Bob"), ("p2", "Eve")]
    assert (merged.file.write(), merged.matches) == (HERE, ())
    assert [one.why for one in merged.refused] == [
        "Ann (p1 in the list) has a@x.org and another name", "Ben (p2 in the list) has p2 and another name",
    ]  # fmt: skip
    said = merge_people(
        read_people_file(HERE), [bob, eve], columns=PARTICIPANT_COLUMNS, prefix="p", same=["a@x.org", "p2"]
    )
    assert [(match.id, match.listed) for match in said.matches] == [("p1", "Ann"), ("p2", "Ben")]


def test_whoever_has_id_and_address_of_somebody_may_have_taken_another_name() -> None:
    merged = merge(HERE, somebody(id="p1", name="Zoë Smith", email="a@x.org", level="2"))
    assert ([match.id for match in merged.matches], merged.doubts) == (["p1"], ())


def test_a_number_of_another_program_is_nobodys_id() -> None:
    here = b"id,name,email\n1,Ann,a@x.org\n2,Ben,\n"
    merged = merge(
        here,
        somebody(id="1", name="Zoe", email="z@x.org"),
        somebody(id="2", name="ben", available="Mon 18:00-20:00"),
        somebody(id="3", name="Ann", email="a@x.org", level="2"),
    )
    assert [(match.id, match.by) for match in merged.matches] == [("p01", ""), ("2", "id"), ("1", "e-mail")]
    assert merged.refused == ()
    data = merged.file.write()
    assert merge(data, somebody(id="1", name="Zoe", email="z@x.org")).file.write() == data
    (zoe,) = [row for id, row in merged.file.ids().items() if id == "p01"]
    assert merged.file.cell(zoe, "id (as imported)") == "1"


def test_somebody_new_with_the_name_of_another_is_told() -> None:
    merged = merge(HERE, somebody(name="cyd", email="other@x.org"), somebody(name="Dan"))
    assert [match.namesakes for match in merged.matches] == [("p3",), ()]


def test_two_of_one_name_are_not_guessed_between() -> None:
    merged = merge(b"id,name\np1,Ann\np2,Ann\n", somebody(name="Ann", available="Mon 18:00-21:00"))
    assert merged.matches == ()
    assert "2 people in the list have this name" in merged.refused[0].why


def test_new_people_come_last_with_the_next_id_and_unknown_columns_are_kept() -> None:
    merged = merge_people(
        read_people_file(HERE),
        [somebody(name="Dan", others={"Level": "x", "Diet": "=nuts"})],
        columns=PARTICIPANT_COLUMNS,
        prefix="p",
        taken=["p7"],
    )
    assert lines(merged)[0] == "id,name,email,shoe,status,Level (as imported),Diet"
    assert lines(merged)[1:4] == [line + ",," for line in HERE.decode().splitlines()[1:]]
    assert lines(merged)[4] == "p08,Dan,,,,x,'=nuts"


def test_a_heading_from_elsewhere_is_no_formula_and_is_found_again() -> None:
    first = merge(HERE, somebody(name="Dan", others={"=cmd": "x", "Diet": "Anna;=1+1"}))
    assert lines(first)[0] == "id,name,email,shoe,status,'=cmd,Diet"
    assert lines(first)[4] == "p04,Dan,,,,x,Anna;'=1+1"
    data = first.file.write()
    assert merge(data, somebody(name="Dan", others={"=cmd": "x", "Diet": "Anna;=1+1"})).file.write() == data


def test_the_next_id_is_none_that_stands_there_in_capitals() -> None:
    merged = merge_people(
        read_people_file(b"id,name\nP01,Ann\n"), [somebody(name="Dan")], columns=PARTICIPANT_COLUMNS, prefix="p"
    )
    assert list(merged.file.ids()) == ["P01", "p02"]


def test_blank_cells_take_nothing_away_and_new_times_replace_all_of_the_old() -> None:
    here = b"id,email,timezone,available,if_needed\np1,a@x.org,Europe/London,Mon 18:00-21:00,Fri 10:00-12:00\n"
    assert (
        merge(here, somebody(email="a@x.org", available="", if_needed="", timezone="Asia/Kolkata")).file.write() == here
    )
    assert (
        lines(
            merge(here, somebody(email="a@x.org", available="Tue 18:00-21:00", if_needed="", timezone="Asia/Kolkata"))
        )[1]
        == "p1,a@x.org,Asia/Kolkata,Tue 18:00-21:00,"
    )


def test_what_facilitators_can_do_if_needed_is_kept_though_it_is_no_column_of_theirs() -> None:
    merged = merge_people(
        read_people_file(b""),
        [somebody(name="Wren", if_needed="Mon 18:00-20:00")],
        columns=("id", "name", "available"),
        prefix="f",
    )
    assert lines(merged) == ["id,name,if_needed", "f01,Wren,Mon 18:00-20:00"]


words = st.sampled_from(["", "Ann", "ann ", "Ben", "李", "=cmd", "'=x", "+44 20", "O'Neil, A", "two\nlines"])
emails = st.sampled_from(["", "", "a@x.org", "A@x.org", "b@x.org"])
free = st.sampled_from(["", "Mon 18:00-21:00", "Tue 10:00-12:00"])
incoming = st.builds(
    lambda name, email, available, key,
        note: somebody(others={"Note": note}, name=name, email=email, available=available, if_needed="", id=key),
    words, emails, free, st.sampled_from(["", "", "p1", "x9", "7"]), words,
)  # fmt: skip


def once(people: list[Incoming]) -> list[Incoming]:
    """As an importer gives them: each address and each id once."""
    found: dict[tuple[str, str], Incoming] = {}
    for number, person in enumerate(people):
        key = (person.cells["email"].casefold() or str(number), person.cells["id"] or str(number))
        if all(key[0] != other[0] and key[1] != other[1] for other in found):
            found[key] = person
    return list(found.values())


@settings(max_examples=300, deadline=None)
@given(
    st.lists(incoming, max_size=5),
    st.sampled_from([HERE, b"", b"name\nAnn\n\xe6\x9d\x8e\n", b"id;name;email\r\np1;Ann;a@x.org\r\n"]),
)
def test_an_import_merged_twice_is_the_same_as_once(people: list[Incoming], here: bytes) -> None:
    first = merge(here, *once(people))
    data = first.file.write()
    again = merge(data, *once(people))
    assert again.file.write() == data
    assert [match.id for match in again.matches if match.new] == []


@settings(max_examples=300, deadline=None)
@given(st.lists(incoming, max_size=5))
def test_every_row_and_cell_of_before_is_there_after_and_the_file_reads(people: list[Incoming]) -> None:
    merged = merge(HERE, *once(people))
    before, after = read_people_file(HERE), read_people_file(merged.file.write())
    problems: list[Problem] = []
    read, _ = read_participants(merged.file.write().decode(), "p.csv", problems)
    assert problems == []
    assert list(read)[:3] == ["p1", "p2", "p3"]
    assert [after.cell(row, "shoe") for row in after.rows[:3]] == [before.cell(row, "shoe") for row in before.rows]
    assert {match.id for match in merged.matches} <= set(read)
    assert len(merged.matches) + len(merged.refused) == len(once(people))


def test_a_new_id_is_none_that_the_import_gives_somebody() -> None:
    merged = merge(b"id,name\np1,Ann\n", somebody(id="p02", name="Ben"), somebody(name="Cyd"))
    assert [match.id for match in merged.matches] == ["p02", "p03"]


def test_a_zone_without_times_is_news_only_where_none_is_known() -> None:
    here = b"id,name,timezone\np1,Ann,Europe/London\np2,Ben,\n"
    merged = merge(here, somebody(id="p1", timezone="Asia/Tokyo"), somebody(id="p2", timezone="Asia/Tokyo"))
    assert lines(merged)[1:] == ["p1,Ann,Europe/London", "p2,Ben,Asia/Tokyo"]


def test_somebody_with_an_id_of_their_own_is_not_known_by_name() -> None:
    merged = merge(HERE, somebody(id="p9", name="Ben"))
    assert [(match.id, match.by) for match in merged.matches] == [("p9", "")]
