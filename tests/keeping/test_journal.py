"""Several files change as one, whenever a run is cut off, and one run at a time."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path
from typing import Any

import pytest

from toolkit.keeping.journal import JOURNAL, apply_files, incoming, locked, recover
from toolkit.keeping.writing import write_files
from toolkit.problems import ProblemsFound, WouldOverwrite
from toolkit.reading.files import ABSENT
from toolkit.reading.hashing import digest


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


def test_what_was_cut_off_is_finished_once_and_says_what_it_did(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_files(tmp_path, BEFORE)
    (tmp_path / ".programme").mkdir()
    with monkeypatch.context() as patch, pytest.raises(Killed):
        cut_off(patch, after=1)
        apply_files(tmp_path, AFTER, removed=["old.txt"], did="move")
    assert recover(tmp_path) == "move"
    assert contents(tmp_path) == AFTER
    assert recover(tmp_path) == ""


def test_a_file_waits_beside_the_organisers_own_and_that_of_people_with_the_people() -> None:
    assert incoming("sessions/01.md") == "incoming/sessions/01.md"
    assert incoming("people/a.csv") == "people/incoming/a.csv"


def journal(root: Path, *steps: tuple[str, str, str, str]) -> None:
    write_files(root, {JOURNAL: json.dumps({"did": "x", "steps": steps}).encode()})


@pytest.mark.parametrize(
    "step",
    [
        ("../out.txt", "../.programme-x", ABSENT, digest(b"x")),
        ("/a", "/.programme-x", ABSENT, digest(b"x")),
        ("a", "b/.programme-x", ABSENT, digest(b"x")),
        ("a", "notes", ABSENT, digest(b"x")),
        ("a", "", ABSENT, digest(b"x")),
        (JOURNAL, ".programme/.programme-x", ABSENT, digest(b"x")),
    ],
)
def test_a_journal_of_a_stranger_is_not_followed(tmp_path: Path, step: tuple[str, str, str, str]) -> None:
    write_files(tmp_path, {"a": b"mine", "notes": b"mine", "b/.programme-x": b"theirs"})
    before = contents(tmp_path)
    journal(tmp_path, step)
    with pytest.raises(ProblemsFound) as found, locked(tmp_path):
        pass
    assert [(problem.file, problem.code) for problem in found.value.problems] == [(JOURNAL, "P005")]
    assert contents(tmp_path) == before


@pytest.mark.parametrize("text", ["", "[]", "{", '{"steps": []}', '{"did": "x", "steps": [["a"]]}'])
def test_a_damaged_journal_stops_the_next_run(tmp_path: Path, text: str) -> None:
    write_files(tmp_path, {JOURNAL: text.encode()})
    with pytest.raises(ProblemsFound):
        recover(tmp_path)
    assert (tmp_path / JOURNAL).read_text() == text


def test_nothing_is_locked_or_changed_through_a_link(tmp_path: Path) -> None:
    root, outside = tmp_path / "programme", tmp_path / "outside"
    (root / ".programme").mkdir(parents=True)
    outside.write_bytes(b"mine")
    (root / ".programme" / "lock").symlink_to(outside)
    with pytest.raises(ProblemsFound), locked(root):
        pass
    (root / "linked").symlink_to(outside)
    for change in ({"files": {"linked": b"x", "b": b"x"}}, {"files": {"b": b"x"}, "removed": ["linked"]}):
        arguments: dict[str, Any] = change
        with pytest.raises(ProblemsFound):
            apply_files(root, **arguments)
    assert (outside.read_bytes(), (root / "b").exists()) == (b"mine", False)


def test_only_leftovers_of_ours_are_swept_and_never_through_a_link(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.write_bytes(b"mine")
    root = tmp_path / "programme"
    kept = [".git/.programme-x", "out/notes"]
    write_files(root, dict.fromkeys([*kept, "out/.parts/.programme-x", ".programme/.programme-x"], b"x"))
    (root / "out/.programme-link").symlink_to(outside)
    with locked(root):
        assert sorted(path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()) == [
            ".git/.programme-x",
            ".programme/lock",
            "out/.programme-link",
            "out/notes",
        ]
    assert outside.read_bytes() == b"mine"
