"""The PDF engine: WeasyPrint, which fetches nothing, ends within limits and cuts fonts our way.


Every file claims PDF/UA-1 (ISO 14289-1). Two places reach into WeasyPrint further than its documentation goes: the
subsetter here and the boxes in `weasyprint_overruns`; so pyproject.toml has a ceiling for it.
"""

from __future__ import annotations

import copy
import io
import logging
import os
import sys
import warnings
import zlib
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.limits import TooLarge
from toolkit.outputs.engine import Font, Misfit, RenderedPart, RenderRequest
from toolkit.outputs.faces import font_face_css
from toolkit.outputs.font_subset import cut_font, is_plain
from toolkit.outputs.guards import garbage_later, guarded
from toolkit.outputs.install_pango import install_line
from toolkit.outputs.parts import PART_END
from toolkit.outputs.trees import check_tree, clean_tree, tighten
from toolkit.outputs.weasyprint_overruns import find_almost_empty, find_misfits
from toolkit.problems import EnvironmentMissing
from toolkit.reading.files import fingerprint
from toolkit.reading.fonts_here import FONTS

if TYPE_CHECKING:
    from weasyprint import Document

LIBRARIES = ("weasyprint", "pydyf", "tinycss2", "cssselect2", "tinyhtml5", "pillow", "pyphen", "fonttools")
"""What draws: WeasyPrint and those that it needs."""

OPTIONS = {"pdf_variant": "pdf/ua-1", "presentational_hints": True}
"""For readers of any kind; and lists begin where their HTML says (`start`, `value`), which is a presentational hint to
the engine."""


@dataclass(frozen=True)
class WeasyPrint:
    """`engine.Engine`, by WeasyPrint. Nothing of one request is left for the next but what both were given alike: fonts
    and styles, read once."""

    def load(self) -> None:
        """Import WeasyPrint with our fonts. EnvironmentMissing with the line that installs Pango where it is absent."""
        if os.name != "nt":
            os.environ["FONTCONFIG_FILE"] = str(FONTS / "fonts.conf")
        if sys.platform == "darwin":  # where Homebrew puts libraries; a Python from elsewhere does not look there
            os.environ.setdefault("DYLD_FALLBACK_LIBRARY_PATH", "/opt/homebrew/lib:/usr/local/lib:/usr/lib")
        try:
            # it prints advice of its own, and warns of a subsetter that we can do without
            with redirect_stdout(io.StringIO()), warnings.catch_warnings():
                warnings.filterwarnings("ignore", "HarfBuzz-Subset", DeprecationWarning)
                import weasyprint.pdf.fonts
        except OSError:
            raise EnvironmentMissing(
                "PDFs need Pango, which is not on this machine. Everything else can be made without it.", install_line()
            ) from None
        use_our_subsetter(weasyprint.pdf.fonts)

    def versions(self) -> str:
        """Our own code that lays out and draws, the libraries of Python, Pango, HarfBuzz and zlib."""
        return _versions()

    def render(self, request: RenderRequest) -> RenderedPart:
        """The pages of one part, its tight sections made smaller until they fit or no longer can."""
        self.load()
        with guarded(request.limits), garbage_later():
            press = _press(request.css, request.fonts, files=request.files)
            document, misfits = press.fitted(request)
            ends = find_almost_empty(document, start=request.start)
            pages = document.pages
            end = next((number for number, page in enumerate(pages) if PART_END in page.anchors), len(pages))
            return RenderedPart(write_pdf(document.copy(pages[:end]), request), end, misfits, ends)


class Press:
    """One font configuration and the parsed styles, for all requests of one style."""

    def __init__(self, css: str, fonts: tuple[Font, ...], *, files: Mapping[str, bytes]) -> None:
        from weasyprint.css.counters import CounterStyle
        from weasyprint.text.fonts import FontConfiguration

        self._fonts = FontConfiguration()
        self._counters = CounterStyle()
        self._fetcher = fetcher({**{font.address: font.data for font in fonts}, **files})
        self._styles = [self._style(text) for text in (font_face_css(fonts), css)]

    def fitted(self, request: RenderRequest) -> tuple[Document, tuple[Misfit, ...]]:
        """The document laid out, its tight sections made smaller step by step; and those that still run over."""
        steps: dict[str, int] = {}
        while True:
            with counted_pages(request.limits.pages):
                document = self._layout(request, steps)
            misfits = find_misfits(document)
            smaller = {misfit.anchor: misfit.next_step for misfit in misfits if misfit.next_step}
            if not smaller:
                return document, misfits
            steps |= smaller

    def _layout(self, request: RenderRequest, steps: Mapping[str, int]) -> Document:
        """The text laid out, with the sections of these ids made smaller by so many steps."""
        from weasyprint import HTML

        html = HTML(string=request.html, url_fetcher=self._fetcher)
        check_tree(html.etree_element, request.limits)
        clean_tree(html.etree_element)
        tighten(html.etree_element, steps)
        styles = [*self._styles, self._style(start_css(request.start))]
        return html.render(self._fonts, self._counters.copy(), stylesheets=styles, **OPTIONS)

    def _style(self, text: str) -> Any:
        from weasyprint import CSS

        return CSS(string=text, url_fetcher=self._fetcher, font_config=self._fonts, counter_style=self._counters)


