"""What does not fit on its page, told: by the build that prints it and by every later one, as long as it is so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from toolkit.model.overruns import Overrun
from toolkit.problems import Problem
from toolkit.words.filters import listing, plural


def overrun_problems(overruns: Mapping[str, Iterable[Overrun]]) -> list[Problem]:
    """By the path of each document (below out/): P105 for each front that runs over its page, and one P106 for the
    chapters that end on an almost empty one."""
    return [problem for path, found in sorted(overruns.items()) for problem in _of_document(path, tuple(found))]


def _of_document(path: str, found: tuple[Overrun, ...]) -> Iterator[Problem]:
    for one in found:
        if one.code == "P105":
            message = f"“{one.anchor}” has about {plural(one.lines, 'line')} too many for its page."
            yield Problem(f"out/{path}", 0, 0, "P105", message, "Shorten what its blocks say and do.", one.anchor)
    ends = sorted((one for one in found if one.code == "P106"), key=lambda one: one.page)
    if ends:
        told = [f"page {end.page} (“{end.anchor}” runs over by {plural(end.lines, 'line')})" for end in ends]
        message, hint = f"Almost empty: {listing(told)}.", "Shorten that text by so many lines, or leave it."
        yield Problem(f"out/{path}", 0, 0, "P106", message, hint, ends[0].anchor)
