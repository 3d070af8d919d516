"""Which letters can be printed: those of our own fonts, and of the fonts that this machine has for other scripts."""

from __future__ import annotations

import unicodedata
from functools import cache

from toolkit.reading import fonts_here
from toolkit.reading.fonts_here import FONTS
from toolkit.reading.hashing import digest

EAST_ASIAN = ("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO", "IDEOGRAPHIC", "YI ")
SYMBOLS = range(0x1F000, 0x1FB00)
"""Emoji and other pictures."""
USUAL = {*map(chr, range(0x20, 0x7F)), *map(chr, range(0xA0, 0x149)), *"–—‘’“”…•→×−≤≥≈√\t\n"}
"""Letters that our fonts have, so that most texts need no look into a font."""


def missing_characters(text: str) -> set[str]:
    """The letters of a text that would print as an empty box: neither our fonts nor this machine's have them.

    Marks that only steer others (joiners, directions, variants) and blanks need no font.
    """
    unusual = set(text) - USUAL
    unknown = {letter for letter in unusual if ord(letter) not in our_characters() and not _is_silent(letter)}
    return {letter for letter in unknown if not _on_this_machine(ord(letter))} if unknown else set()


def package_of(letter: str) -> str:
    """The Debian package of Noto fonts that has this letter; other systems name it alike."""
    if ord(letter) in SYMBOLS:
        return "fonts-noto-color-emoji"
    return "fonts-noto-cjk" if unicodedata.name(letter, "").startswith(EAST_ASIAN) else "fonts-noto-core"


def font_stamp(text: str) -> str:
    """What of this machine's fonts counts for a text: nothing while each letter can be printed, else a hash of what the
    fonts have."""
    return fonts_here.fonts_digest() if missing_characters(text) else ""


def system_stamp(text: str) -> str:
    """What of this machine's fonts counts for the bytes that a text is printed as: nothing where ours have every
    letter, else a hash of what its fonts have."""
    unusual = set(text) - USUAL
    ours = all(ord(letter) in our_characters() or _is_silent(letter) for letter in unusual)
    return "" if ours else fonts_here.fonts_digest()


def print_stamp(key: str, text: str) -> str:
    """A hash of what a PDF is made from: a text, the fonts that count for it, and a key for everything else."""
    return digest(f"{key}{font_stamp(text)}\n{text}".encode())


def needs_package(word: str, package: str) -> bool:
    return any(package_of(letter) == package for letter in missing_characters(word))


@cache
def our_characters() -> frozenset[int]:
    """The letters of the fonts that we ship; all four styles have the same ones."""
    from fontTools.ttLib import TTFont

    with TTFont(FONTS / "Inter-Regular.ttf", lazy=True) as font:
        return frozenset(font.getBestCmap())


def _is_silent(letter: str) -> bool:
    return unicodedata.category(letter) in (
        "Cc",
        "Cf",
        "Zs",
        "Zl",
        "Zp",
        "Cn",
        "Co",
        "Cs",
    ) or "VARIATION SELECTOR" in unicodedata.name(letter, "")


def _on_this_machine(letter: int) -> bool:
    return any(letter in stretch for stretch in fonts_here.system_stretches())
