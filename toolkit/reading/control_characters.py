"""Characters that steer screens and printers and that nobody sees (escape, bell); not line ends, not tabs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.problems import SourceFile

CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")

STEERED = "<control>"
"""Appended to the path of a text: the place of one that held such characters, which were left out of it."""


def without_control(text: str) -> str:
    """The text with a blank for each such character, so that all others keep their places."""
    return CONTROL.sub(" ", text)


def mark_lines(source: SourceFile, text: str) -> None:
    """Remember in `source` each line of its text that holds such characters."""
    for number, line in enumerate(text.split("\n"), 1):
        if found := CONTROL.search(line):
            source.places[f"line {number}", STEERED] = (number, found.start() + 1)


def steered(source: SourceFile) -> Iterator[tuple[int, int]]:
    """Line and column of each text that held such characters."""
    return (place for path, place in source.places.items() if path[-1:] == (STEERED,))
