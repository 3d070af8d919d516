"""The documentation names every command, option and kind of file, and no command that is not there."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from toolkit.cli import VERBS, Verb, group
from toolkit.model.changes import ChangeFile
from toolkit.model.cohort_file import CohortFile
from toolkit.model.document import DocumentHead
from toolkit.model.fields import Record
from toolkit.model.place import HolidayFile
from toolkit.model.programme import ReservedNameFile
from toolkit.problems import Problem
from toolkit.reading.records import read_record
from toolkit.reading.yaml import read_yaml

ROOT = Path(__file__).resolve().parent.parent
COMMANDS = (ROOT / "docs" / "commands.md").read_text("utf-8")
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "SECURITY.md", *sorted((ROOT / "docs").rglob("*.md"))]


def section(verb: str) -> str:
    """What docs/commands.md says of a verb."""
    found = re.search(rf"^## programme {verb}\n(.*?)(?=^## |\Z)", COMMANDS, re.MULTILINE | re.DOTALL)
    return found[1] if found else ""


def options(command: click.Command) -> set[str]:
    """The long names of the options of a command and of those below it (the short one where there is no long one)."""
    below = command.commands.values() if isinstance(command, click.Group) and command is not group else ()
    parameters = (parameter for one in (command, *below) for parameter in one.params)
    return {
        max(option.opts, key=len) for option in parameters if isinstance(option, click.Option) and not option.hidden
    }


def real(verb: str) -> click.Command:
    """The verb itself, imported."""
    command = group.commands[verb]
    assert isinstance(command, Verb)
    return command.real


@pytest.mark.parametrize("verb", VERBS)
def test_a_verb_and_its_own_options_are_documented(verb: str) -> None:
    said = section(verb)
    assert said, f"docs/commands.md has no section on `programme {verb}`"
    assert {option for option in options(real(verb)) - options(group) if f"`{option}" not in said} == set()


def test_the_shared_options_are_documented() -> None:
    assert {option for option in options(group) if f"`{option}" not in COMMANDS} == set()


def test_every_documented_verb_and_option_is_there() -> None:
    documented = re.findall(r"^## programme (\w+)$", COMMANDS, re.MULTILINE)
    assert set(documented) == set(VERBS)
    for verb in documented:
        there = options(real(verb)) | options(group) | {"--help"}
        assert set(re.findall(r"`(--[a-z-]+)", section(verb))) - there == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_names_only_verbs_that_are_there(page: Path) -> None:
    text = page.read_text("utf-8")
    named = re.findall(r"(?:^    |`|&& )programme ([a-z]+)\b", text, re.MULTILINE)
    made = re.findall(r'@click\.command\(name="(\w+)"', text)  # by a recipe
    assert set(named) - set(VERBS) - set(made) == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_links_only_to_what_is_there(page: Path) -> None:
    links = re.findall(r"\]\((?!https?://|#|mailto:)([^)#]+)", page.read_text("utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


def said_twice(text: str) -> list[str]:
    """The headings that stand twice on a page, whatever file each goes on to name."""
    prose = re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)
    found = [re.sub(r": `.*", "", heading) for heading in re.findall(r"^#+ (.*)$", prose, re.MULTILINE)]
    return sorted({heading for heading in found if found.count(heading) > 1})


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_no_heading_stands_twice_on_a_page(page: Path) -> None:
    assert said_twice(page.read_text("utf-8")) == []


def test_a_heading_that_stands_twice_is_found() -> None:
    assert said_twice("## A room: `a.csv`\n```sh\n# one\n```\n### A hall\n## A room: `b.csv`\n```sh\n# one\n```\n") == [
        "A room"
    ]


def test_the_cohorts_by_hand_are_fifteen_lines_that_can_be_read() -> None:
    page = (ROOT / "docs" / "how-to" / "cohorts-by-hand.md").read_text("utf-8")
    cohorts, changes = re.findall(r"^```yaml\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    problems: list[Problem] = []
    for text, model in ((cohorts, CohortFile), (changes, ChangeFile)):
        data, source = read_yaml(text, "example.yaml", problems=problems)
        read_record(model, data, source=source, problems=problems)
    assert problems == []
    assert len(cohorts.splitlines()) == 15


@pytest.mark.parametrize(
    ("start", "model"), [("key: england", HolidayFile), ("reserved:", ReservedNameFile), ("title: Pairs", DocumentHead)]
)  # fmt: skip
def test_the_whole_examples_of_the_formats_are_read_and_show_every_key(start: str, model: type[Record]) -> None:
    text = next(
        block
        for block in re.findall(r"```yaml\n(.*?)```", (ROOT / "docs" / "formats.md").read_text("utf-8"), re.DOTALL)
        if block.startswith(start)
    )
    problems: list[Problem] = []
    data, source = read_yaml(text, "formats.md", problems=problems)
    record = read_record(model, data, source=source, problems=problems)
    assert problems == []
    assert record is not None
    assert record.model_fields_set == set(model.model_fields)


def test_every_row_of_the_threats_names_tests_that_are_there() -> None:
    rows = [line for line in (ROOT / "SECURITY.md").read_text("utf-8").splitlines() if line.startswith("| ")][2:]
    assert len(rows) >= 12
    for row in rows:
        named = re.findall(r"`(tests/[\w/]+\.py)`", row)
        assert named, row
        assert [name for name in named if not (ROOT / name).is_file()] == []
