"""Three-way merge by lines: what two people made of one text, or that they clash."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

Lines = Sequence[bytes]
_Block = tuple[int, int, int]


def merge(base: bytes, ours: bytes, theirs: bytes) -> bytes | None:
    """The text with both changes in it; None where both changed the same lines, or lines that touch, to something else.

    The method is that of diff3 (Khanna, Kunal, Pierce 2007): lines that all three have hold the parts between them
    apart.
    """
    if ours in (base, theirs) or theirs == base:
        return theirs if ours == base else ours
    merged: list[bytes] = []
    for gap, common in _stretches(base, ours, theirs):
        settled = _settle(*gap)
        if settled is None:
            return None
        merged += [*settled, *common]
    return b"".join(merged)


def clashes(base: bytes, ours: bytes, theirs: bytes) -> tuple[tuple[bytes, bytes], ...]:
    """Where `merge` gives None: the lines that both changed, as they are in `base` and in `ours`."""
    return tuple(
        (b"".join(gap[0]), b"".join(gap[1])) for gap, _common in _stretches(base, ours, theirs) if _settle(*gap) is None
    )


def _stretches(base: bytes, ours: bytes, theirs: bytes) -> Iterator[tuple[tuple[Lines, Lines, Lines], Lines]]:
    """The lines of each text up to the next ones that all three have, and those."""
    before, mine, other = (text.splitlines(keepends=True) for text in (base, ours, theirs))
    at = (0, 0, 0)
    for block, length in _common(before, mine, theirs=other):
        yield (
            (before[at[0] : block[0]], mine[at[1] : block[1]], other[at[2] : block[2]]),
            before[block[0] : block[0] + length],
        )
        at = (block[0] + length, block[1] + length, block[2] + length)


def _settle(base: Lines, ours: Lines, theirs: Lines) -> Lines | None:
    if ours in (base, theirs):
        return theirs
    return ours if theirs == base else None


def _common(base: Lines, ours: Lines, *, theirs: Lines) -> Iterator[tuple[_Block, int]]:
    """Stretches of lines that stand in all three, with their starts in each; at last an empty one behind the ends."""
    mine, other = (SequenceMatcher(None, base, lines, autojunk=False).get_matching_blocks() for lines in (ours, theirs))
    one = two = 0
    while one < len(mine) and two < len(other):
        a, b = mine[one], other[two]
        start, end = max(a.a, b.a), min(a.a + a.size, b.a + b.size)
        if start < end:
            yield (start, a.b + start - a.a, b.b + start - b.a), end - start
        if a.a + a.size <= b.a + b.size:
            one += 1
        else:
            two += 1
    yield (len(base), len(ours), len(theirs)), 0
