"""What the verbs that change a running programme say and ask, and what the history calls them."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from tests.jobs.small_folder import small_folder
from toolkit.cli import run

LATE = ("move", "race", "--cohort", "b", "--to", "20:00", "--yes")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The small programme."""
    return small_folder(tmp_path)


def said(folder: Path, capsys: pytest.CaptureFixture[str], *words: str, now: str = "2027-01-12", code: int = 0) -> str:
    """What a verb says, where nobody is there to answer."""
    capsys.readouterr()
    assert run([*words, "-C", str(folder), "--now", now, "--no-input"]) == code
    return "".join(capsys.readouterr())


def test_the_same_with_a_reason_is_recorded_with_its_reason(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "Recorded in changes.yaml (1 entry)" in said(folder, capsys, *LATE)
    assert "recorded today already" in said(folder, capsys, *LATE)
    assert "Recorded in changes.yaml (1 entry)" in said(folder, capsys, *LATE, "--reason", "hall shut")
    text = (folder / "changes.yaml").read_text("utf-8")
    assert (text.count("20:00"), text.count("reason: hall shut")) == (1, 1)
    assert "recorded today already" in said(folder, capsys, *LATE, "--reason", "hall shut")
    assert "Nothing to do: the plan says so already" in said(folder, capsys, *LATE, "--again")


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (LATE, "move race --cohort b --to 20:00"),
        (
            ("move", "3", "--to", "2027-02-11 20:00", "--room", "annexe", "-y", "--reason", "x"),
            "move race --to '2027-02-11 20:00' --room annexe",
        ),
        (("move", "2", "--to", "2027-02-11", "--and-later", "--yes"), "move sail --to 2027-02-11 --and-later"),
        (("cancel", "race", "--then", "shift", "--yes"), "cancel race --then shift"),
        (("skip", "2027-01-26", "--cohort", "b", "--yes"), "skip 2027-01-26 --cohort b"),
        (("combine", "a", "b", "--session", "race", "--yes"), "combine a b --session race"),
        (("swap", "ada", "--peer-led", "--from", "2027-01-20", "--yes"), "swap ada --peer-led --from 2027-01-20"),
        (("room", "lost", "hall", "--on", "2027-02-09", "--yes"), "room lost hall --on 2027-02-09"),
        (("attend", "record", "fold", "--present", "p1"), "attend record fold"),
        (("held", "fold", "--cohort", "a"), "held fold --cohort a"),
    ],
)
def test_undo_says_what_it_takes_back_as_one_would_type_it(
    folder: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], name: str
) -> None:
    now = "2027-01-20" if words[0] in ("attend", "held") else "2027-01-12"
    said(folder, capsys, *words, now=now)
    assert f"Taken back: programme {name}. " in said(folder, capsys, "undo", now=now)


