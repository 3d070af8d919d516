"""`programme cohorts`: what it writes, keeps, prints and refuses."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.examples import lay_out
from toolkit.cli import run
from toolkit.reading.programme_folder import read_programme
from toolkit.reading.shelves import Shelves

EMPTY = "# mine\ncohorts:\n  a:\n    label: Tuesday A\n  b:\n    label: Tuesday B\n# the end\n"
TIMES = "Mon 18:00-21:00"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Ten who can come on Mondays, one who cannot, two facilitators."""
    place = lay_out(tmp_path / "programme")
    (place / "cohorts.yaml").write_text(EMPTY)
    (place / "changes.yaml").write_text("changes: []\n")
    people(place, {**{f"p{number}": TIMES for number in range(10)}, "owl": "Sat 23:00-23:30"})
    (place / "people" / "facilitators.csv").write_text(f"id,available,max_cohorts\nada,{TIMES},1\nbea,{TIMES},1\n")
    (place / "people" / "rooms.csv").write_text("id,seats,cohorts\nhall,20,2\n")
    return place


def people(folder: Path, times: dict[str, str], *, status: str = "accepted") -> None:
    rows = "".join(f'{id},{id.title()},"{text}",{status}\n' for id, text in times.items())
    (folder / "people" / "participants.csv").write_text("id,name,available,status\n" + rows)


def ran(capsys: pytest.CaptureFixture[str], *words: str, code: int = 0) -> str:
    assert run([*words, "--now", "2026-11-23"]) == code
    return capsys.readouterr().out


def data(capsys: pytest.CaptureFixture[str], folder: Path, *words: str) -> Any:
    return json.loads(ran(capsys, "cohorts", str(folder), "--json", *words))


