"""A format is one row of the table: it is built, listed, asked for by its kind, and taken away with the row."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.examples import lay_out
from toolkit.cli import run
from toolkit.commands._shared import Context
from toolkit.commands.build import _tell
from toolkit.documents.index import OF_A_WHOLE_BUILD, IndexRow, Link
from toolkit.jobs.build import Report, build
from toolkit.jobs.options import Options, could_build
from toolkit.jobs.printing import Printed
from toolkit.keeping.manifest import is_fresh, read_manifest
from toolkit.model.document import Calendar
from toolkit.outputs import formats
from toolkit.outputs.formats import FORMATS, Beside, Format, kinds
from toolkit.problems import Problem, WrongUsage
from toolkit.reading import fonts_here
from toolkit.reading.shelves import Shelves

TODAY = datetime.date(2026, 11, 23)
MADE_UP = "out/share/calendar/programme.list"


def write_list(calendar: Calendar, _beside: Beside) -> Iterator[tuple[str, bytes]]:
    yield f"{calendar.path.removesuffix('.ics')}.list", "\n".join(entry.title for entry in calendar.entries).encode()


def list_row(calendar: Calendar) -> IndexRow:
    return IndexRow("A list", calendar.audience, "Lists", (Link("list", f"{calendar.path.removesuffix('.ics')}.list"),))


@pytest.fixture
def folder(tmp_path: Path, without_pdfs: None) -> Path:
    return lay_out(tmp_path / "small")


@pytest.fixture
def rows(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Puts other rows in place of the table's."""

    def put(*rows: Format[Any]) -> None:
        monkeypatch.setattr(formats, "FORMATS", rows)

    return put


def make(folder: Path, **options: Any) -> Report:
    shelves = Shelves.open(folder=folder)
    return build(folder, shelves, options=Options(**options), key="key", today=TODAY, progress=lambda _path: None)


def index(folder: Path) -> str:
    return (folder / "out/index.html").read_text("utf-8")


def test_a_row_makes_a_format_that_is_listed_and_goes_with_it(folder: Path, rows: Callable[..., None]) -> None:
    rows(*FORMATS, Format(Calendar, "list", ".list", write_list, list_row))
    assert MADE_UP in make(folder).made
    assert len((folder / MADE_UP).read_text("utf-8").splitlines()) == 6
    assert index(folder).count('href="share/calendar/programme.list">list</a>') == 1
    rows(*FORMATS)
    report = make(folder)
    assert MADE_UP in report.removed
    assert MADE_UP not in read_manifest(folder).outputs
    assert not (folder / MADE_UP).exists()
    assert ".list" not in index(folder)


def test_the_files_of_one_document_stand_in_one_row(folder: Path, rows: Callable[..., None]) -> None:
    rows(*FORMATS, Format(Calendar, "list", ".list", write_list, list_row))
    make(folder)
    assert '<a href="share/calendar/programme.ics">calendar</a> <a href="share/calendar/programme.list">' in index(
        folder
    )
    assert "A list" not in index(folder)


def test_a_row_alone_brings_a_heading_of_its_own(folder: Path, rows: Callable[..., None]) -> None:
    rows(Format(Calendar, "list", ".list", write_list, list_row))
    make(folder)
    assert "<h3>Lists</h3>" in index(folder)
    assert "<h3>Calendars</h3>" not in index(folder)


def test_its_kind_can_be_asked_for(folder: Path, rows: Callable[..., None], capsys: pytest.CaptureFixture[str]) -> None:
    rows(*FORMATS, Format(Calendar, "list", ".list", write_list))
    report = make(folder, only="list")
    assert {Path(path).suffix for path in report.made} == {".list"}
    assert make(folder, only="list").made == ()
    assert MADE_UP not in (*(report := make(folder, only="sheets")).made, *report.same)
    assert (folder / MADE_UP).exists()
    assert run(["build", "--only", "lost", "-C", str(folder)]) == 2
    assert "'list'" in capsys.readouterr().err
    assert kinds() == ("pdf", "ics", "sheets", "site", "mail", "list")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("--only mail", "Invitations are calendar files"),
        ("--only sheets", "holds no invitations"),
        ("--cohort a --only ics", "holds no invitations"),
        ("--only ics", ""),
    ],
)
def test_invitations_that_a_build_of_a_part_does_not_make_are_told(
    folder: Path, capsys: pytest.CaptureFixture[str], words: str, told: str
) -> None:
    path = folder / "programme.yaml"
    path.write_text(path.read_text("utf-8") + "\nsender: {name: Ada, email: ada@example.org}\n", "utf-8")
    assert run(["build", str(folder), "--invitations", *words.split(), "--now", "2026-11-23"]) == 0
    err = capsys.readouterr().err
    assert told in err if told else "nvitations" not in err


