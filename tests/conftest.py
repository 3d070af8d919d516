"""Options and fixtures for the whole suite."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.laid_out_once import COLD, drop_store, open_store, use_store
from tests.post_office import PostOffice, open_post_office
from toolkit.jobs.personal import VARIABLES
from toolkit.outputs.weasyprint_engine import WeasyPrint
from toolkit.problems import EnvironmentMissing

# with CI set the examples are always the same, so that a change is judged by itself and not by chance
settings.register_profile(
    "any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize="CI" in os.environ
)
settings.load_profile("any machine")
"""Nothing is timed by a test: a busy machine is no failure."""


os.environ["XDG_CONFIG_HOME"] = str(Path(__file__).parent / "nobodys-home")
for _variable in VARIABLES.values():
    os.environ.pop(_variable, None)
"""No test reads the defaults of whoever runs it, in this process or another: there is no such folder."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--update-golden`, see CONTRIBUTING.md."""
    parser.addoption("--update-golden", action="store_true", help="Write tests/golden anew from what is built now.")


def pytest_configure() -> None:
    open_store()


def pytest_unconfigure() -> None:
    drop_store()


@pytest.fixture(scope="session", autouse=True)
def _laid_out_once() -> Iterator[None]:
    """What one test has laid out no other lays out again; but see `cold_engine`."""
    with pytest.MonkeyPatch.context() as patch:
        use_store(patch)
        patch.setattr("toolkit.commands.build.cores", lambda: 1)  # other processes know nothing of it
        yield


@pytest.fixture(scope="module")
def cold_engine() -> Iterator[None]:
    """Every part is laid out anew: for tests of the engine itself and of its limits."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(WeasyPrint, "render", COLD)
        yield


@pytest.fixture
def without_pdfs(monkeypatch: pytest.MonkeyPatch) -> None:
    """The machine has no PDF engine, so that a whole build is quick; its exit code is 3."""

    def missing(*_arguments: object, **_named: object) -> None:
        raise EnvironmentMissing("No PDF engine here.", "install it")

    monkeypatch.setattr("toolkit.jobs.printing.render_pages", missing)


@pytest.fixture
def office() -> Iterator[PostOffice]:
    """A mail server on this machine."""
    with open_post_office() as office:
        yield office
