"""The days of the week: one list, from which all that read or write them take theirs."""

from __future__ import annotations

import datetime

import pytest

from toolkit.model.availability import DAY_MINUTES, DAY_NAMES, DAY_WORDS, SHORT_DAY_NAMES, minute_words
from toolkit.model.fields import DAYS, read_day
from toolkit.reading.availability import read_availability
from toolkit.reading.imports.words import weekday

MONDAY = datetime.date(2027, 1, 18)


@pytest.mark.parametrize("number", range(7))
def test_everyone_reads_the_same_day(number: int) -> None:
    name = DAY_NAMES[number]
    assert (MONDAY + datetime.timedelta(days=number)).strftime("%A") == name
    assert read_day(name) == DAYS[number] == SHORT_DAY_NAMES[number].lower()
    for word in DAY_WORDS[number]:
        assert weekday(word) == number
        assert read_availability(f"{word} 18:00-19:00").stretches[0][0] // DAY_MINUTES == number


def test_a_word_that_is_no_day_is_none() -> None:
    assert weekday("someday") is None
    assert read_day("someday") not in DAYS
    assert read_availability("someday 18:00-19:00").problems


@pytest.mark.parametrize(
    ("minute", "words"), [(0, "Mon 00:00"), (2 * 1440 + 1140, "Wed 19:00"), (7 * 1440 + 5, "Mon 00:05")]
)
def test_a_minute_of_the_week_is_said_in_words(minute: int, words: str) -> None:
    assert minute_words(minute) == words
