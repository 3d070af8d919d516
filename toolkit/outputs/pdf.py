"""Pages into PDFs, part by part, by an engine that works within limits.

What is printed depends on the page, our fonts and the versions of the libraries only: no clock, no network, no file of
the machine (apart from the system's fonts for scripts that ours do not have).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from toolkit.limits import TooLarge
from toolkit.model.document import Page
from toolkit.model.overruns import Overrun, OverrunCode
from toolkit.outputs.engine import Engine, Limits, Misfit, RenderedPart, RenderRequest
from toolkit.outputs.faces import SCHEME, our_fonts
from toolkit.outputs.join import Placed, assemble, join
from toolkit.outputs.lone_parts import NOTHING_AROUND, LoneDocument, LonePart, lone_document
from toolkit.outputs.parts import Part, split
from toolkit.outputs.site import web_page_path
from toolkit.outputs.stored_layouts import StoringEngine
from toolkit.outputs.weasyprint_engine import WeasyPrint
from toolkit.problems import Problem, ProblemsFound

ENGINE: Engine = WeasyPrint()

_LINES = "".join(f"M0 {height}H1000" for height in range(60, 1741, 60))
RULED = (
    f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1000 1740" preserveAspectRatio="none"><path d="{_LINES}"'
    ' stroke="#777"/></svg>'.encode()
)
"""A page of 29 ruled lines, as `made:ruled.svg`: what a page added for the sake of the next one shows."""


@dataclass(frozen=True)
class PrintedFile:
    """A PDF by its path relative to out/. With the document itself comes what does not fit on its pages."""

    path: str
    data: bytes
    overruns: tuple[Overrun, ...] = ()


def render_pages(
    pages: Sequence[Page],
    *,
    images: Mapping[str, bytes] | None = None,
    limits: Limits | None = None,
    engine: Engine = ENGINE,
) -> Iterator[PrintedFile]:
    """The PDFs of the slices of each page document, and of the document itself behind them.

    `images` are the pictures that pages may show, by address (`made:logo`). Raises EnvironmentMissing without Pango,
    ProblemsFound with P103 for a document that grows past the limits, and LimitsMissing outside the main thread.
    """
    for page in pages:
        press = _Press.of(page, images=images or {}, limits=limits or Limits(), engine=engine)
        lone = lone_document(page)
        yield from press.lone(lone) if lone else press.chain(split(page))


def next_requests(page: Page, *, images: Mapping[str, bytes], engine: StoringEngine) -> Iterator[RenderRequest]:
    """The parts of a document that are to be laid out next, as far as one can tell: which ones come behind them, and
    how, may follow only from their length."""
    press = _Press.of(page, images=images, limits=Limits(), engine=engine)
    lone = lone_document(page)
    return press.next_lone(lone, engine) if lone else press.next_in_chain(split(page), engine)


@dataclass
class _Press:
    """A document on its way through the engine; `overruns` are those found until now."""

    page: Page
    files: Mapping[str, bytes]
    limits: Limits
    engine: Engine
    overruns: list[Overrun] = field(default_factory=list)

    @classmethod
    def of(cls, page: Page, *, images: Mapping[str, bytes], limits: Limits, engine: Engine) -> _Press:
        """With the pictures that pages may show."""
        return cls(page, {f"{SCHEME}ruled.svg": RULED, **images}, limits, engine)

    def next_in_chain(self, parts: Sequence[Part], engine: StoringEngine) -> Iterator[RenderRequest]:
        """The first one that is not stored."""
        start = 1
        for part in parts:
            request = self.chain_request(part, start)
            found = engine.stored(request)
            if found is None:
                yield request
                return
            start += found.pages

    def next_lone(self, document: LoneDocument, engine: StoringEngine) -> Iterator[RenderRequest]:
        """Those that are not stored, as if each of them had one page; and what stands around them once all are."""
        counts, missing, number = [], 0, 1
        for part in document.parts:
            number += part.right and number % 2 == 0
            request = self.lone_request(part, number)
            found = engine.stored(request)
            if found is None:
                missing += 1
                yield request
            counts.append(found.pages if found else 1)
            number += counts[-1]
        around = self.around_request(document, counts)
        if not missing and not engine.stored(around):
            yield around

    def chain(self, parts: Sequence[Part]) -> Iterator[PrintedFile]:
        """Parts of which each begins where the one before it ends."""
        self._count(parts)
        found: list[bytes] = []
        start = 1
        for part in parts:
            rendered = self.rendered(self.chain_request(part, start), number=start)
            found.append(rendered.data)
            start += rendered.pages
            if part.path not in ("", self.page.path):
                yield PrintedFile(part.path, rendered.data)
        data = found[0] if parts[0].path == self.page.path else join(found, self.page.title)
        yield PrintedFile(self.page.path, data, tuple(self.overruns))

    def lone(self, document: LoneDocument) -> Iterator[PrintedFile]:
        """Parts that stand alone, put together with what stands around them."""
        self._count(document.parts)
        placed, counts, number = [], [], 1
        for part in document.parts:
            number += part.right and number % 2 == 0
            rendered = self.rendered(self.lone_request(part, number), number=number)
            placed.append(Placed(rendered.data, number, part.goes_on))
            counts.append(rendered.pages)
            number += rendered.pages
        around = self.rendered(self.around_request(document, counts), number=1)
        if around.pages != number - 1:
            raise _too_large(self.page, "its style adds pages of its own around sections that are marked “alone”")
        for piece in document.slices:
            yield PrintedFile(piece.path, assemble(placed[piece.first : piece.end], around.data, title=piece.title))
        data = assemble(placed, around.data, title=self.page.title)
        yield PrintedFile(self.page.path, data, tuple(self.overruns))

    def chain_request(self, part: Part, start: int) -> RenderRequest:
        """It knows its number of the first page and how the next part begins."""
        return self.request(part.with_next(), title=part.title, start=start, leads_to=part.leads_to)

    def around_request(self, document: LoneDocument, counts: Sequence[int]) -> RenderRequest:
        """What stands around parts of so many pages."""
        return self.request(document.backdrop(counts), title=self.page.title)

    def lone_request(self, part: LonePart, number: int) -> RenderRequest:
        """Of its place in the document the part knows only whether it begins on a right-hand page."""
        request = self.request(part.html, title="", start=2 - number % 2, leads_to=part.leads_to)
        return replace(request, css=self.page.css + NOTHING_AROUND, mark=part.mark)

    def request(self, html: str, *, title: str, start: int = 1, leads_to: tuple[str, ...] = ()) -> RenderRequest:
        """What the engine is asked for this text, which begins on the page of number `start`."""
        files = tuple(sorted(self.files.items()))
        return RenderRequest(html, title, self.page.css, start, leads_to, our_fonts(), files, self.limits)

    def rendered(self, request: RenderRequest, *, number: int) -> RenderedPart:
        """What the engine gives for pages from this number on; P103, naming the document, where that grows past the
        limits."""
        try:
            found = self.engine.render(request)
        except TooLarge as error:
            raise _too_large(self.page, str(error)) from error
        self.overruns += _overruns(self.page.path, found, shift=number - request.start)
        return found

    def _count(self, parts: Sequence[object]) -> None:
        if len(parts) > self.limits.parts:
            raise _too_large(self.page, f"it has more than {self.limits.parts:,} parts")


def _overruns(path: str, rendered: RenderedPart, *, shift: int) -> Iterator[Overrun]:
    """What the engine says of a part's pages, whose numbers are larger by `shift` in the document."""
    found: tuple[tuple[OverrunCode, Misfit], ...] = (
        *(("P105", misfit) for misfit in rendered.too_long),
        *(("P106", misfit) for misfit in rendered.almost_empty),
    )
    return (Overrun(code, path, one.anchor, one.lines, one.page + shift) for code, one in found)


def _too_large(page: Page, why: str) -> ProblemsFound:
    message = f"The document “{page.title}” is too large to print: {why}."
    hint = (
        f"Print out/{web_page_path(page.path)} from a browser, or mark sections of its template with data-part, so that"
        " it is laid out in parts."
    )
    return ProblemsFound([Problem(f"out/{page.path}", 0, 0, "P103", message, hint)])
