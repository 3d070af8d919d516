"""Files are written whole or not at all, never through a link, and read by those who may."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest

from toolkit.keeping import writing
from toolkit.keeping.writing import remove_files, write_files
from toolkit.problems import ProblemsFound


def test_a_file_appears_whole_and_a_same_one_keeps_its_time(tmp_path: Path) -> None:
    write_files(tmp_path, {"out/share/a.txt": b"one"})
    os.utime(tmp_path / "out/share/a.txt", (1, 1))
    write_files(tmp_path, {"out/share/a.txt": b"one"})
    assert (tmp_path / "out/share/a.txt").stat().st_mtime == 1
    write_files(tmp_path, {"out/share/a.txt": b"two"})
    assert (tmp_path / "out/share/a.txt").read_bytes() == b"two"
    assert sorted(path.name for path in (tmp_path / "out/share").iterdir()) == ["a.txt"]


@pytest.mark.parametrize("most", [0, 3, 1000])
def test_files_that_wait_are_the_same_in_memory_and_on_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr(writing, "MOST_WAITING", most)
    waiting = writing.Waiting(tmp_path)
    waiting["a"], waiting["b"], waiting["c"] = b"first", b"", b"third"
    waiting["a"] = b"again"
    assert waiting.pop("c") == b"third"
    assert dict(waiting) == {"a": b"again", "b": b""}
    assert list(tmp_path.iterdir()) == []


def test_only_the_owner_reads_what_is_private(tmp_path: Path) -> None:
    write_files(tmp_path, {"out/private/a.txt": b"x", "people/p.csv": b"x", "out/share/b.txt": b"x"})
    modes = {
        name: stat.S_IMODE((tmp_path / name).stat().st_mode)
        for name in ("out/private/a.txt", "people/p.csv", "out/share/b.txt")
    }
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


def test_removing_takes_empty_folders_along(tmp_path: Path) -> None:
    write_files(tmp_path, {"out/share/a/b.txt": b"x", "out/share/c.txt": b"x"})
    remove_files(tmp_path, ["out/share/a/b.txt"])
    assert sorted(path.name for path in (tmp_path / "out/share").iterdir()) == ["c.txt"]


@pytest.mark.parametrize("call", ["fsync", "read"])
def test_a_disk_that_fails_names_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str) -> None:
    def fails(*_given: object) -> bytes:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    (tmp_path / "a.txt").write_bytes(b"one")
    if call == "fsync":
        monkeypatch.setattr(os, "fsync", fails)
    else:
        monkeypatch.setattr(Path, "read_bytes", fails)
    with pytest.raises(OSError, match=r"Input/output") as failed:
        write_files(tmp_path, {"a.txt": b"two"})
    assert failed.value.filename == str(tmp_path / "a.txt")


def test_what_is_removed_may_be_gone_and_its_empty_folders_go_up_to_the_root(tmp_path: Path) -> None:
    root = tmp_path / "programme"
    write_files(root, {"a/b/c.txt": b"x"})
    remove_files(root, ["a/b/c.txt", "a/b/gone.txt"])
    assert list(tmp_path.iterdir()) == [root]
    assert list(root.iterdir()) == []
    outside = tmp_path / "outside.txt"
    outside.write_bytes(b"x")
    with pytest.raises(ProblemsFound):
        remove_files(root, ["../outside.txt"])
    assert outside.exists()


def test_folders_of_what_is_private_are_closed_to_others(tmp_path: Path) -> None:
    write_files(tmp_path, {"out/private/a/b.txt": b"x", "out/share/b.txt": b"x"})
    modes = {path: stat.S_IMODE((tmp_path / path).stat().st_mode) for path in ("out/private", "out/private/a")}
    assert modes == {"out/private": 0o700, "out/private/a": 0o700}
    assert stat.S_IMODE((tmp_path / "out/share").stat().st_mode) & 0o700 == 0o700


def test_an_error_of_the_system_names_the_file_that_was_to_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_handle: object, _mode: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "chmod", fail)
    with pytest.raises(OSError, match="No space") as found:
        write_files(tmp_path, {"a.txt": b"new"})
    assert found.value.filename == str(tmp_path / "a.txt")
    assert list(tmp_path.iterdir()) == []
