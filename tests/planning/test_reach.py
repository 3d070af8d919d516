"""The starts of a week that somebody can keep all through a term."""

from __future__ import annotations

import datetime

import pytest

from toolkit.planning.reach import reach
from toolkit.reading.availability import read_availability

WINTER = [datetime.date(2027, 1, 18), datetime.date(2027, 2, 15)]
SPRING = [datetime.date(2027, 3, 8), datetime.date(2027, 3, 22), datetime.date(2027, 4, 5)]


@pytest.mark.parametrize(
    ("text", "zone", "days", "starts"),
    [
        ("Mon 18:00-21:00", "Europe/London", WINTER, 3),  # 18:00, 18:30 and 19:00 for two hours
        ("Mon 18:00-19:30", "Europe/London", WINTER, 0),
        ("Sun 22:00-24:00; Mon 00:00-01:00", "Europe/London", WINTER, 3),  # over the end of the week
        ("Mon 13:00-16:00", "America/New_York", WINTER, 3),
        ("Mon 13:00-16:00", "America/New_York", SPRING, 1),  # the clocks change there on 14 March and here on 28 March
        ("Mon 23:30-24:00; Tue 00:00-02:00", "Asia/Kolkata", WINTER, 2),
        ("Mon 18:00-20:45", "Asia/Kathmandu", WINTER, 2),  # a quarter of an hour beside our half-hours
        ("", "Europe/London", WINTER, 0),
        ("every day 00:00-24:00", "Asia/Kathmandu", SPRING, 336),
    ],
)
def test_a_start_counts_when_the_whole_meeting_fits_on_every_date(text: str, zone: str, days: list[datetime.date], starts: int) -> None:
    assert reach(read_availability(text).stretches, zone, home="Europe/London", days=days, minutes=120) == starts
