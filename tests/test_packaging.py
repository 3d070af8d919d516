"""What is built holds what is in the repository, no less and no more."""

from __future__ import annotations

import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from toolkit import __version__

ROOT = Path(__file__).resolve().parent.parent
SHELVES = ("program_templates", "facilitator_guides")
MAN_PAGES = "docs/man"


def in_the_repository(*folders: str) -> set[str]:
    """Files that git knows or would take, and that are there."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", *folders]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    return {name for name in done.stdout.decode().split("\0") if name and (ROOT / name).is_file()}


def place_in_the_wheel(name: str) -> str:
    """Where a file of the repository stands in the wheel; a page of the manual where pip and pipx install it from."""
    if name.startswith(f"{MAN_PAGES}/"):
        return name.replace(MAN_PAGES, f"programme_in_a_box-{__version__}.data/data/share/man/man1", 1)
    return f"toolkit/{name}" if name.startswith(tuple(f"{shelf}/" for shelf in SHELVES)) else name


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built without a network."""
    folder = tmp_path_factory.mktemp("wheel")
    pip = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "-q",
        "--no-deps",
        "--no-build-isolation",
        "--no-index",
        "-w",
        str(folder),
        str(ROOT),
    ]
    subprocess.run(pip, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


@pytest.mark.slow
def test_the_wheel_holds_the_package_the_shelves_and_the_manual(wheel: Path) -> None:
    inside = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    assert inside == {place_in_the_wheel(name) for name in in_the_repository("toolkit", *SHELVES, MAN_PAGES)}


@pytest.mark.slow
def test_the_shelf_is_found_inside_an_installed_package(wheel: Path, tmp_path: Path) -> None:
    zipfile.ZipFile(wheel).extractall(tmp_path)
    code = "from toolkit.reading.shelves import shipped_shelf as s; print(s().folder, s().guides, sep='\\n')"
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == [str(tmp_path / "toolkit" / name) for name in SHELVES]


@pytest.mark.parametrize(
    "name", ["plan.ics", "people.csv", "out.pdf", "names.xlsx", "build/x.yaml", "demo/x.yaml", "dist/x.md"]
)
def test_git_ignores_no_data_on_a_shelf(name: str) -> None:
    for folder in ("program_templates/programmes/engineering", "facilitator_guides", "toolkit/outputs"):
        done = subprocess.run(["git", "check-ignore", "-q", f"{folder}/{name}"], cwd=ROOT, check=False)
        assert done.returncode == 1, f"{folder}/{name} would be ignored"


@pytest.mark.parametrize(
    ("system", "machine", "python", "there"),
    [
        ("linux", "x86_64", "CPython", True),
        ("linux", "aarch64", "CPython", True),
        ("darwin", "x86_64", "CPython", True),
        ("darwin", "arm64", "CPython", True),
        ("win32", "AMD64", "CPython", True),
        ("win32", "ARM64", "CPython", True),
        ("linux", "armv7l", "CPython", False),
        ("linux", "riscv64", "CPython", False),
        ("freebsd14", "amd64", "CPython", False),
        ("linux", "x86_64", "PyPy", False),
    ],
)
def test_the_solver_is_asked_for_where_its_release_has_a_wheel_and_nowhere_else(
    system: str, machine: str, python: str, *, there: bool
) -> None:
    asked = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    solver = next(one for one in map(Requirement, asked) if one.name == "highspy")
    environment = {"sys_platform": system, "platform_machine": machine, "platform_python_implementation": python}
    assert solver.marker is not None
    assert solver.marker.evaluate(environment) == there
