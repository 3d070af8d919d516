"""`programme attend`: registers are read, marks and what was held are one change, and the organiser sees what
follows."""

from __future__ import annotations

import csv
import json
import shutil
import stat
from pathlib import Path

import pytest

from tests.commands.at_a_terminal import at_a_terminal
from tests.examples import lay_out
from toolkit.cli import run
from toolkit.keeping import journal
from toolkit.keeping.journal import JOURNAL

NOW = ("--now", "2027-02-10")
HEAD = "id,name,cohort,fold (1),sail (2),race (3)\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small programme: cohorts a (p1 to p3) and b (p4 to p6), sessions fold, sail and race."""
    made = lay_out(tmp_path / "small")
    monkeypatch.chdir(made)
    return made


def attend(*words: str) -> int:
    return run(["attend", *words, *NOW])


def rows(folder: Path) -> list[str]:
    place = folder / "people/attendance.csv"
    return place.read_text("utf-8").splitlines()[1:] if place.exists() else []


def everything(folder: Path) -> dict[str, bytes]:
    found = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    return {path: data for path, data in found.items() if path != ".programme/lock"}


def held(folder: Path) -> list[str]:
    lines = (folder / "changes.yaml").read_text("utf-8").split("\n  - ")
    return [entry.split("session: ")[1].split()[0] for entry in lines if "held: true" in entry]


def test_a_register_becomes_marks_and_history_in_one_change(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "filled.csv").write_text(
        HEAD + "p1,Ann,a,present,present,\np2,Ben,a,absent,excused,\np3,Cyd,a,present,present,\n"
    )
    assert attend("import", "filled.csv") == 0
    assert rows(folder) == [
        "p1,a,fold,present",
        "p1,a,sail,present",
        "p2,a,fold,absent",
        "p2,a,sail,excused",
        "p3,a,fold,present",
        "p3,a,sail,present",
    ]
    assert held(folder) == ["fold", "sail"]
    said = capsys.readouterr().out
    assert "Cohort A, 1. Fold, Tue 19 Jan: 2 present, 1 absent" in said
    assert "Paper boats: chapter 1, 10 min: https://example.org/boats" in said
    assert "Ben (p2) of Cohort A missed the last 2: Fold and Sail" in said
    assert run(["check"]) == 0


def test_the_same_register_again_changes_nothing_and_a_later_one_wins(folder: Path) -> None:
    (folder / "one.csv").write_text(HEAD + "p1,Ann,a,absent,,\np2,Ben,a,present,,\n")
    (folder / "two.csv").write_text(HEAD + "p1,Ann,a,excused,,\n")
    assert attend("import", "one.csv") == 0
    before = everything(folder)
    assert attend("import", "one.csv") == 0
    assert everything(folder) == before
    assert attend("import", "one.csv", "two.csv") == 0
    assert rows(folder) == ["p1,a,fold,excused", "p2,a,fold,present"]


def test_the_register_that_the_build_made_is_read_back_with_what_was_filled_in(folder: Path) -> None:
    assert attend("record", "1", "--cohort", "a", "--absent", "p2") == 0
    assert run(["build", "--only", "sheets", *NOW]) == 0
    register = folder / "out/private/attendance.csv"
    with register.open(encoding="utf-8-sig", newline="") as file:
        table = list(csv.reader(file))
    assert [row[3] for row in table[1:4]] == ["present", "absent", "present"]
    before = everything(folder)
    for name in ("attendance.csv", "attendance.xlsx"):
        assert attend("import", f"out/private/{name}") == 0
    assert everything(folder) == before


