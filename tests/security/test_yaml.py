"""YAML says what it seems to say, and reading it ends. Beside each refusal: what the library does by itself."""

from __future__ import annotations

import subprocess
import sys

import pytest
import yaml

from toolkit.problems import Problem
from toolkit.reading.yaml import read_yaml

BOMB = "\n".join(
    [
        "a0: &a0 [x, x, x, x, x, x, x, x, x, x]",
        *(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 7)),
    ]
)


def codes(text: str) -> set[str]:
    problems: list[Problem] = []
    read_yaml(text, "x.yaml", problems=problems)
    return {problem.code for problem in problems}


def count(value: object) -> int:
    return sum(map(count, value)) if isinstance(value, list) else 1


def test_a_file_that_grows_by_aliases_is_refused() -> None:
    assert codes(BOMB) == {"P012"}
    assert count(yaml.safe_load(BOMB)["a6"]) == 10**7


@pytest.mark.parametrize(
    ("text", "code", "means"),
    [
        ("a: 1\na: 2", "P011", {"a": 2}),
        ("b: &b {x: 1}\na: {<<: *b, y: 2}", "P012", {"b": {"x": 1}, "a": {"x": 1, "y": 2}}),
        ("a: " + "[" * 60 + "]" * 60, "P013", None),
    ],
)  # fmt: skip
def test_what_hides_its_meaning_is_refused(text: str, code: str, means: object) -> None:
    assert code in codes(text)
    assert means is None or yaml.safe_load(text) == means


@pytest.mark.parametrize(
    ("text", "ours", "theirs"),
    [
        ("no", "no", False),
        ("18:30", "18:30", 1110),
        ("0o17", "0o17", "0o17"),
        ("2027-01-19", "2027-01-19", None),
        ("017", "017", 15),
    ],
)
def test_words_and_times_stay_words(text: str, ours: object, theirs: object) -> None:
    assert read_yaml(f"a: {text}", "x", problems=[])[0] == {"a": ours}
    assert theirs is None or yaml.safe_load(f"a: {text}") == {"a": theirs}


@pytest.mark.parametrize(
    "text",
    ["a: !!python/object/apply:os.system [id]", "a: !!python/name:os.system", "!!python/object/new:os.system [x]"],
)
def test_a_tag_makes_no_object(text: str) -> None:
    data = read_yaml(text, "x", problems=[])[0]
    assert data in ({"a": ["id"]}, {"a": ""}, ["x"], {"a": None})


@pytest.mark.slow
def test_nesting_that_takes_the_parser_down_is_told() -> None:
    text = "[" * 200_000 + "]" * 200_000
    assert codes(text) == {"P013"}
    program = (
        "import sys, threading, yaml\nthreading.stack_size(1 << 20)\nt = threading.Thread(target=lambda:"
        " yaml.compose('[' * 50000 + ']' * 50000, Loader=yaml.CSafeLoader))\nt.start(); t.join()"
    )
    try:
        plain = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False, timeout=60)
    except subprocess.TimeoutExpired:
        return  # the other way in which it goes wrong
    assert plain.returncode != 0 or b"Error" in plain.stderr
