"""File names and titles of documents, with holes for what they are made for."""

from __future__ import annotations

import re
from collections.abc import Mapping

MESSAGES = "private/messages/"
"""Where messages and what lies with them stand, below out/."""

HOLE = re.compile(r"\{(-?)(cohort|number|session|meeting|id)\}")


def fill(pattern: str, values: Mapping[str, str]) -> str:
    """A file name or title with its holes filled, once: what a value holds is never read as a hole."""
    return HOLE.sub(lambda hole: (hole[1] if values.get(hole[2]) else "") + values.get(hole[2], ""), pattern)
