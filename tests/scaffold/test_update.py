"""A newer template arrives: what nobody edited moves on, no edit is lost, and what was declined once is not offered
again."""

from __future__ import annotations

import datetime
import shutil
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.scaffold.conftest import INNER
from tests.scaffold.test_create import draft, fetched, write
from toolkit.keeping.merge import merge
from toolkit.model.programme import Settings
from toolkit.problems import ProblemsFound, WouldOverwrite, WrongUsage
from toolkit.reading.programme_folder import read_programme
from toolkit.reading.shelves import Shelves
from toolkit.scaffold import update as module
from toolkit.scaffold.compare import read_origin
from toolkit.scaffold.create import ORIGIN, PRISTINE
from toolkit.scaffold.merge_trees import FileUpdate, merge_trees
from toolkit.scaffold.update import edited_files, plan_update, read_pristine, update, waiting_files

SESSION = "sessions/01-first.md"
NOW = datetime.datetime(2027, 1, 18, 12)

# trees

NAMES = st.sampled_from(["a.md", "b.yaml", "sessions/01-x.md"])
LINES = st.lists(st.sampled_from([b"one\n", b"two\n", b"three\n", b"four\n", b"five\n"]), max_size=6).map(b"".join)
TREES = st.dictionaries(NAMES, LINES, max_size=3)


def after(ours: dict[str, bytes], steps: tuple[FileUpdate, ...]) -> dict[str, bytes]:
    """The tree once every step is done."""
    tree = {**ours, **{step.path: step.data for step in steps}}
    return {path: data for path, data in tree.items() if data is not None}


def added(base: bytes | None, ours: bytes) -> Counter[bytes]:
    return Counter(ours.splitlines()) - Counter((base or b"").splitlines())


@given(base=TREES, ours=TREES, theirs=TREES)
def test_no_edit_is_lost(base: dict[str, bytes], ours: dict[str, bytes], theirs: dict[str, bytes]) -> None:
    merged = after(ours, merge_trees(base, ours, theirs=theirs))
    for path, data in ours.items():
        if data != base.get(path):
            assert added(base.get(path), data) <= Counter(merged[path].splitlines())
            assert theirs.get(path) is not None or merged[path] == data
    for path in base.keys() - ours.keys():
        assert path not in merged


@given(base=TREES, ours=TREES, theirs=TREES)
def test_it_clashes_exactly_where_both_changed_and_the_lines_do_not_go_together(
    base: dict[str, bytes], ours: dict[str, bytes], theirs: dict[str, bytes]
) -> None:
    both = {
        path
        for path in ours.keys() & theirs.keys()
        if base.get(path) not in (ours[path], theirs[path]) and ours[path] != theirs[path]
    }
    wanted = {path for path in both if path not in base or merge(base[path], ours[path], theirs[path]) is None}
    clashes = [step for step in merge_trees(base, ours, theirs=theirs) if step.state == "conflict"]
    assert {step.path for step in clashes} == wanted
    assert all((step.data, step.theirs) == (ours[step.path], theirs[step.path]) for step in clashes)


@given(base=TREES, ours=TREES, theirs=TREES)
def test_a_second_time_nothing_is_left_to_do(
    base: dict[str, bytes], ours: dict[str, bytes], theirs: dict[str, bytes]
) -> None:
    assert merge_trees(theirs, after(ours, merge_trees(base, ours, theirs=theirs)), theirs=theirs) == ()


@given(base=TREES, theirs=TREES)
def test_a_folder_that_nobody_edited_becomes_what_the_template_gives(
    base: dict[str, bytes], theirs: dict[str, bytes]
) -> None:
    assert after(base, merge_trees(base, base, theirs=theirs)) == theirs


@pytest.mark.parametrize("ours", [b"one\r\ntwo\r\nthree\r\n", b"one\r\nMINE\r\nthree\r\n"])
def test_line_ends_that_an_editor_changed_are_no_clash_and_stay(ours: bytes) -> None:
    (step,) = merge_trees({"a.md": b"one\ntwo\nthree\n"}, {"a.md": ours}, theirs={"a.md": b"zero\none\ntwo\nthree\n"})
    assert (step.state, step.data) == ("merge", b"zero\r\n" + ours)


BEFORE = {"sessions/03-fold.md": b"---\nkey: fold\ntitle: Fold\n---\ntext\n"}
RENAMED = {"sessions/04-fold.md": b"---\nkey: fold\ntitle: Fold it\n---\ntext\n"}
EDITED = BEFORE["sessions/03-fold.md"] + b"mine\n"


def test_a_session_in_a_file_of_another_name_is_followed_by_its_key() -> None:
    steps = merge_trees(BEFORE, {"sessions/03-fold.md": EDITED}, theirs=RENAMED)
    assert [(step.path, step.state, step.becomes) for step in steps] == [
        ("sessions/03-fold.md", "rename", "sessions/04-fold.md"),
        ("sessions/04-fold.md", "merge", ""),
    ]
    assert steps[1].data == RENAMED["sessions/04-fold.md"] + b"mine\n"


def test_a_session_that_was_deleted_does_not_come_back_under_another_name() -> None:
    assert after({}, merge_trees(BEFORE, {}, theirs=RENAMED)) == {}


