"""The dated timetable, of one cohort or of all, and as JSON."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from tests.jobs.small_folder import done, small_folder
from toolkit.jobs.change_requests import Cancel, Move
from toolkit.jobs.timetable import timetable, timetable_data
from toolkit.problems import WrongUsage
from toolkit.reading.shelves import Shelves


def test_the_timetable_is_of_one_cohort_or_of_all(tmp_path: Path) -> None:
    folder = small_folder(tmp_path)
    shelves = Shelves.open(folder=folder)
    whole, half = timetable(folder, shelves, today=None), timetable(folder, shelves, cohort="a", today=None)
    assert {meeting.cohort.key for meeting in half.meetings} == {"a"}
    assert half.meetings == tuple(meeting for meeting in whole.meetings if meeting.cohort.key == "a")
    with pytest.raises(WrongUsage, match=r"no cohort “z”. Known: a \(Cohort A\), b"):
        timetable(folder, shelves, cohort="z", today=None)


def test_what_is_wrong_on_the_day_comes_with_it(tmp_path: Path) -> None:
    folder = small_folder(tmp_path)
    shelves = Shelves.open(folder=folder)
    late = timetable(folder, shelves, today=datetime.date(2027, 1, 20)).problems
    assert "P069" in {problem.code for problem in late}
    assert "P069" not in {problem.code for problem in timetable(folder, shelves, today=None).problems}


def test_a_meeting_says_when_and_where_it_is_and_was_to_be(tmp_path: Path) -> None:
    folder = small_folder(tmp_path)
    people = folder / "people" / "participants.csv"
    people.write_text(
        people.read_text("utf-8")
        .replace("id,name,email", "id,name,email,timezone")
        .replace("p4,Dan,", "p4,Dan,,Asia/Seoul")
    )
    done(folder, Move("race", cohort="b", time=datetime.time(20)), reason="Late train")
    done(folder, Cancel("fold", "drop", cohort="a"))
    data = timetable_data(timetable(folder, Shelves.open(folder=folder), today=None))
    assert (data["version"], data["programme"]) == (1, "small")
    found = {(one["cohort"], one["session"]): one for one in data["meetings"]}
    assert found["b", "race"] == {
        "cohort": "b",
        "session": "race",
        "number": 3,
        "title": "Race",
        "date": "2027-02-09",
        "time": "20:00",
        "timezone": "Europe/London",
        "minutes": 60,
        "start": "2027-02-09T20:00:00+00:00",
        "week": found["a", "race"]["week"],
        "mode": "online-peer",
        "room": None,
        "facilitators": ["bea"],
        "mentor": None,
        "status": "moved",
        "planned": "2027-02-09T19:30",
        "reason": "Late train",
        "held": False,
        "local_times": [{"timezone": "Asia/Seoul", "start": "2027-02-10T05:00"}],
    }
    assert found["b", "race"]["week"]
    assert (found["a", "sail"]["room"], found["a", "sail"]["local_times"]) == ("hall", [])
    assert found["a", "fold"]["status"] == "cancelled"
    assert (found["b", "fold"]["status"], found["b", "fold"]["reason"]) == ("planned", None)
