"""Every problem of a programme's files, each once, by file and line, with the shelf that a file stands on."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from tests.examples import EXAMPLES, SMALL, lay_out
from toolkit.jobs.check import check, check_data
from toolkit.problems import Problem
from toolkit.reading.shelves import Shelves


def found(folder: Path, today: datetime.date | None = None) -> tuple[Problem, ...]:
    return check(folder, Shelves.open(folder=folder), today=today)


def test_a_sound_programme_has_no_errors(tmp_path: Path) -> None:
    assert [problem for problem in found(lay_out(tmp_path)) if problem.level == "error"] == []


@pytest.mark.parametrize("name", ["changes", "people", "values", "yaml"])
def test_problems_of_all_files_stand_in_order_each_once(tmp_path: Path, name: str) -> None:
    problems = found(lay_out(tmp_path, over=EXAMPLES / "bad" / name))
    assert len(problems) > 3
    assert list(problems) == sorted(set(problems))


def test_what_follows_from_the_day_is_told_of_that_day_alone(tmp_path: Path) -> None:
    folder = lay_out(tmp_path)
    assert "P069" in {problem.code for problem in found(folder, datetime.date(2027, 1, 20))}
    assert "P069" not in {problem.code for problem in found(folder)}


def test_a_problem_says_whose_shelf_its_file_stands_on() -> None:
    shelves = Shelves.open(folder=SMALL)
    own, ours = Problem("programme.yaml", 1, 1, "P021", "m"), Problem("cities/oxford.yaml", 1, 1, "P021", "m")
    data = check_data(iter([own, ours]), SMALL, shelves=shelves)
    assert data["version"] == 1
    assert [(one["file"], one["shelf"] is None) for one in data["problems"]] == [
        ("programme.yaml", True),
        ("cities/oxford.yaml", False),
    ]
