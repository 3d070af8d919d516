"""`programme new` in a folder where something is already: no edit is taken away, and a fault leaves nothing half."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.commands.new_here import everything, made, new
from toolkit.cli import run

pytestmark = pytest.mark.usefixtures("here")


def test_a_second_time_changes_nothing_at_all(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    new("oxford", "--template", "mine")
    before = {path: (path.stat().st_mtime_ns, path.is_dir() or path.read_bytes()) for path in here.rglob("*")}
    assert run(["new", "oxford", "--template", "mine", "--now", "2026-12-24"]) == 0
    assert {path: (path.stat().st_mtime_ns, path.is_dir() or path.read_bytes()) for path in here.rglob("*")} == before
    assert "Nothing to do" in capsys.readouterr().out


def test_edits_and_deletions_survive_and_are_named(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    new("oxford", "--template", "mine")
    folder = here / "oxford-mine-ht27"
    (folder / "programme.yaml").write_text("mine\n")
    (folder / "people" / "participants.csv").write_text("id,name\np1,Ada\n")
    (folder / "README.md").unlink()
    before = everything(here)
    capsys.readouterr()
    assert new("oxford", "--template", "mine") == 0
    assert everything(here) == before
    shown = capsys.readouterr().out
    assert "programme.yaml" in next(line for line in shown.split("\n") if line.startswith("Kept"))


def test_other_answers_for_the_same_folder_are_refused(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    new("oxford", "--template", "mine")
    before = everything(here)
    assert new("oxford", "--template", "mine", "--people", "9") == 4
    assert everything(here) == before
    assert "people: 8, now 9" in capsys.readouterr().err


def test_a_folder_with_something_else_in_it_is_left_alone(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "x").mkdir()
    (here / "x" / "README.md").write_text("mine")
    before = everything(here)
    assert new("oxford", "--template", "mine", "--into", "x") == 4
    assert everything(here) == before
    assert "README.md" in capsys.readouterr().err


def test_a_dry_run_shows_what_is_in_the_way(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "x").mkdir()
    (here / "x" / "README.md").write_text("mine")
    assert new("oxford", "--template", "mine", "--into", "x", "--dry-run") == 4
    assert "conflict  README.md" in capsys.readouterr().out


def test_a_file_in_place_of_the_folder_is_left_alone(here: Path) -> None:
    (here / "x").write_text("mine")
    assert new("oxford", "--template", "mine", "--into", "x") == 4
    assert (here / "x").read_text() == "mine"


def test_files_that_are_not_in_the_way_may_be_there(here: Path) -> None:
    (here / "x").mkdir()
    (here / "x" / "notes.txt").write_text("mine")
    assert new("oxford", "--template", "mine", "--into", "x") == 0
    assert (here / "x" / "notes.txt").read_text() == "mine"
    assert made(here / "x").settings.city == "oxford"


def test_a_run_that_was_cut_off_is_finished_by_the_next(here: Path) -> None:
    new("oxford", "--template", "mine", "--into", "whole")
    new("oxford", "--template", "mine", "--into", "half")
    for name in (".programme/origin.yaml", "cohorts.yaml", "people/rooms.csv"):
        (here / "half" / name).unlink()
    assert new("oxford", "--template", "mine", "--into", "half") == 0
    lock = {".programme/lock": b""}
    assert everything(here / "half") | lock == everything(here / "whole") | lock


def test_a_dry_run_lists_every_file_and_writes_none(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert new("oxford", "--template", "mine", "--into", "x", "--dry-run") == 0
    assert "create    sessions/02-referee.md" in capsys.readouterr().out
    assert everything(here) == {}
    new("oxford", "--template", "mine", "--into", "x")
    (here / "x" / "curriculum.yaml").write_text("mine")
    capsys.readouterr()
    new("oxford", "--template", "mine", "--into", "x", "--dry-run")
    shown = capsys.readouterr().out
    assert "keep      curriculum.yaml" in shown
    assert "same      programme.yaml" in shown


def test_a_full_disk_or_a_locked_folder_leaves_nothing(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_arguments: object) -> None:
        raise OSError(28, "No space left on device", "x/people/rooms.csv")

    monkeypatch.setattr(os, "replace", full)
    assert new("oxford", "--template", "mine", "--into", "x") == 3
    assert list(here.iterdir()) == []
