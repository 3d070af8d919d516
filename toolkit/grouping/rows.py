"""A matrix of the mixed-integer programme under construction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

INFINITY = float("inf")


@dataclass
class Rows:
    """A matrix under construction, row by row."""

    lower: list[float] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)
    start: list[int] = field(default_factory=lambda: [0])
    index: list[int] = field(default_factory=list)
    value: list[float] = field(default_factory=list)

    def add(self, columns: Sequence[int], values: Sequence[float], *, low: float, high: float) -> None:
        self.index.extend(columns)
        self.value.extend(values)
        self.start.append(len(self.index))
        self.lower.append(low)
        self.upper.append(high)
