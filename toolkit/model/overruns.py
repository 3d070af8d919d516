"""What does not fit on the pages of a printed document, as the engine found it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

OverrunCode = Literal["P105", "P106"]


@dataclass(frozen=True)
class Overrun:
    """A section of the part at this path: it runs over its page by so many lines (P105), or ends on an almost empty
    page (P106). `page` is the number of its last one."""

    code: OverrunCode
    part: str
    anchor: str
    lines: int
    page: int
