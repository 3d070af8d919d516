"""Which sections of a laid-out document run over their page, and by how much: read off WeasyPrint's boxes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from toolkit.outputs.engine import LAST_PAGE_FULL, Misfit

if TYPE_CHECKING:
    from weasyprint import Document


def find_misfits(document: Document) -> tuple[Misfit, ...]:
    """The sections marked `data-fit` that go on past one page."""
    return _run_over(document, "data-fit", start=1)


def find_almost_empty(document: Document, *, start: int) -> tuple[Misfit, ...]:
    """The sections marked `data-end` that go on past one page and fill little of their last one; `start` is the number
    of the first page."""
    sections = _run_over(document, "data-end", start=start)
    return tuple(section for section in sections if section.full % 1 < LAST_PAGE_FULL)


def _run_over(document: Document, mark: str, *, start: int) -> tuple[Misfit, ...]:
    """The sections with this mark that go on past one page."""
    found: dict[str, list[Any]] = {}
    for number, page in enumerate(document.pages, start):
        for box in _marked_boxes(page._page_box, mark):
            found.setdefault(box.element.get("id"), []).append((box, page.height, number))
    return tuple(_misfit(anchor, boxes) for anchor, boxes in found.items() if len(boxes) > 1)


def _marked_boxes(page_box: Any, mark: str) -> list[Any]:
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
