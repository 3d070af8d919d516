"""Letters that no font here has, in the words of pages."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import unescape

from toolkit.model.document import Page
from toolkit.planning.rules.characters import gathered_characters
from toolkit.problems import Problem
from toolkit.reading.characters import missing_characters, needs_package, package_of


def page_characters(pages: Iterable[Page], known: Iterable[Problem]) -> list[Problem]:
    """P104 for each package whose letters only the pages' own words need; `known` are those told of already."""
    told, found = {problem.where for problem in known if problem.code == "P104"}, dict[str, list[tuple[str, Problem]]]()
    for page in pages:
        text = unescape(re.sub(r"<[^>]*>", " ", page.html))
        for package in sorted({package_of(letter) for letter in missing_characters(text)} - told):
            problem = Problem(f"out/{page.path}", 0, 0, "P104", "", f"Install {package}, then build again.", package)
            found.setdefault(package, []).extend(
                (word, problem) for word in text.split() if needs_package(word, package)
            )
    return [gathered_characters(rows) for _, rows in sorted(found.items())]
