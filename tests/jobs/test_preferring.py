"""The good plans of a programme: one is written, the others are told, and nobody is left out without a word."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.test_cohorts import EMPTY, people
from tests.examples import lay_out
from tests.jobs.ten_people import NOW
from toolkit.grouping.choices import PREFERENCES, Preference
from toolkit.grouping.problem import Effort, FormedCohort, Sizes, Watch
from toolkit.grouping.violations import find_violations
from toolkit.jobs.cohorts import open_cohorts
from toolkit.jobs.forming import Formation, form_and_write, formation_data, wanted_for
from toolkit.jobs.preferring import ELSEWHERE, find_good_plans
from toolkit.keeping.history import read_last
from toolkit.reading.own.formed import FORMED, parse_formed
from toolkit.reading.programme_folder import read_programme
from toolkit.reading.shelves import Shelves

BOTH = "Mon 18:00-21:00; Tue 18:00-21:00"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Seventeen can come on Monday, two on Tuesday, one on both days; there are four facilitators, and room."""
    place = tmp_path / "programme"
    lay_out(place)
    (place / "cohorts.yaml").write_text(EMPTY)
    (place / "changes.yaml").write_text("changes: []\n")
    days = {f"p{number:02d}": "Mon 18:00-21:00" for number in range(17)}
    people(place, {**days, "tom": "Tue 18:00-21:00", "una": "Tue 18:00-21:00", "vic": BOTH})
    led = "".join(f"{id},{BOTH},1\n" for id in ("ada", "bea", "cy", "dee"))
    (place / "people" / "facilitators.csv").write_text(f"id,available,max_cohorts\n{led}")
    (place / "people" / "rooms.csv").write_text("id,seats,cohorts\nhall,60,6\n")
    return place


def preferred(
    folder: Path, prefer: Preference = "most", *, keep: tuple[str, ...] = (), effort: Effort | None = None
) -> Formation:
    work = open_cohorts(folder, Shelves.open(folder=folder), keep=keep)
    wanted = wanted_for(work, Sizes(3, 6, 6), minutes=None, grid=None)
    return form_and_write(work, wanted, effort=effort or Effort(), now=NOW, dry_run=False, prefer=prefer)


def sizes(folder: Path) -> list[int]:
    return sorted(len(cohort.members) for cohort in read_programme(folder, Shelves.open(folder=folder)).cohorts)


def test_without_a_preference_the_plan_with_the_most_people_is_written_and_the_other_is_told(folder: Path) -> None:
    found = preferred(folder)
    assert [one.prefers for one in found.good_plans] == [("most",), ("fuller", "fewer-evenings")]
    assert (found.plan.placed, found.plan.unplaced, sum(sizes(folder))) == (20, (), 20)
    data = formation_data(found, seconds=0)["choices"]
    assert [(one["taken"], one["placed"], one["evenings"]) for one in data] == [(True, 20, 4), (False, 18, 3)]
    assert (data[1]["sizes"], data[1]["left_out"], data[1]["unplaced"]) == ([6, 6, 6], ["tom", "una"], ["tom", "una"])
    last = read_last(folder)
    assert last is not None
    assert last.did == "cohorts"


@pytest.mark.parametrize("prefer", PREFERENCES[1:])
def test_what_is_preferred_is_written_and_the_history_says_so(folder: Path, prefer: Preference) -> None:
    found = preferred(folder, prefer)
    assert sizes(folder) == [6, 6, 6]
    assert [one["taken"] for one in formation_data(found, seconds=0)["choices"]] == [False, True]
    last = read_last(folder)
    assert last is not None
    assert last.did == f"cohorts --prefer {prefer}"
    again = preferred(folder, prefer)
    assert (again.plan, sizes(folder)) == (found.plan, [6, 6, 6])


@pytest.mark.parametrize(
    ("prefer", "why"), [("fuller", "for fuller cohorts"), ("fewer-evenings", "to spare an evening")]
)
def test_who_is_left_out_is_told_that_another_plan_has_a_place_for_them(
    folder: Path, prefer: Preference, why: str
) -> None:
    found = preferred(folder, prefer)
    assert set(found.reasons.values()) == {f"left out {why}; the plan with the most people has a place for them"}
    assert found.plan.unplaced == ("tom", "una")
    assert set(found.advice.notes.values()) <= {"The plan with the most people has a place for them."}
    assert all(bool(found.advice.suggestions[id]) != (id in found.advice.notes) for id in ("tom", "una"))
    formed = parse_formed((folder / FORMED).read_bytes())
    assert formed is not None
    assert {one.why for one in formed.unplaced} == set(found.reasons.values())


