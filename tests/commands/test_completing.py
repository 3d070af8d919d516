"""What a shell offers while somebody types a command."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.shell_completion import CompletionItem, ShellComplete

from tests.running import make_programme
from tests.source_files import ROOT
from tests.test_house import loads
from toolkit.cli import VERBS, Verb, group

MEANT = {"KEY", "SESSION", "ID", "ID...", "CODE|WORD", "all|ID-ID|ID|NAME..."}
"""What stands in the help for a word of the programme's own, or of ours."""
ARGUMENTS = {"session", "host", "guest", "person", "mentor", "room"}
PUBLISHED = "published:\n- {name: week 3, moment: '2027-02-02T10:00:00+00:00', file: .programme/published/1.json}\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A programme with people; no test writes to it."""
    made = make_programme(tmp_path_factory.mktemp("completing") / "programme")
    (made / ".programme" / "published.yaml").write_text(PUBLISHED, "utf-8")
    return made


def offered(line: str, folder: Path | None = None) -> list[CompletionItem]:
    """What is offered for the last word of a line, which may be blank."""
    words = [*(["-C", str(folder)] if folder else []), *line.split(" ")]
    return ShellComplete(group, {}, "programme", "_PROGRAMME_COMPLETE").get_completions(words[:-1], words[-1])


def words(line: str, folder: Path | None = None) -> list[str]:
    return [item.value for item in offered(line, folder)]


@pytest.mark.parametrize(
    ("line", "first"),
    [
        ("move ", ["set-up", "tensors"]),
        ("cancel back", ["backprop"]),
        ("move backprop --cohort ", ["a", "b", "c"]),
        ("move backprop --room an", ["annexe"]),
        ("swap wren --with r", ["ravi"]),
        ("mentor lost ", ["odile"]),
        ("combine a ", ["a", "b", "c"]),
        ("people accept p01 p02", ["p02"]),
        ("people withdraw yusuf", []),
        ("attend record 3 --absent p1", ["p10", "p11"]),
        ("attend record 3 --absent p01 p02 p1", ["p10", "p11"]),
        ("attend record 3 --absent p01 --co", ["--cohort"]),
        ("attend record 3 --cohort a p1", []),
        ("send --to wr", ["wren"]),
        ("changes --since ", ["week 3"]),
        ("build --document po", ["poster"]),
        ("build --only i", ["ics"]),
        ("templates show ox", ["oxford"]),
        ("explain pub", ["publish"]),
        ("new oxford --template eng", ["engineering"]),
        ("skip tomorrow --cohort ", ["a", "b", "c"]),
    ],
)
def test_a_word_of_the_programme_is_offered(line: str, first: list[str], folder: Path) -> None:
    assert words(line, folder)[: len(first) or None] == first


def test_the_name_is_shown_beside_an_id_and_finds_it(folder: Path) -> None:
    assert [(item.value, item.help) for item in offered("swap Wren", folder)] == [("wren", "Wren Castellan")]
    assert words("swap wren --with Ravi", folder) == ["ravi"]


def test_a_folder_that_is_an_argument_is_looked_into_even_before_the_option_has_its_word(folder: Path) -> None:
    assert words(f"build {folder} --cohort ") == ["a", "b", "c"]
    assert words("build --cohort ") == []


def test_a_folder_below_home_is_found(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(folder.parent))
    monkeypatch.setenv("USERPROFILE", str(folder.parent))
    assert words(f"-C ~/{folder.name} plan --cohort ") == ["a", "b", "c"]
    assert words(f"build ~/{folder.name} --cohort ") == ["a", "b", "c"]


def taking(command: click.Command) -> Iterator[tuple[click.Command, click.Parameter]]:
    """The arguments and options of a command, and of those below it, that take a word of the programme."""
    for one in command.commands.values() if isinstance(command, click.Group) else (command,):
        for parameter in one.params:
            if parameter.metavar in MEANT or (isinstance(parameter, click.Argument) and parameter.name in ARGUMENTS):
                yield one, parameter


@pytest.mark.parametrize("verb", VERBS)
def test_wherever_such_a_word_is_taken_some_are_offered(verb: str, folder: Path) -> None:
    stub = group.commands[verb]
    assert isinstance(stub, Verb)
    root = click.Context(group, info_name="programme")
    root.params = {"folder": str(folder)}
    silent = [
        f"{command.name} {parameter.name}"
        for command, parameter in taking(stub.real)
        if not parameter.shell_complete(click.Context(command, parent=root), "")
    ]
    assert silent == []


LINES = ("move ", "move 3 --cohort ", "people accept ", "build --document ", "new ", "skip tomorrow --cohort ")


@pytest.mark.parametrize("line", LINES)
def test_nothing_is_said_of_a_folder_that_is_damaged_or_none(
    line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    for name in ("programme.yaml", "curriculum.yaml", "cohorts.yaml", "people", ".programme/journal"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"\xff{[")
    words(line, tmp_path)
    words(line, tmp_path / "nowhere")
    monkeypatch.setenv("PROGRAMME_SHELF", str(tmp_path / "nowhere"))
    assert words(line, tmp_path) == []
    assert capfd.readouterr() == ("", "")


def test_what_was_cut_off_is_not_finished_by_looking(folder: Path) -> None:
    journal = folder / ".programme" / "journal"
    journal.write_bytes(b"{}")
    try:
        before = {path: path.stat().st_mtime_ns for path in folder.rglob("*")}
        for line in LINES:
            words(line, folder)
        assert {path: path.stat().st_mtime_ns for path in folder.rglob("*")} == before
    finally:
        journal.unlink()


def in_a_shell(line: str, folder: Path, *, given_to: str) -> str:
    """What the shell's script is given for the last word of a line."""
    given = {"COMP_WORDS": f"programme {line}", "COMP_CWORD": str(len(line.split(" ")))}
    done = subprocess.run(
        [sys.executable, "-c", "from toolkit.cli import main\nmain()"],
        cwd=folder,
        env={**os.environ, **given, "PYTHONPATH": str(ROOT), "_PROGRAMME_COMPLETE": f"{given_to}_complete"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr == ""
    return done.stdout


def test_bash_is_given_a_name_of_two_words_as_one(folder: Path) -> None:
    assert in_a_shell("changes --since we", folder, given_to="bash") == "plain,'week 3'\n"
    assert in_a_shell("changes --since we", folder, given_to="zsh") == "plain\nweek 3\n2027-02-02\n"


def test_it_loads_nothing_that_is_slow(folder: Path) -> None:
    code = f"""
from click.shell_completion import ShellComplete
from toolkit.cli import group
complete = ShellComplete(group, {{}}, "programme", "_")
for words in (["move"], ["plan", "--cohort"], ["people", "accept"], ["send", "--to"], ["room", "lost"]):
    print(len(complete.get_completions(["-C", {str(folder)!r}, *words], "")))
"""
    said, heavy = loads(code)
    assert (said.split(), heavy) == (["11", "3", "18", "23", "3"], {"yaml", "pydantic", "pydantic_core"})
