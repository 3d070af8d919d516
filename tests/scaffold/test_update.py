"""A newer template arrives: what nobody edited moves on, no edit is lost, and what was declined once is not offered
again."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.scaffold.made import NOW, edit, everything, fetched, first_session
from toolkit.reading.shelves import Shelves
from toolkit.scaffold.update import edited_files, read_pristine, update, waiting_files

SESSION = "sessions/01-first.md"


def test_the_same_template_changes_nothing(folder: Path, template: Path, shelves: Shelves) -> None:
    before = everything(folder)
    made, changed = update(folder, fetched(template), shelves=shelves, now=NOW)
    assert (made.steps, changed) == ((), ())
    assert {path for path in everything(folder) if path not in before} == {".programme/lock"}


def test_what_nobody_edited_moves_on_and_what_was_edited_stays(
    folder: Path, newer: Path, template: Path, shelves: Shelves
) -> None:
    name = f"sessions/{first_session(newer)}"
    edit(newer / name, "## Why tonight", new="## Why tonight\n\nA new first sentence.")
    (newer / "notes.md").write_text("New.\n")
    edit(folder / "programme.yaml", 'contact: ""', new='contact: "Zoë, 01865 1"')
    made, _ = update(folder, fetched(template), shelves=shelves, now=NOW)
    assert {step.path: step.state for step in made.steps} == {name: "change", "notes.md": "create"}
    assert (folder / name).read_bytes() == (newer / name).read_bytes()
    assert "Zoë, 01865 1" in (folder / "programme.yaml").read_text("utf-8")


def test_edits_in_other_lines_of_one_file_are_merged(
    folder: Path, newer: Path, template: Path, shelves: Shelves
) -> None:
    name = f"sessions/{first_session(newer)}"
    edit(newer / name, "## Why tonight", new="## Why tonight\n\nTheirs.")
    (folder / name).write_text((folder / name).read_text("utf-8") + "\nMine.\n", "utf-8")
    made, _ = update(folder, fetched(template), shelves=shelves, now=NOW)
    assert [step.state for step in made.steps] == ["merge"]
    text = (folder / name).read_text("utf-8")
    assert "Theirs." in text
    assert "Mine." in text
    assert read_pristine(folder)[name] == (newer / name).read_bytes()
    assert edited_files(folder) == (name,)


def clash(folder: Path, newer: Path, *, theirs: str = "Theirs", ours: str = "Mine") -> str:
    name = f"sessions/{first_session(newer)}"
    title = next(line for line in (newer / name).read_text("utf-8").splitlines() if line.startswith("title:"))
    edit(newer / name, title, new=f"title: {theirs}")
    if ours:
        edit(
            folder / name,
            next(line for line in (folder / name).read_text("utf-8").splitlines() if line.startswith("title:")),
            new=f"title: {ours}",
        )
    return name


def test_a_true_clash_leaves_the_file_and_puts_theirs_beside_it_once(
    folder: Path, newer: Path, template: Path, shelves: Shelves
) -> None:
    name = clash(folder, newer)
    ours = (folder / name).read_bytes()
    made, _ = update(folder, fetched(template), shelves=shelves, now=NOW)
    assert [step.path for step in made.conflicts] == [name]
    assert (folder / name).read_bytes() == ours
    assert (folder / "incoming" / name).read_bytes() == (newer / name).read_bytes()
    assert waiting_files(folder) == (f"incoming/{name}",)
    again, changed = update(folder, fetched(template), shelves=shelves, now=NOW)
    assert (again.conflicts, again.steps, changed) == ((), (), ())


@pytest.mark.parametrize("edited", [False, True])
def test_what_waits_is_replaced_unless_somebody_worked_in_it(
    folder: Path, newer: Path, template: Path, shelves: Shelves, edited: bool
) -> None:
    name = clash(folder, newer)
    update(folder, fetched(template), shelves=shelves, now=NOW)
    if edited:
        edit(folder / "incoming" / name, "title: Theirs", new="title: Half way")
    clash(folder, newer, theirs="Theirs, later", ours="")
    update(folder, fetched(template), shelves=shelves, now=NOW)
    assert len(waiting_files(folder)) == 1 + edited
    assert {"title: Theirs, later"} <= {
        line for path in waiting_files(folder) for line in (folder / path).read_text("utf-8").splitlines()
    }
    assert ("title: Half way" in (folder / "incoming" / name).read_text("utf-8")) is edited


def test_deleted_stays_deleted_and_dropped_goes_only_if_untouched(
    folder: Path, newer: Path, template: Path, shelves: Shelves
) -> None:
    for name in ("one.md", "two.md", "three.md"):
        (newer / name).write_text("text\n")
    update(folder, fetched(template), shelves=shelves, now=NOW)
    (folder / "one.md").unlink()
    (folder / "two.md").write_text("text\nmine\n")
    (newer / "one.md").write_text("other text\n")
    (newer / "two.md").unlink()
    (newer / "three.md").unlink()
    made, _ = update(folder, fetched(template), shelves=shelves, now=NOW)
    assert {step.path: step.state for step in made.steps} == {"one.md": "keep", "two.md": "keep", "three.md": "remove"}
    assert [name for name in ("one.md", "two.md", "three.md") if (folder / name).exists()] == ["two.md"]
    assert (folder / "two.md").read_text() == "text\nmine\n"
    assert "two.md" not in edited_files(folder)


def test_people_changes_cohorts_and_the_key_are_never_touched(
    folder: Path, newer: Path, template: Path, shelves: Shelves
) -> None:
    files = {
        "people/participants.csv": "id,name\np1,Zoë\n",
        "changes.yaml": "changes:\n  - {cohort: a, session: x, date: 2027-02-18}\n",
        "cohorts.yaml": "cohorts:\n  a: {members: [p1]}\n",
    }
    session = next(
        line
        for line in (folder / "sessions" / first_session(folder)).read_text("utf-8").splitlines()
        if line.startswith("key:")
    )
    for path, text in files.items():
        (folder / path).write_text(text.replace("session: x", f"session: {session.removeprefix('key: ')}"), "utf-8")
    before = {path: (folder / path).read_bytes() for path in files}
    edit(newer / "curriculum.yaml", "promise:", new="# Newer.\npromise:")
    update(folder, fetched(template), shelves=shelves, now=NOW)
    assert {path: (folder / path).read_bytes() for path in files} == before
    assert "# Newer." in (folder / "curriculum.yaml").read_text("utf-8")