@pytest.mark.parametrize(
    ("row", "code"),
    [("p1,Ann,a,perhaps,,", "P117"), ("p9,Nobody,a,present,,", "P032"), ("p1,Ann,a,present,,present", "P118")],
)
def test_a_register_with_a_mistake_is_told_and_nothing_is_written(
    folder: Path, capsys: pytest.CaptureFixture[str], row: str, code: str
) -> None:
    (folder / "filled.csv").write_text(f"{HEAD}p2,Ben,a,present,,\n{row}\n")
    before = everything(folder)
    assert run(["attend", "import", "filled.csv", "--now", "2027-02-05"]) == 1
    said = capsys.readouterr().err
    assert "filled.csv:3:" in said
    assert code in said
    assert everything(folder) == before


def test_naming_who_was_absent_says_that_the_others_were_there(folder: Path) -> None:
    assert attend("record", "fold", "--absent", "p5", "--excused", "p6") == 0
    assert rows(folder) == ["p5,b,fold,absent", "p6,b,fold,excused", "p4,b,fold,present"]
    assert held(folder) == ["fold"]


def test_naming_who_was_there_says_nothing_of_the_others(folder: Path) -> None:
    assert attend("record", "1", "--present", "p4", "p5,p6", "--cohort", "b") == 0
    assert attend("record", "1", "--present", "p1", "--present", "p2") == 0
    assert rows(folder) == [
        "p4,b,fold,present",
        "p5,b,fold,present",
        "p6,b,fold,present",
        "p1,a,fold,present",
        "p2,a,fold,present",
    ]


def test_a_mark_is_mended_without_touching_the_others(folder: Path) -> None:
    assert attend("record", "1", "--cohort", "a", "--absent", "p1", "p2") == 0
    assert attend("record", "1", "--excused", "p1") == 0
    assert rows(folder) == ["p1,a,fold,excused", "p2,a,fold,absent", "p3,a,fold,present"]


def test_an_absence_can_be_told_before_the_meeting_and_holds_nothing(folder: Path) -> None:
    assert run(["attend", "record", "race", "--excused", "p1", "--now", "2027-02-01"]) == 0
    assert (rows(folder), held(folder)) == (["p1,a,race,excused"], [])
    assert run(["attend", "record", "race", "--present", "p2", "--now", "2027-02-01"]) == 2


@pytest.mark.parametrize(
    "words",
    [
        ("nowhere", "--present", "p1"),
        ("1", "--present", "p99"),
        ("1", "--present", "p1", "--absent", "p1"),
        ("1", "--cohort", "z", "--present", "p1"),
        ("1",),
    ],
)
def test_what_cannot_be_meant_is_wrong_usage_and_writes_nothing(folder: Path, words: tuple[str, ...]) -> None:
    before = everything(folder)
    assert attend("record", *words) == 2
    assert everything(folder) == before


