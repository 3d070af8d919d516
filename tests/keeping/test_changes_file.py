"""An entry that is added to changes.yaml reads back as it was meant, whatever letters are in its reason."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.keeping.changes_file import add_changes, read_entries
from toolkit.model.changes import ChangeEntry, ChangeFile
from toolkit.problems import Problem, ProblemsFound
from toolkit.reading.records import read_record
from toolkit.reading.yaml import read_yaml


@given(st.text(st.characters(codec="utf-8"), max_size=20))
def test_any_reason_reads_back(reason: str) -> None:
    problems: list[Problem] = []
    data, source = read_yaml(
        add_changes("", [ChangeEntry(cohort="a", session="fold", reason=reason)]), "changes.yaml", problems=problems
    )
    record = read_record(ChangeFile, data, source=source, problems=problems)
    assert problems == []
    assert record is not None
    assert record.changes[0].reason == reason


ONE = ChangeEntry(cohort="a", session="fold", cancelled="drop")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "changes:\n  - cohort: a\n    session: fold\n    cancelled: drop\n"),
        ("# mine\n", "# mine\nchanges:\n  - cohort: a\n    session: fold\n    cancelled: drop\n"),
        (
            "changes: []  # none\nother: 1\n",
            "changes:  # none\n  - cohort: a\n    session: fold\n    cancelled: drop\nother: 1\n",
        ),
        ("changes:\nother: 1\n", "changes:\n  - cohort: a\n    session: fold\n    cancelled: drop\nother: 1\n"),
        (
            "changes:\n- cohort: b\n  session: x\n\n# last\n",
            "changes:\n- cohort: b\n  session: x\n- cohort: a\n  session: fold\n  cancelled: drop\n\n# last\n",
        ),
        (
            "changes:\n  - cohort: b\n    x: 1 #\nmore:\n- 1\n",
            "changes:\n  - cohort: b\n    x: 1 #\n  - cohort: a\n    session: fold\n    cancelled: drop\nmore:\n- 1\n",
        ),
        (
            "changes: [{cohort: b, session: x} ]\n",
            "changes: [{cohort: b, session: x}, {cohort: a, session: fold, cancelled: drop}]\n",
        ),
        (
            "changes: [{cohort: b, session: x},\n  ]  # all\n",
            "changes: [{cohort: b, session: x},\n   {cohort: a, session: fold, cancelled: drop}]  # all\n",
        ),
    ],
)
def test_an_entry_comes_last_and_everything_else_stays(before: str, after: str) -> None:
    for text in (before, before.replace("\n", "\r\n"), "\ufeff" + before):
        wanted = after.replace("\n", "\r\n") if "\r\n" in text else after
        assert add_changes(text, [ONE]) == ("\ufeff" if text.startswith("\ufeff") else "") + wanted


def test_what_is_written_is_read_as_entries() -> None:
    assert read_entries(add_changes("", [ONE, ONE]).encode()) == (ONE, ONE)
    assert read_entries(b"") == read_entries(b"changes: 3\n") == ()


def test_a_text_that_is_no_yaml_is_refused() -> None:
    with pytest.raises(ProblemsFound):
        add_changes("changes: [", [ONE])
