"""Three trees become one: no edit is lost, and they clash exactly where both sides changed the same."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.scaffold.made import added
from toolkit.keeping.merge import merge
from toolkit.scaffold.merge_trees import FileUpdate, merge_trees

NAMES = st.sampled_from(["a.md", "b.yaml", "sessions/01-x.md"])


LINES = st.lists(st.sampled_from([b"one\n", b"two\n", b"three\n", b"four\n", b"five\n"]), max_size=6).map(b"".join)


TREES = st.dictionaries(NAMES, LINES, max_size=3)


def after(ours: dict[str, bytes], steps: tuple[FileUpdate, ...]) -> dict[str, bytes]:
    """The tree once every step is done."""
    tree = {**ours, **{step.path: step.data for step in steps}}
    return {path: data for path, data in tree.items() if data is not None}


@given(base=TREES, ours=TREES, theirs=TREES)
def test_no_edit_is_lost(base: dict[str, bytes], ours: dict[str, bytes], theirs: dict[str, bytes]) -> None:
    merged = after(ours, merge_trees(base, ours, theirs=theirs))
    for path, data in ours.items():
        if data != base.get(path):
            assert added(base.get(path), data) <= Counter(merged[path].splitlines())
            assert theirs.get(path) is not None or merged[path] == data
    for path in base.keys() - ours.keys():
        assert path not in merged


@given(base=TREES, ours=TREES, theirs=TREES)
def test_it_clashes_exactly_where_both_changed_and_the_lines_do_not_go_together(
    base: dict[str, bytes], ours: dict[str, bytes], theirs: dict[str, bytes]
) -> None:
    both = {
        path
        for path in ours.keys() & theirs.keys()
        if base.get(path) not in (ours[path], theirs[path]) and ours[path] != theirs[path]
    }
    wanted = {path for path in both if path not in base or merge(base[path], ours[path], theirs[path]) is None}
    clashes = [step for step in merge_trees(base, ours, theirs=theirs) if step.state == "conflict"]
    assert {step.path for step in clashes} == wanted
    assert all((step.data, step.theirs) == (ours[step.path], theirs[step.path]) for step in clashes)


@given(base=TREES, ours=TREES, theirs=TREES)
def test_a_second_time_nothing_is_left_to_do(
    base: dict[str, bytes], ours: dict[str, bytes], theirs: dict[str, bytes]
) -> None:
    assert merge_trees(theirs, after(ours, merge_trees(base, ours, theirs=theirs)), theirs=theirs) == ()


@given(base=TREES, theirs=TREES)
def test_a_folder_that_nobody_edited_becomes_what_the_template_gives(
    base: dict[str, bytes], theirs: dict[str, bytes]
) -> None:
    assert after(base, merge_trees(base, base, theirs=theirs)) == theirs


@pytest.mark.parametrize("ours", [b"one\r\ntwo\r\nthree\r\n", b"one\r\nMINE\r\nthree\r\n"])
def test_line_ends_that_an_editor_changed_are_no_clash_and_stay(ours: bytes) -> None:
    (step,) = merge_trees({"a.md": b"one\ntwo\nthree\n"}, {"a.md": ours}, theirs={"a.md": b"zero\none\ntwo\nthree\n"})
    assert (step.state, step.data) == ("merge", b"zero\r\n" + ours)


BEFORE = {"sessions/03-fold.md": b"---\nkey: fold\ntitle: Fold\n---\ntext\n"}


RENAMED = {"sessions/04-fold.md": b"---\nkey: fold\ntitle: Fold it\n---\ntext\n"}


EDITED = BEFORE["sessions/03-fold.md"] + b"mine\n"


def test_a_session_in_a_file_of_another_name_is_followed_by_its_key() -> None:
    steps = merge_trees(BEFORE, {"sessions/03-fold.md": EDITED}, theirs=RENAMED)
    assert [(step.path, step.state, step.becomes) for step in steps] == [
        ("sessions/03-fold.md", "rename", "sessions/04-fold.md"),
        ("sessions/04-fold.md", "merge", ""),
    ]
    assert steps[1].data == RENAMED["sessions/04-fold.md"] + b"mine\n"


def test_a_session_that_was_deleted_does_not_come_back_under_another_name() -> None:
    assert after({}, merge_trees(BEFORE, {}, theirs=RENAMED)) == {}


def test_another_session_in_a_new_file_is_no_renaming() -> None:
    other = {"sessions/04-sail.md": b"---\nkey: sail\n---\n"}
    assert after(
        {"sessions/03-fold.md": EDITED}, merge_trees(BEFORE, {"sessions/03-fold.md": EDITED}, theirs=other)
    ) == {"sessions/03-fold.md": EDITED, **other}
