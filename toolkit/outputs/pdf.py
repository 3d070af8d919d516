"""Pages into PDF with WeasyPrint: one engine for all documents of a build, which fetches nothing and ends within
limits.

What is printed depends on the page, our fonts and the versions of the libraries only: no clock, no network, no file of
the machine (apart from the system's fonts for scripts that ours do not have). Every file claims PDF/UA-1 (ISO 14289-1),
slices included.
"""

from __future__ import annotations

import atexit
import copy
import gc
import io
import logging
import os
import re
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from toolkit.limits import MOST_MEMORY, TooLarge, TooLong, memory_limit, time_limit
from toolkit.model.document import Page
from toolkit.outputs.join import count_pages, join
from toolkit.outputs.parts import END, Part, split
from toolkit.outputs.site import twin_path
from toolkit.problems import EnvironmentMissing, Problem, ProblemsFound
from toolkit.reading.fonts_here import FONTS
from toolkit.words.filters import listing, plural

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from weasyprint import CSS, Document

FACES = (
    ("Inter-Regular.ttf", 400, "normal"),
    ("Inter-Italic.ttf", 400, "italic"),
    ("Inter-SemiBold.ttf", 600, "normal"),
    ("Inter-SemiBoldItalic.ttf", 600, "italic"),
)
SCHEME = "made:"
"""What an address of ours begins with, in templates and styles: `made:logo`. No other address is ever opened."""

_LINES = "".join(f"M0 {height}H1000" for height in range(60, 1741, 60))
RULED = (
    f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1000 1740" preserveAspectRatio="none"><path d="{_LINES}"'
    ' stroke="#777"/></svg>'.encode()
)
"""A page of 29 ruled lines, as `made:ruled.svg`: what a page added for the sake of the next one shows."""

OPTIONS = {"pdf_variant": "pdf/ua-1", "presentational_hints": True}
"""For readers of any kind; and lists begin where their HTML says (`start`, `value`), which is a presentational hint to
the engine."""
LINKS = re.compile(r"(#|https?:|mailto:|webcal:)", re.IGNORECASE)
TIGHT = re.compile(r"\s*\btight-\d\b")
"""Classes `tight-1` to `tight-3` make a section smaller in small steps; each document's style says how, its template
where to begin."""

LAST_PAGE_FULL = 0.3
"""A section that runs over by less than this share of a page is tightened; one that runs over by more has too much
text."""

INSTALL = {
    "apt-get": "apt-get install --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
    "dnf": "dnf install pango harfbuzz",
    "apk": "apk add pango harfbuzz font-dejavu",
    "pacman": "pacman -S pango",
    "zypper": "zypper install libpango-1_0-0 libharfbuzz-subset0",
    "brew": "brew install pango",
}


Stored = Callable[[str, str], bytes | None]
"""The PDF that stands at a path, where it was made from this text; else None."""


@dataclass(frozen=True)
class Limits:
    """What one part of a document may use: pages, seconds of work, bytes of memory, elements, levels of nesting, cells
    that one cell may span; and how many parts a document may have.

    A part of the register holds 25 cohorts on 25 pages and takes 2 seconds; a leaf of a pack 2 pages and half a second.
    """

    pages: int = 400
    seconds: int = 25
    memory: int = MOST_MEMORY
    elements: int = 200_000
    depth: int = 100
    span: int = 100
    parts: int = 2000


@dataclass(frozen=True)
class Misfit:
    """A section that has to fit on one page and does not.

    `step` is how much smaller it is already, `full` how much of a page it runs over by (of a whole one: 1), `lines` how
    many lines, `page` the number of its last page.
    """

    anchor: str
    step: int
    full: float
    lines: int
    page: int

    @property
    def next_step(self) -> int:
        """How small to make it next: one step gains about a twentieth of a page. 0 when it is too much, or small
        already."""
        if self.full >= LAST_PAGE_FULL or self.step == 3:
            return 0
        return min(3, self.step + 1 + (self.full > 0.06) + (self.full > 0.125))


def render_pages(
    pages: Sequence[Page],
    *,
    problems: list[Problem],
    images: Mapping[str, bytes] | None = None,
    stored: Stored | None = None,
    limits: Limits | None = None,
) -> Iterator[tuple[str, bytes]]:
    """The path and the PDF of each part of each page document, and of the document where it has several parts.

    `images` are the pictures that pages may show, by address (`made:logo`). A part that is `stored` is not made again,
    and not given. Adds to `problems` P105 for a front that runs over its page, P106 for chapters that end on an almost
    empty one. Raises EnvironmentMissing without Pango, and ProblemsFound with P103 for a document that grows past the
    limits.
    """
    engine = shared_engine(tuple(sorted((images or {}).items())), limits or Limits())
    for page in pages:
        yield from engine.files(page, stored=stored, problems=problems)


