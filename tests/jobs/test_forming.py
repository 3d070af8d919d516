"""Cohorts formed by a job, from records to records."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.commands.test_cohorts import people
from tests.jobs.ten_people import NOW, formed, ten_people
from toolkit.grouping.advice import Ask
from toolkit.grouping.exact import INSTALL_SOLVER
from toolkit.grouping.problem import Effort
from toolkit.jobs.cohorts import open_cohorts
from toolkit.jobs.forming import form_and_write, formation_data, missing_solver, read_sizes, wanted_for
from toolkit.model.availability import minute_words
from toolkit.model.told import Publication
from toolkit.planning.cohort_request import usual_sizes
from toolkit.problems import WouldOverwrite, WrongUsage
from toolkit.reading.shelves import Shelves


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Ten who can come on Mondays, one who cannot, two facilitators."""
    return ten_people(tmp_path / "programme")


def test_a_dry_run_gives_the_same_and_writes_nothing(folder: Path) -> None:
    before = (folder / "cohorts.yaml").read_bytes()
    shown = formed(folder, dry_run=True)
    assert (folder / "cohorts.yaml").read_bytes() == before
    written = formed(folder)
    assert formation_data(written, seconds=0) == formation_data(shown, seconds=0)
    assert (folder / "cohorts.yaml").read_bytes() != before


def test_who_runs_one_cohort_and_attends_another_is_at_one_place_at_a_time(folder: Path) -> None:
    week = "Mon-Fri 18:00-21:00"
    people(folder, {f"p{number}": week for number in range(10)} | {"ada": week})
    (folder / "people" / "facilitators.csv").write_text(f"id,available,max_cohorts\nada,{week},1\nbea,{week},2\n")
    found = formed(folder)
    minutes = found.request.problem.minutes
    (run,) = (cohort.start for cohort in found.plan.cohorts if "ada" in cohort.leaders)
    (attended,) = (cohort.start for cohort in found.plan.cohorts if "ada" in cohort.members)
    assert abs(run - attended) >= minutes
    assert len(found.plan.unplaced) == 0


def test_everybody_has_a_place_or_a_reason(folder: Path) -> None:
    found = formed(folder, dry_run=True)
    placed = {id for cohort in found.plan.cohorts for id in cohort.members}
    assert (len(placed), set(found.reasons)) == (10, {"owl"})
    data = formation_data(found, seconds=1.23456)
    assert (data["seconds"], [one["id"] for one in data["unplaced"]]) == (1.235, ["owl"])
    assert data["unplaced"][0]["why"] == found.reasons["owl"]


def test_cohorts_that_have_met_are_not_formed_anew(folder: Path) -> None:
    key = formed(folder).plan.cohorts[0].key
    (folder / "people/attendance.csv").write_text(f"id,cohort,session,state\np0,{key},fold,present\n")
    with pytest.raises(WouldOverwrite, match="has attendance or changes"):
        formed(folder)


@pytest.mark.parametrize(
    ("entry", "bound"),
    [
        ("{cohort: KEY, session: fold, time: '20:00'}", True),
        ("{cohort: KEY, session: fold, held: true}", True),
        ("{cohort: all, session: fold, held: true}", True),
        ("{cohort: all, session: fold, time: '20:00'}", False),
        ("{cohort: all, date: 2027-01-26, cancelled: skip}", False),
    ],
)
def test_cohorts_that_changed_or_met_are_not_formed_anew_and_what_is_for_all_binds_only_as_history(
    folder: Path, entry: str, bound: bool
) -> None:
    key = formed(folder).plan.cohorts[0].key
    (folder / "changes.yaml").write_text(f"changes:\n  - {entry.replace('KEY', key)}\n")
    if not bound:
        assert formed(folder).plan.placed == 10
        return
    with pytest.raises(WouldOverwrite, match="has attendance or changes"):
        formed(folder)


def test_cohorts_that_people_know_of_are_not_formed_anew(folder: Path) -> None:
    formed(folder)
    work = open_cohorts(folder, Shelves.open(folder=folder))
    wanted = wanted_for(work, usual_sizes(work.plan.programme), minutes=None, grid=None)
    told = Publication(name="launch", moment=NOW, meetings=(), files={})
    knowing = replace(work, plan=replace(work.plan, programme=replace(work.plan.programme, told=told)))
    with pytest.raises(WouldOverwrite, match="People have been told"):
        form_and_write(knowing, wanted, effort=Effort(), now=NOW, dry_run=True)
    all_kept = replace(knowing, free=())
    assert form_and_write(all_kept, wanted, effort=Effort(), now=NOW, dry_run=True).plan.placed > 0


def test_a_minute_of_the_week_in_words() -> None:
    assert (minute_words(0), minute_words(2 * 1440 + 19 * 60), minute_words(6 * 1440 + 1439)) == (
        "Mon 00:00",
        "Wed 19:00",
        "Sun 23:59",
    )


def test_a_stretch_that_ends_at_midnight_ends_on_its_own_day(folder: Path) -> None:
    found = formed(folder, dry_run=True)
    ask = Ask("owl", 2 * 1440 + 22 * 60, 3 * 1440, "", 1)
    (told,) = formation_data(replace(found, advice=replace(found.advice, ask=(ask,))), seconds=0)["ask"]
    assert (told["start"], told["end"]) == ("Wed 22:00", "Wed 24:00")
    sunday = replace(found.advice, ask=(replace(ask, start=6 * 1440 + 1320, end=7 * 1440), replace(ask, end=4000)))
    ends = [one["end"] for one in formation_data(replace(found, advice=sunday), seconds=0)["ask"]]
    assert ends == ["Sun 24:00", "Wed 18:40"]


@pytest.mark.parametrize(
    ("size", "target", "sizes"),
    [
        (None, None, usual_sizes),
        ("3-9", None, (3, None, 9)),
        (" 5 ", None, (5, 5, 5)),
        ("3–9", 4, (3, 4, 9)),
        ("20-30", None, (20, 20, 30)),
    ],
)
def test_a_size_is_read_and_the_rest_is_the_curriculums(
    folder: Path, size: str | None, target: int | None, sizes: Any
) -> None:
    work = open_cohorts(folder, Shelves.open(folder=folder))
    usual = usual_sizes(work.plan.programme)
    found = read_sizes(work, size=size, target=target)
    least, best, most = (usual.least, usual.target, usual.most) if sizes is usual_sizes else sizes
    assert (found.least, found.target, found.most) == (least, best or usual.target, most)


@pytest.mark.parametrize(
    ("size", "target", "says"),
    [
        ("x", None, "x is not a size"),
        ("8-4", None, "8-4: the least comes first"),
        ("0-4", None, "is at least 1"),
        ("4-8", 9, "9 does not lie within 4-8"),
    ],
)
def test_sizes_that_contradict_each_other_are_refused(folder: Path, size: str, target: int | None, says: str) -> None:
    with pytest.raises(WrongUsage, match=says):
        read_sizes(open_cohorts(folder, Shelves.open(folder=folder)), size=size, target=target)


@pytest.mark.parametrize("here", [True, False])
def test_a_solver_that_is_missing_is_told_with_what_installs_it(monkeypatch: pytest.MonkeyPatch, here: bool) -> None:
    monkeypatch.setattr("toolkit.jobs.forming.solver_is_here", lambda: here)
    assert missing_solver() == ("" if here else INSTALL_SOLVER)
