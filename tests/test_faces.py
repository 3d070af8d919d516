"""Options, JSON and the words of a curriculum: the core knows none of what is a face's or a curriculum's."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping

from tests.source_files import FILES, ROOT, calls, modules, named_by


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
    "problem_codes.py": "what `explain` and a page of the docs say is written for the command line",
    "words/glossary.py": "what `explain` says of a word is written for the command line",
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


FACE_NEEDS = {"commands", "jobs", "words", "model", "limits", "problems", "problem_codes"}
"""The storeys that a command imports when it runs. Of others it names records alone, for the type checker."""
OURS = modules(file for _, file in FILES)
FACE_MAY = {
    "toolkit.documents.news": "what changed in words: the same on a page, in a mail and on a screen",
    "toolkit.grouping.problem": "an Effort, by which a face watches a search and ends it",
}
"""What commands import besides, and why."""


def past_the_jobs(source: str) -> list[str]:
    """The modules below jobs/ that a command imports when it runs."""
    tree = ast.parse(source)
    checks = [node for node in ast.walk(tree) if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"]
    unrun = {id(node) for check in checks for part in check.body for node in ast.walk(part)}
    names = [
        name
        for node in ast.walk(tree)
        if isinstance(node, (ast.Import, ast.ImportFrom)) and id(node) not in unrun
        for name in named_by(node)
    ]
    ours = [name for name in names if name in OURS]
    return [name for name in ours if name.split(".")[1] not in FACE_NEEDS]


def test_a_command_asks_jobs_and_nothing_below_them() -> None:
    found = {
        file: set(past_the_jobs(path.read_text("utf-8"))) - FACE_MAY.keys()
        for path, file in FILES
        if file.startswith("commands/")
    }
    assert {file: names for file, names in found.items() if names} == {}


def test_what_a_command_may_import_besides_is_imported() -> None:
    used = {
        name for path, file in FILES if file.startswith("commands/") for name in past_the_jobs(path.read_text("utf-8"))
    }
    assert set(FACE_MAY) - used == set()


def test_a_command_that_goes_past_the_jobs_is_found() -> None:
    source = """
from toolkit.jobs.undo import undo
if TYPE_CHECKING:
    from toolkit.keeping.history import Action
def command():
    from toolkit.keeping.history import read_last
    import toolkit.planning.names
"""
    assert past_the_jobs(source) == ["toolkit.keeping.history", "toolkit.planning.names"]


def test_a_command_that_goes_past_the_jobs_by_another_way_is_found() -> None:
    assert past_the_jobs("from toolkit import __version__, jobs, keeping") == ["toolkit.keeping"]
    assert past_the_jobs("from toolkit.keeping import history") == ["toolkit.keeping", "toolkit.keeping.history"]
    assert past_the_jobs("import toolkit.keeping as kept") == ["toolkit.keeping"]


WITHIN_LIMITS = {"make_pages", "make_texts", "make_letters", "make_messages", "render_pages", "read_import"}
"""What works within limits of time and memory: what renders, prints, or reads a calendar."""


def in_need(sources: Mapping[str, str]) -> set[str]:
    """The functions of jobs/ that a face asks (jobs, and what reads a programme) and that come to what works within
    limits, over whatever of jobs/ they call or make."""
    nodes: dict[tuple[str, str], ast.AST] = {}
    homes: dict[tuple[str, str], tuple[str, str]] = {}
    for file, source in sources.items():
        for node in ast.parse(source).body:
            if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
                nodes[file, node.name] = node
            elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("toolkit.jobs."):
                home = f"{(node.module or '').removeprefix('toolkit.').replace('.', '/')}.py"
                homes |= {(file, name.asname or name.name): (home, name.name) for name in node.names}
    arrows = {
        (file, name): {one.id for one in ast.walk(node) if isinstance(one, ast.Name)}
        for (file, name), node in nodes.items()
    }
    reached = {key for key, names in arrows.items() if names & WITHIN_LIMITS}
    while (
        more := {
            (file, name)
            for (file, name), names in arrows.items()
            if any(homes.get((file, one), (file, one)) in reached for one in names)
        }
        - reached
    ):
        reached |= more
    asked = {
        key
        for key, node in nodes.items()
        if isinstance(node, ast.FunctionDef)
        and (
            "job" in map(ast.unparse, node.decorator_list)
            or [argument.arg for argument in node.args.args[:2]] == ["folder", "shelves"]
        )
    }
    return {f"{file}: {name}" for file, name in reached & asked}


def of_their_own(sources: Mapping[str, str]) -> set[str]:
    """The functions that say that they need a process of their own."""
    return {
        f"{file}: {node.name}"
        for file, source in sources.items()
        for node in ast.parse(source).body
        if isinstance(node, ast.FunctionDef) and "own_process" in map(ast.unparse, node.decorator_list)
    }


def test_a_job_that_works_within_limits_says_that_it_needs_a_process() -> None:
    jobs = {file: path.read_text("utf-8") for path, file in FILES if file.startswith("jobs/")}
    assert in_need(jobs) == of_their_own(jobs) != set()


def test_a_job_that_comes_to_rendering_over_others_is_found() -> None:
    sources = {
        "jobs/a.py": "from toolkit.jobs.b import Old as Stale\n@job\ndef news(folder, shelves): return Stale(folder)",
        "jobs/b.py": "class Old:\n    @cached_property\n    def pages(self): return make_pages(self)",
        "jobs/c.py": "@job\ndef plain(folder, shelves): return Old\n@own_process\ndef boast(folder): ...",
    }
    assert in_need(sources) == {"jobs/a.py: news"}
    assert of_their_own(sources) == {"jobs/c.py: boast"}
