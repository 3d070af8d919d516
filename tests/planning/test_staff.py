"""Whoever runs cohorts, as the solver knows them."""

from __future__ import annotations

from dataclasses import replace

from tests.planning.small_programme import cohort, programme
from toolkit.grouping.problem import Leader
from toolkit.model.people import Facilitator
from toolkit.planning.staff import WHOLE_WEEK, Staff, first_known, read_times
from toolkit.planning.streams import Streams

EVENING = "Tue 18:00-21:00"
ADA, BEN = Facilitator("ada", "Ada", available=EVENING), Facilitator("ben", "Ben", available=EVENING, role="helper")
MO, OLI = Facilitator("mo", "Mo", role="mentor"), Facilitator("oli", "Oli", available=EVENING, role="host")


def staff(*people: Facilitator, role: str | None = None, runs: tuple[str, ...] = ()) -> Staff:
    found = programme(cohorts=(cohort("a", facilitators=runs),))
    known = replace(found.people, facilitators={one.id: one for one in people})
    found = replace(found, people=known, second_role=role)
    return Staff(found, Streams(found, list(known.participants.values())), "Europe/London", 120, [])


def ids(found: tuple[Leader, ...]) -> list[str]:
    return [one.id for one in found]


def test_each_role_is_asked_for_by_its_word() -> None:
    two = staff(ADA, BEN, MO, OLI, role="helper")
    assert (ids(two.leaders(named=False)), ids(two.seconds()), two.notes) == (["ada"], ["ben"], [])
    one = staff(ADA, BEN, MO, OLI)
    assert (ids(one.leaders(named=False)), ids(one.seconds()), one.notes) == (["ada"], [], [])


def test_whoever_a_cohort_names_runs_it_whatever_the_role() -> None:
    found = staff(ADA, BEN, MO, OLI, role="helper", runs=("ben", "oli", "mo"))
    assert ids(found.leaders(named=True)) == ["ada", "mo", "oli"]
    assert ids(found.leaders(named=False)) == ["ada"]


def test_what_is_missing_is_told() -> None:
    nobody = staff(BEN, role="host")
    (leader,) = nobody.leaders(named=False)
    assert (leader.id, leader.available, nobody.seconds()) == ("", WHOLE_WEEK, ())
    assert nobody.notes == [
        "people/facilitators.csv names no facilitator: cohorts are formed without one.",
        "Nobody in people/facilitators.csv has the role “host”: no cohort can be formed.",
    ]


def test_times_that_cannot_be_read_are_told_with_whose_they_are() -> None:
    notes: list[str] = []
    assert read_times("Tue 18:00-21:00; sometimes", "ada", notes=notes).stretches
    assert [note[:5] for note in notes] == ["ada: "]
    assert first_known(None, "Nowhere", "Asia/Tokyo", "UTC") == "Asia/Tokyo"
