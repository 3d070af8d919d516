"""What is printed again after a change, and where a slip of paper is enough."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.examples import lay_out
from toolkit.cli import run
from toolkit.documents.index import OF_A_WHOLE_BUILD
from toolkit.jobs.examine import read_and_plan
from toolkit.jobs.reprint import out_of_date
from toolkit.reading.shelves import Shelves

pytestmark = pytest.mark.usefixtures("without_pdfs")
NOW = "2027-01-11T10:00"


def say(folder: Path, *words: str) -> int:
    """The exit code of a command."""
    return run([*words, "-C", str(folder), "--now", NOW, "-q", "--no-input"])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The small programme, published, and then with a meeting of cohort a on another day."""
    folder = lay_out(tmp_path / "small")
    assert say(folder, "build") == 3
    assert say(folder, "publish", "launch") == 0
    assert say(folder, "move", "sail", "--cohort", "a", "--to", "2027-01-29", "--yes") == 0
    return folder


def test_a_slip_saves_printing_many_copies_or_many_pages_and_never_the_one_copy_of_a_page(folder: Path) -> None:
    plan, types, base, _problems = read_and_plan(folder, Shelves.open(folder=folder), today=None)
    pages = out_of_date(folder, plan, types=types, base=base).pages
    found = {page.path.rpartition("/")[2]: (page.what, page.copies) for page in pages}
    assert found["timetable-hall.pdf"] == ("print", 1)
    assert found["syllabus.pdf"] == ("slip", 3)
    assert found["pack-a.pdf"] == ("slip", 1)


def reprinted(folder: Path) -> set[str]:
    """The names of the pages of the second evening of cohort a that are to be printed again."""
    plan, types, base, _problems = read_and_plan(folder, Shelves.open(folder=folder), today=None)
    pages = out_of_date(folder, plan, types=types, base=base).pages
    names = {page.path.rpartition("/")[2] for page in pages if page.what == "print"}
    return names & {"sign-in-02-a.pdf", "02-sail-a.pdf"}


def test_an_evening_that_was_held_is_not_printed_again(folder: Path) -> None:
    assert reprinted(folder) == {"sign-in-02-a.pdf", "02-sail-a.pdf"}
    later = ["--now", "2027-01-30T10:00", "-q", "--no-input"]
    assert run(["held", "sail", "--cohort", "a", "-C", str(folder), *later]) == 0
    assert reprinted(folder) == set()


def test_files_that_are_no_pages_are_named_apart_from_them(folder: Path) -> None:
    plan, types, base, _problems = read_and_plan(folder, Shelves.open(folder=folder), today=None)
    files = out_of_date(folder, plan, types=types, base=base).files
    assert "share/calendar/cohort-a.ics" in files
    assert not [path for path in files if path.endswith(".html")]


def test_a_page_that_only_a_whole_build_makes_is_not_thrown_away(folder: Path) -> None:
    plan, types, base, _problems = read_and_plan(folder, Shelves.open(folder=folder), today=None)
    assert plan.programme.told is not None
    assert {path for path in plan.programme.told.files if path.endswith(".html")} & set(OF_A_WHOLE_BUILD)
    pages = out_of_date(folder, plan, types=types, base=base).pages
    assert [page.path for page in pages if page.what == "gone"] == []


def test_who_comes_instead_is_no_news_for_a_page_that_names_no_facilitator(folder: Path) -> None:
    assert say(folder, "swap", "ada", "--with", "bea", "--session", "sail", "--yes") == 0
    plan, types, base, _problems = read_and_plan(folder, Shelves.open(folder=folder), today=None)
    found = {page.path: page.what for page in out_of_date(folder, plan, types=types, base=base).pages}
    assert found["share/syllabus.pdf"] == "slip"
    assert found["private/facilitators/hand-over-02-a.pdf"] == "new"


@pytest.mark.parametrize(
    ("run_by", "copies", "readers"),
    [
        ("ada", 4, "3 participants and 1 facilitator"),
        ("ada, bea", 5, "3 participants and 2 facilitators"),
        ("", 4, "3 participants and the pack of the group"),
    ],
)
def test_a_slip_goes_into_each_pack_of_a_group(tmp_path: Path, run_by: str, copies: int, readers: str) -> None:
    folder = lay_out(tmp_path / "small")
    cohorts = folder / "cohorts.yaml"
    written = cohorts.read_text("utf-8").replace("facilitators: [ada]", f"facilitators: [{run_by}]")
    cohorts.write_text(written, "utf-8")
    assert say(folder, "build") == 3
    assert say(folder, "publish", "launch") == 0
    assert say(folder, "move", "sail", "--cohort", "a", "--to", "2027-01-29", "--yes") == 0
    plan, types, base, _problems = read_and_plan(folder, Shelves.open(folder=folder), today=None)
    (slip,) = out_of_date(folder, plan, types=types, base=base).slips
    assert (slip.copies, slip.copies_for) == (copies, readers)
