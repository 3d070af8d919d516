"""The lock files hold versions and hashes of everything that is needed, and no place to fetch it from."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
LOCKS = {"requirements.lock": ("build",), "requirements-test.lock": ("build", "test")}


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
