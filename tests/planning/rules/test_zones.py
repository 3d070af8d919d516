"""Newer time zone data move a meeting that was printed: two zone databases, one after the other."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from importlib import resources
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.examples import lay_out
from tests.planning.small_programme import cohort, programme
from toolkit.model.programme import Programme
from toolkit.planning.make_plan import make_plan
from toolkit.planning.rules import find_problems
from toolkit.planning.rules.rule import Facts
from toolkit.planning.rules.zones import moments
from toolkit.problem_codes import CODES
from toolkit.problems import SourceFile

ROOT = Path(__file__).resolve().parents[3]
CAIRO, LONDON = "Africa/Cairo", "Europe/London"
NOW = "2026.2"


def zone_file(name: str) -> bytes:
    return resources.files("tzdata").joinpath("zoneinfo", *name.split("/")).read_bytes()


def newer_data(monkeypatch: pytest.MonkeyPatch, **like: str) -> None:
    """A zone database in which these zones (with _ for /) have the clocks of others."""

    def zone(name: str) -> ZoneInfo:
        return ZoneInfo.from_file(io.BytesIO(zone_file(like.get(name.replace("/", "_"), name))), key=name)

    monkeypatch.setattr("toolkit.model.plan.ZoneInfo", zone)


def two_zones(**values: Any) -> Programme:
    return programme(cohorts=(cohort("a"), cohort("b", zone=CAIRO, members=("p4",), days=("thu",))), **values)


def told(small: Programme, before: dict[str, tuple[str, str]]) -> list[str]:
    found = find_problems(make_plan(small), Facts(moments=before))
    return [problem.message for problem in found if problem.code == "P079"]


def test_nothing_is_told_while_the_data_agree_or_nothing_was_built() -> None:
    small = two_zones()
    assert told(small, moments(make_plan(small), NOW)) == []
    assert told(small, {}) == []


def test_a_zone_whose_clocks_go_otherwise_now_is_told_once(monkeypatch: pytest.MonkeyPatch) -> None:
    small = two_zones()
    before = {wall: (utc, "2026.1") for wall, (utc, _) in moments(make_plan(small), NOW).items()}
    newer_data(monkeypatch, Africa_Cairo=LONDON)
    (message,) = told(small, before)
    assert message.startswith("Cohort B, s1, ")
    assert "16:30 UTC at the last build (tzdata 2026.1); it is 18:30 UTC now" in message
    assert message.endswith("2 more like it.")


def test_what_the_organiser_moved_cancelled_or_held_is_not_told(monkeypatch: pytest.MonkeyPatch) -> None:
    before = moments(make_plan(two_zones()), NOW)
    changes = [
        {"cohort": "b", "session": "s1", "time": "19:00"},
        {"cohort": "b", "session": "s2", "cancelled": "drop"},
        {"cohort": "b", "session": "s3", "held": True},
    ]
    newer_data(monkeypatch, Africa_Cairo=LONDON)
    assert told(two_zones(changes=changes), before) == []


@pytest.mark.parametrize(("passing", "told"), [((), []), (("Asia/Gaza",), []), ((CAIRO,), [CAIRO])])
def test_a_zone_in_use_whose_clock_changes_are_announced_year_by_year_is_told(
    passing: tuple[str, ...], told: list[str]
) -> None:
    found = find_problems(make_plan(two_zones()), Facts(passing_zones=frozenset(passing)))
    assert [problem.message for problem in found if problem.code == "P076"] == [
        f"The clock changes of {zone} follow no lasting rule." for zone in told
    ]


def test_the_file_that_names_the_zone_is_pointed_at() -> None:
    small = two_zones()
    settings = SourceFile("programme.yaml", ("", "zone: x"), {("zone",): (2, 7)})
    small = replace(small, sources={"programme.yaml": settings})

    def places(zone: str) -> list[tuple[str, int]]:
        found = find_problems(make_plan(small), Facts(passing_zones=frozenset([zone])))
        return [(problem.file, problem.line) for problem in found if problem.code == "P076"]

    assert [file for file, _ in places(CAIRO)] == ["cohorts.yaml"]
    assert places(LONDON) == [("programme.yaml", 2)]


def test_it_is_a_warning() -> None:
    assert CODES["P079"].level == "warning"


@pytest.mark.slow
def test_check_tells_it_until_the_next_build(tmp_path: Path) -> None:
    folder = lay_out(tmp_path / "small")
    settings = folder / "programme.yaml"
    settings.write_text(settings.read_text(encoding="utf-8").replace('zone: ""', f"zone: {CAIRO}"), encoding="utf-8")
    newer = tmp_path / "newer"
    shutil.copytree(str(resources.files("tzdata")), newer / "tzdata")
    (newer / "tzdata" / "zoneinfo" / "Africa" / "Cairo").write_bytes(zone_file(LONDON))
    (newer / "tzdata-2099.1.dist-info").mkdir()
    (newer / "tzdata-2099.1.dist-info" / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: tzdata\nVersion: 2099.1\n"
    )

    def run(*words: str, data: Path | None = None) -> str:
        path = os.pathsep.join(str(each) for each in (data, ROOT) if each)
        command = [sys.executable, "-m", "toolkit", *words, str(folder), "--now", "2026-11-23"]
        done = subprocess.run(
            command, env={**os.environ, "PYTHONPATH": path}, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout + done.stderr

    run("build", "--only", "ics")
    assert "P079" not in run("check")
    assert "P079" in run("check", data=newer)
    assert "P079" in run("build", "--only", "ics", data=newer)
    assert "P079" in run("check", data=newer)
    assert "P079" in run("build", data=newer)
    assert "P079" not in run("check", data=newer)
