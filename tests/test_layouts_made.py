"""How much is laid out for what: counts, which are no noise. `make bench` says what they come to in seconds."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.running import MADE, make_programme
from toolkit.cli import run
from toolkit.outputs.engine import RenderedPart, RenderRequest
from toolkit.outputs.weasyprint_engine import WeasyPrint

pytestmark = pytest.mark.slow

MOVED = "  - {cohort: b, session: attention, date: 2027-02-11, reason: hall closed, decided: 2027-02-01}\n"


@contextmanager
def layouts() -> Iterator[list[str]]:
    """The titles of the parts that the engine is asked for."""
    asked: list[str] = []
    whole = WeasyPrint.render

    def render(engine: WeasyPrint, request: RenderRequest) -> RenderedPart:
        asked.append(request.title)
        return whole(engine, request)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(WeasyPrint, "render", render)
        yield asked


def build(folder: Path, *options: str) -> list[str]:
    """The titles of what a build lays out."""
    with layouts() as asked:
        assert run(["build", str(folder), "--now", MADE, "-q", *options]) == 0
    return asked


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, int]:
    """A built programme of three cohorts, and how many parts were laid out for it."""
    folder = make_programme(tmp_path_factory.mktemp("built") / "oxford", spare=False)
    return folder, len(build(folder))


def test_nothing_is_laid_out_where_nothing_changed(built: tuple[Path, int]) -> None:
    assert build(built[0]) == []


def test_a_narrow_build_and_a_lost_file_lay_out_nothing(built: tuple[Path, int]) -> None:
    (built[0] / "out" / "share" / "poster.pdf").unlink()
    assert build(built[0], "--only", "ics") == []
    assert build(built[0]) == []  # it waits in the store


def test_a_moved_meeting_lays_out_what_shows_it_and_nothing_else(built: tuple[Path, int]) -> None:
    folder, cold = built
    with (folder / "changes.yaml").open("a", encoding="utf-8") as file:
        file.write(MOVED)
    again = build(folder)
    assert {"Pairs 4 Birch", "Sign-in sheet 4 Birch", "Syllabus"} <= set(again)
    assert not any("Alder" in title or "Cedar" in title for title in again)
    assert len(again) <= 8
    assert len(again) * 10 < cold
