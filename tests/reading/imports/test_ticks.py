"""Tables to tick: a column for each day and hour."""

from __future__ import annotations

import pytest

from tests.reading.imports.tables import table, times, told
from toolkit.model.imports import Answers


@pytest.mark.parametrize("tick", ["x", "X", "✓", "✔", "✔\ufe0f", "☑", "✅", "ja", "1"])
def test_a_tick_is_yes_however_it_is_made(tick: str) -> None:
    given = table(f"Name,Mon 18-20,Tue 18-20\nAnn,{tick},\nBen,,{tick}\n")
    assert times(given) == [("Ann", "Mon 18:00-20:00", ""), ("Ben", "Tue 18:00-20:00", "")]
    assert given.problems == ()


@pytest.mark.parametrize("cross", ["✗", "✘", "❌", "❌\ufe0f", "-", "no"])
def test_a_cross_that_says_no_is_no_tick(cross: str) -> None:
    given = table(f"Name,Mon 18-20,Tue 18-20\nAnn,{cross},x\n")
    assert (times(given), given.problems) == ([("Ann", "Tue 18:00-20:00", "")], ())


def test_a_strange_tick_costs_that_cell_alone() -> None:
    given = table("Name,Mon 18-20,Tue 18-20\nAnn,perhaps?,x\nBen,perhaps?,no\n")
    assert times(given) == [("Ann", "Tue 18:00-20:00", ""), ("Ben", "-", "")]
    assert told(given) == [(2, "P122")]
    assert "“perhaps?” is neither yes" in given.problems[0].message
    assert "(2 times, by 2 people)" in given.problems[0].message


def test_what_a_strange_tick_means_can_be_said() -> None:
    rows, perhaps = "Name,Mon 18-20,Tue 18-20\nAnn,Perhaps?,x\n", {"perhaps?": "if_needed"}
    given = table(rows, Answers(zone="Europe/London", columns=perhaps))
    assert (times(given), given.problems) == ([("Ann", "Tue 18:00-20:00", "Mon 18:00-20:00")], ())
