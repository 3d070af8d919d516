"""What the speed claims rest on: whole processes, in turn, medians and ratios within one run. `make bench` runs it.

Prints CPU seconds (user and system, of the process and its children) of: bare Python, `programme --help`, an unchanged
rebuild, a cold build, and a rebuild after one moved meeting; then the ratios and the pages per second of the cold
build. Python keeps its byte code, in a folder of this run, as it does wherever it may write: nobody compiles every
library for every command.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.running import MADE, make_programme  # noqa: E402

PROGRAMME = [sys.executable, "-m", "toolkit"]
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
MOVED = "  - {cohort: b, session: attention, date: 2027-02-11, reason: hall closed, decided: 2027-02-01}\n"


def cpu(command: list[str]) -> float:
    """CPU seconds of one run of a command."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, capture_output=True, cwd=ROOT, env=ENVIRONMENT)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def median(runs: int, measure: Callable[[], float]) -> float:
    """The median of several runs after one warm-up."""
    measure()
    return statistics.median(measure() for _ in range(runs))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=5)
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as temporary:
        ENVIRONMENT["PYTHONPYCACHEPREFIX"] = str(Path(temporary) / "bytecode")
        folder = Path(temporary) / "oxford"
        make_programme(folder, spare=False)
        build = [*PROGRAMME, "build", str(folder), "--now", MADE, "-q"]

        def cold() -> float:
            shutil.rmtree(folder / "out", ignore_errors=True)
            (folder / ".programme" / "manifest").unlink(missing_ok=True)
            return cpu(build)

        changes = (folder / "changes.yaml").read_text(encoding="utf-8")

        def moved() -> float:
            (folder / "changes.yaml").write_text(changes, encoding="utf-8")
            cpu(build)
            (folder / "changes.yaml").write_text(changes + MOVED, encoding="utf-8")
            return cpu(build)

        python = median(4 * runs, lambda: cpu([sys.executable, "-c", "pass"]))
        help_ = median(4 * runs, lambda: cpu([*PROGRAMME, "--help"]))
        cold_build = median(max(1, runs // 2), cold)
        pages = count_pages(folder)
        unchanged = median(2 * runs, lambda: cpu(build))
        after_move = median(max(1, runs // 2), moved)
    print(f"CPU seconds, medians, {os.cpu_count()} cores, Python {sys.version.split()[0]}")
    for name, seconds in (
        ("bare Python", python),
        ("--help", help_),
        ("unchanged rebuild", unchanged),
        ("cold build", cold_build),
        ("one meeting moved", after_move),
    ):
        print(f"  {name:<20}{seconds:9.3f}")
    print(f"--help / bare Python           {help_ / python:7.2f}   goal at most 6")
    print(f"cold / unchanged               {cold_build / unchanged:7.1f}   goal at least 30, or the next")
    print(f"unchanged / --help             {unchanged / help_:7.2f}   goal at most 2.5")
    print(f"cold / one meeting moved       {cold_build / after_move:7.2f}   goal at least 5")
    print(f"cold build: {pages} pages, {pages / cold_build:.1f} pages per CPU second")


def count_pages(folder: Path) -> int:
    """Pages of all documents, the slices of packs and the parts kept for the next build apart."""
    from pypdf import PdfReader

    return sum(
        len(PdfReader(path).pages)
        for path in (folder / "out").rglob("*.pdf")
        if not {"run-sheets", ".parts"} & set(path.parts)
    )


if __name__ == "__main__":
    main()