def test_another_session_in_a_new_file_is_no_renaming() -> None:
    other = {"sessions/04-sail.md": b"---\nkey: sail\n---\n"}
    assert after(
        {"sessions/03-fold.md": EDITED}, merge_trees(BEFORE, {"sessions/03-fold.md": EDITED}, theirs=other)
    ) == {"sessions/03-fold.md": EDITED, **other}


# folders


@pytest.fixture
def folder(template: Path, settings: Settings, shelves: Shelves, tmp_path: Path) -> Path:
    """A programme folder made from the template."""
    made = tmp_path / "programme"
    write(made, draft(template, settings, shelves))
    return made


@pytest.fixture
def newer(template: Path) -> Path:
    """The folder of the template's files, to change."""
    return template / INNER


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def everything(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def first_session(folder: Path) -> str:
    return min(path.name for path in (folder / "sessions").iterdir())


def test_the_same_template_changes_nothing(folder: Path, template: Path, shelves: Shelves) -> None:
    before = everything(folder)
    made, changed = update(folder, fetched(template), shelves=shelves, now=NOW)
    assert (made.steps, changed) == ((), ())
    assert {path for path in everything(folder) if path not in before} == {".programme/lock"}


def test_what_nobody_edited_moves_on_and_what_was_edited_stays(
    folder: Path, newer: Path, template: Path, shelves: Shelves
) -> None:
    name = f"sessions/{first_session(newer)}"
    edit(newer / name, "## Why tonight", "## Why tonight\n\nA new first sentence.")
    (newer / "notes.md").write_text("New.\n")
    edit(folder / "programme.yaml", 'contact: ""', 'contact: "Zoë, 01865 1"')
    made, _ = update(folder, fetched(template), shelves=shelves, now=NOW)
    assert {step.path: step.state for step in made.steps} == {name: "change", "notes.md": "create"}
    assert (folder / name).read_bytes() == (newer / name).read_bytes()
    assert "Zoë, 01865 1" in (folder / "programme.yaml").read_text("utf-8")


def test_edits_in_other_lines_of_one_file_are_merged(
    folder: Path, newer: Path, template: Path, shelves: Shelves
) -> None:
    name = f"sessions/{first_session(newer)}"
    edit(newer / name, "## Why tonight", "## Why tonight\n\nTheirs.")
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
    edit(newer / name, title, f"title: {theirs}")
    if ours:
        edit(
            folder / name,
            next(line for line in (folder / name).read_text("utf-8").splitlines() if line.startswith("title:")),
            f"title: {ours}",
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
        edit(folder / "incoming" / name, "title: Theirs", "title: Half way")
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
    edit(newer / "curriculum.yaml", "promise:", "# Newer.\npromise:")
    update(folder, fetched(template), shelves=shelves, now=NOW)
    assert {path: (folder / path).read_bytes() for path in files} == before
    assert "# Newer." in (folder / "curriculum.yaml").read_text("utf-8")


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
    edit(newer / name, "minutes:", "minutes: 1\nbadly:")
    (newer / "notes.md").write_text("New.\n")
    before = everything(folder)
    with pytest.raises(ProblemsFound) as found:
        update(folder, fetched(template), shelves=shelves, now=NOW)
    assert "P020" in {problem.code for problem in found.value.problems if problem.file == name}
    assert {path: data for path, data in everything(folder).items() if path != ".programme/lock"} == before


def test_an_error_that_was_there_before_does_not_stand_in_the_way(
    folder: Path, newer: Path, template: Path, shelves: Shelves
) -> None:
    edit(folder / "programme.yaml", 'contact: ""', 'contact: "TODO"')
    (newer / "notes.md").write_text("New.\n")
    made, _ = update(folder, fetched(template), shelves=shelves, now=NOW)
    assert [step.path for step in made.steps] == ["notes.md"]


def test_another_key_is_refused(folder: Path, newer: Path, template: Path, shelves: Shelves) -> None:
    edit(newer / "programme.yaml", "key: {{ cookiecutter.slug | jsonify }}", "key: another")
    with pytest.raises(ProblemsFound) as found:
        plan_update(folder, fetched(template), shelves=shelves)
    assert [problem.code for problem in found.value.problems] == ["P115"]


def test_a_file_that_is_edited_while_the_update_is_made_is_not_overwritten(
    folder: Path, newer: Path, template: Path, shelves: Shelves, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = f"sessions/{first_session(newer)}"
    edit(newer / name, "## Why tonight", "## Why tonight\n\nTheirs.")
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
    edit(folder / "README.md", "A programme folder.", "Ours.")
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
    _do(session, mine, "mine")
    edited = session.read_bytes() if mine != "delete" else None
    if theirs != "delete":
        _do(newer / "sessions" / session.name, theirs, "theirs")
    made, _ = update(folder, fetched(template), shelves=shelves, now=NOW)
    assert bool(made.conflicts) == (mine == theirs and mine.startswith("edit"))
    assert session.exists() == (mine != "delete")
    if edited is not None:
        assert added(base, edited) <= Counter(session.read_bytes().splitlines())
        read_programme(folder, Shelves.open(folder=folder))


def _do(path: Path, what: str, who: str) -> None:
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
