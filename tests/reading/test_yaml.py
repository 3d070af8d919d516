"""YAML 1.2 with positions."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.problems import Problem
from toolkit.reading.control_characters import steered
from toolkit.reading.yaml import KEY, read_yaml, resolve_scalar


def test_control_characters_that_a_quoted_text_spells_are_left_out_and_their_place_is_kept() -> None:
    data, source = read_yaml('a: "x\\x1by"\nb: "x\\ty"\n', "x.yaml", problems=[])
    assert data == {"a": "x y", "b": "x\ty"}
    assert list(steered(source)) == [(1, 4)]


def read(text: str, **values: Any) -> tuple[Any, list[Problem]]:
    problems: list[Problem] = []
    return read_yaml(text, "x.yaml", problems=problems, **values)[0], problems


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("no", "no"), ("yes", "yes"), ("on", "on"), ("18:30", "18:30"), ("2027-01-19", "2027-01-19"), ("007", "007"),
        ("1_000", "1_000"),
        ("0x10", "0x10"), ("12", 12), ("-3", -3), ("1.5", 1.5), ("true", True), ("False", False), ("null", None),
        ("~", None), ("", None),
    ],
)  # fmt: skip
def test_plain_words_mean_what_yaml_1_2_says(text: str, value: object) -> None:
    assert resolve_scalar(text) == value
    assert type(resolve_scalar(text)) is type(value)


def test_a_quoted_word_stays_text() -> None:
    assert read("a: \"12\"\nb: 'true'")[0] == {"a": "12", "b": "true"}


def test_each_value_and_key_has_its_place() -> None:
    _, source = read_yaml("a:\n  - {b: 1}\n", "x.yaml", problems=[])
    assert source.place(("a", 0, "b")) == (2, 9)
    assert source.place(("a", 0, "b", KEY)) == (2, 6)
    assert source.place(("a", 0, "missing")) == (2, 5)


def test_the_first_line_is_counted_from_where_the_head_begins() -> None:
    _, source = read_yaml("a: 1", "x.md", problems=[], first_line=2)
    assert source.place(("a",)) == (2, 4)


@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        ("a: 1\na: 2", "P011", 2, 1),
        ("a: &x 1\nb: 2", "P012", 1, 4),
        ("a:\n  <<: {b: 1}", "P012", 2, 3),
        ("a: b: c", "P010", 1, 5),
        ("a:\n\t- b", "P010", 2, 1),
        ("[1, 2]: x", "P010", 1, 1),
        ("a: *x", "P012", 1, 4),
    ],
)
def test_what_is_refused_is_told_at_its_place(text: str, code: str, line: int, column: int) -> None:
    problem = read(text)[1][0]
    assert (problem.code, problem.line, problem.column) == (code, line, column)


def test_an_anchor_and_each_alias_are_told() -> None:
    assert [problem.column for problem in read("a: &x {b: 1}\nc: *x")[1]] == [4, 4]


def test_an_ampersand_inside_a_text_is_no_anchor() -> None:
    assert read("a: salt & vinegar * 2") == ({"a": "salt & vinegar * 2"}, [])


def test_a_list_of_lists_of_lists_ends_at_forty() -> None:
    assert read("[" * 40 + "]" * 40)[1] == []
    assert {problem.code for problem in read("[" * 60 + "]" * 60)[1]} == {"P013"}


@pytest.mark.parametrize("text", ["[" * 1_000_000, "{a: " * 200_000, "- " * 500_000, "? " * 300_000, "[{a: " * 100_000])
def test_nesting_without_end_is_a_problem_and_no_crash(text: str) -> None:
    assert {problem.code for problem in read(text)[1]} <= {"P010", "P013"}


def test_a_growing_file_of_aliases_is_refused_at_once() -> None:
    lines = ["a0: &a0 [x]", *(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30))]
    assert {problem.code for problem in read("\n".join(lines))[1]} == {"P012"}


words = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn"), exclude_characters="\ufeff\x85\u2028\u2029"),
    max_size=20,
)
data = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | words,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(words.filter(lambda key: key != "<<"), inner, max_size=4)
    ),
    max_leaves=12,
)


@settings(max_examples=150, deadline=None)
@given(data)
def test_every_value_comes_back_as_written(value: Any) -> None:
    assert read(json.dumps(value, ensure_ascii=False)) == (value, [])


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=60))
def test_no_text_makes_the_reader_fall(text: str) -> None:
    read(text)
