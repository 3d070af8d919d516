"""The questions of a template (cookiecutter.json), and what they may hold."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from toolkit.problems import Problem, SourceFile
from toolkit.reading.files import Files
from toolkit.scaffold.expressions import check_expressions

QUESTIONS = "cookiecutter.json"


PRIVATE_KEYS = ("_copy_without_render",)
MOST_QUESTIONS = 50
LONGEST_VALUE = 1000


@dataclass
class Inspection:
    """A template being read; problems gather here."""

    root: Path
    name: str
    problems: list[Problem] = field(default_factory=list)
    files: Files = field(default_factory=Files)

    def shown(self, relative: str) -> str:
        """A path of the template as messages name it."""
        return f"{self.name}/{relative}"

    def refuse(self, relative: str, message: str, *, hint: str = "") -> None:
        self.problems.append(Problem(self.shown(relative), 0, 0, "P100", message, hint))


def read_questions(reader: Inspection) -> dict[str, Any]:
    """cookiecutter.json: each key with its default, as written."""
    text = reader.files.text(reader.root / QUESTIONS, reader.shown(QUESTIONS), problems=reader.problems, required=True)
    if text is None:
        return {}
    source = SourceFile(reader.shown(QUESTIONS), tuple(text.split("\n")))
    try:
        data = json.loads(text, object_pairs_hook=_pairs)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        reader.problems.append(
            source.problem_at("P100", (line, 1), "This is not JSON.", str(error) if isinstance(error, _Twice) else "")
        )
        return {}
    if not isinstance(data, dict) or len(data) > MOST_QUESTIONS or "slug" not in data:
        message = f"cookiecutter.json must be one object with “slug” and at most {MOST_QUESTIONS} keys."
        reader.problems.append(source.problem_at("P100", (1, 1), message))
        return {}
    _check_questions(reader, data, source=source)
    return data


class _Twice(ValueError):
    """A key stands twice."""


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise _Twice("A key stands twice.")
    return found


def _check_questions(reader: Inspection, data: Mapping[str, Any], *, source: SourceFile) -> None:
    earlier: list[str] = []
    for key, value in data.items():
        line = next(
            (number for number, text in enumerate(source.lines, 1) if re.search(rf'"{re.escape(key)}"\s*:', text)), 1
        )
        if key in PRIVATE_KEYS:
            fine = isinstance(value, list) and all(isinstance(pattern, str) for pattern in value)
            if not fine:
                reader.problems.append(source.problem_at("P100", (line, 1), f"{key} must be a list of texts."))
            continue
        if not re.fullmatch(r"[a-z][a-z0-9_]{0,39}", key):
            message = f"A template may not set “{key[:60]}”: it could run or read something else."
            reader.problems.append(source.problem_at("P100", (line, 1), message))
            continue
        reader.problems.extend(_check_default(key, value, source=source, line=line, earlier=earlier))
        earlier.append(key)


def _check_default(key: str, value: Any, *, source: SourceFile, line: int, earlier: list[str]) -> Iterator[Problem]:
    choices = value if isinstance(value, list) else [value]
    if not choices:
        yield source.problem_at("P100", (line, 1), f"“{key}” offers no choice.")
    for choice in choices:
        if not isinstance(choice, (str, int)):
            yield source.problem_at(
                "P100", (line, 1), f"The default of “{key}” must be a text, a number or a list of texts."
            )
        elif isinstance(choice, str) and (
            len(choice) > LONGEST_VALUE or re.search(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]", choice)
        ):
            message = f"The default of “{key}” is longer than {LONGEST_VALUE} characters or holds control characters."
            yield source.problem_at("P100", (line, 1), message)
        elif isinstance(choice, str):
            yield from check_expressions(choice, source, names=earlier, filters={"jsonify", "slugify"}, first_line=line)
