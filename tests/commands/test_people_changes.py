"""`programme people add` and `withdraw`, `room add` and `facilitator add`, in words."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.examples import lay_out
from toolkit.cli import run

NOW = ("--now", "2026-11-23")


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = lay_out(tmp_path / "small")
    monkeypatch.chdir(folder)
    return folder


def said(capsys: pytest.CaptureFixture[str], *words: str, code: int = 0) -> str:
    capsys.readouterr()
    assert run([*words, *NOW]) == code
    return capsys.readouterr().err


def test_a_withdrawal_says_which_cohort_who_runs_it_and_that_it_is_small(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("people", "withdraw", "p1", "--reason", "moved away")
    assert "Nothing was written." in said(capsys, *words, "--dry-run")
    told = said(capsys, *words)
    assert told.splitlines()[:2] == [
        "p1 Ann: withdrawn.",
        "Out of Cohort A, which Ada runs: 2 members are left, too few; `programme cohorts --replan` helps.",
    ]
    assert "who must know" not in told
    assert "p1 Ann was withdrawn already" in said(capsys, *words)


def test_somebody_added_is_read_back_with_their_times_in_words(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ("people", "add", "Gus Gray", "--email", "g@x.org", "--available", "tue 6-9pm", "--if-needed", "Sat 10-12")
    told = said(capsys, *words)
    assert "p07 Gus Gray (g@x.org), Tuesdays 18:00 to 21:00, if needed Saturdays 10:00 to 12:00: added" in told
    assert "in people/participants.csv already, just so; nothing was written." in said(capsys, *words)
    elsewhere = said(capsys, *words, "--timezone", "Europe/Paris", code=4)
    assert "p07 in people/participants.csv has this address" in elsewhere
    told = said(capsys, "facilitator", "add", "Gus", "--email", "G@x.org", "--max-cohorts", "2", "--mentor")
    assert "p07 in people/participants.csv has this address: the two count as one person" in told
    assert (small / "people/facilitators.csv").read_text("utf-8").splitlines()[-1] == "f01,Gus,G@x.org,2,mentor"


def test_a_room_is_added_and_used(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ("room", "add", "The Annexe", "--seats", "9", "--cohorts", "2", "--step-free", "yes")
    assert "the-annexe: would be added" in said(capsys, *words, "--dry-run")
    assert "the-annexe: added" in said(capsys, *words)
    assert (small / "people/rooms.csv").read_text("utf-8").splitlines()[-1] == "the-annexe,The Annexe,9,2,yes"
    assert said(capsys, "move", "fold", "--cohort", "a", "--room", "the-annexe", "--yes") != ""
