"""What was measured, as the tables of docs/speed.md."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from benchmarks.measuring import ROOT, Run

PAGE = ROOT / "docs" / "speed.md"
BEGIN, END = "<!-- make bench writes what follows -->", "<!-- until here -->"

Measured = Mapping[str, Run]


@dataclass(frozen=True)
class Row:
    """A ratio that is promised: what it says, of which runs it is made, and what it is to be: at most so much, or at
    least."""

    says: str
    of: tuple[str, ...]
    value: Callable[[Measured], float]
    goal: float
    at_least: bool = False

    def line(self, measured: Measured) -> str:
        """A row of the table; a dash where something could not be measured here."""
        bound = f"at {'least' if self.at_least else 'most'} {self.goal:g}"
        if not all(name in measured for name in self.of):
            return f"| {self.says} | – | {bound} | – |"
        value = self.value(measured)
        reached = value >= self.goal if self.at_least else value <= self.goal
        return f"| {self.says} | {value:.{0 if value >= 100 else 1}f} | {bound} | {'yes' if reached else 'no'} |"


def _times(upper: str, lower: str) -> Callable[[Measured], float]:
    return lambda measured: measured[upper].cpu / measured[lower].cpu


def _less(says: str, upper: str, *, lower: str, goal: float) -> Row:
    """How many times less CPU the lower takes than the upper."""
    return Row(says, (upper, lower), _times(upper, lower), goal, at_least=True)


ROWS = (
    _less("Everything from nothing: times less CPU than plain WeasyPrint", "naive", lower="cold", goal=2.4),
    _less("Everything from nothing: times less CPU than Chromium", "chromium", lower="cold", goal=1),
    Row(
        "Everything from nothing: times less time by the clock than plain WeasyPrint",
        ("naive", "cold"),
        lambda measured: measured["naive"].wall / measured["cold"].wall,
        4.5,
        at_least=True,
    ),
    _less(
        "A further cohort: times less CPU than plain WeasyPrint on its pages", "naive further", lower="further", goal=7
    ),
    _less("The next term, of the same content: times less CPU than from nothing", "cold", lower="next term", goal=5),
    _less("One meeting moved: times less CPU than plain WeasyPrint on all pages", "naive", lower="moved", goal=20),
    Row("Nothing changed: times `--help`", ("nothing", "help"), _times("nothing", "help"), 2),
    Row("`--help`: times bare Python", ("help", "python"), _times("help", "python"), 5),
    Row("`check`: times bare Python", ("check", "python"), _times("check", "python"), 30),
    Row("`plan`: times bare Python", ("plan", "python"), _times("plan", "python"), 30),
    Row("`status`: times bare Python", ("status", "python"), _times("status", "python"), 30),
    Row("MiB of the largest process", ("cold",), lambda measured: measured["cold"].memory, 250),
)

SECONDS = {
    "cold": "everything from nothing",
    "naive": "the same pages by plain WeasyPrint",
    "chromium": "the same pages by a headless Chromium",
    "further": "a further cohort, after a build",
    "naive further": "its pages by plain WeasyPrint",
    "next term": "the next term, with a warm cache",
    "moved": "one meeting moved, after a build",
    "narrow": "`build --only ics`",
    "status": "`status`",
    "plan": "`plan`",
    "check": "`check`",
    "nothing": "`build`, nothing changed",
    "help": "`--help`",
    "python": "bare Python",
}
COUNTED = {"cold": "ours", "naive": "weasyprint", "chromium": "chromium", "naive further": "naive further"}
"""Whose pages are counted beside which seconds."""


def tables(measured: Measured, pages: Mapping[str, int], *, where: str) -> str:
    """The ratios that are promised, then the seconds that they are made of."""
    seconds = []
    for name, says in SECONDS.items():
        if name in measured:
            taken, count = measured[name].cpu, pages.get(COUNTED.get(name, ""), 0)
            speed = f"{count} | {count / taken:.1f}" if count else " | "
            seconds.append(f"| {says} | {taken:.{1 if taken >= 10 else 2}f} | {speed} |")
    return "\n".join(
        [
            f"Measured on {where}; compare within this run only.",
            "",
            "| What | Measured | Goal | Reached |",
            "| --- | --- | --- | --- |",
            *(row.line(measured) for row in ROWS),
            "",
            "| CPU seconds of | s | pages | pages a second |",
            "| --- | --- | --- | --- |",
            *seconds,
        ]
    )


def write_tables(measured: Measured, pages: Mapping[str, int], *, where: str, write: bool) -> str:
    """The tables, which are put into docs/speed.md too where that is asked for."""
    made = tables(measured, pages, where=where)
    if write:
        PAGE.write_text(with_tables(PAGE.read_text("utf-8"), made), "utf-8")
    return made


def with_tables(page: str, made: str) -> str:
    """The page with these tables in place of those that it has."""
    head, _, rest = page.partition(BEGIN)
    return f"{head}{BEGIN}\n\n{made}\n\n{END}{rest.partition(END)[2]}"
