"""What is said of this machine has the shape that docs/json.md promises, and names what installs what is missing."""

from __future__ import annotations

import shutil
from importlib import metadata
from types import SimpleNamespace

import pytest

from toolkit.jobs.doctor import MachineCheck, doctor_data, look_at_machine
from toolkit.jobs.personal import read_personal
from toolkit.outputs import weasyprint_engine
from toolkit.outputs.pdf import ENGINE
from toolkit.problems import EnvironmentMissing


def test_everything_that_is_looked_for_is_said_with_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(*_arguments: object, **_named: object) -> None:
        raise metadata.PackageNotFoundError

    def no_engine(*_arguments: object) -> None:
        raise EnvironmentMissing("No engine.", "install it")

    monkeypatch.setattr(metadata, "version", gone)
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    monkeypatch.setattr(type(ENGINE), "load", no_engine)
    monkeypatch.setattr("toolkit.jobs.doctor.solver_is_here", lambda: False)
    found = look_at_machine()
    assert [set(check) for check in found] == [set(MachineCheck.__annotations__)] * len(found)
    named = {check["name"]: check for check in found}
    assert (named["Time zone data"]["fine"], named["git"]["fine"]) == (False, True)
    assert named["Time zone data"]["install"] == "pip install tzdata"
    assert named["Pango (PDFs)"] == {
        "name": "Pango (PDFs)", "fine": False, "says": "No engine.", "install": "install it",
    }  # fmt: skip
    assert {name for name, check in named.items() if check["says"].startswith("not found")} == {
        "Solver for cohorts",
        "git",
    }
    personal = read_personal({"HOME": "/nowhere"})
    defaults = {"file": "/nowhere/.config/programme/defaults.yaml", "there": False, "settings": [], "problems": []}
    assert doctor_data(found, personal) == {"version": 1, "checks": list(found), "defaults": defaults}


@pytest.mark.parametrize("subset", [True, False])
def test_a_machine_that_has_everything_is_fine_and_a_slow_one_is_said_to_be(
    monkeypatch: pytest.MonkeyPatch, subset: bool
) -> None:
    monkeypatch.setattr(type(ENGINE), "load", lambda _engine: None)
    monkeypatch.setattr(weasyprint_engine, "has_harfbuzz_subset", lambda: subset)
    monkeypatch.setattr("toolkit.jobs.doctor.solver_is_here", lambda: True)
    monkeypatch.setattr(shutil, "which", lambda name: f"/bin/{name}" if name == "git" else None)
    found = look_at_machine()
    assert [(check["fine"], check["install"]) for check in found] == [(True, "")] * 5
    says = {check["name"]: check["says"] for check in found}
    assert ("slowly" in says["Pango (PDFs)"]) is not subset
    assert (says["Solver for cohorts"], says["git"]) == ("found", "found")
    assert says["Time zone data"] == f"tzdata {metadata.version('tzdata')}"


@pytest.mark.parametrize(("version", "fine"), [((3, 10, 9), False), ((3, 11, 0), True)])
def test_an_old_python_is_not_fine(monkeypatch: pytest.MonkeyPatch, version: tuple[int, int, int], fine: bool) -> None:
    monkeypatch.setattr("toolkit.jobs.doctor.sys", SimpleNamespace(version_info=version))
    (python, *_) = look_at_machine()
    assert (python["name"], python["fine"], bool(python["install"])) == ("Python", fine, not fine)
