"""Plain data into records, with our own words and codes."""

from __future__ import annotations

import datetime

import pytest

from toolkit.model.cohort_file import CohortFile
from toolkit.model.programme import Settings
from toolkit.problems import Problem
from toolkit.reading.records import nearest, nearest_word, read_record
from toolkit.reading.yaml import read_yaml

GOOD = "key: small\ntitle: Small\ncity: town\nday: tue\ntime: '18:30'\nmode: in-person-peer\n"


def read(text: str) -> tuple[Settings | None, list[Problem]]:
    problems: list[Problem] = []
    data, source = read_yaml(text, "programme.yaml", problems=problems)
    return read_record(Settings, data, source=source, problems=problems), problems


def test_a_good_file_becomes_a_record() -> None:
    record, problems = read(GOOD)
    assert problems == []
    assert record is not None
    assert (record.day, record.time) == (("tue",), (datetime.time(18, 30),))


def test_blank_text_means_not_known_yet() -> None:
    record, problems = read(GOOD + 'start: ""\ncontact: "  "\nsign_up: {url: ""}\n')
    assert problems == []
    assert record is not None
    assert (record.start, record.contact, record.sign_up.url) == (None, None, None)


@pytest.mark.parametrize(
    ("line", "code", "word"),
    [
        ("titel: x", "P020", "title"),
        ("start: 2027-02-30", "P024", "does not exist"),
        ("start: 19.1.2027", "P024", "year-month-day"),
        ("people: many", "P022", "“many” stands at people, where a whole number is expected"),
        ("people: [1]", "P022", "At people a whole number is expected"),
        ("sender: Sam", "P022", 'For example: sender: {name: "", email: ""}'),
        ("people: 0", "P026", "at least 1"),
        ("cohorts: 99999", "P026", "at most 1000"),
        ("fit: pasted", "P023", "past"),
        ("sign_up: {url: example.org}", "P027", "https://"),
        ("breaks: [{name: x, from: 2027-01-01, to: 2027-01-02, form: 1}]", "P020", "from"),
        ("breaks: [{name: x, from: 2027-01-01}]", "P021", "to"),
        ("look: {accent: red}", "P027", "a # and six digits"),
        ("sender: {email: ada}", "P027", "ada@example.org"),
        ("look:", "P022", "blank"),
    ],
)
def test_a_wrong_value_is_told_with_its_code_and_what_is_right(line: str, code: str, word: str) -> None:
    record, (problem,) = read(GOOD + line)
    assert record is None
    assert (problem.code, problem.line) == (code, 7)
    assert word in problem.message + problem.hint


def test_a_wrong_entry_of_a_list_is_called_by_the_name_of_the_list() -> None:
    _, (problem,) = read(GOOD.replace("day: tue", "day: [tue, tusday]"))
    assert "choices for day" in problem.message
    assert (problem.line, problem.column) == (4, 12)


def test_all_mistakes_are_told_at_once() -> None:
    assert [problem.code for problem in read("key: A b\ncity: town\nday: x\n")[1]] == [
        "P039",
        "P021",
        "P023",
        "P021",
        "P021",
    ]


@pytest.mark.parametrize("key", ["all", "con", "A", "a--b", "a_b", "é", "", "x" * 41])
def test_what_cannot_be_a_file_name_everywhere_cannot_be_a_key(key: str) -> None:
    problems: list[Problem] = []
    data, source = read_yaml(f'cohorts:\n  "{key}": {{}}\n', "cohorts.yaml", problems=problems)
    assert read_record(CohortFile, data, source=source, problems=problems) is None
    assert [problem.code for problem in problems] == ["P039"]


def test_the_nearest_word_is_offered_or_else_all_words() -> None:
    assert nearest("tensers", ["tensors", "scale"]) == "Did you mean “tensors”?"
    assert nearest("zzz", ["b", "a"]) == "Known: a, b."
    assert nearest("x", []) == ""


def test_of_words_that_are_as_near_the_first_is_offered() -> None:
    terms = ["Hilary 2028", "Hilary 2027", "Trinity 2027"]
    assert nearest_word("hilary", terms) == "Hilary 2027"
    assert nearest_word("hilary 2029", terms) == "Hilary 2027"
    assert nearest_word("HILARY 2028", terms) == "Hilary 2028"
