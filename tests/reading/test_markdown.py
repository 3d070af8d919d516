"""Sessions: a YAML head and fixed headings."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.examples import SMALL
from toolkit.model.curriculum import Session
from toolkit.problems import Problem
from toolkit.reading.markdown import read_guide, read_session, split_head

FOLD = (SMALL / "sessions" / "01-fold.md").read_text(encoding="utf-8")


def read(text: str) -> tuple[Session | None, list[Problem]]:
    problems: list[Problem] = []
    return read_session(text, "sessions/01-fold.md", problems=problems)[0], problems


def test_a_good_session_is_read_whole() -> None:
    session, problems = read(FOLD)
    assert problems == []
    assert session is not None
    assert (session.key, session.why, session.exit_question) == ("fold", "Because boats float.", "Does it float?")
    assert [entry.title for entry in session.ifs] == ["Late", "Three come", "Nobody read"]


def test_a_value_in_the_head_is_told_at_its_line_in_the_file() -> None:
    _, (problem,) = read(FOLD.replace("minutes: 60", "minutes: long"))
    assert (problem.code, problem.line) == ("P022", 5)


def test_a_file_without_a_head_is_told() -> None:
    for text in ("# Title\n", "---\nkey: x\n", ""):
        assert [problem.code for problem in read(text)[1]] == ["P014"]


def test_a_missing_heading_and_one_too_many_are_told() -> None:
    problems = read(FOLD.replace("## Next\n", "## Later\n"))[1]
    assert sorted(problem.code for problem in problems) == ["P047", "P048"]
    assert FOLD.split("\n")[next(p.line for p in problems if p.code == "P048") - 1] == "## Next"


def test_a_heading_without_text_counts_as_missing() -> None:
    assert [problem.code for problem in read(FOLD.replace("Because boats float.", ""))[1]] == ["P047"]


def test_a_missing_case_under_if_is_told() -> None:
    assert [problem.code for problem in read(FOLD.replace("### Three come\nWork as one.\n", ""))[1]] == ["P047"]
    assert [problem.code for problem in read(FOLD.replace("### Nobody read\nRead in Open.\n", ""))[1]] == ["P047"]


def test_the_sheet_says_what_to_do_when_late_so_the_text_may_be_left_out() -> None:
    session, problems = read(FOLD.replace("### Late\nShorten Work.\n", ""))
    assert problems == []
    assert session is not None
    assert [entry.title for entry in session.ifs] == ["Three come", "Nobody read"]


def test_a_variants_case_is_one_of_the_cases() -> None:
    head = FOLD.replace(
        "    lost: Nobody can touch the paper.\n",
        "    lost: Nobody can touch the paper.\n    if: {Three come: One room.}\n",
    )
    session, problems = read(head)
    assert problems == []
    assert session is not None
    assert session.head.variants[0].ifs == {"Three come": "One room."}
    (problem,) = read(head.replace("Three come: One room.", "Tree come: One room."))[1]
    assert (problem.code, problem.hint) == ("P048", "Did you mean “Three come”?")


def test_headings_inside_code_are_code() -> None:
    session, problems = read(FOLD.replace("Fold one yourself.", "```\n## Not a heading\n```"))
    assert problems == []
    assert session is not None
    assert "## Not a heading" in session.before


PROMPT = """## Prompts
### Does it float?
Minutes: 12
Good answers touch: weight,
and shape.
A disagreement worth having: a or b.
If silent: count to ten.
Deeper: why?

## Exit question"""


def test_a_prompt_has_parts_that_may_go_on_over_lines() -> None:
    session, problems = read(FOLD.replace("## Exit question", PROMPT))
    assert problems == []
    assert session is not None
    (prompt,) = session.prompts
    assert (prompt.number("Minutes"), prompt.part("Good answers touch")) == (12, "weight,\nand shape.")


def test_a_prompt_that_lacks_a_part_or_a_number_is_told_at_its_heading() -> None:
    text = FOLD.replace("## Exit question", PROMPT.replace("Deeper: why?\n", "").replace("12", "a few"))
    problems = read(text)[1]
    assert [problem.code for problem in problems] == ["P049", "P049"]
    assert {text.split("\n")[problem.line - 1] for problem in problems} == {"### Does it float?"}


@pytest.mark.parametrize("number", ["1. ", "1) ", "Task 1. ", "Prompt 1: "])
def test_a_heading_that_brings_its_own_number_is_told(number: str) -> None:
    text = FOLD.replace("## Exit question", PROMPT.replace("### Does", f"### {number}Does"))
    (problem,) = read(text)[1]
    assert (problem.code, text.split("\n")[problem.line - 1]) == ("P015", f"### {number}Does it float?")


@pytest.mark.parametrize("number", ["2. ", "1.5 litres: ", "1 ", "100) "])
def test_a_number_that_is_not_the_headings_place_is_part_of_it(number: str) -> None:
    assert read(FOLD.replace("## Exit question", PROMPT.replace("### Does", f"### {number}Does")))[1] == []


def test_a_discussion_needs_prompts_and_a_pairing_checkpoints() -> None:
    for kind, title in (("discussion", "Prompts"), ("pairing", "Checkpoints")):
        _, (problem,) = read(FOLD.replace("kind: workshop", f"kind: {kind}"))
        assert problem.code == "P047"
        assert title in problem.message


def test_a_guide_is_its_head_and_its_text() -> None:
    guide, _ = read_guide(
        "---\nkey: pairs\ntitle: In pairs\nkinds: [pairing]\n---\n## First\nText.\n", "g.md", problems=[]
    )
    assert guide is not None
    assert (guide.head.kinds, guide.text) == (("pairing",), "## First\nText.")


@settings(max_examples=100, deadline=None)
@given(st.text(st.sampled_from("-# \nab:`~"), max_size=80))
def test_no_body_makes_the_reader_fall(body: str) -> None:
    head = FOLD.split("\n## ")[0]
    read(head + "\n" + body)


@settings(max_examples=100, deadline=None)
@given(st.text(st.sampled_from("-# \nab:"), max_size=60))
@example("a: 1\nb: 2\n---\nBody.")
@example("---")
def test_head_and_body_together_are_the_file(text: str) -> None:
    split = split_head("---\n" + text, "x.md", problems=[])
    if split is not None:
        head, body, line = split
        assert (("---\n" + text).split("\n")[line - 1 :] or [""]) == body.split("\n")
        assert head.count("\n") + 4 == line or head == ""
