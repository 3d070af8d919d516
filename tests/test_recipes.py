"""The recipes for contributors name files that are there, and the code in them does what they say."""

from __future__ import annotations

import json
import pickle
import re
import shlex
import sys
import textwrap
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from types import FunctionType, ModuleType
from typing import get_type_hints

import pytest

from tests.examples import lay_out
from tests.outputs.printing import page_of, printed
from tests.outputs.test_engine import refused_in_a_thread
from toolkit.cli import run
from toolkit.commands._shared import Context
from toolkit.documents import index
from toolkit.limits import LimitsMissing
from toolkit.model.imports import Answers
from toolkit.outputs import formats
from toolkit.outputs.engine import Engine, RenderRequest
from toolkit.planning import rules
from toolkit.problem_codes import CODES, Code
from toolkit.reading import imports

ROOT = Path(__file__).resolve().parent.parent
CONTRIBUTING = ROOT / "docs" / "contributing"
CITY = ROOT / "docs" / "how-to" / "add-a-city.md"
PAGES = (ROOT / "CONTRIBUTING.md", CITY, *sorted(CONTRIBUTING.glob("*.md")))
NOW = ("--now", "2026-11-23", "-q")


def missing(text: str) -> list[str]:
    """The files and folders that a page names and that are not there."""
    named = re.findall(r"`((?:toolkit|tests|docs|scripts|program_templates|facilitator_guides)/[\w./-]*)`", text)
    return [name for name in named if not (ROOT / name).exists()]


def glossary(text: str) -> dict[str, str]:
    """Each word of a page's glossary, and the file in which one meets it."""
    return dict(re.findall(r"^\| (\w+) \| .* \| `([\w./]+)` \|$", text, re.MULTILINE))


def not_met(words: Mapping[str, str]) -> list[str]:
    """The words that do not stand in their file."""
    return [
        word
        for word, file in words.items()
        if not re.search(rf"\b{word}\b", (ROOT / file).read_text("utf-8"), re.IGNORECASE)
    ]


def code(page: Path | str, language: str = "python", *, number: int = 0) -> str:
    """What a page shows in a language, its first block or a later one."""
    text = (CONTRIBUTING / page).read_text("utf-8")
    found = re.findall(rf"^ *```{language}\n(.*?)^ *```", text, re.MULTILINE | re.DOTALL)
    return textwrap.dedent(found[number])


def load(text: str, place: Path, **names: object) -> ModuleType:
    """A module of this text, in which these names are known as in the file that the page means. NameError where it has
    types that are not known there."""
    place.write_text(text, "utf-8")
    module = ModuleType(place.stem)
    vars(module).update({name: value for name, value in names.items() if not name.startswith("__")})
    exec(compile(text, place, "exec", optimize=0), vars(module))  # noqa: S102  (with its assertions, under -O too)
    for made in vars(module).values():
        if isinstance(made, FunctionType) and made.__module__ == module.__name__:
            get_type_hints(made)
    return module


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_for_contributors_names_files_that_are_there(page: Path) -> None:
    assert missing(page.read_text("utf-8")) == []


def test_a_file_that_is_not_there_is_found() -> None:
    assert missing("`toolkit/cli.py`, `toolkit/gone.py` and `tests/gone/`") == ["toolkit/gone.py", "tests/gone/"]


def test_twenty_words_stand_in_the_files_that_explain_them() -> None:
    words = glossary((ROOT / "CONTRIBUTING.md").read_text("utf-8"))
    assert len(words) == 20
    assert not_met(words) == []


def test_a_word_that_is_used_no_more_is_found() -> None:
    assert not_met(glossary("| deed | What was done. | `toolkit/cli.py` |\n| verb | A word. | `toolkit/cli.py` |")) == [
        "deed"
    ]


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


def made_code(folder: Path) -> Code:
    """The code that its recipe makes."""
    made = load(f"made = {code('a-problem-code.md')}", folder / "made_code.py", Code=Code).made
    assert isinstance(made, Code)
    return made


def test_the_code_of_the_recipe_is_one_and_is_free(tmp_path: Path) -> None:
    assert made_code(tmp_path).code not in CODES


def parametrized(test: Callable[..., None]) -> list[Callable[[], None]]:
    """A test once for each of its parameters."""
    (mark,) = vars(test)["pytestmark"]
    return [partial(test, *values) for values in mark.args[1]]


