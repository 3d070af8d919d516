"""`programme cohorts` in a mentored mode: it names mentors as far as their hours and times go, and leaves those that
somebody wrote."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.thirty import MADE, make_thirty
from toolkit.cli import run
from toolkit.model.programme import Cohort
from toolkit.reading.programme_folder import read_programme
from toolkit.reading.shelves import Shelves

pytestmark = pytest.mark.slow


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Odile is a mentor for an hour a week on Tuesdays, Wednesdays and Thursdays; Max for two on Saturdays."""
    place = make_thirty(tmp_path / "thirty")
    with (place / "people" / "facilitators.csv").open("a") as file:
        file.write("max,Max,max@example.org,Europe/London,Sat 9:00-17:00,2,,mentor\n")
    return place


def said(capsys: pytest.CaptureFixture[str], folder: Path, *words: str) -> str:
    assert run([*words, "-C", str(folder), "--now", MADE]) == 0
    return capsys.readouterr().out


def written(folder: Path) -> dict[str, Cohort]:
    return {cohort.key: cohort for cohort in read_programme(folder, Shelves.open(folder=folder)).cohorts}


def test_mentors_are_written_where_they_are_free_and_have_the_hours(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = json.loads(said(capsys, folder, "cohorts", "--json"))["cohorts"]
    cohorts = written(folder)
    assert {one["id"]: one["mentor"] for one in found} == {key: cohort.mentor for key, cohort in cohorts.items()}
    named = [cohort for cohort in cohorts.values() if cohort.mentor]
    assert {"odile"} <= {cohort.mentor for cohort in named} <= {"odile", "max"}
    assert all((cohort.mentor == "max") == (cohort.days == ("sat",)) for cohort in named)
    check = said(capsys, folder, "check")
    assert "P140" not in check
    assert "to mentor" not in check


def test_again_the_mentors_stay_and_one_that_was_written_by_hand_too(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said(capsys, folder, "cohorts")
    before = (folder / "cohorts.yaml").read_bytes()
    said(capsys, folder, "cohorts")
    assert (folder / "cohorts.yaml").read_bytes() == before
    odd = next(key for key, cohort in written(folder).items() if cohort.mentor != "max" and cohort.days != ("sat",))
    text = before.decode().replace("    mentor: odile\n", "")
    (folder / "cohorts.yaml").write_text(text.replace(f"  {odd}:\n", f"  {odd}:\n    mentor: max\n"))
    said(capsys, folder, "cohorts", "--keep", odd)
    assert written(folder)[odd].mentor == "max"
    check = said(capsys, folder, "check")
    assert "P087" in check
    assert "max is not free to mentor" in check


def test_a_mentor_named_before_there_are_members_stays(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "cohorts.yaml").write_text("cohorts:\n  a:\n    mentor: max\n")
    said(capsys, folder, "cohorts")
    assert written(folder)["a"].mentor == "max"


def test_in_a_mode_of_peers_no_mentor_is_named(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings = (folder / "programme.yaml").read_text()
    (folder / "programme.yaml").write_text(settings.replace("in-person-mentored", "in-person-peer"))
    said(capsys, folder, "cohorts")
    assert "mentor" not in (folder / "cohorts.yaml").read_text()


def test_a_cohort_kept_without_a_mentor_has_none_in_what_is_said_either(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said(capsys, folder, "cohorts")
    bare = next(key for key, cohort in written(folder).items() if cohort.mentor)
    before = (folder / "cohorts.yaml").read_text()
    start = before.index(f"  {bare}:\n")
    line = next(line for line in before[start:].splitlines(keepends=True) if line.startswith("    mentor:"))
    (folder / "cohorts.yaml").write_text(before[:start] + before[start:].replace(line, "", 1))
    found = {one["id"]: one["mentor"] for one in json.loads(said(capsys, folder, "cohorts", "--json"))["cohorts"]}
    assert found == {key: cohort.mentor for key, cohort in written(folder).items()}
    assert found[bare] is None
