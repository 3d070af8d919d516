"""What a folder, this machine's zone data and its fonts have to do with a plan."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path

import pytest

from tests.examples import lay_out
from tests.planning.small_programme import cohort, programme
from toolkit.jobs.examine import examine, facts_of
from toolkit.keeping.manifest import MANIFEST_FILE, Manifest, write_manifest
from toolkit.model.people import Participant
from toolkit.planning.make_plan import make_plan
from toolkit.reading import fonts_here
from toolkit.reading.shelves import Shelves

TODAY = datetime.date(2026, 11, 23)


def test_zones_whose_clock_changes_are_announced_year_by_year_are_known(tmp_path: Path) -> None:
    small = programme(cohorts=(cohort("a"), cohort("b", zone="Africa/Casablanca", members=("p4",), days=("thu",))))
    facts = facts_of(tmp_path, make_plan(small), today=TODAY)
    assert (facts.today, facts.passing_zones) == (TODAY, frozenset({"Africa/Casablanca"}))


def test_the_letters_that_no_font_here_has_are_known_with_their_packages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = programme(title="Boats → water")
    people = replace(small.people, participants={"p1": Participant("p1", "李 雷"), "p2": Participant("p2", "Zoë")})
    plan = make_plan(replace(small, people=people))
    monkeypatch.setattr(fonts_here, "system_stretches", lambda: ())
    assert facts_of(tmp_path, plan, today=None).unprintable == {"李": "fonts-noto-cjk", "雷": "fonts-noto-cjk"}
    monkeypatch.setattr(fonts_here, "system_stretches", lambda: (range(0x4E00, 0xA000),))
    assert facts_of(tmp_path, plan, today=None).unprintable == {}


def test_the_moments_are_those_of_the_last_build(tmp_path: Path) -> None:
    plan, moments = make_plan(programme()), {"2027-01-19T18:30 Europe/London": ("2027-01-19T18:30Z", "2026.1")}
    assert facts_of(tmp_path, plan, today=None).moments == {}
    (tmp_path / MANIFEST_FILE).parent.mkdir()
    (tmp_path / MANIFEST_FILE).write_bytes(write_manifest(Manifest("key", {"@folder/a": "x"}, moments=moments)))
    assert facts_of(tmp_path, plan, today=None).moments == moments


def test_a_session_that_cannot_be_read_to_its_end_is_told_and_not_planned(tmp_path: Path) -> None:
    folder = lay_out(tmp_path / "small")
    path = folder / "sessions/02-sail.md"
    path.write_text(path.read_text("utf-8").replace("minutes: 60", "minutes: many"), "utf-8")
    plan, _types, _base, problems = examine(folder, Shelves.open(folder=folder), today=TODAY)
    assert "sessions/02-sail.md" in {problem.file for problem in problems if problem.level == "error"}
    assert plan is not None
    assert {meeting.session.key for meeting in plan.meetings} == {"fold", "race"}
