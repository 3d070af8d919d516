"""Our own fonts as a PDF engine gets them: by name, as bytes that are read once."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from toolkit.keeping.writing import read_bytes
from toolkit.outputs.engine import Font
from toolkit.reading.fonts_here import FONTS

SCHEME = "made:"
"""What an address of ours begins with, in templates and styles: `made:logo`. No other address is ever opened."""

FACES = (
    ("Inter-Regular.ttf", 400, "normal"),
    ("Inter-Italic.ttf", 400, "italic"),
    ("Inter-SemiBold.ttf", 600, "normal"),
    ("Inter-SemiBoldItalic.ttf", 600, "italic"),
)


@cache
def our_fonts() -> tuple[Font, ...]:
    """The four that come with the toolkit."""
    return tuple(Font(SCHEME + name, weight, slant, read_bytes(FONTS / name)) for name, weight, slant in FACES)


def font_face_css(fonts: Iterable[Font]) -> str:
    """Names fonts to the engine under a name that no system font has."""
    rule = (
        '@font-face {{ font-family: "Programme Inter"; src: url("{0.address}"); font-weight: {0.weight}; font-style:'
        " {0.slant}; }}\n"
    )
    return "".join(rule.format(font) for font in fonts)
