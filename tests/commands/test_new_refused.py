"""What `programme new` refuses, before anything is written, and all of it at once."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from tests.commands.new_here import new
from tests.scaffold.conftest import INNER
from toolkit.cli import run

pytestmark = pytest.mark.usefixtures("here")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("", "CITY"),
        ("oxford", "--template"),
        ("oxfrod --template mine", "“oxford”"),
        ("oxford --template mein", "“mine”"),
        ("oxford --template mine --term 'Hilry 2027'", "“Hilary 2027”"),
        ("london --template mine", "--start"),
        ("online --template mine --zone UTC", "--start"),
        ("online --template mine --start 2027-01-19", "--zone"),
        ("online --template mine --start 2027-01-19 --zone Europe/Lodnon", "Europe/London"),
        ("online --template mine --start 2027-01-19 --zone BST", "Europe/London"),
        ("oxford --template mine --start 2027-02-30", "does not exist"),
        ("oxford --template mine --start soon", "--start"),
        ("oxford --template mine --day tueday", "“tue”"),
        ("oxford --template mine --time 13pm", "--time"),
        ("oxford --template mine --mode solo", "in-person-peer, online-peer"),
        ("oxford --template mine --mode in-person-per", "“in-person-peer”"),
        ("oxford --template mine --reading inside", "--reading"),
        ("oxford --template mine --people 0", "--people"),
        ("oxford --template mine --people many", "--people"),
        ("oxford --template mine --people 2 --cohorts 3", "--cohorts"),
        ("oxford --template mine --fit squeeze", "double, trim, early, past"),
        ("oxford --template mine --title 'a\nb'", "--title"),
        ("oxford --template mine --contact '\x1b[31m'", "--contact"),
        ("oxford --template ../../etc", "--template"),
        ("../x --template mine", "CITY"),
    ],
)
def test_a_wrong_choice_is_wrong_usage_and_says_which(
    words: str, said: str, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert new(*shlex.split(words)) == 2
    assert said in capsys.readouterr().err
    assert list(here.iterdir()) == []


def test_a_reserved_name_is_refused_before_anything_is_written(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert new("oxford", "--template", "mine", "--title", "AGISF Oxford") == 1
    assert "P091" in capsys.readouterr().err
    assert list(here.iterdir()) == []


def test_a_template_with_a_hook_is_refused_and_nothing_runs(
    here: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hooks = tmp_path / "shelf" / "programmes" / "mine" / "hooks"
    hooks.mkdir()
    (hooks / "pre_gen_project.sh").write_text(f"#!/bin/sh\ntouch {tmp_path}/ran\n")
    assert new("oxford", "--template", "mine") == 1
    assert "P100" in capsys.readouterr().err
    assert list(here.iterdir()) == []
    assert not (tmp_path / "ran").exists()


def test_a_placeholder_of_the_template_is_left_to_check(
    here: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "shelf" / "programmes" / "mine" / INNER / "sessions" / "02-referee.md"
    file.write_text(file.read_text().replace("Send the chosen question", "TODO Send the chosen question"))
    assert new("oxford", "--template", "mine", "--into", "x") == 0
    assert "1 thing to mend" in capsys.readouterr().err
    assert run(["check", "x"]) == 1


# at a terminal


def test_every_wrong_flag_is_told_at_once(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wrong = [
        "--template",
        "none",
        "--term",
        "x",
        "--start",
        "tomorrow",
        "--zone",
        "Mars",
        "--day",
        "funday",
        "--time",
        "25:00",
    ]
    wrong += ["--mode", "alone", "--reading", "never", "--people", "0", "--cohorts", "0", "--fit", "wide"]
    assert new("oxfrod", *wrong, "--title", "a\nb") == 2
    lines = capsys.readouterr().err.splitlines()
    flags = [
        "--zone",
        "--template",
        "--start",
        "--day",
        "--time",
        "--mode",
        "--reading",
        "--people",
        "--cohorts",
        "--fit",
        "--title",
    ]
    assert [line.removeprefix("Error:").strip().partition(":")[0] for line in lines] == flags
    assert list(here.iterdir()) == []
    assert new("oxford", "--template", "mine", "--term", "x", "--people", "3", "--cohorts", "4") == 2
    assert [line.removeprefix("Error:").strip().partition(":")[0] for line in capsys.readouterr().err.splitlines()] == [
        "--term",
        "--cohorts",
    ]


def test_what_is_needed_and_what_is_wrong_are_told_together(capsys: pytest.CaptureFixture[str]) -> None:
    assert new("--mode", "alone", "--no-input") == 2
    told = capsys.readouterr().err
    assert "CITY is needed" in told
    assert "--template is needed" in told
    assert "--mode: “alone”" in told
