"""Files are short, and the name of a class, a type, a function or a constant means one thing."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping

from tests.source_files import FILES, ROOT

LONGEST = 299
"""Lines of a file, so that one can look it through."""

SHORTER = {"toolkit/jobs/build.py": 149}
"""The file to read first is the pipeline and no more."""


LONGER = {"toolkit/problem_codes.py": "data: a title, a reason and a way to mend it for each code"}
"""Files that may be longer, and why."""


def too_long(file: str, source: str) -> bool:
    """Whether a file has more lines than one looks through."""
    return source.count("\n") > SHORTER.get(file, LONGEST) and file not in LONGER


SAME_IN_EACH = {
    "command": "each file of commands/ is a verb, which `cli` loads by this name",
    "read": "each importer is a row of a table: how its files are read",
    "recognises": "the same: which files are its own",
    "RULES": "each file of planning/rules/ has some, which the tuple of all is made of",
}
"""Functions and constants that one asks for by one name in each file of a table, and why."""


def names_twice(sources: Mapping[str, str]) -> dict[str, list[str]]:
    """The classes, types, functions and constants of more than one file by name, each with its files. A function, a
    type or a constant with _ is its file's own, and so is a constant that no other file takes from any of them."""
    files: dict[str, list[str]] = {}
    asked = {name for source in sources.values() for name in taken(source)}
    for file, source in sources.items():
        for node in ast.parse(source).body:
            for name in named_by(node):
                files.setdefault(name, []).append(file)
    return {name: found for name, found in files.items() if len(found) > 1 and (not name.isupper() or name in asked)}


def taken(source: str) -> set[str]:
    """The names that a file takes from others."""
    found = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.ImportFrom)]
    names = {one.name for node in found for one in node.names}
    return names | {node.attr for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Attribute)}


def named_by(node: ast.stmt) -> set[str]:
    """What a statement of a file gives a name to that counts everywhere. A function under `@command.command()` is a
    verb below another one (`people add`, `room add`): it is called what one types."""
    if isinstance(node, ast.ClassDef):
        return {node.name}
    if isinstance(node, ast.FunctionDef):
        verb = any(ast.unparse(decorator).startswith("command.") for decorator in node.decorator_list)
        return set() if verb or node.name.startswith("_") or node.name in SAME_IN_EACH else {node.name}
    return {name for name in assigned(node) if not name.startswith("_") and name not in SAME_IN_EACH}


def assigned(node: ast.stmt) -> Iterator[str]:
    """What a statement gives the name of a type or of a constant to: `Slot = tuple[int, int]`, `MOST = 3`; a single
    letter stands for any type."""
    targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
    yield from (one.id for one in targets if isinstance(one, ast.Name) and re.fullmatch(r"_?[A-Z]\w+", one.id))


def test_files_are_short() -> None:
    assert [file for file, source in everything().items() if too_long(file, source)] == []


def test_a_file_that_may_be_longer_is() -> None:
    assert [file for file, source in everything().items() if file in LONGER and source.count("\n") <= LONGEST] == []


def test_a_long_file_is_found() -> None:
    assert too_long("toolkit/model/plan.py", "\n" * 300)
    assert not too_long("toolkit/problem_codes.py", "\n" * 300)
    assert not too_long("tests/test_house.py", "\n" * 299)
    assert too_long("toolkit/jobs/build.py", "\n" * 150)


WIDEST = 120
"""Characters of a line, the line's own excuses (`# noqa`) among them; ruff lets those pass."""


def wide(source: str) -> list[int]:
    """The numbers of lines that are too long."""
    return [number for number, line in enumerate(source.splitlines(), 1) if len(line) > WIDEST]


def test_no_line_is_too_long() -> None:
    sources = {**everything("*.py"), **everything("*.sh"), **everything("*.mjs")}
    assert {file: found for file, source in sources.items() if (found := wide(source))} == {}
    assert {path.rpartition(".")[2] for path in sources} == {"py", "sh", "mjs"}


def test_a_long_line_is_found_whatever_excuses_it() -> None:
    short = "x" * 120
    assert wide(f"{short}\n{'é' * 120}\n") == []
    assert wide(f"{short}\n{short}y\n\n{short[:110]}  # type: ignore[misc]\n# https://{short}\n") == [2, 4, 5]


def everything(names: str = "*.py") -> dict[str, str]:
    """Every file of code, what it says by its path."""
    return {
        path.relative_to(ROOT).as_posix(): path.read_text("utf-8")
        for folder in ("toolkit", "tests", "scripts", "benchmarks")
        for path in sorted((ROOT / folder).rglob(names))
        if "node_modules" not in path.parts
    }


TWICE = {
    "way": "what a mode means, asked of a cohort and of an evening",
    "_people": "grouping/ stands alone, without words/",
}
"""Functions that may say the same in two files."""


def written_twice(sources: Mapping[str, str]) -> list[list[str]]:
    """Functions of more than a line whose bodies are the same, by their names."""
    bodies: dict[str, list[str]] = {}
    for source in sources.values():
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.FunctionDef) and ast.get_docstring(node, clean=False) is not None:
                node.body = node.body[1:]
            if isinstance(node, ast.FunctionDef) and len(body := ast.dump(ast.Module(node.body, []))) > 150:
                bodies.setdefault(body, []).append(node.name)
    return [names for names in bodies.values() if len(names) > 1 and names[0] not in TWICE]


