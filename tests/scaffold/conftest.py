"""A template of the tests' own, and settings that fit it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import toolkit
from tests.scaffold.made import draft, write
from toolkit.model.programme import Settings
from toolkit.reading.shelves import Shelves

INNER = "{{cookiecutter.slug}}"
STARTER = Path(toolkit.__file__).parent / "scaffold" / "starter"


@pytest.fixture
def template(tmp_path: Path) -> Path:
    """A copy of the starter that a test may spoil."""
    return Path(shutil.copytree(STARTER, tmp_path / "own"))


@pytest.fixture
def shelves() -> Shelves:
    return Shelves.open()


@pytest.fixture
def settings() -> Settings:
    plain = {
        "title": "Reading papers",
        "city": "oxford",
        "term": "Hilary 2027",
        "day": "tue",
        "time": "18:30",
        "mode": "in-person-peer",
    }
    return Settings.model_validate({"key": "oxford-own-ht27", "people": 18, "cohorts": 3, **plain})


@pytest.fixture
def folder(template: Path, settings: Settings, shelves: Shelves, tmp_path: Path) -> Path:
    """A programme folder made from the template."""
    made = tmp_path / "programme"
    write(made, draft(template, settings, shelves=shelves))
    return made


@pytest.fixture
def newer(template: Path) -> Path:
    """The folder of the template's files, to change."""
    return template / INNER
