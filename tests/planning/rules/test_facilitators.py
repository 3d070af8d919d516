"""Who runs and who mentors: what is not known is told."""

from __future__ import annotations

import pytest

from tests.planning.rules.small_findings import codes
from tests.planning.small_programme import cohort, programme


@pytest.mark.parametrize(
    ("mode", "mentor", "told"),
    [("in-person-mentored", None, True), ("in-person-mentored", "ada", False), ("in-person-peer", None, False)],
)
def test_a_mentored_cohort_without_a_mentor_is_told(mode: str, mentor: str | None, told: bool) -> None:
    assert ("P094" in codes(programme(cohorts=(cohort("a", mode=mode, mentor=mentor),)))) is told
