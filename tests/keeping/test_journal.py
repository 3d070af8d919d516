"""A change of several files is made as one: all of it or nothing, whatever cuts it off; what was edited since stays."""

import os
import stat
from pathlib import Path

import pytest

from toolkit.keeping.journal import JOURNAL, apply_files, locked, recover
from toolkit.keeping.writing import write_files
from toolkit.problems import WouldOverwrite


class Killed(BaseException):
    """Stands for the end of the process: nothing of ours is run after it."""


def cut_off(monkeypatch: pytest.MonkeyPatch, *, after: int) -> None:
    """The process dies at the rename with this number."""
    done = []
    replace = os.replace

    def replace_or_die(old: str, new: str) -> None:
        done.append(new)
        if len(done) > after:
            raise Killed
        replace(old, new)

    monkeypatch.setattr(os, "replace", replace_or_die)


def contents(root: Path) -> dict[str, bytes]:
    """The files outside `.programme/`."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and ".programme" not in path.parts
    }


BEFORE = {"a.yaml": b"a", "people/b.csv": b"b", "old.txt": b"old"}


AFTER = {"a.yaml": b"A", "people/b.csv": b"B", "new/c.txt": b"C"}


@pytest.mark.parametrize("after", range(6))
def test_a_change_of_several_files_that_was_cut_off_is_finished_or_was_never_begun(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    write_files(tmp_path, BEFORE)
    (tmp_path / ".programme").mkdir()
    with monkeypatch.context() as patch:
        cut_off(patch, after=after)
        try:
            apply_files(tmp_path, AFTER, removed=["old.txt"])
        except Killed:
            assert after < 4
    begun = (tmp_path / JOURNAL).exists() or after >= 4
    with locked(tmp_path):
        assert contents(tmp_path) == (AFTER if begun else BEFORE)
    assert not (tmp_path / JOURNAL).exists()


def test_an_edit_made_after_a_cut_off_change_stays_and_the_new_file_waits_beside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_files(tmp_path, BEFORE)
    (tmp_path / ".programme").mkdir()
    with monkeypatch.context() as patch, pytest.raises(Killed):
        cut_off(patch, after=2)
        apply_files(tmp_path, AFTER, removed=["old.txt"])
    (tmp_path / "people/b.csv").write_bytes(b"mine")
    with pytest.raises(WouldOverwrite, match=r"people/b\.csv"):
        recover(tmp_path)
    assert contents(tmp_path) == {**AFTER, "people/b.csv": b"mine", "people/incoming/b.csv": b"B"}
    recover(tmp_path)
    with locked(tmp_path):
        pass


def test_nothing_is_changed_when_one_file_of_a_change_cannot_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_files(tmp_path, BEFORE)
    (tmp_path / ".programme").mkdir()
    calls = []

    def fail(_handle: int) -> None:
        calls.append(1)
        if len(calls) == 3:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="No space"):
        apply_files(tmp_path, AFTER, removed=["old.txt"])
    assert contents(tmp_path) == BEFORE


def test_a_change_of_one_file_is_made_and_told(tmp_path: Path) -> None:
    write_files(tmp_path, BEFORE)
    assert apply_files(tmp_path, {}, removed=["old.txt", "gone.txt"]) == ("old.txt",)
    assert apply_files(tmp_path, {"a.yaml": b"A", "people/b.csv": b"b"}) == ("a.yaml",)
    assert contents(tmp_path) == {"a.yaml": b"A", "people/b.csv": b"b"}
    assert apply_files(tmp_path, {"a.yaml": b"A"}) == ()


def test_files_of_a_change_are_read_by_those_who_may(tmp_path: Path) -> None:
    apply_files(tmp_path, {"a.txt": b"x", "people/p.csv": b"x"})
    modes = {path: stat.S_IMODE((tmp_path / path).stat().st_mode) for path in ("a.txt", "people/p.csv")}
    assert modes == {"a.txt": 0o644, "people/p.csv": 0o600}
