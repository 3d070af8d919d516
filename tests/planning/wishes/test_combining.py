"""Two cohorts that meet as one."""

from __future__ import annotations

from tests.planning.running import a_plan, after, lost
from tests.planning.small_programme import cohort
from toolkit.planning.wishes.combining import combine


def test_two_cohorts_meet_elsewhere_where_the_room_of_the_first_is_lost() -> None:
    cohorts = (cohort("a", room="hall"), cohort("b", room="annexe"))
    plan = a_plan({"cohort": "all", "date": "2027-01-26", "room_lost": "hall"}, cohorts=cohorts)
    joined = after(plan, combine(plan, cohorts=("a", "b"), session="s2", and_later=False))
    assert "Hall cannot be used on 2027-01-26; they meet in Annexe." in joined.wish.why
    assert joined.impossible == ()
    nowhere = after(
        lost(plan, "annexe", "2027-01-26", "2027-01-26"),
        combine(plan, cohorts=("a", "b"), session="s2", and_later=False),
    )
    assert [problem.code for problem in nowhere.impossible] == ["P096"]
