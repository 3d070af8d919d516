"""The checker against plans that break one rule each, and against one that breaks none."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from tests.grouping.small_problems import ONLINE, PLAIN, formed, leader, person, place, problem
from toolkit.grouping.problem import CohortProblem, FormedCohort, Stream
from toolkit.grouping.violations import find_violations

FOUR = [person(id, "Mon 18:00-20:00; Tue 18:00-21:00") for id in ("a", "b", "c", "d")]
TWICE = leader("f", "Mon 17:00-23:00; Tue 18:00-21:00", cohorts=2)


def rules(given: CohortProblem, *cohorts: FormedCohort) -> set[str]:
    return {violation.rule for violation in find_violations(given, cohorts)}


def test_a_plan_that_keeps_every_rule() -> None:
    given = problem(
        FOUR,
        [TWICE],
        [place("hall", "Mon 18:00-20:00; Tue 18:00-20:00", seats=3)],
        together=(("a", "b"),),
        apart=(("a", "c"),),
    )
    assert find_violations(given, [formed("ab", room="hall"), formed("cd", "Tue 18:00", room="hall")]) == ()


@pytest.mark.parametrize(
    ("rule", "cohorts"),
    [
        ("time", [formed("ab", "Mon 18:30")]),
        ("time", [formed("ab", "Wed 18:00")]),
        ("size", [formed("a")]),
        ("size", [formed(["a", "b", "c", "d", "e"])]),
        ("size", [formed("ab", "Tue 18:10")]),
        ("twice", [formed("ab"), formed("bc", "Tue 18:00")]),
        ("twice", [formed("ab", "Tue 18:00"), formed("cd", "Tue 19:00")]),
        ("hours", [formed("ab"), formed("cd", "Tue 18:00"), formed("ef", "Mon 20:00")]),
        ("leader", [formed("ab", "Tue 19:30")]),
        ("unknown", [formed(["a", "nobody"])]),
        ("unknown", [formed("ab", by="nobody")]),
        ("stream", [formed("ab", stream=Stream("governance", "", "in-person-peer"))]),
    ],
)
def test_a_broken_plan_is_told(rule: str, cohorts: list[FormedCohort]) -> None:
    assert rule in rules(problem(FOUR, [TWICE]), *cohorts)


@pytest.mark.parametrize(
    ("cohorts", "told"),
    [
        ([formed("ab", room="hall"), formed("cd", by="g", room="hall")], True),
        ([formed("ab", room="hall"), formed("cd", "Tue 18:00", room="hall")], False),
        ([formed("ab")], True),
        ([formed("ab", room="cellar")], True),
        ([formed("abc", room="small")], True),
        ([formed("ab", room="small")], False),
        ([formed("ab", room="pair"), formed("cd", by="g", room="pair")], False),
        ([formed("ab", "Tue 19:00", room="pair")], True),
    ],
)
def test_rooms(cohorts: list[FormedCohort], told: bool) -> None:
    rooms = [
        place("hall", "Mon 18:00-20:00; Tue 18:00-20:00"),
        place("small", seats=3),
        place("pair", seats=6, cohorts=2),
    ]
    found = rules(problem(FOUR, [TWICE, leader("g")], rooms), *cohorts)
    assert bool(found & {"room", "shut", "unknown"}) is told


@pytest.mark.parametrize(
    ("roams", "cohorts", "found"),
    [
        (2, [formed("ab", room="hall"), formed("cd", room="hall")], set()),
        (1, [formed("ab", room="hall"), formed("cd", room="hall")], {"twice", "hours"}),
        (2, [formed("ab", room="hall"), formed("cd", room="annexe")], {"twice"}),
        (2, [formed("ab"), formed("cd")], {"twice", "room"}),
        (
            2,
            [formed("ab", room="hall"), formed("cd", "Tue 19:00", room="hall"), formed("ef", "Tue 18:00", room="hall")],
            {"twice", "hours", "unknown"},
        ),
        (2, [formed("a", room="hall"), formed("b", room="hall"), formed("cd", room="hall")], {"hours", "size"}),
    ],
)
def test_one_who_roams_has_one_hall_at_a_time(roams: int, cohorts: list[FormedCohort], found: set[str]) -> None:
    wide = "Mon 18:00-20:00; Tue 18:00-21:00"
    able = leader("f", wide, cohorts=None, roams=roams)
    given = problem(
        FOUR,
        [replace(able, minutes=120) if roams > 1 else able],
        [place("hall", wide, cohorts=3), place("annexe", wide)],
    )
    assert rules(given, *cohorts) == found


def test_an_online_cohort_needs_no_room_and_has_none() -> None:
    given = problem(
        [person("a", streams=[ONLINE]), person("b", streams=[ONLINE])], [leader(streams=[ONLINE])], [place()]
    )
    assert rules(given, formed("ab", stream=ONLINE)) == set()
    assert rules(given, formed("ab", stream=ONLINE, room="hall")) == {"room"}


def test_wishes() -> None:
    given = problem(FOUR, [TWICE], together=(("a", "b"),), apart=(("c", "d"),))
    assert rules(given, formed("ac")) == {"pair"}
    assert rules(given, formed("abcd")) == {"pair"}
    assert rules(given, formed("ab")) == set()


def test_a_meeting_after_the_clocks_change_is_looked_at() -> None:
    """Kolkata has no summer time: 18:00 in London is 23:30 there in winter and 22:30 in summer."""
    far = [person(id, "Mon 22:00-01:30", zone="Asia/Kolkata") for id in "ab"]
    winter = problem(far, [leader()], last=datetime.date(2027, 3, 27))
    assert rules(winter, formed("ab")) == set()
    winter_only = problem(
        [person(id, "Mon 23:30-01:30", zone="Asia/Kolkata") for id in "ab"], [leader()], last=datetime.date(2027, 4, 10)
    )
    assert rules(winter_only, formed("ab")) == {"time"}


def test_the_plain_stream_is_no_other() -> None:
    assert PLAIN != ONLINE


@pytest.mark.parametrize(("minutes", "found"), [(None, set()), (60, set()), (180, {"time", "leader"})])
def test_a_cohort_has_a_length_of_its_own(minutes: int | None, found: set[str]) -> None:
    assert rules(problem(FOUR, [leader()]), replace(formed("ab"), minutes=minutes)) == found


def test_every_facilitator_and_every_start_of_a_cohort_count() -> None:
    wide = "Mon 18:00-20:00; Tue 18:00-20:00"
    people = [person(id, wide) for id in "abcd"]
    given = problem(people, [leader("f", wide), leader("g", wide)])
    both = replace(formed("ab"), others=("g",))
    assert rules(given, both, formed("cd", "Tue 18:00", by="g")) == {"hours"}
    twice = replace(formed("ab"), also=formed("ab", "Tue 18:00").starts)
    assert rules(given, twice) == set(), "one cohort on two days is one cohort"
    assert rules(problem(people, [leader("f")]), twice) == {"leader"}


def test_a_cohort_that_takes_turns_holds_each_of_them_and_meets_once_a_week() -> None:
    wide = "Mon 18:00-20:00; Tue 18:00-20:00"
    people = [person(id, wide) for id in "abcd"]
    given = problem(people, [replace(leader("f", wide, cohorts=2), minutes=120)], [place("hall", wide)])
    turning = replace(formed("ab", room="hall"), turns=formed("ab", "Tue 18:00").starts)
    assert rules(given, turning) == set()
    assert rules(given, turning, formed("cd", "Tue 18:00", room="hall")) == {"twice", "room", "hours"}
    only_mondays = replace(given, people=(person("a"), person("b", wide)), rooms=(place("hall"),))
    assert rules(only_mondays, turning) == {"time", "shut"}
    assert rules(replace(given, leaders=(leader("f"),)), turning) == {"leader"}


@pytest.mark.parametrize(("hours", "found"), [(240, set()), (239, {"hours"})])
def test_hours_are_minutes_of_meetings(hours: int, found: set[str]) -> None:
    wide = "Mon 18:00-20:00; Tue 18:00-20:00"
    given = problem([person("a", wide), person("b", wide)], [replace(leader("f", wide), minutes=hours)])
    assert rules(given, replace(formed("ab"), also=formed("ab", "Tue 18:00").starts)) == found
