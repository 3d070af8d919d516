"""A folder is opened the same way by every face."""

from __future__ import annotations

from pathlib import Path

import pytest

from toolkit.jobs.folder import finish_cut_off, open_shelves
from toolkit.keeping import journal


def test_where_nothing_was_cut_off_there_is_nothing_to_finish(tmp_path: Path) -> None:
    assert finish_cut_off(tmp_path) == ""
    assert list(tmp_path.iterdir()) == []


def test_what_was_cut_off_is_finished_and_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a.yaml", "b.yaml"):
        (tmp_path / name).write_text("old", "utf-8")

    def dies(*_values: object, **_named: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(journal, "_finish", dies)
        with pytest.raises(KeyboardInterrupt):
            journal.apply_files(tmp_path, {"a.yaml": b"new", "b.yaml": b"new"}, did="it")
    assert finish_cut_off(tmp_path) == "it"
    assert [(tmp_path / name).read_text("utf-8") for name in ("a.yaml", "b.yaml")] == ["new", "new"]
    assert finish_cut_off(tmp_path) == ""


def test_the_folder_and_what_is_named_come_before_what_ships(tmp_path: Path) -> None:
    names = [shelf.name for shelf in open_shelves(tmp_path, extra=[tmp_path / "mine"]).shelves]
    assert (names[:2], names[-1]) == (["this folder", str(tmp_path / "mine")], "shipped")
    assert "this folder" not in [shelf.name for shelf in open_shelves().shelves]
