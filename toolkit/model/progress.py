"""How far a long piece of work has come."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Step:
    """The document that is being made (relative to out/), how many are done, of how many; and the share of the work
    that is behind us, from 0 to 1."""

    path: str
    done: int
    total: int
    share: float