def load_engine() -> None:
    """Import WeasyPrint with our fonts. EnvironmentMissing with the line that installs Pango where it is absent."""
    if os.name != "nt":
        os.environ["FONTCONFIG_FILE"] = str(FONTS / "fonts.conf")
    if sys.platform == "darwin":  # where Homebrew puts libraries; a Python from elsewhere does not look there
        os.environ.setdefault("DYLD_FALLBACK_LIBRARY_PATH", "/opt/homebrew/lib:/usr/local/lib:/usr/lib")
    try:
        with redirect_stdout(io.StringIO()):  # where it prints advice of its own
            import weasyprint  # noqa: F401
    except OSError:
        raise EnvironmentMissing(
            "PDFs need Pango, which is not on this machine. Everything else can be made without it.", install_line()
        ) from None


def install_line() -> str:
    """What to type to install Pango with this machine's package manager."""
    tool = next((tool for tool in INSTALL if shutil.which(tool)), None)
    if tool:
        return INSTALL[tool]
    elsewhere = {
        "win32": "pacman -S mingw-w64-x86_64-pango (in an MSYS2 window)",
        "darwin": f"{INSTALL['brew']} (brew is Homebrew, https://brew.sh)",
    }
    return elsewhere.get(sys.platform, INSTALL["apt-get"])


@contextmanager
def garbage_later() -> Iterator[None]:
    """Collect no garbage meanwhile: layout makes millions of objects that all live until the end; then all of it at
    once, and of it alone."""
    enabled = gc.isenabled()
    gc.disable()
    gc.freeze()
    try:
        yield
    finally:
        gc.collect()
        gc.unfreeze()
        if enabled:
            gc.enable()


@dataclass
class Engine:
    """One font configuration, and each stylesheet parsed once, for all documents."""

    images: dict[str, bytes] = field(default_factory=dict)
    limits: Limits = field(default_factory=Limits)
    _styles: dict[str, CSS] = field(default_factory=dict)

    def __post_init__(self) -> None:
        load_engine()
        from weasyprint.css.counters import CounterStyle
        from weasyprint.text.fonts import FontConfiguration

        self._fonts = FontConfiguration()
        self._counters = CounterStyle()
        self._fetcher = fetcher({**font_files(), f"{SCHEME}ruled.svg": RULED, **self.images})
        self._style(font_face_css())

    def files(self, page: Page, *, stored: Stored | None, problems: list[Problem]) -> list[tuple[str, bytes]]:
        """The PDFs of the parts that are not stored, and of the document they make up; each part within the limits."""
        new: list[tuple[str, bytes]] = []
        found: list[bytes] = []
        ends: list[Misfit] = []
        parts, start = split(page), 1
        if len(parts) > self.limits.parts:
            raise _too_large(page, f"it has more than {self.limits.parts:,} parts")
        for part in parts:
            start += count_pages(found[-1]) if found else 0
            data = stored(part.path, part.made_from(page.css, self.images, start=start)) if stored else None
            if data is None:
                with guarded(page, self.limits), garbage_later():
                    data = self.printed(page, part, start=start, problems=problems, ends=ends)
                new.append((part.path, data))
            found.append(data)
        problems.extend(_almost_empty(page, ends))
        return new if parts[-1].path == page.path else [*new, (page.path, join(found, page.title))]

    def printed(self, page: Page, part: Part, *, start: int, problems: list[Problem], ends: list[Misfit]) -> bytes:
        """The PDF of one part, which begins on the page of this number. Adds to `ends` the sections that end on an
        almost empty page."""
        document, misfits = self.fitted(part.with_next(), css=(page.css, start_css(start)))
        problems.extend(_too_much(page, misfit) for misfit in misfits)
        ends.extend(find_almost_empty(document, start=start))
        end = next((number for number, sheet in enumerate(document.pages) if END in sheet.anchors), len(document.pages))
        document = document.copy(document.pages[:end])
        return write(document, part.title, start=start, leads_to=part.leads_to)

    def fitted(self, html: str, *, css: tuple[str, ...]) -> tuple[Document, list[Misfit]]:
        """The document laid out, its tight sections made smaller step by step; and those that still run over."""
        steps: dict[str, int] = {}
        while True:
            with counted_pages(self.limits.pages):
                document = self.layout(html, css, steps=steps)
            misfits = find_misfits(document)
            smaller = {misfit.anchor: misfit.next_step for misfit in misfits if misfit.next_step}
            if not smaller:
                return document, misfits
            steps |= smaller

    def layout(self, text: str, css: tuple[str, ...], *, steps: Mapping[str, int]) -> Document:
        """The text laid out, with the sections of these ids made smaller by so many steps."""
        from weasyprint import HTML

        html = HTML(string=text, url_fetcher=self._fetcher)
        check_tree(html.etree_element, self.limits)
        clean_tree(html.etree_element)
        for element in html.etree_element.iter():
            if element.get("id") in steps:
                element.set("class", f"{TIGHT.sub('', element.get('class', ''))} tight-{steps[element.get('id', '')]}")
        sheets = [self._style(sheet) for sheet in (font_face_css(), *css)]
        return html.render(self._fonts, self._counters, stylesheets=sheets, **OPTIONS)

    def _style(self, text: str) -> CSS:
        from weasyprint import CSS

        if text not in self._styles:
            self._styles[text] = CSS(
                string=text, url_fetcher=self._fetcher, font_config=self._fonts, counter_style=self._counters
            )
        return self._styles[text]


