"""The small example, to be worked in."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.examples import lay_out


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = lay_out(tmp_path / "small")
    monkeypatch.chdir(folder)
    return folder
