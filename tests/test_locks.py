"""The lock files hold versions and hashes of everything that is needed, and no place to fetch it from."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
LOWEST = "requirements-lowest.lock"
LOCKS = {"requirements.lock": ("build",), "requirements-test.lock": ("build", "test"), LOWEST: ("build", "test")}


def addresses(text: str) -> list[str]:
    """Lines that name an index, an address or a path."""
    return [line for line in text.splitlines() if re.search(r"://|\bfile:|^\s*-(?!-hash)|(^|[\s@=])[./~]*/|\\\w| @ ",
        line.removesuffix(" \\"))
            and not re.match(r"\s*--hash=sha256:[0-9a-f]{64}$", line.removesuffix(" \\"))]  # fmt: skip


def names(text: str) -> set[str]:
    """The packages that are locked, by their normal names (PEP 503)."""
    return {normal(name) for name in re.findall(r"^([A-Za-z0-9._-]+)==", text, re.MULTILINE)}


def normal(name: str) -> str:
    """A package's name as indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def floors(asked: list[str]) -> dict[str, str]:
    """The lowest version that is asked for of each package."""
    parts = (re.match(r"([\w.-]+)>=([\w.]+)", line) for line in asked)
    return {normal(part[1]): part[2] for part in parts if part}


def higher(floors: dict[str, str], lock: str) -> list[str]:
    """The packages that are not locked at their floor: 8.4 may be locked as 8.4.0."""
    found = {normal(name): version for name, version in re.findall(r"^([\w.-]+)==([\w.]+)", lock, re.MULTILINE)}
    return [name for name, floor in floors.items() if not re.fullmatch(rf"{re.escape(floor)}(\.0)*", found[name])]


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_place(lock: str) -> None:
    assert addresses((ROOT / lock).read_text("utf-8")) == []


@pytest.mark.parametrize(
    "line",
    [
        "--index-url https://mirror.example/simple",
        "--find-links /srv/wheels",
        "click @ file:///srv/click.whl",
        "-e ./click",
        "./click.whl",
        "-f wheels",
    ],
)
def test_a_place_in_a_lock_is_found(line: str) -> None:
    assert addresses(f"attrs==1.0 \\\n    --hash=sha256:{'0' * 64}\n{line}\n") == [line]


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_is_locked_by_version_and_hash(lock: str) -> None:
    text = (ROOT / lock).read_text("utf-8").replace("\\\n", " ")
    assert all(re.match(r"\S+==\S+ .*--hash=sha256:", line) for line in text.splitlines() if line)


@pytest.mark.parametrize(("lock", "extras"), LOCKS.items())
def test_everything_that_the_project_asks_for_is_locked(lock: str, extras: tuple[str, ...]) -> None:
    asked = [*PROJECT["dependencies"], *(line for extra in extras for line in PROJECT["optional-dependencies"][extra])]
    wanted = {normal(re.split(r"[<>=!~;\[ ]", line)[0]) for line in asked}
    assert wanted - names((ROOT / lock).read_text("utf-8")) == set()


def test_the_floors_are_what_the_lowest_lock_runs_on() -> None:
    extras = PROJECT["optional-dependencies"].values()
    asked = [*PROJECT["dependencies"], *(line for extra in extras for line in extra)]
    assert len(floors(asked)) == len({normal(re.split(r"[<>=!~;\[ ]", line)[0]) for line in asked})
    assert higher(floors(asked), (ROOT / LOWEST).read_text("utf-8")) == []


def test_a_floor_that_nothing_runs_on_is_found() -> None:
    lock = "click==8.4.0 \\\npikepdf==9.1.0 \\\n"
    assert higher({"click": "8.4", "pikepdf": "9"}, lock) == ["pikepdf"]
