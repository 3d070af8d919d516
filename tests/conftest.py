"""Options and fixtures for the whole suite."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.post_office import PostOffice, open_post_office
from toolkit.jobs.personal import VARIABLES
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
