"""What people do not know yet, asked of the job."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from tests.jobs.built_folder import built
from tests.jobs.small_folder import NOW, done, known, small_folder
from tests.running import make_programme, programme
from toolkit.jobs.change_requests import Cancel, Move
from toolkit.jobs.publish import mark_told
from toolkit.jobs.untold import sort_of, unchanged, untold, untold_data
from toolkit.model.plan import Difference
from toolkit.model.told import DifferenceKind
from toolkit.problems import ProblemsFound, WrongUsage
from toolkit.reading.shelves import Shelves

DAY = "2027-01-05"
TODAY = datetime.date.fromisoformat(DAY)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Oxford programme: cohorts a to c, p01 to p18; two meetings of b are moved, one of a is cancelled."""
    folder = make_programme(tmp_path_factory.mktemp("untold") / "programme")
    assert programme(folder, "move 5 --cohort b --to 20:00 --yes", now=DAY) == 0
    assert programme(folder, "cancel 6 --cohort a --then drop --yes", now=DAY) == 0
    return folder


@pytest.fixture
def shelves(made: Path) -> Shelves:
    return Shelves.open(folder=made)


def test_without_a_publish_it_is_measured_against_the_plan_without_changes(made: Path, shelves: Shelves) -> None:
    found = untold(made, shelves)
    data = untold_data(found, today=TODAY)
    assert (data["since"], data["pages"], data["files"]) == (None, [], [])
    assert {(one.key[0], sort_of(one)) for one in found.differences} == {("a", "cancelled"), ("b", "moved")}
    counts = {one["cohort"]: (one["moved"], one["cancelled"], one["unchanged"]) for one in data["cohorts"]}
    whole = len(found.plan.of_cohort("c"))
    assert counts == {"a": (0, 1, whole - 1), "b": (2, 0, whole - 2), "c": (0, 0, whole)}
    assert unchanged(found.plan, "c", found=[]) == whole


def test_meetings_of_earlier_days_without_a_record_are_there_for_programs_too(made: Path, shelves: Shelves) -> None:
    found = untold(made, shelves)
    assert untold_data(found, today=TODAY)["unrecorded"] == []
    past = untold_data(found, today=datetime.date(2027, 1, 20))["unrecorded"]
    assert {(one["cohort"], one["date"], one["cancelled"]) for one in past} >= {("a", "2027-01-19", False)}


def test_each_person_hears_of_their_own_meetings_alone(made: Path, shelves: Shelves) -> None:
    data = untold_data(untold(made, shelves), today=TODAY)
    members = {cohort.key: set(cohort.members) for cohort in untold(made, shelves).plan.programme.cohorts}
    told = {one["id"]: {meeting["cohort"] for meeting in one["meetings"]} for one in data["people"]}
    assert {id for id in told if told[id] == {"a"}} >= members["a"]
    assert not members["c"] & told.keys()


def test_a_publish_that_is_none_is_refused(made: Path, shelves: Shelves) -> None:
    with pytest.raises(WrongUsage, match="There is no publish “launch”"):
        untold(made, shelves, since="launch")


def test_it_is_measured_against_the_publish_that_is_named(tmp_path: Path) -> None:
    folder = small_folder(tmp_path)
    for name, hour in (("launch", 20), ("later", 21)):
        built(folder)
        assert mark_told(folder, known(folder).plan, pages=(), name=name, now=NOW)
        done(folder, Move("race", cohort="b", time=datetime.time(hour)))
        built(folder)
    shelves = Shelves.open(folder=folder)

    def before(since: str | None) -> tuple[str, list[datetime.time]]:
        found = untold(folder, shelves, since=since)
        return found.told.name, [one.before.time for one in found.differences if one.before]

    assert before("launch") == ("launch", [datetime.time(19, 30)])
    assert before(None) == before("later") == ("later", [datetime.time(20)])
    with pytest.raises(WrongUsage, match=r"There is no publish “lunch”\. Did you mean “launch”"):
        untold(folder, shelves, since="lunch")
    (folder / ".programme/published/01.json").write_text("{")
    with pytest.raises(ProblemsFound):
        untold(folder, shelves, since="launch")


@pytest.mark.parametrize(
    ("kinds", "sort"),
    [
        (("added",), "added"),
        (("moved", "again"), "added"),
        (("cancelled",), "cancelled"),
        (("removed",), "cancelled"),
        (("place", "moved"), "moved"),
        (("place", "link"), "changed"),
    ],
)
def test_a_difference_is_of_one_sort(kinds: tuple[DifferenceKind, ...], sort: str) -> None:
    assert sort_of(Difference(None, None, kinds)) == sort


def test_meetings_that_came_back_are_counted_and_who_runs_a_cohort_hears_who_joined_and_left(tmp_path: Path) -> None:
    folder = small_folder(tmp_path)
    done(folder, Cancel("race", "drop", cohort="b"))
    built(folder)
    assert mark_told(folder, known(folder).plan, pages=(), name="launch", now=NOW)
    changes, cohorts = folder / "changes.yaml", folder / "cohorts.yaml"
    changes.write_text(changes.read_text("utf-8").partition("  - cohort: b")[0], "utf-8")
    cohorts.write_text(cohorts.read_text("utf-8").replace("p2, p3", "p2").replace("p5, p6", "p5, p6, p3"), "utf-8")
    data = untold_data(untold(folder, Shelves.open(folder=folder)), today=TODAY)
    assert {one["cohort"]: one["added"] for one in data["cohorts"]} == {"a": 0, "b": 1}
    rosters = {one["id"]: one["members"] for one in data["people"] if one["role"] == "facilitator"}
    assert rosters == {
        "ada": [{"cohort": "a", "joined": [], "left": ["p3"]}],
        "bea": [{"cohort": "b", "joined": ["p3"], "left": []}],
    }
