"""Make the four TTF files of toolkit/fonts from two npm packages of the same typeface (run by hand, once per release
of Inter).

    npm pack @fontsource/inter inter-ui
    mkdir letters symbols
    tar xzf fontsource-inter-*.tgz -C letters && tar xzf inter-ui-*.tgz -C symbols
    python scripts/merge_fonts.py letters/package symbols/package

The first cuts each style into small files by script and has no arrows, subscripts or signs of mathematics; the second
is the whole typeface, from which only those are taken. A printer wants one file per style, and TTF is four times faster
to print than woff2. Needs fontTools with brotli, which WeasyPrint brings. The same input gives the same bytes: no date
of today is written.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from fontTools.merge import Merger, Options
from fontTools.subset import Options as SubsetOptions
from fontTools.subset import Subsetter
from fontTools.ttLib import TTFont

SCRIPTS = ("latin", "latin-ext", "greek", "greek-ext", "cyrillic", "cyrillic-ext", "vietnamese")
FONTS = Path(__file__).resolve().parent.parent / "toolkit" / "fonts"
STYLES = {
    "Regular": (400, "normal"),
    "Italic": (400, "italic"),
    "SemiBold": (600, "normal"),
    "SemiBoldItalic": (600, "italic"),
}
SYMBOLS = (
    "\u0302\u0306\u0307\u030c\u2009\u200a\u2010\u2011\u2012\u2016\u2020\u2021"
    "\u202f\u2030\u2032\u2033\u203a\u2039\u2070\u2071"
    "⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ℓ⅓⅔⅛⅜⅝⅞←↑→↓↔↕↩↪↳↵⇐⇒⇔∂∅∆∏∑√∞∫≈≠≤≥⌘⌥␣①②③④⑤⑥⑦⑧⑨■□▢▲△▶▷▼▽○●☆★⚠✓✗"
)


def merge_style(letters: Path, symbols: Path, *, target: Path, style: str) -> None:
    """Write the file of one style: all scripts and the symbols in one."""
    weight, slant = STYLES[style]
    with tempfile.TemporaryDirectory() as folder:
        parts = []
        for script in SCRIPTS:
            font = TTFont(letters / "files" / f"inter-{script}-{weight}-{slant}.woff2", recalcTimestamp=False)
            parts.append(save_part(font, Path(folder) / f"{script}.ttf"))
        whole = TTFont(symbols / "web" / f"Inter-{style}.woff2", recalcTimestamp=False)
        have = {letter for part in parts for letter in TTFont(part).getBestCmap()}
        keep_letters(whole, {ord(letter) for letter in SYMBOLS} - have)
        parts.append(save_part(whole, Path(folder) / "symbols.ttf"))
        merged = Merger(options=Options(drop_tables=["vmtx", "vhea", "MATH", "DSIG"])).merge(parts)
        merged["head"].created = merged["head"].modified = TTFont(parts[0])["head"].created
    name_style(merged, style=style, weight=weight, slant=slant)
    merged.recalcTimestamp = False
    merged.save(target / f"Inter-{style}.ttf")


def save_part(font: TTFont, path: Path) -> str:
    """Write a font as plain TTF and give its path."""
    font.flavor = None
    font.save(path)
    return str(path)


def keep_letters(font: TTFont, letters: set[int]) -> None:
    """Drop every letter but these, and all alternative shapes."""
    subsetter = Subsetter(options=SubsetOptions(layout_features=["kern", "mark"], hinting=False, notdef_outline=True))
    subsetter.populate(unicodes=sorted(letters))
    subsetter.subset(font)


def name_style(font: TTFont, *, style: str, weight: int, slant: str) -> None:
    """Give the file the family's name and its own style, as font menus and PDF viewers show them."""
    spoken = {"SemiBold": "Bold", "SemiBoldItalic": "Bold Italic"}.get(style, style)
    names = {1: "Inter", 2: spoken, 3: f"Inter-{style}", 4: f"Inter {style}", 6: f"Inter-{style}"}
    for number, text in names.items():
        font["name"].setName(text, number, 3, 1, 0x409)
    for number in (16, 17, 25):
        font["name"].removeNames(nameID=number)
    bold, italic = weight == 600, slant == "italic"
    font["OS/2"].usWeightClass = weight
    font["OS/2"].fsSelection = (
        (font["OS/2"].fsSelection & ~0b1100001) | (bold << 5) | int(italic) | ((not bold and not italic) << 6)
    )
    font["head"].macStyle = int(bold) | (italic << 1)


if __name__ == "__main__":
    for name in STYLES:
        merge_style(Path(sys.argv[1]), Path(sys.argv[2]), target=FONTS, style=name)
