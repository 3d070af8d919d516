"""What the claims about speed rest on: whole processes, in turn, medians and ratios within one run. `make bench` runs
it and writes docs/speed.md.

What is compared is CPU time (user and system, of a process and its children), which a busy machine disturbs least. The
rivals print the same pages from the web pages beside our PDFs: plain WeasyPrint as one writes it first, and a headless
Chromium that stays open, both with our fonts. Python keeps its byte code, as it does wherever it may write.
`--cohorts 100` measures instead how a programme of so many cohorts is built from nothing, once.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pypdf import PdfReader

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT)]

from benchmarks.measuring import Run, median, run  # noqa: E402
from benchmarks.rivals import chromium  # noqa: E402
from benchmarks.table import write_tables  # noqa: E402
from tests.running import MADE, make_programme, new_programme  # noqa: E402

PROGRAMME = (sys.executable, "-c", "from toolkit.cli import main; main()")
"""As the installed command starts it."""

MOVED = "  - {cohort: b, session: attention, date: 2027-02-11, reason: hall closed, decided: 2027-02-01}\n"
FURTHER = "  d: {label: Damson, day: wed}\n"
NEXT = "oxford --template engineering --term 'Trinity 2027' --cohorts 3 --people 18 --fit past"

SHORT = {
    "python": (sys.executable, "-c", "pass"),
    "help": (*PROGRAMME, "--help"),
    "check": (*PROGRAMME, "check"),
    "plan": (*PROGRAMME, "plan"),
    "status": (*PROGRAMME, "status"),
    "nothing": (*PROGRAMME, "build"),
    "narrow": (*PROGRAMME, "build", "--only", "ics"),
}
"""What is over in a second or two, by the name of its row."""


@dataclass
class Bench:
    """One run in a folder of its own: a programme, an empty cache, and what was measured, by row."""

    place: Path
    runs: int
    measured: dict[str, Run] = field(default_factory=dict)
    pages: dict[str, int] = field(default_factory=dict)

    @property
    def folder(self) -> Path:
        return self.place / "oxford"

    @property
    def environment(self) -> Mapping[str, str]:
        """Byte code is kept, our fonts are the only ones asked for, and the cache is one of this run."""
        kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        return kept | {
            "PYTHONPATH": str(ROOT),
            "PYTHONPYCACHEPREFIX": str(self.place / "bytecode"),
            "PROGRAMME_CACHE": str(self.place / "cache"),
            "FONTCONFIG_FILE": str(ROOT / "toolkit" / "fonts" / "fonts.conf"),
        }

    def ask(self, command: Sequence[str], folder: Path | None = None) -> Run:
        """A command about the programme."""
        where = () if command == SHORT["python"] else ("-C", str(folder or self.folder), "--now", MADE)
        return run((*command, *where), self.environment)

    def forget(self, folder: Path | None = None) -> None:
        """As on a machine that has made nothing yet."""
        shutil.rmtree((folder or self.folder) / "out", ignore_errors=True)
        shutil.rmtree(self.place / "cache", ignore_errors=True)
        ((folder or self.folder) / ".programme" / "manifest").unlink(missing_ok=True)

    def cold(self, folder: Path | None = None) -> Run:
        self.forget(folder)
        return self.ask(SHORT["nothing"], folder)

    def rival(self, who: str, pages: Sequence[Path]) -> Run:
        """The pages by somebody else."""
        target, said = self.place / who, self.place / "said"
        target.mkdir(exist_ok=True)
        names = [str(page) for page in pages]
        script = str(ROOT / "benchmarks" / "rivals.py")
        taken = run((sys.executable, script, who, str(target), *names), self.environment, said=said)
        self.pages[who] = sum(len(PdfReader(target / f"{number}.pdf").pages) for number in range(len(pages)))
        return Run(float(said.read_text()), taken.wall, 0) if who == "chromium" else taken


def twins(folder: Path) -> list[Path]:
    """The web pages that are PDFs too, the run sheets apart, which are slices of the packs."""
    found = sorted((folder / "out").rglob("*.pdf"))
    return [path.with_suffix(".html") for path in found if not {"run-sheets", ".parts"} & set(path.parts)]


def measure(bench: Bench) -> None:
    """Every row, in turn."""
    measured = bench.measured
    make_programme(bench.folder, spare=False)
    measured["cold"] = median(bench.cold() for _ in range(bench.runs))
    pages = twins(bench.folder)
    bench.pages["ours"] = sum(len(PdfReader(page.with_suffix(".pdf")).pages) for page in pages)
    measured["naive"] = bench.rival("weasyprint", pages)
    if chromium():
        measured["chromium"] = bench.rival("chromium", pages)
    for command in SHORT.values():
        bench.ask(command)
    turns = [{name: bench.ask(command) for name, command in SHORT.items()} for _ in range(4 * bench.runs)]
    measured |= {name: median(turn[name] for turn in turns) for name in SHORT}
    measured["moved"] = median(_added(bench, "changes.yaml", text=MOVED) for _ in range(bench.runs))
    measured["further"] = _added(bench, "cohorts.yaml", text=FURTHER)
    their = [page for page in twins(bench.folder) if page not in pages]
    kept = dict(bench.pages)
    measured["naive further"] = bench.rival("weasyprint", their)
    bench.pages = {**kept, "naive further": bench.pages["weasyprint"]}
    measured["next term"] = _next_term(bench)


def _added(bench: Bench, name: str, *, text: str) -> Run:
    """A build after a line was added to a file that was built without it."""
    path = bench.folder / name
    before = path.read_text("utf-8")
    path.write_text(before, "utf-8")
    bench.ask(SHORT["nothing"])
    path.write_text(before + text, "utf-8")
    taken = bench.ask(SHORT["nothing"])
    if name == "changes.yaml":
        path.write_text(before, "utf-8")
    return taken


def _next_term(bench: Bench) -> Run:
    """The same people and cohorts in the next term, in a new folder, with what the user's cache holds by now."""
    folder = new_programme(bench.place / "next", NEXT)
    for name in ("people", "cohorts.yaml"):
        ours = bench.folder / name
        if ours.is_dir():
            shutil.copytree(ours, folder / name, dirs_exist_ok=True)
        else:
            shutil.copy(ours, folder / name)
    return bench.ask(SHORT["nothing"], folder)


