"""A whole programme folder into one record."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.examples import lay_out
from tests.reading.test_pictures import SVG, png
from toolkit.model.fields import RESERVED_NAMES
from toolkit.model.programme import Programme
from toolkit.problems import Problem
from toolkit.reading.folder_cohorts import default_keys
from toolkit.reading.programme_folder import try_programme
from toolkit.reading.shelves import Shelves

SHIPPED = Path(__file__).resolve().parents[2] / "program_templates" / "cities"
DRAWING = SVG.format('<path d="M0 0h9v9z"/>').encode()


def read_with_logo(folder: Path, name: str) -> tuple[Programme | None, list[Problem]]:
    settings = folder / "programme.yaml"
    settings.write_text(f"{settings.read_text(encoding='utf-8')}look:\n  logo: {name}\n", encoding="utf-8")
    return try_programme(folder, Shelves.open(folder=folder))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return lay_out(tmp_path / "small")


@pytest.mark.parametrize(
    ("name", "data"), [("logo.svg", DRAWING), ("pictures/Gruppe Ü.png", png(40, 30)), ('" logo "', DRAWING)]
)
def test_a_logo_is_read_from_the_folder(folder: Path, name: str, data: bytes) -> None:
    place = folder / name.strip('" ')
    place.parent.mkdir(exist_ok=True)
    place.write_bytes(data)
    programme, problems = read_with_logo(folder, name)
    assert problems == []
    assert programme is not None
    assert programme.logo == data


@pytest.mark.parametrize("name", ["", '""', "null"])
def test_a_blank_logo_is_none(folder: Path, name: str) -> None:
    programme, problems = read_with_logo(folder, name)
    assert problems == []
    assert programme is not None
    assert programme.logo == b""


def told(folder: Path, name: str) -> list[tuple[str, str, str]]:
    _programme, problems = read_with_logo(folder, name)
    return [(problem.code, problem.file, problem.where) for problem in problems]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("none.png", "P002"), ("sessions", "P004"), ("words.svg", "P093"), ("large.png", "P003"), ("link.svg", "P004"),
        ("elsewhere/logo.svg", "P004"),
        ("../logo.svg", "P027"), ("/etc/passwd", "P027"), ("people/participants.csv", "P027"), ("out/logo.svg", "P027"),
        (".git/config", "P027"),
        ("C:logo.svg", "P027"), ('"a\\\\b.svg"', "P027"), ("a//b.svg", "P027"), ("[a, b]", "P022"),
    ],
)  # fmt: skip
def test_a_logo_that_cannot_be_printed_is_told_where_it_is_named(folder: Path, name: str, code: str) -> None:
    (folder / "words.svg").write_text("<p>no picture</p>")
    (folder / "large.png").write_bytes(png(9, 9) + b"\0" * 5 * 1024 * 1024)
    (folder.parent / "logo.svg").write_bytes(DRAWING)
    (folder / "link.svg").symlink_to(folder.parent / "logo.svg")
    (folder / "elsewhere").symlink_to(folder.parent)
    assert told(folder, name) == [(code, "programme.yaml", "look › logo")]


def test_cohorts_get_as_many_keys_as_there_are_and_none_that_is_reserved() -> None:
    keys = default_keys(5000)
    assert keys[:2] + keys[25:28] + keys[701:703] == ["a", "b", "z", "aa", "ab", "zz", "aaa"]
    assert len(set(keys)) == 5000
    assert not set(keys) & RESERVED_NAMES
    assert "all" not in keys
    assert "alk" in keys


@pytest.mark.parametrize("name", ["leeds", "oxford"])
def test_a_city_whose_key_is_not_its_file_name_is_told_at_the_key(folder: Path, name: str) -> None:
    shipped = (SHIPPED / "oxford.yaml").read_text(encoding="utf-8")
    mine = folder / "cities" / f"{name}.yaml"
    mine.parent.mkdir(exist_ok=True)
    mine.write_text(shipped.replace("key: oxford", "key: leeds"), encoding="utf-8")
    problems: list[Problem] = []
    city, _source = Shelves.open(folder=folder).city(name, problems)
    assert [(problem.code, problem.file, problem.where, problem.hint) for problem in problems] == (
        []
        if name == "leeds"
        else [("P039", "cities/oxford.yaml", "key", "Write “key: oxford”, or call the file leeds.yaml.")]
    )
    assert (city is None) == (name == "oxford")
