"""The house stands: imports go down and never in a circle, each library has one home, files are short, and the core
neither speaks nor looks at the clock. Where another page says otherwise, this one counts."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from fnmatch import fnmatch
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
STOREYS = (
    "cli",
    "commands",
    "jobs",
    "scaffold",
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

LONGEST = 300
"""Lines of a file of the toolkit, but for one that is data."""
DATA = ("problem_codes.py",)

HOMES = {
    "click": ("cli.py", "commands/*"),
    "cookiecutter": ("scaffold/*",),
    "fontTools": ("outputs/font_subset.py", "reading/characters.py"),
    "dateutil": ("reading/imports/ics.py",),
    "holidays": ("scaffold/public_holidays.py",),
    "highspy": ("grouping/exact.py",),
    "icalendar": ("outputs/ics.py", "reading/imports/ics.py"),
    "jinja2": ("documents/render.py", "scaffold/expressions.py"),
    "markdown_it": ("words/filters.py",),
    "markupsafe": ("documents/*", "words/filters.py", "scaffold/expressions.py"),
    "numpy": ("grouping/exact.py",),
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

CLOCK = {
    "datetime.now",
    "datetime.today",
    "datetime.utcnow",
    "date.today",
    "time.time",
    "time.time_ns",
    "time.localtime",
    "time.gmtime",
}
AROUND = {
    "importlib",
    "io",
    "os",
    "pathlib",
    "subprocess",
    "sys",
    "tempfile",
    "toolkit.reading.files",
    "toolkit.reading.fonts_here",
    "toolkit.reading.characters",
}
"""How a file comes to know of the disk, of this machine and of its fonts."""
WRITING = {
    *(
        "NamedTemporaryFile",
        "replace",
        "rename",
        "rmtree",
        "copytree",
        "unlink",
        "remove",
        "mkdir",
        "makedirs",
        "chmod",
    ),
    *("copy", "copy2", "copyfile", "move"),
}
METHODS_THAT_WRITE = {"write_text", "write_bytes", "mkdir", "touch", "rmdir", "chmod", "symlink_to", "hardlink_to"}
MODULES_THAT_WRITE = {"os", "shutil", "tempfile"}
FILES = [(path, path.relative_to(ROOT / "toolkit").as_posix()) for path in sorted((ROOT / "toolkit").rglob("*.py"))]


def imports(tree: ast.AST) -> Iterator[str]:
    """The dotted name of every module that is imported anywhere in a file."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def calls(tree: ast.AST) -> Iterator[str]:
    """What is called, by its full name whatever it was imported as: `print`, `datetime.date.today`."""
    called: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            called |= {name.asname or name.name: f"{node.module}.{name.name}" for name in node.names}
        elif isinstance(node, ast.Import):
            called |= {name.asname: name.name for name in node.names if name.asname}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            first, dot, rest = ast.unparse(node.func).partition(".")
            yield f"{called.get(first, first)}{dot}{rest}"


def opened_to_write(tree: ast.AST) -> Iterator[str]:
    """Calls of `open` with a mode that writes."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] == "open":
            modes = [
                value.value
                for value in (*node.args, *(one.value for one in node.keywords))
                if isinstance(value, ast.Constant)
            ]
            yield from (
                ast.unparse(node.func)
                for mode in modes
                if isinstance(mode, str) and re.fullmatch(r"[rwaxbt+]*[wax+][rwaxbt+]*", mode)
            )


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


def modules(files: Iterable[str]) -> dict[str, str]:
    """The dotted name of each file: `toolkit.reading.yaml`."""
    return {f"toolkit.{file.removesuffix('.py').removesuffix('/__init__').replace('/', '.')}": file for file in files}


def circles(sources: Mapping[str, str]) -> list[tuple[str, ...]]:
    """The files that import each other in a circle, however late the import; each circle sorted."""
    names = modules(sources)
    arrows = {
        file: {names[name] for name in named(source) if name in names} - {file} for file, source in sources.items()
    }
    reach = dict(arrows)
    while True:
        further = {file: to.union(*(reach[other] for other in to)) for file, to in reach.items()}
        if further == reach:
            break
        reach = further
    rings = (
        tuple(sorted(other for other in reach[file] if file in reach[other])) for file in reach if file in reach[file]
    )
    return sorted(set(rings))


def named(source: str) -> Iterator[str]:
    """Every module of ours that a file imports, by `from a import b` too where b is a module."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("toolkit"):
            yield from (node.module or "", *(f"{node.module}.{name.name}" for name in node.names))
        elif isinstance(node, ast.Import):
            yield from (name.name for name in node.names)


def too_long(file: str, source: str) -> bool:
    """Whether a file has more lines than one looks through."""
    return source.count("\n") > LONGEST and file not in DATA


def looks_at_the_clock(source: str) -> list[str]:
    """Calls that read the time."""
    said = (".".join(call.rsplit(".", 2)[-2:]) for call in calls(ast.parse(source)))
    return [call for call in said if call in CLOCK]


def looks_around(source: str) -> list[str]:
    """Imports by which a file would come to know more than it is given."""
    return sorted(name for name in imports(ast.parse(source)) if name in AROUND or name.split(".")[0] in AROUND)


def writes(source: str) -> list[str]:
    """Calls that change something on the disk."""
    tree = ast.parse(source)
    parts = ((call, *call.rpartition(".")[::2]) for call in calls(tree))
    found = [
        call
        for call, owner, name in parts
        if name in METHODS_THAT_WRITE or (owner in MODULES_THAT_WRITE and name in WRITING)
    ]
    return [*found, *opened_to_write(tree)]


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


