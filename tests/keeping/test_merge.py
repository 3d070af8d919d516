"""Three versions of a text become one that has both changes, or it is said that they clash."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.keeping.merge import merge

ENDS = st.sampled_from([b"\n", b"\r\n", b"\r"])
LINES = st.lists(
    st.tuples(st.sampled_from([b"", b"a", b"b", b"c", b"key: x", b"  - y"]), ENDS).map(b"".join), max_size=8
)
TEXTS = st.tuples(LINES, st.sampled_from([b"", b"a", b"last"])).map(lambda parts: b"".join(parts[0]) + parts[1])


@st.composite
def edits(draw: st.DrawFn, text: bytes) -> bytes:
    """The text with a few lines taken out, put in or changed."""
    lines = text.splitlines(keepends=True)
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, len(lines)))
        lines[at : at + draw(st.integers(0, 2))] = draw(
            st.lists(st.sampled_from([b"new\n", b"mine\n", b"a\n", b"b\n"]), max_size=2)
        )
    return b"".join(lines)


@st.composite
def versions(draw: st.DrawFn) -> tuple[bytes, bytes, bytes]:
    base = draw(TEXTS)
    return base, draw(edits(base)), draw(edits(base))


def lines(text: bytes) -> Counter[bytes]:
    return Counter(text.splitlines())


@given(base=TEXTS, ours=TEXTS)
def test_where_only_one_changed_the_text_is_theirs(base: bytes, ours: bytes) -> None:
    assert merge(base, ours, base) == ours
    assert merge(base, base, ours) == ours
    assert merge(base, ours, ours) == ours


@given(versions())
def test_it_does_not_matter_who_is_who(three: tuple[bytes, bytes, bytes]) -> None:
    base, ours, theirs = three
    assert merge(base, ours, theirs) == merge(base, theirs, ours)


@given(versions())
def test_no_line_that_either_added_is_lost(three: tuple[bytes, bytes, bytes]) -> None:
    base, ours, theirs = three
    merged = merge(base, ours, theirs)
    if merged is not None:
        assert lines(ours) - lines(base) <= lines(merged)
        assert lines(theirs) - lines(base) <= lines(merged)


@given(versions())
def test_nothing_comes_from_nowhere(three: tuple[bytes, bytes, bytes]) -> None:
    base, ours, theirs = three
    merged = merge(base, ours, theirs)
    if merged is not None:
        assert set(lines(merged)) <= set(lines(ours)) | set(lines(theirs))


@given(st.lists(st.integers(0, 999), min_size=5, max_size=12, unique=True), st.data())
def test_changes_apart_from_each_other_never_clash(numbers: list[int], data: st.DataObject) -> None:
    base = [b"line %d\n" % number for number in numbers]
    middle = data.draw(st.integers(1, len(base) - 2))
    head = data.draw(edits(b"".join(base[:middle])))
    tail = data.draw(edits(b"".join(base[middle + 1 :])))
    ours, theirs = head + b"".join(base[middle:]), b"".join(base[: middle + 1]) + tail
    assert merge(b"".join(base), ours, theirs) == head + base[middle] + tail


@pytest.mark.parametrize(
    ("base", "ours", "theirs"),
    [
        (b"a\n", b"b\n", b"c\n"),
        (b"a\n", b"", b"c\n"),
        (b"a\nb\nc\n", b"a\nB\nc\n", b"a\nb2\nc\n"),
        (b"a\nb\n", b"A\nb\n", b"a\nB\n"),  # lines that touch
        (b"", b"mine\n", b"theirs\n"),
        (b"a", b"a\nmine", b"a\ntheirs"),
    ],
)
def test_the_same_place_changed_twice_is_a_clash(base: bytes, ours: bytes, theirs: bytes) -> None:
    assert merge(base, ours, theirs) is None


def test_the_same_change_made_by_both_is_made_once() -> None:
    assert merge(b"a\nb\nc\nd\n", b"a\nX\nc\nd\n", b"a\nX\nc\nD\n") == b"a\nX\nc\nD\n"
