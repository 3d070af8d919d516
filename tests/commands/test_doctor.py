"""`programme doctor`: what is missing, and the line that installs it."""

from __future__ import annotations

import json

import pytest

from toolkit.cli import run
from toolkit.outputs.weasyprint_engine import WeasyPrint
from toolkit.problems import EnvironmentMissing


@pytest.mark.parametrize(("there", "says"), [(True, "PDFs can be made"), (False, "slowly where names are East Asian")])
def test_a_machine_without_the_quick_subsetter_is_told_when_that_matters(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], says: str, *, there: bool
) -> None:
    monkeypatch.setattr("toolkit.outputs.weasyprint_engine.has_harfbuzz_subset", lambda: there)
    assert run(["doctor", "--json"]) == 0
    pango = next(check for check in json.loads(capsys.readouterr().out)["checks"] if "Pango" in check["name"])
    assert pango["fine"]
    assert pango["says"].endswith(says)


def test_without_pango_the_line_is_told_and_the_exit_code_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def missing(_engine: WeasyPrint) -> None:
        raise EnvironmentMissing("PDFs need Pango.", "brew install pango")

    monkeypatch.setattr(WeasyPrint, "load", missing)
    assert run(["doctor"]) == 3
    told = capsys.readouterr().out
    assert "missing  Pango (PDFs): PDFs need Pango." in told
    assert "brew install pango" in told


@pytest.mark.parametrize(("there", "says"), [(True, "found"), (False, "pipx inject programme-in-a-box highspy")])
def test_without_the_solver_the_line_is_told_and_nothing_is_missing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], says: str, *, there: bool
) -> None:
    monkeypatch.setattr("toolkit.jobs.doctor.solver_is_here", lambda: there)
    run(["doctor", "--json"])
    solver = next(check for check in json.loads(capsys.readouterr().out)["checks"] if "Solver" in check["name"])
    assert solver["fine"]
    assert says in solver["says"]
