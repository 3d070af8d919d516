"""The help lists every verb by what one does."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping

import pytest

from tests.source_files import ROOT
from toolkit.cli import SECTIONS, run


def misplaced(sections: Mapping[str, Collection[str]], files: Collection[str]) -> list[str]:
    """The verbs that stand in no section or in several, and names in a section that are no verb."""
    counts = Counter(verb for verbs in sections.values() for verb in verbs)
    return sorted({*(verb for verb in files if counts[verb] != 1), *(verb for verb in counts if verb not in files)})


def test_every_verb_stands_in_one_section_and_no_section_names_another() -> None:
    files = {path.stem for path in (ROOT / "toolkit" / "commands").glob("[a-z]*.py")}
    assert misplaced(SECTIONS, files) == []


def test_a_verb_in_no_section_or_in_two_and_a_name_without_a_verb_are_found() -> None:
    sections = {"One": ["build", "plan"], "Two": ["plan", "gone"]}
    assert misplaced(sections, ["build", "plan", "send"]) == ["gone", "plan", "send"]


def test_the_help_lists_them_under_their_headings(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--help"]) == 0
    text = capsys.readouterr().out
    listed = dict(re.findall(r"^(\w[\w ]*):\n((?:  +\S.*\n)+)", text, re.MULTILINE))
    shown = {
        title: dict(re.findall(r"^  (\w+) +(.*)$", rows, re.MULTILINE))
        for title, rows in listed.items()
        if title != "Options"
    }
    assert list(shown.items()) == list(SECTIONS.items())
    assert {len(row) for row in re.findall(r"^  [a-z]+ +(?=[A-Z])", text, re.MULTILINE)} == {15}
