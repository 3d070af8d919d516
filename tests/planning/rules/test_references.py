"""Names that are nowhere: each rule with what it tells and what it lets pass."""

from __future__ import annotations

from dataclasses import replace

from tests.planning.rules.small_findings import changed, codes, told
from tests.planning.small_programme import cohort, programme
from toolkit.model.people import Attendance
from toolkit.planning.make_plan import make_plan as plan_of
from toolkit.planning.rules import find_problems
from toolkit.problems import SourceFile


def test_attendance_names_people_cohorts_and_sessions_that_exist_and_each_unknown_one_is_told_once() -> None:
    small = programme()

    def told(*rows: Attendance) -> list[str]:
        found = replace(small, people=replace(small.people, attendance=rows))
        return sorted(problem.code for problem in find_problems(plan_of(found)))

    assert told(Attendance("p1", "a", "s1", "present"), Attendance("p1", "a", "s2", "absent")) == []
    assert told(Attendance("x", "a", "s1", "present"), Attendance("x", "a", "s2", "absent")) == ["P032"]
    assert told(Attendance("p1", "x", "s9", "present"), Attendance("p1", "y", "s9", "present")) == [
        "P030",
        "P031",
        "P031",
    ]


def test_a_mode_without_run_sheets_is_told() -> None:
    assert "P053" in codes(programme(cohorts=(cohort("a", mode="online-mentored"),)))
    assert "P053" in changed({"cohort": "a", "session": "s2", "mode": "solo"})
    assert codes(programme(cohorts=(cohort("a", mode="online-peer", reading="inside"),))) == set()


def test_a_reading_without_run_sheets_is_told_at_the_cohort_with_those_there_are() -> None:
    small = programme(cohorts=(cohort("a", reading="inside"), cohort("b", days=("thu",))))
    assert told(small, "P053") == []
    places: dict[tuple[str | int, ...], tuple[int, int]] = {("cohorts", "a", "reading"): (2, 7)}
    one_way = replace(
        small,
        curriculum=small.curriculum.model_copy(update={"readings": ("before",)}),
        sources={"cohorts.yaml": SourceFile("cohorts.yaml", ("",) * 9, places)},
    )
    (problem,) = told(one_way, "P053")
    assert (problem.file, problem.line, problem.hint) == ("cohorts.yaml", 2, "Choose one of: before.")
    assert "no run sheets with reading inside" in problem.message
