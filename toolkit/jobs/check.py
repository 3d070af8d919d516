"""Every problem of every file of a programme, all at once."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from pathlib import Path
from typing import TypedDict

from toolkit.jobs.examine import examine
from toolkit.jobs.job import job
from toolkit.jobs.problem_data import ProblemData, problem_data
from toolkit.problems import Problem
from toolkit.reading.shelves import Shelves


class CheckData(TypedDict):
    """The problems, by file and line."""

    version: int
    problems: list[ProblemData]


@job
def check(folder: Path, shelves: Shelves, *, today: datetime.date | None) -> tuple[Problem, ...]:
    """The problems of reading and, as far as the programme could be read, those of its plan; sorted, each once."""
    _plan, _types, _base, found = examine(folder, shelves, today=today)
    return tuple(sorted(set(found)))


@job
def check_data(problems: Iterable[Problem], folder: Path, *, shelves: Shelves) -> CheckData:
    """Problems of a folder as JSON."""
    found = tuple(problems)
    shelf = {name: shelves.shelf_of(name, folder) for name in {problem.file for problem in found}}
    return {"version": 1, "problems": [problem_data(problem, shelf=shelf[problem.file]) for problem in found]}