def test_the_rule_of_the_recipe_passes_its_own_test_and_fails_it_when_it_is_not_in_the_tuple(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(CODES, "P199", made_code(tmp_path))
    shown = load(code("a-rule.md", number=1), tmp_path / "test_night.py")
    passes, tells = parametrized(shown.test_a_meeting_of_an_hour_that_ends_tomorrow_is_told)
    passes()
    with pytest.raises(AssertionError):
        tells()
    made = load(code("a-rule.md"), tmp_path / "night.py").RULES
    monkeypatch.setattr(rules, "RULES", (*rules.RULES, *made))
    passes()
    tells()


def test_the_format_of_the_recipe_is_written_and_listed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, without_pdfs: None
) -> None:
    render, writer, row, line = (code("an-output-format.md", number=number) for number in range(4))
    made = load(render + writer + row, tmp_path / "json_sheets.py", **vars(index) | vars(formats))
    added = load(f"rows = {line}", tmp_path / "row.py", **vars(made) | {"index": made}).rows
    monkeypatch.setattr(formats, "FORMATS", (*formats.FORMATS, *added))
    folder = lay_out(tmp_path / "small")
    assert run(["build", "-C", str(folder), *NOW]) == 3
    tables = sorted(path.relative_to(folder / "out") for path in (folder / "out").rglob("*.csv"))
    listed = (folder / "out" / "index.html").read_text("utf-8")
    assert tables
    for table in tables:
        written = json.loads((folder / "out" / table.with_suffix(".json")).read_text("utf-8"))
        assert {len(row) for row in written["rows"]} <= {len(written["headings"])}
        assert f'href="{table.with_suffix(".json").as_posix()}"' in listed


def test_the_importer_of_the_recipe_reads_its_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = load(code("an-importer.md"), tmp_path / "gather.py")
    monkeypatch.setattr(imports, "SOURCES", (imports.Source(made.recognises, made.read), *imports.SOURCES))
    poll = code("an-importer.md", "text")
    open_ = imports.read_import("poll.txt", poll.encode(), answers=Answers())
    assert ([question.asks for question in open_.questions], open_.people) == (["zone"], ())
    found = imports.read_import("poll.txt", f"{poll}Cyd\n".encode(), answers=Answers(zone="Europe/London"))
    assert [(problem.code, problem.line) for problem in found.problems] == [("P121", 4)]
    (tmp_path / "poll.txt").write_text(poll, "utf-8")
    folder = lay_out(tmp_path / "small")
    words = ["people", "import", str(tmp_path / "poll.txt"), "-C", str(folder), "--zone", "Europe/London", "--yes"]
    assert run([*words, *NOW]) == 0
    people = (folder / "people" / "participants.csv").read_text("utf-8")
    assert all(name in people for name in ("Ann Lee", "Mon 18:00-21:00", "Tue, Wed 19:00-21:00"))


def test_the_engine_of_the_recipe_prints_the_same_anywhere_within_limits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = load(code("an-engine.md"), tmp_path / "title_engine.py")
    monkeypatch.setitem(sys.modules, "title_engine", module)
    engine: Engine = module.Titles()
    engine.load()
    (reader,) = printed(page_of("<h1>One</h1>"), engine=engine)[0].values()
    assert [page.extract_text() for page in reader.pages] == ["The title"]
    request = RenderRequest("<h1>One</h1>", "Zoë's pack", "")
    sent, asked = pickle.loads(pickle.dumps((engine, request)))  # noqa: S301
    assert sent.render(asked) == engine.render(request)
    assert isinstance(refused_in_a_thread(lambda: engine.render(request)), LimitsMissing)
    (chosen,) = re.findall(r"`(ENGINE: .*?)`", (CONTRIBUTING / "an-engine.md").read_text("utf-8"))
    assert f"\n{chosen}\n" in (ROOT / "toolkit" / "outputs" / "pdf.py").read_text("utf-8")


def test_the_city_of_the_page_is_one_in_which_programmes_are_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    cities = tmp_path / "our-shelf" / "cities"
    cities.mkdir(parents=True)
    (cities / "leeds.yaml").write_text(code(CITY, "yaml"), "utf-8")
    monkeypatch.chdir(tmp_path)
    lines = re.findall(r"^ +programme (.*)", CITY.read_text("utf-8"), re.MULTILINE)
    assert [run([*shlex.split(line), *NOW]) for line in lines] == [0, 0, 0, 0]
    assert "Wed 29 Sep 2027" in capsys.readouterr().out
