"""What each verb imports: names and counts, since times are noise. `make bench` says what they come to."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.examples import SMALL, lay_out
from tests.source_files import ROOT
from tests.test_house import HEAVY
from toolkit.keeping.manifest import MANIFEST_FILE, Manifest, Output, build_key, input_names, write_manifest
from toolkit.reading.files import fingerprint

TO_READ = {"pydantic", "pydantic_core", "yaml"}
"""The heavy libraries that reading a programme takes; what draws, prints or solves is none of them."""

LIGHT = {"cli", "commands", "jobs", "keeping", "limits", "model", "problem_codes", "problems", "reading"}
"""Our storeys without those that plan and make."""

MOST = {"check": 400, "plan": 405, "status": 445}
"""Modules in all, the standard library's among them; of its own accord Python 3.11 loads 30."""


def modules(*arguments: str, folder: Path | None = None) -> set[str]:
    """The modules that are there once a command is over, in a process of its own."""
    code = "import sys\nfrom toolkit.cli import run\nrun(sys.argv[1:])\nprint('imported', *sys.modules)"
    words = [*arguments, *(["-C", str(folder)] if folder else [])]
    done = subprocess.run([sys.executable, "-c", code, *words], cwd=ROOT, capture_output=True, text=True, check=True)
    return set(done.stdout.rpartition("imported ")[2].split())


def heavy(found: set[str]) -> set[str]:
    return {name.split(".")[0] for name in found} & HEAVY


def storeys(found: set[str]) -> set[str]:
    return {name.split(".")[1] for name in found if name.startswith("toolkit.")}


def built(folder: Path) -> Path:
    """A folder whose manifest says that all is up to date."""
    (folder / "out").mkdir(parents=True)
    (folder / ".programme").mkdir()
    asked, made = folder / "programme.yaml", folder / "out" / "a.txt"
    for path in (asked, made):
        path.write_text("title: Anything\n", "utf-8")
    key = build_key("keep", invitations=False, shelves=())
    inputs = input_names({asked: fingerprint(asked)}, folder)
    manifest = Manifest(key, inputs, {"out/a.txt": Output(fingerprint(made))})
    (folder / MANIFEST_FILE).write_bytes(write_manifest(manifest))
    return folder


@pytest.mark.parametrize("option", ["--help", "--version"])
def test_help_imports_the_names_of_the_verbs_alone(option: str) -> None:
    found = modules(option)
    assert (heavy(found), storeys(found)) == (set(), {"cli", "commands"})
    assert not found & {"pathlib", "json", "importlib.metadata"}


def test_a_build_with_nothing_to_do_reads_no_programme_and_asks_no_library_its_version(tmp_path: Path) -> None:
    found = modules("build", folder=built(tmp_path / "mine"))
    assert (heavy(found), storeys(found) - LIGHT) == (set(), set())
    assert "importlib.metadata" not in found
    assert len(found - modules("--help")) < 50


def test_a_build_with_something_to_do_is_found(tmp_path: Path) -> None:
    folder = built(tmp_path / "mine")
    (folder / "out" / "a.txt").write_text("edited\n", "utf-8")
    found = modules("build", folder=folder)
    assert {"planning", "documents"} <= storeys(found)
    assert "importlib.metadata" in found
    assert len(found - modules("--help")) > 200


@pytest.mark.parametrize(
    ("words", "at", "said"), [("programme bu", 1, "build"), ("programme build --coh", 2, "--cohort")]
)
def test_completing_a_word_reads_no_programme(words: str, at: int, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = {"_PROGRAMME_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": str(at)}
    for name, value in asked.items():
        monkeypatch.setenv(name, value)
    code = (
        "import atexit, sys\natexit.register(lambda: print('imported', *sys.modules))\n"
        "from toolkit.cli import run\nrun([])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    answer, _, imported = done.stdout.partition("imported ")
    assert answer == f"plain,{said}\n"
    assert (heavy(set(imported.split())), storeys(set(imported.split())) - LIGHT) == (set(), set())


@pytest.mark.parametrize("verb", MOST)
def test_what_only_reads_and_plans_draws_nothing(verb: str) -> None:
    found = modules(verb, folder=SMALL)
    assert heavy(found) == TO_READ
    assert not any(name.startswith(("toolkit.documents.shapes", "toolkit.grouping.exact")) for name in found)
    assert len(found) < MOST[verb]


def test_what_draws_is_found(tmp_path: Path) -> None:
    found = modules("build", "--only", "mail", folder=lay_out(tmp_path / "mine"))
    assert {"jinja2", "markupsafe"} <= heavy(found) - TO_READ
