"""What `programme check` says of whole folders, word for word. A folder without expected.txt fails and shows what it
would hold."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from tests.examples import EXAMPLES, lay_out
from toolkit.commands._problem_text import render_problems
from toolkit.jobs.check import check
from toolkit.reading.shelves import Shelves

BAD = sorted(folder for folder in (EXAMPLES / "bad").iterdir() if folder.is_dir())
TODAY = datetime.date(2026, 11, 23)


def said(folder: Path) -> str:
    return render_problems(check(folder, Shelves.open(folder=folder), today=TODAY), colour=False)


def test_nothing_is_said_of_a_good_programme(tmp_path: Path) -> None:
    assert said(lay_out(tmp_path / "small")) == (EXAMPLES / "good" / "small" / "expected.txt").read_text(
        encoding="utf-8"
    )


@pytest.mark.parametrize("folder", BAD, ids=lambda folder: folder.name)
def test_every_mistake_of_a_bad_programme_is_told_at_its_line(folder: Path, tmp_path: Path) -> None:
    expected = folder / "expected.txt"
    assert said(lay_out(tmp_path / "small", over=folder)) == (
        expected.read_text(encoding="utf-8") if expected.exists() else ""
    )
