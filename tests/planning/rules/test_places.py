"""A problem points at the line to mend: of a change, of a cohort, or of the programme."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tests.planning.small_programme import programme
from toolkit.model.programme import Programme
from toolkit.planning.make_plan import make_plan
from toolkit.planning.rules.places import cohort_problem, gathered, meeting_problem
from toolkit.problems import Problem, SourceFile

LINES = ("",) * 9


def written(*, own: bool, usual: bool, changes: list[dict[str, Any]] | None = None) -> Programme:
    """The programme where the day stands in cohorts.yaml, in programme.yaml, in both or in neither."""
    sources = {
        "cohorts.yaml": SourceFile("cohorts.yaml", LINES, {("cohorts", "a", "day"): (2, 1)} if own else {}),
        "programme.yaml": SourceFile("programme.yaml", LINES, {("day",): (3, 1)} if usual else {}),
        "changes.yaml": SourceFile("changes.yaml", LINES, {("changes", 1, "date"): (4, 1)}),
    }
    return replace(programme(changes=changes), sources=sources)


def test_a_value_of_a_cohort_stands_in_its_own_file_or_else_in_that_of_the_programme() -> None:
    def place(*, own: bool, usual: bool) -> tuple[str, int, str, str]:
        found = written(own=own, usual=usual)
        told = cohort_problem(found, found.cohorts[0], name="day", code="P060", message="Closed.", hint="Move it.")
        assert (told.message, told.hint) == ("Closed.", "Move it.")
        return told.file, told.line, told.code, told.where

    assert place(own=True, usual=True) == ("cohorts.yaml", 2, "P060", "cohorts › a › day")
    assert place(own=False, usual=True) == ("programme.yaml", 3, "P060", "day")
    assert place(own=False, usual=False) == ("cohorts.yaml", 1, "P060", "cohorts › a › day")


def test_a_value_of_a_meeting_stands_in_the_last_change_that_set_it() -> None:
    moves: list[dict[str, Any]] = [{"cohort": "a", "session": "s1", "date": f"2027-01-2{day}"} for day in (0, 1)]
    changes = [
        *moves,
        {"cohort": "a", "session": "s1", "room": None},
        {"cohort": "a", "session": "s2", "date": "2027-01-27"},
    ]
    found = written(own=True, usual=True, changes=changes)
    first, _, third = make_plan(found).meetings
    told = [
        meeting_problem(found, meeting, name="date", code="P060", message="Closed.", hint="Move it.")
        for meeting in (first, third)
    ]
    assert [(one.file, one.line, one.code, one.message, one.hint) for one in told] == [
        ("changes.yaml", 4, "P060", "Closed.", "Move it."),
        ("cohorts.yaml", 2, "P060", "Closed.", "Move it."),
    ]


def test_problems_of_one_kind_at_one_place_are_told_once_with_their_number() -> None:
    one, other = Problem("a", 1, 1, "P060", "One."), Problem("a", 2, 1, "P060", "Other.")
    found = gathered([("x", one), ("x", replace(one, message="Two.")), ("x", other), ("y", one), ("x", one)])
    assert [problem.message for problem in found] == ["One. 2 more like it.", "Other.", "One."]
