"""What a PDF engine is asked and what it answers: plain values, so that it can work in another process or on another
machine and gives the same bytes there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from toolkit.limits import MOST_MEMORY

LAST_PAGE_FULL = 0.3
"""A section that runs over by less than this share of a page is tightened; one that runs over by more has too much
text."""


@dataclass(frozen=True)
class Limits:
    """What one part of a document may use: pages, seconds of work, bytes of memory, elements, levels of nesting, cells
    that one cell may span; and how many parts a document may have.

    A part of the register holds 5 cohorts on 5 pages and takes half a second, as a leaf of a pack does.
    """

    pages: int = 400
    seconds: int = 25
    memory: int = MOST_MEMORY
    elements: int = 200_000
    depth: int = 100
    span: int = 100
    parts: int = 2000


@dataclass(frozen=True)
class Font:
    """A TrueType file as bytes; its address in styles, its weight (400, 600) and its slant (normal, italic)."""

    address: str
    weight: int
    slant: str
    data: bytes


@dataclass(frozen=True)
class RenderRequest:
    """One part of a document to lay out: everything that its PDF depends on, but for the versions of the libraries and
    the system's fonts for scripts that the given ones do not have.

    `start` is the number of its first page, `leads_to` the ids in other parts that it links to. Behind the text may
    stand the empty beginning of the next part, as `parts.PART_END`. `files` are all that it may show, by address.
    `mark` keeps its names apart from those of other parts of a document; where it is empty, `start` does.
    """

    html: str
    title: str
    css: str
    start: int = 1
    leads_to: tuple[str, ...] = ()
    fonts: tuple[Font, ...] = ()
    files: tuple[tuple[str, bytes], ...] = ()
    limits: Limits = Limits()
    mark: str = ""


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


@dataclass(frozen=True)
class RenderedPart:
    """The PDF of a part and the number of its pages; the sections that run over their page, and those that end on an
    almost empty one (`page` counts on from the request's `start`)."""

    data: bytes
    pages: int
    too_long: tuple[Misfit, ...] = ()
    almost_empty: tuple[Misfit, ...] = ()


class Engine(Protocol):
    """Lays out pages. It can be pickled, as can what it takes, gives and raises."""

    def load(self) -> None:
        """Raise EnvironmentMissing, with the line that installs what is missing, where it cannot work here."""

    def versions(self) -> str:
        """All that its bytes depend on besides a request: its own code, and libraries with their versions. Asked after
        `load`."""

    def render(self, request: RenderRequest) -> RenderedPart:
        """The same bytes for the same request, in whatever process.

        Raises TooLarge, saying why, for a part that passes its limits; LimitsMissing where they could not hold: outside
        a main thread; and EnvironmentMissing as above.
        """
