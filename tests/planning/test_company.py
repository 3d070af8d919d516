"""Who has something in common, by columns of the organiser's own."""

from __future__ import annotations

from dataclasses import replace

from tests.planning.small_programme import programme
from toolkit.grouping.problem import Alike
from toolkit.model.people import Participant
from toolkit.planning.cohort_request import Wanted, make_request
from toolkit.planning.company import columns_without_anything, who_is_alike
from toolkit.planning.make_plan import make_plan

CELLS = ("Woman", "woman", "man", "man", "", "X")
PEOPLE = tuple(
    Participant(f"p{n}", "", status="accepted", columns=(("gender", cell),) if cell else ())
    for n, cell in enumerate(CELLS)
)
WOMEN = Alike("gender", "woman", frozenset(("p0", "p1")))
MEN = Alike("gender", "man", frozenset(("p2", "p3")))


def test_those_with_the_same_in_a_column_are_alike_and_a_blank_cell_is_nothing_in_common() -> None:
    notes: list[str] = []
    assert who_is_alike(("Gender",), PEOPLE, notes=notes) == (MEN, WOMEN)
    assert notes == ["p5 is the only one at all with gender: x, so nobody can be with them."]
    assert who_is_alike(("shoe size",), PEOPLE, notes=[]) == ()


def test_one_value_of_a_column_can_be_meant() -> None:
    notes: list[str] = []
    assert who_is_alike((" gender = Woman ",), PEOPLE, notes=notes) == (WOMEN,)
    assert notes == []


def test_what_is_asked_for_twice_counts_once() -> None:
    notes: list[str] = []
    assert who_is_alike(("gender", "gender"), PEOPLE, notes=notes) == (MEN, WOMEN)
    assert len(notes) == 1


def test_cohorts_are_formed_by_the_columns_that_are_named() -> None:
    found = programme()
    people = replace(found.people, participants={one.id: one for one in PEOPLE})
    found = replace(found, people=people, not_alone=("gender=man",), spread=("gender",))
    made = make_request(make_plan(found), Wanted()).problem
    assert (made.not_alone, made.spread) == ((MEN,), (MEN, WOMEN))


def test_a_column_or_a_value_that_nobody_has_is_named_with_its_place() -> None:
    found = programme()
    people = replace(found.people, participants={one.id: one for one in PEOPLE})
    asked = replace(found, people=people, not_alone=("gender", "gender=men"), spread=("college",))
    assert columns_without_anything(asked) == (
        ("not_alone", 1, "Nobody in people/participants.csv has “men” in the column gender."),
        ("spread", 0, "Nobody in people/participants.csv has anything in a column “college”."),
    )


def test_a_value_is_found_whatever_its_capitals() -> None:
    found = programme()
    people = replace(found.people, participants={one.id: one for one in PEOPLE})
    for word in ("gender=x", "Gender = X", "gender=WOMAN"):
        assert columns_without_anything(replace(found, people=people, not_alone=(word,))) == ()
