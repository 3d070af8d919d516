"""What a template may ask, and write into programme.yaml: plain names and defaults. Else it is refused in its line."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest

from tests.scaffold.conftest import INNER
from tests.scaffold.made import ask, fetched, refused


@pytest.mark.parametrize(
    "expression",
    [
        "{{ cookiecutter.__class__ }}",
        "{{ cookiecutter.title.__class__ | jsonify }}",
        "{{ cookiecutter['title'] | jsonify }}",
        "{{ 'x' * 10**9 }}",
        "{{ 'x' | jsonify }}",
        "{{ cookiecutter.title }}",
        "{{ cookiecutter.title | jsonify(indent=2) }}",
        "{{ cookiecutter.title | slugify | jsonify }}",
        "{{ cookiecutter.title | upper }}",
        "{{ cookiecutter._template | jsonify }}",
        "{{ cookiecutter.nothing | jsonify }}",
        "{{ lipsum.__globals__ }}",
        "{{ self }}",
        "{% include '/etc/passwd' %}",
        "{% extends 'x' %}",
        "{% import 'x' as y %}",
        "{% set x = 1 %}",
        "{% for x in range(10**9) %}x{% endfor %}",
        "{% if cookiecutter.title %}x{% endif %}",
        "{% macro f() %}{% endmacro %}",
        "{{ cookiecutter.title | jsonify",
        "{% endraw %}",
    ],
)
def test_other_expressions_are_refused_in_their_line(template: Path, expression: str) -> None:
    file = template / INNER / "programme.yaml"
    lines = file.read_text().split("\n")
    lines.insert(3, f"title: {expression}")
    file.write_text("\n".join(lines))
    problems = refused(template)
    assert {problem.code for problem in problems} == {"P100"}
    assert problems[0].file == f"own/{INNER}/programme.yaml"
    if "jsonify" not in expression or "}}" in expression:
        assert problems[0].line == 4


def test_expressions_outside_programme_yaml_are_text(template: Path) -> None:
    with (template / INNER / "sessions" / "01-three-passes.md").open("a") as file:
        file.write("\nRun `{{ x.__class__ }}` and `{% y %}`.\n")
    fetched(template)


def test_brackets_nested_without_end_are_refused_quickly(template: Path) -> None:
    (template / INNER / "programme.yaml").write_text("{{ " + "(" * 200_000 + "}}")
    start = time.monotonic()
    assert refused(template)[0].code == "P100"
    assert time.monotonic() - start < 10


@pytest.mark.parametrize(
    "key", ["_extensions", "_jinja2_env_vars", "_template", "__prompts__", "_new_lines", "Title", "a-b", "", "a" * 41]
)
def test_other_keys_are_refused(template: Path, key: str) -> None:
    ask(template, **{key: ["x"]})
    (problem,) = refused(template)
    assert problem.code == "P100"
    assert problem.line == (template / "cookiecutter.json").read_text().split("\n").index(f'  "{key}": [') + 1


def test_what_is_copied_without_rendering_may_be_named(template: Path) -> None:
    ask(template, _copy_without_render=["*.md"])
    fetched(template)
    ask(template, _copy_without_render="*.md")
    assert [problem.code for problem in refused(template)] == ["P100"]


@pytest.mark.parametrize(
    "default",
    [
        "{{ cookiecutter.title.__class__ }}",
        "{{ cookiecutter.title }}",
        "{{ 'x' * 10**9 }}",
        "{% include 'x' %}",
        "{{ cookiecutter.later | slugify }}",
        "x" * 1001,
        "two\nlines",
        {"a": "dict"},
        ["fine", "{{ 'x' * 9 }}"],
        ["fine", {"a": "dict"}],
        [],
        None,
        1.5,
    ],
)
def test_defaults_are_plain_values(template: Path, default: Any) -> None:
    ask(template, extra=default, later="x")
    assert {problem.code for problem in refused(template)} == {"P100"}


@pytest.mark.parametrize(
    "default", ["{{ cookiecutter.title | slugify }}-x", "{{cookiecutter.title|jsonify}}", "é 🎉", 8, True, ["a", "b"]]
)
def test_plain_defaults_and_those_made_of_earlier_ones_are_fine(template: Path, default: Any) -> None:
    ask(template, extra=default)
    assert fetched(template).questions["extra"] == default


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[1]",
        '{"a": 1}',
        '{"slug": "a", "slug": "b"}',
        '{"slug": NaN}',
        "{" * 100_000,
        '{"slug": "x"',
        "[" * 100_000,
    ],
)
def test_questions_that_cannot_be_read_are_refused(template: Path, text: str) -> None:
    (template / "cookiecutter.json").write_text(text)
    assert "P100" in {problem.code for problem in refused(template)}
