"""What all of these tests share."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.security.attacks import no_engine, say, small


@pytest.fixture(scope="session", autouse=True)
def no_waiting_for_the_disk() -> Iterator[None]:
    """Nothing here is about power that fails."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda _file: None)
        yield


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return small(tmp_path / "programme")


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A programme that was built and published, from which no change has come since; tests work on copies."""
    folder = small(tmp_path_factory.mktemp("built") / "programme")
    with no_engine():
        assert (say(folder, "build"), say(folder, "publish first"), say(folder, "changes")) == (3, 0, 0)
    return folder
