"""What the last build has to do with the next, asked before anything is made."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest

from tests.examples import lay_out
from toolkit.documents.calendars import ShowCancelled
from toolkit.jobs.build import build
from toolkit.jobs.fresh import CANCELLED, Standing, standing_of
from toolkit.jobs.options import Options
from toolkit.jobs.printing import Printed
from toolkit.keeping.manifest import Manifest
from toolkit.model.overruns import Overrun
from toolkit.reading.shelves import Shelves

TODAY = datetime.date(2026, 11, 23)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A programme that prints nothing, and lacks nothing for that."""
    monkeypatch.setattr("toolkit.jobs.build.print_pages", lambda *_values, **_named: Printed(()))
    return lay_out(tmp_path / "small")


def make(folder: Path, cancelled: ShowCancelled | None = None) -> Standing:
    """A whole build as it is asked for; how it stood before."""
    standing = standing_of(folder, shelves=(), cancelled=cancelled)
    shelves = Shelves.open(folder=folder)
    options = Options(cancelled=standing.cancelled)
    build(folder, shelves, options=options, key=standing.key, today=TODAY, progress=lambda _path: None)
    return standing


def test_a_folder_is_fresh_once_it_was_built_and_until_it_changes(folder: Path) -> None:
    assert standing_of(folder, shelves=()).fresh is False
    make(folder)
    assert standing_of(folder, shelves=()).fresh is True
    with (folder / "programme.yaml").open("a", encoding="utf-8") as file:
        file.write("# mine\n")
    assert standing_of(folder, shelves=()).fresh is False


def test_the_day_of_the_first_meeting_is_known_from_the_last_build(folder: Path) -> None:
    assert standing_of(folder, shelves=()).first_day == ""
    make(folder)
    assert standing_of(folder, shelves=()).first_day == "2027-01-19"


def test_what_is_asked_for_otherwise_is_not_there_yet(folder: Path, tmp_path: Path) -> None:
    make(folder)
    assert standing_of(folder, shelves=(), invitations=True).fresh is False
    assert standing_of(folder, shelves=[tmp_path]).fresh is False
    assert standing_of(folder, shelves=(), cancelled="note").fresh is False


def test_cancelled_meetings_stay_as_the_last_build_had_them(folder: Path) -> None:
    assert standing_of(folder, shelves=()).cancelled == "keep"
    make(folder, "drop")
    assert standing_of(folder, shelves=()).cancelled == "drop"
    assert standing_of(folder, shelves=(), cancelled="note").cancelled == "note"
    assert standing_of(folder, shelves=()).fresh is True
    assert get_args(ShowCancelled) == CANCELLED


def test_what_could_not_be_printed_is_told_again_by_its_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run_over = Overrun("P105", "share/pack.pdf", "Fold", 3, 1)
    last = replace(
        Manifest(key="k", inputs={}), boxes={"fonts-x": ("a.md", 1, 2)}, overruns={"share/pack.pdf": (run_over,)}
    )
    monkeypatch.setattr("toolkit.jobs.fresh.read_manifest", lambda _folder: last)
    found = standing_of(tmp_path, shelves=()).problems
    assert [(one.code, one.file, one.line, one.where) for one in found] == [
        ("P104", "a.md", 1, "fonts-x"),
        ("P105", "out/share/pack.pdf", 0, "Fold"),
    ]
