"""Which letters can be printed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.documents.rich_plan import rich_plan, shipped_types
from toolkit.documents.pages import make_pages
from toolkit.outputs.page_characters import page_characters
from toolkit.reading import fonts_here
from toolkit.reading.characters import font_stamp, missing_characters, our_characters, package_of


@pytest.fixture(autouse=True)
def _no_system_fonts(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine that has no font of its own."""
    cached = fonts_here.system_stretches
    cached.cache_clear()
    monkeypatch.setattr("shutil.which", lambda _name: None)
    yield
    cached.cache_clear()


@pytest.mark.parametrize(
    "text",
    ["Farah Dvořák", "Ngô Thị Ánh", "Ελένη", "Юлія Щербак", "O’Hara–Núñez", "x → y ≤ 3 ≈ √2", "Ğül Işık", "Łódź", ""],
)
def test_our_fonts_have_the_letters_of_most_names(text: str) -> None:
    assert missing_characters(text) == set()


@pytest.mark.parametrize(("text", "package"), [
    ("محمد", "fonts-noto-core"), ("नेहा", "fonts-noto-core"), ("שרה", "fonts-noto-core"),
    ("李雷", "fonts-noto-cjk"), ("さくら", "fonts-noto-cjk"), ("김민준", "fonts-noto-cjk"),
    ("🎉", "fonts-noto-color-emoji"),
])  # fmt: skip
def test_a_letter_of_another_script_names_the_package_that_has_it(text: str, package: str) -> None:
    missing = missing_characters(text)
    assert missing
    assert {package_of(letter) for letter in missing} == {package}


def test_signs_that_only_steer_need_no_font() -> None:
    assert missing_characters("a\u200d\u200e\u00ad\ufe0f\n\t\u3000") == set()


def test_letters_of_system_fonts_are_not_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts_here, "system_stretches", lambda: (range(0x600, 0x700),))
    assert missing_characters("محمد 李") == {"李"}


def test_a_page_is_told_only_of_packages_that_nothing_told_of_yet() -> None:
    types, base = shipped_types("syllabus")
    pages = make_pages(rich_plan(title="李雷 and محمد"), types, base=base)
    told = page_characters(pages, ())
    assert [(problem.file, problem.where, problem.message) for problem in told] == [
        ("out/share/syllabus.pdf", "fonts-noto-cjk", "No font here can print 李雷."),
        ("out/share/syllabus.pdf", "fonts-noto-core", "No font here can print محمد."),
    ]
    assert page_characters(pages, told) == []


def test_the_fonts_of_the_machine_count_for_a_text_only_while_a_letter_is_missing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    without = font_stamp("李雷")
    assert (font_stamp("Ann"), bool(without)) == ("", True)
    monkeypatch.setattr(fonts_here, "system_stretches", lambda: (range(0x600, 0x700),))
    assert font_stamp("李雷") not in ("", without)
    monkeypatch.setattr(fonts_here, "system_stretches", lambda: (range(0x4E00, 0xA000),))
    assert font_stamp("李雷") == ""


def test_where_nobody_can_tell_what_the_fonts_have_a_new_font_counts_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fonts_here, "font_folders", lambda: (tmp_path,))
    before = font_stamp("李雷")
    assert font_stamp("李雷") == before
    (tmp_path / "noto").mkdir()
    assert font_stamp("李雷") != before


def test_all_four_styles_have_the_letters_that_are_written_out() -> None:
    from fontTools.ttLib import TTFont

    found = [set(TTFont(path, lazy=True).getBestCmap()) for path in sorted(fonts_here.FONTS.glob("*.ttf"))]
    assert [len(letters) for letters in found] == [len(our_characters())] * 4
    assert found == [our_characters()] * 4