@lru_cache(maxsize=4)
def shared_engine(images: tuple[tuple[str, bytes], ...], limits: Limits) -> Engine:
    """One engine for all documents that show the same pictures: its fonts and styles are read once."""
    return Engine(images=dict(images), limits=limits)


atexit.register(
    shared_engine.cache_clear
)  # while Python still stands: the engine takes its copies of the fonts away with it


@contextmanager
def guarded(page: Page, limits: Limits) -> Iterator[None]:
    """P103, naming the document, when it takes too long, too much memory or too many pages, or when its style makes the
    engine stumble."""
    try:
        with time_limit(limits.seconds), memory_limit(limits.memory):
            yield
    except TooLong:
        raise _too_large(page, f"it takes more than {limits.seconds} seconds") from None
    except TooLarge as error:
        raise _too_large(page, str(error)) from None
    except MemoryError:
        raise _too_large(page, f"it takes more than {limits.memory // 1024 // 1024} MiB of memory") from None
    except RecursionError:
        raise _too_large(page, "it is nested too deep") from None
    except (ArithmeticError, AssertionError, AttributeError, LookupError, TypeError, ValueError) as error:
        raise _too_large(page, f"its style asks for sizes that no page has ({type(error).__name__})") from error


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


def check_tree(root: Element, limits: Limits) -> None:
    """TooLarge for a tree with too many elements or levels, or a cell that spans too many others."""
    count, level = 0, [root]
    for depth in range(limits.depth + 2):
        count += len(level)
        if depth > limits.depth:
            raise TooLarge(f"its elements are nested more than {limits.depth} deep")
        if count > limits.elements:
            raise TooLarge(f"it has more than {limits.elements} elements")
        for element in level:
            for name in ("colspan", "rowspan", "span"):
                span = element.get(name, "1").strip()
                if not span.isascii() or not span.isdecimal() or len(span) > 6 or int(span) > limits.span:
                    raise TooLarge(f"a cell spans more than {limits.span} others")
        level = [child for element in level for child in element if isinstance(child.tag, str)]
        if not level:
            return


def clean_tree(root: Element) -> None:
    """Links lead to the web, mail and calendars or to this document; nothing else is kept as a link."""
    for element in root.iter():
        for name in [name for name in element.attrib if name.rpartition("}")[2] == "href"]:
            if not LINKS.match(element.get(name, "").strip()):
                del element.attrib[name]
        if element.tag in ("base", "link", "object", "embed", "iframe", "script"):
            element.attrib.clear()
            element.tag, element.text = "span", None


def find_misfits(document: Document) -> list[Misfit]:
    """The sections marked `data-fit` that go on past one page."""
    return _run_over(document, "data-fit", start=1)


def find_almost_empty(document: Document, *, start: int) -> list[Misfit]:
    """The sections marked `data-end` that go on past one page and fill little of their last one; `start` is the number
    of the first page."""
    return [section for section in _run_over(document, "data-end", start=start) if section.full % 1 < LAST_PAGE_FULL]


