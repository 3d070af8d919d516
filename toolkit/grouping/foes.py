"""People who must not meet each other."""

from __future__ import annotations

from collections.abc import Iterable

from toolkit.grouping.instance import Instance


def opposed(instance: Instance) -> dict[int, set[int]]:
    """Who must not meet whom, from both sides."""
    found: dict[int, set[int]] = {}
    for one, other in instance.apart:
        found.setdefault(one, set()).add(other)
        found.setdefault(other, set()).add(one)
    return found


def crowd(units: Iterable[int], foes: dict[int, set[int]]) -> int:
    """Fewest cohorts that keep the opposed among these people apart, at least: the size of a clique found greedily."""
    inside = [unit for unit in units if unit in foes]
    best = 1
    for unit in inside:
        clique = {unit}
        for other in sorted(foes[unit].intersection(inside)):
            if all(other in foes[member] for member in clique):
                clique.add(other)
        best = max(best, len(clique))
    return best