def test_nobody_misses_a_meeting_of_a_cohort_that_they_are_not_in_but_may_be_its_guest(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = everything(folder)
    assert attend("record", "fold", "--cohort", "b", "--absent", "p1") == 2
    assert "“p1” is in Cohort A" in capsys.readouterr().err
    assert everything(folder) == before
    assert attend("record", "fold", "--cohort", "b", "--present", "p1") == 0
    assert attend("record", "fold", "--cohort", "b", "--absent", "p1") == 0, (
        "a mark is mended, and who was moved was in it"
    )
    assert rows(folder)[0] == "p1,b,fold,absent"


def test_a_dry_run_shows_all_and_writes_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = everything(folder)
    assert attend("record", "1", "--absent", "p2", "--dry-run") == 0
    assert "2 present, 1 absent" in capsys.readouterr().out
    assert everything(folder) == before


def test_at_a_terminal_it_is_asked_person_by_person_and_enter_is_present(folder: Path) -> None:
    code, shown = at_a_terminal(folder, "attend", "record", "1", "--cohort", "a", *NOW, typed=("", "a", "perhaps", "e"))
    assert code == 0, shown
    assert "Ben (p2) [present]:" in shown
    assert "Type p, a or e." in shown
    assert rows(folder) == ["p1,a,fold,present", "p2,a,fold,absent", "p3,a,fold,excused"]


def test_where_nobody_was_the_meeting_is_not_assumed_held(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert attend("record", "1", "--absent", "p1", "p2", "p3") == 0
    assert held(folder) == []
    assert "`programme held fold --cohort a`" in capsys.readouterr().err


def test_undo_takes_marks_and_history_back_and_what_it_needs_of_people_stays_in_people(folder: Path) -> None:
    before = everything(folder)
    assert attend("record", "1", "--absent", "p2") == 0
    action = next((folder / ".programme/history").iterdir()).read_text("utf-8")
    assert "attendance.csv" not in action
    assert "p2" not in action
    private = folder / "people/history/0001.json"
    assert "p2,a,fold,absent" in private.read_text("utf-8")
    assert stat.S_IMODE(private.stat().st_mode) == 0o600
    assert attend("record", "1", "--cohort", "a", "--excused", "p2") == 0
    assert run(["undo", *NOW]) == 0
    assert "p2,a,fold,absent" in rows(folder)
    assert run(["undo", *NOW]) == 0
    assert {path: data for path, data in everything(folder).items() if not path.endswith(".programme/lock")} == before


def test_a_run_that_is_cut_off_is_finished_by_the_next(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Marks and history are one change: cut off behind the journal, both are there after the next command."""
    untouched = Path(shutil.copytree(folder, folder.parent / "untouched"))
    assert run(["-C", str(untouched), "attend", "record", "1", "--absent", "p2", *NOW]) == 0

    def cut(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(journal, "_finish", cut)
    assert attend("record", "1", "--absent", "p2") == 130
    assert (folder / JOURNAL).exists()
    monkeypatch.undo()
    monkeypatch.chdir(folder)
    assert attend("record", "1", "--absent", "p2") == 0
    assert everything(folder) == everything(untouched)


def test_json_names_people_by_id_only(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    attend("record", "1", "--absent", "p2")
    attend("record", "2", "--cohort", "a", "--absent", "p2")
    capsys.readouterr()
    assert attend("--json") == 0
    shown = capsys.readouterr().out
    data = json.loads(shown)
    assert "Ben" not in shown
    assert data["version"] == 1
    assert data["meetings"][0] == {
        "cohort": "a",
        "session": "fold",
        "date": "2027-01-19",
        "held": True,
        "present": ["p1", "p3"],
        "absent": ["p2"],
        "excused": [],
        "not_recorded": [],
    }
    assert data["missed_in_a_row"] == [{"id": "p2", "cohort": "a", "sessions": ["fold", "sail"]}]
    assert data["absences"][0]["catch_up"] == [
        {"title": "Paper boats: chapter 1", "minutes": 10, "url": "https://example.org/boats"}
    ]


def test_a_cohort_that_became_small_gets_a_command(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cohorts = (
        "cohorts:\n  a: {facilitators: [ada], members: [p1, p2, p3]}\n  b: {facilitators: [bea], members: [p4, p5, p6],"
        " time: '20:30'}\n"
    )
    (folder / "cohorts.yaml").write_text(cohorts)
    for session in ("1", "2"):
        assert run(["attend", "record", session, "--absent", "p2", "p3", "--now", "2027-02-05"]) == 0
    capsys.readouterr()
    assert run(["attend", "--now", "2027-02-05"]) == 0
    assert "programme combine b a --session 3 --and-later" in capsys.readouterr().out
    assert run(["attend", "--least", "1", "--now", "2027-02-05"]) == 0
    assert "combine" not in capsys.readouterr().out


def test_undo_keeps_marks_that_were_made_by_hand_since(folder: Path) -> None:
    assert attend("record", "1", "--cohort", "a", "--present", "p1", "--present", "p2") == 0
    attendance = folder / "people/attendance.csv"
    attendance.write_text(
        "id,cohort,session,state,note\n" + attendance.read_text("utf-8").split("\n", 1)[1], encoding="utf-8"
    )
    edited = everything(folder)
    assert run(["undo", *NOW]) == 4
    assert everything(folder) == edited
