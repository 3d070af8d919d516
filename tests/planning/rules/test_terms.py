"""Terms: what lies outside is told."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Any

import pytest

from tests.planning.small_programme import clinic, numbered, programme
from toolkit.model.place import Holiday
from toolkit.planning.make_plan import make_plan as plan_of
from toolkit.planning.rules import find_problems


def test_sessions_outside_the_term_are_named_but_not_the_clinic() -> None:
    (problem,) = find_problems(plan_of(programme(sessions=(clinic(), *numbered(9)))))
    assert (problem.code, "s8, s9" in problem.message) == ("P065", True)


def listed(
    dates: tuple[str, ...], *, years: tuple[int, ...] = (), city: dict[str, Any] | None = None, **values: Any
) -> list[str]:
    """What is told (P136) of three Tuesdays from 19 January 2027 and these holidays."""
    small = programme(**values)
    days = tuple(Holiday(date=datetime.date.fromisoformat(day), name="Fair") for day in dates)
    known = replace(small, holidays=days, holiday_years=years, city=small.city.model_copy(update=city or {}))
    return [problem.message for problem in find_problems(plan_of(known)) if problem.code == "P136"]


def test_a_meeting_after_the_last_listed_holiday_may_fall_on_one() -> None:
    (told,) = listed(("2027-01-01", "2027-01-26"))
    assert "listed up to 2027-01-26; a meeting on 2027-02-02 or later may" in told
    assert listed(("2027-01-01", "2027-03-30")) == []


def test_of_a_listed_year_everything_is_known() -> None:
    assert listed((), years=(2027,)) == []
    (told,) = listed(("2028-05-29",), years=(2025, 2026))
    assert "listed for 2025 to 2026; a meeting on 2027-01-19 or later" in told


@pytest.mark.parametrize(("city", "told"), [({"holidays": None}, 1), ({"holidays": None, "zone": None}, 0)])
def test_a_place_without_a_list_is_told_but_not_where_there_is_no_place(city: dict[str, Any], told: int) -> None:
    assert len(listed((), city=city)) == told


def test_who_meets_on_holidays_needs_no_list() -> None:
    assert listed((), holidays="keep") == []
