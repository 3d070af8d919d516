"""What the rules alone say of the folders of tests/examples: each at its line, with its hint, and nothing else."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import pytest

from tests.examples import EXAMPLES, lay_out
from toolkit.planning.make_plan import make_plan
from toolkit.planning.rules import find_problems
from toolkit.planning.rules.rule import Facts
from toolkit.problem_codes import CODES
from toolkit.problems import Problem
from toolkit.reading.documents import read_document_base, read_document_types
from toolkit.reading.programme_folder import read_partly
from toolkit.reading.shelves import Shelves

FOLDERS = sorted(path.parent for path in EXAMPLES.rglob("expected.txt"))
FACTS = Facts(datetime.date(2026, 11, 23))


def line_of(problem: Problem) -> str:
    """A problem as expected.txt has it, with its own hint."""
    place = f"{problem.file}:{problem.line}:{problem.column}" if problem.line else problem.file
    return f"{place}: {problem.level} {problem.code} {problem.message} = {problem.hint or CODES[problem.code].mend}"


def expected(folder: Path) -> set[str]:
    """The problems of an expected.txt, without the lines that they show."""
    text = (folder / "expected.txt").read_text("utf-8")
    heads = r"^(\S.*: (?:error|warning|advice) P\d{3} .*)\n(?: +(?:\d+)? *\|.*\n)*    (= .*)$"
    return {" ".join(found) for found in re.findall(heads, text, re.MULTILINE)}


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_the_rules_say_of_an_example_what_stands_beside_it(folder: Path, tmp_path: Path) -> None:
    laid = lay_out(tmp_path / "small", over=folder)
    shelves = Shelves.open(folder=laid)
    programme, _whole, of_reading = read_partly(laid, shelves)
    read_document_types(shelves, of_reading)
    read_document_base(shelves, of_reading)
    told = {line_of(problem) for problem in (find_problems(make_plan(programme), FACTS) if programme else ())}
    assert told | set(map(line_of, of_reading)) == expected(folder)
