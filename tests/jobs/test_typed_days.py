"""Days as people type them, for every face."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from tests.examples import lay_out
from toolkit.jobs.folder import open_shelves
from toolkit.jobs.typed_days import (
    is_unmistakable,
    language_of,
    read_full_day,
    read_typed_day,
    split_typed_time,
    start_of,
)

TODAY = datetime.date(2027, 1, 12)


@pytest.mark.parametrize(("text", "sure"), [("2027-02-11", True), ("11/02/2027", False), ("2027-02-11 18:00", False)])
def test_only_year_month_day_needs_no_reading_back(text: str, sure: bool) -> None:
    assert is_unmistakable(text) is sure


def test_the_language_says_which_figure_is_the_month() -> None:
    days = [read_typed_day("11/02/2027", today=TODAY, language=language).month for language in ("en-GB", "en-US", "de")]
    assert days == [2, 11, 2]


def test_a_time_at_the_end_is_taken_off() -> None:
    assert split_typed_time("Thu 18 Feb 7pm") == ("Thu 18 Feb", datetime.time(19))
    assert split_typed_time("2027-02-18") == ("2027-02-18", None)


def test_the_language_is_that_of_the_city_and_else_british(tmp_path: Path) -> None:
    folder = lay_out(tmp_path / "small")
    assert language_of(folder, open_shelves(folder)) == "en-GB"
    assert language_of(tmp_path / "none", open_shelves()) == "en-GB"
    text = (folder / "programme.yaml").read_text("utf-8")
    (folder / "programme.yaml").write_text(text.replace("city: town", "city: berkeley"), "utf-8")
    assert language_of(folder, open_shelves(folder)) == "en-US"


def test_a_day_with_its_year_needs_no_language_and_one_without_is_near_to_another() -> None:
    assert read_full_day("19 Jan 2027", near=datetime.date(2030, 1, 1)) == datetime.date(2027, 1, 19)
    assert read_full_day("Sat 19 Jan", near=datetime.date(2030, 1, 1)) == datetime.date(2030, 1, 19)


def test_a_programme_has_a_first_day_and_one_that_cannot_be_read_has_none(tmp_path: Path) -> None:
    folder = lay_out(tmp_path / "small")
    assert start_of(folder, open_shelves(folder)) == datetime.date(2027, 1, 19)
    (folder / "programme.yaml").write_text("{", "utf-8")
    assert start_of(folder, open_shelves(folder)) is None
