"""An entry that is added to changes.yaml reads back as it was meant, whatever letters are in its reason."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from toolkit.keeping.changes_file import add_changes
from toolkit.model.changes import ChangeEntry, ChangeFile
from toolkit.problems import Problem
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
