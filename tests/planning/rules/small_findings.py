"""What the rules say of the small programme."""

from __future__ import annotations

import datetime
from typing import Any

from tests.planning.small_programme import programme
from toolkit.model.programme import Programme
from toolkit.planning.make_plan import make_plan
from toolkit.planning.rules import find_problems
from toolkit.planning.rules.rule import Facts
from toolkit.problems import Problem


def codes(found: Programme, today: str | None = None) -> set[str]:
    """The codes of all problems, on this day or on none."""
    day = datetime.date.fromisoformat(today) if today else None
    return {problem.code for problem in find_problems(make_plan(found), Facts(day))}


def told(found: Programme, code: str) -> list[Problem]:
    """The problems of one code."""
    return [problem for problem in find_problems(make_plan(found)) if problem.code == code]


def changed(*changes: dict[str, Any], **values: Any) -> set[str]:
    """The codes of all problems after these changes."""
    return codes(programme(changes=list(changes), **values))
