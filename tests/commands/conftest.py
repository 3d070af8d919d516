"""Folders to work in: the small example, and an empty one."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.examples import lay_out
from toolkit.scaffold.starter import starter_files


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = lay_out(tmp_path / "small")
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in, with a shelf that has the template `mine`."""
    shelf = tmp_path / "shelf"
    for path, data in starter_files("mine").items():
        place = shelf / "programmes" / "mine" / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
    monkeypatch.setenv("PROGRAMME_SHELF", str(shelf))
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder
