"""A word out of the lists of a YAML text; every other byte stays."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from toolkit.problems import YamlPath
from toolkit.reading.yaml import KEY, Scalar, read_scalars

TextEdit = tuple[int, int, str]
"""Where a stretch begins and ends, and what comes in its place."""


def without_item(text: str, item: str, *, names: Collection[str]) -> str:
    """The text without `item` in the lists that have one of these names."""
    bom, body = ("\ufeff", text[1:]) if text.startswith("\ufeff") else ("", text)
    return bom + with_edits(body, edits_that_drop(body, read_scalars(body), item=item, names=names))


def with_edits(text: str, edits: Iterator[TextEdit]) -> str:
    """The text with every stretch replaced."""
    for start, end, new in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def edits_that_drop(text: str, scalars: Sequence[Scalar], *, item: str, names: Collection[str]) -> Iterator[TextEdit]:
    """What takes `item` out of the lists that have one of these names, of those that stand in the text."""
    places = {scalar.path: scalar for scalar in scalars}
    lists: dict[YamlPath, list[Scalar]] = {}
    for scalar in scalars:
        if len(scalar.path) > 1 and isinstance(scalar.path[-1], int) and scalar.path[-2] in names:
            lists.setdefault(scalar.path[:-1], []).append(scalar)
    for path, items in lists.items():
        kept = [one for one in items if one.text != item]
        if len(kept) == len(items):
            continue
        if items[0].flow:
            yield items[0].start, items[-1].end, ", ".join(text[one.start : one.end] for one in kept)
            continue
        for one in items:
            if one.text == item:
                yield _line_start(text, one.start), _line_end(text, one.end), ""
        if not kept:
            colon = text.index(":", places[(*path, KEY)].end) + 1
            yield colon, colon, " []"


def _line_start(text: str, place: int) -> int:
    return text.rfind("\n", 0, place) + 1


def _line_end(text: str, place: int) -> int:
    end = text.find("\n", place)
    return len(text) if end < 0 else end + 1
