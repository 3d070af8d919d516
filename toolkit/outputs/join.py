"""PDFs into one, with all that makes them PDF/UA-1: tags, bookmarks, named places, title and language.

What is joined was written by our own engine: one document element, which holds the elements of one page after the
other; pages and links numbered from 0 in one flat list; bookmarks in one list; named places in another. Nothing is
drawn or compressed again.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pikepdf import Object, Pdf


def count_pages(data: bytes) -> int:
    """Pages of a PDF."""
    from pikepdf import Pdf

    with Pdf.open(io.BytesIO(data)) as pdf:
        return len(pdf.pages)


def join(parts: Sequence[bytes], title: str) -> bytes:
    """One PDF of the pages of all parts, under this title. The same parts give the same bytes.

    Language and description are those of the first part; the identifiers of table headings have to differ from part to
    part.
    """
    from pikepdf import ObjectStreamMode, Pdf

    first, *others = parts
    pdf = Pdf.open(io.BytesIO(first))
    for data in others:  # one after the other: an open part takes fifty times its size in memory
        _append(pdf, Pdf.open(io.BytesIO(data)))
    with pdf.open_metadata(set_pikepdf_as_editor=False) as metadata:
        metadata["dc:title"] = title
    target = io.BytesIO()
    pdf.save(target, deterministic_id=True, object_stream_mode=ObjectStreamMode.generate)
    return target.getvalue()


def _append(pdf: Pdf, part: Pdf) -> None:
    """Pages first: what is copied after them leads to their copies."""
    shift = len(pdf.Root.StructTreeRoot.ParentTree.Nums) // 2
    for page in part.pages:
        page.obj.StructParents = int(page.obj.StructParents) + shift
        for link in page.obj.get("/Annots", ()):
            link.StructParent = int(link.StructParent) + shift
        pdf.pages.append(page)
    _append_tags(pdf.Root.StructTreeRoot, pdf.copy_foreign(part.Root.StructTreeRoot), shift=shift)
    if "/Outlines" in part.Root:
        _append_bookmarks(pdf, pdf.copy_foreign(part.Root.Outlines))
    if "/Names" in part.Root:
        _add_places(pdf, pdf.copy_foreign(part.make_indirect(part.Root.Names)))


def _append_tags(tree: Object, added: Object, *, shift: int) -> None:
    """ISO 32000-1, 14.7: one more part below the one document element, and for each number of a page or link the
    elements it shows."""
    from pikepdf import Name

    document, part = tree.K[0], added.K[0]
    part.S, part.P = Name.Part, document
    document.K.append(part)
    numbers = list(added.ParentTree.Nums)
    for number, elements in zip(numbers[::2], numbers[1::2], strict=True):
        tree.ParentTree.Nums.append(int(number) + shift)
        tree.ParentTree.Nums.append(elements)


def _append_bookmarks(pdf: Pdf, added: Object) -> None:
    """ISO 32000-1, 12.3.3: a chain, whose parent knows its ends and the number of those that are open."""
    if "/Outlines" not in pdf.Root:
        pdf.Root.Outlines = added
        return
    bookmarks = pdf.Root.Outlines
    item: Object | None = added.First
    while item is not None:
        item.Parent = bookmarks
        item = item.get("/Next")
    bookmarks.Last.Next, added.First.Prev = added.First, bookmarks.Last
    bookmarks.Last = added.Last
    bookmarks.Count = int(bookmarks.Count) + int(added.Count)


def _add_places(pdf: Pdf, added: Object) -> None:
    """ISO 32000-1, 7.9.6: names and places in turn, sorted by name; of two places of one name the first counts."""
    from pikepdf import Array, Dictionary

    found: dict[bytes, Object] = {}
    for names in (pdf.Root.get("/Names"), added):
        flat = list(names.Dests.Names) if names is not None else []
        for name, place in zip(flat[::2], flat[1::2], strict=True):
            found.setdefault(bytes(name), place)
    pdf.Root.Names = Dictionary(
        Dests=Dictionary(Names=Array([entry for name in sorted(found) for entry in (name, found[name])]))
    )
