"""`programme people list`, and the verbs that change a status."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.commands.people_folder import IMPORTS, everything, rows
from toolkit.cli import run


def test_list_says_what_is_missing_and_how_many_starts_somebody_has(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (small / "people" / "participants.csv").write_text(
        "id,name,email,timezone,available,if_needed,status\n"
        "p1,Ann,a@x.org,Europe/London,Mon 18:00-21:00,,accepted\n"
        "p2,Ben,,America/New_York,Mon 13:00-16:00,Tue 13:00-16:00,\n"
        "p3,,c@x.org,,Mon evening,,waiting\n",
        encoding="utf-8",
    )
    assert run(["people", "list", "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["version"] == 1
    found = [
        (each["id"], each["status"], each["missing"], each["reach"], each["reach_if_needed"]) for each in data["people"]
    ]
    # evenings of this programme last an hour: they could start at 18:00, 18:30, 19:00, 19:30 and 20:00
    assert found == [
        ("p1", "accepted", [], 5, 5),
        ("p2", "applied", ["e-mail"], 5, 10),
        ("p3", "waiting", ["name", "times", "clear times"], 0, 0),
    ]
    assert run(["people", "list", "--status", "waiting"]) == 0
    out = capsys.readouterr().out
    assert "name, times, clear times" in out
    assert "Ann" not in out


def test_a_start_counts_only_if_it_can_be_kept_when_the_clocks_have_changed(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = (small / "programme.yaml").read_text("utf-8")
    (small / "people" / "participants.csv").write_text(
        "id,name,timezone,available\np1,Ann,America/New_York,Mon 13:00-16:00\np2,Ben,Asia/Kathmandu,Mon 18:00-20:45\n",
        encoding="utf-8",
    )
    reach = {}
    for start in ("2027-01-19", "2027-03-09"):  # the clocks change in New York on 14 March, in London on 28 March
        (small / "programme.yaml").write_text(
            settings.replace('start: "2027-01-19"', f'start: "{start}"').replace("term: Spring 2027\n", ""),
            encoding="utf-8",
        )
        run(["people", "list", "--json"])
        reach[start] = [each["reach"] for each in json.loads(capsys.readouterr().out)["people"]]
    assert reach == {"2027-01-19": [5, 4], "2027-03-09": [3, 2]}


def test_status_verbs_change_one_cell_and_say_what_was_so_already(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["people", "accept", "p1", "p2"]) == 0
    assert rows(small)[:4] == ["id,name,email,status", "p1,Ann,,accepted", "p2,Ben,,accepted", "p3,Cyd,,"]
    assert run(["people", "wait", "p1"]) == 0
    assert run(["people", "decline", "p1", "p2", "--dry-run"]) == 0
    assert run(["people", "accept", "p2"]) == 0
    assert "1 was accepted already" in capsys.readouterr().err
    assert rows(small)[1:3] == ["p1,Ann,,waiting", "p2,Ben,,accepted"]


def test_an_unknown_id_changes_nobody(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = everything(small)
    assert run(["people", "accept", "p1", "p9"]) == 2
    assert run(["people", "forget", "p9", "--yes"]) == 2
    assert run(["people", "export", "p9"]) == 2
    assert "Known: p1" in capsys.readouterr().err
    assert everything(small) == before


def test_outside_a_programme_there_is_nothing_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for arguments in (
        ["accept", "p1"],
        ["forget", "p1", "--yes"],
        ["export", "p1"],
        ["list"],
        ["import", str(IMPORTS / "own.csv"), "--yes"],
    ):
        assert run(["people", *arguments]) == 1
        assert "P001" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