def test_a_change_that_helps_nobody_while_the_preference_stands_is_not_suggested(folder: Path) -> None:
    """One more facilitator on Tuesday would have a cohort of three: one more evening is welcome, a small cohort not."""
    kinds = {
        prefer: {one.kind for some in preferred(folder, prefer).advice.suggestions.values() for one in some}
        for prefer in PREFERENCES[1:]
    }
    assert ["facilitator" in kinds[prefer] for prefer in ("fuller", "fewer-evenings")] == [False, True]


def test_a_cohort_that_is_kept_is_the_same_in_every_plan(folder: Path) -> None:
    small = next(cohort for cohort in preferred(folder).plan.cohorts if len(cohort.members) == 3)
    found = preferred(folder, "fuller", keep=(small.key,))
    assert (folder / "cohorts.yaml").read_text().count("vic") == 1
    for choice in found.good_plans:
        assert [one.members for one in choice.plan.cohorts if one.key == small.key] == [small.members]
        assert find_violations(found.request.problem, choice.plan.cohorts) == ()
        assert len({one.key for one in choice.plan.cohorts}) == len(choice.plan.cohorts)


def test_where_nothing_is_better_the_plan_with_the_most_people_is_taken(folder: Path) -> None:
    people(folder, {f"p{number}": "Mon 18:00-21:00" for number in range(6)})
    found = preferred(folder, "fuller")
    assert [one.prefers for one in found.good_plans] == [PREFERENCES]
    assert (found.taken.prefers, found.plan.placed, found.reasons) == (PREFERENCES, 6, {})


def test_who_runs_one_cohort_and_attends_another_is_at_one_place_at_a_time_in_every_plan(folder: Path) -> None:
    days = {f"p{number:02d}": "Mon 18:00-21:00" for number in range(17)}
    people(folder, {**days, "tom": "Tue 18:00-21:00", "una": "Tue 18:00-21:00", "ada": BOTH})
    found = preferred(folder, "fewer-evenings")
    assert len(found.good_plans) > 1
    for choice in found.good_plans:
        run, attended = _starts(choice.plan.cohorts, "ada")
        assert all(abs(one - other) >= found.request.problem.minutes for one in run for other in attended)


def _starts(cohorts: tuple[FormedCohort, ...], id: str) -> tuple[list[int], list[int]]:
    return [one.start for one in cohorts if id in one.leaders], [one.start for one in cohorts if id in one.members]


def test_work_that_is_cut_says_so_and_offers_no_more_than_there_is(folder: Path) -> None:
    found = preferred(folder, "fuller", effort=Effort(watch=Watch(stop=lambda: "limit")))
    assert (found.plan.stopped_by, [one.prefers for one in found.good_plans]) == ("limit", [PREFERENCES])


def test_whom_no_plan_places_is_not_told_of_another_plan_that_does(folder: Path) -> None:
    days = {f"p{number:02d}": "Mon 18:00-21:00" for number in range(17)}
    people(folder, {**days, "tom": "Tue 18:00-21:00", "una": "Tue 18:00-21:00", "vic": BOTH, "owl": "Sat 23:00-23:30"})
    found = preferred(folder, "fuller")
    assert (found.taken.left_out, found.plan.unplaced) == (("tom", "una"), ("tom", "una", "owl"))
    assert [id for id, why in found.reasons.items() if ELSEWHERE in why] == ["tom", "una"]


def test_a_cut_while_the_menu_is_looked_for_is_told(folder: Path) -> None:
    found, cut = preferred(folder), Effort(watch=Watch(stop=lambda: "limit"))
    assert find_good_plans(found.work, found.request.problem, most=found.plan, effort=cut)[1] == "limit"


def test_where_nothing_is_better_what_would_place_more_is_advised_whatever_is_preferred(folder: Path) -> None:
    people(folder, {**{f"p{n}": "Mon 18:00-21:00" for n in range(6)}, **{f"q{n}": "Tue 18:00-21:00" for n in range(3)}})
    (folder / "people" / "facilitators.csv").write_text("id,available,max_cohorts\nada,Mon 18:00-21:00,1\n")
    found = preferred(folder, "fuller")
    assert found.taken.prefers == PREFERENCES
    assert "facilitator" in {one.kind for some in found.advice.suggestions.values() for one in some}
