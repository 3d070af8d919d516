"""Codes and words are explained in any case, and near misses are named."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from toolkit.cli import run
from toolkit.jobs.explaining import explained_data, find_explained
from toolkit.problems import WrongUsage
from toolkit.words.glossary import GLOSSARY

PAGE = Path(__file__).resolve().parents[2] / "docs" / "commands.md"


def test_a_code_and_a_word_are_found_in_any_case() -> None:
    code = explained_data(find_explained("p040"))
    assert (code["name"], code["level"], code["verbs"]) == ("P040", "error", [])
    word = explained_data(find_explained(" Publish "))
    assert (word["name"], word["level"], word["why"], word["verbs"]) == ("publish", None, None, ["publish", "changes"])


@pytest.mark.parametrize(("asked", "near"), [("P0400", "P040"), ("publsh", "publish")])
def test_what_is_nearly_one_is_named(asked: str, near: str) -> None:
    with pytest.raises(WrongUsage, match=near):
        find_explained(asked)


def test_the_page_and_the_command_say_the_words_alike(capsys: pytest.CaptureFixture[str]) -> None:
    page = PAGE.read_text("utf-8")
    assert run(["explain"]) == 0
    said = capsys.readouterr().out
    assert len(GLOSSARY) == 10
    for word in GLOSSARY.values():
        assert f"| {word.word} | {word.meaning} |" in page
        assert f"{word.word}: {word.meaning}" in said
        assert run(["explain", word.word, "--json"]) == 0
        assert json.loads(capsys.readouterr().out)["says"] == word.meaning


def test_every_verb_that_a_word_names_is_there() -> None:
    named = {verb for word in GLOSSARY.values() for verb in word.verbs}
    assert named <= {*re.findall(r"(?m)^## programme (\S+)$", PAGE.read_text("utf-8"))}


def test_a_long_word_is_cut_and_moves_no_cursor(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", "\x1b[2J" + "x" * 3000]) == 2
    said = capsys.readouterr().err
    assert len(said) < 300
    assert "\x1b" not in said
