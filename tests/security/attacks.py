"""A small programme to attack, and a machine that measures how long and how much memory a command takes."""

from __future__ import annotations

import atexit
import json
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from toolkit.cli import run
from toolkit.problems import EnvironmentMissing

ROOT = Path(__file__).resolve().parents[2]
SMALL = ROOT / "tests" / "examples" / "good" / "small"
NOW = "2027-01-11"
MOST_SECONDS, MOST_MEBIBYTES = 30, 1024


def small(folder: Path) -> Path:
    """A copy of the small example in this folder."""
    shutil.copytree(SMALL, folder)
    return folder


def say(folder: Path, words: str) -> int:
    """The exit code of a command in the folder."""
    return run([*shlex.split(words), "-C", str(folder), "--now", NOW, "-q", "--no-input"])


def edit(folder: Path, name: str, *, old: str, new: str) -> None:
    """Put a text in the place of another, which has to be there."""
    text = (folder / name).read_text("utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new), "utf-8")


@contextmanager
def no_engine() -> Iterator[None]:
    """No PDF engine on this machine, as the fixture `without_pdfs`, for what many tests share."""

    def missing(*_pages: object, **_options: object) -> None:
        raise EnvironmentMissing("No PDF engine here.", "install it")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("toolkit.jobs.printing.render_pages", missing)
        yield


def document_type(folder: Path, *, css: str = "", body: str = "<p>one two three</p>") -> None:
    """A document type called `evil` on the folder's own shelf."""
    place = folder / "documents" / "evil"
    place.mkdir(parents=True)
    (place / "document.yaml").write_text(
        "title: Evil\naudience: share\nper: programme\nfile: share/evil.pdf\n", "utf-8"
    )
    head = '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>Evil</title></head><body><main>'
    (place / "page.html.j2").write_text(f"{head}{body}</main></body></html>\n", "utf-8")
    (place / "page.css").write_text(css, "utf-8")


@dataclass(frozen=True)
class Spent:
    """What a command did: exit code, seconds of the processor, MiB at its peak, and what it said on stderr."""

    code: int
    seconds: float
    mebibytes: int
    said: str

    @property
    def within_limits(self) -> bool:
        """Whether it ended by itself, in time, and never took more than 1 GiB."""
        return self.code in (0, 1, 2, 3, 4) and self.seconds <= MOST_SECONDS and self.mebibytes <= MOST_MEBIBYTES


SERVER = """
import json, os, resource, sys
import toolkit.jobs.build, toolkit.cli, weasyprint
from toolkit.commands import build, check
for line in sys.stdin:
    asked = json.loads(line)
    child = os.fork()
    if not child:
        for kind, most in ((resource.RLIMIT_CPU, asked["seconds"]), (resource.RLIMIT_AS, asked["bytes"])):
            resource.setrlimit(kind, (most, most))
        os.dup2(os.open(os.devnull, os.O_RDWR), 0)
        os.dup2(0, 1)
        os.dup2(os.open(asked["said"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC), 2)
        sys.argv = ["programme", *asked["words"]]
        exec(asked["before"])
        toolkit.cli.main()
    _, status, usage = os.wait4(child, 0)
    peak = usage.ru_maxrss // (1024 if sys.platform == "linux" else 1024 * 1024)
    print(json.dumps([os.waitstatus_to_exitcode(status), usage.ru_utime + usage.ru_stime, peak]), flush=True)
"""


@cache
def _server() -> subprocess.Popen[str]:
    """A process that has loaded everything, and makes one of itself for each command: loading takes longer than most of
    them."""
    server = subprocess.Popen(
        [sys.executable, "-c", SERVER], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    atexit.register(server.communicate)
    return server


def spent(folder: Path, words: str, *, before: str = "") -> Spent:
    """A command in a process of its own, ended by the system past three times what it may use; `before` are lines that
    run first."""
    said = folder.parent / f"{folder.name}.said"
    arguments = [*shlex.split(words), "-C", str(folder), "--now", NOW, "--no-input"]
    asked = {
        "words": arguments,
        "said": str(said),
        "before": before,
        "seconds": 3 * MOST_SECONDS,
        "bytes": 3 * MOST_MEBIBYTES * 2**20,
    }
    server = _server()
    assert server.stdin
    assert server.stdout
    print(json.dumps(asked), file=server.stdin, flush=True)
    code, seconds, mebibytes = json.loads(server.stdout.readline())
    return Spent(code, seconds, mebibytes, said.read_text("utf-8", "replace"))