def many(bench: Bench, count: int) -> None:
    """So many cohorts from nothing, once: the figures of docs/speed.md that no `make bench` waits for."""
    make_programme(bench.folder, spare=False)
    ways = ("in-person-mentored", "in-person-peer")
    rows = [f"  c{one}: {{label: Cohort {one}, mode: {ways[one % 2]}}}" for one in range(count)]
    (bench.folder / "cohorts.yaml").write_text("\n".join(["cohorts:", *rows, ""]), "utf-8")
    (bench.folder / "changes.yaml").write_text("changes: []\n", "utf-8")
    taken = bench.cold()
    print(f"{count} cohorts: {taken.cpu:.0f} CPU s, {taken.wall / 60:.1f} min by the clock, {taken.memory:.0f} MiB")


def main() -> None:
    """Measure, print and write."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=3, help="of what is long; four times as many of what is short")
    parser.add_argument("--cohorts", type=int, help="build so many from nothing, and nothing else")
    parser.add_argument("--only-print", action="store_true", help="write nothing into docs/speed.md")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        bench = Bench(Path(temporary), asked.runs)
        if asked.cohorts:
            many(bench, asked.cohorts)
            return
        measure(bench)
    where = f"{os.cpu_count()} cores, Python {sys.version.split()[0]}"
    print(write_tables(bench.measured, bench.pages, where=where, write=not asked.only_print))


if __name__ == "__main__":
    main()
