"""Somebody else runs or mentors a meeting, or nobody does: as few entries as say it, and the last day belongs to it."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from tests.planning.running import a_plan, after, day
from tests.planning.small_programme import cohort
from toolkit.model.changes import Days
from toolkit.model.people import Facilitator
from toolkit.model.plan import Plan
from toolkit.planning.wishes.covering import mentor_lost, swap, theirs
from toolkit.problems import WrongUsage

PEOPLE = {
    "ada": Facilitator(id="ada", name="Ada", role="facilitator"),
    "bea": Facilitator(id="bea", name="Bea", role="facilitator"),
    "odile": Facilitator(id="odile", name="Odile", role="mentor"),
}


def mentored(*changes: dict[str, Any]) -> Plan:
    """Cohort a with a facilitator and a mentor, on the Tuesdays from 2027-01-19 on."""
    one = cohort("a", room="hall", mode="in-person-mentored", facilitators=("ada",), mentor="odile")
    return a_plan(*changes, cohorts=(one,), facilitators=PEOPLE)


def said(plan: Plan, *, cover: str | None, days: Days | None, session: str | None = None) -> list[dict[str, Any]]:
    wish = swap(plan, person="ada", cover=cover, session=session, days=days)
    return [entry.model_dump(mode="json", by_alias=True, exclude_unset=True) for entry in wish.entries]


@pytest.mark.parametrize(("last", "count"), [("2027-02-01", 1), ("2027-02-02", 2), (None, 4)])
def test_the_meetings_of_a_period_are_those_to_its_last_day(last: str | None, count: int) -> None:
    days = Days(day("2027-01-26"), day(last) if last else None)
    assert len(theirs(mentored(), "ada", days=days)) == count


def test_a_period_is_one_entry_where_it_means_the_same_everywhere() -> None:
    days = Days(day("2027-01-26"), day("2027-02-02"))
    assert said(mentored(), cover="bea", days=days) == [
        {"cohort": "a", "from": "2027-01-26", "until": "2027-02-02", "facilitators": ["bea"]}
    ]
    elsewhere = mentored({"cohort": "a", "session": "s2", "facilitators": ["bea"]})
    assert said(elsewhere, cover="bea", days=days) == [{"cohort": "a", "session": "s3", "facilitators": ["bea"]}]


def test_one_session_is_one_entry_and_nobody_is_an_answer() -> None:
    assert said(mentored(), cover=None, days=None, session="s2") == [
        {"cohort": "a", "session": "s2", "facilitators": []}
    ]


def test_nobody_covers_for_themselves_and_only_people_who_are_known_do() -> None:
    with pytest.raises(WrongUsage, match="Nobody can cover for themselves"):
        said(mentored(), cover="ada", days=None, session="s2")
    with pytest.raises(WrongUsage, match="There is no facilitator “cy”"):
        said(mentored(), cover="cy", days=None, session="s2")


def test_without_their_mentor_a_cohort_falls_to_the_same_place() -> None:
    plan = mentored()
    wish = mentor_lost(plan, mentor="odile", first=datetime.date(2027, 2, 2))
    found = after(plan, wish).after
    assert [(meeting.mentor is not None, meeting.evening.mode) for meeting in found.meetings] == [
        *[(True, "in-person-mentored")] * 2,
        *[(False, "in-person-peer")] * 3,
    ]


def test_a_mentor_who_is_not_known_is_refused_with_the_mentors_who_are() -> None:
    with pytest.raises(WrongUsage) as found:
        mentor_lost(mentored(), mentor="xyz", first=day("2027-01-26"))
    assert "odile" in str(found.value)
    assert "ada" not in str(found.value)
