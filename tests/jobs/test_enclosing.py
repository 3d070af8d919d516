"""What comes with messages: the PDF where it is of the files as they are, and else the web page."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.examples import lay_out
from tests.running import programme
from toolkit.model.document import Page
from toolkit.outputs.mail import read_draft
from toolkit.outputs.parts import slice_paths
from toolkit.outputs.pdf import PrintedFile
from toolkit.problems import EnvironmentMissing


class Press:
    """Prints each part as a file that names it, until it is broken."""

    broken = False

    def __call__(self, pages: Sequence[Page], **_: object) -> list[PrintedFile]:
        if self.broken:
            raise EnvironmentMissing("No PDF engine here.", "install it")
        paths = {path: None for page in pages for path in (page.path, *slice_paths(page))}
        return [PrintedFile(path, f"%PDF {path}".encode()) for path in paths]


@pytest.fixture
def press(monkeypatch: pytest.MonkeyPatch) -> Press:
    press = Press()
    monkeypatch.setattr("toolkit.jobs.printing.render_pages", press)
    return press


@pytest.fixture
def folder(tmp_path: Path, press: Press) -> Path:
    """A built programme with a facilitator to spare, who takes over the evening “race” of cohort a."""
    assert not press.broken
    folder = lay_out(tmp_path / "small")
    with (folder / "people/facilitators.csv").open("a", encoding="utf-8") as file:
        file.write("cem,Cem,cem@example.org\n")
    assert programme(folder, "build") == 0
    assert programme(folder, "publish launch") == 0
    assert programme(folder, "swap ada --with cem --session race --yes") == 0
    return folder


def files(folder: Path, name: str) -> dict[str, bytes]:
    """What comes with a draft, apart from the calendar."""
    mail = read_draft((folder / f"out/private/messages/{name}.eml").read_bytes())
    found = {str(part.get_filename()): part.get_payload(decode=True) for part in mail.iter_attachments()}
    return {name: data for name, data in found.items() if isinstance(data, bytes) and not name.endswith(".ics")}


def test_a_cover_gets_the_hand_over_and_the_run_sheet_as_they_are_printed(folder: Path) -> None:
    assert programme(folder, "build") == 0
    made = files(folder, "welcome-cem")
    assert list(made) == ["hand-over-03-a.pdf", "03-race-a.pdf"]
    assert made["03-race-a.pdf"] == (folder / "out/private/facilitators/run-sheets/03-race-a.pdf").read_bytes()


@pytest.mark.parametrize("words", ["build --only mail", "build --document welcome"])
def test_where_a_page_was_not_printed_since_it_changed_its_web_page_comes(words: str, folder: Path) -> None:
    assert programme(folder, words) == 0
    made = files(folder, "welcome-cem")
    assert list(made) == ["hand-over-03-a.html", "03-race-a.html"]
    assert b"Cem" in made["03-race-a.html"]
    assert b"<style>" in made["03-race-a.html"]


def test_a_page_that_is_still_as_it_was_printed_is_taken_from_there(folder: Path) -> None:
    assert programme(folder, "build") == 0
    before = files(folder, "welcome-cem")
    (folder / "out/private/messages/welcome-cem.eml").unlink()
    assert programme(folder, "build --only mail") == 0
    assert files(folder, "welcome-cem") == before


def test_without_an_engine_web_pages_come_and_the_same_again_gives_the_same_bytes(folder: Path, press: Press) -> None:
    press.broken = True
    assert programme(folder, "build") == 3
    assert list(files(folder, "welcome-cem")) == ["hand-over-03-a.html", "03-race-a.html"]
    first = (folder / "out/private/messages/welcome-cem.eml").read_bytes()
    assert programme(folder, "build") == 3
    assert (folder / "out/private/messages/welcome-cem.eml").read_bytes() == first


def test_where_the_printed_page_was_taken_away_its_web_page_comes(folder: Path) -> None:
    assert programme(folder, "build") == 0
    (folder / "out/private/facilitators/run-sheets/03-race-a.pdf").unlink()
    assert programme(folder, "build --only mail") == 0
    assert list(files(folder, "welcome-cem")) == ["hand-over-03-a.pdf", "03-race-a.html"]
