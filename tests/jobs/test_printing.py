"""What does not fit on its page is told as long as it is so: by the build that prints it, and by every later one."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from tests.examples import lay_out
from toolkit.cli import run
from toolkit.jobs.build import build
from toolkit.jobs.examine import read_and_plan
from toolkit.jobs.making import make_documents
from toolkit.jobs.options import Options
from toolkit.keeping.manifest import read_manifest
from toolkit.model.document import Page
from toolkit.model.overruns import Overrun
from toolkit.outputs.parts import slice_paths
from toolkit.outputs.pdf import PrintedFile
from toolkit.problems import Problem, ProblemsFound
from toolkit.reading.shelves import Shelves

NOW = ("--now", "2026-11-23")
POSTER = "share/poster.pdf"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small programme; in place of an engine a press on which the poster has three lines too many, and an almost
    empty page."""

    def press(pages: Sequence[Page], **_options: object) -> Iterator[PrintedFile]:
        for page in pages:
            found = (Overrun("P105", page.path, "front", 3, 1), Overrun("P106", page.path, "end", 1, 2))
            yield from (PrintedFile(path, b"a slice") for path in slice_paths(page))
            yield PrintedFile(page.path, page.html.encode(), found if page.path == POSTER else ())

    monkeypatch.setattr("toolkit.jobs.printing.render_pages", press)
    return lay_out(tmp_path / "small")


def told(folder: Path, capsys: pytest.CaptureFixture[str], *words: str) -> str:
    capsys.readouterr()
    assert run(["build", str(folder), *words, *NOW]) == 0
    return capsys.readouterr().err


def test_a_later_build_tells_it_too(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first = told(folder, capsys)
    assert first.count("P105") == 1
    assert "“front” has about 3 lines too many for its page." in first
    again = told(folder, capsys)
    assert "Nothing to do" in again
    assert again.count("P105") == 1
    (folder / "changes.yaml").write_text("changes: []\n# nothing yet\n", "utf-8")
    later = told(folder, capsys)
    assert later.count("P105") == 1
    assert later.count("P106") == 1
    assert "P105" not in told(folder, capsys, "--only", "ics")
    assert "P105" in told(folder, capsys, "--document", "poster")
    assert list(read_manifest(folder).overruns) == [POSTER]


def test_it_is_told_no_more_once_it_fits(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "P105" in told(folder, capsys)
    monkeypatch.setattr(
        "toolkit.jobs.printing.render_pages",
        lambda pages, **_options: iter([PrintedFile(page.path, b"fits") for page in pages]),
    )
    settings = folder / "programme.yaml"
    settings.write_text(settings.read_text("utf-8").replace("A small programme", "Another title"), "utf-8")
    assert "P105" not in told(folder, capsys)
    assert read_manifest(folder).overruns == {}


@pytest.fixture
def tried(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """For how many documents of each type a press was asked, to which each is too large."""
    tried: Counter[str] = Counter()

    def jammed(pages: Sequence[Page], **_options: object) -> Iterator[PrintedFile]:
        tried.update(page.type for page in pages)
        raise ProblemsFound([Problem(page.path, 0, 0, "P103", "It is too large.") for page in pages])

    monkeypatch.setattr("toolkit.jobs.printing.render_pages", jammed)
    return tried


def printed(folder: Path) -> tuple[Counter[str], list[Problem]]:
    """How many documents of each type there are, and what is told of types when they are printed."""
    shelves, today = Shelves.open(folder=folder), datetime.date(2026, 11, 23)
    plan, types, base, _ = read_and_plan(folder, shelves, today=today)
    wanted = make_documents(plan, types, base=base, options=Options(only="pdf"))
    count = Counter(document.type for document in wanted if isinstance(document, Page))
    report = build(folder, shelves, options=Options(only="pdf"), key="k", today=today, progress=lambda _path: None)
    return count, [problem for problem in report.problems if problem.file.startswith("documents/")]


def test_after_three_of_a_type_that_are_too_large_the_others_are_not_tried(folder: Path, tried: Counter[str]) -> None:
    count, left = printed(folder)
    assert tried == {type_: min(number, 3) for type_, number in count.items()}
    assert [(problem.file, problem.line, problem.column, problem.code) for problem in left] == [
        (f"documents/{type_}", 0, 0, "P103") for type_ in sorted(count) if count[type_] > 3
    ] != []  # fmt: skip
    for problem in left:
        type_ = problem.file.removeprefix("documents/")
        assert f"After 3 that are too large to print, {count[type_] - 3} more documents “{type_}”" in problem.message
    assert not list((folder / "out").rglob("*.pdf"))


def test_of_a_type_of_which_each_was_tried_no_more_are_told_to_be_left_out(
    folder: Path, tried: Counter[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("toolkit.jobs.printing.MOST_FAILURES", 1)
    count, left = printed(folder)
    assert count["poster"] == tried["poster"] == 1
    assert [problem.file for problem in left] == [f"documents/{type_}" for type_ in sorted(count) if count[type_] > 1]
