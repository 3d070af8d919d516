"""When a cohort of cohorts.yaml meets: on its days, or at its turns one after the other."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from tests.examples import lay_out
from toolkit.model.programme import Cohort
from toolkit.problems import ProblemsFound
from toolkit.reading.programme_folder import read_programme
from toolkit.reading.shelves import Shelves

EARLY, LATE = ("tue", datetime.time(7)), ("thu", datetime.time(21))


def read(folder: Path, *lines: str) -> Cohort:
    """The cohort that has these lines beside its label."""
    place = lay_out(folder / "programme")
    (place / "changes.yaml").write_text("changes: []\n")
    (place / "cohorts.yaml").write_text("\n".join(["cohorts:", "  a:", "    label: A", *lines, ""]))
    return read_programme(place, Shelves.open(folder=place)).cohorts[0]


def problems(folder: Path, *lines: str) -> list[tuple[str, int | None]]:
    with pytest.raises(ProblemsFound) as caught:
        read(folder, *lines)
    return [(one.code, one.line) for one in caught.value.problems]


@pytest.mark.parametrize(
    "lines",
    [
        ("    turns: [Tue 07:00, Thu 21:00]",),
        ('    turns: ["tuesday  7.00", "THU 21:00"]',),
        ("    turns:", "      - Tue 07:00  # early", "      - Thu 21:00"),
    ],
)
def test_turns_are_read_as_people_write_them(tmp_path: Path, lines: tuple[str, ...]) -> None:
    cohort = read(tmp_path, *lines)
    assert (cohort.turns, cohort.weekly) == ((EARLY, LATE), (EARLY, LATE))
    assert (cohort.days, cohort.times) == (("tue", "thu"), (EARLY[1], LATE[1]))


def test_without_turns_a_cohort_meets_on_every_day_at_every_time(tmp_path: Path) -> None:
    cohort = read(tmp_path, "    day: [tue, thu]", "    time: '21:00'")
    assert (cohort.turns, cohort.weekly) == ((), (("tue", LATE[1]), LATE))


def test_one_turn_alone_is_a_day_and_a_time(tmp_path: Path) -> None:
    cohort = read(tmp_path, "    turns: Tue 07:00")
    assert (cohort.turns, cohort.weekly) == ((), (EARLY,))


def test_a_day_or_time_beside_turns_is_told_since_nobody_would_read_it(tmp_path: Path) -> None:
    lines = ("    day: tue", "    turns: [Tue 07:00, Thu 21:00]", "    time: '18:00'")
    assert problems(tmp_path, *lines) == [("P020", 4), ("P020", 6)]


@pytest.mark.parametrize(
    ("turns", "code"),
    [
        ("[Tue, 07:00]", "P025"),
        ("[Tue 7 am, Thu 21:00]", "P025"),
        ("[Tue 25:00, Thu 21:00]", "P025"),
        ("[Someday 07:00, Thu 21:00]", "P023"),
    ],
)
def test_what_is_no_turn_is_told(tmp_path: Path, turns: str, code: str) -> None:
    assert {found for found, _ in problems(tmp_path, f"    turns: {turns}")} == {code}
