"""Which letters can be printed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.documents.rich_plan import rich_plan, shipped_types
from toolkit.documents.pages import make_pages
from toolkit.outputs import letters
from toolkit.outputs.letters import letter_problems, letters_once, missing_letters, our_letters, package_of
from toolkit.problems import Problem


@pytest.fixture(autouse=True)
def _no_system_fonts(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine that has no font of its own."""
    cached = letters._system_stretches
    cached.cache_clear()
    monkeypatch.setattr("shutil.which", lambda _name: None)
    yield
    cached.cache_clear()


@pytest.mark.parametrize("text", ["Farah Dvořák", "Ngô Thị Ánh", "Ελένη", "Юлія Щербак", "O’Hara–Núñez", "x → y ≤ 3 ≈ √2", "Ğül Işık", "Łódź", ""])
def test_our_fonts_have_the_letters_of_most_names(text: str) -> None:
    assert missing_letters(text) == set()


@pytest.mark.parametrize(("text", "package"), [
    ("محمد", "fonts-noto-core"), ("नेहा", "fonts-noto-core"), ("שרה", "fonts-noto-core"),
    ("李雷", "fonts-noto-cjk"), ("さくら", "fonts-noto-cjk"), ("김민준", "fonts-noto-cjk"), ("🎉", "fonts-noto-color-emoji"),
])  # fmt: skip
def test_a_letter_of_another_script_names_the_package_that_has_it(text: str, package: str) -> None:
    missing = missing_letters(text)
    assert missing
    assert {package_of(letter) for letter in missing} == {package}


def test_one_name_in_many_documents_is_told_once() -> None:
    named = [Problem(f"out/{name}.pdf", 0, 0, "P104", "No font here can print 李雷.") for name in "cab"]
    other = Problem("out/b.pdf", 0, 0, "P105", "“x” has about 1 line too many for its page.")
    told = [(problem.file, problem.message) for problem in letters_once([*named, other])]
    assert told == [("out/a.pdf", "No font here can print 李雷. So in 2 more documents."), ("out/b.pdf", other.message)]
    assert letters_once(named[:1]) == (named[0],)


def test_signs_that_only_steer_need_no_font() -> None:
    assert missing_letters("a\u200d\u200e\u00ad\ufe0f\n\t\u3000") == set()


def test_letters_of_system_fonts_are_not_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(letters, "_system_stretches", lambda: (range(0x600, 0x700),))
    assert missing_letters("محمد 李") == {"李"}


def test_a_page_is_told_once_for_each_package_with_the_words() -> None:
    types, base = shipped_types("syllabus")
    page = make_pages(rich_plan(title="李雷 and محمد"), types, base=base)[0]
    problems = letter_problems(page)
    assert [(problem.code, problem.where) for problem in problems] == [("P104", "fonts-noto-cjk"), ("P104", "fonts-noto-core")]
    assert "李雷" in problems[0].message
    assert "fonts-noto-core" in problems[1].hint
    assert letter_problems(make_pages(rich_plan(), types, base=base)[0]) == []


def test_all_four_styles_have_the_same_letters() -> None:
    from fontTools.ttLib import TTFont

    found = [set(TTFont(path, lazy=True).getBestCmap()) for path in sorted(letters.FONTS.glob("*.ttf"))]
    assert [len(letters) for letters in found] == [len(our_letters())] * 4
    assert found == [our_letters()] * 4
