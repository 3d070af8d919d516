"""`programme templates` says what can be made and from which shelf, and gives a template that works."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.commands.at_a_terminal import at_a_terminal
from tests.examples import lay_out
from toolkit.cli import run


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_everything_on_the_shelves_is_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["templates"]) == 0
    shown = capsys.readouterr().out
    for name in ("engineering", "conceptual", "oxford", "pack", "Pathways"):
        assert name in shown
    assert "[shipped]" in shown


def test_nothing_that_ships_is_broken(capsys: pytest.CaptureFixture[str]) -> None:
    run(["templates", "--json"])
    data = json.loads(capsys.readouterr().out)
    assert data["version"] == 1
    assert [(offer["name"], offer["broken"]) for offer in data["templates"] if offer["broken"]] == []


def test_a_shelf_of_ones_own_comes_first(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "mine" / "cities").mkdir(parents=True)
    (here / "mine" / "cities" / "oxford.yaml").write_text("key: oxford\nname: My Oxford\nzone: Europe/London\n")
    assert run(["templates", "show", "oxford", "--shelf", str(here / "mine")]) == 0
    assert "My Oxford" in capsys.readouterr().out


def test_what_lies_in_the_programme_folder_is_listed_in_it_and_nowhere_else(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = lay_out(here / "small")
    assert run(["templates", "-C", str(folder)]) == 0
    assert "Town: " in (shown := capsys.readouterr().out)
    assert "[this folder]" in shown
    assert run(["templates"]) == 0
    assert "[this folder]" not in capsys.readouterr().out
    monkeypatch.chdir(folder / "sessions")
    assert run(["templates", "show", "cities/town"]) == 0
    assert "shelf: this folder" in capsys.readouterr().out


def test_what_is_broken_is_listed_with_its_reason(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "mine" / "cities").mkdir(parents=True)
    (here / "mine" / "cities" / "york.yaml").write_text("key: york\nnmae: York\n")
    assert run(["templates", "--shelf", str(here / "mine")]) == 0
    assert "BROKEN: york.yaml:2: “nmae” is not a key here" in capsys.readouterr().out


def test_show_names_the_sessions_and_the_terms(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["templates", "show", "conceptual"]) == 0
    assert "120 min" in capsys.readouterr().out
    assert run(["templates", "show", "cities/oxford"]) == 0
    assert "Hilary 2027: 2027-01-17 to 2027-03-13, provisional" in capsys.readouterr().out


def test_an_unknown_name_gets_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["templates", "show", "oxfrod"]) == 2
    assert "“oxford”" in capsys.readouterr().err


def test_a_new_template_can_be_used_at_once_and_passes_check(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["templates", "new", "reading-group"]) == 0
    assert run(["new", "oxford", "--template", "./reading-group", "--into", "x", "--now", "2026-11-23"]) == 0
    capsys.readouterr()
    assert run(["check", "x", "--strict", "--now", "2026-11-23"]) == 0
    assert "key: reading-group" in (here / "x" / "curriculum.yaml").read_text()


@pytest.mark.parametrize("mode", ["in-person-peer", "online-peer"])
def test_it_is_complete_in_each_of_its_modes(here: Path, mode: str) -> None:
    run(["templates", "new", "mine"])
    assert run(["new", "oxford", "--template", "./mine", "--mode", mode, "--into", "x", "--now", "2026-11-23"]) == 0
    assert run(["check", "x", "--strict", "--now", "2026-11-23"]) == 0


def test_a_name_that_is_taken_or_no_key_is_refused(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["templates", "new", "mine"]) == 0
    before = sorted(here.rglob("*"))
    assert run(["templates", "new", "mine"]) == 0
    assert sorted(here.rglob("*")) == before
    (here / "mine" / "cookiecutter.json").write_text("{}")
    assert run(["templates", "new", "mine"]) == 4
    assert run(["templates", "new", "../mine"]) == 2
    assert run(["templates", "new", "My Group"]) == 2
    assert sorted(here.rglob("*")) == before


def test_a_dry_run_writes_nothing(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["templates", "new", "mine", "--dry-run"]) == 0
    assert "create    mine/cookiecutter.json" in capsys.readouterr().out
    assert list(here.iterdir()) == []


def test_a_city_is_made_in_five_questions_or_flags(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["templates", "new", "city", "munich"]) == 2
    assert "--zone is needed" in capsys.readouterr().err
    assert run(["templates", "new", "mine", "--zone", "Europe/Berlin"]) == 2
    capsys.readouterr()
    assert run(["templates", "new", "city", "munich", "--holidays", "DE-BY", "--now", "2026-11-23"]) == 0
    assert "programme new munich --template T --shelf munich" in capsys.readouterr().out
    code, shown = at_a_terminal(
        here,
        "templates", "new", "city", "Köln", "--now", "2026-11-23",
        typed=("Europe/Berlin", "DE-NW", "", "", "Spring 2027-01-11 2027-03-19"),
    )  # fmt: skip
    assert code == 0, shown
    assert shown.count("]: ") == 4, "the first has no default"
    assert run(["new", "koln", "--template", "engineering", "--shelf", "koln", "--term", "Spring", "--into", "x"]) == 0
    assert (here / "x" / "cities" / "holidays" / "de-nw.yaml").is_file()
