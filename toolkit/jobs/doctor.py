"""What this machine lacks, and the line that installs it."""

from __future__ import annotations

import platform
import sys
from collections.abc import Sequence
from typing import Annotated, TypedDict

from toolkit.grouping.exact import INSTALL_SOLVER, solver_is_here
from toolkit.jobs.job import job
from toolkit.jobs.origins import SettingData
from toolkit.jobs.personal import Personal
from toolkit.jobs.problem_data import ProblemData, problem_data
from toolkit.problems import EnvironmentMissing


class MachineCheck(TypedDict):
    """Something that was looked for."""

    name: str
    fine: bool
    says: str
    install: Annotated[str, "the line that installs it; blank where it is there"]


class OwnDefaults(TypedDict):
    """Somebody's own defaults, from their file and the PROGRAMME_ variables."""

    file: Annotated[str, "where it is read from"]
    there: bool
    settings: Annotated[list[SettingData], "those that count"]
    problems: Annotated[list[ProblemData], "every mistake in the file"]


class DoctorData(TypedDict):
    """What was looked for on this machine."""

    version: int
    checks: list[MachineCheck]
    defaults: Annotated[OwnDefaults, "of whoever runs this"]


@job
def look_at_machine() -> tuple[MachineCheck, ...]:
    """Python, Pango for PDFs, time zones, the solver and git."""
    return (_python(), _pango(), _zones(), _solver(), _git())


def doctor_data(checks: Sequence[MachineCheck], personal: Personal) -> DoctorData:
    """What was looked for as JSON."""
    defaults: OwnDefaults = {
        "file": str(personal.file),
        "there": personal.there,
        "settings": list(personal.settings),
        "problems": [problem_data(problem, shelf=None) for problem in personal.problems],
    }
    return {"version": 1, "checks": list(checks), "defaults": defaults}


def _python() -> MachineCheck:
    fine = sys.version_info >= (3, 11)
    return {
        "name": "Python",
        "fine": fine,
        "says": platform.python_version(),
        "install": "" if fine else "Install Python 3.11 or newer.",
    }


def _pango() -> MachineCheck:
    from toolkit.outputs.pdf import ENGINE
    from toolkit.outputs.weasyprint_engine import has_harfbuzz_subset

    try:
        ENGINE.load()
    except EnvironmentMissing as missing:
        return {"name": "Pango (PDFs)", "fine": False, "says": str(missing), "install": missing.hint}
    slow = "" if has_harfbuzz_subset() else "; without libharfbuzz-subset slowly where names are East Asian"
    return {"name": "Pango (PDFs)", "fine": True, "says": f"PDFs can be made{slow}", "install": ""}


def _zones() -> MachineCheck:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return {"name": "Time zone data", "fine": True, "says": f"tzdata {version('tzdata')}", "install": ""}
    except PackageNotFoundError:
        return {
            "name": "Time zone data",
            "fine": False,
            "says": "the package tzdata is not there",
            "install": "pip install tzdata",
        }


def _solver() -> MachineCheck:
    """Nothing is missing without it: cohorts are formed by a simpler way."""
    says = "found" if solver_is_here() else f"not found; cohorts are formed by a simpler way ({INSTALL_SOLVER})"
    return {"name": "Solver for cohorts", "fine": True, "says": says, "install": ""}


def _git() -> MachineCheck:
    from shutil import which

    found = which("git")
    says = "found" if found else "not found; only needed for templates from a git address"
    return {"name": "git", "fine": True, "says": says, "install": ""}
