"""Each setting of a programme says which file it comes from, whichever layer decides."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.examples import lay_out
from toolkit.jobs.origins import SettingData, origins
from toolkit.jobs.timetable import timetable
from toolkit.reading.shelves import Shelves


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return lay_out(tmp_path / "small")


def look(folder: Path) -> dict[str, SettingData]:
    found = origins(timetable(folder, Shelves.open(folder=folder), today=None).plan)
    assert len({one["key"] for one in found}) == len(found)
    return {one["key"]: one for one in found}


def edit(folder: Path, old: str, *, new: str) -> None:
    file = folder / "programme.yaml"
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


@pytest.mark.parametrize(
    ("key", "value", "origin"),
    [
        ("day", "tue", "programme.yaml"),
        ("zone", "Europe/London", "cities/town.yaml"),
        ("start", "2027-01-19", "programme.yaml"),
        ("breaks", "Reading week 2027-02-01 2027-02-05", "programme.yaml"),
        ("conduct.person", "Kim", "programme.yaml"),
        ("preparation_minutes", "45", "default"),
        ("chat", "", ""),
        ("sender.email", "", ""),
        ("city.language", "en-GB", "default"),
        ("city.paper", "a4", "default"),
        ("session_minutes", "60", "curriculum.yaml"),
        ("cohorts.b.time", "19:30", "cohorts.yaml"),
        ("cohorts.b.mode", "online-peer", "cohorts.yaml"),
    ],
)
def test_every_layer_is_named(folder: Path, key: str, value: str, origin: str) -> None:
    found = look(folder)[key]
    assert (found["value"], found["origin"]) == (value, origin)
    assert bool(found["line"]) is origin.endswith(".yaml")


def test_the_line_is_that_of_the_value(folder: Path) -> None:
    found = look(folder)
    assert (found["title"]["line"], found["cohorts.b.time"]["line"]) == (2, 3)
    assert "cohorts.a.time" not in found


def test_a_blank_start_is_that_of_the_term(folder: Path) -> None:
    edit(folder, 'start: "2027-01-19"', new='start: ""')
    found = look(folder)["start"]
    line = (folder / "cities" / "town.yaml").read_text("utf-8").splitlines()[found["line"] - 1]
    assert found["origin"] == "cities/town.yaml"
    assert found["value"] in line


def test_a_zone_of_its_own_is_the_programmes(folder: Path) -> None:
    edit(folder, 'zone: ""', new='zone: "Europe/Paris"')
    assert look(folder)["zone"] == {"key": "zone", "value": "Europe/Paris", "origin": "programme.yaml", "line": 4}


def test_what_is_left_out_is_a_default(folder: Path) -> None:
    edit(folder, "fit: past\n", new="")
    assert look(folder)["fit"] == {"key": "fit", "value": "past", "origin": "default", "line": 0}
