"""Which letters can be printed: those of our own fonts, and of the fonts that this machine has for other scripts."""

from __future__ import annotations

import unicodedata
from functools import cache

from toolkit.reading import fonts_here
from toolkit.reading.hashing import digest

EAST_ASIAN = ("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO", "IDEOGRAPHIC", "YI ")
SYMBOLS = range(0x1F000, 0x1FB00)
"""Emoji and other pictures."""
OURS = (
    "0 20-7e a0-ac ae-148 14a-1c3 1c5-254 256-27b 27e-284 286-290 292-2a4 2a6-2cc 2ce-2d7 2da 2dc-304 306-309 30c 323 "
    "374-376 37a-37f 384-38a 38c 38e-3a1 3a3-3d7 3dc-3dd 3f0-3f6 3f9-3fa 3fc-479 480-49d 4a0-4ff 52f 1d00 1d0d 1d1b "
    "1d43 1d47-1d49 1d4d 1d4f-1d50 1d52 1d56-1d58 1d5b 1d62-1d65 1d9c 1da0 1dbb 1dbf 1e00-1e9b 1e9d-1f15 1f18-1f1d "
    "1f20-1f45 1f48-1f4d 1f50-1f57 1f59 1f5b 1f5d 1f5f-1f7d 1f80-1fb4 1fb6-1fc4 1fc6-1fd3 1fd6-1fdb 1fdd-1fef "
    "1ff2-1ff4 1ff6-1ffe 2002 2009-200b 2010-2014 2016 2018-201a 201c-201e 2020-2022 2026 202f-2030 2032-2033 "
    "2039-203a 2044 2070-2071 2074-208e 20a0-20af 20b1-20b5 20b8-20ba 20bc-20bf 2113 2116 2122 2153-2154 215b-215e "
    "2190-2195 21a9-21aa 21b3 21b5 21d0 21d2 21d4 2202 2205-2206 220f 2211-2212 221a 221e 222b 2248 2260 2264-2265 "
    "2318 2325 2423 2460-2468 25a0-25a2 25b2-25b3 25b6-25b7 25bc-25bd 25cb 25cf 2605-2606 26a0 2713 2717 2c7c 2c7f "
    "2dff a69f a7ff feff"
)
"""The letters of the fonts that we ship, as `fc-query` writes them: written out, since nothing that only asks whether a
name can be printed has to open a font."""


def missing_characters(text: str) -> set[str]:
    """The letters of a text that would print as an empty box: neither our fonts nor this machine's have them.

    Marks that only steer others (joiners, directions, variants) and blanks need no font.
    """
    return {letter for letter in _not_ours(text) if not _on_this_machine(ord(letter))}


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
    return fonts_here.fonts_digest() if _not_ours(text) else ""


def print_stamp(key: str, text: str) -> str:
    """A hash of what a PDF is made from: a text, the fonts that count for it, and a key for everything else."""
    return digest(f"{key}{font_stamp(text)}\n{text}".encode())


def needs_package(word: str, package: str) -> bool:
    return any(package_of(letter) == package for letter in missing_characters(word))


@cache
def our_characters() -> frozenset[int]:
    """The letters of the fonts that we ship; all four styles have the same ones."""
    return frozenset(letter for stretch in fonts_here.read_stretches(OURS) for letter in stretch)


def _not_ours(text: str) -> set[str]:
    """The letters of a text that need another font than ours."""
    return {letter for letter in set(text) if ord(letter) not in our_characters() and not _is_silent(letter)}


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
