"""Which letters can be printed: those of our own fonts, and of the fonts that this machine has for other scripts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from html import unescape

from toolkit.model.document import Page
from toolkit.model.plan import Plan
from toolkit.model.programme import Programme
from toolkit.outputs import fonts_here
from toolkit.outputs.fonts_here import FONTS
from toolkit.planning.rules.readiness import texts
from toolkit.problems import Problem, SourceFile

EAST_ASIAN = ("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO", "IDEOGRAPHIC", "YI ")
SYMBOLS = range(0x1F000, 0x1FB00)
"""Emoji and other pictures."""
USUAL = {*map(chr, range(0x20, 0x7F)), *map(chr, range(0xA0, 0x149)), *"–—‘’“”…•→×−≤≥≈√\t\n"}
"""Letters that our fonts have, so that most texts need no look into a font."""


def missing_letters(text: str) -> set[str]:
    """The letters of a text that would print as an empty box: neither our fonts nor this machine's have them.

    Marks that only steer others (joiners, directions, variants) and blanks need no font.
    """
    unusual = set(text) - USUAL
    unknown = {letter for letter in unusual if ord(letter) not in our_letters() and not _is_silent(letter)}
    return {letter for letter in unknown if not _on_this_machine(ord(letter))} if unknown else set()


def package_of(letter: str) -> str:
    """The Debian package of Noto fonts that has this letter; other systems name it alike."""
    if ord(letter) in SYMBOLS:
        return "fonts-noto-color-emoji"
    return "fonts-noto-cjk" if unicodedata.name(letter, "").startswith(EAST_ASIAN) else "fonts-noto-core"


def written_letters(plan: Plan) -> list[Problem]:
    """P104 for each package whose letters a programme's files need and this machine lacks, at the first text that needs it, with how many more there are."""
    found: dict[str, list[tuple[str, Problem]]] = {}
    for source, place, text in _written(plan.programme):
        for package in sorted({package_of(letter) for letter in missing_letters(text)}):
            words = text if source.name.startswith("people/") else next(word for word in text.split() if _needs(word, package))
            found.setdefault(package, []).append((words, source.problem_at("P104", place, "", f"Install {package}, then build again.", package)))
    return [_gathered(rows) for _, rows in sorted(found.items())]


def page_letters(pages: Iterable[Page], known: Iterable[Problem]) -> list[Problem]:
    """P104 for each package whose letters only the pages' own words need; `known` are those told of already."""
    told, found = {problem.where for problem in known if problem.code == "P104"}, dict[str, list[tuple[str, Problem]]]()
    for page in pages:
        text = unescape(re.sub(r"<[^>]*>", " ", page.html))
        for package in sorted({package_of(letter) for letter in missing_letters(text)} - told):
            problem = Problem(f"out/{page.path}", 0, 0, "P104", "", f"Install {package}, then build again.", package)
            found.setdefault(package, []).extend((word, problem) for word in text.split() if _needs(word, package))
    return [_gathered(rows) for _, rows in sorted(found.items())]


def font_stamp(text: str) -> str:
    """What of this machine's fonts counts for a text: nothing while each letter can be printed, else a hash of what the fonts have."""
    return fonts_here.fonts_digest() if missing_letters(text) else ""


def _gathered(rows: Sequence[tuple[str, Problem]]) -> Problem:
    """One problem for a package: the first place, the first three names or words, and how many more."""
    words = list(dict.fromkeys(word for word, _ in rows))
    shown = ", ".join(words[:3]) + (f" and {len(words) - 3} more" if len(words) > 3 else "")
    return replace(rows[0][1], message=f"No font here can print {shown}.")


def _needs(word: str, package: str) -> bool:
    return any(package_of(letter) == package for letter in missing_letters(word))


def _written(programme: Programme) -> Iterator[tuple[SourceFile, tuple[int, int], str]]:
    """What the organiser wrote that is printed: names of people, rooms and cohorts first, then settings, curriculum, sessions and what they cite."""
    people = programme.people
    rows = (("participants", people.participants), ("facilitators", people.facilitators), ("rooms", people.rooms))
    for name, found in rows:
        source = programme.source(f"people/{name}.csv")
        yield from ((source, source.place((id,)), one.name) for id, one in found.items())
    for cohort in programme.cohorts:
        source = programme.source("cohorts.yaml")
        yield source, source.place(("cohorts", cohort.key, "label")), cohort.label
    for record, name in ((programme.settings, "programme.yaml"), (programme.curriculum, "curriculum.yaml")):
        source = programme.source(name)
        yield from ((source, source.place(path), text) for path, text in texts(record.model_dump(mode="json", by_alias=True), ()))
    for session in programme.sessions:
        source = programme.source(session.file)
        yield from ((source, (number, 1), line) for number, line in enumerate(source.lines, 1))
    source = programme.source("resources.yaml")
    yield from ((source, (0, 0), f"{resource.title} {resource.authors}") for resource in programme.resources.values())


@cache
def our_letters() -> frozenset[int]:
    """The letters of the fonts that we ship; all four styles have the same ones."""
    from fontTools.ttLib import TTFont

    with TTFont(FONTS / "Inter-Regular.ttf", lazy=True) as font:
        return frozenset(font.getBestCmap())


def _is_silent(letter: str) -> bool:
    return unicodedata.category(letter) in ("Cc", "Cf", "Zs", "Zl", "Zp", "Cn", "Co", "Cs") or "VARIATION SELECTOR" in unicodedata.name(letter, "")


def _on_this_machine(letter: int) -> bool:
    return any(letter in stretch for stretch in fonts_here.system_stretches())
