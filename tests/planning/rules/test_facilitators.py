"""Who runs and who mentors: what is not known is told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.planning.rules.small_findings import codes, told
from tests.planning.small_programme import cohort, numbered, programme
from toolkit.model.curriculum import MentorPart
from toolkit.model.people import Facilitator


@pytest.mark.parametrize(
    ("mode", "mentor", "says"),
    [("in-person-mentored", None, True), ("in-person-mentored", "ada", False), ("in-person-peer", None, False)],
)
def test_a_mentored_cohort_without_a_mentor_is_told(mode: str, mentor: str | None, says: bool) -> None:
    assert ("P094" in codes(programme(cohorts=(cohort("a", mode=mode, mentor=mentor),)))) is says


@pytest.mark.parametrize(
    ("mode", "led", "says"), [("in-person-peer", (), True), ("solo", (), False), ("solo", ("ada",), False)]
)
def test_a_cohort_that_nobody_runs_is_told_unless_one_works_alone(mode: str, led: tuple[str, ...], says: bool) -> None:
    found = told(programme(cohorts=(cohort("a", mode=mode, facilitators=led),)), "P075")
    assert [(problem.file, problem.message) for problem in found] == (
        [("cohorts.yaml", "Cohort A has no facilitator yet.")] if says else []
    )


def test_a_mentor_who_gives_too_few_hours_is_told_with_the_week() -> None:
    part = MentorPart(form="office-hour", minutes=40, sees="the notebook")
    sessions = tuple(replace(one, head=one.head.model_copy(update={"mentor": part})) for one in numbered(2))
    cohorts = tuple(cohort(key, mode="in-person-mentored", mentor="mo") for key in "ab")
    small = programme(sessions=sessions, cohorts=cohorts)

    def found(name: str, hours: float | None) -> list[str]:
        mo = Facilitator("mo", name, role="mentor", hours_per_week=hours)
        people = replace(small.people, facilitators={**small.people.facilitators, "mo": mo})
        problems = told(replace(small, people=people), "P140")
        assert {problem.file for problem in problems} <= {"cohorts.yaml"}
        return [problem.message for problem in problems]

    assert found("Mo", 1) == [
        "Mo is wanted for 80 minutes in the week of 2027-01-18 (Cohort A, Cohort B) and gives 60."
    ]
    assert found("", 1)[0].startswith("mo is wanted")
    assert found("Mo", 1.5) == found("Mo", None) == []
