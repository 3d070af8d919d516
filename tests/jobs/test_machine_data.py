"""What is said of this machine, and of a problem, has the shape that docs/json.md promises."""

from __future__ import annotations

import shutil
from importlib import metadata

import pytest

from toolkit.jobs.doctor import MachineCheck, doctor_data, look_at_machine
from toolkit.jobs.problem_data import ProblemData, problem_data
from toolkit.problem_codes import CODES
from toolkit.problems import EnvironmentMissing, Problem


def test_everything_that_is_looked_for_is_said_with_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(*_arguments: object, **_named: object) -> None:
        raise metadata.PackageNotFoundError

    def no_engine(*_arguments: object) -> None:
        raise EnvironmentMissing("No engine.", "install it")

    monkeypatch.setattr("toolkit.jobs.doctor.version", gone, raising=False)
    monkeypatch.setattr(metadata, "version", gone)
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    found = look_at_machine()
    assert [set(check) for check in found] == [set(MachineCheck.__annotations__)] * len(found)
    named = {check["name"]: check for check in found}
    assert (named["Time zone data"]["fine"], named["git"]["fine"]) == (False, True)
    assert named["Time zone data"]["install"] == "pip install tzdata"
    assert named["git"]["says"].startswith("not found")
    assert doctor_data(found) == {"version": 1, "checks": list(found)}


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
