"""TrueType fonts cut down to the glyphs that a PDF shows, in one way on every machine.


WeasyPrint cuts with HarfBuzz where the machine has its subsetter and with fontTools where not: other bytes each, and
fontTools writes the time of day into them and takes 0.2 s for one of our fonts. Here it takes 2 ms, table by table.
Glyphs keep their numbers, and hints stay.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Collection, Iterator
from itertools import pairwise
from typing import Any

KEPT = ("cvt ", "fpgm", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "prep")
"""The tables that a PDF needs of a TrueType font whose glyphs it names by number (ISO 32000-1, 9.9)."""

TRUETYPE = {"glyf", "head", "hhea", "hmtx", "loca", "maxp"}
SPECIAL = {"CBDT", "COLR", "EBDT", "SVG ", "fvar", "sbix"}
"""What makes glyphs of pictures, or of a variable design."""

WORDS, SCALE, MORE, TWO_SCALES, FOUR_SCALES = 0x01, 0x08, 0x20, 0x40, 0x80
"""Flags of a piece of a glyph that is put together from others (OpenType, glyf)."""


def is_plain(tables: Collection[str]) -> bool:
    """Whether a font of these tables can be cut by `cut_font`: outlines of TrueType and nothing beside them."""
    return TRUETYPE.issubset(tables) and SPECIAL.isdisjoint(tables)


def cut_font(data: bytes, glyphs: Collection[int], *, number: int = 0) -> bytes:
    """The font with the outlines of these glyphs, those they are put together from, and the empty box (glyph 0).

    `data` is a file of one font or of several, of which it takes the one of this `number`; numbers that it has no glyph
    for are passed over.
    """
    from fontTools.ttLib import TTFont

    with TTFont(io.BytesIO(data), fontNumber=number, lazy=True) as font:
        tables = {tag: bytes(font.reader[tag]) for tag in KEPT if tag in font.reader}
        starts = list(font["loca"].locations)
    outlines = [tables["glyf"][start:end] for start, end in pairwise(starts)]
    shown = _with_pieces(outlines, {0, *(glyph for glyph in glyphs if glyph < len(outlines))})
    count = max(shown) + 1
    kept = [outline if glyph in shown else b"" for glyph, outline in enumerate(outlines[:count])]
    return _font_file({**tables, **_outline_tables(kept), **_metrics(tables, shown, count=count)})


def _with_pieces(outlines: list[bytes], glyphs: set[int]) -> set[int]:
    """These glyphs and all that they are put together from."""
    found, new = set(glyphs), set(glyphs)
    while new:
        new = {piece for glyph in new for piece in _pieces(outlines[glyph])} - found
        found |= new
    return found


def _pieces(outline: bytes) -> Iterator[int]:
    """The glyphs that one is put together from; a plain one from none."""
    place, flags = 10, MORE if outline[:1] >= b"\x80" else 0
    while flags & MORE:
        flags, piece = struct.unpack_from(">HH", outline, place)
        yield piece
        scales = 1 if flags & SCALE else 2 if flags & TWO_SCALES else 4 if flags & FOUR_SCALES else 0
        place += 4 + (4 if flags & WORDS else 2) + 2 * scales


def _outline_tables(outlines: list[bytes]) -> dict[str, bytes]:
    """The outlines one after the other, each from a place that four divides, and those places."""
    padded = [outline + bytes(-len(outline) % 4) for outline in outlines]
    places = [0]
    for outline in padded:
        places.append(places[-1] + len(outline))
    return {"glyf": b"".join(padded), "loca": struct.pack(f">{len(places)}I", *places)}


def _metrics(tables: dict[str, bytes], shown: set[int], *, count: int) -> dict[str, bytes]:
    """The width of each glyph that is shown, nothing for the others; and the tables that say how many glyphs there are
    and how their places are written, for so many glyphs."""
    given, wide = tables["hmtx"], struct.unpack_from(">H", tables["hhea"], 34)[0]
    widths = bytearray(4 * count)
    for glyph in shown:
        if glyph < wide:
            widths[4 * glyph : 4 * glyph + 4] = given[4 * glyph : 4 * glyph + 4]
        else:  # the last width is that of all glyphs behind it
            bearing = 2 * (wide + glyph)
            widths[4 * glyph : 4 * glyph + 4] = given[4 * wide - 4 : 4 * wide - 2] + given[bearing : bearing + 2]
    return {
        "head": tables["head"][:50] + b"\x00\x01" + tables["head"][52:],
        "hhea": tables["hhea"][:34] + struct.pack(">H", count),
        "hmtx": bytes(widths),
        "maxp": tables["maxp"][:4] + struct.pack(">H", count) + tables["maxp"][6:],
    }


def _font_file(tables: dict[str, bytes]) -> bytes:
    from fontTools.ttLib.sfnt import SFNTWriter

    target = io.BytesIO()
    writer: Any = SFNTWriter(target, len(tables))
    for tag, data in sorted(tables.items()):
        writer[tag] = data
    writer.close()
    return target.getvalue()
