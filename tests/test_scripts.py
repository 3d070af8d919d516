"""The set-up on machines that lack something: what is asked of which package manager, and the line that is told where
it may not."""

from __future__ import annotations

import os
import runpy
import shutil
import subprocess
from pathlib import Path

import pytest

from toolkit.outputs.install_pango import INSTALL

SCRIPTS = Path(__file__).resolve().parent.parent / "scripts"


def set_up(place: Path, **tools: str) -> subprocess.CompletedProcess[str]:
    """Runs set-up.sh in an empty project."""
    return run_script("set-up.sh", place, **tools)


def run_script(script: str, place: Path, **tools: str) -> subprocess.CompletedProcess[str]:
    """Runs a script in an empty project, on a machine that has a few plain commands and these tools, each a line of
    shell."""
    shutil.copytree(SCRIPTS, place / "box" / "scripts")
    programs = place / "programs"
    programs.mkdir()
    for name in ("sh", "cat", "dirname", "env"):
        (programs / name).symlink_to(str(shutil.which(name)))
    for name, line in tools.items():
        program = programs / name.replace("_", "-")
        program.write_text(f"#!/bin/sh\n{line}\n")
        program.chmod(0o755)
    command = [str(shutil.which("sh")), str(place / "box" / "scripts" / script)]
    return subprocess.run(command, env={"PATH": str(programs)}, capture_output=True, text=True, check=False)


LOG = 'echo "$0 $*" >>"${0%/*}/log"'
OLD = "exit 1"


@pytest.mark.parametrize(
    ("tools", "line"),
    [
        ({"uname": "echo Linux"}, "it is called: python3 python3-venv"),
        (
            {"uname": "echo Linux", "apt_get": LOG, "id": "echo 1000"},
            "as root (or behind sudo): apt-get install --no-install-recommends python3",
        ),
        (
            {"uname": "echo Linux", "apt_get": LOG, "id": "echo 1000", "sudo": "exit 1"},
            "as root (or behind sudo): apt-get install",
        ),
        (
            {"uname": "echo Darwin", "python3": OLD},
            "Install Homebrew (https://brew.sh), then type: brew install python",
        ),
        ({"uname": "echo Darwin", "brew": "exit 1"}, "type: brew install python"),
    ],
)
def test_without_a_way_to_install_the_line_to_type_is_told(tools: dict[str, str], line: str, tmp_path: Path) -> None:
    done = set_up(tmp_path, **tools)
    assert (done.returncode, done.stdout) == (1, "")
    assert line in done.stderr
    assert not (tmp_path / "programs" / "log").exists()


@pytest.mark.parametrize(
    ("tools", "asked"),
    [
        (
            {"apt_get": LOG, "id": "echo 0"},
            ["apt-get update -q", "apt-get install -y -q --no-install-recommends python3 python3-venv"],
        ),
        (
            {"apt_get": LOG, "id": "echo 1000", "sudo": 'shift; "$@"', "true": "exit 0"},
            ["apt-get update -q", "apt-get install -y -q --no-install-recommends python3 python3-venv"],
        ),
        ({"brew": LOG, "python3": OLD}, ["brew install python"]),
    ],
)
def test_what_may_be_installed_is_and_a_python_that_is_still_too_old_is_told(
    tools: dict[str, str], asked: list[str], tmp_path: Path
) -> None:
    done = set_up(tmp_path, uname="echo Linux", **tools)
    log = (tmp_path / "programs" / "log").read_text().splitlines()
    assert [line.rpartition("/")[2] for line in log] == asked
    assert done.returncode == 1
    assert "older: https://www.python.org" in done.stderr


def test_the_set_up_installs_for_pdfs_what_doctor_says() -> None:
    packages = INSTALL["apt-get"].removeprefix("apt-get install --no-install-recommends ")
    assert f'install "{packages}" "pango"' in (SCRIPTS / "set-up.sh").read_text("utf-8")


def test_the_command_is_installed_with_the_versions_of_the_lock(tmp_path: Path) -> None:
    assert run_script("install.sh", tmp_path, pipx=LOG).returncode == 0
    log = (tmp_path / "programs" / "log").read_text().splitlines()
    lock = tmp_path / "box" / "requirements.lock"
    assert [line.rpartition("pipx ")[2] for line in log] == [
        "install --force .",
        f"runpip programme-in-a-box install -q --require-hashes --no-deps -r {lock}",
    ]


def test_without_pipx_the_line_to_type_is_told(tmp_path: Path) -> None:
    done = run_script("install.sh", tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert "apt-get install pipx" in done.stderr


def test_the_readme_says_how_to_install_what_was_tested() -> None:
    text = (SCRIPTS.parent / "README.md").read_text("utf-8")
    assert "    make install\n" in text
    assert "pipx install" not in text


def test_a_survey_that_goes_on_tries_nothing_that_is_no_longer_so(tmp_path: Path) -> None:
    root, place = tmp_path / "root", tmp_path / "place"
    for path in ("same.py", "changed.py", "gone.py"):
        for folder in (root / "toolkit", place / "toolkit", place / "mutants" / "toolkit"):
            folder.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text("x = 1\n")
            os.utime(folder / path, (1, 1))
    (place / "mutants" / "tests").mkdir()
    (place / "mutants" / "tests" / "test_of_yesterday.py").write_text("")
    os.utime(root / "toolkit" / "changed.py", (2, 2))
    (root / "toolkit" / "gone.py").unlink()
    runpy.run_path(str(SCRIPTS / "mutants.py"))["drop_what_changed"](root, place)
    assert [path.relative_to(place).as_posix() for path in place.rglob("*.py")] == ["mutants/toolkit/same.py"]
