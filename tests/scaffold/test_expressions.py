"""Values become YAML that reads back as the same value, whatever is in them."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.reading.control_characters import without_control
from toolkit.reading.yaml import read_yaml
from toolkit.scaffold.expressions import is_folder_name, jsonify, slugify

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40).map(without_control)
PLAIN = TEXT | st.integers(-(10**9), 10**9)


@given(PLAIN | st.lists(PLAIN, max_size=3))
def test_what_jsonify_writes_is_read_as_the_same_value(value: Any) -> None:
    problems: list[Any] = []
    data, _ = read_yaml(f"key: {jsonify(value)}    # a comment\n", "x.yaml", problems=problems)
    assert (data, problems) == ({"key": value}, [])


@pytest.mark.parametrize(
    "value", ["🎉", "18:30", "no", "null", "# not a comment", '"', "\\", "a: b", "{{ x }}", "\u2028", "'", "é", "שלום"]
)
def test_texts_that_yaml_could_mistake_stay_texts(value: str) -> None:
    assert read_yaml(f"key: {jsonify(value)}\n", "x.yaml", problems=[])[0] == {"key": value}


def test_a_line_end_that_nobody_sees_is_left_out_when_it_is_read() -> None:
    written = jsonify("a\x85b")
    assert read_yaml(f"key: {written}\n", "x.yaml", problems=[])[0] == {"key": "a b"}


def test_letters_beyond_ascii_stay_readable() -> None:
    assert jsonify("Zoë 🎉") == '"Zoë 🎉"'


@pytest.mark.parametrize(
    ("text", "slug"),
    [("Hilary 2027", "hilary-2027"), ("Zoë's café!", "zoe-s-cafe"), ("../../x", "x"), ("東京", ""), (8, "8")],
)
def test_a_slug_holds_letters_digits_and_hyphens_only(text: object, slug: str) -> None:
    assert slugify(text) == slug


@pytest.mark.parametrize(
    ("name", "fine"),
    [
        ("{{cookiecutter.slug}}", True),
        ("{{ cookiecutter.slug }}", True),
        ("{{cookiecutter.title}}", False),
        ("{{cookiecutter.slug}}{{cookiecutter.slug}}", False),
        ("{{cookiecutter.slug|upper}}", False),
        ("slug", False),
    ],
)
def test_the_folder_has_one_name(name: str, fine: bool) -> None:
    assert is_folder_name(name) is fine
