"""Terms: what lies outside is told."""

from __future__ import annotations

from tests.planning.small_programme import clinic, numbered, programme
from toolkit.planning.make_plan import make_plan as plan_of
from toolkit.planning.rules import find_problems


def test_sessions_outside_the_term_are_named_but_not_the_clinic() -> None:
    (problem,) = find_problems(plan_of(programme(sessions=(clinic(), *numbered(9)))))
    assert (problem.code, "s8, s9" in problem.message) == ("P065", True)
