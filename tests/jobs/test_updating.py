"""A newer template by jobs: from where it is taken, what it does, and that a dry run does nothing."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from tests.jobs.test_new import planned
from tests.scaffold.conftest import INNER
from toolkit.jobs.new import draft, find_template, planned_files, read_settings, write_new
from toolkit.jobs.updating import bring_up_to_date, newer_template, update_data
from toolkit.problems import ProblemsFound, WrongUsage, named
from toolkit.reading.shelves import Shelves
from toolkit.scaffold.starter import starter_files
from toolkit.scaffold.update import Update

NOW = datetime.datetime(2027, 1, 5, 12)
SESSION = "sessions/01-three-passes.md"


@pytest.fixture
def theirs(tmp_path: Path) -> Path:
    """A template in a folder of its own."""
    place = tmp_path / "theirs"
    for path, data in starter_files("mine").items():
        (place / path).parent.mkdir(parents=True, exist_ok=True)
        (place / path).write_bytes(data)
    return place


@pytest.fixture
def folder(tmp_path: Path, theirs: Path) -> Path:
    """A programme made from it."""
    shelves = Shelves.open()
    template = find_template(str(theirs), shelves, checkout="", directory="")
    settings = read_settings(
        {
            "key": "k",
            "title": "T",
            "city": "oxford",
            "start": "2027-01-19",
            "day": "tue",
            "time": "18:30",
            "mode": "in-person-peer",
            "people": 12,
            "cohorts": 2,
        }
    )
    drafted = draft(template, settings, shelves=shelves, today=NOW.date())
    root = tmp_path / "ours"
    write_new(root, planned_files(root, drafted, made=template, settings=settings, called="ours"), called="ours")
    return root


def append(path: Path, text: str) -> None:
    path.write_text(path.read_text("utf-8") + text, "utf-8")


def updated(folder: Path, *, dry_run: bool) -> tuple[Update, bool]:
    shelves = Shelves.open(folder=folder)
    template = newer_template(folder, shelves, template=None, checkout=None, directory=None)
    return bring_up_to_date(folder, template, shelves=shelves, now=NOW, dry_run=dry_run)


def test_nothing_new_writes_nothing(folder: Path) -> None:
    found, written = updated(folder, dry_run=False)
    assert (found.steps, written) == ((), False)


def test_a_dry_run_says_the_same_and_writes_nothing(folder: Path, theirs: Path) -> None:
    append(theirs / INNER / SESSION, "\nTheirs.\n")
    before = (folder / SESSION).read_bytes()
    shown, written = updated(folder, dry_run=True)
    assert (written, (folder / SESSION).read_bytes() == before) == (False, True)
    done, written = updated(folder, dry_run=False)
    assert (written, (folder / SESSION).read_text("utf-8").endswith("\nTheirs.\n")) == (True, True)
    first, second = update_data(shown, dry_run=True), update_data(done, dry_run=False)
    assert (first["dry_run"], second["dry_run"]) == (True, False)
    assert {**first, "dry_run": None} == {**second, "dry_run": None}
    assert first["files"] == [{"path": SESSION, "state": "change", "incoming": None, "becomes": None}]
    assert (first["version"], first["conflicts"]) == (1, 0)
    assert (first["template"]["name"], len(first["template"]["hash"]) > 8) == (str(theirs), True)


def test_a_conflict_names_where_the_other_version_waits(folder: Path, theirs: Path) -> None:
    append(folder / SESSION, "\nMine.\n")
    append(theirs / INNER / SESSION, "\nTheirs.\n")
    data = update_data(updated(folder, dry_run=False)[0], dry_run=False)
    assert data["files"] == [
        {"path": SESSION, "state": "conflict", "incoming": f"incoming/{SESSION}", "becomes": None},
    ]  # fmt: skip
    assert data["conflicts"] == 1


def test_a_session_under_another_name_says_what_it_becomes(folder: Path, theirs: Path) -> None:
    (theirs / INNER / SESSION).rename(theirs / INNER / "sessions/01-renamed.md")
    data = update_data(updated(folder, dry_run=True)[0], dry_run=True)
    becomes = {file["path"]: file["becomes"] for file in data["files"] if file["state"] == "rename"}
    assert becomes == {SESSION: "sessions/01-renamed.md"}


def test_meetings_that_become_others_are_named_in_words(folder: Path, theirs: Path) -> None:
    path = theirs / INNER / SESSION
    title = next(line for line in path.read_text("utf-8").splitlines() if line.startswith("title:"))
    path.write_text(path.read_text("utf-8").replace(title, "title: Another"), "utf-8")
    data = update_data(updated(folder, dry_run=True)[0], dry_run=True)
    assert {(one["cohort"], *one["changes"]) for one in data["meetings"]} == {("a", "readings"), ("b", "readings")}
    assert all(one["session"] == "three-passes" and one["words"] for one in data["meetings"])


def test_a_branch_goes_with_a_template_and_a_folder_of_nobodys_has_none(tmp_path: Path) -> None:
    write_new(tmp_path, planned(tmp_path), called="ours")
    shelves = Shelves.open(folder=tmp_path)
    for words in ({"checkout": "main", "directory": None}, {"checkout": None, "directory": "x"}):
        with pytest.raises(WrongUsage, match=f"go with {named('template')}"):
            newer_template(tmp_path, shelves, template=None, **words)
    assert newer_template(tmp_path, shelves, template="conceptual", checkout=None, directory=None).name == "conceptual"
    (tmp_path / "empty").mkdir()
    with pytest.raises((ProblemsFound, WrongUsage)):
        newer_template(tmp_path / "empty", shelves, template=None, checkout=None, directory=None)
