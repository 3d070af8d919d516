"""An entry that is added to changes.yaml reads back as it was meant, whatever letters are in its reason."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.keeping.changes_file import add_changes, read_entries, with_reason
from toolkit.model.changes import ChangeEntry, ChangeFile
from toolkit.problems import Problem, ProblemsFound
from toolkit.reading.control_characters import without_control
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
    assert record.changes[0].reason == without_control(reason)


ONE = ChangeEntry(cohort="a", session="fold", cancelled="drop")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "changes:\n  - cohort: a\n    session: fold\n    cancelled: drop\n"),
        ("# mine\n", "# mine\nchanges:\n  - cohort: a\n    session: fold\n    cancelled: drop\n"),
        (
            "changes: []  # none # yet\nother: 1\n",
            "changes:  # none # yet\n  - cohort: a\n    session: fold\n    cancelled: drop\nother: 1\n",
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


HELD = "  - cohort: a\n    session: fold\n    decided: 2027-01-12\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (HELD, "  - cohort: a\n    session: fold\n    reason: hall shut\n    decided: 2027-01-12\n"),
        ("- cohort: a  # mine\n  session: fold\n", "- reason: hall shut\n  cohort: a  # mine\n  session: fold\n"),
        ("  - cohort: a\n    reason: old  # mine\n", "  - cohort: a\n    reason: hall shut  # mine\n"),
        ("  - cohort: a\n    reason:\n", "  - cohort: a\n    reason: hall shut\n"),
        (
            "  - cohort: a\n    reason: >\n      old\n      one\n    room:\n",
            "  - cohort: a\n    reason: hall shut\n    room:\n",
        ),
        (" [{cohort: a, facilitators: [f1, f2]}]\n", " [{reason: hall shut, cohort: a, facilitators: [f1, f2]}]\n"),
        (" [{cohort: a, reason: x, room: y}]\n", " [{cohort: a, reason: hall shut, room: y}]\n"),
    ],
)
def test_a_reason_comes_into_an_entry_and_everything_else_stays(before: str, after: str) -> None:
    head = "changes:" if before.startswith(" [") else "changes:\n"
    for text, wanted in (
        (head + before, head + after),
        (f"# ä𝄞\r\n{head}{before}".replace("\n", "\r\n"), f"# ä𝄞\r\n{head}{after}".replace("\n", "\r\n")),
        ("\ufeff" + head + before, "\ufeff" + head + after),
    ):
        assert with_reason(text, range(1), reason="hall shut") == wanted


def test_a_reason_comes_into_the_entries_that_are_meant() -> None:
    text = "changes:\n" + HELD * 3
    new = with_reason(text, range(1, 3), reason="é: [x]")
    assert new is not None
    assert [entry.reason for entry in read_entries(new.encode())] == [None, "é: [x]", "é: [x]"]


def test_an_entry_that_would_have_to_be_written_anew_stays() -> None:
    assert with_reason("changes:\n  - ? cohort\n    : a\n", range(1), reason="x") is None


@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=20))
def test_any_reason_in_an_entry_reads_back(reason: str) -> None:
    new = with_reason(f"changes:\n{HELD}", range(1), reason=reason)
    assert new is not None
    assert read_entries(new.encode())[0].reason == without_control(reason)
    assert "\x1b" not in new
