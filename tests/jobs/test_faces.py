"""A face that asks the jobs gives what the command prints, on every machine, in the shape that docs/json.md tells."""

from __future__ import annotations

import json
import zoneinfo
from collections.abc import Callable, Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints, is_typeddict

import pytest

from scripts.json_page import PAGE, SHAPES, page
from tests.jobs.built_folder import built
from tests.jobs.faces import FACES, NOW, WORDS
from tests.jobs.small_folder import known
from tests.running import make_programme, programme
from toolkit.cli import run
from toolkit.jobs.attendance_report import CatchUp
from toolkit.jobs.job import job
from toolkit.jobs.publish import mark_told
from toolkit.model.people import Mark
from toolkit.reading.shelves import Shelves

DAY = NOW.date().isoformat()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A programme with people and marks, told, then changed; no verb of these tests writes to it."""
    made = make_programme(tmp_path_factory.mktemp("faces") / "programme")
    assert programme(made, "attend record 1 --cohort b --absent p07", now=DAY) == 0
    assert programme(made, "attend record 2 --cohort b --absent p07", now=DAY) == 0
    assert programme(made, "move 5 --cohort b --to 20:00 --yes", now=DAY) == 0
    built(made)
    assert mark_told(made, known(made, NOW).plan, pages=(), name="launch", now=NOW)
    assert programme(made, "move 6 --cohort b --to 20:30 --reason 'The hall is shut' --yes", now=DAY) == 0
    assert programme(made, "cancel 7 --cohort a --then drop --yes", now=DAY) == 0
    return made


@pytest.fixture(scope="module")
def given(folder: Path) -> Callable[[str], Any]:
    """What each job gives, asked once."""
    return cache(lambda name: FACES[name](folder, Shelves.open(folder=folder)))


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[None]:
    """A machine whose own zone data say that London has Tokyo's clock."""
    (tmp_path / "Europe").mkdir()
    (tmp_path / "Europe/London").write_bytes(files("tzdata").joinpath("zoneinfo/Asia/Tokyo").read_bytes())
    before = zoneinfo.TZPATH
    zoneinfo.reset_tzpath(to=[str(tmp_path)])
    zoneinfo.ZoneInfo.clear_cache()
    yield
    zoneinfo.reset_tzpath(to=before)
    zoneinfo.ZoneInfo.clear_cache()


def read(text: str) -> Any:
    """What a program reads; how long it took does not count."""
    return {**json.loads(text), "seconds": None}


def test_every_shape_has_a_face() -> None:
    assert list(FACES) == list(SHAPES)


@pytest.mark.parametrize("name", FACES)
def test_the_job_gives_what_the_command_prints_in_its_shape_and_no_key_more(
    name: str, folder: Path, given: Callable[[str], Any], capsys: pytest.CaptureFixture[str]
) -> None:
    wanted = read(json.dumps(given(name)))
    capsys.readouterr()
    run([*WORDS.get(name, name).split(), "-C", str(folder), "--now", DAY])
    assert read(capsys.readouterr().out) == wanted
    assert fits(SHAPES[name], given(name))


def fits(kind: Any, value: Any) -> bool:
    """Whether a value is of a kind, with the very keys of a shape, all the way down."""
    origin, inner = get_origin(kind), get_args(kind)
    if is_typeddict(kind):
        hints = get_type_hints(kind)
        same = isinstance(value, dict) and set(hints) == set(value)
        return same and all(fits(hints[key], one) for key, one in value.items())
    if origin in (Union, UnionType):
        return any(fits(one, value) for one in inner)
    if origin is Literal:
        return value in inner
    if origin is list:
        return isinstance(value, list) and all(fits(inner[0], one) for one in value)
    if origin is dict:
        return all(fits(inner[0], key) and fits(inner[1], one) for key, one in value.items())
    return type(value) is kind or (kind is float and type(value) is int)


def test_a_value_that_has_not_its_shape_is_found() -> None:
    good = {"title": "Read", "minutes": 5, "url": "https://example.org"}
    assert fits(CatchUp, good)
    assert not fits(CatchUp, {**good, "minutes": "5"})
    assert not fits(CatchUp, {**good, "more": 1})
    assert not fits(list[CatchUp], [good, {}])
    assert (fits(str | None, None), fits(Mark, "present"), fits(Mark, "late")) == (True, True, False)


def test_they_are_asked_of_a_programme_that_was_told_and_changed_since(given: Callable[[str], Any]) -> None:
    data = given("changes --json")
    assert data["since"]["name"] == "launch"
    assert {(one["cohort"], one["moved"], one["cancelled"]) for one in data["cohorts"]} >= {("a", 0, 1), ("b", 1, 0)}
    assert (len(data["people"]) > 0, len(data["pages"]) > 0) == (True, True)
    assert given("status --json")["published"]["name"] == "launch"


@pytest.mark.usefixtures("elsewhere")
@pytest.mark.parametrize("name", ["plan --json", "cohorts --json", "people list --json", "status --json"])
def test_a_job_gives_the_same_on_a_machine_with_other_zones(
    name: str, folder: Path, given: Callable[[str], Any]
) -> None:
    strange = _london()
    there = FACES[name](folder, Shelves.open(folder=folder))
    assert (strange, _london()) == (9, 0)
    assert read(json.dumps(there)) == read(json.dumps(given(name)))


@pytest.mark.usefixtures("elsewhere")
def test_without_being_a_job_it_takes_the_zones_of_the_machine() -> None:
    assert (_london(), job(_london)()) == (9, 0)


def _london() -> float:
    """Hours by which London's clock is ahead of UTC in winter."""
    offset = NOW.astimezone(zoneinfo.ZoneInfo("Europe/London")).utcoffset()
    assert offset is not None
    return offset.total_seconds() / 3600


def test_the_page_of_shapes_is_made_from_them() -> None:
    assert PAGE.read_text("utf-8") == page(), "python -m scripts.json_page writes it anew; read the difference"
