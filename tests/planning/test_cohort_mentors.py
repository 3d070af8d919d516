"""Formed cohorts get the mentors who have the hours at their time; who mentors one already stays."""

from __future__ import annotations

from dataclasses import replace

from tests.planning.small_programme import cohort, numbered, programme
from toolkit.grouping.problem import FormedCohort, Stream
from toolkit.model.curriculum import MentorPart
from toolkit.model.people import Facilitator, People
from toolkit.model.programme import Cohort
from toolkit.planning.cohort_mentors import allot_mentors
from toolkit.planning.make_plan import make_plan

TUESDAY, WEDNESDAY = (day * 1440 + 18 * 60 + 30 for day in (1, 2))
MO = Facilitator("mo", "Mo", available="Tue 18:00-22:00", role="mentor")
ODILE = Facilitator("odile", "Odile", available="Wed 18:00-22:00", role="mentor")
PART = MentorPart(form="office-hour", minutes=40, sees="the notebook")
ADA = Facilitator("ada", "Ada", available="Tue 18:00-22:00, Wed 18:00-22:00")


def formed(key: str, start: int, *, mode: str = "in-person-mentored") -> FormedCohort:
    return FormedCohort(Stream("", "", mode), start, "", None, ("p1", "p2"), key)


def allotted(
    *cohorts: FormedCohort,
    mentors: tuple[Facilitator, ...] = (MO, ODILE, ADA),
    stay: dict[str, str] | None = None,
    kept: tuple[Cohort, ...] = (),
) -> dict[str, str]:
    sessions = tuple(replace(one, head=one.head.model_copy(update={"mentor": PART})) for one in numbered(2))
    found = programme(sessions=sessions, cohorts=(cohort("a"), *kept))
    people = People(found.people.participants, {one.id: one for one in mentors}, {})
    plan = make_plan(replace(found, people=people))
    return allot_mentors(plan, cohorts, kept=kept, stay=stay or {}, minutes=120)


def test_each_cohort_gets_a_mentor_who_has_its_time() -> None:
    assert allotted(formed("x", WEDNESDAY), formed("y", TUESDAY)) == {"x": "odile", "y": "mo"}


def test_a_cohort_at_a_time_that_no_mentor_has_gets_none() -> None:
    assert allotted(formed("x", TUESDAY + 2 * 1440)) == {}
    assert allotted(formed("x", TUESDAY), mentors=(ODILE, ADA)) == {}


def test_a_cohort_without_a_mentored_mode_gets_none() -> None:
    assert allotted(formed("x", TUESDAY, mode="in-person-peer"), stay={"q": "mo"}) == {"q": "mo"}
    assert allotted(formed("x", TUESDAY, mode="in-person-peer"), formed("y", TUESDAY)) == {"y": "mo"}


def test_who_mentors_a_cohort_stays_and_is_taken_then() -> None:
    assert allotted(formed("x", TUESDAY), formed("y", TUESDAY), stay={"y": "mo"}) == {"y": "mo"}
    kept = cohort("k", mode="in-person-mentored", mentor="mo", days=("tue",))
    assert allotted(formed("x", TUESDAY), kept=(kept,)) == {}
    assert allotted(formed("x", WEDNESDAY), kept=(kept,)) == {"x": "odile"}
