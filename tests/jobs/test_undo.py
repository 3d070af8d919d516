"""The last action is taken back, to the byte, and what was edited since stays."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.jobs.small_folder import NOW, dates, done, small_folder
from toolkit.jobs.change_requests import Cancel
from toolkit.jobs.undo import last_done, undo
from toolkit.problems import WouldOverwrite, WrongUsage
from toolkit.reading.shelves import Shelves


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The small programme."""
    return small_folder(tmp_path)


def test_what_was_recorded_is_taken_back_to_the_byte_and_only_once(folder: Path) -> None:
    before = (folder / "changes.yaml").read_bytes()
    done(folder, Cancel("race", "shift"))
    assert undo(folder, Shelves.open(folder=folder), now=NOW).did == "cancel race --then shift"
    assert (folder / "changes.yaml").read_bytes() == before
    with pytest.raises(WrongUsage, match="nothing to undo"):
        undo(folder, Shelves.open(folder=folder), now=NOW)


def test_what_was_edited_since_stays(folder: Path) -> None:
    done(folder, Cancel("race", "shift"))
    path = folder / "changes.yaml"
    path.write_text("# mine\n" + path.read_text("utf-8"), "utf-8")
    undo(folder, Shelves.open(folder=folder), now=NOW)
    assert path.read_text("utf-8").startswith("# mine\n")
    assert dates(folder) == ["01-19", "01-28", "02-09"]


def test_an_edit_of_the_same_lines_is_refused_once_with_the_lines_as_they_were_and_as_they_are(folder: Path) -> None:
    done(folder, Cancel("race", "shift"))
    path = folder / "changes.yaml"
    recorded = path.read_text("utf-8")
    (line,) = [line for line in recorded.splitlines() if "cancelled:" in line]
    path.write_text(recorded.replace(line, line.replace("shift", "drop") + "  # " + "x" * 500), "utf-8")
    with pytest.raises(WouldOverwrite) as refused:
        undo(folder, Shelves.open(folder=folder), now=NOW)
    told = str(refused.value).splitlines()
    assert told[1] == "changes.yaml"
    assert f"  was: {line}" in told
    (is_now,) = [words for words in told if "drop" in words]
    assert is_now.startswith("  is:  ") and is_now.endswith("x…") and len(is_now) < 180
    path.write_text(recorded, "utf-8")
    assert undo(folder, Shelves.open(folder=folder), now=NOW).did == "cancel race --then shift"


@pytest.mark.parametrize("mailed", [True, False])
def test_that_people_were_told_since_is_said(folder: Path, mailed: bool) -> None:
    done(folder, Cancel("race", "shift"))
    if mailed:
        (folder / ".programme" / "mailed").mkdir()
        (folder / ".programme" / "mailed" / "01.json").write_text("{}", "utf-8")
    assert undo(folder, Shelves.open(folder=folder), now=NOW).told_since is mailed


def test_what_an_undo_would_take_back_is_known_before(folder: Path) -> None:
    assert last_done(folder) is None
    done(folder, Cancel("race", "shift"))
    last = last_done(folder)
    assert last is not None
    assert last.did == "cancel race --then shift"


def test_nobody_was_mailed_where_nothing_was(folder: Path) -> None:
    done(folder, Cancel("race", "shift"))
    assert undo(folder, Shelves.open(folder=folder), now=NOW).mailed == ()


def test_of_lines_that_were_taken_out_it_says_that_nothing_is_there(folder: Path) -> None:
    done(folder, Cancel("race", "shift"))
    (folder / "changes.yaml").write_bytes(b"")
    with pytest.raises(WouldOverwrite) as refused:
        undo(folder, Shelves.open(folder=folder), now=NOW)
    told = str(refused.value).splitlines()
    assert told[-1] == "  is:  (nothing)"
