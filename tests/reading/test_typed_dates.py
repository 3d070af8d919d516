"""Dates as people type them, on a day that counts as today."""

from __future__ import annotations

import datetime

import pytest

from toolkit.reading.typed_dates import read_full_date, read_typed_date, split_time

TODAY = datetime.date(2027, 1, 12)  # a Tuesday


def day(text: str, *, month_first: bool = False, today: datetime.date = TODAY) -> str:
    return read_typed_date(text, today=today, month_first=month_first).isoformat()


@pytest.mark.parametrize(
    "text",
    ["2027-02-11", "Thu 11 Feb", "thursday, 11 february 2027", "11/02/2027", "11.2.2027", "11/2", "Feb 11th", "11 feb"],
)
def test_one_day_in_many_forms(text: str) -> None:
    assert day(text) == "2027-02-11"


@pytest.mark.parametrize(
    "text", ["2027-02-18", "18 Feb 2027", "Thu 18.2.2027", "18/02/2027", "02/18/2027", "Feb 18th 2027"]
)
def test_a_full_date_needs_neither_today_nor_a_style(text: str) -> None:
    assert read_full_date(text) == datetime.date(2027, 2, 18)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("18 Feb", "Write the year"),
        ("tomorrow", "Write the year"),
        ("02/03/2027", "write 2027-03-02 or 2027-02-03"),
        ("2027-13-01", "No month has such a day"),
        ("Wed 18 Feb 2027", "is a Thursday, not a Wednesday"),
        ("Hilary 2027", "not clear"),
    ],
)
def test_what_is_no_full_date_is_said(text: str, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        read_full_date(text)


def test_a_full_date_without_its_year_is_the_nearest_to_a_day_that_is_known() -> None:
    for text in ("Thu 18 Feb", "18 Feb", "18/2", "18.2."):
        assert read_full_date(text, near=TODAY) == datetime.date(2027, 2, 18)
    assert read_full_date("30 Dec", near=TODAY) == datetime.date(2026, 12, 30)
    assert read_full_date("30 Dec 2030", near=TODAY) == datetime.date(2030, 12, 30)
    for text, says in (
        ("2/3", "write 2027-03-02 or 2027-02-03"),
        ("Wed 18 Feb", "Thursday"),
        ("tomorrow", "not clear"),
    ):
        with pytest.raises(ValueError, match=says):
            read_full_date(text, near=TODAY)


def test_slashes_are_read_as_the_city_writes_dates_and_dots_never_by_month_first() -> None:
    assert (day("02/11/2027"), day("02/11/2027", month_first=True)) == ("2027-11-02", "2027-02-11")
    assert day("02/18/2027") == day("18/02/2027", month_first=True) == "2027-02-18"
    assert day("11.02.2027", month_first=True) == "2027-02-11"


def test_today_tomorrow_and_days_of_the_week() -> None:
    assert (day("today"), day("Tomorrow"), day("wed"), day("Tue")) == (
        "2027-01-12", "2027-01-13", "2027-01-13", "2027-01-19",
    )  # fmt: skip


def test_without_a_year_it_is_the_nearest_such_day() -> None:
    assert day("30 Dec") == "2026-12-30"
    assert day("3 Jan", today=datetime.date(2026, 12, 20)) == "2027-01-03"
    assert day("29 Feb", today=datetime.date(2027, 12, 1)) == "2028-02-29"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Wed 11 Feb", "11 February 2027 is a Thursday, not a Wednesday"),
        ("31/02/2027", "No month has such a day"),
        ("13/13/2027", "No month has such a day"),
        ("soon", "not clear"),
        ("11", "not clear"),
        ("11 Fnord", "not clear"),
        ("", "not clear"),
    ],
)
def test_what_is_no_date_is_said(text: str, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        day(text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Thu 11 Feb 19:00", ("Thu 11 Feb", "19:00")),
        ("2027-02-11T19.30", ("2027-02-11", "19:30")),
        ("tomorrow at 7pm", ("tomorrow", "19:00")),
        ("12:15 am", ("", "00:15")),
        ("Sat 19:00", ("Sat", "19:00")),
        ("18:30", ("", "18:30")),
        ("11/02/2027", ("11/02/2027", "")),
        ("11.02.2027", ("11.02.2027", "")),
        ("11 Feb", ("11 Feb", "")),
    ],
)
def test_a_time_of_day_stands_at_the_end(text: str, found: tuple[str, str]) -> None:
    date, time = split_time(text)
    assert (date, f"{time:%H:%M}" if time else "") == found


@pytest.mark.parametrize("text", ["25:00", "18:75", "13pm", "0 am"])
def test_a_time_that_no_day_has_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        split_time(text)
