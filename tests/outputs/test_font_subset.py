"""Fonts cut down: what is shown stays as it was, all else goes, and no clock is looked at."""

from __future__ import annotations

import io
from typing import Any

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

from toolkit.outputs.engine import Font
from toolkit.outputs.faces import our_fonts
from toolkit.outputs.font_subset import KEPT, cut_font, is_plain

TEXT = "Backprop on Tuesday: 18:30–20:30, “Wren” → ①éŵÅǺ"


def opened(data: bytes) -> Any:
    return TTFont(io.BytesIO(data), checkChecksums=2)


def numbers(font: Any, text: str) -> set[int]:
    """The glyphs of these letters."""
    letters = font.getBestCmap()
    return {font.getGlyphID(letters[ord(letter)]) for letter in text}


def drawn(font: Any, glyph: int) -> tuple[object, float]:
    """What a glyph draws and how wide it is."""
    glyphs = font.getGlyphSet()
    pen = DecomposingRecordingPen(glyphs)
    shape = glyphs[font.getGlyphOrder()[glyph]]
    shape.draw(pen)
    return pen.value, shape.width


@pytest.mark.parametrize("font", our_fonts(), ids=lambda font: font.address)
def test_the_letters_shown_are_as_they_were_and_the_others_are_gone(font: Font) -> None:
    whole = opened(font.data)
    shown = numbers(whole, TEXT)
    cut = opened(cut_font(font.data, shown))
    assert {glyph: drawn(cut, glyph) for glyph in shown} == {glyph: drawn(whole, glyph) for glyph in shown}
    assert drawn(cut, 0) == drawn(whole, 0)
    gone = numbers(whole, "QXZ")
    assert {glyph: drawn(cut, glyph) for glyph in gone} == dict.fromkeys(gone, ([], 0))
    assert set(cut.keys()) - {"GlyphOrder"} <= set(KEPT)
    assert cut["maxp"].numGlyphs > max(shown)


def test_a_letter_brings_what_it_is_put_together_from() -> None:
    font = our_fonts()[0].data
    whole = opened(font)
    (glyph,) = numbers(whole, "ǻ")
    assert whole["glyf"][whole.getGlyphName(glyph)].isComposite()
    assert drawn(opened(cut_font(font, {glyph})), glyph) == drawn(whole, glyph)


def test_numbers_without_a_glyph_are_passed_over_and_the_file_ends_with_the_last_one_shown() -> None:
    font = our_fonts()[0].data
    (glyph,) = numbers(opened(font), "a")
    assert cut_font(font, {glyph, 60_000}) == cut_font(font, {glyph})
    assert opened(cut_font(font, {60_000}))["maxp"].numGlyphs == 1


def test_the_time_is_that_of_the_font_and_the_same_glyphs_give_the_same_bytes() -> None:
    font = our_fonts()[0].data
    cut = cut_font(font, [40, 7, 300])
    assert opened(cut)["head"].modified == opened(font)["head"].modified
    assert cut_font(font, {300, 40, 7}) == cut


def test_glyphs_that_share_the_last_width_keep_it() -> None:
    builder = FontBuilder(1000)
    names = [".notdef", "A", "B", "C"]
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({65: "A", 66: "B", 67: "C"})
    builder.setupGlyf({name: square(100 * number) for number, name in enumerate(names)})
    builder.setupHorizontalMetrics({name: (600, 100 * number) for number, name in enumerate(names)})
    builder.setupHorizontalHeader()
    builder.setupPost()
    target = io.BytesIO()
    builder.save(target)
    whole = opened(target.getvalue())
    assert whole["hhea"].numberOfHMetrics == 1
    cut = opened(cut_font(target.getvalue(), {1, 3}))
    assert [cut["hmtx"][name] for name in cut.getGlyphOrder()] == [(600, 0), (600, 100), (0, 0), (600, 300)]
    assert drawn(cut, 3) == drawn(whole, 3)


def square(left: int) -> Any:
    pen = TTGlyphPen(None)
    pen.moveTo((left, 0))
    for corner in ((left, 100), (left + 100, 100), (left + 100, 0)):
        pen.lineTo(corner)
    pen.closePath()
    return pen.glyph()


def test_only_plain_truetype_is_cut_here() -> None:
    ours = list(opened(our_fonts()[0].data).keys())
    assert is_plain(ours)
    assert not any(is_plain([*ours, table]) for table in ("CBDT", "COLR", "SVG ", "fvar", "sbix", "EBDT"))
    assert not is_plain(["CFF ", *(table for table in ours if table not in ("glyf", "loca"))])
