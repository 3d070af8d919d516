"""Files are written whole or not at all, never through a link, and one run at a time."""

import os
import stat
from pathlib import Path

import pytest

from toolkit.outputs.folder import create_folder, locked, remove_files, write_files
from toolkit.problems import ProblemsFound, WouldOverwrite


def test_a_file_appears_whole_and_a_same_one_keeps_its_time(tmp_path: Path) -> None:
    write_files(tmp_path, {"out/share/a.txt": b"one"})
    os.utime(tmp_path / "out/share/a.txt", (1, 1))
    write_files(tmp_path, {"out/share/a.txt": b"one"})
    assert (tmp_path / "out/share/a.txt").stat().st_mtime == 1
    write_files(tmp_path, {"out/share/a.txt": b"two"})
    assert (tmp_path / "out/share/a.txt").read_bytes() == b"two"
    assert sorted(path.name for path in (tmp_path / "out/share").iterdir()) == ["a.txt"]


def test_only_the_owner_reads_what_is_private(tmp_path: Path) -> None:
    write_files(tmp_path, {"out/private/a.txt": b"x", "people/p.csv": b"x", "out/share/b.txt": b"x"})
    modes = {name: stat.S_IMODE((tmp_path / name).stat().st_mode) for name in ("out/private/a.txt", "people/p.csv", "out/share/b.txt")}
    assert modes == {"out/private/a.txt": 0o600, "people/p.csv": 0o600, "out/share/b.txt": 0o644}


def test_nothing_is_written_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    folder = tmp_path / "programme"
    folder.mkdir()
    (folder / "out").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(ProblemsFound) as found:
        write_files(folder, {"first.txt": b"x", "out/a.txt": b"x"})
    assert [problem.code for problem in found.value.problems] == ["P004"]
    assert list((tmp_path / "elsewhere").iterdir()) == []
    assert not (folder / "first.txt").exists()


def test_a_failed_write_leaves_the_old_file_and_no_leftover(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_files(tmp_path, {"a.txt": b"old"})

    def fail(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="No space"):
        write_files(tmp_path, {"a.txt": b"new"})
    assert (tmp_path / "a.txt").read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


def test_a_new_folder_is_there_with_everything_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    create_folder(tmp_path / "new", {"a/b.txt": b"x"})
    assert (tmp_path / "new/a/b.txt").read_bytes() == b"x"
    with pytest.raises(WouldOverwrite):
        create_folder(tmp_path / "new", {"a/b.txt": b"y"})

    def fail(_source: object, _target: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(OSError, match="Input/output"):
        create_folder(tmp_path / "other", {"a.txt": b"x"})
    assert sorted(path.name for path in tmp_path.iterdir()) == ["new"]


def test_a_second_run_is_turned_away_and_the_lock_is_free_afterwards(tmp_path: Path) -> None:
    with locked(tmp_path), pytest.raises(WouldOverwrite), locked(tmp_path):
        pass
    with locked(tmp_path):
        pass


def test_leftovers_of_a_run_that_was_cut_off_go_away(tmp_path: Path) -> None:
    (tmp_path / "out/share").mkdir(parents=True)
    (tmp_path / "out/share/.programme-abc").write_bytes(b"half")
    with locked(tmp_path):
        assert list((tmp_path / "out/share").iterdir()) == []


def test_removing_takes_empty_folders_along(tmp_path: Path) -> None:
    write_files(tmp_path, {"out/share/a/b.txt": b"x", "out/share/c.txt": b"x"})
    remove_files(tmp_path, ["out/share/a/b.txt"])
    assert sorted(path.name for path in (tmp_path / "out/share").iterdir()) == ["c.txt"]
