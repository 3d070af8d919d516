"""A cohort that loses people: it is told with whom it could meet, and the menu merges it for good. From files to plan,
in one hall."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.examples import lay_out
from toolkit.cli import run
from toolkit.model.programme import Cohort
from toolkit.reading.programme_folder import read_programme
from toolkit.reading.shelves import Shelves

BEFORE, AFTER = "2026-11-23", "2027-02-09T12:00"
TIMES = "Mon 18:00-19:00"


@pytest.fixture
def folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """Eighteen people who can come on Mondays at six, in three cohorts of six, all in the hall."""
    place = lay_out(tmp_path / "programme")
    (place / "cohorts.yaml").write_text("cohorts: {}\n")
    (place / "changes.yaml").write_text("changes: []\n")
    rows = "".join(f"p{number},P{number},{TIMES},accepted\n" for number in range(18))
    (place / "people" / "participants.csv").write_text("id,name,available,status\n" + rows)
    (place / "people" / "facilitators.csv").write_text(
        "id,available,max_cohorts\n" + "".join(f"{id},{TIMES},1\n" for id in ("ada", "bea", "cas"))
    )
    (place / "people" / "rooms.csv").write_text("id,seats,cohorts\nhall,27,3\n")
    ran(capsys, place, "cohorts", "--size", "4-8", "--target", "6")
    assert [len(cohort.members) for cohort in cohorts(place).values()] == [6, 6, 6]
    return place


def ran(capsys: pytest.CaptureFixture[str], folder: Path, *words: str, now: str = BEFORE) -> str:
    assert run(["-C", str(folder), *words, "--now", now]) == 0
    return capsys.readouterr().out


def menu(capsys: pytest.CaptureFixture[str], folder: Path, *words: str, now: str = AFTER) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(
        ran(capsys, folder, "cohorts", "--size", "4-8", "--replan", "--json", *words, now=now)
    )["choices"]
    return found


def cohorts(folder: Path) -> dict[str, Cohort]:
    return {cohort.key: cohort for cohort in read_programme(folder, Shelves.open(folder=folder)).cohorts}


def test_after_four_were_declined_status_says_so_and_the_menu_merges(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = cohorts(folder)
    gone, left = before["b"].members[:4], before["b"].members[4:]
    ran(capsys, folder, "people", "decline", *gone)
    said = ran(capsys, folder, "status")
    assert "Monday B: 2 members are left; it needs" in said
    assert "To merge it with another for good: programme cohorts --replan" in said
    calm, merged = menu(capsys, folder, now=BEFORE)
    assert calm["small"] == ["b has 2 people only"]
    assert (merged["placed"], merged["moved"], merged["small"], merged["unplaced"]) == (14, [], [], [])
    assert merged["ended"] == ["b ends: 1 goes to a, 1 goes to c"]
    menu(capsys, folder, "--accept", "2", now=BEFORE)
    after = cohorts(folder)
    assert set(after) == {"a", "c"}
    assert {*after["a"].members, *after["c"].members} == {*before["a"].members, *before["c"].members, *left}
    assert "members are left" not in ran(capsys, folder, "status")


def test_who_no_longer_comes_makes_no_cohort_large_enough(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = cohorts(folder)
    coming, absent = before["b"].members[:2], before["b"].members[2:]
    for session in ("fold", "sail"):
        ran(capsys, folder, "attend", "record", session, "--cohort", "b", "--absent", *absent, now=AFTER)
    assert "Monday B: 2 and 2 came to the last 2 meetings" in ran(capsys, folder, "status", now=AFTER)
    said = ran(capsys, folder, "held", "sail", "--cohort", "a", now=AFTER)
    assert "Monday B" not in said, "what is said is about the cohort that was named"
    assert "Monday B: 2 and 2 came to the last 2 meetings" in ran(capsys, folder, "held", "sail", now=AFTER)
    _calm, merged = menu(capsys, folder)
    seats = {one["id"]: set(one["members"]) for one in merged["cohorts"]}
    assert set(seats) == {"a", "c"}
    assert set(coming) <= seats["a"] | seats["c"]
    assert (merged["placed"], len(set(merged["unplaced"]) & set(absent))) == (16, 2), (
        "those who no longer come get the seats that are left"
    )
    menu(capsys, folder, "--accept", "2")
    assert set(cohorts(folder)) == {"a", "c"}


def worth(choice: dict[str, Any]) -> tuple[Any, ...]:
    return choice["kind"], choice["placed"], choice["moved"], choice["small"]


def without_solver(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "highspy", None)


def test_without_the_solver_the_menu_merges_too_and_says_how_to_install_it(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = cohorts(folder)
    ran(capsys, folder, "people", "decline", *before["b"].members[:4])
    with_it = menu(capsys, folder, now=BEFORE)
    without_solver(monkeypatch)
    without = menu(capsys, folder, now=BEFORE)
    first, second = ([worth(one) for one in found] for found in (with_it, without))
    assert first == second
    assert run(["-C", str(folder), "cohorts", "--size", "4-8", "--replan", "--now", BEFORE]) == 0
    assert "pipx inject programme-in-a-box highspy" in capsys.readouterr().err


def test_proven_is_said_with_the_solver_and_without_it(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    forming = ("cohorts", "--dry-run", "--size", "4-8")
    for solver in (True, False):
        if not solver:
            without_solver(monkeypatch)
        (folder / "people" / "rooms.csv").write_text("id,seats,cohorts\nhall,27,3\n")
        assert "Placed 18 of 18 people in 3 cohorts (proven the most)." in ran(capsys, folder, *forming)
        (folder / "people" / "rooms.csv").write_text("id,seats,cohorts\nhall,27,2\n")
        assert "Placed 16 of 18 people in 2 cohorts (proven the most)." in ran(capsys, folder, *forming)


def test_while_enough_come_nothing_is_merged(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ran(capsys, folder, "people", "decline", *cohorts(folder)["b"].members[:2])
    assert "members are left" not in ran(capsys, folder, "status")
    assert [choice["kind"] for choice in menu(capsys, folder, now=BEFORE)] == ["nobody"]
