"""What people do not know yet, who works with whom, and the timetable: asked of the jobs."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.examples import lay_out
from tests.running import make_programme, programme
from toolkit.jobs.timetable import starts_elsewhere, timetable
from toolkit.jobs.tonight import evenings
from toolkit.jobs.untold import sort_of, unchanged, untold, untold_data
from toolkit.problems import WrongUsage
from toolkit.reading.shelves import Shelves

DAY = "2027-01-05"


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
    data = untold_data(found)
    assert (data["since"], data["pages"], data["files"]) == (None, [], [])
    assert {(one.key[0], sort_of(one)) for one in found.differences} == {("a", "cancelled"), ("b", "moved")}
    counts = {one["cohort"]: (one["moved"], one["cancelled"], one["unchanged"]) for one in data["cohorts"]}
    whole = len(found.plan.of_cohort("c"))
    assert counts == {"a": (0, 1, whole - 1), "b": (2, 0, whole - 2), "c": (0, 0, whole)}
    assert unchanged(found.plan, "c", found=[]) == whole


def test_each_person_hears_of_their_own_meetings_alone(made: Path, shelves: Shelves) -> None:
    data = untold_data(untold(made, shelves))
    members = {cohort.key: set(cohort.members) for cohort in untold(made, shelves).plan.programme.cohorts}
    told = {one["id"]: {meeting["cohort"] for meeting in one["meetings"]} for one in data["people"]}
    assert {id for id in told if told[id] == {"a"}} >= members["a"]
    assert not members["c"] & told.keys()


def test_a_publish_that_is_none_is_refused(made: Path, shelves: Shelves) -> None:
    with pytest.raises(WrongUsage, match="There is no publish “launch”"):
        untold(made, shelves, since="launch")


def test_pairs_are_given_for_those_who_came_and_for_one_cohort_where_it_is_named(made: Path, shelves: Shelves) -> None:
    all_of_them = evenings(made, shelves, session="3", cohort=None, absent=())
    assert [one.meeting.cohort.key for one in all_of_them.found] == ["a", "b", "c"]
    one = evenings(made, shelves, session="3", cohort="b", absent=["p07, p08"]).found[0]
    assert set(one.absent) == {"p07", "p08"}
    assert not {"p07", "p08"} & {id for group in one.groups for id in group}
    with pytest.raises(WrongUsage, match="is nobody who is expected there"):
        evenings(made, shelves, session="3", cohort="b", absent=["p01"])


def test_a_session_without_pairs_and_cohorts_without_members_are_refused(made: Path, tmp_path: Path) -> None:
    small = lay_out(tmp_path / "small")
    with pytest.raises(WrongUsage, match="Sessions in pairs: none"):
        evenings(small, Shelves.open(folder=small), session="3", cohort=None, absent=())
    empty = shutil.copytree(made, tmp_path / "empty")
    (empty / "cohorts.yaml").write_text("cohorts:\n  a: {}\n  b: {}\n  c: {}\n")
    (empty / "changes.yaml").write_text("changes: []\n")
    with pytest.raises(WrongUsage, match="names no members yet"):
        evenings(empty, Shelves.open(folder=empty), session="3", cohort=None, absent=())


def test_the_timetable_is_of_one_cohort_or_of_all(tmp_path: Path) -> None:
    folder = lay_out(tmp_path / "small")
    shelves = Shelves.open(folder=folder)
    whole, half = timetable(folder, shelves, today=None), timetable(folder, shelves, cohort="a", today=None)
    assert {meeting.cohort.key for meeting in half.meetings} == {"a"}
    assert half.meetings == tuple(meeting for meeting in whole.meetings if meeting.cohort.key == "a")
    with pytest.raises(WrongUsage, match=r"no cohort “z”. Known: a \(Cohort A\), b"):
        timetable(folder, shelves, cohort="z", today=None)


def test_a_meeting_online_begins_elsewhere_at_another_time(tmp_path: Path) -> None:
    folder = lay_out(tmp_path / "small")
    path = folder / "people/participants.csv"
    zones = {"id": "timezone", "p4": "Asia/Seoul"}
    rows = path.read_text("utf-8").splitlines()
    path.write_text("".join(f"{row},{zones.get(row.split(',')[0], '')}\n" for row in rows), "utf-8")
    plan = timetable(folder, Shelves.open(folder=folder), today=None).plan
    elsewhere = {meeting.cohort.key: [zone for zone, _ in starts_elsewhere(plan, meeting)] for meeting in plan.meetings}
    assert elsewhere == {"a": [], "b": ["Asia/Seoul"]}
