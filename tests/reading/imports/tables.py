"""Tables as they are typed in tests, and what is read from them."""

from __future__ import annotations

from toolkit.model.imports import Answers, Found
from toolkit.reading.imports import read_import

LONDON = Answers(zone="Europe/London")


def table(text: str, answers: Answers = LONDON) -> Found:
    return read_import("x.csv", text.encode(), answers=answers)


def times(given: Found) -> list[tuple[str, str, str]]:
    """Name, free and if-needed times; “-” where the file gives none."""
    return [
        (person.called, person.cells.get("available", "-"), person.cells.get("if_needed", ""))
        for person in given.people
    ]


def told(given: Found) -> list[tuple[int, str]]:
    return [(problem.line, problem.code) for problem in given.problems]
