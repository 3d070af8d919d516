"""The first of two waves of printing: each part that is nowhere yet, once, by several processes. The second puts the
documents together, from what is stored then."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from toolkit.limits import TooLarge
from toolkit.model.document import Page
from toolkit.model.progress import Step
from toolkit.outputs.crew import Crew
from toolkit.outputs.engine import RenderRequest
from toolkit.outputs.pdf import next_requests
from toolkit.outputs.stored_layouts import StoringEngine

MOST_FAILURES = 3
"""So many documents of one type may be too large before the others are not tried any more: each may take its whole time
first."""

LITTLE = 70_000
"""Letters of HTML that one process lays out in about two seconds; others help only where there are more."""


def lay_out_ahead(
    pages: Sequence[Page],
    engine: StoringEngine,
    *,
    pictures: Mapping[str, bytes],
    jobs: int,
    progress: Callable[[Step], None],
) -> None:
    """Have `jobs` processes lay out what these documents need, the largest part first, until nothing is left that can
    be known beforehand. What is too large, and what ends the process that works at it, is refused from then on."""
    engine.load()
    begun: set[str] = set()
    with Crew(engine, jobs) as crew:
        while wanted := _wanted(pages, engine, pictures=pictures, begun=begun):
            if not crew.workers and sum(len(request.html) for request, _ in wanted.values()) < LITTLE:
                return
            begun |= wanted.keys()
            _lay_out(crew, list(wanted.values()), pages=pages, progress=progress)


_Missing = tuple[RenderRequest, Page]
"""A part, and the first document that needs it."""


def _wanted(
    pages: Sequence[Page], engine: StoringEngine, *, pictures: Mapping[str, bytes], begun: set[str]
) -> dict[str, _Missing]:
    """By key, each once."""
    found: dict[str, _Missing] = {}
    for page in pages:
        for request in next_requests(page, images=pictures, engine=engine):
            key = engine.key(request)
            if key not in begun:
                found.setdefault(key, (request, page))
    return found


def _lay_out(
    crew: Crew, wanted: Sequence[_Missing], *, pages: Sequence[Page], progress: Callable[[Step], None]
) -> None:
    ordered = sorted(wanted, key=lambda one: (-len(one[0].html), one[0].html))
    of = dict(ordered)
    whole = sum(len(request.html) for request in of)
    left, waiting = whole, {page.path: 0 for _, page in wanted}
    for _, page in wanted:
        waiting[page.path] += 1
    failed: Counter[str] = Counter()
    each = [request for request, _ in ordered]
    for done in crew.lay_out(each, passed=lambda request: failed[of[request].type] >= MOST_FAILURES):
        page = of[done.request]
        failed[page.type] += done.died or done.too_large is not None
        left -= len(done.request.html)
        waiting[page.path] -= 1
        if done.died:
            crew.engine.refuse(done.request, TooLarge("the process that lays it out ends before it is done"))
        elif done.too_large:
            crew.engine.refuse(done.request, done.too_large)
        open_ = sum(count > 0 for count in waiting.values())
        progress(Step(page.path, len(pages) - open_, len(pages), 1 - left / whole))
