"""`programme people forget` and `export`: everything about one person, and nobody else."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.commands.at_a_terminal import at_a_terminal
from tests.commands.people_folder import NOW, everything, live_through, rows
from tests.examples import EXAMPLES
from toolkit.cli import run
from toolkit.keeping import journal


@pytest.fixture
def lived(small: Path) -> Path:
    """A programme that has run."""
    return live_through(small)


@pytest.mark.parametrize(
    ("id", "words"), [("p1", ("Ann Lee", "ann@example.org")), ("ada", ("Ada Byron", "ada@example.org"))]
)
def test_whoever_is_forgotten_is_nowhere_and_the_rest_goes_on(
    lived: Path, id: str, words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    before = everything(lived)
    assert run(["people", "forget", id, "--dry-run"]) == 0
    assert everything(lived) == before
    assert run(["people", "forget", id, "--yes"]) == 0
    after = everything(lived)
    assert [path for path, data in after.items() if any(word.encode() in data for word in words)] == []
    assert [path for path in after if path.startswith("out/private/") or id in Path(path).stem.split("-")] == []
    assert f".preparation.{id}@" not in (lived / ".programme" / "calendar.lock").read_text()
    capsys.readouterr()
    assert run(["check", *NOW]) == 0
    assert id not in capsys.readouterr().out
    assert run(["undo", *NOW]) == 0
    assert run(["check", *NOW]) == 0
    assert "Ben" in " ".join(rows(lived))
    assert run(["people", "forget", id, "--yes"]) == 2


def test_the_page_of_what_was_made_goes_with_the_links_to_what_is_gone(
    lived: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    index = lived / "out" / "index.html"
    index.write_text('<a href="private/calendar/facilitator-ada.ics">private/calendar/facilitator-ada.ics</a>')
    capsys.readouterr()
    assert run(["people", "export", "ada"]) == 0
    assert "out/index.html" in [one["file"] for one in json.loads(capsys.readouterr().out)["stored"]]
    assert run(["people", "forget", "p5", "--yes"]) == 0
    assert not index.exists(), "its links lead into out/private, which is gone for everybody"


def test_an_id_in_a_reason_is_replaced_everywhere_and_a_first_name_is_told(
    lived: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert (
        run(
            [
                "cancel",
                "sail",
                "--cohort",
                "b",
                "--then",
                "drop",
                "--yes",
                "--reason",
                "Ann has an exam, p1 told us; not p1-x",
                *NOW,
            ]
        )
        == 0
    )
    assert run(["held", "fold", "--cohort", "a", "--now", "2027-02-01"]) == 0
    line = next(
        number for number, text in enumerate((lived / "changes.yaml").read_text().splitlines(), 1) if "an exam" in text
    )
    capsys.readouterr()
    assert run(["people", "forget", "p1", "--yes"]) == 0
    removed, yourself = capsys.readouterr().out.split("Look here yourself")
    assert f"changes.yaml:{line}  changes" in removed
    assert f"changes.yaml:{line}  changes" in yourself
    assert "Ann has an exam, somebody told us; not p1-x" in (lived / "changes.yaml").read_text()
    assert [path for path, data in everything(lived).items() if b"p1 told us" in data] == []
    assert run(["undo", "--now", "2027-02-01"]) == 0


def test_a_name_within_another_name_is_not_theirs_and_what_stays_is_not_called_removed(
    lived: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    people = lived / "people" / "participants.csv"
    people.write_text(
        people.read_text("utf-8").replace("p4,D,", "p4,O,").replace("p5,E,,,", "p5,Aoife O’Sullivan,,,O's friend"),
        encoding="utf-8",
    )
    capsys.readouterr()
    assert run(["people", "forget", "p4", "--dry-run"]) == 0
    removed, yourself = capsys.readouterr().out.split("Look here yourself")
    assert ("participants.csv:6" in removed, "participants.csv:5" in yourself) == (False, True)
    people.write_text(people.read_text("utf-8").replace("O's friend", ""), encoding="utf-8")
    assert run(["people", "forget", "p4", "--yes"]) == 0
    assert "Look here yourself" not in capsys.readouterr().out


def test_forgetting_touches_nothing_of_anybody_else(lived: Path) -> None:
    assert run(["people", "forget", "p1", "--yes"]) == 0
    assert rows(lived) == [
        "id,name,email,together,note",
        "p2,Ben,ben@example.org,p3,met somebody",
        "p3,Cyd,c@x.org,,",
        "p4,D,,,",
        "p5,E,,,",
        "p6,F,,,",
    ]
    assert rows(lived, "attendance") == ["id,cohort,session,state", "p2,a,fold,absent"]
    assert (lived / "cohorts.yaml").read_text() == (EXAMPLES / "good" / "small" / "cohorts.yaml").read_text().replace(
        "[p1, p2, p3]", "[p2, p3]"
    )
    assert "Ada Byron is ill, says somebody" in (lived / "changes.yaml").read_text()


def test_what_was_told_and_sent_is_kept_without_them(lived: Path) -> None:
    records = lived / ".programme"
    assert run(["people", "forget", "p1", "--yes"]) == 0
    assert run(["people", "forget", "ada", "--yes"]) == 0
    told = json.loads((records / "published" / "01.json").read_text())
    assert (told["meetings"][0]["facilitators"], told["meetings"][0]["mentor"]) == (["bea"], None)
    assert (told["files"], told["members"]) == ({}, {"a": ["p2", "p3"]})
    assert told["changes"] == [
        {"cohort": "a", "session": "sail", "facilitators": ["bea"], "mentor": None, "reason": "somebody is ill"}
    ]
    assert json.loads((records / "sent.json").read_text()) == {
        "version": 1,
        "messages": {"bb": {"id": "p2", "state": "sent"}},
    }
    assert run(["check", *NOW]) == 0


def test_the_rest_of_a_calendar_keeps_its_numbers(lived: Path) -> None:
    lock = lived / ".programme" / "calendar.lock"
    before = json.loads(lock.read_text())["entries"]
    assert run(["people", "forget", "ada", "--yes"]) == 0
    after = json.loads(lock.read_text())["entries"]
    assert after == {uid: entry for uid, entry in before.items() if "preparation.ada@" not in uid}
    assert len(after) < len(before)


def test_undo_brings_nobody_back_who_was_forgotten(lived: Path) -> None:
    (lived.parent / "more.csv").write_text("Name,Email address\nPia Planted,pia@example.org\n", encoding="utf-8")
    assert run(["people", "accept", "p1", "p2", *NOW]) == 0
    assert run(["people", "import", str(lived.parent / "more.csv"), "--yes", *NOW]) == 0
    pia = next(row.split(",")[0] for row in rows(lived) if "Pia" in row)
    assert run(["people", "forget", "p1", "--yes"]) == 0
    assert run(["people", "forget", pia, "--yes"]) == 0
    assert [
        path
        for path, data in everything(lived).items()
        for word in ("Ann Lee", "ann@example.org", "Pia")
        if word.encode() in data
    ] == []
    assert run(["undo", *NOW]) == 0
    assert run(["undo", *NOW]) == 0
    assert [row.split(",")[0] for row in rows(lived)] == ["id", "p2", "p3", "p4", "p5", "p6"]
    assert "status" not in rows(lived)[0]
    assert list((lived / "people").glob("history/*")) == []


def test_what_was_in_people_is_not_undone_in_a_copy_without_it(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["people", "accept", "p1", *NOW]) == 0
    shutil.rmtree(small / "people/history")
    before = everything(small)
    capsys.readouterr()
    assert run(["undo", *NOW]) == 2
    assert "is not kept in this copy of the folder" in capsys.readouterr().err
    assert everything(small) == before


def test_what_was_withdrawn_from_them_is_forgotten_and_from_others_is_not(lived: Path) -> None:
    lock = lived / ".programme" / "calendar.lock"
    values = json.loads(lock.read_text())
    first, second = list(values["entries"])[:2]
    values["entries"][first]["withdrawn"], values["entries"][second]["withdrawn"] = {"p1": 1, "p2": 2}, {"p1": 1}
    lock.write_text(json.dumps(values), encoding="utf-8")
    assert run(["people", "forget", "p1", "--yes"]) == 0
    after = json.loads(lock.read_text())["entries"]
    assert [entry["withdrawn"] for entry in after.values() if "withdrawn" in entry] == [{"p2": 2}]


def test_a_name_that_somebody_else_has_too_is_left_and_told(lived: Path, capsys: pytest.CaptureFixture[str]) -> None:
    people = lived / "people" / "participants.csv"
    people.write_text(people.read_text("utf-8").replace("p4,D,", "p4,Ann Lee,"), encoding="utf-8")
    assert run(["people", "forget", "p1", "--yes"]) == 0
    assert "it may be another of the same name" in capsys.readouterr().out
    assert "p4,Ann Lee,,," in rows(lived)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b'id,cohort,session,state\np2,a,"fold,absent\np1,a,fold,present\n', "P119"),
        ("id,state,cohort,session\np1,a,fold,Zoë\n".encode("latin-1"), "P003"),
    ],
)
def test_nobody_is_forgotten_by_half_where_a_table_cannot_be_read(
    lived: Path, capsys: pytest.CaptureFixture[str], data: bytes, code: str
) -> None:
    (lived / "people" / "attendance.csv").write_bytes(data)
    before = everything(lived)
    assert run(["people", "forget", "p1", "--yes"]) == 1
    assert code in capsys.readouterr().err
    assert everything(lived) == before


def test_forgetting_asks_and_is_not_done_by_itself(lived: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = everything(lived)
    assert run(["people", "forget", "p1"]) == 2
    assert "--yes" in capsys.readouterr().err
    code, shown = at_a_terminal(lived, "people", "forget", "p1", typed=("",))
    assert (code, "people/participants.csv:2  their row" in shown) == (130, True)
    assert everything(lived) == before


def test_a_forgetting_that_is_cut_off_is_finished_by_the_next_command(
    lived: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    finish = journal._finish

    def cut_off(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(journal, "_finish", cut_off)
    assert run(["people", "forget", "p1", "--yes"]) == 130
    monkeypatch.setattr(journal, "_finish", finish)
    assert run(["people", "accept", "p2"]) == 0
    assert b"ann@example.org" not in b"".join(everything(lived).values())


def test_export_gives_every_place_and_the_row_itself(lived: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = everything(lived)
    capsys.readouterr()
    assert run(["people", "export", "p1"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert (data["version"], data["names"], data["emails"]) == (1, ["Ann Lee"], ["ann@example.org"])
    places = {(each["file"], each["line"]) for each in data["stored"]}
    assert {
        ("people/participants.csv", 2),
        ("people/participants.csv", 3),
        ("people/attendance.csv", 2),
        ("cohorts.yaml", 2),
    } <= places
    assert {
        "out/private/attendance.csv",
        "out/private/attendance.xlsx",
        "changes.yaml",
        ".programme/history/0001.json",
    } <= {file for file, _ in places}
    assert [
        each["values"]["email"]
        for each in data["stored"]
        if each["file"] == "people/participants.csv" and each["line"] == 2
    ] == ["ann@example.org"]
    assert everything(lived) == before
