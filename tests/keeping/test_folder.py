"""A new folder is there with everything or not at all, and no run takes another's."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from toolkit.keeping.folder import create_folder, write_log
from toolkit.keeping.writing import write_files
from toolkit.problems import WouldOverwrite

ROOT = Path(__file__).resolve().parents[2]


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


def test_a_log_is_for_its_owner_alone_and_in_utf_8(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    log = Path(write_log("Zoë\n"))
    assert (log.parent, log.name[:10], log.suffix) == (tmp_path, "programme-", ".log")
    assert log.read_text("utf-8") == "Zoë\n"
    assert stat.S_IMODE(log.stat().st_mode) == 0o600
