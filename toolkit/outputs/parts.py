"""A document as parts, each laid out by itself, so that a change prints again only the parts that show it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from toolkit.model.document import Page

INNER = "private/.parts/"
"""Where parts that are no slices are kept for the next build, relative to out/. They hold names; no document's file can have this path."""

_SECTION = re.compile(r"<section\b[^>]*>|</section>")
_ID = re.compile(r'\sid="([^"]*)"')
_LINK = re.compile(r'\shref="#([^"]*)"')
_MARKS = re.compile(r'\s(?:id|data-fit)="[^"]*"')


@dataclass(frozen=True)
class Part:
    """A whole HTML document. `path` is relative to out/; `next_tag` is the first tag of the part behind it.

    What its pages show follows from its text, the style and the number of its first page. So each part begins a page, and no
    counter or running string goes on from one part to the next. `leads_to` are the ids in other parts that it links to.
    """

    path: str
    title: str
    html: str
    next_tag: str = ""
    leads_to: tuple[str, ...] = ()

    @property
    def is_inner(self) -> bool:
        """Whether it is a part only, and no file for people."""
        return self.path.startswith(INNER)

    def with_next(self) -> str:
        """The text, and the empty beginning of the next part on one more page: it decides whether a page is added before it."""
        if not self.next_tag:
            return self.html
        end = self.html.rindex("</main>")
        return f'{self.html[:end]}<div style="break-after: page"></div>{self.next_tag}</section>{self.html[end:]}'

    def made_from(self, css: str, images: Mapping[str, bytes], *, start: int = 1) -> str:
        """All that its PDF depends on: of the pictures those that it shows; `start` is the number of its first page."""
        shown = [hashlib.sha256(data).hexdigest() for address, data in sorted(images.items()) if address in self.html or address in css]
        return "\n".join((str(start), self.title, self.next_tag, *self.leads_to, *shown, css, self.html))


def whole(page: Page) -> Part:
    """The document as one part."""
    return Part(page.path, page.title, page.html)


def split(page: Page) -> tuple[Part, ...]:
    """The parts of a document in order; many a document is a single part.

    A part begins with an outermost section in `<main>` that is marked `data-part` or holds the anchor of a slice. A slice ends
    before the next section that holds an h1, and a part begins there.
    """
    if "<main>" not in page.html:
        return (whole(page),)
    start, end = page.html.index("<main>") + len("<main>"), page.html.rindex("</main>")
    head, body, tail = page.html[:start], page.html[start:end], page.html[end:]
    cuts = [(0, "", page.title, ""), *_cuts(page, body)]
    if len(cuts) == 1:
        return (whole(page),)
    if not body[: cuts[1][0]].strip():
        del cuts[0]
    behind = [*cuts[1:], (len(body), "", "", "")]
    ids = set(_ID.findall(page.html))
    return tuple(
        Part(
            path or f"{INNER}{page.path.removesuffix('.pdf')}-{number}.pdf",
            title,
            head + body[begin:next_begin] + tail,
            next_tag,
            tuple(sorted({link for link in _LINK.findall(body, begin, next_begin) if link in ids} - set(_ID.findall(body, begin, next_begin)))),
        )
        for number, ((begin, path, title, _), (next_begin, *_, next_tag)) in enumerate(zip(cuts, behind, strict=True), 1)
    )


def _cuts(page: Page, body: str) -> Iterator[tuple[int, str, str, str]]:
    """Where a part begins; the path if it is a slice; the title; the section's tag, without what marks one place."""
    slices, inside = {cut.anchor: cut for cut in page.slices}, False
    for begin, end, tag in _sections(body):
        cut = next((slices.pop(anchor) for anchor in _ID.findall(body, begin, end) if anchor in slices), None)
        if cut or " data-part" in tag or (inside and "<h1" in body[begin:end]):
            yield begin, cut.path if cut else "", cut.title if cut else page.title, _MARKS.sub("", tag)
            inside = cut is not None


def _sections(body: str) -> Iterator[tuple[int, int, str]]:
    """Where the outermost sections begin and end, and their first tags."""
    opened: list[re.Match[str]] = []
    for tag in _SECTION.finditer(body):
        if tag[0] != "</section>":
            opened.append(tag)
        elif opened and len(opened) == 1:
            yield opened[0].start(), tag.end(), opened.pop()[0]
        elif opened:
            opened.pop()
