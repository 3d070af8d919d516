"""A city that no shelf has: where it is, and whose public holidays it keeps."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from toolkit.jobs.cities import city_at, make_shelf, nearest_city, read_holidays, read_term, read_where
from toolkit.problems import WrongUsage
from toolkit.reading.shelves import Shelves
from toolkit.scaffold.public_holidays import holiday_file, read_region

TODAY = datetime.date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "zone", "code"),
    [
        ("Europe/Berlin", "Europe/Berlin", "DE"),
        ("de-by", "Europe/Berlin", "DE-BY"),
        ("Germany", "Europe/Berlin", "DE"),
        ("GB-England", "Europe/London", "GB-ENG"),
        ("US-NY America/New_York", "America/New_York", "US-NY"),
        ("Japan", "Asia/Tokyo", "JP"),
    ],
)
def test_a_zone_and_a_region_follow_from_each_other(text: str, zone: str, code: str) -> None:
    found, region = read_where(text)
    assert region is not None
    assert (found, region.code) == (zone, code)


def test_a_zone_that_is_no_place_has_no_holidays() -> None:
    assert read_where("UTC") == ("UTC", None)
    assert read_holidays("none") is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("US-NY", "several time zones; add one, such as “US-NY America/New_York”"),
        ("Europe/Berln", "Did you mean “Europe/Berlin”?"),
        ("Germny", "Did you mean “Germany”?"),
        ("GB-XYZ", "no part “XYZ”. Known: ENG, NIR, SCT, WLS"),
        ("", "Name one time zone"),
    ],
)
def test_what_is_no_place_is_told_with_what_would_be(text: str, words: str) -> None:
    with pytest.raises(WrongUsage) as told:
        read_where(text)
    assert words in str(told.value)


def days(code: str, *years: int) -> dict[str, str]:
    lines = holiday_file(read_region(code), years).decode().splitlines()
    return {line[11:21]: line[30:-2] for line in lines if line.startswith("  - ")}


def test_no_part_of_a_country_has_a_silent_easter_monday() -> None:
    assert days("GB", 2027)["2027-03-29"] == "Easter Monday", "three parts of four keep it"
    assert "2027-03-29" not in days("GB-SCT", 2027)
    assert "2027-05-27" not in days("DE", 2027), "five of sixteen keep Corpus Christi"
    assert days("DE-BY", 2027)["2027-05-27"] == "Corpus Christi"


def test_holidays_at_weekends_and_the_days_after_them_are_listed() -> None:
    found = days("US", 2027)
    assert (found["2027-07-04"], found["2027-07-05"]) == ("Independence Day", "Independence Day (observed)")


@pytest.mark.parametrize(("name", "code"), [("england", "GB-ENG"), ("us-federal", "US")])
def test_the_lists_that_ship_have_the_days_of_the_package(name: str, code: str) -> None:
    shipped = Shelves.open().holidays(name, [])
    assert shipped is not None
    assert {day.date.isoformat() for day in shipped.days} == set(days(code, *shipped.years))


def test_a_city_is_named_after_what_was_typed() -> None:
    made = city_at("São Paulo", ("America/Sao_Paulo", read_region("BR-SP")))
    assert (made.city.key, made.city.name, made.city.holidays) == ("sao-paulo", "São Paulo", "br-sp")
    american = city_at("boston", ("America/New_York", read_region("US-MA"))).city
    assert (american.name, american.paper, american.clock, american.language) == ("Boston", "letter", 12, "en-US")
    with pytest.raises(WrongUsage, match="P039"):
        city_at("京都", ("Asia/Tokyo", None))


def test_the_nearest_city_of_a_shelf_is_found() -> None:
    assert nearest_city("oxfrod", Shelves.open()) == "oxford"
    assert nearest_city("munich", Shelves.open()) == ""


def test_a_term_has_a_name_and_two_days() -> None:
    term = read_term("Autumn 2027 2027-09-27 to 2027-12-10")
    assert (term["name"], term["short"], term["last_day"]) == ("Autumn 2027", "autumn-2027", "2027-12-10")
    for wrong in ("Autumn 2027", "A 2027-12-10 2027-09-27", "A 2027-13-01 2027-14-01"):
        with pytest.raises(WrongUsage):
            read_term(wrong)


def test_a_shelf_with_a_city_can_be_read_and_is_made_once(tmp_path: Path) -> None:
    made = city_at("Leeds", ("Europe/London", read_region("GB-ENG")), terms=[read_term("Spring 2027-01-11 2027-03-19")])
    assert make_shelf(tmp_path, made, today=TODAY, dry_run=True).there is False
    assert not (tmp_path / "leeds").exists()
    make_shelf(tmp_path, made, today=TODAY, dry_run=False)
    assert make_shelf(tmp_path, made, today=TODAY, dry_run=False).there
    shelves = Shelves.open(extra=(tmp_path / "leeds",))
    city, _source = shelves.city("leeds", [])
    assert city == made.city
    listed = shelves.holidays("gb-eng", [])
    assert listed is not None
    assert listed.years == (2026, 2027, 2028)
