"""The manual pages are made from the commands, and are as the commands are."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import click
import pytest

from scripts.man_pages import FOLDER, of_command, pages, write
from toolkit.cli import VERBS


def test_they_are_up_to_date() -> None:
    there = {path.name: path.read_text("utf-8") for path in FOLDER.iterdir()}
    assert there == pages(), "python -m scripts.man_pages writes them anew; read the difference"


def test_there_is_one_for_each_verb_and_one_that_names_them_all() -> None:
    assert set(pages()) == {"programme.1", *(f"programme-{verb}.1" for verb in VERBS)}
    assert re.findall(r"^\.BR programme\\-(\w+) \(1\)$", pages()["programme.1"], re.MULTILINE) == list(VERBS)


def test_what_is_old_goes_and_what_is_new_comes(tmp_path: Path) -> None:
    (tmp_path / "programme-gone.1").write_text("old", "utf-8")
    write(tmp_path)
    assert {path.name: path.read_text("utf-8") for path in tmp_path.iterdir()} == pages()


def test_what_would_be_an_order_to_roff_is_text() -> None:
    @click.command(help=".hidden \\fB 'x' é\n\n'quoted'", epilog="Example: programme try --now")
    @click.option("--dry-run", is_flag=True, help=".so /etc/passwd")
    def odd() -> None: ...

    text = "\n".join(of_command(odd, shared=set()))
    assert text.splitlines() == [
        "\\&.hidden \\efB \\(aqx\\(aq \\[u00E9]",
        ".PP",
        "\\(aqquoted\\(aq",
        ".PP",
        "Example:",
        ".PP",
        ".nf",
        ".RS",
        "programme try \\-\\-now",
        ".RE",
        ".fi",
        ".TP",
        ".B \\-\\-dry\\-run",
        "\\&.so /etc/passwd",
    ]


@pytest.mark.parametrize("name", ["programme.1", "programme-people.1", "programme-attend.1"])
def test_a_formatter_has_nothing_to_say_against_them(name: str) -> None:
    """Where groff is installed; elsewhere it is asserted that every order is one of those that man knows."""
    text = pages()[name]
    orders = set(re.findall(r"^\.(\w+)", text, re.MULTILINE))
    assert orders <= {"TH", "SH", "TP", "PP", "B", "BR", "br", "nf", "fi", "RS", "RE"}
    if groff := shutil.which("groff"):
        done = subprocess.run([groff, "-man", "-ww", "-Tascii"], input=text.encode(), capture_output=True, check=True)
        assert done.stderr == b""
