"""`programme update` from the command line: what it says, its exit codes, and that it asks nothing and loses
nothing."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.scaffold.conftest import INNER
from toolkit.cli import run
from toolkit.keeping import journal
from toolkit.scaffold.starter import starter_files

NOW = ("--now", "2026-11-23")


@pytest.fixture(autouse=True)
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A shelf with the template `mine`; its folder."""
    place = tmp_path / "shelf" / "programmes" / "mine"
    for path, data in starter_files("mine").items():
        (place / path).parent.mkdir(parents=True, exist_ok=True)
        (place / path).write_bytes(data)
    monkeypatch.setenv("PROGRAMME_SHELF", str(tmp_path / "shelf"))
    monkeypatch.chdir(tmp_path)
    return place


@pytest.fixture
def folder(tmp_path: Path, shelf: Path) -> Path:
    assert run(["new", "oxford", "--template", "mine", "--into", "ours", "-q", *NOW]) == 0
    return tmp_path / "ours"


def everything(folder: Path) -> dict[str, bytes]:
    found = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    return {path: data for path, data in found.items() if path != ".programme/lock"}


def append(path: Path, text: str) -> None:
    path.write_text(path.read_text("utf-8") + text, "utf-8")


def clash(folder: Path, shelf: Path) -> None:
    append(folder / "sessions/01-three-passes.md", "\nMine.\n")
    append(shelf / INNER / "sessions/01-three-passes.md", "\nTheirs.\n")


