"""What a verb did reads back whole, what people/ holds stays there, and what is damaged is said."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import pytest

from toolkit.keeping import history
from toolkit.keeping.history import Action, make_action, read_last, with_action, write_action
from toolkit.keeping.writing import write_files
from toolkit.problems import ProblemsFound

NOW = datetime.datetime(2027, 1, 20, 18, 30, 15, 99)
PICTURE = b"\xff\xd8"
ACTION = Action(
    number=7,
    did="skip --cohort a",
    moment="2027-01-20T18:30:15",
    tellings=3,
    files={
        "changes.yaml": (None, "é".encode()),
        "logo.png": (PICTURE, None),
        ".programme/cohorts.json": (b"{}", b"[]"),
        ".programme/pristine/a.md": (b"a", b"b"),
        "people/participants.csv": (b"id\n", b"id\np1\n"),
    },
    lock='{"version": 1}',
)


def test_an_action_reads_back_as_it_was_written(tmp_path: Path) -> None:
    write_files(tmp_path, write_action(ACTION))
    assert read_last(tmp_path) == ACTION
    assert ACTION.paths == (".programme/history/0007.json", "people/history/0007.json")


def test_what_was_done_in_people_stays_there(tmp_path: Path) -> None:
    written = write_action(ACTION)
    assert set(written) == set(ACTION.paths)
    assert b"participants" not in written[".programme/history/0007.json"]
    assert set(json.loads(written["people/history/0007.json"])["files"]) == {"people/participants.csv"}


def test_an_action_that_left_people_alone_has_one_record(tmp_path: Path) -> None:
    action = Action(1, "skip", "2027-01-20T18:30:15", 0, {"changes.yaml": (b"a", b"b")}, None)
    assert action.paths == tuple(write_action(action)) == (".programme/history/0001.json",)
    write_files(tmp_path, write_action(action))
    assert read_last(tmp_path) == action


def test_what_people_holds_may_have_been_taken_away(tmp_path: Path) -> None:
    write_files(tmp_path, {path: data for path, data in write_action(ACTION).items() if not path.startswith("people/")})
    last = read_last(tmp_path)
    assert last is not None
    assert (last.torn, "people/participants.csv" in last.files, "changes.yaml" in last.files) == (True, False, True)


def test_an_action_that_is_too_large_keeps_its_words_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = write_action(ACTION)
    monkeypatch.setattr(history, "RECORD_LARGEST", max(map(len, whole.values())))
    assert write_action(ACTION) == whole
    monkeypatch.setattr(history, "RECORD_LARGEST", max(map(len, whole.values())) - 1)
    assert set(write_action(ACTION)) == {".programme/history/0007.json"}
    write_files(tmp_path, write_action(ACTION))
    last = read_last(tmp_path)
    assert last is not None
    assert (last.did, last.files, last.torn) == (ACTION.did, {}, True)


def test_only_what_changes_is_an_action_and_the_next_has_the_next_number(tmp_path: Path) -> None:
    write_files(tmp_path, {"a.yaml": b"a", "b.yaml": b"b", "c.yaml": b"c", ".programme/calendar.lock": b"lock"})
    files = {"a.yaml": b"A", "b.yaml": b"b"}
    action = make_action(tmp_path, files, removed=["c.yaml", "gone.yaml"], did="move", now=NOW)
    assert action == Action(
        1, "move", "2027-01-20T18:30:15", 0, {"a.yaml": (b"a", b"A"), "c.yaml": (b"c", None)}, "lock", torn=False
    )
    after = with_action(tmp_path, files, removed=["c.yaml"], did="move", now=NOW)
    assert set(after) == {"a.yaml", "b.yaml", ".programme/history/0001.json"}
    write_files(tmp_path, {path: after[path] for path in after if path.startswith(".programme/")})
    second = make_action(tmp_path, files, did="move", now=NOW)
    assert second is not None
    assert second.number == 2


def test_a_verb_that_changes_nothing_leaves_no_action(tmp_path: Path) -> None:
    write_files(tmp_path, {"a.yaml": b"a"})
    assert make_action(tmp_path, {"a.yaml": b"a"}, removed=["gone.yaml"], did="move", now=NOW) is None
    assert with_action(tmp_path, {"a.yaml": b"a"}, did="move", now=NOW) == {"a.yaml": b"a"}
    assert read_last(tmp_path) is None


def test_the_last_action_is_the_one_with_the_greatest_number(tmp_path: Path) -> None:
    for number in (2, 9999, 10000):
        write_files(tmp_path, write_action(Action(number, str(number), ACTION.moment, 0, {}, None)))
    last = read_last(tmp_path)
    assert last is not None
    assert (last.number, last.did, last.lock) == (10000, "10000", None)


@pytest.mark.parametrize(
    "path",
    [
        "../a.yaml",
        "/etc/passwd",
        "out/index.html",
        ".programme/manifest",
        "people/participants.csv",
        "people/history/1.json",
    ],
)
def test_a_record_that_names_what_no_verb_changes_is_damaged(tmp_path: Path, path: str) -> None:
    values = {"moment": ACTION.moment, "lock": None, "did": "x", "publishes": 0, "files": {path: [None, "x"]}}
    write_files(tmp_path, {".programme/history/0001.json": json.dumps(values).encode()})
    assert damage(tmp_path) == (".programme/history/0001.json", "P005")


@pytest.mark.parametrize("path", ["changes.yaml", "people/history/0001.json"])
def test_what_is_kept_in_people_names_files_in_people(tmp_path: Path, path: str) -> None:
    values = {
        "moment": ACTION.moment,
        "lock": None,
        "did": "x",
        "publishes": 0,
        "files": dict[str, str](),
        "private": True,
    }
    write_files(tmp_path, {".programme/history/0001.json": json.dumps(values).encode()})
    write_files(tmp_path, {"people/history/0001.json": json.dumps({"files": {path: [None, "x"]}}).encode()})
    assert damage(tmp_path) == ("people/history/0001.json", "P005")


def damage(folder: Path) -> tuple[str, str]:
    """The file and the code of what is said of a damaged record."""
    with pytest.raises(ProblemsFound) as found:
        read_last(folder)
    (problem,) = found.value.problems
    assert problem.message == "The record of what was done is damaged."
    return problem.file, problem.code
