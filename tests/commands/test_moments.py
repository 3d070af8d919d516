"""Dates as people type them, on the command line: read back in words before anything is written."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from tests.commands.people_folder import IMPORTS
from tests.jobs.small_folder import small_folder
from toolkit.cli import run
from toolkit.commands._shared import Context
from toolkit.words.filters import date_words


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The small programme, in a British city; cohort b meets on 2027-01-26 at 19:30."""
    return small_folder(tmp_path)


def said(folder: Path, capsys: pytest.CaptureFixture[str], *words: str, now: str = "2027-01-12", code: int = 0) -> str:
    capsys.readouterr()
    assert run([*words, "-C", str(folder), "--now", now, "--no-input"]) == code
    return capsys.readouterr().err


@pytest.mark.parametrize(
    ("typed", "read_back"),
    [
        ("Thu 11 Feb 19:00", "“Thu 11 Feb” is Thursday 11 February 2027."),
        ("11/02/2027 7pm", "“11/02/2027” is Thursday 11 February 2027."),
        ("2027-02-11 19:00", ""),
    ],
)
def test_a_moment_is_read_back_and_recorded_as_one_day(
    folder: Path, capsys: pytest.CaptureFixture[str], typed: str, read_back: str
) -> None:
    told = said(folder, capsys, "move", "race", "--cohort", "b", "--to", typed, "--yes")
    assert read_back in told
    assert ("February 2027." in told) is bool(read_back)
    text = (folder / "changes.yaml").read_text("utf-8")
    assert 'session: race\n    date: 2027-02-11\n    time: "19:00"\n' in text
    undone = said(folder, capsys, "undo")
    assert "programme move race --cohort b --to '2027-02-11 19:00'. " in undone


@pytest.mark.parametrize("now", ["2027-01-25", "25 Jan 2027", "25/01/2027 18:30", "Mon 25 January 2027, 7pm"])
def test_now_is_written_as_people_write_dates(folder: Path, capsys: pytest.CaptureFixture[str], now: str) -> None:
    words = ("room", "lost", "hall", "--on", "tomorrow", "--dry-run")
    assert "“tomorrow” is Tuesday 26 January 2027." in said(folder, capsys, *words, now=now)


def test_now_without_its_year_is_near_to_the_clock_and_read_back(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    near = Context().today
    told = said(folder, capsys, "room", "lost", "hall", "--on", "tomorrow", "--dry-run", now=f"{near:%d} {near:%b} 7pm")
    assert f"7pm” is {date_words(near)}." in told
    assert f"“tomorrow” is {date_words(near + datetime.timedelta(days=1))}." in told


def test_the_week_of_a_poll_is_read_back_and_near_to_the_programme(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("people", "import", str(IMPORTS / "crabfit-weekdays-people.json"), "--zone", "UTC", "--dry-run")
    assert "The week of Tuesday 19 January 2027." in said(folder, capsys, *words, "--week-of", "Tue 19 Jan")
    assert "not a date" in said(folder, capsys, *words, "--week-of", "Wed 19 Jan", code=2)


def test_a_day_that_may_be_two_is_not_taken_for_now(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "write a date like 2027-01-19" in said(folder, capsys, "status", now="02/03/2027", code=2)


def test_tomorrow_follows_from_now_wherever_it_stands(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ("skip", "tomorrow", "--cohort", "b", "--yes")
    assert "“tomorrow” is Tuesday 26 January 2027." in said(folder, capsys, *words, now="2027-01-25")
    assert "2027-01-26" in (folder / "changes.yaml").read_text("utf-8")
    assert run(["--now", "2027-02-08", "-C", str(folder), "room", "lost", "hall", "--on", "tomorrow", "--dry-run"]) == 0
    assert "“tomorrow” is Tuesday 9 February 2027." in capsys.readouterr().err


def test_an_american_city_puts_the_month_first(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ("move", "race", "--cohort", "b", "--to", "02/11/2027", "--dry-run")
    assert "“02/11/2027” is Tuesday 2 November 2027." in said(folder, capsys, *words)
    with (folder / "cities/town.yaml").open("a", encoding="utf-8") as file:
        file.write("language: en-US\n")
    assert "“02/11/2027” is Thursday, February 11, 2027." in said(folder, capsys, *words)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("skip", "Wed 11 Feb"), "“Wed 11 Feb” is not a date. 11 February 2027 is a Thursday, not a Wednesday."),
        (("skip", "2027-02-31"), "“2027-02-31” is not a date. Write year-month-day"),
        (
            ("move", "race", "--to", "whenever"),
            "“whenever” is not a date and time. It is not clear which day is meant.",
        ),
        (("move", "race", "--to", ""), "“” is not a date and time."),
        (("move", "race", "--to", "25:00"), "“25:00” is not a date and time. Write them like 2027-02-18 18:30"),
    ],
)
def test_what_is_no_date_is_told_and_nothing_is_written(
    folder: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], says: str
) -> None:
    before = (folder / "changes.yaml").read_bytes()
    assert says in " ".join(said(folder, capsys, *words, "--yes", code=2).split())
    assert (folder / "changes.yaml").read_bytes() == before
