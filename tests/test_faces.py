"""Options, JSON, the reading of programmes and the words of a curriculum: the core knows none of what is a face's or a
curriculum's."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping

from tests.source_files import FILES, ROOT, calls


def no_jobs(sources: Mapping[str, str]) -> list[str]:
    """The functions of jobs/ that read a programme (`folder, shelves`) and neither are jobs nor ask one."""
    functions = [
        (file, node)
        for file, source in sources.items()
        for node in ast.parse(source).body
        if isinstance(node, ast.FunctionDef)
    ]
    jobs = {node.name for _, node in functions if "job" in map(ast.unparse, node.decorator_list)}
    return [
        f"{file}: {node.name}"
        for file, node in functions
        if [argument.arg for argument in node.args.args[:2]] == ["folder", "shelves"]
        and not jobs & {node.name, *calls(node)}
    ]


def test_whatever_reads_a_programme_for_a_face_agrees_on_every_machine() -> None:
    assert no_jobs({file: path.read_text("utf-8") for path, file in FILES if file.startswith("jobs/")}) == []


def test_a_reader_that_is_no_job_is_found() -> None:
    sources = {
        "jobs/a.py": "@job\ndef look(folder, shelves): ...",
        "jobs/b.py": "def well(folder, shelves): return look(folder, shelves)\ndef bad(folder, shelves): ...",
    }
    assert no_jobs(sources) == ["jobs/b.py: bad"]


def shapes(file: str, source: str) -> list[str]:
    """What a command says of JSON: it hands the data of a job to `echo_json` and makes none."""
    if not file.startswith("commands/") or file == "commands/_shared.py":
        return []
    made = [name for name in calls(ast.parse(source)) if name in ("json.dumps", "json.dump")]
    return [*made, *(["TypedDict"] if "TypedDict" in source else [])]


def test_a_command_makes_no_json() -> None:
    assert {file: found for path, file in FILES if (found := shapes(file, path.read_text("utf-8")))} == {}


def test_json_in_a_command_is_found() -> None:
    assert shapes("commands/plan.py", 'click.echo(json.dumps({"version": 1}))') == ["json.dumps"]
    assert shapes("jobs/send.py", "json.dumps(mailing)") == []


OPTIONS_OF_OTHERS = {
    "jobs/history_words.py": "the history calls an action by the command that does it, whoever asked for it",
    "outputs/smtp.py": "one sentence, which is still to move to `send`",
    "problem_codes.py": "what `explain` and a page of the docs say is written for the command line",
    "outputs/install_pango.py": "options of a package manager",
    "reading/fonts_here.py": "options of fc-list",
    "scaffold/fetch.py": "options of git",
}
"""Files below the commands that may write options, and why."""


def options(source: str) -> list[str]:
    """The options that a file writes (`--into`), but in its docstrings and in a whole command, which stands between
    backticks or begins with its name: an argument is named by `problems.named`, and a face words it."""
    tree = ast.parse(source)
    docs = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    parts = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    found = []
    for node in ast.walk(tree):
        if id(node) in docs | parts:
            continue
        if isinstance(node, ast.JoinedStr):
            text = "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            text = node.value
        else:
            continue
        found += re.findall(r"(?<![^\s(“\"'])--[a-z{][\w-]*", re.sub(r"`[^`]*`|^programme .*", "", text))
    return found


def test_what_stands_below_the_commands_knows_no_options() -> None:
    below = {
        file: path.read_text("utf-8")
        for path, file in FILES
        if not file.startswith(("commands/", "cli.py")) and file not in OPTIONS_OF_OTHERS
    }
    assert {file: found for file, source in below.items() if (found := options(source))} == {}


def test_an_option_below_the_commands_is_found() -> None:
    assert options('raise WrongUsage(f"{a}: name another folder with --into.")') == ["--into"]
    assert options('raise WrongUsage(f"--{name}: no.")') == ["--{"]
    assert options('hint = f"Say it: --zone-of {short}"') == ["--zone-of"]
    assert options('def a():\n    """As --into."""') == []
    assert options('hint = "Let `programme cohorts --replan` do it."\ncommand = f"programme move {a} --to"') == []


def test_an_exception_for_options_is_none_without_them() -> None:
    assert [file for file in OPTIONS_OF_OTHERS if not options((ROOT / "toolkit" / file).read_text("utf-8"))] == []


SUBJECTS = ("ai safety", "ai alignment", "agisf", "bluedot", "mlab", "arena", "seri")
"""Words of what the shipped curricula are about."""


def subjects(source: str) -> list[str]:
    """The words of a curriculum that a file of the code knows."""
    return [word for word in SUBJECTS if re.search(rf"\b{word}s?\b", " ".join(source.lower().split()))]


def test_nothing_in_the_code_knows_what_a_curriculum_is_about() -> None:
    assert {file: found for path, file in FILES if (found := subjects(path.read_text("utf-8")))} == {}


def test_a_word_of_a_curriculum_is_found() -> None:
    assert subjects('title = "AI\n safety"  # (BlueDot), Arena\'s') == ["ai safety", "bluedot", "arena"]
    assert subjects("the series of an alignment, air-safe") == []
