"""A VTIMEZONE says what zoneinfo says, in one small rule a change, wherever a zone has a lasting rule."""

from __future__ import annotations

import datetime
import io
import random
from collections.abc import Iterator
from functools import cache
from importlib import resources
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from dateutil import tz

from toolkit.outputs.vtimezone import has_lasting_rule, vtimezone
from toolkit.problems import ProblemsFound

HOUR = datetime.timedelta(hours=1)
ALL_ZONES = resources.files("tzdata").joinpath("zones").read_text(encoding="ascii").split()
WITHOUT_RULE = ("Africa/Casablanca", "Africa/El_Aaiun", "Asia/Gaza", "Asia/Hebron")
ODD = (
    "Africa/Cairo", "America/Havana", "America/Los_Angeles", "America/Nuuk", "America/Santiago", "Antarctica/Troll",
    "Asia/Jerusalem",
    "Asia/Kathmandu", "Australia/Lord_Howe", "Etc/GMT+12", "Europe/Dublin", "Europe/London", "Pacific/Chatham",
    "Pacific/Easter", "UTC",
)  # fmt: skip
SAMPLE = sorted({*ODD, *random.Random(20270119).sample(ALL_ZONES, 25)})


@cache
def clock_of(zone: str) -> ZoneInfo:
    """The zone as the tzdata package has it, whatever the machine has."""
    return ZoneInfo.from_file(
        io.BytesIO(resources.files("tzdata").joinpath("zoneinfo", *zone.split("/")).read_bytes()), key=zone
    )


def changes(clock: ZoneInfo, first: int, *, last: int) -> Iterator[datetime.datetime]:
    """The hours (UTC) in whose course the clock changes."""
    start = datetime.datetime(first, 1, 1, tzinfo=datetime.UTC)
    days = [start + 24 * HOUR * day for day in range((last - first + 1) * 366)]
    for day, next_day in pairwise(days):
        if day.astimezone(clock).utcoffset() != next_day.astimezone(clock).utcoffset():
            hours = (day + HOUR * hour for hour in range(24))
            yield next(
                hour
                for hour in hours
                if hour.astimezone(clock).utcoffset() != (hour + HOUR).astimezone(clock).utcoffset()
            )


def read(text: str) -> datetime.tzinfo:
    """The VTIMEZONE as dateutil reads it."""
    zone: datetime.tzinfo | None = tz.tzical(io.StringIO(text.replace("\r\n", "\n"))).get()
    assert zone is not None
    return zone


def disagreements(zone: str, first: int, *, last: int) -> list[str]:
    """The wall times, hour by hour two days around every change, at which VTIMEZONE and zoneinfo differ."""
    clock, written = clock_of(zone), read(vtimezone(zone))
    middles = [datetime.datetime(first, 1, 15, 12, tzinfo=datetime.UTC), *changes(clock, first, last=last)]
    found = []
    for middle in middles:
        for hour in range(-48, 49):
            moment = (middle + HOUR * hour).astimezone(clock)
            wall = moment.replace(tzinfo=None, fold=0)
            exact = wall.replace(tzinfo=clock).utcoffset()
            if moment.fold == 0 and wall.replace(tzinfo=written).utcoffset() != exact:
                found.append(f"{zone} {wall}")
    return found


@pytest.mark.parametrize("zone", SAMPLE)
def test_a_vtimezone_equals_zoneinfo_around_every_change(zone: str) -> None:
    if has_lasting_rule(zone, year=2025):
        assert disagreements(zone, 2025, last=2035) == []


@pytest.mark.slow
@pytest.mark.parametrize("zone", ALL_ZONES)
def test_every_vtimezone_equals_zoneinfo_from_2025_to_2035(zone: str) -> None:
    if has_lasting_rule(zone, year=2025):
        assert disagreements(zone, 2025, last=2035) == []
        assert len(vtimezone(zone)) < 600


def test_a_lasting_rule_takes_less_than_600_bytes() -> None:
    long = [zone for zone in SAMPLE if has_lasting_rule(zone, year=2027) and len(vtimezone(zone)) >= 600]
    assert long == []


@pytest.mark.parametrize("zone", WITHOUT_RULE)
def test_a_zone_whose_changes_are_announced_year_by_year_has_no_lasting_rule(zone: str) -> None:
    assert not has_lasting_rule(zone, year=2026)


def test_london_has_a_lasting_rule_and_no_dates() -> None:
    text = vtimezone("Europe/London")
    assert has_lasting_rule("Europe/London", year=2026)
    assert text.count("RRULE:FREQ=YEARLY") == 2
    assert "RDATE" not in text


def test_a_change_that_reaches_over_the_end_of_the_month_has_a_rule_for_each_month() -> None:
    text = vtimezone("Africa/Cairo")
    assert "BYMONTH=10;BYDAY=FR;BYMONTHDAY=26,27,28,29,30,31\r\n" in text
    assert "BYMONTH=11;BYDAY=FR;BYMONTHDAY=1\r\n" in text


def test_a_zone_without_changes_is_one_standard_time() -> None:
    text = vtimezone("Asia/Kathmandu")
    assert text.count("BEGIN:") == 2
    assert "TZOFFSETTO:+0545\r\n" in text


@pytest.mark.parametrize("zone", ["Europe/Oxford", "", "../zones", "Europe", "Europe//London", "/etc/localtime"])
def test_a_name_that_is_no_zone_is_a_problem_of_the_programme(zone: str) -> None:
    with pytest.raises(ProblemsFound) as caught:
        vtimezone(zone)
    assert [problem.code for problem in caught.value.problems] == ["P029"]


def test_every_line_ends_with_cr_lf() -> None:
    text = vtimezone("Europe/London")
    assert text.endswith("END:VTIMEZONE\r\n")
    assert text.count("\n") == text.count("\r\n")
