"""The tree of a page before it is laid out: not too large, and without anything that leads out of the document."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from toolkit.limits import TooLarge
from toolkit.outputs.engine import Limits

if TYPE_CHECKING:
    from collections.abc import Mapping
    from xml.etree.ElementTree import Element

LINKS = re.compile(r"(#|https?:|mailto:|webcal:)", re.IGNORECASE)
TIGHT = re.compile(r"\s*\btight-\d\b")
"""Classes `tight-1` to `tight-3` make a section smaller in small steps; each document's style says how, its template
where to begin."""


def check_tree(root: Element, limits: Limits) -> None:
    """TooLarge for a tree with too many elements or levels, or a cell that spans too many others."""
    count, level = 0, [root]
    for depth in range(limits.depth + 2):
        count += len(level)
        if depth > limits.depth:
            raise TooLarge(f"its elements are nested more than {limits.depth} deep")
        if count > limits.elements:
            raise TooLarge(f"it has more than {limits.elements} elements")
        for element in level:
            for name in ("colspan", "rowspan", "span"):
                span = element.get(name, "1").strip()
                if not span.isascii() or not span.isdecimal() or len(span) > 6 or int(span) > limits.span:
                    raise TooLarge(f"a cell spans more than {limits.span} others")
        level = [child for element in level for child in element if isinstance(child.tag, str)]
        if not level:
            return


def clean_tree(root: Element) -> None:
    """Links lead to the web, mail and calendars or to this document; nothing else is kept as a link."""
    for element in root.iter():
        for name in [name for name in element.attrib if name.rpartition("}")[2] == "href"]:
            if not LINKS.match(element.get(name, "").strip()):
                del element.attrib[name]
        if element.tag in ("base", "link", "object", "embed", "iframe", "script"):
            element.attrib.clear()
            element.tag, element.text = "span", None


def tighten(root: Element, steps: Mapping[str, int]) -> None:
    """Make the sections of these ids smaller by so many steps."""
    for element in root.iter():
        if element.get("id") in steps:
            element.set("class", f"{TIGHT.sub('', element.get('class', ''))} tight-{steps[element.get('id', '')]}")