def loaded(storey: str) -> set[str]:
    """The storeys that an import of every file of this one loads, in a fresh process."""
    names = [name for name in modules(file for _, file in FILES) if name.startswith(f"toolkit.{storey}")]
    code = f"import importlib, sys\nfor name in {names}: importlib.import_module(name)\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    return {name.split(".")[1] for name in done.stdout.split() if name.startswith("toolkit.")}


def test_the_solver_knows_of_the_model_only_what_a_time_is() -> None:
    ours = {name for path, file in FILES if file.startswith("grouping/") for name in named(path.read_text("utf-8"))}
    assert {name for name in ours if name.startswith("toolkit.model.")} - {"toolkit.model.availability"} <= {
        name for name in ours if name.startswith("toolkit.model.availability.")
    }


def test_files_are_short() -> None:
    assert [file for path, file in FILES if too_long(file, path.read_text("utf-8"))] == []


def test_a_long_file_is_found() -> None:
    assert too_long("model/plan.py", "\n" * 301)
    assert not too_long("problem_codes.py", "\n" * 301)
    assert not too_long("model/plan.py", "\n" * 300)


def test_contributing_has_the_same_plan() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    start = text.index("From roof to cellar:")
    assert re.findall(r"`(\w+)`", text[start : text.index(".", start + 400)])[: len(STOREYS)] == list(STOREYS)


def test_each_library_has_one_home() -> None:
    assert {file: found for path, file in FILES if (found := strangers(file, path.read_text("utf-8")))} == {}


def test_a_library_in_a_strange_place_is_found() -> None:
    assert strangers("planning/slots.py", "import datetime\nimport yaml\nimport numpy.linalg\n") == ["numpy", "yaml"]


def test_one_place_hashes() -> None:
    found = {file for path, file in FILES if "hashlib" in imports(ast.parse(path.read_text("utf-8")))}
    assert found == {"reading/hashing.py"}


def test_planning_looks_at_no_disk_and_no_font() -> None:
    plain = {file: path.read_text("utf-8") for path, file in FILES if file.startswith("planning/")}
    assert {file: found for file, source in plain.items() if (found := looks_around(source))} == {}


def test_a_look_at_the_disk_is_found() -> None:
    assert looks_around("from importlib import metadata\nfrom toolkit.reading.characters import our_characters") == [
        "importlib",
        "toolkit.reading.characters",
    ]


def test_only_the_command_layer_looks_at_the_clock() -> None:
    found = [file for path, file in FILES if looks_at_the_clock(path.read_text("utf-8"))]
    assert [file for file in found if not file.startswith("commands/")] == []


def test_a_look_at_the_clock_by_another_name_is_found() -> None:
    assert looks_at_the_clock("from time import time\nfrom datetime import datetime as d\ntime()\nd.now()") == [
        "time.time",
        "datetime.now",
    ]


def test_a_look_at_the_clock_is_found() -> None:
    assert looks_at_the_clock("import datetime\na = datetime.datetime.now()\nb = datetime.date.today()") == [
        "datetime.now",
        "date.today",
    ]
    assert looks_at_the_clock("import datetime\na = meeting.start.time()\nb = datetime.time(18)") == []


@pytest.mark.parametrize(
    ("call", "homes"),
    [
        ("print", ()),
        ("input", ()),
        ("sys.stdout.write", ()),
        ("sys.stderr.write", ()),
        ("sys.exit", ("cli.py",)),
        ("exit", ()),
        ("eval", ()),
        ("exec", ()),
        ("random.random", ()),
    ],
)
def test_the_core_never_prints_asks_or_exits(call: str, homes: tuple[str, ...]) -> None:
    assert [
        file for path, file in FILES if call in calls(ast.parse(path.read_text("utf-8"))) and file not in homes
    ] == []


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


def test_only_the_doors_write() -> None:
    """One door for files; whole folders and the journal stand behind it."""
    doors = {"keeping/folder.py", "keeping/journal.py", "keeping/writing.py"}
    nowhere = {"cli.py"}  # a broken pipe leads to os.devnull
    assert {
        file: found
        for path, file in FILES
        if (found := writes(path.read_text("utf-8"))) and file not in doors | nowhere
    } == {}


def test_a_door_by_another_name_is_found() -> None:
    assert writes("import shutil as s\ns.copy(a, b)\nplace.mkdir()\nopen(place, 'w')\nplace.open(mode='ab')") == [
        "shutil.copy",
        "place.mkdir",
        "open",
        "place.open",
    ]
    assert writes("open(place)\nplace.open('rb')\ntext.replace('w', 'a')") == []


def test_a_second_door_is_found() -> None:
    assert writes("import os\nos.replace(a, b)\npath.write_text(text)\ntext.replace(a, b)") == [
        "os.replace",
        "path.write_text",
    ]


def test_help_loads_no_heavy_library() -> None:
    code = "import sys; from toolkit.cli import run; run(['--help']); print(*sys.modules, sep='\\n', file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert "build" in done.stdout
    assert {name.split(".")[0] for name in done.stderr.split()} & HEAVY == set()


def test_nothing_in_the_code_knows_what_a_curriculum_is_about() -> None:
    words = ("ai safety", "alignment", "agisf", "bluedot", "mlab", "arena", "seri")
    said = {file: [word for word in words if f" {word} " in path.read_text("utf-8").lower()] for path, file in FILES}
    # layout has an alignment of its own
    assert {file: found for file, found in said.items() if set(found) - {"alignment"}} == {}
