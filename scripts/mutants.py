"""How many small faults the quick tests notice: mutmut over one storey, with the tests of the folder that mirrors it.

`make mutants` runs it in .venv-mutants; docs/mutants.md says what was found. Each storey has a place of its own in
.mutants/, where a run that was stopped goes on: what was killed stays so, what lived is tried again.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import json
import os
import re
import shutil
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
STOREYS = {"planning": "planning", "keeping": "keeping", "jobs": "jobs", "documents/views": "documents"}
"""Each with the folder of tests/ that mirrors it."""
NEEDED = ("toolkit", "tests", "program_templates", "facilitator_guides", "docs", "scripts", "benchmarks")
FILES = ("pyproject.toml", "README.md", "CONTRIBUTING.md", "Makefile")
OF_CODE = (
    "tests/planning/rules/test_rules.py::test_every_rule_is_in_the_tuple",
    "tests/documents/test_privacy.py::test_every_way_to_ask_for_a_view_is_tried",
)
"""Tests that look at the code itself, and would meet the mutants in it."""
NOTICED = ("killed", "timeout")


def main() -> None:
    """Asks for the storey, the number of mutants and the seed; says what became of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("storey", choices=STOREYS)
    parser.add_argument("--sample", type=int, default=100)
    parser.add_argument("--seed", default="1")
    asked = parser.parse_args()
    place = ROOT / ".mutants" / asked.storey.replace("/", "-")
    lay_out(place, asked.storey)
    os.chdir(place)  # mutmut looks for its settings when it is imported, which is why it is imported late
    os.environ["CI"] = "1"  # property tests look at the same examples each time
    survey(sample=asked.sample, seed=asked.seed)


def survey(*, sample: int, seed: str) -> None:
    """Makes the mutants, tries those that are drawn, and tells."""
    from mutmut.__main__ import cli, create_file_mutants
    from mutmut.utils.file_utils import copy_src_dir, walk_mutatable_files

    leave_wording_alone()
    copy_src_dir()
    for path in walk_mutatable_files():
        if not meta(path).exists():  # never made, or half made when the last run was stopped
            (Path("mutants") / path).unlink(missing_ok=True)
        if error := create_file_mutants(path).error:
            raise error
    names = drawn(results(), sample=sample, seed=seed)
    if to_try := [name for name in names if status(results()[name]) not in NOTICED]:
        with contextlib.suppress(SystemExit):
            cli(["run", "--max-children", "2", *to_try])
    report({name: status(results()[name]) for name in names})


def lay_out(place: Path, storey: str) -> None:
    """A copy of the project to play with, and mutmut's settings for this storey."""
    drop_what_changed(ROOT, place)
    for name in NEEDED:
        ignored = shutil.ignore_patterns("__pycache__", "node_modules", ".*")
        shutil.copytree(ROOT / name, place / name, ignore=ignored)
    for name in FILES:
        shutil.copy2(ROOT / name, place / name)
    for path in (place / "toolkit" / "jobs").glob("*.py"):
        undecorate(path)
    copied = [name for name in (*NEEDED, *FILES) if name != "toolkit"]
    settings = {
        "source_paths": ["toolkit"],
        "only_mutate": [f"toolkit/{storey}/*"],
        "also_copy": copied,
        "pytest_add_cli_args_test_selection": [f"tests/{STOREYS[storey]}"],
        "pytest_add_cli_args": [f"--deselect={test}" for test in OF_CODE],
    }
    lines = "".join(f"{key}=\n" + "".join(f"    {value}\n" for value in values) for key, values in settings.items())
    (place / "setup.cfg").write_text(f"[mutmut]\n{lines}", "utf-8")


def drop_what_changed(root: Path, place: Path) -> None:
    """mutmut copies nothing over a file that is there: what is no longer as it was when the last run began is taken
    out of its folder, and of what is not mutated all."""
    mutated = place / "mutants" / "toolkit"
    for path in mutated.rglob("*.py"):
        file = Path("toolkit") / path.relative_to(mutated)
        if _stamp(root / file) != _stamp(place / file):
            path.unlink()
    for name in NEEDED:
        shutil.rmtree(place / name, ignore_errors=True)
        if name != "toolkit":
            shutil.rmtree(place / "mutants" / name, ignore_errors=True)


def _stamp(path: Path) -> int:
    return path.stat().st_mtime_ns if path.exists() else -1


def undecorate(path: Path) -> None:
    """`@job` above a function becomes a line at the end: mutmut passes over what is decorated."""
    text, times = path.read_text("utf-8"), path.stat()
    names = re.findall(r"^@job\ndef (\w+)", text, flags=re.MULTILINE)
    plain = re.sub(r"^@job\n(?=def )", "", text, flags=re.MULTILINE)
    path.write_text(plain + "".join(f"\n{name} = job({name})\n" for name in names), "utf-8")
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))


def leave_wording_alone() -> None:
    """A string with a space in it is said to people, and reads as its author set it."""
    from mutmut.mutation import mutators

    def words_of_the_formats(node: Any) -> Iterable[Any]:
        return () if " " in getattr(node, "value", " ") else mutators.operator_string(node)

    operators: Any = mutators.mutation_operators
    operators[:] = [
        (kind, words_of_the_formats if operator is mutators.operator_string else operator)
        for kind, operator in operators
    ]


def results() -> dict[str, int | None]:
    """The exit code of each mutant of the storey, None where it was not tried."""
    from mutmut.utils.file_utils import walk_mutatable_files

    known = (json.loads(meta(path).read_text("utf-8")) for path in walk_mutatable_files())
    return {name: code for of_file in known for name, code in of_file["exit_code_by_key"].items()}


def meta(path: Path) -> Path:
    """Where mutmut keeps what it knows of the mutants of a file."""
    return Path("mutants") / f"{path}.meta"


def drawn(names: Iterable[str], *, sample: int, seed: str) -> list[str]:
    """The same mutants each time, and almost the same after a change of the code."""
    return sorted(names, key=lambda name: hashlib.sha256(f"{seed} {name}".encode()).digest())[:sample]


def status(code: int | None) -> str:
    """What mutmut calls an exit code."""
    from mutmut.stats import status_by_exit_code

    return str(status_by_exit_code[code])


def report(found: dict[str, str]) -> None:
    """A line a file, a line for all, and the faults that nobody noticed in survived.diff."""
    from mutmut.mutation.diff_apply import get_diff_for_mutant

    files = sorted({name.rpartition(".")[0] for name in found})
    for file in files:
        told(file, [state for name, state in found.items() if name.rpartition(".")[0] == file])
    told("all", list(found.values()))
    lived = sorted(name for name, state in found.items() if state not in NOTICED)
    diffs = "\n".join(f"# {name}: {found[name]}\n{get_diff_for_mutant(name)}" for name in lived)
    Path("survived.diff").write_text(diffs, "utf-8")
    print(f"see {Path('survived.diff').resolve()}")


def told(label: str, states: list[str]) -> None:
    """One line of the table."""
    counts = Counter(states)
    share = 100 * sum(counts[state] for state in NOTICED) / len(states)
    each = ", ".join(f"{number} {state}" for state, number in sorted(counts.items()))
    print(f"{label:40} {share:4.0f} %  {each}")


if __name__ == "__main__":
    main()