def test_without_anybody_to_answer_it_is_said_what_to_type(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    move = ("move", "fold", "--cohort", "a", "--to", "2027-01-22", "--yes")
    assert "If it was: `programme held fold --cohort a`" in said(folder, capsys, *move, now="2027-01-20", code=2)
    shift = ("cancel", "fold", "--cohort", "b", "--then", "shift", "--yes")
    assert "Record it first: `programme held sail --cohort b`." in said(
        folder, capsys, *shift, now="2027-01-27", code=2
    )
    past = ("move", "race", "--cohort", "a", "--to", "2027-01-11", "--yes")
    assert "lies in the past; today is 2027-01-12" in said(folder, capsys, *past, code=2)
    assert "--with bea: Bea" in said(folder, capsys, "swap", "ada", "--session", "race", code=2)
    assert "Add --yes to record this" in said(folder, capsys, *LATE[:-1], code=2)
    said(folder, capsys, "room", "lost", "annexe", "--from", "2027-02-09", "--yes")
    into = ("move", "race", "--cohort", "a", "--room", "annexe", "--yes")
    assert "--anyway records it" in said(folder, capsys, *into, code=2)
    assert "Recorded in changes.yaml" in said(folder, capsys, *into, "--anyway")


def test_a_reason_that_comes_on_another_day_is_added(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said(folder, capsys, *LATE)
    text = (folder / "changes.yaml").read_text("utf-8")
    told = said(folder, capsys, *LATE, "--reason", "hall shut", now="2027-01-13")
    assert "The reason is added to what was recorded before." in told
    assert "Recorded in changes.yaml (1 entry)" in told
    assert "Nothing to do: the plan says so already." in said(folder, capsys, *LATE, "--reason", "hall shut")
    assert "(the reason). `programme build`" in said(folder, capsys, "undo")
    assert (folder / "changes.yaml").read_text("utf-8") == text


def test_a_reason_for_what_no_entry_says_is_not_lost_without_a_word(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    as_planned = ("move", "race", "--cohort", "b", "--to", "19:30", "--yes", "--reason", "hall shut")
    assert "The reason was not recorded" in said(folder, capsys, *as_planned)


def test_what_was_held_cannot_be_held_once_more(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said(folder, capsys, "held", "fold", "--cohort", "a", now="2027-01-20")
    told = said(folder, capsys, "held", "fold", "--cohort", "a", now="2027-01-20")
    assert "recorded today already" in told
    assert "--again" not in told


@pytest.mark.parametrize(
    ("words", "plainly"),
    [
        (("move", "Race", "--cohort", "cohort b", "--to", "20:00"), "move race --cohort b --to 20:00"),
        (("move", "3", "--cohort", "COHORT A", "--room", "The Annexe"), "move race --cohort a --room annexe"),
        (("combine", "Cohort A", "cohort b", "--session", "RACE"), "combine a b --session race"),
        (("swap", "ADA", "--with", "Bea", "--session", "fold"), "swap ada --with bea --session fold"),
        (("room", "lost", "the hall", "--on", "2027-02-09"), "room lost hall --on 2027-02-09"),
        (("skip", "2027-01-26", "--cohort", "Cohort B"), "skip 2027-01-26 --cohort b"),
    ],
)
def test_labels_titles_and_names_do_what_keys_do_and_the_history_holds_keys(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], plainly: str
) -> None:
    other = small_folder(tmp_path / "other")
    said(folder, capsys, *words, "--yes")
    said(other, capsys, *shlex.split(plainly), "--yes")
    assert (folder / "changes.yaml").read_text("utf-8") == (other / "changes.yaml").read_text("utf-8")
    assert f"Taken back: programme {plainly}. " in said(folder, capsys, "undo")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("move", "rice", "--to", "20:00"), "There is no session “rice”. Did you mean race (Race)?"),
        (("skip", "2027-01-26", "--cohort", "z"), "no cohort “z”. Known: a (Cohort A), b (Cohort B)."),
        (
            ("move", "race", "--room", "x"),
            "no room “x” in people/rooms.csv. Known: hall (The hall), annexe (The annexe).",
        ),
        (("plan", "--cohort", "Cohort C"), "There is no cohort “Cohort C”. Did you mean"),
        (("build", "--only", "ics", "--cohort", "z"), "no cohort “z”. Known: a (Cohort A)"),
        (("cohorts", "--keep", "z"), "no cohort “z”. Known: a (Cohort A)"),
        (("attend", "record", "fold", "--absent", "Zoe"), "no participant “Zoe”"),
    ],
)
def test_a_name_that_belongs_to_nothing_is_told_with_keys_and_names(
    folder: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], says: str
) -> None:
    assert says in said(folder, capsys, *words, code=2)


def test_attendance_takes_names(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said(folder, capsys, "attend", "record", "Fold", "--absent", "ANN", "p2", "--cohort", "cohort a", now="2027-01-20")
    marks = (folder / "people/attendance.csv").read_text("utf-8").splitlines()[1:]
    assert marks == ["p1,a,fold,absent", "p2,a,fold,absent", "p3,a,fold,present"]
