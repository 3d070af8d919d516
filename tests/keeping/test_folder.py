"""Files are written whole or not at all, never through a link, and one run at a time."""

import errno
import os
import signal
import stat
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from toolkit.keeping import writing
from toolkit.keeping.folder import create_folder, write_log
from toolkit.keeping.journal import locked
from toolkit.keeping.writing import remove_files, write_files
from toolkit.problems import ProblemsFound, WouldOverwrite

ROOT = Path(__file__).resolve().parents[2]


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


def test_what_a_killed_run_left_beside_its_folder_is_taken_away_by_the_next(tmp_path: Path) -> None:
    program = (
        "import os, signal, sys\nfrom pathlib import Path\nfrom toolkit.keeping.folder import create_folder\n"
        "os.replace = lambda *_: os.kill(os.getpid(), signal.SIGKILL)\n"
        "create_folder(Path(sys.argv[1]) / 'new', {'a.txt': b'x'})"
    )
    done = subprocess.run([sys.executable, "-c", program, str(tmp_path)], cwd=ROOT, check=False)
    assert done.returncode == -signal.SIGKILL
    assert [path.name[:15] for path in tmp_path.iterdir()] == [".programme-new-"]
    (tmp_path / ".programme-notes").mkdir()
    create_folder(tmp_path / "new", {"a.txt": b"x"})
    assert sorted(path.name for path in tmp_path.iterdir()) == [".programme-notes", "new"]


def test_a_run_at_work_beside_another_keeps_its_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.replace

    def meanwhile(source: str, target: Path) -> None:
        monkeypatch.setattr(os, "replace", real)
        create_folder(tmp_path / "second", {"b.txt": b"y"})
        real(source, target)

    monkeypatch.setattr(os, "replace", meanwhile)
    create_folder(tmp_path / "first", {"a.txt": b"x"})
    assert sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.*")) == [
        "first/a.txt",
        "second/b.txt",
    ]


def test_removing_takes_empty_folders_along(tmp_path: Path) -> None:
    write_files(tmp_path, {"out/share/a/b.txt": b"x", "out/share/c.txt": b"x"})
    remove_files(tmp_path, ["out/share/a/b.txt"])
    assert sorted(path.name for path in (tmp_path / "out/share").iterdir()) == ["c.txt"]


def test_of_two_runs_that_make_one_folder_the_later_leaves_it_to_the_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "programme"
    written = write_files

    def meanwhile(root: Path, files: Mapping[str, bytes]) -> None:
        written(root, files)
        place.mkdir()
        (place / "a").write_bytes(b"first")

    monkeypatch.setattr("toolkit.keeping.folder.write_files", meanwhile)
    with pytest.raises(WouldOverwrite, match="Another run made"):
        create_folder(place, {"a": b"second"})
    assert (place / "a").read_bytes() == b"first"
    assert [path.name for path in tmp_path.iterdir()] == ["programme"]


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


def test_a_log_is_for_its_owner_alone_and_in_utf_8(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    log = Path(write_log("Zoë\n"))
    assert (log.parent, log.name[:10], log.suffix) == (tmp_path, "programme-", ".log")
    assert log.read_text("utf-8") == "Zoë\n"
    assert stat.S_IMODE(log.stat().st_mode) == 0o600
