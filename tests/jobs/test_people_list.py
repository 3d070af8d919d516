"""Everybody who applied: what is missing, and at how many times of the week they could start a meeting."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.examples import lay_out
from toolkit.jobs.people_list import cohorts_of, listed, people_data
from toolkit.problems import ProblemsFound
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


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("foo,bar\n1,2\n", "P080"),
        (HEAD + "p1,Ann,,,,,\n" * 10_001, "P003"),
        (HEAD + 'p1,"Ann,,,,,\n', "P119"),
        (HEAD + "p1,Ann,,,,,\np1,Ben,,,,,\n", "P082"),
        (HEAD + "p/1,Ann,,,,,\np2,Ben,,,,,\n", "P039"),
        (HEAD + "p1,Ann,,,Europe/Londn,,\n", "P081"),
    ],
)
def test_a_file_in_which_somebody_cannot_be_read_is_told_and_not_called_empty(
    folder: Path, text: str, code: str
) -> None:
    (folder / "people/participants.csv").write_text(text)
    with pytest.raises(ProblemsFound) as told:
        listed(folder, Shelves.open(folder=folder))
    assert [problem.code for problem in told.value.problems] == [code]


@pytest.mark.parametrize("text", ["", HEAD])
def test_an_empty_file_is_one_and_a_mistake_elsewhere_hides_nobody(folder: Path, text: str) -> None:
    (folder / "people/participants.csv").write_text(text)
    (folder / "people/facilitators.csv").write_text("foo\nbar\n")
    assert listed(folder, Shelves.open(folder=folder)) == ()


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


def test_the_clock_is_the_persons_own_then_that_of_their_times_then_the_programmes(folder: Path) -> None:
    write(
        folder,
        "p1,Ann,,,Europe/London,Tue 18:00-22:00,",
        "p2,Ben,,,Asia/Seoul,Wed 03:00-07:00,",
        "p3,Cyd,,,,Wed 03:00-07:00 Asia/Seoul,",
        "p4,Dan,,,,Tue 18:00-22:00,",
    )
    assert len({one["reach"] for one in listed(folder, Shelves.open(folder=folder))}) == 1


def test_starts_are_counted_by_half_hours_and_a_meeting_ends_within_the_times(folder: Path) -> None:
    write(folder, "p1,Ann,,,,Tue 18:00-20:00,", "p2,Ben,,,,Tue 18:00-19:00,", "p3,Cyd,,,,,Tue 18:00-19:30")
    found = listed(folder, Shelves.open(folder=folder))
    assert [(one["reach"], one["reach_if_needed"]) for one in found] == [(3, 3), (1, 1), (0, 2)]


def test_everything_of_a_row_is_told_as_it_stands(folder: Path) -> None:
    write(folder, "p1,Ann,a@example.org,waiting,Asia/Seoul,Tue 18:00-22:00,Wed 1")
    data = people_data(listed(folder, Shelves.open(folder=folder)))
    (one,) = data["people"]
    assert data["version"] == 1
    assert {name: one[name] for name in ("id", "name", "email", "status", "timezone", "available", "if_needed")} == {
        "id": "p1",
        "name": "Ann",
        "email": "a@example.org",
        "status": "waiting",
        "timezone": "Asia/Seoul",
        "available": "Tue 18:00-22:00",
        "if_needed": "Wed 1",
    }
    assert one["missing"] == ["clear times"]


def test_a_folder_that_cannot_be_read_is_refused_with_its_errors_alone(folder: Path) -> None:
    (folder / "programme.yaml").write_text("key: [")
    with pytest.raises(ProblemsFound) as caught:
        listed(folder, Shelves.open(folder=folder))
    assert {problem.level for problem in caught.value.problems} == {"error"}
