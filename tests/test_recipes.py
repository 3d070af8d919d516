"""The recipes for contributors name files that are there, and the code in them does what they say."""

from __future__ import annotations

import re
import textwrap
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest

from tests.examples import lay_out
from toolkit.cli import run
from toolkit.commands._shared import Context
from toolkit.problem_codes import CODES, Code

ROOT = Path(__file__).resolve().parent.parent
RECIPES = sorted((ROOT / "docs" / "contributing").glob("*.md"))


def missing(text: str) -> list[str]:
    """The files and folders that a page names and that are not there."""
    named = re.findall(r"`((?:toolkit|tests|docs|scripts|program_templates|facilitator_guides)/[\w./-]*)`", text)
    return [name for name in named if not (ROOT / name).exists()]


def code(recipe: str, language: str = "python") -> str:
    """What a recipe shows in a language."""
    text = (ROOT / "docs" / "contributing" / recipe).read_text("utf-8")
    found = re.search(rf"^ *```{language}\n(.*?)^ *```", text, re.MULTILINE | re.DOTALL)
    assert found
    return textwrap.dedent(found[1])


def load(text: str, place: Path) -> ModuleType:
    """A module of this text."""
    place.write_text(text, "utf-8")
    spec = spec_from_file_location(place.stem, place)
    assert spec
    assert spec.loader
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("recipe", RECIPES, ids=lambda recipe: recipe.stem)
def test_a_recipe_names_files_that_are_there(recipe: Path) -> None:
    assert missing(recipe.read_text("utf-8")) == []


def test_a_file_that_is_not_there_is_found() -> None:
    assert missing("`toolkit/cli.py`, `toolkit/gone.py` and `tests/gone/`") == ["toolkit/gone.py", "tests/gone/"]


def test_the_verb_of_the_recipe_runs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    verb = load(code("a-verb.md"), tmp_path / "rooms.py").command
    folder = lay_out(tmp_path / "small")
    assert verb.main(["-C", str(folder)], standalone_mode=False, obj=Context()) == 0
    assert re.fullmatch(r"(\w+: \d+ meetings\n)+", capsys.readouterr().out)


def test_the_document_of_the_recipe_is_built(tmp_path: Path) -> None:
    folder = lay_out(tmp_path / "small")
    place = folder / "documents" / "weeks"
    place.mkdir(parents=True)
    (place / "document.yaml").write_text(code("a-document.md", "yaml"), "utf-8")
    (place / "page.txt.j2").write_text(code("a-document.md", "jinja"), "utf-8")
    assert run(["build", "-C", str(folder), "--document", "weeks", "--now", "2026-11-23", "-q"]) == 0
    first, *rest = (folder / "out" / "share" / "weeks.txt").read_text("utf-8").splitlines()
    assert first
    assert [line for line in rest if line.startswith("- ")]


def test_the_code_of_the_recipe_is_one_and_is_free(tmp_path: Path) -> None:
    text = "from toolkit.problem_codes import Code\nmade = " + code("a-problem-code.md")
    made = load(text, tmp_path / "made.py").made
    assert isinstance(made, Code)
    assert made.code not in CODES
