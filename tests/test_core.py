"""The core neither prints nor asks nor exits, looks at no clock, and writes through one door."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping

from tests.source_files import FILES, imports

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


def hashing(sources: Mapping[str, str]) -> list[str]:
    """The files that hash by themselves."""
    return [file for file, source in sources.items() if "hashlib" in imports(ast.parse(source))]


def test_one_place_hashes() -> None:
    assert hashing({file: path.read_text("utf-8") for path, file in FILES}) == ["reading/hashing.py"]


def test_a_second_place_that_hashes_is_found() -> None:
    late = "def late():\n    from hashlib import sha256"
    assert hashing({"a.py": late, "b.py": "import hashlib", "c.py": "from toolkit.reading.hashing import digest"}) == [
        "a.py",
        "b.py",
    ]


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


SPEAKING = {
    "print": (),
    "input": (),
    "sys.stdout.write": (),
    "sys.stderr.write": (),
    "sys.exit": ("cli.py",),
    "exit": (),
    "eval": (),
    "exec": (),
    "random.random": (),
}
"""What the core does not do, and where it may be done."""


def speaks(file: str, source: str) -> list[str]:
    """Calls that print, ask, exit, or do what nobody foresees."""
    return [call for call in calls(ast.parse(source)) if call in SPEAKING and file not in SPEAKING[call]]


def test_the_core_never_prints_asks_or_exits() -> None:
    assert {file: found for path, file in FILES if (found := speaks(file, path.read_text("utf-8")))} == {}


def test_a_core_that_speaks_is_found_by_any_name() -> None:
    source = "import sys as s\nfrom sys import exit as leave\nprint(a)\ninput()\ns.stderr.write(a)\nleave(1)"
    assert speaks("planning/slots.py", source) == ["print", "input", "sys.stderr.write", "sys.exit"]
    assert speaks("cli.py", "import sys\nsys.exit(1)") == []
    assert speaks("planning/slots.py", "engine.print(a)\nre.exec(b)") == []


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