def test_no_function_is_written_twice() -> None:
    assert written_twice({file: path.read_text("utf-8") for path, file in FILES}) == []


def test_a_function_that_is_written_twice_is_found() -> None:
    lines = "(text):\n {}try:\n  {}return read(text.strip())\n {}except ValueError as error:\n  {}raise Wrong(error)\n"
    body, method = lines.format("", "", "", ""), lines.format(*[" "] * 4)
    assert written_twice({"a.py": f"def one{body}", "b.py": f"class B:\n def two{method}"}) == [["one", "two"]]
    assert written_twice({"a.py": f"def one{body}", "b.py": f"def two{body.replace('strip', 'lstrip')}"}) == []


def test_no_name_means_two_things() -> None:
    assert names_twice({file: path.read_text("utf-8") for path, file in FILES}) == {}


def test_a_name_with_two_meanings_is_found() -> None:
    sources = {
        "outputs/engine.py": "class Request: ...\nclass _Reader: ...\nD = TypeVar('D')\nMOST = 1\n_Pair = int | str",
        "jobs/change.py": "Request = tuple[str, str]\nclass _Reader: ...\nD = TypeVar('D')\nMOST = 2\n_Pair = int",
    }
    files = [*sources]
    assert names_twice(sources) == {"Request": files, "_Reader": files}


def test_a_constant_with_two_meanings_is_found_where_another_file_takes_it() -> None:
    sources = {"jobs/new.py": "MOST = 100\n_LEAST = 1", "reading/people.py": "MOST: int = 10\n_LEAST = 2"}
    assert names_twice(sources) == {}
    by_name = {**sources, "jobs/ask.py": "from toolkit.jobs.new import MOST, _LEAST"}
    by_module = {**sources, "jobs/ask.py": "from toolkit.jobs import new\nprint(new.MOST)"}
    assert names_twice(by_name) == names_twice(by_module) == {"MOST": [*sources]}


def test_a_function_with_two_meanings_is_found() -> None:
    verb = "@command.command('import')\ndef import_(): ..."
    sources = {
        "jobs/change.py": f"def examine(): ...\ndef _own(): ...\ndef read(): ...\n{verb}",
        "jobs/examine.py": f"@job\ndef examine(): ...\ndef _own(): ...\ndef read(): ...\n{verb}",
    }
    assert names_twice(sources) == {"examine": [*sources]}


def test_a_name_that_each_file_of_a_table_has_is_there_more_than_once() -> None:
    names = [
        name
        for path, _file in FILES
        for node in ast.parse(path.read_text("utf-8")).body
        for name in ([node.name] if isinstance(node, ast.FunctionDef) else assigned(node))
    ]
    assert [name for name in SAME_IN_EACH if names.count(name) < 2] == []


IN_ORDER = {
    "problem": "people, leaders, rooms: the order in which every problem of the solver is written",
    "take": "stands in for a method that is called so",
}
"""Functions of tests that take more than two arguments without a name, and why."""


def unnamed(source: str) -> list[str]:
    """The functions of a file of tests with more than two arguments that need no name, but for those that pytest calls:
    their fixtures and parameters come by name. For all other code ruff says so (PLR0917)."""
    return [
        node.name
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef)
        and not node.name.startswith("test_")
        and not any("fixture" in ast.unparse(decorator) for decorator in node.decorator_list)
        and len([one for one in node.args.args if one.arg not in ("self", "cls")]) > 2
    ]


def test_helpers_of_tests_name_what_is_more_than_two_arguments() -> None:
    helpers = {file: unnamed(source) for file, source in everything().items() if file.startswith("tests/")}
    found = [(file, name) for file, names in helpers.items() for name in names if name not in IN_ORDER]
    assert found == []
    assert {name for names in helpers.values() for name in names} == set(IN_ORDER)


def test_ruff_counts_the_arguments_of_all_other_code() -> None:
    """Below 0.16 it says nothing of them without preview, which is why the floor stands there."""
    ruff = [sys.executable, "-m", "ruff", "check", "--no-cache", "--select", "PLR0917", "--stdin-filename"]

    def said(source: str) -> str:
        words = [*ruff, "toolkit/jobs/new.py", "-"]
        return subprocess.run(words, cwd=ROOT, input=source, text=True, check=False, capture_output=True).stdout

    assert "PLR0917" in said("def put(a, b, c): ...\n")
    assert "All checks passed" in said("def put(a, b, *, c): ...\n")


def test_a_helper_with_three_arguments_in_a_row_is_found() -> None:
    assert unnamed("def put(folder, old, new): ...\ndef well(folder, old, *, new): ...") == ["put"]
    assert unnamed("def test_it(a, b, c): ...\n@pytest.fixture(scope='module')\ndef made(a, b, c): ...") == []
    assert unnamed("class Disk:\n    def ask(self, a, b): ...\n    def bad(self, a, b, c): ...") == ["bad"]
