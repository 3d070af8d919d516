"""What has to fit is made smaller by a little; what runs over, or ends on an almost empty page, is told."""

from __future__ import annotations

import re

from tests.outputs.printing import PAPER, page_of, printed
from toolkit.model.document import Page


def test_a_front_that_runs_over_a_little_is_made_smaller() -> None:
    css = (
        PAPER + " .tight-1 p { line-height: 11pt } .tight-2 p { line-height: 10pt } .tight-3 p { line-height: 9pt } p {"
        " margin: 0 }"
    )
    fronts = {
        count: page_of(f'<section id="front" data-fit="1">{"<p>line</p>" * count}</section>', css=css)
        for count in (60, 62, 75)
    }
    found = {count: printed(page) for count, page in fronts.items()}
    assert [len(readers["share/t.pdf"].pages) for readers, _ in found.values()] == [1, 1, 1]
    assert [problems for _, problems in found.values()] == [[], [], []]


def test_a_front_that_runs_over_too_much_is_told_with_its_lines() -> None:
    body = f'<section id="front-ppo" data-fit="1">{"<p>line</p>" * 90}</section><h1>Next</h1>'
    problems = printed(page_of(body, css=PAPER + " p { margin: 0 }"))[1]
    assert [problem.code for problem in problems] == ["P105"]
    assert "front-ppo" in problems[0].message
    lines = int(re.search(r"about (\d+) lines", problems[0].message)[1])  # type: ignore[index]
    assert 24 <= lines <= 33


def chapters(*lines: int, mark: str = ' data-end="1"') -> Page:
    """Chapters of so many lines each; 60 fill a page."""
    made = [
        f'<section id="chapter-{number}"{mark} style="break-before: page">{"<p>line</p>" * count}</section>'
        for number, count in enumerate(lines, 1)
    ]
    return page_of("".join(made), css=PAPER + " p { margin: 0 }")


def test_chapters_that_end_on_an_almost_empty_page_are_told_with_the_page_and_the_lines() -> None:
    problems = printed(chapters(66, 30, 129))[1]
    assert [problem.code for problem in problems] == ["P106"]
    pages = re.findall(r"page (\d+) \(“chapter-(\d)” runs over by (\d+) lines\)", problems[0].message)
    assert [(page, chapter) for page, chapter, _ in pages] == [("2", "1"), ("6", "3")]


def test_a_chapter_that_fills_its_last_page_or_has_one_only_is_not_told() -> None:
    assert printed(chapters(50, 100))[1] == []
    assert printed(chapters(66, mark=""))[1] == []


def test_a_section_that_need_not_fit_may_run_over() -> None:
    readers, problems = printed(page_of(f"<section id=x>{'<p>line</p>' * 90}</section>"))
    assert len(readers["share/t.pdf"].pages) > 1
    assert problems == []
