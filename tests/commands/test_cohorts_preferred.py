"""`programme cohorts --prefer`: which other good plans there are, in words, with the command that takes each."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import pytest

from tests.commands.test_cohorts import people, ran
from tests.jobs.test_preferring import BOTH, folder
from toolkit.cli import run
from toolkit.commands._good_plan_words import TITLES
from toolkit.commands.cohorts import command
from toolkit.grouping.choices import PREFERENCES

__all__ = ["folder"]


def test_the_other_plans_stand_at_the_end_with_what_they_cost_and_what_takes_them(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = ran(capsys, "-C", str(folder), "cohorts", "--size", "3-6", "--target", "6")
    end = text[text.index("Other good plans:") :].splitlines()
    line = f"programme -C {shlex.quote(str(folder))} cohorts --size 3-6 --target 6 --prefer fuller"
    differences = [
        "2 people lose their place (Tom, Una)",
        "the smallest cohort has 6 instead of 3",
        "3 instead of 4 evenings",
    ]
    assert end == [
        "Other good plans:",
        "  Fuller cohorts and fewer facilitator evenings: 18 placed, 3 cohorts of 6, 3 evenings of facilitators.",
        f"    Compared with the plan above: {'; '.join(differences)}.",
        f"    {line}",
    ]


def test_each_command_takes_the_plan_that_it_stands_under(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = ran(capsys, "cohorts", str(folder), "--size", "3-6", "--target", "6", "--dry-run", "--seed", "1")
    (line,) = re.findall(r"^    (programme .*--prefer .*)$", text, re.MULTILINE)
    words = ["cohorts", str(folder), "--size", "3-6", "--target", "6", "--seed", "1", "--prefer", "fuller"]
    assert shlex.split(line) == ["programme", *words]
    assert run([*shlex.split(line)[1:], "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["placed"], [one["taken"] for one in found["choices"]]) == (18, [False, True])
    assert {one["why"] for one in found["unplaced"]} == {
        "left out for fuller cohorts; the plan with the most people has a place for them"
    }
    back = ran(capsys, "cohorts", str(folder), "--size", "3-6", "--target", "6", "--prefer", "fuller")
    assert "2 people get a place (Tom, Una)" in back
    assert back.rstrip().endswith("--prefer most")


def test_options_that_may_be_repeated_are_in_the_command_as_often(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = json.loads(ran(capsys, "cohorts", str(folder), "--size", "3-6", "--target", "6", "--json"))
    key = next(one["id"] for one in first["cohorts"] if "vic" not in one["members"])
    text = ran(capsys, "cohorts", str(folder), "--size", "3-6", "--target", "6", "--keep", key, "--limit", "60")
    (line,) = re.findall(r"^    (programme .*--prefer .*)$", text, re.MULTILINE)
    assert f"--limit 60 --keep {key}" in line


def test_where_there_is_no_other_plan_none_is_told_and_a_preference_says_so(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    people(folder, {f"p{number}": BOTH for number in range(6)})
    assert "Other good plans" not in ran(capsys, "cohorts", str(folder), "--size", "3-6", "--target", "6")
    assert run(["cohorts", str(folder), "--size", "3-6", "--target", "6", "--prefer", "fuller"]) == 0
    assert "No other good plan has fuller cohorts: this is the one with the most people." in capsys.readouterr().err


def test_a_replan_has_plans_of_its_own(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["cohorts", str(folder), "--replan", "--prefer", "fuller"]) == 2
    assert "take one with --accept" in capsys.readouterr().err


def test_the_words_of_the_option_are_the_preferences_that_there_are() -> None:
    (option,) = [one for one in command.params if one.name == "prefer"]
    assert tuple(option.type.choices) == tuple(TITLES) == PREFERENCES  # type: ignore[attr-defined]
