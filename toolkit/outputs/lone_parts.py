"""A document whose parts know nothing of each other: no title, no foot, no page number, no part that comes before. So
those of two documents that say the same are the same, and are laid out once.

What stands around the text of such parts, their backdrop, is laid out by itself: one empty page for each of theirs.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from toolkit.model.document import Page, Slice
from toolkit.outputs.parts import ids_in, links_out, sections
from toolkit.reading.hashing import digest

ALONE = 'data-part="alone"'
"""The mark of a section that is such a part. Where the first section of a document has it, all of them are."""

NOTHING_AROUND = "@page {{ background: none !important; {} }}\nhtml, body {{ background: none !important; }}\n".format(
    " ".join(
        f"@{place} {{ content: none !important; }}"
        for place in (
            *("top-left-corner", "top-left", "top-center", "top-right", "top-right-corner"),
            *("bottom-left-corner", "bottom-left", "bottom-center", "bottom-right", "bottom-right-corner"),
            *("left-top", "left-middle", "left-bottom", "right-top", "right-middle", "right-bottom"),
        )
    )
)
"""Behind a document's style: what its backdrop shows is not shown by its parts."""

_HEAD = re.compile(r"<head>.*?</head>", re.DOTALL)
_FOOT = re.compile(r'\sdata-foot="[^"]*"')
_H1 = re.compile(r"<h1\b[^>]*>")
_SHORT = re.compile(r'\sdata-short="([^"]*)"')


@dataclass(frozen=True)
class LonePart:
    """A whole HTML document of one section. `mark` keeps its names apart from those of others, `leads_to` are the ids
    in others that it links to.

    `right` parts begin on a right-hand page. `short` is what stands before the page number from here on, escaped; None
    where that goes on as before.
    """

    html: str
    mark: str
    leads_to: tuple[str, ...]
    right: bool
    short: str | None

    @property
    def goes_on(self) -> bool:
        """Whether its headings are below the last one before it."""
        return "<h1" not in self.html


@dataclass(frozen=True)
class LoneSlice:
    """A file of some parts in a row: from the one of the number `first` to the one before `end`."""

    path: str
    title: str
    first: int
    end: int


@dataclass(frozen=True)
class LoneDocument:
    """The parts of a document in order, its slices, and its HTML up to them and behind them."""

    parts: tuple[LonePart, ...]
    slices: tuple[LoneSlice, ...]
    around: tuple[str, str]

    def backdrop(self, pages: Sequence[int]) -> str:
        """The document with empty pages: so many for each part."""
        return "".join((self.around[0], *self._empty(pages), self.around[1]))

    def _empty(self, pages: Sequence[int]) -> Iterator[str]:
        short = ""
        for number, (part, count) in enumerate(zip(self.parts, pages, strict=True)):
            short = short if part.short is None else part.short
            for page in range(count):
                side = "auto" if (number, page) == (0, 0) else "right" if part.right and not page else "page"
                style = f"display: block; break-before: {side}; string-set: part attr(data-short)"
                yield f'<span style="{style}" data-short="{short}"></span>'


def lone_document(page: Page) -> LoneDocument | None:
    """The document in parts that stand alone; None where it is not marked so."""
    if ALONE not in page.html or "<main>" not in page.html:
        return None
    start, end = page.html.index("<main>") + len("<main>"), page.html.rindex("</main>")
    body = page.html[start:end]
    found = list(sections(body))
    if not found or ALONE not in found[0][2]:
        return None
    ends = [*(begin for begin, _, _ in found[1:]), len(body)]
    texts = [body[begin:end] for (begin, _, _), end in zip(found, ends, strict=True)]
    texts[0] = body[: ends[0]]
    head = _HEAD.sub('<head><meta charset="utf-8"></head>', _FOOT.sub("", page.html[:start], count=1), count=1)
    parts = _parts(head, [text.strip() for text in texts], ids=frozenset(ids_in(body)))
    return LoneDocument(tuple(parts), tuple(_slices(page, texts)), (page.html[:start], page.html[end:]))


def _parts(head: str, texts: Sequence[str], *, ids: frozenset[str]) -> Iterator[LonePart]:
    """A part for each text; `ids` are all those of the document."""
    seen = Counter[str]()
    for text in texts:
        seen[text] += 1
        first = _H1.search(text)
        short = _SHORT.search(first[0]) if first else None
        yield LonePart(
            html=f"{head}\n{text}\n</main>\n</body>\n</html>\n",
            mark=digest(text.encode())[:10] + (f"-{seen[text]}" if seen[text] > 1 else ""),
            leads_to=links_out(text, ids),
            right='data-side="right"' in text[: text.index(">")],
            short=(short[1] if short else "") if first else None,
        )


def _slices(page: Page, texts: Sequence[str]) -> Iterator[LoneSlice]:
    """From the part that holds a slice's anchor to the next one with an h1."""
    waiting: dict[str, Slice] = {piece.anchor: piece for piece in page.slices}
    for number, text in enumerate(texts):
        piece = next((waiting.pop(anchor) for anchor in ids_in(text) if anchor in waiting), None)
        if piece:
            behind = (other for other in range(number + 1, len(texts)) if "<h1" in texts[other])
            yield LoneSlice(piece.path, piece.title, number, next(behind, len(texts)))