def test_one_thing_is_counted_as_one(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    context, one = Context(), Problem("programme.yaml", 0, 0, "P074", "It is not known.")
    _tell(context, Report(("out/a",), (), (), (one,)), folder=folder, whole=True, seconds=1)
    said = capsys.readouterr().err
    assert "1 thing is not known yet; `programme check` lists it." in said
    assert "1 file made, 0 were up to date" in said


def test_a_kind_of_no_row_is_none(rows: Callable[..., None]) -> None:
    rows(Format(Calendar, "list", ".list", write_list))
    assert kinds() == ("list",)


@pytest.mark.parametrize(
    "options", [{"only": "nonsense"}, {"document": "nope"}, {"cohort": "zzz"}, {"meeting": "nope"}, {"meeting": "99"}]
)
def test_what_belongs_to_nothing_is_refused_whoever_asks(folder: Path, options: dict[str, str]) -> None:
    with pytest.raises(WrongUsage):
        make(folder, **options)
    assert not (folder / "out").exists()


def test_whether_a_build_could_be_is_looked_at_and_nothing_made(folder: Path) -> None:
    shelves = Shelves.open(folder=folder)
    could_build(folder, shelves, options=Options(cohort="a"), today=TODAY)
    with pytest.raises(WrongUsage):
        could_build(folder, shelves, options=Options(cohort="zzz"), today=TODAY)
    assert not (folder / "out").exists()


@pytest.mark.parametrize(
    ("options", "whole", "writes"),
    [
        ({}, True, True),
        ({"only": "ics"}, False, True),
        ({"only": "site"}, False, False),
        ({"cohort": "a"}, False, False),
        ({"only": "ics", "document": "pack"}, False, False),
    ],
)
def test_only_a_build_of_all_calendars_has_files_of_invitations(
    options: dict[str, Any], whole: bool, writes: bool
) -> None:
    assert (Options(**options).whole, Options(**options).writes_invitations) == (whole, writes)


def test_a_build_of_one_kind_leaves_the_first_pages_and_says_where_they_name_what_is_gone(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make(folder)
    pages = {path: (folder / path).read_bytes() for path in OF_A_WHOLE_BUILD}
    assert make(folder, only="site").removed == ()
    cohorts = (folder / "cohorts.yaml").read_text("utf-8")
    (folder / "cohorts.yaml").write_text(cohorts.partition("  b:")[0], "utf-8")
    (folder / "changes.yaml").write_text("changes: []\n", "utf-8")
    warning = "The first page still names what was taken away"
    assert run(["build", "--only", "ics", "-C", str(folder), "--now", "2026-11-23"]) == 0
    assert warning in capsys.readouterr().err
    assert {path: (folder / path).read_bytes() for path in OF_A_WHOLE_BUILD} == pages
    assert run(["build", "-C", str(folder), "--now", "2026-11-23"]) == 3
    assert warning not in capsys.readouterr().err
    assert "share/calendar/cohort-b.ics" not in index(folder)


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """From when it is called the machine prints, though nothing."""
    return lambda: monkeypatch.setattr("toolkit.jobs.build.print_pages", lambda *_values, **_named: Printed(()))


def test_a_build_without_an_engine_is_not_finished(folder: Path, engine: Callable[[], None]) -> None:
    make(folder)
    assert not is_fresh(read_manifest(folder), folder, key="key")
    engine()
    make(folder)
    assert is_fresh(read_manifest(folder), folder, key="key")


def test_how_cancelled_meetings_are_shown_is_kept_from_the_last_build_of_calendars(folder: Path) -> None:
    def shown(**options: Any) -> str:
        make(folder, **options)
        return read_manifest(folder).cancelled

    assert shown(cancelled="drop") == "drop"
    assert shown(cancelled="note", only="ics") == "note"
    assert shown(cancelled="keep", only="sheets") == "note"


def test_letters_that_no_font_has_are_made_anew_once_there_are_other_fonts(
    folder: Path, engine: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    people = folder / "people/participants.csv"
    people.write_text(people.read_text("utf-8").replace("Ann", "李雷"), "utf-8")
    engine()
    monkeypatch.setattr(fonts_here, "system_stretches", lambda: ())
    make(folder)
    assert list(read_manifest(folder).boxes) == ["fonts-noto-cjk"]
    assert is_fresh(read_manifest(folder), folder, key="key")
    monkeypatch.setattr(fonts_here, "system_stretches", lambda: (range(0x4E00, 0xA000),))
    assert not is_fresh(read_manifest(folder), folder, key="key")