def test_the_plan_is_written_and_read_back(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = data(capsys, folder)
    assert {key: found[key] for key in ("version", "placed", "reachable", "bound", "status", "gap", "cut")} == {
        "version": 1, "placed": 10, "reachable": 10, "bound": 10, "status": "optimal", "gap": 0.0, "cut": None,
    }  # fmt: skip
    assert [one["id"] for one in found["unplaced"]] == ["owl"]
    written = read_programme(folder, Shelves.open(folder=folder)).cohorts
    assert [(cohort.key, list(cohort.members), cohort.days, cohort.room) for cohort in written] == [
        (one["id"], one["members"], (one["day"],), one["room"]) for one in found["cohorts"]
    ]
    assert {one["facilitator"] for one in found["cohorts"]} == {"ada", "bea"}
    text = (folder / "cohorts.yaml").read_text()
    assert text.startswith("# mine\ncohorts:\n  a:\n    label: Monday A\n")
    assert text.endswith("\n# the end\n")


def test_who_meets_at_hard_hours_is_told_by_cohort(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = "".join(f"p{number},P{number},{TIMES},accepted,online-peer,\n" for number in range(4))
    far = 'owl,Owl,"Tue 03:00-06:00",accepted,online-peer,Asia/Seoul\n'
    (folder / "people" / "participants.csv").write_text("id,name,available,status,mode,timezone\n" + rows + far)
    (folder / "people" / "facilitators.csv").write_text(f'id,name,available,timezone\nada,Ada,"{TIMES}",\n')
    found = data(capsys, folder)
    assert (found["placed"], found["hard_hours"], found["cohorts"][0]["hard_hours"]) == (5, 1, ["owl"])
    told = ran(capsys, "cohorts", str(folder))
    assert "At hard hours, before 8:00 or after 22:00 on their own clock: 1\n  a: Owl\n" in told
    (folder / "people" / "participants.csv").write_text("id,name,available,status,mode,timezone\n" + rows)
    assert "hard hours" not in ran(capsys, "cohorts", str(folder))


def test_turns_are_written_told_and_the_same_again(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    here = "".join(f'p{n},P{n},"Tue 07:00-08:00; Tue 20:00-21:00",accepted,online-peer,\n' for n in range(4))
    far = 'owl,Owl,"Tue 16:00-17:00; Wed 05:00-06:00",accepted,online-peer,Asia/Seoul\n'
    (folder / "people" / "participants.csv").write_text("id,name,available,status,mode,timezone\n" + here + far)
    (folder / "people" / "facilitators.csv").write_text('id,name,available\nada,Ada,"Tue 07:00-21:00"\n')
    (cohort,) = data(capsys, folder, "--meeting", "60")["cohorts"]
    assert (cohort["turns"], cohort["time"]) == (["Tue 07:00", "Tue 20:00"], "07:00")
    written = (folder / "cohorts.yaml").read_text()
    assert '    label: Tuesday A\n    mode: online-peer\n    turns: ["Tue 07:00", "Tue 20:00"]\n' in written
    told = ran(capsys, "cohorts", str(folder), "--meeting", "60")
    assert "a: Tue 07:00 and Tue 20:00 in turn · Ada · online · 5 people" in told
    assert "clock: 6\n  a (in turn): P0, P1, P2, P3, Owl, Ada\n" in told
    assert (folder / "cohorts.yaml").read_text() == written
    assert "P087" not in ran(capsys, "check", str(folder))
    plans = data(capsys, folder, "--replan")["choices"]
    assert [cohort["turns"] for plan in plans for cohort in plan["cohorts"]] == [["Tue 07:00", "Tue 20:00"]]
    (folder / "people" / "participants.csv").write_text(
        "id,name,available,status,mode,timezone\n" + here.replace("Tue 07:00-08:00; ", "")
    )
    (evening,) = data(capsys, folder, "--meeting", "60")["cohorts"]
    assert evening["turns"] == []
    assert '    day: tue\n    time: "20:00"\n' in (folder / "cohorts.yaml").read_text()
    assert "turns" not in (folder / "cohorts.yaml").read_text()


def test_one_who_roams_runs_both_cohorts_in_the_hall_and_check_is_content(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "people" / "facilitators.csv").write_text(f"id,available,hours_per_week,roams\nada,{TIMES},1,2\n")
    found = data(capsys, folder, "--size", "4-8")
    assert (found["placed"], found["status"], len(found["cohorts"])) == (10, "optimal", 2)
    assert {(one["facilitator"], one["room"], one["time"]) for one in found["cohorts"]} == {
        ("ada", "hall", found["cohorts"][0]["time"])
    }
    said = ran(capsys, "check", str(folder))
    assert not [code for code in ("P067", "P068", "P087", "P089") if code in said]
    (folder / "people" / "facilitators.csv").write_text(f"id,available,hours_per_week,roams\nada,{TIMES},1,\n")
    assert data(capsys, folder, "--size", "4-8", "--dry-run")["placed"] == 8


def test_again_changes_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ran(capsys, "cohorts", str(folder))
    before = (folder / "cohorts.yaml").read_bytes()
    ran(capsys, "cohorts", str(folder))
    assert (folder / "cohorts.yaml").read_bytes() == before


def test_dry_run_writes_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "Placed 10 of 11" in ran(capsys, "cohorts", str(folder), "--dry-run")
    assert (folder / "cohorts.yaml").read_text() == EMPTY


def test_what_was_edited_by_hand_stays(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mine = (
        "  a:   # chosen with care\n    members: [p3, p4, p5, p6]\n    facilitators: [ada]\n    day: mon\n    time:"
        ' "18:00"\n    room: hall\n'
    )
    (folder / "cohorts.yaml").write_text("cohorts:\n" + mine + "  b: {label: Other}\n")
    found = data(capsys, folder)
    assert {one["id"]: set(one["members"]) for one in found["cohorts"]} == {
        "a": {"p3", "p4", "p5", "p6"},
        "b": {"p0", "p1", "p2", "p7", "p8", "p9"},
    }
    assert mine in (folder / "cohorts.yaml").read_text()


def test_keep_holds_a_cohort_that_would_be_formed_anew(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first = {one["id"]: one for one in data(capsys, folder)["cohorts"]}
    people(folder, {f"p{number}": TIMES for number in range(9, -1, -1)})
    again = {one["id"]: one for one in data(capsys, folder, "--keep", "a")["cohorts"]}
    assert again["a"] == first["a"]
    ran(capsys, "cohorts", str(folder), "--keep", "z", code=2)


def test_while_nobody_is_accepted_all_who_applied_are_placed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    people(folder, {f"p{number}": TIMES for number in range(5)}, status="applied")
    assert data(capsys, folder, "--size", "4-8")["placed"] == 5


def test_the_menu_after_a_loss(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ran(capsys, "cohorts", str(folder))
    before = (folder / "cohorts.yaml").read_bytes()
    people(folder, {f"p{number}": TIMES for number in range(9)})
    found = data(capsys, folder, "--replan")
    assert (found["choices"][0]["kind"], found["choices"][0]["moved"]) == ("nobody", [])
    assert (folder / "cohorts.yaml").read_bytes() == before
    ran(capsys, "cohorts", str(folder), "--replan", "--accept", "1")
    assert "p9" not in (folder / "cohorts.yaml").read_text()
    ran(capsys, "cohorts", str(folder), "--replan", "--accept", "7", code=2)
    ran(capsys, "cohorts", str(folder), "--accept", "1", code=2)


def test_a_replan_without_cohorts_is_refused(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ran(capsys, "cohorts", str(folder), "--replan", code=2)


@pytest.mark.parametrize("words", [("--size", "8-4"), ("--size", "four"), ("--target", "9", "--size", "4-8")])
def test_sizes_that_contradict_each_other_are_refused(
    folder: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...]
) -> None:
    ran(capsys, "cohorts", str(folder), *words, code=2)
    assert (folder / "cohorts.yaml").read_text() == EMPTY


def test_a_limit_says_that_it_cut(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = data(capsys, folder, "--limit", "0.000001")
    assert found["cut"] == "limit"
    assert found["placed"] <= found["bound"]
    assert run(["cohorts", str(folder), "--limit", "0.000001"]) == 0
    assert "No cohort can be formed" not in capsys.readouterr().err


def test_unclear_times_are_told_and_nobody_is_placed_by_them(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    people(folder, {**{f"p{number}": TIMES for number in range(5)}, "vague": "Mon evening"})
    assert run(["cohorts", str(folder), "--json"]) == 0
    said = capsys.readouterr()
    assert "which hours are “evening”" in said.err
    assert [one["id"] for one in json.loads(said.out)["unplaced"]] == ["vague"]


def test_check_tells_of_hand_edits_that_break_a_rule(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ran(capsys, "cohorts", str(folder))
    assert "P087" not in ran(capsys, "check", str(folder))
    text = (folder / "cohorts.yaml").read_text()
    (folder / "cohorts.yaml").write_text(text.replace("day: mon", "day: wed", 1))
    assert "P087" in ran(capsys, "check", str(folder))


@pytest.mark.parametrize(
    "text", ["cohorts: {a: {members: [p0, p1, p2, p3]}}\n", "cohorts:\n    a:\n        members: [p0, p1, p2, p3]\n"]
)
def test_a_file_in_another_form_is_not_written_over(
    folder: Path, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    (folder / "cohorts.yaml").write_text(text)
    ran(capsys, "cohorts", str(folder), code=4)
    assert (folder / "cohorts.yaml").read_text() == text


def one_evening(folder: Path) -> None:
    """Four who can come early, four who can come late; Ada is there all evening, and each room for a half of it."""
    times = {**{f"p{n}": "Mon 16:00-18:00" for n in range(4)}, **{f"q{n}": "Mon 18:00-20:00" for n in range(4)}}
    people(folder, times)
    (folder / "people" / "facilitators.csv").write_text("id,available,max_cohorts\nada,Mon 16:00-20:00,2\n")
    (folder / "people" / "rooms.csv").write_text("id,seats,open\nhall,20,Mon 16:00-18:00\nattic,20,Mon 18:00-20:00\n")


def test_minutes_between_two_rooms_are_kept_and_remembered(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one_evening(folder)
    words = ("--size", "3-6", "--meeting", "120")
    assert data(capsys, folder, *words)["placed"] == 4
    assert json.loads((folder / ".programme" / "formed.json").read_text()).get("gap") is None
    assert data(capsys, folder, *words, "--gap", "0")["placed"] == 8
    assert json.loads((folder / ".programme" / "formed.json").read_text())["gap"] == 0
    assert data(capsys, folder, *words)["placed"] == 8
    assert "P145" not in ran(capsys, "check", str(folder))
    (folder / ".programme" / "formed.json").unlink()
    assert "P145" in ran(capsys, "check", str(folder))


def test_nobody_is_alone_by_a_column_and_the_column_is_nowhere_in_what_is_made(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = "".join(
        f'p{n},P{n},"{TIMES}",accepted,{"Zebra" if n < 2 else "Yak" if n == 2 else "Wolf"}\n' for n in range(10)
    )
    (folder / "people" / "participants.csv").write_text("id,name,available,status,Pet\n" + rows)
    (folder / "people" / "rooms.csv").unlink()
    (folder / "cohorts.yaml").write_text("not_alone: [pet]\ncohorts: {}\n")
    found = data(capsys, folder, "--size", "3-5")
    assert found["placed"] == 10
    assert any({"p0", "p1"} <= set(one["members"]) for one in found["cohorts"])
    assert (folder / "cohorts.yaml").read_text().startswith("not_alone: [pet]\ncohorts:\n  a:\n")
    assert "P146" not in ran(capsys, "check", str(folder))
    ran(capsys, "build", str(folder), "--only", "site", "--only", "ics", "--only", "mail")
    made = b"".join(
        path.read_bytes() for name in ("out", ".programme") for path in (folder / name).rglob("*") if path.is_file()
    )
    assert made
    assert not [word for word in (b"Zebra", b"zebra", b"Yak") if word in made]


def test_whoever_has_no_company_at_all_is_placed_and_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "people" / "participants.csv").write_text(
        "id,name,available,status,pet\n"
        + "".join(f'p{n},P{n},"{TIMES}",accepted,{"yak" * (n == 2)}\n' for n in range(5))
    )
    (folder / "cohorts.yaml").write_text("not_alone: [pet]\n")
    assert run(["cohorts", str(folder), "--size", "3-5", "--now", "2026-11-23"]) == 0
    told = capsys.readouterr()
    assert "p2 is the only one at all with pet: yak" in told.err
    assert "[p0, p1, p2, p3, p4]" in (folder / "cohorts.yaml").read_text()


def test_whoever_is_alone_because_nobody_can_come_to_their_times_is_told(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = "".join(f'p{n},P{n},"{TIMES}",accepted,{"yak" * (n == 2)}\n' for n in range(5))
    (folder / "people" / "participants.csv").write_text(
        f"id,name,available,status,pet\n{rows}owl,Owl,Sat 23:00-23:30,accepted,yak\n"
    )
    (folder / "cohorts.yaml").write_text("not_alone: [pet]\n")
    assert run(["cohorts", str(folder), "--size", "3-5", "--now", "2026-11-23"]) == 0
    assert "p2 is the only one with pet: yak." in capsys.readouterr().err
    assert "P146" in ran(capsys, "check", str(folder))
