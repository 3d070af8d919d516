"""The core neither prints nor asks nor exits, looks at no clock, and reads and writes through doors."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase

import pytest

from tests.source_files import FILES, calls, imports, mentions, named

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
    """What reads the time, called or handed on."""
    said = (".".join(word.rsplit(".", 2)[-2:]) for word in mentions(ast.parse(source)))
    return [word for word in said if word in CLOCK]


def looks_around(source: str) -> list[str]:
    """Imports by which a file would come to know more than it is given."""
    names = {*imports(ast.parse(source)), *named(source)}
    return sorted(name for name in names if name in AROUND or name.split(".")[0] in AROUND)


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


def test_a_look_at_the_fonts_by_another_way_is_found() -> None:
    assert looks_around("from toolkit.reading import fonts_here, yaml") == ["toolkit.reading.fonts_here"]


def test_only_the_command_layer_looks_at_the_clock() -> None:
    found = [file for path, file in FILES if looks_at_the_clock(path.read_text("utf-8"))]
    assert [file for file in found if not file.startswith("commands/")] == []


def test_a_look_at_the_clock_by_another_name_is_found() -> None:
    assert looks_at_the_clock("from time import time\nfrom datetime import datetime as d\ntime()\nd.now()") == [
        "time.time",
        "datetime.now",
    ]


def test_a_look_at_the_clock_that_is_handed_on_is_found() -> None:
    assert looks_at_the_clock("from datetime import date\nday: date = field(default_factory=date.today)") == [
        "date.today"
    ]


def test_a_look_at_the_clock_is_found() -> None:
    assert looks_at_the_clock("import datetime\na = datetime.datetime.now()\nb = datetime.date.today()") == [
        "datetime.now",
        "date.today",
    ]
    assert looks_at_the_clock("import datetime\na = meeting.start.time()\nb = datetime.time(18)") == []


SPEAKING: dict[str, tuple[str, ...]] = {
    "print": (),
    "input": (),
    "getpass.*": (),
    "sys.std*": ("commands/*", "grouping/exact.py"),  # is it a terminal; flushed before a library greets the world
    "sys.std*.write*": (),
    "sys.std*.read*": (),
    "sys.__std*": (),
    "os.write": (),
    "sys.exit": ("cli.py",),
    "os._exit": (),
    "os.abort": (),
    "SystemExit": (),
    "exit": (),
    "quit": (),
    "breakpoint": (),
    "eval": (),
    "exec": (),
    "__import__": (),
    "importlib.import_module": ("cli.py",),  # a verb by its name
    "builtins.*": (),
    "random.random": (),
}
"""What the core does not do, nor hand on, and the files where it may be done."""


def speaks(file: str, source: str) -> list[str]:
    """What prints, asks, exits, imports what nobody sees, or does what nobody foresees."""
    said = list(dict.fromkeys(mentions(ast.parse(source))))
    rules = [(name, homes) for name, homes in SPEAKING.items() if not any(fnmatchcase(file, home) for home in homes)]
    return [word for word in said if any(fnmatchcase(word, name) for name, _ in rules)]


def test_the_core_never_prints_asks_or_exits() -> None:
    assert {file: found for path, file in FILES if (found := speaks(file, path.read_text("utf-8")))} == {}


def test_a_core_that_speaks_is_found_by_any_name() -> None:
    source = "import sys as s\nfrom sys import exit as leave\nprint(a)\ninput()\ns.stderr.write(a)\nleave(1)"
    assert set(speaks("planning/slots.py", source)) == {"print", "input", "sys.stderr.write", "sys.exit"}
    assert speaks("cli.py", "import sys\nsys.exit(1)") == []
    assert speaks("planning/slots.py", "engine.print(a)\nre.exec(b)") == []


@pytest.mark.parametrize(
    "source",
    [
        "import importlib\nimportlib.import_module('click').prompt(a)",
        "from importlib import import_module as load\nload('click')",
        "__import__('click')",
        "import getpass\ngetpass.getpass()",
        "from getpass import getpass\ngetpass()",
        "import sys\nsys.stdin.readline()",
        "from sys import stdin\nlist(stdin)",
        "import sys\nsys.stdout.writelines(a)",
        "import sys\nout = sys.stdout\nout.write(a)",
        "from functools import partial\nsay = partial(print, a)",
        "raise SystemExit(1)",
    ],
)
def test_a_job_that_speaks_is_found_however_it_does(source: str) -> None:
    assert len(speaks("jobs/times.py", source)) == 1


def test_a_command_may_ask_whether_somebody_is_there_and_no_more() -> None:
    assert speaks("commands/build.py", "import sys\nsys.stderr.isatty()") == []
    assert speaks("commands/build.py", "import sys\nsys.stdin.readline()\nsys.stdout.writelines(a)") == [
        "sys.stdin.readline",
        "sys.stdout.writelines",
    ]


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


DOORS = ("toolkit.keeping.writing.read_bytes",)


def reads(source: str) -> list[str]:
    """Calls that read the bytes of a file, and would leave it without a name where the disk fails midway."""
    found = (name for name in calls(ast.parse(source)) if name.endswith((".read_bytes", ".read_text")))
    return [name for name in found if name not in DOORS]


def test_files_are_read_through_doors_that_name_them_when_the_disk_fails() -> None:
    """The kernel's own figures and the tzdata package, which need be no files, apart."""
    doors = {"reading/files.py", "keeping/writing.py"}
    others = {"outputs/vtimezone.py", "limits.py"}
    assert {
        file: found for path, file in FILES if (found := reads(path.read_text("utf-8"))) and file not in doors | others
    } == {}


def test_a_look_past_the_doors_is_found() -> None:
    source = "from toolkit.keeping.writing import read_bytes\nread_bytes(a)\na.read_bytes()\n(a / b).read_text('utf-8')"
    assert reads(source) == ["a.read_bytes", "(a / b).read_text"]
