"""A calendar's rules are followed within the week that is asked for, and cost no more than its steps."""

from __future__ import annotations

import datetime
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.examples import EXAMPLES
from toolkit.model.imports import Answers, Found
from toolkit.reading.imports import read_import

WEEK = Answers(zone="Europe/London", week_of=datetime.date(2027, 1, 18), window="Mon-Sun 00:00-24:00")


def calendar(rule: str, *, start: str = "19700105T100000") -> Found:
    lines = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:x",
        "BEGIN:VEVENT",
        "UID:1",
        "DTSTAMP:20260901T100000Z",
        f"DTSTART:{start}",
        "DURATION:PT1H",
        f"RRULE:{rule}",
        "SUMMARY:Again",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    )
    return read_import("x.ics", "\r\n".join(lines).encode(), answers=WEEK)


def test_an_interval_of_nothing_is_refused_at_once_with_its_rule() -> None:
    began = time.process_time()
    data = (EXAMPLES / "imports" / "interval-zero.ics").read_bytes()
    found = read_import("interval-zero.ics", data, answers=WEEK)
    (problem,) = found.problems
    assert time.process_time() - began < 2
    assert (problem.code, "INTERVAL is no positive number (RFC 5545, 3.3.10)" in problem.message) == ("P122", True)
    assert (found.people, "export it again" in problem.hint) == ((), True)


@pytest.mark.parametrize(
    "rule", ["FREQ=DAILY;INTERVAL=0", "FREQ=WEEKLY;INTERVAL=-1", "FREQ=DAILY;INTERVAL=99999999999"]
)
def test_a_rule_that_cannot_be_followed_makes_nobody_of_the_calendar(rule: str) -> None:
    found = calendar(rule)
    assert [problem.code for problem in found.problems] == ["P122"]
    assert found.people == ()


def test_a_rule_that_can_be_followed_makes_its_person() -> None:
    found = calendar("FREQ=WEEKLY;INTERVAL=2")
    assert (found.problems, len(found.people)) == ((), 1)
    assert "Mon 00:00-10:00" in found.people[0].cells["available"]


@pytest.mark.parametrize(
    "rule",
    ["FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "FREQ=DAILY;BYHOUR=0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21"],
)
def test_a_rule_without_end_costs_no_more_than_its_steps(rule: str) -> None:
    began = time.process_time()
    calendar(rule)
    assert time.process_time() - began < 4


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]),
    st.integers(1, 9),
    st.datetimes(datetime.datetime(1999, 1, 1), datetime.datetime(2027, 6, 1)),
    st.sampled_from(["", ";BYDAY=MO,TH", ";UNTIL=20270120T120000", ";COUNT=400", ";BYMONTHDAY=18,-1"]),
)
def test_an_occasion_is_busy_where_the_rule_says_so(
    often: str, interval: int, start: datetime.datetime, more: str
) -> None:
    from dateutil.rrule import rrulestr

    start = start.replace(microsecond=0, second=0)
    rule = f"FREQ={often};INTERVAL={interval}{more}"
    monday = datetime.datetime(2027, 1, 18)
    dates = rrulestr(rule, dtstart=start).between(monday - datetime.timedelta(hours=1), monday + datetime.timedelta(7))
    busy = {date + datetime.timedelta(minutes=minute) for date in dates for minute in range(60)}
    found = calendar(rule, start=f"{start:%Y%m%dT%H%M%S}")
    assert found.problems == ()
    from toolkit.reading.availability import read_availability

    free = read_availability(found.people[0].cells["available"])
    week = {monday + datetime.timedelta(minutes=minute) for minute in range(7 * 1440)}
    assert free.minutes == len(week - busy)


def test_a_calendar_whose_events_cost_too_much_is_refused_with_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    from toolkit.problems import ProblemsFound
    from toolkit.reading.imports import ics

    monkeypatch.setattr(ics, "MOST_SECONDS", 0.01)
    with pytest.raises(ProblemsFound) as raised:
        calendar("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30")
    assert "repeats its entries so often" in raised.value.problems[0].message
