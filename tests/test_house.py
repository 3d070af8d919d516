"""The house stands: imports go down and never in a circle, and each library has one home. Where another page says
otherwise, this counts."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Collection, Iterable, Mapping
from fnmatch import fnmatch

import pytest

from tests.source_files import FILES, ROOT, imports, modules, named

STOREYS = (
    "cli",
    "commands",
    "jobs",
    "scaffold",
    "network",
    "outputs",
    "documents",
    "planning",
    "keeping",
    "grouping",
    "reading",
    "words",
    "model",
    "limits",
    "problems",
    "problem_codes",
)
"""From roof to cellar; CONTRIBUTING.md has the same list."""


ALONE = {
    "grouping": {"grouping", "model"},
    "documents": {
        "documents",
        "planning",
        "grouping",
        "reading",
        "words",
        "model",
        "limits",
        "problems",
        "problem_codes",
    },
}
"""Storeys that can be used by themselves: what of ours an import of all their files loads."""


HOMES = {
    "click": ("cli.py", "commands/*"),
    "cookiecutter": ("scaffold/*",),
    "fontTools": ("outputs/font_subset.py",),
    "dateutil": ("reading/imports/ics.py",),
    "holidays": ("scaffold/public_holidays.py",),
    "highspy": ("grouping/exact.py",),
    "icalendar": ("outputs/ics.py", "reading/imports/ics.py"),
    "jinja2": ("documents/render.py", "scaffold/expressions.py"),
    "markdown_it": ("words/filters.py",),
    "markupsafe": ("documents/*", "words/filters.py", "scaffold/expressions.py"),
    "numpy": ("grouping/exact.py",),
    "psutil": ("limits.py",),
    "pikepdf": ("outputs/join.py",),
    "python_calamine": ("reading/workbooks.py",),
    "pydantic": ("model/*", "reading/records.py", "scaffold/schemas.py"),
    "pydantic_core": ("model/fields.py", "jobs/new.py"),
    "segno": ("documents/*",),
    "weasyprint": ("outputs/weasyprint_*.py",),
    "xlsxwriter": ("outputs/sheets.py",),
    "yaml": ("reading/yaml.py",),
}


HEAVY = set(HOMES) - {"click"}


def storey(name: str) -> int:
    """How far down a file or a dotted name stands."""
    return STOREYS.index(name)


def upward(file: str, source: str) -> list[str]:
    """The imports of a file that go up."""
    own = file.removesuffix(".py").split("/")[0]
    if any(isinstance(node, ast.ImportFrom) and node.level for node in ast.walk(ast.parse(source))):
        return ["."]
    ours = (
        name.split(".")[1] for name in named(source) if name.startswith("toolkit.") and name.split(".")[1] in STOREYS
    )
    return list(dict.fromkeys(name for name in ours if storey(name) < storey(own)))


def strangers(file: str, source: str) -> list[str]:
    """The libraries that a file imports and that do not live there."""
    names = {name.split(".")[0] for name in imports(ast.parse(source))} - set(sys.stdlib_module_names) - {"toolkit", ""}
    return sorted(name for name in names if not any(fnmatch(file, home) for home in HOMES.get(name, ())))


def reached(sources: Mapping[str, str]) -> dict[str, set[str]]:
    """What each file imports, and all that those import, however late."""
    names = modules(sources)
    reach = {
        file: {names[name] for name in named(source) if name in names} - {file} for file, source in sources.items()
    }
    while (further := {file: to.union(*(reach[other] for other in to)) for file, to in reach.items()}) != reach:
        reach = further
    return reach


def circles(sources: Mapping[str, str]) -> list[tuple[str, ...]]:
    """The files that import each other in a circle, however late the import; each circle sorted."""
    reach = reached(sources)
    rings = (
        tuple(sorted(other for other in reach[file] if file in reach[other])) for file in reach if file in reach[file]
    )
    return sorted(set(rings))


def homeless(files: Iterable[str]) -> list[str]:
    """The files that stand in no storey."""
    return [file for file in files if file.removesuffix(".py").split("/")[0] not in (*STOREYS, "__init__", "__main__")]


def test_each_file_stands_in_a_storey() -> None:
    assert homeless(file for _, file in FILES) == []


def test_a_file_in_no_storey_is_found() -> None:
    files = ["helpers.py", "extra/other.py", "cli.py", "model/extra/plan.py", "__main__.py"]
    assert homeless(files) == ["helpers.py", "extra/other.py"]


def test_imports_go_down() -> None:
    in_storeys = [(path, file) for path, file in FILES if not file.startswith("__")]
    assert {file: found for path, file in in_storeys if (found := upward(file, path.read_text("utf-8")))} == {}


def test_an_import_that_goes_up_is_found() -> None:
    assert upward("model/plan.py", "def late() -> None:\n    from toolkit.reading.yaml import read_yaml\n") == [
        "reading"
    ]


def test_an_import_that_goes_up_by_another_way_is_found() -> None:
    assert upward("model/plan.py", "from toolkit import cli\n") == ["cli"]
    assert upward("model/plan.py", "from .. import cli\n") == ["."]


def test_no_files_import_each_other_in_a_circle() -> None:
    assert circles({file: path.read_text("utf-8") for path, file in FILES}) == []


def test_a_circle_is_found_even_over_a_late_import() -> None:
    sources = {
        "model/a.py": "from toolkit.model.b import x",
        "model/b.py": "def late():\n    from toolkit.model import c",
        "model/c.py": "import toolkit.model.a",
        "model/d.py": "from toolkit.model.a import y",
    }
    assert circles(sources) == [("model/a.py", "model/b.py", "model/c.py")]


@pytest.mark.parametrize("storey", ALONE)
def test_a_storey_can_be_used_alone(storey: str) -> None:
    assert loaded(storey) - ALONE[storey] == set()


def test_a_storey_that_needs_others_is_found() -> None:
    assert "reading" in loaded("keeping")


def needed(storey: str, sources: Mapping[str, str]) -> set[str]:
    """The storeys that some file of this one comes to by imports, however late; itself too."""
    to = (others for file, others in reached(sources).items() if file.startswith(f"{storey}/"))
    return {storey} | {file.removesuffix(".py").split("/")[0] for file in set().union(*to)}


@pytest.mark.parametrize("storey", ALONE)
def test_a_storey_needs_no_others_later(storey: str) -> None:
    assert needed(storey, {file: path.read_text("utf-8") for path, file in FILES}) - ALONE[storey] == set()


def test_a_storey_that_needs_others_later_is_found() -> None:
    sources = {
        "documents/by_name.py": "def late():\n    from toolkit.planning import names",
        "planning/names.py": "def late():\n    from toolkit.keeping.lock import read_lock",
        "keeping/lock.py": "",
        "grouping/hours.py": "class Late:\n    def late(self):\n        import toolkit.limits",
        "limits.py": "",
        "grouping/alone.py": "from toolkit.grouping.hours import Late",
    }
    assert needed("documents", sources) == {"documents", "planning", "keeping"}
    assert needed("grouping", sources) == {"grouping", "limits"}
    assert needed("planning", {"planning/a.py": ""}) == {"planning"}


def loaded(storey: str) -> set[str]:
    """The storeys that an import of every file of this one loads, in a fresh process."""
    names = [name for name in modules(file for _, file in FILES) if name.startswith(f"toolkit.{storey}")]
    code = f"import importlib, sys\nfor name in {names}: importlib.import_module(name)\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    return {name.split(".")[1] for name in done.stdout.split() if name.startswith("toolkit.")}


OF_THEIR_OWN = ("jobs/", "planning/", "keeping/", "documents/views/")
"""Storeys in which each file has tests of its own beside it, which `make mutants` asks."""


def untested(sources: Mapping[str, str], tests: Collection[str]) -> list[str]:
    """The files that do something and have no file of tests in the folder that mirrors theirs."""
    does = [file for file, source in sources.items() if "def " in source and not file.endswith("__init__.py")]
    beside = {file: re.sub(r"(\w+\.py)$", r"test_\1", file) for file in does}
    return [file for file, place in beside.items() if not {place, place.replace("/views/", "/")} & set(tests)]


def test_each_file_has_tests_of_its_own() -> None:
    tests = [path.relative_to(ROOT / "tests").as_posix() for path in (ROOT / "tests").rglob("test_*.py")]
    own = {file: path.read_text("utf-8") for path, file in FILES if file.startswith(OF_THEIR_OWN)}
    assert untested(own, tests) == []


def test_a_file_without_tests_of_its_own_is_found() -> None:
    act = "def act(): ..."
    sources = {"jobs/a.py": act, "jobs/b.py": act, "jobs/c.py": "A = 1", "planning/__init__.py": act}
    assert untested(sources, ["jobs/test_a.py", "planning/test_b.py"]) == ["jobs/b.py"]
    assert untested({"documents/views/d.py": act}, ["documents/test_d.py"]) == []
    assert untested({"planning/rules/e.py": act}, ["planning/test_e.py"]) == ["planning/rules/e.py"]


def knows_of_the_model(source: str) -> set[str]:
    """The files of the model that a file of the solver imports, but for the one that says what a time is."""
    ours = {name for name in named(source) if f"{name}.".startswith("toolkit.model.")} - {"toolkit.model"}
    return {name for name in ours if not f"{name}.".startswith("toolkit.model.availability.")}


def test_the_solver_knows_of_the_model_only_what_a_time_is() -> None:
    grouping = {file: path.read_text("utf-8") for path, file in FILES if file.startswith("grouping/")}
    assert {file: found for file, source in grouping.items() if (found := knows_of_the_model(source))} == {}


def test_a_solver_that_knows_more_is_found() -> None:
    assert (
        knows_of_the_model("from toolkit.model.availability import Stretch\nfrom toolkit.grouping import board")
        == set()
    )
    assert knows_of_the_model("from toolkit.model import plan\nfrom toolkit.model.people import Room") == {
        "toolkit.model.people",
        "toolkit.model.people.Room",
        "toolkit.model.plan",
    }


def plan_told(text: str) -> list[str]:
    """The storeys from roof to cellar as a page tells them."""
    start = text.index("From roof to cellar:")
    return re.findall(r"`(\w+)`", text[start : text.index("A file imports", start)])


def test_contributing_has_the_same_plan() -> None:
    assert plan_told((ROOT / "CONTRIBUTING.md").read_text("utf-8")) == list(STOREYS)


def test_a_page_that_tells_another_plan_is_found() -> None:
    assert plan_told("From roof to cellar: `cli`, `jobs` (what `it` does). A file imports `x`.") == [
        "cli",
        "jobs",
        "it",
    ]


def test_each_library_has_one_home() -> None:
    assert {file: found for path, file in FILES if (found := strangers(file, path.read_text("utf-8")))} == {}


def test_a_library_in_a_strange_place_is_found() -> None:
    assert strangers("planning/slots.py", "import datetime\nimport yaml\nimport numpy.linalg\n") == ["numpy", "yaml"]


def loads(code: str) -> tuple[str, set[str]]:
    """What a fresh process prints that runs this, and the heavy libraries that are loaded then."""
    code += "\nimport sys\nprint(*sys.modules, sep='\\n', file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout, {name.split(".")[0] for name in done.stderr.split()} & HEAVY


def test_help_loads_no_heavy_library() -> None:
    said, heavy = loads("from toolkit.cli import run\nrun(['--help'])")
    assert ("build" in said, heavy) == (True, set())


def test_a_heavy_library_that_is_loaded_is_found() -> None:
    assert loads("import yaml\nprint('read')") == ("read\n", {"yaml"})
