"""A document as parts, each laid out by itself, so that a change prints again only the parts that show it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from toolkit.model.document import Page
from toolkit.reading.hashing import digest

PART_END = "part-end"
"""The id of the empty beginning of the next part, which is laid out to see on which page it comes, and then left
out."""

_SECTION = re.compile(r"<section\b[^>]*>|</section>")
_ID = re.compile(r'\sid="([^"]*)"')
_LINK = re.compile(r'\shref="#([^"]*)"')
_PART = re.compile(r'\sdata-part="(?!alone")[^"]+"')
_MARKS = re.compile(r'\s(?:id|data-fit|data-end|data-part)="[^"]*"')


@dataclass(frozen=True)
class Part:
    """A whole HTML document. `path` is relative to out/, and empty where the part is no file for people; `next_tag` is
    the first tag of the part behind it, as PART_END.

    What its pages show follows from its text, the style and the number of its first page. So each part begins a page,
    and no counter or running string goes on from one part to the next. `leads_to` are the ids in other parts that it
    links to.
    """

    path: str
    title: str
    html: str
    next_tag: str = ""
    leads_to: tuple[str, ...] = ()

    def with_next(self) -> str:
        """The text, and behind it the empty beginning of the next part: whether a page is added for its sake depends on
        how it begins."""
        if not self.next_tag:
            return self.html
        end = self.html.rindex("</main>")
        return f'{self.html[:end]}<div style="break-after: page"></div>{self.next_tag}</section>{self.html[end:]}'


def made_from(page: Page, images: Mapping[str, bytes]) -> str:
    """All that a document's PDFs depend on: of the pictures those that it shows."""
    shown = [digest(data) for address, data in sorted(images.items()) if address in page.html or address in page.css]
    return "\n".join((page.title, *shown, page.css, page.html))


def whole(page: Page) -> Part:
    """The document as one part."""
    return Part(page.path, page.title, page.html)


def split(page: Page) -> tuple[Part, ...]:
    """The parts of a document in order; many a document is a single part.

    A part begins with an outermost section in `<main>` that is marked `data-part` or holds the anchor of a slice. A
    slice ends before the next section that holds an h1, and a part begins there.
    """
    if "<main>" not in page.html:
        return (whole(page),)
    start, end = page.html.index("<main>") + len("<main>"), page.html.rindex("</main>")
    head, body, tail = page.html[:start], page.html[start:end], page.html[end:]
    beginnings = [_Beginning(0, "", page.title, ""), *_beginnings(page, body)]
    if len(beginnings) == 1:
        return (whole(page),)
    if not body[: beginnings[1].begin].strip():
        del beginnings[0]
    made, ids = [], frozenset(ids_in(body))
    for one, behind in zip(beginnings, [*beginnings[1:], _Beginning(len(body), "", "", "")], strict=True):
        text = body[one.begin : behind.begin]
        made.append(Part(one.path, one.title, head + text + tail, behind.tag, links_out(text, ids)))
    return tuple(made)


def ids_in(text: str) -> list[str]:
    """The ids that a text has, in order."""
    return _ID.findall(text)


def links_out(text: str, ids: frozenset[str]) -> tuple[str, ...]:
    """Those of a document's ids that one part of it links to and does not have."""
    return tuple(sorted(ids.intersection(_LINK.findall(text)).difference(ids_in(text))))


def slice_paths(page: Page) -> list[str]:
    """The files that come with a document, relative to out/."""
    return [part.path for part in split(page) if part.path not in ("", page.path)]


class _Beginning(NamedTuple):
    """Where a part begins; its path if it is a slice; its title; its first tag with the id PART_END in place of what
    marks one section."""

    begin: int
    path: str
    title: str
    tag: str


def _beginnings(page: Page, body: str) -> Iterator[_Beginning]:
    """The beginnings of parts, that of the document apart."""
    slices, inside = {piece.anchor: piece for piece in page.slices}, False
    for begin, end, tag in sections(body):
        piece = next((slices.pop(anchor) for anchor in _ID.findall(body, begin, end) if anchor in slices), None)
        if piece or _PART.search(tag) or (inside and "<h1" in body[begin:end]):
            plain = f'{_MARKS.sub("", tag)[:-1]} id="{PART_END}">'
            yield (
                _Beginning(begin, piece.path, piece.title, plain) if piece else _Beginning(begin, "", page.title, plain)
            )
            inside = piece is not None


def sections(body: str) -> Iterator[tuple[int, int, str]]:
    """Where the outermost sections of a body begin and end, and their first tags."""
    opened: list[re.Match[str]] = []
    for tag in _SECTION.finditer(body):
        if tag[0] != "</section>":
            opened.append(tag)
        elif opened and len(opened) == 1:
            yield opened[0].start(), tag.end(), opened.pop()[0]
        elif opened:
            opened.pop()
