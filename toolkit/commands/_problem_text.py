"""Problems as text for a terminal."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable

from toolkit.commands._option_words import options_in
from toolkit.jobs.problem_data import hint_of
from toolkit.problem_codes import CODES
from toolkit.problems import Level, Problem, shortened

_COLOURS: dict[Level, str] = {"error": "red", "warning": "yellow", "advice": "cyan"}
_LONGEST_LINE = 160
"""Characters of a source line that are shown; a longer one is cut around the column."""


def render_problems(problems: Iterable[Problem], colour: bool, *, place: Callable[[str], str] = str) -> str:
    """Every problem with its line, a caret and a hint, in order of file and line, and a last line that counts them.

    `place` says how a file is found from here.
    """
    ordered = sorted(set(problems))
    places = {name: place(name) for name in {problem.file for problem in ordered}}
    return (
        "\n".join([*(_render(problem, colour, file=places[problem.file]) for problem in ordered), summary(ordered)])
        + "\n"
    )


def summary(problems: Iterable[Problem]) -> str:
    """Such as "2 errors, 1 warning", or "No problems."."""
    counts = Counter(problem.level for problem in problems)
    names: tuple[tuple[Level, str], ...] = (
        ("error", "errors"),
        ("warning", "warnings"),
        ("advice", "pieces of advice"),
    )
    single: dict[Level, str] = {"error": "error", "warning": "warning", "advice": "piece of advice"}
    told = [
        f"{counts[level]} {single[level] if counts[level] == 1 else many}" for level, many in names if counts[level]
    ]
    return ", ".join(told) or "No problems."


def printable(text: str) -> str:
    """The text without control and direction-changing characters, so that no file can steer the terminal; a tab becomes
    a space."""
    return "".join(
        letter
        for letter in text.replace("\t", " ")
        if unicodedata.category(letter) not in ("Cc", "Cf", "Cs", "Zl", "Zp")
    )


def _render(problem: Problem, colour: bool, *, file: str) -> str:
    place = ":".join([printable(file), *([str(problem.line), str(problem.column)] if problem.line else [])])
    level = _painted(problem.level, _COLOURS[problem.level], colour=colour)
    message = printable(options_in(shortened(problem.message)))
    lines = [f"{_painted(place, None, colour=colour)}: {level} {CODES[problem.code].code} {message}"]
    lines += [*_excerpt(problem), f"    = {printable(options_in(shortened(hint_of(problem))))}"]
    return "\n".join(lines)


def _excerpt(problem: Problem) -> list[str]:
    """The source line and a caret under its column; nothing where the problem is about the whole file."""
    if not problem.line or not problem.source.strip():
        return []
    begin = max(0, problem.column - 1 - _LONGEST_LINE)
    before, after = (
        printable(problem.source[begin : problem.column - 1]),
        printable(problem.source[problem.column - 1 :][:_LONGEST_LINE]),
    )
    cut = max(0, len(before) - _LONGEST_LINE // 2)
    before = ("…" if cut else "") + before[cut:]
    line = (before + after)[:_LONGEST_LINE]
    number = str(problem.line)
    return [f"    {number} | {line}", f"    {' ' * len(number)} | {' ' * width(before)}^"]


def width(text: str) -> int:
    """Columns that a text takes on a terminal: none for a combining mark, two for a wide letter (Unicode Annex 11)."""
    return sum(
        0 if unicodedata.combining(letter) else 1 + (unicodedata.east_asian_width(letter) in "WF") for letter in text
    )


def _painted(text: str, name: str | None, *, colour: bool) -> str:
    from click import style

    return style(text, fg=name, bold=True) if colour else text