def _run_over(document: Document, mark: str, *, start: int) -> list[Misfit]:
    """The sections with this mark that go on past one page."""
    found: dict[str, list[Any]] = {}
    for number, page in enumerate(document.pages, start):
        for box in marked_boxes(page._page_box, mark):
            found.setdefault(box.element.get("id"), []).append((box, page.height, number))
    return [_misfit(anchor, boxes) for anchor, boxes in found.items() if len(boxes) > 1]


def marked_boxes(page_box: Any, mark: str) -> list[Any]:
    """The outermost boxes of a page whose section has this mark; margins apart."""
    found, waiting = [], [page_box]
    while waiting:
        box = waiting.pop()
        if box.element is not None and box.element.get(mark) and box.element_tag in ("section", "div"):
            found.append(box)
        elif hasattr(box, "children"):
            waiting.extend(reversed([child for child in box.children if child.element is not None]))
    return found


def _misfit(anchor: str, boxes: Sequence[tuple[Any, float, int]]) -> Misfit:
    box, page_height, number = boxes[-1]
    step = next((step for step in (1, 2, 3) if f"tight-{step}" in box.element.get("class", "").split()), 0)
    line = box.style["font_size"] * 1.4
    return Misfit(anchor, step, len(boxes) - 2 + box.height / page_height, max(1, round(box.height / line)), number)


def start_css(start: int) -> str:
    """What makes the first page of a part the page of this number, on the right-hand side when it is odd."""
    if start == 1:
        return ""
    return f"html {{ break-before: {'right' if start % 2 else 'left'} }} @page :first {{ counter-reset: page {start} }}"


def write(document: Document, title: str, *, start: int, leads_to: Sequence[str]) -> bytes:
    """The PDF of these pages under this title; `start` is the number of the first. Links to these names of other parts
    are kept."""
    document.metadata = copy.copy(document.metadata)
    document.metadata.title = title
    document.pages[0].anchors |= dict.fromkeys(leads_to, (0, 0, 0, 0))

    def finish(_document: Document, pdf: Any) -> None:
        """Names are kept apart from those of other parts: table headings, which WeasyPrint counts within a file, and
        places that are not here."""
        for element in pdf.objects:
            if isinstance(element, dict) and "ID" in element:
                element["ID"].string = f"{start}-{element['ID'].string}"
        if leads_to:
            names = pdf.catalog["Names"]["Dests"]["Names"]
            names[:] = [
                entry
                for name, place in zip(names[::2], names[1::2], strict=True)
                if name.string not in leads_to
                for entry in (name, place)
            ]

    pdf = document.write_pdf(finisher=finish, **OPTIONS)
    assert isinstance(pdf, bytes)
    return pdf


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


@cache
def font_files() -> dict[str, bytes]:
    """Our four fonts by address."""
    return {SCHEME + name: (FONTS / name).read_bytes() for name, _, _ in FACES}


@cache
def font_face_css() -> str:
    """Names our fonts to the engine under a name that no system font has."""
    rule = (
        '@font-face {{ font-family: "Programme Inter"; src: url("{url}"); font-weight: {weight}; font-style: {slant};'
        " }}\n"
    )
    return "".join(rule.format(url=SCHEME + name, weight=weight, slant=slant) for name, weight, slant in FACES)


def _too_large(page: Page, why: str) -> ProblemsFound:
    message = f"The document “{page.title}” is too large to print: {why}."
    hint = (
        f"Print out/{twin_path(page.path)} from a browser, or mark sections of its template with data-part, so that it"
        " is laid out in parts."
    )
    return ProblemsFound([Problem(f"out/{page.path}", 0, 0, "P103", message, hint)])


def _too_much(page: Page, misfit: Misfit) -> Problem:
    lines = "about 1 line" if misfit.lines == 1 else f"about {misfit.lines} lines"
    message = f"“{misfit.anchor}” has {lines} too many for its page."
    return Problem(f"out/{page.path}", 0, 0, "P105", message, "Shorten what its blocks say and do.", misfit.anchor)


def _almost_empty(page: Page, ends: Sequence[Misfit]) -> Iterator[Problem]:
    """P106 for a document with sections that end on an almost empty page."""
    if ends:
        told = [f"page {end.page} (“{end.anchor}” runs over by {plural(end.lines, 'line')})" for end in ends]
        yield Problem(
            f"out/{page.path}",
            0,
            0,
            "P106",
            f"Almost empty: {listing(told)}.",
            "Shorten that text by so many lines, or leave it.",
            ends[0].anchor,
        )
