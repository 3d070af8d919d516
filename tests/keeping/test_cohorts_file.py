"""cohorts.yaml: what is put in, what stays byte for byte, and what is remembered."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.keeping.cohorts_file import Memory, keys_in_lines, put_cohorts, read_memory, untouched, write_memory
from toolkit.model.cohort_file import CohortFile
from toolkit.problems import Problem
from toolkit.reading.records import read_record
from toolkit.reading.yaml import read_yaml

TEXT = (
    "# first\ncohorts:   # all\n  # about a\n  a:\n    label: One   # mine\n    members: [p1]\n\n  b: {label: Two}\n#"
    " last\n"
)


def test_kept_cohorts_stay_byte_for_byte_and_others_go() -> None:
    text, memory = put_cohorts(TEXT, {"c": {"label": "Three", "members": ["p2"]}}, keep=["a"], memory=Memory())
    assert (
        text == "# first\ncohorts:   # all\n  # about a\n  a:\n    label: One   # mine\n    members: [p1]\n\n  c:\n   "
        " label: Three\n    members: [p2]\n# last\n"
    )
    assert set(memory.used) == {"a", "b", "c"}
    assert untouched(text, memory) == {"c"}


def test_cohorts_on_lines_of_their_own_are_known_by_key() -> None:
    assert keys_in_lines(TEXT) == {"a", "b"}
    assert keys_in_lines("cohorts: {a: {label: One}}\n") == set()


def test_an_edit_is_noticed_and_a_blank_line_is_none() -> None:
    text, memory = put_cohorts("", {"a": {"label": "One", "time": "18:30"}}, keep=[], memory=Memory())
    assert untouched(text, memory) == {"a"}
    assert untouched(text.replace("18:30", "19:00"), memory) == frozenset()
    assert untouched(text + "\n# a remark\n", memory) == {"a"}


def test_the_memory_reads_back_and_a_damaged_one_is_empty() -> None:
    memory = Memory({"a": "1"}, ("a", "b"))
    assert read_memory(write_memory(memory).decode()) == memory
    assert read_memory("{]") == Memory()
    assert read_memory('{"written": 3}') == Memory()


@given(
    label=st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\u2028\u2029\ufeff"), min_size=1)
    .map(str.strip)
    .filter(bool)
)
def test_any_label_reads_back(label: str) -> None:
    text, _ = put_cohorts(
        "", {"a": {"label": label, "minutes": 120, "members": ["p1", "no", "007"]}}, keep=[], memory=Memory()
    )
    problems: list[Problem] = []
    data, source = read_yaml(text, "cohorts.yaml", problems=problems)
    record = read_record(CohortFile, data, source=source, problems=problems)
    assert problems == []
    assert record is not None
    assert (record.cohorts["a"].label, record.cohorts["a"].members) == (label, ("p1", "no", "007"))


@pytest.mark.parametrize("word", ["null", "Yes", "1", "1:30", "y", "N", "off", "~", "- a", "a: b", "#x", "“x”", "x "])
def test_a_word_that_yaml_would_misread_is_quoted(word: str) -> None:
    text, _ = put_cohorts("", {"a": {"label": word}}, keep=[], memory=Memory())
    data, _source = read_yaml(text, "cohorts.yaml", problems=[])
    assert data == {"cohorts": {"a": {"label": word}}}


def test_a_cohort_that_is_put_in_again_keeps_its_remarks_its_order_and_its_line_endings() -> None:
    old = "cohorts:\n  a:\n    # about the label\n    label: One   # mine\n    time: '18:30'\n  # next\n"
    for text in (old, "\ufeff" + old.replace("\n", "\r\n")):
        made, _ = put_cohorts(text, {"a": {"label": "Two", "time": "18:30", "room": "R"}}, keep=[], memory=Memory())
        assert made.startswith("\ufeff") is text.startswith("\ufeff")
        assert made.removeprefix("\ufeff").splitlines() == [
            "cohorts:",
            "  a:",
            "    # about the label",
            "    label: Two   # mine",
            "    time: '18:30'",
            "    room: R",
            "  # next",
        ]
        assert ("\r\n" in made) is ("\r\n" in text)


def test_turns_in_lines_stay_while_they_are_the_same_and_keep_their_order_else() -> None:
    old = (
        "cohorts:\n  a:\n    turns:  # ours\n      - Tue 07:00\n      - 'Tue 21:00'  # late\n    members:\n      - p1\n"
    )
    values: dict[str, object] = {"turns": ["Tue 07:00", "Tue 21:00"], "members": ["p1", "p2"]}
    same, _ = put_cohorts(old, {"a": values}, keep=[], memory=Memory())
    assert same == old + "      - p2\n"
    other, _ = put_cohorts(old, {"a": {**values, "turns": ["Tue 21:00", "Tue 07:00"]}}, keep=[], memory=Memory())
    assert '    turns: ["Tue 21:00", "Tue 07:00"]  # ours\n    members:' in other
    data, _source = read_yaml(other, "cohorts.yaml", problems=[])
    assert data == {"cohorts": {"a": {"turns": ["Tue 21:00", "Tue 07:00"], "members": ["p1", "p2"]}}}
    none, _ = put_cohorts(old, {"a": {"day": "tue", "time": "18:00"}}, keep=[], memory=Memory())
    assert none == 'cohorts:\n  a:\n    day: tue\n    time: "18:00"\n'
