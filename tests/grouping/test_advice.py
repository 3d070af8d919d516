"""Suggestions for those without a place, and the menu after a loss."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.grouping.small_problems import formed, leader, person, place, problem, random_problem
from toolkit.grouping import suggest
from toolkit.grouping.bound import PriceList
from toolkit.grouping.form import form_cohorts
from toolkit.grouping.menu import Alternative, replan
from toolkit.grouping.problem import CohortPlan, CohortProblem, Effort, FormedCohort, Sizes, Stream
from toolkit.grouping.reasons import why_unplaced
from toolkit.grouping.suggest import advise
from toolkit.grouping.trial import placed_after
from toolkit.grouping.violations import find_violations


def kinds(given_problem: CohortProblem, id: str) -> dict[str, tuple[int, str]]:
    advice = advise(given_problem, form_cohorts(given_problem, Effort()), effort=Effort())
    return {one.kind: (one.places, one.text) for one in advice.suggestions[id]}


def test_a_longer_stretch_and_one_more_facilitator() -> None:
    late = [person(f"l{number}", "Tue 19:00-21:00") for number in range(3)]
    found = kinds(problem([person("a"), person("b"), *late], [leader()]), "l0")
    assert found["facilitator"] == (3, "One more facilitator Tue 19:00: places 3.")
    assert found["longer"] == (1, "Free Mon 18:00-20:00 (Europe/London) too: places 1.")


def test_one_more_seat_and_one_more_room() -> None:
    people = [person(f"p{number}") for number in range(6)]
    small = problem(people, [leader("f"), leader("g")], [place("hall", seats=4)])
    waiting, *_ = form_cohorts(small, Effort()).unplaced
    assert kinds(small, waiting)["room"][0] == 3
    assert kinds(small, waiting)["seat"] == (1, "1 more seat in hall: places 1.")


def test_another_track_and_one_more_person() -> None:
    red, blue = Stream("red", "", "in-person-peer"), Stream("blue", "", "in-person-peer")
    people = [person("a", streams=[red]), person("b", streams=[red]), person("c", "Mon 17:00-21:00", streams=[blue])]
    both = [leader("f", streams=[red, blue]), leader("g", "Mon 17:00-21:00", streams=[red, blue])]
    found = kinds(problem(people, both), "c")
    assert found["track"] == (1, "Another choice, red: places 1.")
    assert found["person"][0] == 1
    assert found["person"][1].startswith("One more person for blue Mon 1")


def test_nobody_is_asked_for_the_night_unless_they_offered_it() -> None:
    early = problem(
        [person("a", "Mon 05:00-07:00"), person("b", "Mon 05:00-07:00"), person("c")], [leader("f", "Mon 05:00-07:00")]
    )
    assert "longer" not in kinds(early, "c")
    offered = replace(early, people=(*early.people[:2], person("c", "Mon 05:30-07:00; Tue 05:00-06:00")))
    assert kinds(offered, "c")["longer"][1] == "Free Mon 05:00-05:30 (Europe/London) too: places 1."


def test_people_to_ask_are_told_the_stretch() -> None:
    short = problem([person("a"), person("b", "Mon 18:30-20:00"), person("c", "Mon 18:30-20:00")], [leader()])
    advice = advise(short, form_cohorts(short, Effort()), effort=Effort())
    assert [(one.id, one.start, one.end, one.places) for one in advice.ask][:1] == [("b", 1080, 1110, 2)]


@pytest.mark.parametrize("seed", range(4))
def test_what_a_suggestion_promises_is_what_a_new_plan_gives(seed: int) -> None:
    """Longer times are the change that a test can make from the words alone."""
    given_problem = random_problem(seed, people=14, leaders=3)
    plan = form_cohorts(given_problem, Effort())
    for one in advise(given_problem, plan, effort=Effort()).ask:
        people = tuple(
            replace(who, available=(*who.available, (one.start, one.end))) if who.id == one.id else who
            for who in given_problem.people
        )
        assert form_cohorts(replace(given_problem, people=people), Effort()).placed == plan.placed + one.places


def test_everybody_without_a_place_has_suggestions_or_a_sentence_that_says_why_not() -> None:
    given_problem = random_problem(5, people=40, leaders=2)
    silent, short = person("silent", ""), person("short", "Wed 18:00-18:30")
    given_problem = replace(given_problem, people=(*given_problem.people, silent, short))
    plan = form_cohorts(given_problem, Effort())
    advice = advise(given_problem, plan, effort=Effort())
    assert len(plan.unplaced) > 20
    assert all(bool(advice.suggestions[id]) != (id in advice.notes) for id in plan.unplaced)
    assert advice.notes["silent"] == "Gave no times that can be read."
    assert advice.notes["short"].startswith("No stretch of theirs holds a whole meeting of 90 minutes")


def test_where_many_have_no_place_the_trials_are_counted_and_one_answers_for_all_who_share_a_start(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(suggest, "FEWEST_TRIALS", 3)
    monkeypatch.setattr(suggest, "TRIAL_STEPS", 0)
    solved = list[CohortProblem]()

    def counted(
        changed: CohortProblem, plan: CohortPlan, *, effort: Effort, near: PriceList | None, beside: int
    ) -> int:
        solved.append(changed)
        return placed_after(changed, plan, effort=effort, near=near, beside=beside)

    monkeypatch.setattr(suggest, "placed_after", counted)
    evenings = [f"{day} 18:00-20:00" for day in ("Tue", "Wed", "Thu", "Fri", "Sat")]
    people = [person(f"{number}{letter}", text) for number, text in enumerate(evenings) for letter in "abc"]
    given_problem = problem(people, [leader("f", "Sun 18:00-20:00")])
    advice = advise(given_problem, form_cohorts(given_problem, Effort()), effort=Effort())
    assert len(solved) == 3
    assert [one.text for one in advice.suggestions["0c"]] == ["One more facilitator Tue 18:00: places 3."]
    assert sum(bool(found) for found in advice.suggestions.values()) == 9
    assert advice.notes["4a"].startswith("No change was tried for them")
    assert [suggest.how_many_trials(people) for people in (10, 10_000)] == [3, 3]


def test_a_cut_plan_says_that_nothing_was_tried() -> None:
    short = problem([person("a"), person("b", "Tue 18:00-20:00")], [leader()])
    plan = replace(form_cohorts(short, Effort()), stopped_by="limit")
    assert set(advise(short, plan, effort=Effort()).notes.values()) == {
        "Nothing was tried for them: the work was cut short."
    }


def test_where_no_cohort_was_formed_none_is_called_full() -> None:
    pair = problem([person("a"), person("b")], [leader()])
    none = replace(form_cohorts(pair, Effort()), cohorts=(), unplaced=("a", "b"))
    assert set(why_unplaced(pair, replace(none, stopped_by="limit")).values()) == {
        "nothing was tried: the work was cut short"
    }
    assert set(why_unplaced(pair, none).values()) == {"no cohort could be formed"}


EVENINGS = "Mon 18:00-20:00; Tue 18:00-20:00"


def menu(given_problem: CohortProblem, *cohorts: tuple[str, str, str, str]) -> tuple[Alternative, ...]:
    before = [formed(members.split(), start, by=by, key=key) for key, members, start, by in cohorts]
    return replan(given_problem, before, effort=Effort())


def test_after_a_drop_out_nobody_moves_and_the_seat_is_given_away() -> None:
    people = [person(id) for id in ("a", "b", "new")]
    (choice,) = menu(problem(people, [leader()]), ("x", "a b gone", "Mon 18:00", "f"))
    assert (choice.kind, choice.moved, [(one.key, one.members) for one in choice.plan.cohorts]) == (
        "nobody",
        (),
        [("x", ("a", "b", "new"))],
    )


def test_a_lost_facilitator_is_replaced_at_the_same_time() -> None:
    (choice,) = menu(problem([person("a"), person("b")], [leader("g")]), ("x", "a b", "Mon 18:00", "f"))
    assert choice.facilitators == (("x", ("g",), ("f",)),)
    assert (choice.moved, choice.plan.placed) == ((), 2)


def test_when_that_places_more_people_few_move() -> None:
    people = [person("a"), person("b", EVENINGS), person("c", EVENINGS), person("d", "Tue 18:00-20:00")]
    given_problem = problem(people, [leader("f", EVENINGS, cohorts=2)], sizes=Sizes(2, 2, 2))
    calm, few = menu(given_problem, ("x", "b c", "Mon 18:00", "f"))
    assert (calm.plan.placed, calm.moved) == (2, ())
    assert (few.plan.placed, len(few.moved)) == (4, 1)


def test_a_cohort_that_begins_for_those_who_wait_does_so_by_day() -> None:
    """Whoever re-plans looks at hard hours only after changed times."""
    online, wide = Stream("", "", "online-peer", online=True), "Mon 02:00-04:00; Tue 18:00-20:00"
    people = [person(id, wide, streams=[online]) for id in "abcd"]
    free = [leader("f", EVENINGS, streams=[online]), leader("g", f"{wide}; {EVENINGS}", streams=[online])]
    given_problem = problem(people, free, sizes=Sizes(2, 2, 2))
    before = FormedCohort(online, 2520, "f", None, ("a", "b"), "x")
    _calm, *others = replan(given_problem, [before], effort=Effort())
    assert [[cohort.start for cohort in one.plan.cohorts] for one in others] == [[2520, 2520]]


def test_a_cohort_that_has_become_too_small_is_told_and_may_be_merged() -> None:
    people = [person("a", EVENINGS), person("b", "Tue 18:00-20:00"), person("c", "Tue 18:00-20:00")]
    choices = menu(
        problem(people, [leader("f", EVENINGS, cohorts=2)]),
        ("x", "a gone", "Mon 18:00", "f"),
        ("y", "b c", "Tue 18:00", "f"),
    )
    assert choices[0].small == ("x has 1 person only",)
    assert [one.key for one in choices[-1].plan.cohorts] == ["y"]
    assert choices[-1].moved == (("a", "Mon 18:00", "Tue 18:00"),)


@pytest.mark.parametrize("seed", range(6))
def test_every_plan_of_the_menu_keeps_the_rules(seed: int) -> None:
    given_problem = random_problem(seed, people=30, leaders=6, rooms=3)
    plan = form_cohorts(given_problem, Effort())
    named = [replace(cohort, key=f"k{number}") for number, cohort in enumerate(plan.cohorts)]
    gone = replace(given_problem, people=given_problem.people[3:], leaders=given_problem.leaders[1:])
    choices = replan(gone, named, effort=Effort())
    for choice in choices:
        led = [cohort for cohort in choice.plan.cohorts if cohort.leaders or choice.kind != "nobody"]
        assert {violation.rule for violation in find_violations(gone, led)} <= {"size"}
    assert choices[0].moved == ()


RED = Stream("red", "", "in-person-peer")
GONE = "gone"


@pytest.mark.parametrize(
    "cohort",
    [
        formed(["a", "b", GONE], key="x"),
        formed(["a", "b", GONE], key="x", stream=Stream("", "", "in-person-mentored")),
        formed(["a", "b", GONE], "Mon 18:15", key="x"),
        formed(["a", "late", GONE], key="x"),
        formed(["a", "b", "c", "d", "e", GONE], key="x"),
        replace(formed(["a", "b", GONE], key="x"), also=(2520,)),
        replace(formed(["a", "b", GONE], key="x"), others=("g",), minutes=60),
        formed(["a", "b", GONE], key="x", room="den"),
        formed(["a", "b", GONE], key="x", by=""),
        formed(["a", "b", GONE], key="x", by="h"),
    ],
)
def test_a_standing_cohort_stays_where_it_is_whatever_rule_it_breaks(cohort: FormedCohort) -> None:
    people = [person(id, "Mon 18:00-20:00") for id in "abcde"] + [person("late", "Tue 18:00-20:00")]
    given = problem(
        people,
        [leader("f"), leader("g"), leader("h", "Sun 08:00-12:00")],
        [place("hall"), place("den", "Sun 08:00-12:00")],
        sizes=Sizes(2, 3, 4),
    )
    other = [] if cohort.room == "den" else [replace(cohort, room="hall")]
    calm = replan(given, other or [cohort], effort=Effort())[0]
    (found,) = [one for one in calm.plan.cohorts if one.key == "x"]
    assert calm.moved == ()
    assert set(found.members) >= set(cohort.members) - {GONE}
    assert GONE not in found.members
    assert (found.start, found.also, found.others, found.minutes, found.stream) == (
        cohort.start,
        cohort.also,
        cohort.others,
        cohort.minutes,
        cohort.stream,
    )


def test_who_waits_gets_a_free_seat_of_a_cohort_written_by_hand() -> None:
    people = [person(id, EVENINGS) for id in "abc"] + [person("d", "Mon 18:00-20:00")]
    twice = replace(formed(["a", "b"], key="x"), also=(2520,))
    calm = replan(problem(people, [leader("f", EVENINGS)]), [twice], effort=Effort())[0]
    assert [one.members for one in calm.plan.cohorts] == [("a", "b", "c")]
    assert calm.joined == (("c", "Mon 18:00 and Tue 18:00"),)
    assert calm.plan.unplaced == ("d",)


def test_a_cohort_that_nobody_can_facilitate_stands_without_one_in_the_calm_plan_only() -> None:
    people = [person("a", EVENINGS), person("b", EVENINGS)]
    calm, many = menu(problem(people, [leader("g", "Tue 18:00-20:00")]), ("x", "a b", "Mon 18:00", "f"))[:2]
    assert ([one.leaders for one in calm.plan.cohorts], calm.facilitators) == ([()], (("x", (), ("f",)),))
    assert [(one.key, one.leader, one.start) for one in many.plan.cohorts] == [("x", "g", 2520)]


def test_few_change_their_time_where_few_are_enough() -> None:
    people = [person(f"p{number}", EVENINGS) for number in range(7)]
    given = problem(people, [leader("f", "Mon 17:00-22:00; Tue 17:00-22:00", cohorts=2)], sizes=Sizes(4, 6, 8))
    _calm, few = menu(given, ("x", "p0 p1", "Mon 18:00", "f"), ("y", "p2 p3 p4 p5 p6", "Tue 18:00", "f"))
    assert [id for id, _, _ in few.moved] == ["p0", "p1"]
    assert [one.key for one in few.plan.cohorts] == ["y"]


def test_a_small_cohort_grows_by_one_who_moves() -> None:
    people = [person(f"p{number}", EVENINGS) for number in range(8)]
    given = problem(people, [leader("f", "Mon 17:00-22:00; Tue 17:00-22:00", cohorts=2)], sizes=Sizes(4, 4, 5))
    _calm, few = menu(given, ("x", "p0 p1 gone", "Mon 18:00", "f"), ("y", "p2 p3 p4 p5 p6", "Tue 18:00", "f"))
    assert (len(few.moved), few.plan.placed, sorted(len(one.members) for one in few.plan.cohorts)) == (1, 8, [4, 4])


def test_a_cohort_that_moves_as_a_whole_keeps_its_key() -> None:
    people = [person(id, "Mon 18:00-20:00; Tue 18:00-20:00") for id in "ab"]
    given = problem(people, [leader("g", "Tue 18:00-20:00")])
    *_, last = menu(given, ("x", "a b", "Mon 18:00", "f"))
    assert [(one.key, one.start) for one in last.plan.cohorts] == [("x", 2520)]


def test_rooms_stay_where_they_are_when_a_facilitator_is_lost() -> None:
    rooms = [place("den", seats=4), place("hall", seats=9), place("nook", seats=4)]
    given = problem([person(id) for id in "abcd"], [leader("g"), leader("h")], rooms)
    before = [formed(["a", "b"], by="f", key="x", room="nook"), formed(["c", "d"], by="g", key="y", room="den")]
    calm = replan(given, before, effort=Effort())[0]
    assert (calm.rooms, calm.facilitators, calm.moved) == ((), (("x", ("h",), ("f",)),), ())


def test_a_room_that_is_lost_is_replaced_and_no_other_changes() -> None:
    rooms = [place("den", seats=4), place("hall", seats=4), place("nook", seats=4)]
    given = problem([person(id) for id in "abcd"], [leader("f"), leader("g")], rooms)
    before = [formed(["a", "b"], by="f", key="x", room="gone"), formed(["c", "d"], by="g", key="y", room="den")]
    calm = replan(given, before, effort=Effort())[0]
    assert calm.rooms == (("x", "hall", "gone"),)
