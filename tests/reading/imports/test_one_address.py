"""Two who have one address in a file."""

from __future__ import annotations

from dataclasses import replace

from tests.reading.imports.tables import LONDON
from toolkit.reading.imports import read_import

FAMILY = "Name,Email,Available\nAnn Lee,fam@x.org,Mon 18:00-20:00\nBob Lee,FAM@x.org,Tue 18:00-20:00\nCy,c@x.org,\n"


def test_two_names_with_one_address_in_a_file_are_asked_about() -> None:
    given = read_import("f.csv", FAMILY.encode(), answers=LONDON)
    assert [(q.asks, q.about, q.choices, q.needed) for q in given.questions] == [
        ("same-person", "fam@x.org", ("yes", "no"), True)
    ]
    assert given.people == ()
    one = read_import("f.csv", FAMILY.encode(), answers=replace(LONDON, same=frozenset({"fam@x.org"})))
    assert ([person.name for person in one.people], [p.code for p in one.problems]) == (["Bob Lee", "Cy"], ["P123"])
    two = read_import("f.csv", FAMILY.encode(), answers=replace(LONDON, apart=frozenset({"fam@x.org"})))
    assert [person.name for person in two.people] == ["Ann Lee", "Cy"]
    assert [(problem.line, problem.code) for problem in two.problems] == [(3, "P121")]


def test_one_name_written_in_two_ways_is_one_person_without_a_question() -> None:
    given = read_import("f.csv", FAMILY.replace("Bob Lee", "Anna Lee").encode(), answers=LONDON)
    assert ([person.name for person in given.people], given.questions) == (["Anna Lee", "Cy"], ())
