"""Dates from 1900 to 2199 are planned; others are told."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.security.attacks import edit, say, small

pytestmark = pytest.mark.usefixtures("without_pdfs")


FAR = ["0001-01-01", "1899-12-31", "2200-01-01", "9999-12-31"]
PLACES = {
    "start": ("programme.yaml", '"2027-01-19"', '"{}"'),
    "break": ("programme.yaml", "to: 2027-02-05", "to: {}"),
    "term": ("cities/town.yaml", "last_day: 2027-03-14", "last_day: {}"),
    "change": ("changes.yaml", "date: 2027-01-28", "date: {}"),
    "decided": ("changes.yaml", "decided: 2027-01-10", "decided: {}"),
}


@pytest.mark.parametrize("date", FAR)
@pytest.mark.parametrize("place", PLACES)
def test_a_date_that_leaves_the_calendar_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], place: str, date: str
) -> None:
    folder = small(tmp_path / "programme")
    name, old, new = PLACES[place]
    edit(folder, name, old=old, new=new.format(date))
    assert say(folder, "check") == 1
    assert "P024" in capsys.readouterr().out


@pytest.mark.parametrize("date", ["1900-01-01", "2199-12-31"])
@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago"])
def test_the_ends_of_the_calendar_can_be_planned_and_built(tmp_path: Path, date: str, zone: str) -> None:
    folder = small(tmp_path / "programme")
    edit(folder, "changes.yaml", old="date: 2027-01-28", new=f'date: {date}, time: "23:59"')
    edit(folder, "programme.yaml", old='zone: ""', new=f"zone: {zone}")
    assert say(folder, "check") in (0, 1)
    assert say(folder, "plan") in (0, 1)
    assert say(folder, "build --only ics") in (0, 1)


# any damage
