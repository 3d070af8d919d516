"""What is wrong with an organiser's files, as values: collected everywhere, raised once, worded for people."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Literal

from toolkit.problem_codes import CODES

LONGEST_SHOWN = 100
"""Letters of a value in a message; more are cut."""

_LONG_VALUE = re.compile(r'([“"][^“”"]{100})[^“”"]{20,}([”"])')

_ARGUMENT = re.compile("\ufdd0([a-z_-]+)\ufdd1")

Level = Literal["error", "warning", "advice"]


YamlPath = tuple[str | int, ...]
"""Where a value stands in a file of YAML: keys, and places in lists."""


@dataclass(frozen=True, order=True)
class Problem:
    """One problem at one place.

    `line` and `column` count from 1; 0 means that the problem is about the file as a whole. `where` says
    the place in the file's own words ("blocks › stand-up › minutes"). `source` is the line's text, for the caret.
    """

    file: str
    line: int
    column: int
    code: str
    message: str
    hint: str = ""
    where: str = ""
    source: str = field(default="", compare=False)

    @property
    def level(self) -> Level:
        """How bad: an error stops a build, a warning does not, advice is about facts not known yet."""
        return CODES[self.code].level


def shortened(message: str) -> str:
    """A message with the long values in it cut: whoever mends one finds it by its place."""
    return _LONG_VALUE.sub(r"\1…\2", message)


def brief(value: str) -> str:
    """A value, such as a name, as a line shows it: a very long one is cut."""
    return value if len(value) <= LONGEST_SHOWN + 20 else f"{value[:LONGEST_SHOWN]}…"


class ProblemsFound(Exception):
    """Carries every problem found in one go, sorted by file and line."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__(f"{len(self.problems)} problem(s)")


class EnvironmentMissing(Exception):
    """Something this machine lacks (exit code 3); `hint` is the line that installs it."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


class WouldOverwrite(Exception):
    """The work would destroy an organiser's edit (exit code 4)."""


class ChangedMeanwhile(WouldOverwrite):
    """A file is no longer what it was taken for; once that was looked at, the same may be asked again."""


class WrongUsage(Exception):
    """A question that only the caller can answer was left open or answered wrongly (exit code 2).

    `argument` is the one that is wrong, where one alone is: a face puts its own name for it before the sentence.
    """

    def __init__(self, message: str, *, argument: str = "") -> None:
        super().__init__(message)
        self.argument = argument


def named(argument: str) -> str:
    """How a sentence names an argument of a job, such as `into` or `week-of`; see `worded`."""
    return f"\ufdd0{argument}\ufdd1"  # two letters that no text may hold


def worded(text: str, word: Callable[[str], str]) -> str:
    """The text with each argument in it as a face calls it: an option, a field of a form."""
    return _ARGUMENT.sub(lambda match: word(match[1]), text)


@dataclass(frozen=True)
class SourceFile:
    """A file as it was read: its name in messages, its lines, and where each value stands."""

    name: str
    lines: tuple[str, ...] = ()
    places: dict[YamlPath, tuple[int, int]] = field(default_factory=dict)

    def place(self, path: YamlPath) -> tuple[int, int]:
        """Line and column (from 1) of the value at `path`, or of the nearest parent that stands in the file."""
        while path:
            if path in self.places:
                return self.places[path]
            path = path[:-1]
        return self.places.get((), (1, 1)) if self.lines else (0, 0)

    def problem(self, code: str, path: YamlPath, message: str, hint: str = "") -> Problem:
        """A problem about the value at `path`."""
        words = [str(part + 1) if isinstance(part, int) else part for part in path if part != "<key>"]
        return self.problem_at(code, self.place(path), message, hint, where=" › ".join(words))

    def problem_at(self, code: str, place: tuple[int, int], message: str, hint: str = "", where: str = "") -> Problem:
        """A problem about a line and column (from 1)."""
        line, column = place
        source = self.lines[line - 1] if 0 < line <= len(self.lines) else ""
        return Problem(self.name, line, column, code, message, hint, where, source)
