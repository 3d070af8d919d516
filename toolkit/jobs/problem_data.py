"""A problem as JSON."""

from __future__ import annotations

from typing import Annotated, TypedDict

from toolkit.problem_codes import CODES
from toolkit.problems import Level, Problem, shortened, worded


class ProblemData(TypedDict):
    """A problem. Lines and columns count from 1; 0 means the file as a whole."""

    file: Annotated[str, "relative to the programme folder, or to its shelf"]
    line: int
    column: int
    level: Level
    code: str
    message: str
    hint: Annotated[str, "how to mend it"]
    where: Annotated[str, "the key that it is about"]
    shelf: Annotated[str | None, "the shelf that the file stands on; null where it is the programme's own"]


def problem_data(problem: Problem, *, shelf: str | None) -> ProblemData:
    """A problem as JSON, with the shelf that its file stands on."""
    return {
        "file": problem.file,
        "line": problem.line,
        "column": problem.column,
        "level": problem.level,
        "code": problem.code,
        "message": worded(shortened(problem.message), str),
        "hint": worded(shortened(hint_of(problem)), str),
        "where": problem.where,
        "shelf": shelf,
    }


def hint_of(problem: Problem) -> str:
    """What to do: as the problem says, else as its code is mended in general."""
    return problem.hint or CODES[problem.code].mend
