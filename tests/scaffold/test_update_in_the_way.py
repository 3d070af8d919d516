"""What stands in the way of an update is told, and any edit together with any change of the template loses nothing."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path

import pytest

from tests.scaffold.made import NOW, added, edit, everything, fetched, first_session
from toolkit.problems import ProblemsFound, WouldOverwrite, WrongUsage
from toolkit.reading.programme_folder import read_programme
from toolkit.reading.shelves import Shelves
from toolkit.scaffold import update as module
from toolkit.scaffold.compare import read_origin
from toolkit.scaffold.create import ORIGIN, PRISTINE
from toolkit.scaffold.update import plan_update, update


def test_origin_and_schemas_follow(folder: Path, newer: Path, template: Path, shelves: Shelves) -> None:
    before = read_origin(folder)
    (folder / ".programme/schema/programme.schema.json").write_text("{}")
    (newer / "notes.md").write_text("New.\n")
    update(folder, fetched(template), shelves=shelves, now=NOW)
    after_ = read_origin(folder)
    assert before is not None
    assert after_ is not None
    assert (after_.made, after_.answers) == (before.made, before.answers)
    assert after_.hash == fetched(template).hash != before.hash
    assert (folder / ".programme/schema/programme.schema.json").read_text() != "{}"


def test_a_merge_that_could_not_be_read_is_refused_and_nothing_is_written(
    folder: Path, newer: Path, template: Path, shelves: Shelves
) -> None:
    name = f"sessions/{first_session(newer)}"
    edit(newer / name, "minutes:", new="minutes: 1\nbadly:")
    (newer / "notes.md").write_text("New.\n")
    before = everything(folder)
    with pytest.raises(ProblemsFound) as found:
        update(folder, fetched(template), shelves=shelves, now=NOW)
    assert "P020" in {problem.code for problem in found.value.problems if problem.file == name}
    assert {path: data for path, data in everything(folder).items() if path != ".programme/lock"} == before


def test_an_error_that_was_there_before_does_not_stand_in_the_way(
    folder: Path, newer: Path, template: Path, shelves: Shelves
) -> None:
    edit(folder / "programme.yaml", 'contact: ""', new='contact: "TODO"')
    (newer / "notes.md").write_text("New.\n")
    made, _ = update(folder, fetched(template), shelves=shelves, now=NOW)
    assert [step.path for step in made.steps] == ["notes.md"]


def test_another_key_is_refused(folder: Path, newer: Path, template: Path, shelves: Shelves) -> None:
    edit(newer / "programme.yaml", "key: {{ cookiecutter.slug | jsonify }}", new="key: another")
    with pytest.raises(ProblemsFound) as found:
        plan_update(folder, fetched(template), shelves=shelves)
    assert [problem.code for problem in found.value.problems] == ["P115"]


def test_a_file_that_is_edited_while_the_update_is_made_is_not_overwritten(
    folder: Path, newer: Path, template: Path, shelves: Shelves, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = f"sessions/{first_session(newer)}"
    edit(newer / name, "## Why tonight", new="## Why tonight\n\nTheirs.")
    planned = plan_update

    def busy(*arguments: object, **named: object) -> object:
        made = planned(*arguments, **named)  # type: ignore[arg-type]
        (folder / name).write_text("just typed")
        return made

    monkeypatch.setattr(module, "plan_update", busy)
    with pytest.raises(WouldOverwrite):
        update(folder, fetched(template), shelves=shelves, now=NOW)
    assert (folder / name).read_text() == "just typed"


def test_what_else_lies_in_the_folder_is_not_read(folder: Path, newer: Path, template: Path, shelves: Shelves) -> None:
    """A film of the evening, links and hidden folders are nobody's business."""
    (newer / "notes.md").write_text("New.\n")
    (folder / "films").mkdir()
    (folder / "films/evening.mp4").write_bytes(b"x")
    (folder / "films/evening.mp4").chmod(0)
    (folder / "films/loop").symlink_to(folder)
    (folder / ".git").mkdir()
    read = module._everything(folder, {"notes.md"})
    assert not {path.partition("/")[0] for path in read} & {"films", ".git", "out"}
    made, _ = update(folder, fetched(template), shelves=shelves, now=NOW)
    assert [step.path for step in made.steps] == ["notes.md"]


def test_a_folder_without_a_record_or_with_a_damaged_one_is_told(
    folder: Path, template: Path, shelves: Shelves
) -> None:
    (folder / ORIGIN).write_text("template: x\n")
    with pytest.raises(ProblemsFound) as found:
        plan_update(folder, fetched(template), shelves=shelves)
    assert [problem.code for problem in found.value.problems] == ["P005"]
    (folder / ORIGIN).unlink()
    with pytest.raises(WrongUsage, match="not made by"):
        plan_update(folder, fetched(template), shelves=shelves)


def test_without_pristine_only_files_that_differ_clash(
    folder: Path, newer: Path, template: Path, shelves: Shelves
) -> None:
    shutil.rmtree(folder / PRISTINE)
    edit(folder / "README.md", "A programme folder.", new="Ours.")
    made, _ = update(folder, fetched(template), shelves=shelves, now=NOW)
    assert [step.path for step in made.conflicts] == ["README.md"]
    assert "Ours." in (folder / "README.md").read_text("utf-8")


def test_a_link_in_a_files_place_is_not_read(
    folder: Path, newer: Path, template: Path, shelves: Shelves, tmp_path: Path
) -> None:
    (tmp_path / "secret").write_text("x")
    (newer / "README.md").write_text("Newer.\n")
    (folder / "README.md").unlink()
    (folder / "README.md").symlink_to(tmp_path / "secret")
    with pytest.raises(ProblemsFound) as found:
        update(folder, fetched(template), shelves=shelves, now=NOW)
    assert [problem.code for problem in found.value.problems] == ["P004"]
    assert (tmp_path / "secret").read_text() == "x"


KINDS = ("edit the head", "edit the foot", "edit the title", "delete", "leave")


@pytest.mark.slow
@pytest.mark.parametrize("theirs", KINDS)
@pytest.mark.parametrize("mine", KINDS)
def test_any_edit_and_any_change_of_a_session(
    folder: Path, newer: Path, template: Path, shelves: Shelves, mine: str, theirs: str
) -> None:
    """Whatever both do to a session: the folder can be read, the edit is there, and it clashes only where both changed
    the same place."""
    session = folder / "sessions" / first_session(folder)
    base = session.read_bytes()
    _do(session, mine, who="mine")
    edited = session.read_bytes() if mine != "delete" else None
    if theirs != "delete":
        _do(newer / "sessions" / session.name, theirs, who="theirs")
    made, _ = update(folder, fetched(template), shelves=shelves, now=NOW)
    assert bool(made.conflicts) == (mine == theirs and mine.startswith("edit"))
    assert session.exists() == (mine != "delete")
    if edited is not None:
        assert added(base, edited) <= Counter(session.read_bytes().splitlines())
        read_programme(folder, Shelves.open(folder=folder))


def _do(path: Path, what: str, *, who: str) -> None:
    text = path.read_text("utf-8")
    if what == "edit the head":
        path.write_text(text.replace("\nkey:", f"\n# {who}\nkey:", 1), "utf-8")
    elif what == "edit the foot":
        path.write_text(text + f"\n{who}\n", "utf-8")
    elif what == "edit the title":
        title = next(line for line in text.splitlines() if line.startswith("title:"))
        path.write_text(text.replace(title, f"title: {who}"), "utf-8")
    elif what == "delete":
        path.unlink()
