"""Which printed pages are out of date since a publish, how many to print again and for whom, and where a slip of paper
is enough.

What would be made now is compared with the hashes of what was published. A slip is enough for a page that would be as
it was if the entries of changes.yaml were, too, and if they changed nothing but when, where, whether and with whom
people meet.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Literal, get_args

from toolkit.documents.calendars import ShowCancelled
from toolkit.documents.index import OF_A_WHOLE_BUILD
from toolkit.jobs.job import job, own_process
from toolkit.jobs.making import make_documents
from toolkit.jobs.options import Options
from toolkit.jobs.stamps import find_beside
from toolkit.keeping.manifest import read_manifest
from toolkit.model.document import Document, DocumentBase, DocumentType, Page, Slice
from toolkit.model.plan import Difference, Plan
from toolkit.model.programme import Cohort
from toolkit.model.told import DifferenceKind, Publication
from toolkit.outputs.formats import write_document
from toolkit.outputs.site import frame, web_page_path
from toolkit.planning.concerns import ON_A_SLIP, as_told
from toolkit.planning.differences import differences
from toolkit.reading.hashing import digest
from toolkit.words.filters import plural

What = Literal["print", "new", "slip", "gone"]
NOT_SHARED: tuple[DifferenceKind, ...] = ("facilitators", "mentor")
"""What no page in share/ shows."""

SLIP = "slip"
"""The document type of the slips."""


@dataclass(frozen=True)
class Reprint:
    """A page that is out of date. `what`: print it again, print it for the first time, hand out a slip, or throw it
    away.

    `path` is below out/; `part_of` is the document whose slice it is; `slips` are the paths of those that take its
    place.
    """

    what: What
    path: str
    title: str
    copies: int
    copies_for: str
    part_of: str = ""
    slips: tuple[str, ...] = ()


@dataclass(frozen=True)
class Slips:
    """A slip: how many to print in all, for whom, and which pages it goes with."""

    path: str
    copies: int
    copies_for: str
    pages: tuple[str, ...]


@dataclass(frozen=True)
class OutOfDate:
    """The pages to print, the slips among them one by one, and the other files in share/ that are not as they were
    published."""

    pages: tuple[Reprint, ...]
    files: tuple[str, ...]
    slips: tuple[Slips, ...] = ()


@job
@own_process
def out_of_date(folder: Path, plan: Plan, *, types: tuple[DocumentType, ...], base: DocumentBase) -> OutOfDate:
    """What has changed since `plan.programme.told`; nothing where nothing was published."""
    told = plan.programme.told
    if told is None:
        return OutOfDate((), ())
    state = _State(folder, plan, types, base, told)
    pages = (*(one for page in state.pages if page.type != SLIP for one in state.reprints(page)), *state.thrown_away())
    web_pages = {web_page for page in state.pages for web_page in state.web_pages(page)}
    files = [
        path
        for path, data in state.now.items()
        if path.startswith("out/share/") and path not in web_pages and not state.is_as_told(path, data)
    ]
    slips = tuple(one for page in state.pages if page.type == SLIP for one in state.slips(page, pages))
    return OutOfDate(pages, tuple(path.removeprefix("out/") for path in sorted(files)), slips)


@dataclass(frozen=True)
class _State:
    """What would be made now, and, once it is asked for, what would be made with the changes that were told."""

    folder: Path
    plan: Plan
    types: tuple[DocumentType, ...]
    base: DocumentBase
    told: Publication

    @cached_property
    def options(self) -> Options:
        """As the last build showed cancelled meetings."""
        shown = read_manifest(self.folder).cancelled
        return Options(cancelled=next((mode for mode in get_args(ShowCancelled) if mode == shown), "keep"))

    @cached_property
    def documents(self) -> tuple[Document, ...]:
        return make_documents(self.plan, self.types, base=self.base, options=self.options)

    @cached_property
    def pages(self) -> list[Page]:
        return [document for document in self.documents if isinstance(document, Page)]

    @cached_property
    def now(self) -> Mapping[str, bytes]:
        """By path in the folder, without PDFs."""
        return self._files(self.plan, self.documents)

    @cached_property
    def then(self) -> Mapping[str, str]:
        """The hash of each page, by its path, as it would be with the changes that were told."""
        plan = as_told(self.plan, self.told)
        pages = [
            document
            for document in make_documents(plan, self.types, base=self.base, options=self.options)
            if isinstance(document, Page)
        ]
        files = self._files(plan, pages)
        return {page.path: self._hash(page, files) for page in pages}

    def _files(self, plan: Plan, documents: Iterable[Document]) -> dict[str, bytes]:
        """What a build of these documents would write, by path in the folder, but for the PDFs."""
        beside = find_beside(self.folder, plan, cancelled=self.options.cancelled)
        return {f"out/{path}": data for document in documents for path, data in write_document(document, beside)}

    @cached_property
    def differences(self) -> tuple[Difference, ...]:
        return differences(self.told.meetings, self.plan)

    @staticmethod
    def web_pages(page: Page) -> list[str]:
        return [f"out/{web_page_path(path)}" for path in (page.path, *(piece.path for piece in page.slices))]

    def is_as_told(self, path: str, data: bytes) -> bool:
        return self.told.files.get(path) == digest(data)

    def reprints(self, page: Page) -> Iterator[Reprint]:
        """The page as a whole; or slices of it, and slips for the rest of it; or slips. Nothing of what was held."""
        if self._is_held(page):
            return
        web_page = f"out/{web_page_path(page.path)}"
        again = Reprint("print", page.path, page.title, page.copies, page.copies_for)
        if web_page not in self.told.files:
            yield replace(again, what="new")
            return
        pieces = [piece for piece in page.slices if not piece.held and not self._slice_is_as_told(piece)]
        elsewhere = self._hash(page, self.now) != self._told_hash(page)
        enough = elsewhere and self._slip_is_enough(page, sliced=bool(pieces))
        if (elsewhere and not enough) or (pieces and len(pieces) == len(page.slices)):
            yield again
            return
        for piece in pieces:
            own = replace(again, copies=1, copies_for=piece.copies_for) if piece.copies_for else again
            yield replace(own, path=piece.path, title=piece.title, part_of=page.path)
        slips = (
            [slip for slip in self.pages if slip.type == SLIP and page.cohort in (None, slip.cohort)]
            if elsewhere
            else []
        )
        if slips:
            copies = sum(slip.copies for slip in slips) if page.audience == "share" else page.copies
            yield Reprint(
                "slip", page.path, page.title, copies, page.copies_for, slips=tuple(slip.path for slip in slips)
            )

    def slips(self, slip: Page, pages: Iterable[Reprint]) -> Iterator[Slips]:
        """A slip that takes the place of any page: one for each reader, however many pages of theirs it goes with."""
        mine = [page for page in pages if page.what == "slip" and slip.path in page.slips]
        shared = any(page.path.startswith("share/") for page in mine)
        private = any(not page.path.startswith("share/") for page in mine)
        cohort = self.plan.programme.cohort(slip.cohort or "") if private else None
        readers = [
            *([(slip.copies, plural(slip.copies, "participant"))] if shared else []),
            *([_keepers(cohort)] if cohort else []),
        ]
        if mine:
            words = " and ".join(text for _, text in readers)
            yield Slips(slip.path, sum(count for count, _ in readers), words, tuple(page.path for page in mine))

    def thrown_away(self) -> Iterator[Reprint]:
        """Pages that were published and are no longer made."""
        for path in sorted(self.told.files):
            if path.endswith(".html") and path not in self.now and path not in OF_A_WHOLE_BUILD:
                name = path.removeprefix("out/").removesuffix(".html") + ".pdf"
                yield Reprint("gone", name, name.rsplit("/", 1)[-1], 0, "")

    def _is_held(self, page: Page) -> bool:
        meeting = self.plan.meeting(page.cohort or "", page.meeting or "")
        return meeting is not None and meeting.over

    def _slice_is_as_told(self, piece: Slice) -> bool:
        web_page = f"out/{web_page_path(piece.path)}"
        return web_page not in self.now or self.is_as_told(web_page, self.now[web_page])

    @staticmethod
    def _hash(page: Page, files: Mapping[str, bytes]) -> str:
        """The hash of a document, without its slices where it has any."""
        return frame(page, files.__getitem__) if page.slices else digest(files[f"out/{web_page_path(page.path)}"])

    def _told_hash(self, page: Page) -> str | None:
        """The same as it was published."""
        return (
            self.told.frames.get(f"out/{page.path}")
            if page.slices
            else self.told.files.get(f"out/{web_page_path(page.path)}")
        )

    def _slip_is_enough(self, page: Page, *, sliced: bool) -> bool:
        """Whether more than a page would have to be printed, and a slip (with the slices that are printed again, if
        any) says what changed."""
        unseen = NOT_SHARED if page.audience == "share" else ()
        mine = [
            kind
            for difference in self.differences
            if page.cohort in (None, difference.key[0])
            for kind in difference.kinds
            if kind not in unseen
        ]
        said = sliced or (bool(mine) and all(kind in ON_A_SLIP for kind in mine))
        if not said or page.meeting is not None or (page.copies < 2 and not page.slices):
            return False
        return self.then.get(page.path) == self._told_hash(page)


def _keepers(cohort: Cohort) -> tuple[int, str]:
    """Who has the pages of a cohort that no participant has: its facilitators, or the group that has none."""
    number = len(cohort.facilitators)
    return (number, plural(number, "facilitator")) if number else (1, "the pack of the group")
