"""What a word means: a key as it is written, then keys and names in any case, where only one has it."""

from __future__ import annotations

import pytest

from toolkit.planning.names import find_person, meant, shown
from toolkit.problems import WrongUsage

KNOWN = {"a": ("Alder",), "b": ("Birch", "2"), "alder": ("Oak",), "c": ("Birch Lane",), "C": ("",)}


def named(word: str) -> str:
    return meant(word, KNOWN, missing="There is no cohort {}.")


@pytest.mark.parametrize(
    ("word", "key"), [("a", "a"), ("b", "b"), ("B", "b"), (" birch ", "b"), ("2", "b"), ("oak", "alder"), ("C", "C")]
)
def test_keys_and_names_are_taken_in_any_case(word: str, key: str) -> None:
    assert named(word) == key


@pytest.mark.parametrize("key", KNOWN)
def test_what_a_message_shows_is_taken(key: str) -> None:
    assert named(shown(key, KNOWN)) == key
    assert named("B (birch)") == "b"
    with pytest.raises(WrongUsage, match=r"There is no cohort “b \(Alder\)”"):
        named("b (Alder)")


def test_a_key_goes_before_the_name_of_another() -> None:
    assert named("alder") == "alder"
    assert named("ALDER") == "alder"


@pytest.mark.parametrize(
    ("word", "says"),
    [
        ("birhc", "There is no cohort “birhc”. Did you mean b (Birch)?"),
        ("zzz", "There is no cohort “zzz”. Known: a (Alder), b (Birch), alder (Oak), c (Birch Lane), C."),
        ("", "There is no cohort “”. Known: a (Alder), b (Birch), alder (Oak), c (Birch Lane), C."),
    ],
)
def test_a_word_that_means_nothing_is_told_with_keys_and_names(word: str, says: str) -> None:
    with pytest.raises(WrongUsage) as caught:
        named(word)
    assert str(caught.value) == says


def test_a_word_that_means_several_is_not_guessed() -> None:
    known = {"p1": ("Ann",), "p2": ("ann",), "x": ("",)}
    with pytest.raises(WrongUsage, match=r"“ANN” may be p1 \(Ann\) or p2 \(ann\): say which\."):
        meant("ANN", known, missing="{}")
    assert meant("p2", known, missing="{}") == "p2"


def test_of_many_who_may_be_meant_and_of_a_long_name_only_the_beginning_is_told() -> None:
    many = {f"p{number:02d}": (f"Per {number}",) for number in range(1, 31)}
    with pytest.raises(WrongUsage, match=r"or p12 \(Per 12\) or 18 more: say which\.$"):
        find_person("Per", many, missing="{}")
    with pytest.raises(WrongUsage, match=r"p11 \(Per 11\) or p12 \(Per 12\): say which\.$"):
        find_person("Per", dict(list(many.items())[:12]), missing="{}")
    with pytest.raises(WrongUsage) as caught:
        meant("Q" * 3000, {"a": ("N" * 5000,)}, missing="There is no cohort {}.")
    assert len(str(caught.value)) < 300


def test_people_go_by_their_first_name_where_one_has_it_and_cohorts_do_not() -> None:
    known = {"p1": ("Ann Lee",), "p2": ("Ben Ray",), "p3": ("Ben Zoe",)}
    assert find_person("ann", known, missing="{}") == "p1"
    for word in ("Ben", "Lee", "An", "", "Zoe"):
        with pytest.raises(WrongUsage):
            find_person(word, known, missing="{}")
    with pytest.raises(WrongUsage, match=r"^“Ben” may be p2 \(Ben Ray\) or p3 \(Ben Zoe\): say which\.$"):
        find_person("Ben", known, missing="{}")
    with pytest.raises(WrongUsage):
        meant("ann", known, missing="{}")


def test_of_people_no_names_are_listed_where_nobody_is_near() -> None:
    known = {"p1": ("Ann Lee",), "p2": ("Ben Ray",)}
    with pytest.raises(WrongUsage, match=r"“zzz”\? Known: p1, p2\."):
        find_person("zzz", known, missing="{}?")
    with pytest.raises(WrongUsage, match=r"“zzz”\? Known: p1, p2\."):
        meant("zzz", known, missing="{}?", private=True)
