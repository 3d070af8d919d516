"""Who is in which cohort: each rule with what it tells and what it lets pass."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from tests.planning.rules.small_findings import codes
from tests.planning.small_programme import cohort, programme
from toolkit.model.people import Participant, PersonStatus
from toolkit.planning.make_plan import make_plan as plan_of
from toolkit.planning.rules import find_problems
from toolkit.planning.rules.rule import Facts


def test_two_cohorts_have_two_names() -> None:
    def told(first: str, second: str) -> bool:
        return "P113" in codes(
            programme(cohorts=tuple(replace(cohort(key), label=label) for key, label in (("a", first), ("b", second))))
        )

    assert told("Same", "Same")
    assert told("Same", "same ")
    assert not told("Alder", "Birch")


def test_one_person_is_not_called_people() -> None:
    (problem,) = [
        problem
        for problem in find_problems(plan_of(programme(cohorts=(cohort("a", members=(), expected=1),))))
        if problem.code == "P085"
    ]
    assert "expects 1 person;" in problem.message


@pytest.mark.parametrize(("members", "told"), [(2, True), (3, False), (8, False), (9, True)])
def test_a_cohort_has_as_many_members_as_its_run_sheets_are_written_for(members: int, told: bool) -> None:
    named = tuple(f"p{number}" for number in range(1, members + 1))
    small = programme(cohorts=(cohort("a", members=named),))
    people = replace(small.people, participants={id: Participant(id, id) for id in named})
    assert codes(replace(small, people=people)) == ({"P085"} if told else set())
    assert (
        codes(replace(programme(cohorts=(cohort("a", members=named, mode="solo"),)), people=people)) & {"P085"} == set()
    )


def test_people_expected_are_told_once_for_all_cohorts_with_how_many_cohorts_they_make() -> None:
    crowded = tuple(
        cohort(key, members=(), expected=15, days=(day,)) for key, day in zip("ab", ("tue", "thu"), strict=True)
    )
    (problem,) = [
        problem for problem in find_problems(plan_of(programme(cohorts=crowded, people=30))) if problem.code == "P085"
    ]
    assert "Cohort A expects 15 people" in problem.message
    assert "1 more like it" in problem.message
    assert "6 cohorts" in problem.hint


def test_data_kept_after_the_day_that_people_were_told_is_told_when_today_is_known() -> None:
    told = programme().settings.sign_up.model_copy(update={"keep_until": datetime.date(2027, 6, 30)})
    held = programme(changes=[{"cohort": "a", "session": "s1", "date": "2027-01-19", "held": True}], sign_up=told)
    late = find_problems(plan_of(held), Facts(datetime.date(2027, 7, 1)))
    (problem,) = (problem for problem in late if problem.code == "P086")
    assert (problem.file, problem.hint) == ("programme.yaml", "`programme people forget ID` removes somebody.")
    assert "until 2027-06-30; they are still in people/." in problem.message
    assert "P086" not in codes(held, "2027-06-30")
    assert "P086" not in codes(held)
    assert "P086" not in codes(replace(held, people=replace(held.people, participants={})), "2027-07-01")


def test_who_is_in_no_cohort_is_named_unless_they_wait_or_have_left() -> None:
    small = programme(cohorts=(cohort("a", members=("p1", "p2", "p3")),))
    states = {
        "p1": "accepted",
        "p4": "applied",
        "p5": "accepted",
        "p6": "waiting",
        "p7": "declined",
        "p8": "applied",
        "p9": "applied",
    }

    def told(*ids: str) -> list[str]:
        everyone = {id: Participant(id, id, status=states[id]) for id in ids}  # type: ignore[arg-type]
        found = find_problems(plan_of(replace(small, people=replace(small.people, participants=everyone))))
        return [problem.message for problem in found if problem.code == "P095"]

    assert told(*states) == ["p4, p5, p8 and 1 more are in no cohort."]
    assert told("p1", "p4") == ["p4 is in no cohort."]
    assert told("p1", "p6", "p7") == []


@pytest.mark.parametrize("status", ["declined", "withdrawn", "waiting"])
def test_a_member_who_does_not_come_is_told(status: PersonStatus) -> None:
    small = programme(cohorts=(cohort("a", members=("p1", "p2", "p3")),))
    people = {id: Participant(id, id, status="accepted") for id in ("p1", "p2", "p3")}
    assert "P112" not in codes(replace(small, people=replace(small.people, participants=people)))
    people["p2"] = replace(people["p2"], status=status)
    assert "P112" in codes(replace(small, people=replace(small.people, participants=people)))
