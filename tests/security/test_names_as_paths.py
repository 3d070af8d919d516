"""No name, and no record of a stranger's folder, leads out of the programme folder or into what is not ours to
write."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.security.attacks import edit, say
from tests.security.records import record
from toolkit.keeping import history, manifest, writing
from toolkit.keeping import journal as journals
from toolkit.keeping.journal import locked
from toolkit.keeping.writing import write_files
from toolkit.problems import ProblemsFound
from toolkit.reading.own.own_records import is_own_path

pytestmark = pytest.mark.usefixtures("without_pdfs")


OUT = [
    "../x",
    "/etc/x",
    "a/../../x",
    "",
    ".",
    "..",
    "a//b",
    "a/",
    "C:/x",
    "C:\\x",
    "a\\..\\b",
    "a\nb",
    ".git/config",
    "people/.git/x",
    ".envrc",
    "x/.ssh/y",
]


OWN = [
    "changes.yaml",
    "people/participants.csv",
    "out/private/.parts/private/x-1.pdf",
    ".programme/published/01.json",
    ".gitignore",
    "sessions/Über uns.md",
    "..x/y"[2:],
]


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def no_check(monkeypatch: pytest.MonkeyPatch, *modules: Any) -> None:
    """The attack without its guard: every path in a record is believed."""
    for module in modules:
        monkeypatch.setattr(module, "is_own_path", lambda *_path, **_below: True)


@pytest.mark.parametrize("path", OUT)
def test_a_record_may_not_name_what_is_outside_or_hidden(path: str) -> None:
    assert not is_own_path(path)


@pytest.mark.parametrize("path", OWN)
def test_a_record_may_name_every_file_that_we_write(path: str) -> None:
    assert is_own_path(path)


@pytest.mark.parametrize("path", ["../x", "/outside/x", "a/../../x", "link/x"])
@pytest.mark.parametrize("guarded", [True, False])
def test_nothing_is_written_outside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str, *, guarded: bool
) -> None:
    root, outside = tmp_path / "programme", tmp_path / "x"
    root.mkdir()
    (root / "link").symlink_to(tmp_path)
    path = path.replace("/outside", str(tmp_path))
    (root / "a").mkdir()
    if guarded:
        with pytest.raises(ProblemsFound):
            write_files(root, {path: b"evil"})
    else:
        monkeypatch.setattr(writing, "refuse_links", lambda *_: None)
        write_files(root, {path: b"evil"})
    assert outside.exists() is not guarded


def journal(folder: Path, path: str, *, staged: str, old: str = "absent") -> None:
    (folder / ".programme-evil").write_text("[core]\n\tfsmonitor = touch owned\n", "utf-8")
    (folder / ".git").mkdir()
    record(folder, "journal", values={"did": "x", "steps": [[path, staged, old, digest(folder / ".programme-evil")]]})


@pytest.mark.parametrize("guarded", [True, False])
def test_a_journal_cannot_plant_a_setting_of_git_that_runs_a_program(
    folder: Path, monkeypatch: pytest.MonkeyPatch, *, guarded: bool
) -> None:
    journal(folder, ".git/config", staged=".programme-evil")
    if not guarded:
        no_check(monkeypatch, journals)
        monkeypatch.setattr(journals, "_is_beside", lambda _step: True)
    assert say(folder, "check") == (1 if guarded else 0)
    assert (folder / ".git/config").exists() is not guarded


@pytest.mark.parametrize("guarded", [True, False])
def test_a_journal_cannot_move_peoples_data_to_where_they_are_shared(
    folder: Path, monkeypatch: pytest.MonkeyPatch, *, guarded: bool
) -> None:
    private = folder / "people/participants.csv"
    record(folder, "journal", values={"did": "x", "steps": [["logo.csv", "people/participants.csv", "absent", "x"]]})
    if not guarded:
        monkeypatch.setattr(journals, "_is_beside", lambda _step: True)
    say(folder, "check")
    assert (private.exists(), (folder / "logo.csv").exists()) == (guarded, not guarded)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "[" * 100_000,
        '{"did": 1}',
        '{"did": "", "steps": [[1]]}',
        '{"did": "", "steps": {"a": 1}}',
        "\ud83d\ude00",
        "\x00",
    ],
)
def test_a_damaged_journal_is_told_and_moves_nothing(
    folder: Path, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    record(folder, "journal", values=text.encode("utf-16", "surrogatepass").decode("utf-16"))
    assert say(folder, "check") == 1
    assert "P005" in capsys.readouterr().err


def action(folder: Path, path: str, *, before: str | None, after: str) -> None:
    values = {
        "version": 1,
        "did": "x",
        "moment": "2027-01-01T00:00:00",
        "publishes": 0,
        "files": {path: [before, after]},
        "lock": None,
    }
    record(folder, "history/0001.json", values=values)


@pytest.mark.parametrize("guarded", [True, False])
def test_undo_cannot_write_a_setting_of_git(folder: Path, monkeypatch: pytest.MonkeyPatch, *, guarded: bool) -> None:
    (folder / ".git").mkdir()
    action(folder, ".git/config", before="[core]\n\tfsmonitor = touch owned\n", after="")
    if not guarded:
        no_check(monkeypatch, history)
    assert say(folder, "undo") == (1 if guarded else 0)
    assert (folder / ".git/config").exists() is not guarded


@pytest.mark.parametrize(
    "path",
    [
        "../x",
        "/etc/passwd",
        ".programme/calendar.lock",
        ".programme/pristine/../journal",
        "out/index.html",
        "people/participants.csv",
    ],
)
def test_undo_touches_the_organisers_files_only(folder: Path, capsys: pytest.CaptureFixture[str], path: str) -> None:
    action(folder, path, before="evil", after="")
    assert say(folder, "undo") == 1
    assert "P005" in capsys.readouterr().err


def test_undo_of_an_organisers_file_works(folder: Path) -> None:
    text = (folder / "changes.yaml").read_text("utf-8")
    action(folder, "changes.yaml", before="changes: []\n", after=text)
    assert say(folder, "undo") == 0
    assert (folder / "changes.yaml").read_text("utf-8") == "changes: []\n"


@pytest.mark.parametrize("path", ["people/participants.csv", "programme.yaml", "out/../changes.yaml"])
@pytest.mark.parametrize("guarded", [True, False])
def test_a_manifest_cannot_take_away_what_no_build_made(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str, *, guarded: bool
) -> None:
    folder = Path(shutil.copytree(built, tmp_path / "programme"))
    values = json.loads((folder / ".programme/manifest").read_bytes())
    values["outputs"][path] = ["x", ""]
    record(folder, "manifest", values=values)
    if not guarded:
        no_check(monkeypatch, manifest)
        monkeypatch.setattr(writing, "refuse_links", lambda *_: None)
    edit(folder, "programme.yaml", old="contact: Sam", new="contact: Kim")
    assert say(folder, "build") == 3
    assert (folder / path).exists() is guarded


@pytest.mark.parametrize("id", ["../x", "..", "a/b", "con", "a" * 41, "x\ny", "", "é"])
def test_an_id_that_could_be_a_way_or_no_file_name_is_refused(
    folder: Path, capsys: pytest.CaptureFixture[str], id: str
) -> None:
    edit(folder, "cohorts.yaml", old="facilitators: [ada]", new=f"facilitators: [{json.dumps(id)}]")
    assert say(folder, "check") == 1
    assert "P039" in capsys.readouterr().out


def test_whatever_people_and_things_are_called_no_file_is_named_after_them(folder: Path) -> None:
    name = "../../etc/passwd"
    (folder / "people/facilitators.csv").write_text(f"id,name\nada,{name}\nbea,CON\n", "utf-8")
    (folder / "people/rooms.csv").write_text(f"id,name,seats,cohorts\nhall,{name},20,2\n", "utf-8")
    edit(folder, "cohorts.yaml", old="a: {room", new=f"a: {{label: {name}, room")
    edit(folder, "programme.yaml", old="title: A small programme", new=f"title: {name}")
    assert say(folder, "build") == 3
    assert [path for path in folder.rglob("*") if "passwd" in path.name or path.stem.lower() == "con"] == []


def test_people_whose_names_are_reserved_for_devices_can_take_part(folder: Path) -> None:
    (folder / "people/participants.csv").write_text("name\nCon\nNul\nAll\n", "utf-8")
    edit(folder, "cohorts.yaml", old="members: [p1, p2, p3]", new="members: [con-1, nul-2, all-3]")
    edit(folder, "cohorts.yaml", old="members: [p4, p5, p6]", new="members: []")
    assert say(folder, "check") == 0


def test_the_lock_of_a_folder_is_no_way_out(tmp_path: Path) -> None:
    (tmp_path / "programme").mkdir()
    (tmp_path / "programme/.programme").symlink_to(tmp_path)
    with pytest.raises(ProblemsFound), locked(tmp_path / "programme"):
        pass
    assert not (tmp_path / "lock").exists()
