"""People listed, accepted, shown to themselves and forgotten, asked of the jobs."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.examples import lay_out
from toolkit.jobs.people import need_programme
from toolkit.jobs.people_list import cohorts_of, listed
from toolkit.jobs.person import forget, plan_forgetting, stored_about
from toolkit.problems import ProblemsFound, WrongUsage
from toolkit.reading.shelves import Shelves

HEAD = "id,name,email,status,timezone,available,if_needed\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Cohorts a (p1 to p3) and b (p4 to p6)."""
    return lay_out(tmp_path / "small")


def write(folder: Path, *rows: str) -> None:
    (folder / "people/participants.csv").write_text(HEAD + "".join(f"{row}\n" for row in rows))


def test_what_is_missing_is_named_in_order_and_a_blank_status_is_applied(folder: Path) -> None:
    write(folder, "p1,,,,,,", "p2,Ben,b@example.org,accepted,Europe/London,Tue 18:00-22:00,", "p3,Cyd,,,,Tue whenever,")
    found = listed(folder, Shelves.open(folder=folder))
    assert [one["status"] for one in found] == ["applied", "accepted", "applied"]
    assert [one["missing"] for one in found] == [
        ["name", "e-mail", "times"], [], ["e-mail", "times", "clear times"],
    ]  # fmt: skip
    assert [one["id"] for one in listed(folder, Shelves.open(folder=folder), status="accepted")] == ["p2"]


def test_times_if_needed_reach_further_and_a_zone_far_away_reaches_elsewhere(folder: Path) -> None:
    write(
        folder,
        "p1,Ann,,,Europe/London,Tue 18:00-22:00,",
        "p2,Ben,,,Europe/London,Tue 18:00-22:00,Wed 18:00-22:00",
        "p3,Cyd,,,Europe/London,Tue 18:00-18:30,",
    )
    near, more, short = listed(folder, Shelves.open(folder=folder))
    assert near["reach"] == near["reach_if_needed"] == more["reach"]
    assert near["reach"] is not None
    assert more["reach_if_needed"] == 2 * near["reach"]
    assert (near["reach"] > 0, short["reach"]) == (True, 0)


def test_without_a_start_nobody_can_say_how_many_times_they_reach(folder: Path) -> None:
    lines = (folder / "programme.yaml").read_text("utf-8").splitlines(keepends=True)
    (folder / "programme.yaml").write_text("".join(line for line in lines if not line.startswith(("start:", "term:"))))
    assert {one["reach"] for one in listed(folder, Shelves.open(folder=folder))} == {None}


def test_the_cohorts_of_people_are_named_as_far_as_the_folder_can_be_read(folder: Path) -> None:
    assert cohorts_of(folder, Shelves.open(folder=folder), ids=["p1", "p2"]) == ("Cohort A",)
    assert cohorts_of(folder, Shelves.open(folder=folder), ids=[]) == ()
    (folder / "programme.yaml").write_text("key: [")
    assert cohorts_of(folder, Shelves.open(folder=folder), ids=["p1"]) == ()


def test_everything_about_somebody_is_shown_and_forgetting_leaves_none_of_it(folder: Path) -> None:
    stored = stored_about(folder, "p1")
    assert {"people/participants.csv", "cohorts.yaml"} <= {place["file"] for place in stored["stored"]}
    before = (folder / "people/participants.csv").read_bytes()
    planned = plan_forgetting(folder, "p1")
    assert (folder / "people/participants.csv").read_bytes() == before
    assert forget(folder, "p1") == planned
    for file in ("people/participants.csv", "cohorts.yaml"):
        assert "p1" not in (folder / file).read_text("utf-8").replace("p10", "")
    with pytest.raises(WrongUsage, match="stands nowhere else"):
        stored_about(folder, "p1")


def test_somebody_is_forgotten_by_their_whole_name_in_any_case_and_never_by_half_of_it(folder: Path) -> None:
    write(folder, "p1,Ann Lee,,,,,", "p2,Ben,,,,,")
    assert stored_about(folder, " ann  LEE")["id"] == "p1"
    with pytest.raises(WrongUsage, match=r"Nobody in people/ has the id or name “Ann”"):
        plan_forgetting(folder, "Ann")
    assert forget(folder, "ANN LEE").subject.id == "p1"
    assert "Lee" not in (folder / "people/participants.csv").read_text("utf-8")


def test_a_folder_that_is_no_programme_is_refused(folder: Path, tmp_path: Path) -> None:
    need_programme(folder)
    with pytest.raises(ProblemsFound) as caught:
        need_programme(tmp_path)
    assert [problem.code for problem in caught.value.problems] == ["P001"]
