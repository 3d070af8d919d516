"""A problem as JSON has the shape that docs/json.md promises."""

from __future__ import annotations

from toolkit.jobs.problem_data import ProblemData, problem_data
from toolkit.problem_codes import CODES
from toolkit.problems import Problem


def test_a_problem_says_all_that_is_known_of_it() -> None:
    problem = Problem("a.yaml", 2, 3, "P112", "Words.", "Hint.", "cohorts › a")
    data = problem_data(problem, shelf="ours")
    assert data == {
        "file": "a.yaml",
        "line": 2,
        "column": 3,
        "level": problem.level,
        "code": "P112",
        "message": "Words.",
        "hint": "Hint.",
        "where": "cohorts › a",
        "shelf": "ours",
    }
    assert set(data) == set(ProblemData.__annotations__)
    assert problem_data(Problem("a", 0, 0, "P112", "W."), shelf=None)["hint"] == CODES["P112"].mend
