"""Cities that other shelves have, or none."""

from __future__ import annotations

import os
import shlex
from pathlib import Path

import pytest

from tests.commands.new_here import NOW, everything, made, new
from toolkit.cli import run

pytestmark = pytest.mark.usefixtures("here")


def test_the_next_commands_name_the_shelves_that_new_was_given(
    here: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "more" / "cities").mkdir(parents=True)
    (tmp_path / "more" / "cities" / "brighton.yaml").write_text(
        "key: brighton\nname: Brighton\nzone: Europe/London\n", encoding="utf-8"
    )
    shelf = ["--shelf", str(tmp_path / "more")]
    assert new("brighton", "--template", "mine", "--start", "2027-01-18", "--into", "sea", *shelf) == 0
    (line,) = [line for line in capsys.readouterr().out.splitlines() if line.startswith("  programme check")]
    assert run([*shlex.split(line.partition("    ")[0])[1:], *NOW]) == 0
    assert new("oxford", "--template", "mine", "--into", "plain") == 0
    assert "--shelf" not in capsys.readouterr().out


def test_a_city_of_another_shelf_is_copied_into_the_folder_with_its_holidays(here: Path, tmp_path: Path) -> None:
    shelf = tmp_path / "ours"
    (shelf / "cities" / "holidays").mkdir(parents=True)
    city = "key: bath\nname: Bath\nzone: Europe/London\nholidays: bath\n"
    days = "key: bath\nname: Bath\ndays:\n  - {date: 2027-01-19, name: Fair}\nsource: us\nchecked: 2026-11-23\n"
    (shelf / "cities" / "bath.yaml").write_text(city, "utf-8")
    (shelf / "cities" / "holidays" / "bath.yaml").write_text(days, "utf-8")
    words = ("--template", "engineering", "--start", "2027-01-12", "--into", "b")
    assert new("bath", *words, "--shelf", str(shelf)) == 0
    assert (here / "b/cities/bath.yaml").read_text("utf-8") == city
    assert made(here / "b").holidays[0].name == "Fair"
    assert new("bath", *words, "--shelf", str(shelf)) == 0
    assert run(["update", "-C", "b", *NOW]) == 0
    assert (here / "b/cities/bath.yaml").read_text("utf-8") == city
    assert new("oxford", *words[:-1], "o") == 0
    assert not (here / "o/cities").exists()


@pytest.mark.parametrize("verb", ["templates", "check", "new"])
def test_a_shelf_that_is_not_there_is_wrong_usage(
    verb: str, here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([verb, "--shelf", "nowhere"]) == 2
    assert "--shelf: there is no folder nowhere." in capsys.readouterr().err
    monkeypatch.setenv("PROGRAMME_SHELF", f"{here}{os.pathsep}/nope")
    assert run([verb]) == 2
    assert "PROGRAMME_SHELF: there is no folder /nope." in capsys.readouterr().err


def test_a_city_that_no_shelf_has_is_made_of_its_zone_and_region(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("Leeds", "--template", "mine", "--start", "2027-03-22", "--day", "mon")
    assert new(*words) == 2
    told = capsys.readouterr().err
    for choice in ("berkeley, london", "--zone ZONE", "--holidays COUNTRY-REGION", "templates new city leeds"):
        assert choice in told
    assert new("oxfrod", "--template", "mine") == 2
    assert "Did you mean “oxford”?" in capsys.readouterr().err
    assert new(*words, "--zone", "Europe/London", "--into", "x") == 0
    said = capsys.readouterr()
    assert "public holidays of 2027 to 2029 are those of Britain (UK)" in said.err
    assert "such as GB-ENG, GB-NIR, GB-SCT, GB-WLS: --holidays names one" in said.err
    line = said.out.splitlines()[-1]
    assert "new leeds --template mine --zone Europe/London --holidays GB " in line
    programme = made(here / "x")
    assert (programme.city.name, programme.settings.zone, programme.holiday_years) == (
        "Leeds",
        None,
        (2027, 2028, 2029),
    )
    before = everything(here / "x")
    assert run([*shlex.split(line)[1:], *NOW]) == 0
    assert everything(here / "x") == before
    assert new("oxford", "--template", "mine", "--holidays", "GB-SCT") == 2
    assert "--holidays is for a city that no shelf has" in capsys.readouterr().err
