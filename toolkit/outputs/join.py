"""PDFs into one, with all that makes them PDF/UA-1: tags, bookmarks, named places, title and language.

What is joined was written by our own engine: one document element, which holds the elements of one page after the
other; pages and links numbered from 0 in one flat list; bookmarks in one list; named places in another. Nothing is
drawn or compressed again.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pikepdf import Object, Page, Pdf


@dataclass(frozen=True)
class Placed:
    """The PDF of a part that stands alone, and the number of its first page in the document. One that `goes_on` has no
    h1: its headings are below the last one."""

    data: bytes
    number: int
    goes_on: bool = False


def join(parts: Sequence[bytes], title: str) -> bytes:
    """One PDF of the pages of all parts, under this title. The same parts give the same bytes.

    Language and description are those of the first part; the identifiers of table headings have to differ from part to
    part.
    """
    from pikepdf import Pdf

    first, *others = parts
    pdf = Pdf.open(io.BytesIO(first))
    for data in others:  # one after the other: an open part takes fifty times its size in memory
        _append(pdf, Pdf.open(io.BytesIO(data)))
    return _saved(pdf, title)


def assemble(parts: Sequence[Placed], backdrop: bytes, *, title: str) -> bytes:
    """One PDF of parts that stand alone, each page on the page of its number of the backdrop, which shows what stands
    around them: foot, number, and the pages that lie between two parts. The same in gives the same bytes.

    Language and description are those of the backdrop, which is no content to whoever hears it read (ISO 14289-1, 7.1).
    """
    from pikepdf import Array, Pdf

    pdf = Pdf.open(io.BytesIO(backdrop))
    sheets = list(pdf.pages)
    tree = pdf.Root.StructTreeRoot
    tree.K[0].K, tree.ParentTree.Nums = Array(), Array()
    del pdf.pages[:]
    number = parts[0].number
    for part in parts:
        for sheet in sheets[number - 1 : part.number - 1]:
            _append_empty(pdf, sheet)
        added = Pdf.open(io.BytesIO(part.data))
        number = part.number + len(added.pages)
        _append(pdf, added, goes_on=part.goes_on)
        for page, sheet in zip(pdf.pages[-len(added.pages) :], sheets[part.number - 1 : number - 1], strict=True):
            _lay_on(page, sheet)
    return _saved(pdf, title)


_MARKED = re.compile(rb"/\w+\s<</MCID \d+>>\sBDC")
"""How our engine begins what has a tag."""


def _without_tags(stream: Object) -> bytes:
    """What it draws, marked as nothing to read."""
    return _MARKED.sub(b"/Artifact BMC", bytes(stream.get_stream_buffer()))


def _lay_on(page: Page, sheet: Page) -> None:
    """A page on a sheet of the backdrop, which is drawn first."""
    from pikepdf import Name

    form = sheet.as_form_xobject()
    form.write(_without_tags(form))
    name = page.add_resource(form, Name.XObject, Name(f"/Sheet{page.obj.StructParents}"))
    page.contents_add(f"q {name} Do Q".encode(), prepend=True)


def _append_empty(pdf: Pdf, sheet: Page) -> None:
    """A sheet of the backdrop by itself: a page without a tag."""
    from pikepdf import Array

    numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
    sheet.obj.StructParents = len(numbers) // 2
    numbers.append(sheet.obj.StructParents)
    numbers.append(Array())
    sheet.obj.Contents.write(_without_tags(sheet.obj.Contents))
    pdf.pages.append(sheet)


def _saved(pdf: Pdf, title: str) -> bytes:
    """Its bytes under this title."""
    from pikepdf import ObjectStreamMode

    with pdf.open_metadata(set_pikepdf_as_editor=False) as metadata:
        metadata["dc:title"] = title
    target = io.BytesIO()
    pdf.save(target, deterministic_id=True, object_stream_mode=ObjectStreamMode.generate)
    return target.getvalue()


def _append(pdf: Pdf, part: Pdf, *, goes_on: bool = False) -> None:
    """Pages first: what is copied after them leads to their copies."""
    shift = len(pdf.Root.StructTreeRoot.ParentTree.Nums) // 2
    for page in part.pages:
        page.obj.StructParents = int(page.obj.StructParents) + shift
        for link in page.obj.get("/Annots", ()):
            link.StructParent = int(link.StructParent) + shift
        pdf.pages.append(page)
    _append_tags(pdf.Root.StructTreeRoot, pdf.copy_foreign(part.Root.StructTreeRoot), shift=shift)
    if "/Outlines" in part.Root:
        _append_bookmarks(pdf, pdf.copy_foreign(part.Root.Outlines), goes_on=goes_on)
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


def _append_bookmarks(pdf: Pdf, added: Object, *, goes_on: bool) -> None:
    """ISO 32000-1, 12.3.3: a chain, whose parent knows its ends and the number of those that are open. What `goes_on`
    comes below the last one."""
    if "/Outlines" not in pdf.Root:
        pdf.Root.Outlines = added
        return
    count, bookmarks = int(added.Count), pdf.Root.Outlines
    if goes_on:
        bookmarks.Count = int(bookmarks.Count) + count
        bookmarks = bookmarks.Last
    item: Object | None = added.First
    while item is not None:
        item.Parent = bookmarks
        item = item.get("/Next")
    if "/Last" in bookmarks:
        bookmarks.Last.Next, added.First.Prev = added.First, bookmarks.Last
    else:
        bookmarks.First = added.First
    bookmarks.Last = added.Last
    bookmarks.Count = int(bookmarks.get("/Count", 0)) + count


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
