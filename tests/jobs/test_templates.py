"""A small template is made in a new folder, once, and never over something else."""

from __future__ import annotations

from pathlib import Path

import pytest

from toolkit.jobs.templates import find_offer, make_starter, on_shelves
from toolkit.problems import WouldOverwrite, WrongUsage
from toolkit.reading.shelves import Shelves


def test_a_starter_is_made_once_and_is_there_afterwards(tmp_path: Path) -> None:
    made = make_starter(tmp_path, "mine", dry_run=False)
    assert (made.key, made.there) == ("mine", False)
    files = [path for path in (tmp_path / "mine").rglob("*") if path.is_file()]
    assert {path.relative_to(tmp_path / "mine").as_posix(): path.read_bytes() for path in files} == made.files
    again = make_starter(tmp_path, "mine", dry_run=False)
    assert (again.key, again.files, again.there) == (made.key, made.files, True)


def test_a_dry_run_makes_nothing(tmp_path: Path) -> None:
    assert make_starter(tmp_path, "mine", dry_run=True).files
    assert list(tmp_path.iterdir()) == []


def test_a_starter_takes_an_empty_folder_and_nobody_elses(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert not make_starter(tmp_path, "empty", dry_run=False).there
    (tmp_path / "file").write_bytes(b"x")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "x").write_bytes(b"x")
    for name in ("file", "full"):
        with pytest.raises(WouldOverwrite, match=name):
            make_starter(tmp_path, name, dry_run=False)
    next((tmp_path / "empty").rglob("*.*")).write_bytes(b"edited")
    with pytest.raises(WouldOverwrite):
        make_starter(tmp_path, "empty", dry_run=False)


def test_a_name_that_is_no_key_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WrongUsage, match="P039"):
        make_starter(tmp_path, "No Key!", dry_run=False)


def test_something_on_a_shelf_is_found_by_its_name_or_with_its_kind(tmp_path: Path) -> None:
    found = on_shelves(Shelves.open(folder=tmp_path))
    first = found[0]
    assert find_offer(found, first.name).name == first.name
    assert find_offer(found, f"{first.kind}/{first.name}") == first
    with pytest.raises(WrongUsage, match="P101"):
        find_offer(found, "nowhere")
