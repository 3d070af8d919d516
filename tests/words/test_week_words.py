"""Free hours of a week in words, on one's own clock and on another."""

from __future__ import annotations

import pytest

from toolkit.reading.availability import read_availability
from toolkit.words.week_words import shifted, week_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Mon 18:00-21:00", "Mondays 18:00 to 21:00"),
        ("Mon, Wed 18:00-21:00; Tue 09:00-10:00", "Mondays and Wednesdays 18:00 to 21:00; Tuesdays 09:00 to 10:00"),
        ("Sun 22:00-01:00", "Sundays 22:00 to 01:00"),
        ("Wed 22:00-01:00", "Wednesdays 22:00 to 01:00"),
        ("Tue all day", "Tuesdays 00:00 to 24:00"),
        ("weekends", "no time"),
        ("Sat, Sun all day", "Saturdays and Sundays 00:00 to 24:00"),
        ("every day 00:00-24:00", "the whole week"),
        ("", "no time"),
    ],
)
def test_hours_are_told_as_one_would_say_them(text: str, words: str) -> None:
    assert week_words(read_availability(text).stretches) == words


def test_another_clock_may_be_another_day() -> None:
    there = read_availability("Mon 00:30-03:00; Sun 23:00-24:00").stretches
    assert week_words(shifted(there, -330)) == "Sundays 17:30 to 18:30; Sundays 19:00 to 21:30"
