"""The times of a person, as the cells of their row say them."""

from __future__ import annotations

from collections.abc import Mapping

from toolkit.model.availability import Stretch
from toolkit.reading.availability import read_availability


def times_of(cells: Mapping[str, str]) -> tuple[tuple[Stretch, ...], tuple[Stretch, ...]]:
    """When somebody can, and when they can if need be, as far as that can be read."""
    free, perhaps = (read_availability(cells.get(heading, "")).stretches for heading in ("available", "if_needed"))
    return free, perhaps
