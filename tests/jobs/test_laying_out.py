"""Several processes lay out what several documents need, each part once, and the documents are the same as without."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from tests.outputs.printing import page_of
from toolkit.jobs import laying_out
from toolkit.jobs.laying_out import lay_out_ahead
from toolkit.keeping.part_store import PartStore
from toolkit.limits import TooLarge, need_main_thread
from toolkit.model.document import Page
from toolkit.model.progress import Step
from toolkit.outputs.engine import RenderedPart, RenderRequest
from toolkit.outputs.pdf import render_pages
from toolkit.outputs.stored_layouts import StoringEngine, layout_from_bytes
from toolkit.problems import ProblemsFound


@dataclass(frozen=True)
class Notes:
    """An engine that writes down who was asked for what, one file for each, and gives pages without a word. Like ours
    it works where limits of time and memory hold, and nowhere else."""

    folder: Path

    def load(self) -> None:
        """It lacks nothing."""

    def versions(self) -> str:
        return "1"

    def render(self, request: RenderRequest) -> RenderedPart:
        need_main_thread()
        before = [path.read_text("utf-8") for path in self.folder.iterdir()]
        (self.folder / f"{len(before):03}-{os.getpid()}").write_text(request.html, "utf-8")
        if "kills" in request.html and ("always" in request.html or request.html not in before):
            os.kill(os.getpid(), signal.SIGKILL)
        if "too large" in request.html:
            raise TooLarge("it has no end")
        return RenderedPart(request.html.encode(), 1)


@pytest.fixture
def engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> StoringEngine:
    monkeypatch.setattr(laying_out, "LITTLE", 0)
    (tmp_path / "notes").mkdir()
    return StoringEngine(Notes(tmp_path / "notes"), PartStore(tmp_path / "store"))


def one(text: str) -> Page:
    """A document of one part; all have a path of their own."""
    return replace(page_of(text), path=f"share/{text.replace(' ', '-')}.pdf", title="T")


def ahead(engine: StoringEngine, *pages: Page, jobs: int = 2) -> list[Step]:
    steps: list[Step] = []
    lay_out_ahead(pages, engine, pictures={}, jobs=jobs, progress=steps.append)
    return steps


def notes(engine: StoringEngine) -> Iterator[tuple[str, str]]:
    """The process and the text of each part that was laid out."""
    assert isinstance(engine.engine, Notes)
    for path in sorted(engine.engine.folder.iterdir()):
        yield path.name.split("-")[1], path.read_text("utf-8")


def test_each_part_is_laid_out_once_and_elsewhere(engine: StoringEngine) -> None:
    ahead(engine, one("a"), one("b"), replace(one("a"), path="share/again.pdf"))
    before = list(notes(engine))
    assert len(before) == 2
    assert str(os.getpid()) not in {process for process, _ in before}
    made = {file.path for file in render_pages([one("a"), one("b")], engine=engine)}
    assert made == {"share/a.pdf", "share/b.pdf"}
    assert list(notes(engine)) == before


def test_the_largest_is_begun_first(engine: StoringEngine) -> None:
    ahead(engine, one("a"), one("a longer"), one("the longest of all"), jobs=1)
    lengths = [len(text) for _, text in notes(engine)]
    assert lengths == sorted(lengths, reverse=True)


def test_a_document_that_ends_its_process_is_tried_once_more(engine: StoringEngine) -> None:
    ahead(engine, one("kills"), one("b"))
    assert len([text for _, text in notes(engine) if "kills" in text]) == 2
    assert {file.path for file in render_pages([one("kills")], engine=engine)} == {"share/kills.pdf"}


def test_and_is_named_where_it_ends_the_second_too_and_all_others_are_made(engine: StoringEngine) -> None:
    ahead(engine, one("kills always"), one("b"), one("c"))
    assert len([text for _, text in notes(engine) if "kills" in text]) == 2
    with pytest.raises(ProblemsFound) as found:
        list(render_pages([one("kills always")], engine=engine))
    assert [(problem.code, problem.file) for problem in found.value.problems] == [
        ("P103", "out/share/kills-always.pdf")
    ]
    assert {file.path for file in render_pages([one("b"), one("c")], engine=engine)} == {"share/b.pdf", "share/c.pdf"}


def test_what_is_too_large_elsewhere_is_not_tried_again_here(engine: StoringEngine) -> None:
    ahead(engine, one("too large"), one("b"))
    with pytest.raises(ProblemsFound) as found:
        list(render_pages([one("too large")], engine=engine))
    assert ["it has no end" in problem.message for problem in found.value.problems] == [True]
    assert len(list(notes(engine))) == 2


def test_after_three_of_a_type_that_are_too_large_no_other_of_it_is_begun(engine: StoringEngine) -> None:
    pages = [one(f"too large {number}") for number in range(6)]
    ahead(engine, *pages, replace(one("b"), type="other"), jobs=1)
    assert [("too large" in text) for _, text in notes(engine)] == [True, True, True, False]


def test_progress_names_the_documents_and_comes_to_an_end(engine: StoringEngine) -> None:
    steps = ahead(engine, one("a"), one("b"), one("a longer"))
    assert [(step.done, step.total) for step in steps] == [(1, 3), (2, 3), (3, 3)]
    assert {step.path for step in steps} == {"share/a.pdf", "share/b.pdf", "share/a-longer.pdf"}
    shares = [step.share for step in steps]
    assert (shares, shares[-1]) == (sorted(shares), 1)


def test_for_little_nobody_else_is_asked(engine: StoringEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(laying_out, "LITTLE", 70_000)
    assert ahead(engine, one("a")) == []
    assert list(notes(engine)) == []


def test_whoever_stops_it_finds_again_what_was_finished(engine: StoringEngine) -> None:
    def stop(step: Step) -> None:
        if step.done == 1:
            raise KeyboardInterrupt

    pages = [one("a"), one("a longer"), one("the longest of all")]
    with pytest.raises(KeyboardInterrupt):
        lay_out_ahead(pages, engine, pictures={}, jobs=1, progress=stop)
    assert "the longest of all" in "".join(part.data.decode() for part in _stored(engine))
    ahead(engine, *pages)
    assert len(_stored(engine)) == 3


def _stored(engine: StoringEngine) -> list[RenderedPart]:
    keys = [path.name for path in engine.store.folder.iterdir() if not path.name.startswith(".")]
    return [layout_from_bytes(data) for key in keys if (data := engine.store.read(key))]
