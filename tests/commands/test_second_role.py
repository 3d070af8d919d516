"""Two run each cohort: what `programme cohorts` writes, and what both and their people are told."""

from __future__ import annotations

import email
import email.policy
from pathlib import Path

import pytest

from tests.commands.test_cohorts import EMPTY, TIMES, data, folder, ran
from toolkit.cli import run
from toolkit.reading.programme_folder import read_programme
from toolkit.reading.shelves import Shelves

__all__ = ["folder"]


def test_two_run_each_cohort_and_both_are_told_and_named(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "people" / "rooms.csv").unlink()
    (folder / "people" / "facilitators.csv").write_text(
        f"id,name,email,available,max_cohorts,role\nada,Ada,ada@example.org,{TIMES},1,\nbea,Bea,,{TIMES},1,\n"
        f"hal,Hal,hal@example.org,{TIMES},1,Tech Helper\n"
    )
    (folder / "cohorts.yaml").write_text("second_role: tech helper\ncohorts: {}\n")
    ran(capsys, "cohorts", str(folder), "--size", "3-5")
    text = (folder / "cohorts.yaml").read_text()
    assert text.startswith("second_role: tech helper\ncohorts:\n  a:\n")
    (cohort,) = read_programme(folder, Shelves.open(folder=folder)).cohorts
    assert (cohort.facilitators[1:], len(cohort.members)) == (("hal",), 5)
    found = data(capsys, folder, "--size", "3-5")
    assert (found["placed"], found["bound"], found["cohorts"][0]["facilitators"][1]) == (5, 5, "hal")
    (waiting, *_) = found["unplaced"]
    assert waiting["suggestions"][0] == {
        "kind": "second",
        "text": "One more tech helper Mon 18:00: places 5.",
        "places": 5,
    }
    assert not {"P148", "P149"} & set(ran(capsys, "check", str(folder)).split())
    for kind in ("site", "ics", "mail"):
        ran(capsys, "build", str(folder), "--only", kind)
    private = folder / "out" / "private"
    place = message(private / "messages" / f"place-person-{cohort.members[0]}.eml")
    assert "Who runs it: Ada and Hal (tech helper)" in place or "Who runs it: Bea and Hal (tech helper)" in place
    welcome = message(private / "messages" / "welcome-hal.eml")
    assert "Your role: tech helper\nYou run it with: " in welcome
    for name in ("organiser", "facilitator-hal"):
        calendar = (private / "calendar" / f"{name}.ics").read_text().replace("\n ", "")
        assert "and Hal (tech helper)" in calendar
    shared = b"".join(path.read_bytes() for path in (folder / "out" / "share").rglob("*") if path.is_file())
    assert b"Hal (" not in shared and b"tech helper" not in shared
    (folder / "cohorts.yaml").write_text(text.replace(", hal]", "]"))
    assert "P149" in ran(capsys, "check", str(folder))


def message(path: Path) -> str:
    """The text of a draft."""
    read = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    body = read.get_body(("plain",))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


@pytest.mark.parametrize("role", ["facilitator", "Mentor"])
def test_the_second_role_is_a_word_of_its_own(folder: Path, capsys: pytest.CaptureFixture[str], role: str) -> None:
    (folder / "cohorts.yaml").write_text(f"second_role: {role}\n{EMPTY}")
    assert f"P027 “{role}” cannot be the second role" in ran(capsys, "check", str(folder), code=1)
    (folder / "cohorts.yaml").write_text(f"second_role:\n{EMPTY}")
    assert data(capsys, folder)["placed"] == 10


def test_without_the_second_the_facilitator_runs_the_evening_alone(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "people" / "facilitators.csv").write_text(
        f"id,name,available,role\nada,Ada,{TIMES},\nbea,Bea,{TIMES},\n"
        f"hal,Hal,{TIMES},helper\nhope,Hope,{TIMES},helper\n"
    )
    (folder / "cohorts.yaml").write_text("second_role: helper\ncohorts:\n  a:\n    facilitators: [ada, hal]\n")
    assert run(["-C", str(folder), "swap", "hal", "--session", "1", "--now", "2026-11-23"]) != 0
    told = capsys.readouterr().err
    assert "--with hope: Hope (did not offer Tuesdays at 18:30)" in told
    assert "--with bea" not in told
    assert "--peer-led: nobody; Ada alone" in told
    told = ran(capsys, "-C", str(folder), "swap", "hal", "--session", "1", "--peer-led", "--dry-run")
    assert "Ada runs it (it was Ada and Hal)" in told
