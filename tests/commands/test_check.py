"""`programme check` and `programme explain`: options, exit codes and what is printed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.examples import EXAMPLES, lay_out
from toolkit.cli import run
from toolkit.commands._problem_text import printable, render_problems, width
from toolkit.problem_codes import CODES
from toolkit.problems import Problem

NOW = ("--now", "2026-11-23")


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return lay_out(tmp_path / "small")


def put(folder: Path, name: str, *, old: str, new: str) -> None:
    path = folder / name
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def test_a_long_value_is_cut_in_a_message(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = lay_out(tmp_path / "small")
    path = folder / "programme.yaml"
    path.write_text(path.read_text("utf-8") + f"{'k' * 900}: 1\n", "utf-8")
    for words in ((), ("--json",)):
        assert run(["check", str(folder), "--now", "2026-11-23", *words]) == 1
        said = capsys.readouterr().out
        assert "k" * 100 + "…” is not a key here" in said


def test_a_good_programme_is_exit_0_and_says_so_on_stderr(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", str(small), *NOW]) == 0
    assert capsys.readouterr() == ("", "No problems.\n")


def test_a_folder_without_a_programme_is_a_problem(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", str(tmp_path)]) == 1
    assert "P001" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("option", "advice", "warning", "error"), [("", 0, 0, 1), ("--strict", 0, 1, 1), ("--ready", 1, 1, 1)]
)
def test_the_profile_says_what_fails(small: Path, option: str, advice: int, warning: int, error: int) -> None:
    options = [option] if option else []
    put(small, "programme.yaml", old="contact: Sam, 01865 000000\n", new="")
    assert run(["check", str(small), *NOW, *options]) == advice
    put(small, "resources.yaml", old="status: live", new="status: moved")
    assert run(["check", str(small), *NOW, *options]) == warning
    put(small, "cohorts.yaml", old="room: hall", new="room: hell")
    assert run(["check", str(small), *NOW, *options]) == error


def test_select_and_ignore_choose_by_the_beginning_of_a_code(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = str(lay_out(tmp_path / "small", over=EXAMPLES / "bad" / "names"))

    def shown(*options: str) -> set[str]:
        run(["check", folder, *NOW, "--json", *options])
        return {problem["code"] for problem in json.loads(capsys.readouterr().out)["problems"]}

    assert shown("--select", "P03", "--ignore", "P030,p031") == {"P032", "P033", "P034", "P035", "P037"}
    assert run(["check", folder, "--select", "X1"]) == 2
    assert run(["check", folder, *NOW, "--select", "P044"]) == 0


def test_json_is_a_versioned_object_on_stdout(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(small, "cohorts.yaml", old="room: hall", new="room: hell")
    assert run(["check", str(small), *NOW, "--json", "--select", "P033"]) == 1
    (problem,) = json.loads(capsys.readouterr().out)["problems"]
    assert problem == {
        "file": "cohorts.yaml", "line": 2, "column": 13, "level": "error", "code": "P033",
        "where": "cohorts › a › room",
        "message": "“hell” is not in people/rooms.csv.", "hint": "Did you mean “hall”?", "shelf": None,
    }  # fmt: skip


def test_an_unknown_zone_is_told_with_everything_else(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(small, "programme.yaml", old='zone: ""', new="zone: Europe/Londn")
    put(small, "cohorts.yaml", old="room: hall", new="room: hell")
    assert run(["check", str(small), *NOW]) == 1
    out = capsys.readouterr().out
    assert out.count("P029") == 1
    assert "P033" in out


def test_colours_only_where_asked_for() -> None:
    problem = Problem("a.yaml", 1, 1, "P040", "Wrong.", source="x")
    assert "\x1b[" not in render_problems([problem], colour=False)
    assert "\x1b[" in render_problems([problem], colour=True)


def test_no_file_can_steer_the_terminal() -> None:
    text = "a\x1b[31m\x07\u202eb\nc\td"
    assert printable(text) == "a[31mbc d"
    shown = render_problems([Problem("a\x1b.yaml", 1, 3, "P040", text, text, text, source=text)], colour=False)
    assert "\x1b" not in shown
    assert "\u202e" not in shown


def test_the_caret_stands_under_wide_and_combined_letters() -> None:
    assert (width("ab"), width("日本"), width("e\u0301")) == (2, 4, 1)
    line = render_problems([Problem("a", 1, 3, "P040", "x", source="日本x")], colour=False).split("\n")[2]
    assert line == "      | " + " " * 4 + "^"


@pytest.mark.parametrize("code", sorted(CODES))
def test_every_code_can_be_explained(code: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", code.lower()]) == 0
    out = capsys.readouterr().out
    assert all(text in out for text in (CODES[code].title, CODES[code].level, CODES[code].why, CODES[code].mend))


def test_an_unknown_code_is_wrong_usage_and_offers_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", "P0400"]) == 2
    assert "“P040”" in capsys.readouterr().err


@pytest.mark.parametrize(("city", "hint"), [("Oxfrod", "Did you mean “oxford”?"), ("twon", "Did you mean “town”?")])
def test_a_city_is_known_whatever_its_capitals_and_a_misspelt_one_gets_the_nearest(
    city: str, hint: str, small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(small, "programme.yaml", old="city: town", new="city: Town")
    assert run(["check", str(small), *NOW]) == 0
    put(small, "programme.yaml", old="city: Town", new=f"city: {city}")
    assert run(["check", str(small), *NOW, "--select", "P036"]) == 1
    assert hint in capsys.readouterr().out


def test_every_problem_says_what_to_do_in_words_and_in_json(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(small, "programme.yaml", old="people: 9", new="people: many")
    assert run(["check", str(small), *NOW]) == 1
    assert f"    = {CODES['P022'].mend}\n" in capsys.readouterr().out
    assert run(["check", str(small), *NOW, "--json"]) == 1
    assert {problem["hint"] for problem in json.loads(capsys.readouterr().out)["problems"]} == {CODES["P022"].mend}


def test_a_place_can_be_jumped_to_from_the_current_folder(
    small: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    put(small, "cohorts.yaml", old="room: hall", new="room: hell")

    def said(here: Path, *words: str) -> str:
        monkeypatch.chdir(here)
        assert run(["check", *words, *NOW, "--select", "P033"]) == 1
        return capsys.readouterr().out.partition(" error")[0]

    (small.parent / "elsewhere").mkdir()
    assert said(small.parent, "small") == "small/cohorts.yaml:2:13:"
    assert said(small) == "cohorts.yaml:2:13:"
    assert said(small / "sessions") == "../cohorts.yaml:2:13:"
    assert said(small.parent / "elsewhere", str(small)) == f"{small}/cohorts.yaml:2:13:"


def test_a_file_of_a_shelf_is_named_with_its_shelf(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shelf = tmp_path / "shelf"
    (small / "cities").rename(tmp_path / "cities")
    shelf.mkdir()
    (tmp_path / "cities").rename(shelf / "cities")
    put(shelf, "cities/town.yaml", old="name: Town", new="nmae: Town")
    monkeypatch.chdir(tmp_path)
    assert run(["check", "small", "--shelf", "shelf", *NOW, "--select", "P020"]) == 1
    assert capsys.readouterr().out.startswith(f"[{shelf}] cities/town.yaml:2:1: error P020")
    assert run(["check", "small", "--shelf", "shelf", *NOW, "--select", "P020", "--json"]) == 1
    (problem,) = json.loads(capsys.readouterr().out)["problems"]
    assert (problem["file"], problem["shelf"]) == ("cities/town.yaml", str(shelf))
