"""Somebody's own defaults answer `new`, and change nothing that `check`, `plan` and `build` make."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.commands.at_a_terminal import at_a_terminal
from tests.examples import lay_out
from toolkit.cli import run
from toolkit.commands._shared import Context
from toolkit.jobs.personal import VARIABLES, read_personal

NOW = ("--now", "2026-11-23")
DEFAULTS = (
    "new: {city: oxford, template: engineering, contact: 'Ada Lovelace, 01865 496000', signed_by: Ada}\n"
    "mail: {smtp: mail.example.org, user: ada}\n"
    "terminal: {no_color: true}\n"
)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file with the defaults, and an empty folder to work in."""
    file = tmp_path / "config" / "programme" / "defaults.yaml"
    file.parent.mkdir(parents=True)
    file.write_text(DEFAULTS, "utf-8")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    return file


def everything(folder: Path) -> dict[str, bytes]:
    return {one.relative_to(folder).as_posix(): one.read_bytes() for one in folder.rglob("*") if one.is_file()}


def test_new_writes_them_into_the_folder_as_if_they_had_been_typed(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["new", "--into", "a", *NOW]) == 0
    said = capsys.readouterr()
    assert f"From {home}: contact Ada Lovelace, 01865 496000\n" in said.err
    assert "--contact 'Ada Lovelace, 01865 496000' --signed-by Ada" in said.out
    home.unlink()
    words = ["--template", "engineering", "--contact", "Ada Lovelace, 01865 496000", "--signed-by", "Ada"]
    assert run(["new", "oxford", *words, "--into", "b", *NOW]) == 0
    assert everything(Path("a")) == everything(Path("b"))
    assert run(["new", "--into", "c", *NOW]) == 2
    assert not Path("c").exists()


def test_an_option_wins_over_a_variable_and_that_over_the_file(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PROGRAMME_CONTACT", "Bob")
    monkeypatch.setenv("PROGRAMME_SIGNED_BY", "Bea")
    assert run(["new", "--signed-by", "Cy", "--into", "a", *NOW]) == 0
    text = Path("a/programme.yaml").read_text("utf-8")
    assert 'contact: "Bob"' in text
    assert 'signed_by: "Cy"' in text
    said = capsys.readouterr().err
    assert "From PROGRAMME_CONTACT: contact Bob\n" in said
    assert "signed_by" not in said


def test_on_a_terminal_they_stand_in_the_brackets(home: Path) -> None:
    enter = ("",) * 12
    code, shown = at_a_terminal(Path.cwd(), "new", "--into", "a", *NOW, typed=enter)
    assert code == 0, shown
    for asked in ("[oxford]", "[engineering]", "[Ada Lovelace, 01865 496000]"):
        assert asked in shown
    assert 'signed_by: "Ada"' in Path("a/programme.yaml").read_text("utf-8")


def test_a_mistake_in_them_stops_new_and_is_told_by_doctor(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home.write_text("new: {citty: oxford}\nmail: {password: x}\n", "utf-8")
    for words in (["new", "oxford", "--template", "engineering", "--into", "a", *NOW], ["doctor"]):
        assert run(words) == 1
        told = capsys.readouterr().err
        assert "defaults.yaml:1:7: error P020 “citty” is not a key here." in told
        assert "Did you mean “city”?" in told
        assert "defaults.yaml:2:8: error P020 “password”" in told
    assert not Path("a").exists()


def test_doctor_says_which_file_was_read(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PROGRAMME_SMTP", "other.example.org")
    assert run(["doctor"]) == 0
    said = capsys.readouterr().out
    assert f"read     Your own defaults: {home}\n         new.city: oxford\n" in said
    assert "mail.smtp: other.example.org (PROGRAMME_SMTP)" in said
    home.unlink()
    assert run(["doctor", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)["defaults"]
    assert (found["file"], found["there"], [one["key"] for one in found["settings"]]) == (
        str(home),
        False,
        ["mail.smtp"],
    )


def test_status_says_where_each_value_comes_from(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lay_out(tmp_path / "small")
    assert run(["status", str(tmp_path / "small"), "--json", *NOW]) == 0
    found = {one["key"]: one for one in json.loads(capsys.readouterr().out)["settings"]}
    assert found["zone"]["origin"] == "cities/town.yaml"
    assert found["mail.smtp"] == {
        "key": "mail.smtp", "value": "mail.example.org", "origin": str(home), "line": 2,
    }  # fmt: skip
    assert "new.city" not in found


def test_a_terminal_has_no_colours_where_they_say_so(home: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.stderr", SimpleNamespace(isatty=lambda: True))
        for name in ("NO_COLOR", "FORCE_COLOR", "TERM"):
            patch.delenv(name, raising=False)
        assert not Context().colour
        patch.setenv("FORCE_COLOR", "1")
        assert Context().colour
        patch.delenv("FORCE_COLOR")
        home.write_text("terminal: {no_color: false}\n", "utf-8")
        assert Context().colour


@pytest.mark.usefixtures("without_pdfs")
def test_check_plan_and_build_give_the_same_bytes_with_and_without_them(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def made() -> tuple[list[int], str, dict[str, bytes]]:
        folder = lay_out(tmp_path / "small")
        codes = [run([verb, str(folder), *NOW]) for verb in ("check", "plan", "build")]
        files = everything(folder)
        shutil.rmtree(folder)
        return codes, capsys.readouterr().out, files

    for name in VARIABLES.values():
        monkeypatch.setenv(name, "London calling, 5")
    assert len(read_personal(os.environ).settings) == len(VARIABLES) + 1
    with_them = made()
    home.write_text("a mistake", "utf-8")
    with_a_mistake = made()
    home.unlink()
    for name in VARIABLES.values():
        monkeypatch.delenv(name)
    without = made()
    assert without[0] == [0, 0, 3]
    assert len(without[2]) > 20
    assert with_them == with_a_mistake == without


def test_the_tests_read_nobodys_home(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    found = read_personal(os.environ)
    assert (found.there, found.settings, found.file.parts[-3:]) == (
        False,
        (),
        ("nobodys-home", "programme", "defaults.yaml"),
    )
