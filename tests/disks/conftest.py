"""Each trial begins from one programme, and leaves the working directory as it was."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.disks.disturbed import make_base
from tests.source_files import ROOT


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What every trial begins from."""
    return make_base(tmp_path_factory.mktemp("base"))


@pytest.fixture(autouse=True)
def back(monkeypatch: pytest.MonkeyPatch, without_pdfs: None) -> None:
    """The working directory comes back after the test; no PDF engine; the disk is not waited for."""
    monkeypatch.chdir(ROOT)
    monkeypatch.setattr(os, "fsync", lambda _handle: None)
