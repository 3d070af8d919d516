"""Document types from a shelf: a page begins from the base, or `check` says that it does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from toolkit.problems import Problem
from toolkit.reading.documents import read_document_types
from toolkit.reading.shelves import Shelves


def told(shelf: Path, template: str, *, ending: str = "pdf") -> list[Problem]:
    """What is said of a document type with this template."""
    folder = shelf / "documents" / "leaf"
    folder.mkdir(parents=True)
    (folder / "document.yaml").write_text(
        f"title: Leaf\naudience: share\nper: programme\nfile: share/leaf.{ending}\n", "utf-8"
    )
    (folder / f"page.{'html' if ending == 'pdf' else 'txt'}.j2").write_text(template, "utf-8")
    problems: list[Problem] = []
    read_document_types(Shelves.open(extra=(shelf,)), problems)
    return problems


@pytest.mark.parametrize(
    "template",
    [
        '{% extends "_base/base.html.j2" %}\n{% block content %}x{% endblock %}',
        "{# ours #}\n{%- extends '_base/base.html.j2' -%}\n{% block content %}x{% endblock %}",
        '{% extends "_base/two-columns.html.j2" %}',
        '{% extends "pack/page.html.j2" %}',
    ],
)
def test_nothing_is_said_of_a_page_that_begins_from_the_base(tmp_path: Path, template: str) -> None:
    assert told(tmp_path, template) == []


@pytest.mark.parametrize(
    "template",
    [
        "<h1>{{ programme.title }}</h1>",
        '{# {% extends "_base/base.html.j2" %} #}<h1>x</h1>',
        '{% import "_base/macros.html.j2" as parts %}<h1>x</h1>',
        '{% extends "pack/page.txt.j2" %}',
        '{% extends "leaf/page.html.j2" %}',
        "",
    ],
)
def test_a_page_without_the_base_is_told(tmp_path: Path, template: str) -> None:
    (problem,) = told(tmp_path, template)
    assert (problem.code, problem.level, problem.file) == ("P108", "warning", "documents/leaf/page.html.j2")


def test_a_text_has_no_base(tmp_path: Path) -> None:
    assert told(tmp_path, "Hello", ending="txt") == []


def test_every_shipped_page_begins_from_it() -> None:
    problems: list[Problem] = []
    assert read_document_types(Shelves.open(), problems)
    assert problems == []