@lru_cache(maxsize=16)
def _press(css: str, fonts: tuple[Font, ...], *, files: tuple[tuple[str, bytes], ...]) -> Press:
    from multiprocessing.util import Finalize

    # while Python still stands, in a worker process too: WeasyPrint takes its copies of the fonts away with it
    Finalize(None, _press.cache_clear, exitpriority=10)
    return Press(css, fonts, files=dict(files))


@cache
def _versions() -> str:
    from importlib.metadata import version

    from weasyprint.text.ffi import ffi, harfbuzz, pango

    ffi.cdef("const char *hb_version_string(void);")
    libraries = [f"{name} {version(name)}" for name in LIBRARIES]
    own = [f"{path.name} {fingerprint(path)}" for path in sorted(Path(__file__).parent.glob("*.py"))]
    shaping = f"pango {pango.pango_version()} harfbuzz {ffi.string(harfbuzz.hb_version_string()).decode()}"
    return "\n".join((*libraries, *own, shaping, f"zlib {zlib.ZLIB_RUNTIME_VERSION}"))


def use_our_subsetter(library: Any) -> None:
    """Have WeasyPrint's `pdf.fonts` cut TrueType fonts in one way, whatever this machine has.

    Fonts of other kinds come from the system: East Asian ones, pictures, variable designs. They are cut as this machine
    can, by HarfBuzz in 0.1 s and by fontTools in 5, and the latter writes no time of day into them.
    """
    if isinstance(library.TTFont, partial):
        return
    theirs = library.Font.subset

    def subset(font: Any, glyphs: Collection[int], *hinting: bool) -> None:
        if glyphs and is_plain(font.tables):
            font.file_content = cut_font(font.file_content, glyphs, number=font.index)
        else:
            theirs(font, glyphs, *hinting)

    library.Font.subset = subset
    library.TTFont = partial(library.TTFont, recalcTimestamp=False)


def has_harfbuzz_subset() -> bool:
    """Whether this machine has HarfBuzz's subsetter."""
    from weasyprint.text.ffi import harfbuzz_subset

    return harfbuzz_subset is not None


def fetcher(files: Mapping[str, bytes]) -> Any:
    """What WeasyPrint asks for every address: it gets the bytes that we loaded, by name, and nothing else."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class ByName(URLFetcher):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__(allowed_protocols=())

        def fetch(self, url: str, headers: object = None) -> Any:
            if url not in files:
                raise ValueError(f"{url} is not among the files of this document")
            return URLFetcherResponse(url, files[url])

    return ByName()


class _PageCounter(logging.Handler):
    """Stops the layout at a page: WeasyPrint says the number of each page it begins."""

    def __init__(self, most: int) -> None:
        super().__init__(logging.INFO)
        self.most = most

    def emit(self, record: logging.LogRecord) -> None:
        """Look at one message; only those of pages carry a number."""
        number = record.args[0] if isinstance(record.args, tuple) and record.args else None
        if isinstance(number, int) and number > self.most:
            raise TooLarge(f"it has more than {self.most} pages in one part")


@contextmanager
def counted_pages(most: int) -> Iterator[None]:
    """TooLarge when a layout has more pages than these."""
    logger, counter = logging.getLogger("weasyprint.progress"), _PageCounter(most)
    level, propagate = logger.level, logger.propagate
    logger.addHandler(counter)
    logger.setLevel(logging.INFO)
    logger.propagate = False
    try:
        yield
    finally:
        logger.removeHandler(counter)
        logger.setLevel(level)
        logger.propagate = propagate


def start_css(start: int) -> str:
    """What makes the first page of a part the page of this number, on the right-hand side when it is odd."""
    if start == 1:
        return ""
    return f"html {{ break-before: {'right' if start % 2 else 'left'} }} @page :first {{ counter-reset: page {start} }}"


def write_pdf(document: Document, request: RenderRequest) -> bytes:
    """The PDF of these pages under the request's title. Links to names of other parts are kept."""
    document.metadata = copy.copy(document.metadata)
    document.metadata.title = request.title
    document.pages[0].anchors |= dict.fromkeys(request.leads_to, (0, 0, 0, 0))

    def finish(_document: Document, pdf: Any) -> None:
        """Names are kept apart from those of other parts: table headings, which WeasyPrint counts within a file, and
        places that are not here."""
        for element in pdf.objects:
            if isinstance(element, dict) and "ID" in element:
                element["ID"].string = f"{request.mark or request.start}-{element['ID'].string}"
        if request.leads_to:
            names = pdf.catalog["Names"]["Dests"]["Names"]
            names[:] = [
                entry
                for name, place in zip(names[::2], names[1::2], strict=True)
                if name.string not in request.leads_to
                for entry in (name, place)
            ]

    pdf = document.write_pdf(finisher=finish, **OPTIONS)
    assert isinstance(pdf, bytes)
    return pdf
