"""Days and times: each rule with what it tells and what it lets pass."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Any

import pytest

from tests.planning.rules.small_findings import changed, codes, told
from tests.planning.small_programme import clinic, cohort, numbered, pause, programme
from toolkit.model.programme import Clinic
from toolkit.model.told import Publish
from toolkit.planning.make_plan import make_plan as plan_of
from toolkit.planning.rules import find_problems


def test_the_past_is_told_only_when_today_is_known_and_nothing_was_held() -> None:
    assert codes(programme(), "2027-01-20") == {"P069"}
    assert codes(programme(), "2027-01-19") == {"P135"}  # nobody has been told of a place
    assert codes(programme(changes=[{"cohort": "a", "session": "s1", "held": True}]), "2027-01-20") == set()
    launch = Publish(name="launch", moment=datetime.datetime(2027, 1, 10), file=".programme/published/01.json")
    assert codes(replace(programme(), publishes=(launch,)), "2027-01-20") == set()


@pytest.mark.parametrize(("date", "code"), [("2027-01-27", None), ("2027-02-16", "P060"), ("2027-03-24", "P062")])
def test_a_meeting_moved_to_a_closed_day_is_told(date: str, code: str | None) -> None:
    found = changed({"cohort": "a", "session": "s2", "date": date})
    assert found & {"P060", "P061", "P062"} == ({code} if code else set())


def test_a_cancelled_meeting_is_nowhere_and_disturbs_nobody() -> None:
    drops = [{"cohort": "b", "session": f"s{n}", "cancelled": "drop"} for n in (1, 2, 3)]
    both = (cohort("a"), cohort("b", members=("p4", "p5", "p6")))
    assert changed(cohorts=both) == {"P067"}
    assert changed(*drops, cohorts=both) == set()


@pytest.mark.parametrize(
    ("time", "date", "code"),
    [("01:30", "2027-03-28", "P063"), ("01:30", "2027-10-31", "P064"), ("02:30", "2027-10-31", None)],
)
def test_clocks(time: str, date: str, code: str | None) -> None:
    assert changed({"cohort": "a", "session": "s3", "date": date, "time": time}) & {"P063", "P064"} == (
        {code} if code else set()
    )


def test_a_clinic_with_a_date_of_its_own_comes_before_the_sessions_that_need_it() -> None:
    first, second = (replace(one, head=one.head.model_copy(update={"needs": ("set-up",)})) for one in numbered(2))

    def told(date: str | None) -> list[tuple[str, str]]:
        found = find_problems(
            plan_of(programme(sessions=(clinic(), first, second), clinic=Clinic.model_validate({"date": date})))
        )
        return [(problem.where, problem.message) for problem in found if problem.code == "P043"]

    assert told(None) == told("2027-01-18") == []
    assert told("2027-01-20") == [
        ("clinic › date", "Cohort A, s1, 2027-01-19 18:30: it needs set-up, which is held later (2027-01-20).")
    ]
    assert told("2027-02-20") == [
        (
            "clinic › date",
            "Cohort A, s1, 2027-01-19 18:30: it needs set-up, which is held later (2027-02-20). 1 more like it.",
        )
    ]


def test_a_clinic_that_keeps_clear_of_a_closed_day_says_so_until_it_has_a_date_of_its_own() -> None:
    def told(date: str | None = None, **values: Any) -> list[str]:
        own = Clinic.model_validate({"date": date})
        plan = plan_of(programme(sessions=(clinic(), *numbered(2)), clinic=own, **values))
        return [problem.message for problem in find_problems(plan) if problem.code == "P150"]

    after: dict[str, Any] = {"start": datetime.date(2027, 2, 23)}
    closed = "Cohort A, set-up, 2027-02-15 18:30: a week before session 1 is 2027-02-16, which is Town day."
    assert told(**after) == [closed]
    both: dict[str, Any] = {"cohorts": (cohort("a"), cohort("b", members=("p4", "p5", "p6")))}
    assert told(**after, **both) == [f"{closed} 1 more like it."]
    assert told() == told("2027-02-15", **after) == told(holidays="keep", **after) == []
    for change in ({"cancelled": "drop"}, {"date": "2027-02-11"}):
        assert told(**after, changes=[{"cohort": "a", "session": "set-up", **change}]) == []


def test_a_programme_that_never_finds_a_day_is_told() -> None:
    assert codes(programme(day=("tue",), breaks=(pause("2027-01-01", "2030-01-01"),))) >= {"P077"}
    assert codes(programme(start=None, term=None)) == {"P021"}


def test_a_skip_is_a_change_that_does_something() -> None:
    assert changed({"cohort": "a", "date": "2027-01-26"}) == set()
    assert changed({"cohort": "a", "session": "s2", "mentor": None}) == set()
    assert changed({"cohort": "a", "session": "s2", "reason": "because"}) == {"P078"}


def test_a_wrong_until_is_told() -> None:
    wrong = {"cohort": "a", "from": "2027-01-26", "until": "2027-01-25"}
    assert changed(wrong) == {"P028"}
    assert changed({**wrong, "room_lost": "hall", "cohort": "all"}) == {"P028"}
    assert changed({**wrong, "until": "2027-01-26"}) == set()
    assert changed({"cohort": "a", "date": "2027-01-26", "until": "2027-01-28"}) == {"P078"}
    assert changed({"cohort": "a", "session": "s2", "until": "2027-01-28", "held": True}) == {"P078"}
    assert changed({"cohort": "a", "from": "2027-01-26", "cancelled": "skip"}) == {"P078"}
    assert changed({"cohort": "a", "from": "2027-01-26", "until": None, "room": "hall"}) == {"P078"}


def test_sign_up_closes_after_it_opens_and_data_are_kept_after_it_closes() -> None:
    def places(**days: str) -> list[str]:
        said = {name: datetime.date.fromisoformat(day) for name, day in days.items()}
        sign_up = programme().settings.sign_up.model_copy(update=said)
        return [problem.where for problem in told(programme(sign_up=sign_up), "P028")]

    assert places(opens="2026-12-01", closes="2026-12-01", keep_until="2026-12-01") == []
    assert places(opens="2026-12-02", closes="2026-12-01") == ["sign_up › closes"]
    assert places(closes="2026-12-02", keep_until="2026-12-01") == ["sign_up › keep_until"]