def test_nothing_new_is_told_and_nothing_changes(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = everything(folder)
    capsys.readouterr()
    assert run(["update", "ours"]) == 0
    shown = capsys.readouterr()
    assert (shown.out, "Nothing to do" in shown.err) == ("", True)
    assert everything(folder) == before


def test_a_newer_template_arrives_and_an_edit_stays(
    folder: Path, shelf: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    append(folder / "programme.yaml", "# Mine.\n")
    append(shelf / INNER / "sessions/02-referee.md", "\nTheirs.\n")
    assert run(["-C", "ours", "update"]) == 0
    assert capsys.readouterr().out.split("\n")[-2] == "change    sessions/02-referee.md"
    assert (folder / "programme.yaml").read_text("utf-8").endswith("# Mine.\n")
    assert (folder / "sessions/02-referee.md").read_text("utf-8").endswith("\nTheirs.\n")


def test_a_clash_is_told_once_with_exit_code_4(folder: Path, shelf: Path, capsys: pytest.CaptureFixture[str]) -> None:
    clash(folder, shelf)
    capsys.readouterr()
    assert run(["update", "ours"]) == 4
    assert (
        "conflict  sessions/01-three-passes.md  (yours stays; the template's is incoming/sessions/01-three-passes.md)"
        in capsys.readouterr().out
    )
    assert (folder / "sessions/01-three-passes.md").read_text("utf-8").endswith("Mine.\n")
    assert run(["update", "ours"]) == 0
    shown = capsys.readouterr()
    assert (shown.out, "Still waiting for you: incoming/sessions/01-three-passes.md" in shown.err) == ("", True)
    (folder / "incoming/sessions/01-three-passes.md").unlink()
    assert run(["update", "ours"]) == 0
    assert "Still waiting" not in capsys.readouterr().err


def test_a_dry_run_says_the_same_and_writes_nothing(
    folder: Path, shelf: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    clash(folder, shelf)
    before = everything(folder)
    capsys.readouterr()
    assert run(["update", "ours", "--dry-run", "--json"]) == 4
    data = json.loads(capsys.readouterr().out)
    assert everything(folder) == before
    path = "sessions/01-three-passes.md"
    assert data["files"] == [{"path": path, "state": "conflict", "incoming": f"incoming/{path}", "becomes": None}]
    assert (data["version"], data["dry_run"], data["conflicts"], data["template"]["name"]) == (1, True, 1, "mine")


def test_meetings_that_the_new_template_moves_are_named(
    folder: Path, shelf: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    curriculum = shelf / INNER / "curriculum.yaml"
    text, referee = curriculum.read_text("utf-8"), shelf / INNER / "sessions/02-referee.md"
    assert "[three-passes, referee]" in text
    curriculum.write_text(text.replace("[three-passes, referee]", "[referee, three-passes]"), "utf-8")
    assert run(["update", "ours"]) == 1
    shown = capsys.readouterr().err
    assert "P043" in shown
    assert "Nothing was written" in shown
    referee.write_text(referee.read_text("utf-8").replace("needs: [three-passes]\n", ""), "utf-8")
    capsys.readouterr()
    assert run(["update", "ours", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)["meetings"]
    assert [meeting["changes"] for meeting in found] == [["moved"], ["moved"]]
    assert all("moved from" in " ".join(meeting["words"]) for meeting in found)


def test_a_template_that_moved_is_found_where_one_says(
    folder: Path, shelf: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    moved = Path(shutil.move(shelf, tmp_path / "elsewhere"))
    assert run(["update", "ours"]) == 2
    assert "mine" in capsys.readouterr().err
    append(moved / INNER / "sessions/02-referee.md", "\nTheirs.\n")
    assert run(["update", "ours", "--template", "./elsewhere"]) == 0
    assert run(["update", "ours"]) == 0
    assert "Nothing to do" in capsys.readouterr().err


def test_a_template_at_a_git_address_is_followed(shelf: Path, tmp_path: Path) -> None:
    def git(*words: str) -> None:
        subprocess.run(
            ["git", "-C", str(shelf), "-c", "user.name=x", "-c", "user.email=x@example.org", *words],
            check=True,
            capture_output=True,
        )

    git("init", "-q")
    git("add", "-A")
    git("commit", "-qm", "one")
    git("branch", "steady")
    assert (
        run(["new", "oxford", "--template", f"file://{shelf}", "--checkout", "steady", "--into", "ours", "-q", *NOW])
        == 0
    )
    append(shelf / INNER / "sessions/02-referee.md", "\nTheirs.\n")
    git("commit", "-qam", "two")
    assert run(["update", "ours"]) == 0
    assert not (tmp_path / "ours/sessions/02-referee.md").read_text("utf-8").endswith("Theirs.\n")
    git("branch", "-f", "steady")
    assert run(["update", "ours"]) == 0
    assert (tmp_path / "ours/sessions/02-referee.md").read_text("utf-8").endswith("\nTheirs.\n")


def test_a_template_that_is_not_only_data_is_refused(folder: Path, shelf: Path) -> None:
    (shelf / "hooks").mkdir()
    (shelf / "hooks/post_gen_project.py").write_text("raise SystemExit")
    before = everything(folder)
    assert run(["update", "ours"]) == 1
    assert everything(folder) == before


def test_a_folder_that_new_did_not_make_has_no_template(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    (tmp_path / "other/programme.yaml").write_text("key: x\n")
    assert run(["update", "other"]) == 2


NOW = ("--now", "2027-01-11T10:00")


@pytest.mark.parametrize("step", ["write_files", "_finish"])
def test_an_update_that_is_cut_off_is_finished_by_the_next_run(
    folder: Path, shelf: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    """Before the journal stands nothing has happened; behind it everything does."""
    clash(folder, shelf)
    append(shelf / INNER / "sessions/02-referee.md", "\nTheirs.\n")
    whole = Path(shutil.copytree(folder, tmp_path / "whole"))
    before = everything(folder)
    assert run(["update", "whole", *NOW]) == 4

    def cut(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(journal, step, cut)
        assert run(["update", "ours", *NOW]) == 130
    if step == "write_files":
        assert everything(folder) == before
    assert run(["update", "ours", *NOW]) == 4
    assert everything(folder) == everything(whole)
    assert run(["update", "ours", *NOW]) == 0
