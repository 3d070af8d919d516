"""Pages into PDFs, part by part, by an engine that works within limits.

What is printed depends on the page, our fonts and the versions of the libraries only: no clock, no network, no file of
the machine (apart from the system's fonts for scripts that ours do not have).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from toolkit.limits import TooLarge
from toolkit.model.document import Page
from toolkit.model.overruns import Overrun, OverrunCode
from toolkit.outputs.engine import Engine, Limits, Misfit, RenderedPart, RenderRequest
from toolkit.outputs.faces import SCHEME, our_fonts
from toolkit.outputs.join import count_pages, join
from toolkit.outputs.parts import Part, split
from toolkit.outputs.site import web_page_path
from toolkit.outputs.weasyprint_engine import WeasyPrint
from toolkit.problems import Problem, ProblemsFound
from toolkit.reading.characters import print_stamp

ENGINE: Engine = WeasyPrint()

_LINES = "".join(f"M0 {height}H1000" for height in range(60, 1741, 60))
RULED = (
    f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1000 1740" preserveAspectRatio="none"><path d="{_LINES}"'
    ' stroke="#777"/></svg>'.encode()
)
"""A page of 29 ruled lines, as `made:ruled.svg`: what a page added for the sake of the next one shows."""


@dataclass(frozen=True)
class StoredParts:
    """PDFs that are there already by path relative to out/, each behind the hash of what it was made from (see
    `print_stamp`); `key` stands for all that their texts do not say."""

    key: str = ""
    files: Mapping[str, tuple[str, bytes]] = field(default_factory=dict)


NOTHING_STORED = StoredParts()


@dataclass(frozen=True)
class PrintedFile:
    """A PDF by its path relative to out/, and what does not fit on its pages; of a document in parts that stands with
    each part. `made_from` is the hash of what a part was made from, for when it is stored."""

    path: str
    data: bytes
    overruns: tuple[Overrun, ...] = ()
    made_from: str = ""


def render_pages(
    pages: Sequence[Page],
    *,
    images: Mapping[str, bytes] | None = None,
    stored: StoredParts = NOTHING_STORED,
    limits: Limits | None = None,
    engine: Engine = ENGINE,
) -> Iterator[PrintedFile]:
    """The PDF of each part of each page document, and of the document where it has several parts.

    `images` are the pictures that pages may show, by address (`made:logo`). A part that is `stored`, and was made from
    what it would be made from now, is not made again and not given. Raises EnvironmentMissing without Pango,
    ProblemsFound with P103 for a document that grows past the limits, and LimitsMissing outside the main thread.
    """
    for page in pages:
        yield from _print_document(page, images=images or {}, stored=stored, limits=limits or Limits(), engine=engine)


def _print_document(
    page: Page, *, images: Mapping[str, bytes], stored: StoredParts, limits: Limits, engine: Engine
) -> list[PrintedFile]:
    """The PDFs of the parts that are not stored, and of the document they make up; each part within the limits."""
    made: list[PrintedFile] = []
    found: list[bytes] = []
    parts, start = split(page), 1
    if len(parts) > limits.parts:
        raise _too_large(page, f"it has more than {limits.parts:,} parts")
    for part in parts:
        made_from = print_stamp(stored.key, part.made_from(page.css, images, start=start))
        before, data = stored.files.get(part.path, ("", b""))
        if made_from == before:
            start += count_pages(data)
        else:
            rendered = _rendered(engine, page, request=_request(page, part, start=start, images=images, limits=limits))
            data, start = rendered.data, start + rendered.pages
            made.append(PrintedFile(part.path, data, _overruns(part, rendered), made_from))
        found.append(data)
    return made if parts[-1].path == page.path else [*made, PrintedFile(page.path, join(found, page.title))]


def _overruns(part: Part, rendered: RenderedPart) -> tuple[Overrun, ...]:
    """What the engine says of a part's pages."""
    found: tuple[tuple[OverrunCode, Misfit], ...] = (
        *(("P105", misfit) for misfit in rendered.too_long),
        *(("P106", misfit) for misfit in rendered.almost_empty),
    )
    return tuple(Overrun(code, part.path, one.anchor, one.lines, one.page) for code, one in found)


def _request(page: Page, part: Part, *, start: int, images: Mapping[str, bytes], limits: Limits) -> RenderRequest:
    """What the engine is asked for this part, which begins on the page of number `start`."""
    files = {f"{SCHEME}ruled.svg": RULED, **images}
    return RenderRequest(
        html=part.with_next(),
        title=part.title,
        css=page.css,
        start=start,
        leads_to=part.leads_to,
        fonts=our_fonts(),
        files=tuple(sorted(files.items())),
        limits=limits,
    )


def _rendered(engine: Engine, page: Page, *, request: RenderRequest) -> RenderedPart:
    """What the engine gives; P103, naming the document, where that grows past the limits."""
    try:
        return engine.render(request)
    except TooLarge as error:
        raise _too_large(page, str(error)) from error


def _too_large(page: Page, why: str) -> ProblemsFound:
    message = f"The document “{page.title}” is too large to print: {why}."
    hint = (
        f"Print out/{web_page_path(page.path)} from a browser, or mark sections of its template with data-part, so that"
        " it is laid out in parts."
    )
    return ProblemsFound([Problem(f"out/{page.path}", 0, 0, "P103", message, hint)])
