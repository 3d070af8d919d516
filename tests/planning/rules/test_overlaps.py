"""Nobody is at two meetings at once: each rule with what it tells and what it lets pass."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from tests.make_plan_by_hand import make_cohort, make_meeting, make_plan, make_session
from tests.planning.rules.small_findings import changed, codes
from tests.planning.small_programme import cohort, programme
from toolkit.model.people import Facilitator, Room
from toolkit.planning.make_plan import make_plan as plan_of
from toolkit.planning.rules import find_problems


def test_a_facilitator_may_go_about_in_one_room_but_not_be_in_two() -> None:
    ada, rooms = (
        Facilitator("ada", "Ada"),
        (Room("r1", "One", cohorts=2, step_free="yes"), Room("r2", "Two", step_free="yes")),
    )

    def told(*where: Room) -> bool:
        cohorts = [make_cohort(key, facilitators=("ada",), room=room.id) for key, room in zip("ab", where, strict=True)]
        meetings = [
            make_meeting(c, make_session(), room=room, facilitators=(ada,))
            for c, room in zip(cohorts, where, strict=True)
        ]
        return "P068" in {problem.code for problem in find_problems(make_plan(meetings, facilitators=[ada]))}

    assert not told(rooms[0], rooms[0])
    assert told(rooms[0], rooms[1])


@pytest.mark.parametrize(("second", "told"), [("19:29", True), ("19:30", False)])
def test_a_cohort_does_not_meet_twice_at_once_even_while_nobody_is_in_it(second: str, told: bool) -> None:
    times = (datetime.time(18, 30), datetime.time.fromisoformat(second))
    empty = cohort("a", members=(), facilitators=(), room=None, times=times, expected=5)
    found = [problem for problem in find_problems(plan_of(programme(cohorts=(empty,)))) if problem.level == "error"]
    assert [problem.code for problem in found] == (["P068"] if told else [])


def test_a_cohort_that_meets_twice_at_once_is_told_once_and_not_of_each_member_and_room() -> None:
    two = cohort("a", members=("p1", "p2", "p3"), times=(datetime.time(18, 30), datetime.time(19)))
    found = [problem for problem in find_problems(plan_of(programme(cohorts=(two,)))) if problem.level == "error"]
    assert [problem.code for problem in found] == ["P068"]
    assert "Cohort A would meet twice at once: s1, 2027-01-19 18:30, and s2, 2027-01-19 19:00" in found[0].message


def test_a_meeting_moved_onto_another_of_its_cohort_is_told_at_the_change() -> None:
    from tests.examples import SMALL
    from toolkit.problems import SourceFile

    onto = {"cohort": "a", "session": "s3", "date": "2027-01-26", "time": "18:45"}
    crowded = replace(
        programme(changes=[onto]),
        sources={"changes.yaml": SourceFile("changes.yaml", (SMALL.name,), {("changes", 0, "date"): (1, 1)})},
    )
    assert {
        (problem.code, problem.file) for problem in find_problems(plan_of(crowded)) if problem.level == "error"
    } == {("P068", "changes.yaml")}
    assert "P068" not in changed({**onto, "time": "19:30"})


def test_a_member_of_two_cohorts_is_told_and_in_two_places_only_at_the_same_time() -> None:
    later = cohort("b", members=("p1", "p5", "p6"), days=("thu",))
    assert codes(programme(cohorts=(cohort("a"), later))) == {"P083"}
    assert codes(programme(cohorts=(cohort("a"), replace(later, days=("tue",))))) == {"P083", "P067", "P068"}


def in_both(day: str, *, name: str = "Ann", members: tuple[str, ...] = ("p4", "p5", "p6")) -> set[str]:
    """The codes where p1, a member of cohort a on Tuesdays, stands as a facilitator too and runs cohort b."""
    b = cohort("b", members=members, days=(day,), facilitators=("p1",), room=None)
    found = programme(cohorts=(cohort("a"), b))
    facilitators = {**found.people.facilitators, "p1": Facilitator("p1", name)}
    return codes(replace(found, people=replace(found.people, facilitators=facilitators)))


def test_a_member_who_runs_another_cohort_at_the_same_time_is_in_two_places() -> None:
    assert "P068" in in_both("tue")
    assert "P068" not in in_both("thu")
    assert "P068" not in in_both("tue", name="Another Ann")


def test_nobody_runs_the_cohort_that_they_are_a_member_of() -> None:
    own = cohort("a", facilitators=("p1",))
    found = programme(cohorts=(own,))
    helper = {"p1": Facilitator("p1", "Ann")}
    there = replace(found, people=replace(found.people, facilitators=helper))
    assert codes(there) == {"P134"}
    other = replace(found, people=replace(found.people, facilitators={"p1": Facilitator("p1", "Bob")}))
    assert codes(other) == set()
