"""What somebody answers to the questions of a new programme is read once, for every face."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from toolkit.jobs.new import has_sure_term, read_day_and_time, read_start, read_zone, term_or_start
from toolkit.model.place import City, Term
from toolkit.problems import WrongUsage

DAYS = {"Hilary": "2027-01-17", "Trinity": "2027-04-25"}


def term(name: str, **values: Any) -> Term:
    last = datetime.date.fromisoformat(DAYS[name]) + datetime.timedelta(days=55)
    given = {"short": name[:2].lower(), "status": "confirmed", "source": "x", **values}
    return Term(name=name, first_day=datetime.date.fromisoformat(DAYS[name]), last_day=last, **given)


HILARY, TRINITY = term("Hilary"), term("Trinity", status="unconfirmed")
OXFORD = City(key="oxford", name="Oxford", terms=(HILARY, TRINITY))


@pytest.mark.parametrize(("today", "sure"), [("2027-01-17", True), ("2027-01-18", False), ("2027-05-01", False)])
def test_a_term_is_sure_where_somebody_announced_it(today: str, sure: bool) -> None:
    assert has_sure_term(OXFORD, datetime.date.fromisoformat(today)) is sure


@pytest.mark.parametrize(
    ("word", "meant"),
    [("1", (HILARY, "")), ("2", (TRINITY, "")), ("trinity", (TRINITY, "")), ("2027-02-01", (None, "2027-02-01"))],
)
def test_a_term_is_meant_by_number_or_name_or_a_start_is_given(word: str, meant: tuple[Term | None, str]) -> None:
    assert term_or_start(OXFORD, [HILARY, TRINITY], word=word) == meant


@pytest.mark.parametrize("word", ["0", "3", "Michaelmas", "2027-13-01"])
def test_no_term_and_no_date_is_refused(word: str) -> None:
    with pytest.raises(WrongUsage):
        term_or_start(OXFORD, [HILARY, TRINITY], word=word)


def test_a_zone_and_a_start_are_as_they_stand_in_the_file() -> None:
    assert (read_zone("Europe/London"), read_start("2027-02-01")) == ("Europe/London", "2027-02-01")
    with pytest.raises(WrongUsage):
        read_zone("Zulu")


@pytest.mark.parametrize(
    ("said", "day", "time"),
    [
        ("Tuesday 7pm", "Tuesday", "19:00"),
        ("tuesdays at 7.30 pm", "tuesday", "19:30"),
        ("wed 18:30", "wed", "18:30"),
        ("sat,sun 10am,12pm", "sat,sun", "10:00,12:00"),
        ("Thu 12 a.m.", "Thu", "0:00"),
    ],
)
def test_a_day_and_a_time_are_read_as_people_say_them(said: str, day: str, time: str) -> None:
    assert read_day_and_time(said) == (day, time)


@pytest.mark.parametrize("said", ["Tuesday", "Tuesday 13pm", "someday 7pm", "Tuesday evening"])
def test_what_is_no_day_and_time_is_refused(said: str) -> None:
    with pytest.raises(WrongUsage):
        read_day_and_time(said)
