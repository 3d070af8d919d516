"""Which letters can be printed: those of our own fonts, and of the fonts that this machine has for other scripts."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from html import unescape
from pathlib import Path

from toolkit.documents.filters import plural
from toolkit.model.document import Page
from toolkit.problems import Problem

FONTS = Path(__file__).parent / "fonts"
EAST_ASIAN = ("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO", "IDEOGRAPHIC", "YI ")
SYMBOLS = range(0x1F000, 0x1FB00)
"""Emoji and other pictures."""


def missing_letters(text: str) -> set[str]:
    """The letters of a text that would print as an empty box: neither our fonts nor this machine's have them.

    Marks that only steer others (joiners, directions, variants) and blanks need no font.
    """
    unknown = {letter for letter in set(text) if ord(letter) not in our_letters() and not _is_silent(letter)}
    return {letter for letter in unknown if not _on_this_machine(ord(letter))} if unknown else set()


def package_of(letter: str) -> str:
    """The Debian package of Noto fonts that has this letter; other systems name it alike."""
    if ord(letter) in SYMBOLS:
        return "fonts-noto-color-emoji"
    return "fonts-noto-cjk" if unicodedata.name(letter, "").startswith(EAST_ASIAN) else "fonts-noto-core"


def letter_problems(page: Page) -> list[Problem]:
    """P104 for each package whose letters a page needs and cannot print, with the words they stand in."""
    text = unescape(re.sub(r"<[^>]*>", " ", page.html))
    needed: dict[str, set[str]] = {}
    for letter in sorted(missing_letters(text)):
        needed.setdefault(package_of(letter), set()).add(letter)
    return [_problem(page, package, letters, text) for package, letters in sorted(needed.items())]


def letters_once(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems, sorted; a P104 that several documents have stands once, at the first of them, with how many more have it."""
    others, groups = [], dict[str, list[Problem]]()
    for problem in sorted(set(problems)):
        if problem.code == "P104":
            groups.setdefault(problem.message, []).append(problem)
        else:
            others.append(problem)
    told = [replace(first, message=f"{first.message} So in {plural(len(more), 'more document')}.") if more else first for first, *more in groups.values()]
    return tuple(sorted([*others, *told]))


def font_folders() -> tuple[Path, ...]:
    """Where new fonts show: the folders of fonts.conf and those in them. A build that lacked letters looks there for a change."""
    home = Path.home()
    shared = os.environ.get("XDG_DATA_HOME") or str(home / ".local" / "share")
    places = ("/usr/share/fonts", "/usr/local/share/fonts", "/System/Library/Fonts", "/Library/Fonts", home / "Library" / "Fonts", Path(shared, "fonts"), home / ".fonts")
    tops = [Path(place) for place in places]
    return (*tops, *(inner for top in tops if top.is_dir() for inner in sorted(top.iterdir()) if inner.is_dir()))


@cache
def our_letters() -> frozenset[int]:
    """The letters of the fonts that we ship; all four styles have the same ones."""
    from fontTools.ttLib import TTFont

    with TTFont(FONTS / "Inter-Regular.ttf", lazy=True) as font:
        return frozenset(font.getBestCmap())


def _problem(page: Page, package: str, letters: Iterable[str], text: str) -> Problem:
    wanted = set(letters)
    words = list(dict.fromkeys(word for word in text.split() if wanted & set(word)))
    shown = ", ".join(words[:3]) + (f" and {len(words) - 3} more" if len(words) > 3 else "")
    return Problem(f"out/{page.path}", 0, 0, "P104", f"No font here can print {shown}.", f"Install {package}, then build again.", package)


def _is_silent(letter: str) -> bool:
    return unicodedata.category(letter) in ("Cc", "Cf", "Zs", "Zl", "Zp", "Cn", "Co", "Cs") or "VARIATION SELECTOR" in unicodedata.name(letter, "")


def _on_this_machine(letter: int) -> bool:
    return any(letter in stretch for stretch in _system_stretches())


@cache
def _system_stretches() -> tuple[range, ...]:
    """Stretches of letters in any font that fontconfig finds. Without its `fc-list` nothing is known, so nothing is there."""
    if shutil.which("fc-list") is None:
        return ()
    environment = {**os.environ, "FONTCONFIG_FILE": str(FONTS / "fonts.conf")}
    listed = subprocess.run(["fc-list", "--format", "%{charset} "], capture_output=True, text=True, check=False, env=environment, timeout=60)
    found = {tuple(int(end, 16) for end in part.split("-")) for part in listed.stdout.split()}
    return tuple(range(ends[0], ends[-1] + 1) for ends in sorted(found))
