"""The files that come with messages: the PDF of a page as this build has it, and its web page where there is none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from toolkit.documents.pages import make_pages
from toolkit.jobs.printing import is_kept
from toolkit.keeping.staging import Staging
from toolkit.keeping.writing import read_bytes
from toolkit.model.document import Document, DocumentBase, DocumentType, Message, Page
from toolkit.model.plan import Plan
from toolkit.outputs.mail import Enclosed
from toolkit.outputs.site import web_page_path, web_pages


@dataclass(frozen=True)
class Enclosing:
    """The pages that are there, each by its path and those of its slices."""

    staging: Staging
    pages: Mapping[str, Page]
    pictures: Mapping[str, bytes]

    @classmethod
    def of(cls, staging: Staging, pages: Iterable[Page], *, pictures: Mapping[str, bytes]) -> Enclosing:
        """Among these pages."""
        found = {path: page for page in pages for path in (page.path, *(piece.path for piece in page.slices))}
        return cls(staging, found, pictures)

    def file(self, path: str) -> Enclosed:
        """The page or slice of this path. A PDF that is not of the files as they are is never taken."""
        page, place = self.pages[path], f"out/{path}"
        name = PurePosixPath(path)
        if place in self.staging.files:
            return Enclosed(name.name, self.staging.files[place])
        if is_kept(self.staging, page, pictures=self.pictures):
            return Enclosed(name.name, read_bytes(self.staging.folder / place))
        shown = dict(web_pages(page, self.pictures))
        return Enclosed(name.with_suffix(".html").name, shown[web_page_path(path)])


def enclosing_for(
    staging: Staging,
    documents: Iterable[Document],
    *,
    plan: Plan,
    types: tuple[DocumentType, ...],
    base: DocumentBase,
    pictures: Mapping[str, bytes],
) -> Enclosing:
    """The pages that messages enclose: among these documents, or made for them where not all were asked for."""
    found = tuple(documents)
    pages = [document for document in found if isinstance(document, Page)]
    there = Enclosing.of(staging, pages, pictures=pictures)
    wanted = {one.path for document in found if isinstance(document, Message) for one in document.encloses}
    if wanted <= there.pages.keys():
        return there
    return Enclosing.of(staging, make_pages(plan, types, base=base), pictures=pictures)
