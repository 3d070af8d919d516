"""What does not fit on its page is told as long as it is so: by the build that prints it, and by every later one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.examples import lay_out
from toolkit.cli import run
from toolkit.keeping.manifest import read_manifest
from toolkit.model.document import Page
from toolkit.model.overruns import Overrun
from toolkit.outputs.parts import split
from toolkit.outputs.pdf import PrintedFile

NOW = ("--now", "2026-11-23")
POSTER = "share/poster.pdf"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small programme; in place of an engine a press on which the poster has three lines too many, and an almost
    empty page."""

    def press(pages: Sequence[Page], *, stored: Any, **_options: object) -> Iterator[PrintedFile]:
        for page in pages:
            found = (Overrun("P105", page.path, "front", 3, 1), Overrun("P106", page.path, "end", 1, 2))
            for part in split(page):
                data = part.html.encode()
                if part.path != page.path and stored(part.path, part.html):
                    continue
                yield PrintedFile(part.path, data, found if page.path == POSTER else ())

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
