"""Why somebody has no place: what is said is so; and whom and what is looked for is by day."""

from __future__ import annotations

from dataclasses import replace

from tests.grouping.small_problems import formed, leader, person, problem
from tests.grouping.test_advice import kinds
from toolkit.grouping.form import form_cohorts
from toolkit.grouping.problem import CohortProblem, Effort, Sizes
from toolkit.grouping.reasons import why_unplaced
from toolkit.grouping.suggest import advise

EVENINGS = "Mon 18:00-20:00; Tue 18:00-20:00"


def whys(given_problem: CohortProblem) -> dict[str, str]:
    return why_unplaced(given_problem, form_cohorts(given_problem, Effort()))


def test_where_no_cohort_meets_at_somebodys_times_none_is_called_full() -> None:
    """Somebody could come on Tuesday, with another whom Monday needs no more than Tuesday does."""
    people = [*(person(id) for id in "abcd"), person("x", "Tue 18:00-20:00"), person("y", EVENINGS)]
    assert whys(problem(people, [leader("f", EVENINGS)], sizes=Sizes(2, 3, 5))) == {
        "x": "no cohort meets at those times: too few people, or no facilitator or room, would be left for one"
    }


def test_what_keeps_somebody_from_a_seat_that_is_free_is_named() -> None:
    apart = problem([person(id) for id in "abcd"], [leader()], apart=(("a", "d"),))
    ((who, why),) = whys(apart).items()
    other = {"a": "d", "d": "a"}[who]
    assert why.startswith(f"the cohorts at those times have {other}, from whom they wish to be apart, or too few")
    kept = problem([person(id) for id in "abc"], [leader()], kept=(formed(["a", "b"], key="x"),))
    assert whys(kept) == {"c": "the cohorts at those times stay as they are, or too few would be left for one more"}
    both = problem([person(id) for id in "abcde"], [leader()], together=(("d", "e"),), sizes=Sizes(3, 4, 4))
    plan = replace(form_cohorts(both, Effort()), cohorts=(formed(["a", "b", "c"]),), unplaced=("d", "e"))
    assert why_unplaced(both, plan)["d"].startswith(
        "the cohorts at those times have no seats for them together with e,"
    )
    full = problem([person(id) for id in "abcde"], [leader()])
    assert set(whys(full).values()) == {"the cohorts at those times are full, or too few would be left for one more"}


def test_a_plan_that_was_cut_calls_no_cohort_full() -> None:
    given_problem = problem([person(id) for id in "abc"], [leader()])
    plan = replace(form_cohorts(given_problem, Effort()), cohorts=(formed(["a", "b"]),), unplaced=("c",))
    assert why_unplaced(given_problem, replace(plan, stopped_by="limit")) == {
        "c": "the work was cut short before there was a place"
    }


def test_a_facilitator_is_looked_for_by_day_though_people_could_come_at_night() -> None:
    always = problem([person(id, "Mon-Sun 00:00-24:00") for id in "abc"], [leader(cohorts=0)])
    assert kinds(always, "a")["facilitator"] == (3, "One more facilitator Mon 08:00: places 3.")
    night = problem([person(id, "Wed 23:00-24:00; Thu 00:00-01:00") for id in "abc"], [leader(cohorts=0)])
    assert kinds(night, "a")["facilitator"] == (3, "One more facilitator Wed 23:00: places 3.")


def test_people_are_asked_for_a_stretch_by_day_though_others_could_come_at_night() -> None:
    """Those who wait could come at any hour of three days: most starts that they share are at night."""
    people = [*(person(id, "Mon-Wed 00:00-24:00") for id in "ab"), person("c", "Wed 14:00-15:30")]
    given_problem = problem(people, [leader("f", "Mon-Wed 00:00-24:00")], sizes=Sizes(3, 3, 4))
    advice = advise(given_problem, form_cohorts(given_problem, Effort()), effort=Effort())
    assert [one.id for one in advice.ask][:1] == ["c"]
