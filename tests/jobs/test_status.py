"""The status of a programme as a record, asked of the job."""

from __future__ import annotations

import datetime
import re
import shutil
from pathlib import Path

import pytest

from tests.examples import lay_out
from toolkit.jobs.status import Status, advice, is_telling, status, status_data
from toolkit.problems import Problem, ProblemsFound
from toolkit.reading.shelves import Shelves

NOW = datetime.datetime(2027, 2, 3, 12, 0)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return lay_out(tmp_path / "small")


def look(folder: Path, now: datetime.datetime = NOW) -> Status:
    return status(folder, Shelves.open(folder=folder), now=now)


def test_the_next_meetings_and_the_past_ones_that_nobody_spoke_of(folder: Path) -> None:
    found = look(folder)
    assert [meeting.key for meeting in found.coming] == [("a", "race"), ("b", "race")]
    assert {meeting.session.key for meeting in found.unrecorded} == {"fold", "sail"}
    before = look(folder, datetime.datetime(2027, 1, 1))
    assert (before.unrecorded, [meeting.session.key for meeting in before.coming]) == ((), ["fold", "fold"])


def test_a_meeting_of_today_is_next_until_it_begins(folder: Path) -> None:
    next_one = look(folder).coming[0]
    before = look(folder, next_one.start - datetime.timedelta(minutes=1))
    assert next_one.key in [meeting.key for meeting in before.coming]
    assert next_one.key not in [meeting.key for meeting in look(folder, next_one.start).coming]


def test_a_programme_that_was_never_built_nor_told_says_so(folder: Path) -> None:
    found = look(folder)
    assert (found.built, found.inputs, found.outputs, found.differences, found.to_tell) == (False, (), (), (), 0)
    data = status_data(found)
    assert (data["build"], data["published"]) == ({"built": False, "changed": [], "altered": []}, None)


def test_the_day_is_that_of_the_moment(folder: Path) -> None:
    assert status_data(look(folder))["today"] == "2027-02-03"
    days = [one.date for one in look(folder, datetime.datetime(2026, 11, 1)).deadlines]
    assert len(days) == 3
    assert look(folder, datetime.datetime.combine(days[0], datetime.time(23))).deadlines[0].date == days[0]


def test_problems_are_told_once_and_counted_by_level(folder: Path) -> None:
    text = (folder / "programme.yaml").read_text("utf-8")
    (folder / "programme.yaml").write_text(text.replace("A small programme", "TODO"), "utf-8")
    found = look(folder)
    assert len(set(found.problems)) == len(found.problems)
    assert status_data(found)["problems"]["error"] == 1


def test_advice_goes_by_code_and_leaves_out_the_rest() -> None:
    found = [Problem("a", 1, 1, code, "m") for code in ("P074", "P071", "P074", "P021")]
    assert {code: len(mine) for code, mine in advice(found).items()} == {"P071": 1, "P074": 2}


def test_a_folder_without_a_plan_is_refused_with_its_problems(tmp_path: Path) -> None:
    with pytest.raises(ProblemsFound) as caught:
        look(tmp_path)
    assert [problem.code for problem in caught.value.problems] == ["P001"]


def test_members_of_whom_no_name_is_here_are_told_of(folder: Path) -> None:
    assert look(folder).nobody_known is False
    shutil.rmtree(folder / "people")
    assert look(folder).nobody_known is True
    text = (folder / "cohorts.yaml").read_text("utf-8")
    (folder / "cohorts.yaml").write_text(re.sub(r", members: \[[^]]*\]", "", text), "utf-8")
    assert look(folder).nobody_known is False, "nobody is to be known"


def test_people_who_cannot_be_read_are_no_people_left_out(folder: Path) -> None:
    (folder / "people/participants.csv").write_text("foo,bar\n1,2\n")
    found = look(folder)
    assert (found.nobody_known, "P080" in {problem.code for problem in found.problems}) == (False, True)


@pytest.mark.parametrize(
    ("path", "ours"),
    [
        (".programme/published.yaml", True),
        (".programme/published/01.json", True),
        (".programme/mailed/01.json", True),
        ("changes.yaml", False),
        (".programme/formed.json", False),
    ],
)
def test_what_people_were_told_is_ours(path: str, ours: bool) -> None:
    assert is_telling(path) is ours


@pytest.mark.parametrize(("until", "since"), [("2027-02-02", "2027-02-02"), ("2027-02-03", None)])
def test_data_of_people_are_to_be_deleted_from_the_day_after(folder: Path, until: str, since: str | None) -> None:
    path = folder / "programme.yaml"
    path.write_text(path.read_text("utf-8").replace("sign_up: {", f"sign_up: {{keep_until: {until}, "), "utf-8")
    assert status_data(look(folder))["delete_people_since"] == since
