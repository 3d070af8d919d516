"""Big groups build: what a document costs grows with the group and no faster, and one that is too large stands in
nobody's way."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.documents.rich_plan import rich_plan, shipped_types
from tests.outputs.printing import pdfs
from tests.security.attacks import say, small, spent
from toolkit.documents.pages import make_pages
from toolkit.jobs.laying_out import MOST_FAILURES
from toolkit.model.document import Page
from toolkit.model.people import Room
from toolkit.model.plan import Plan
from toolkit.outputs.engine import Limits
from toolkit.outputs.parts import split
from toolkit.outputs.pdf import PrintedFile
from toolkit.problems import Problem, ProblemsFound


def many(count: int) -> Plan:
    """The rich plan with so many cohorts like its first one."""
    plan = rich_plan()
    first = plan.programme.cohorts[0]
    cohorts = tuple(replace(first, key=f"c{number}", label=f"Cohort {number}") for number in range(1, count + 1))
    meetings = tuple(replace(meeting, cohort=cohort) for cohort in cohorts for meeting in plan.of_cohort(first.key))
    return replace(plan, programme=replace(plan.programme, cohorts=cohorts), meetings=meetings, pairs=())


def pages_of(name: str, plan: Plan) -> tuple[Page, ...]:
    types, base = shipped_types(name)
    return make_pages(plan, types, base=base)


@pytest.mark.parametrize(
    ("name", "cohorts", "parts"),
    [
        ("register", 5, 1),
        ("register", 6, 2),
        ("register", 100, 20),
        ("cohorts", 50, 1),
        ("cohorts", 150, 3),
        ("syllabus", 24, 2),
        ("syllabus", 101, 5),
    ],
)
def test_what_has_a_piece_for_each_cohort_is_laid_out_in_parts(name: str, cohorts: int, parts: int) -> None:
    (page,) = pages_of(name, many(cohorts))
    assert len(split(page)) == parts


@pytest.mark.slow
def test_pages_of_a_later_part_have_the_same_foot() -> None:
    (page,) = pages_of("cohorts", many(51))
    made = pdfs([page])
    feet = [sheet.extract_text() for sheet in PdfReader(io.BytesIO(made["private/cohorts.pdf"])).pages]
    assert [f"Cohorts · {number}" in text for number, text in enumerate(feet, 1)] == [True] * len(feet)


def test_a_room_of_very_many_meetings_has_a_part_for_each_week() -> None:
    plan = many(400)
    room = Room("hall", "The hall", 9000, 1000)
    weeks = {meeting.date.isocalendar()[:2] for meeting in plan.meetings}
    for count, parts in ((100, 1), (400, len(weeks))):
        few = [meeting for meeting in plan.meetings if int(meeting.cohort.key[1:]) <= count]
        (page,) = pages_of("timetable", replace(plan, meetings=tuple(replace(meeting, room=room) for meeting in few)))
        assert len(split(page)) == parts


@pytest.mark.slow
def test_a_register_of_many_cohorts_passes_the_limits_that_each_of_its_parts_keeps() -> None:
    (page,) = pages_of("register", many(60))
    made = pdfs([page], limits=Limits(pages=6))
    register = PdfReader(io.BytesIO(made["private/attendance.pdf"]))
    assert [re.search(r"Cohort \d+", sheet.extract_text())[0] for sheet in register.pages] == [  # type: ignore[index]
        f"Cohort {number}" for number in range(1, 61)
    ]
    assert [sheet.extract_text().split()[-1] for sheet in register.pages[::20]] == ["1", "21", "41"]
    with pytest.raises(ProblemsFound):
        pdfs([page], limits=Limits(pages=4))


@pytest.mark.parametrize(("limits", "fine"), [(Limits(parts=2), True), (Limits(parts=1), False)])
def test_a_document_has_so_many_parts_at_most(limits: Limits, *, fine: bool) -> None:
    html = (
        "<!DOCTYPE html><html lang=en><head><title>T</title></head><body><main><section>a</section><section"
        " data-part='1'>b</section></main></body></html>"
    )
    page = Page(
        "share/t.pdf",
        "t",
        "T",
        "share",
        "en",
        "a4",
        html.replace("'", '"'),
        "section { break-before: page }",
        "one",
        1,
        "",
    )
    problems: tuple[Problem, ...] = ()
    try:
        pdfs([page], limits=limits)
    except ProblemsFound as error:
        problems = error.problems
    assert [problem.message for problem in problems] == (
        [] if fine else ["The document “T” is too large to print: it has more than 1 parts."]
    )


@pytest.mark.slow
def test_a_programme_of_150_cohorts_is_written_in_time(tmp_path: Path) -> None:
    folder = small(tmp_path / "programme")
    (folder / "changes.yaml").write_text("changes: []\n", "utf-8")
    (folder / "cohorts.yaml").write_text(
        "cohorts:\n"
        + "".join(f"  c{n}: {{members: [{', '.join(f'q{8 * n + m}' for m in range(8))}]}}\n" for n in range(150)),
        "utf-8",
    )
    (folder / "people/participants.csv").write_text(
        "id,name,email\n" + "".join(f"q{n},Person {n},q{n}@example.org\n" for n in range(1200)), "utf-8"
    )
    (folder / "people/rooms.csv").write_text("id,name,seats,cohorts\nhall,The hall,9000,1000\n", "utf-8")
    for verb in ("check", "build --only sheets"):
        found = spent(folder, verb)
        assert found.code == 0, found
        assert found.within_limits, found


class Press:
    """Stands in for the PDF engine: prints a document's path, and refuses those of which the path holds one of these
    words."""

    def __init__(self) -> None:
        self.refused: tuple[str, ...] = ()
        self.tried: list[str] = []

    def __call__(self, pages: Sequence[Page], **_options: object) -> Iterator[PrintedFile]:
        for page in pages:
            self.tried.append(page.path)
            if any(word in page.path for word in self.refused):
                raise ProblemsFound(
                    [Problem(f"out/{page.path}", 0, 0, "P103", f"The document “{page.title}” is too large to print.")]
                )
            yield from (PrintedFile(part.path, part.html.encode()) for part in split(page) if part.path)
            yield PrintedFile(page.path, page.html.encode())


@pytest.fixture
def press(monkeypatch: pytest.MonkeyPatch) -> Press:
    press = Press()
    monkeypatch.setattr("toolkit.jobs.printing.render_pages", press)
    return press


def test_a_document_that_is_too_large_is_named_and_everything_else_is_built(
    tmp_path: Path, press: Press, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = small(tmp_path / "programme")
    press.refused = ("attendance",)
    assert say(folder, "build") == 1
    told = capsys.readouterr().err
    assert told.count("P103") == 1
    assert "“Attendance register” is too large to print" in told
    made = {path.relative_to(folder / "out").as_posix() for path in (folder / "out").rglob("*") if path.is_file()}
    assert "private/attendance.pdf" not in made
    assert {
        "private/attendance.html",
        "private/attendance.csv",
        "private/cohorts.pdf",
        "share/poster.pdf",
        "share/calendar/programme.ics",
    } <= made
    index = (folder / "out/index.html").read_text("utf-8")
    assert ("private/attendance.pdf" in index, "private/attendance.html" in index, "private/cohorts.pdf" in index) == (
        False,
        True,
        True,
    )


@pytest.mark.parametrize("words", ["build", "build --document register"])
def test_its_old_pdf_goes_since_it_may_say_what_is_no_longer_so_and_every_build_tries_again(
    tmp_path: Path, press: Press, words: str
) -> None:
    folder = small(tmp_path / "programme")
    assert say(folder, "build") == 0
    assert (folder / "out/private/attendance.pdf").is_file()
    (folder / "people/participants.csv").write_text(
        (folder / "people/participants.csv").read_text("utf-8").replace("p1,", "p1,Another "), "utf-8"
    )
    press.refused = ("attendance",)
    assert [say(folder, words), say(folder, words)] == [1, 1]
    assert not (folder / "out/private/attendance.pdf").exists()
    assert (folder / "out/private/cohorts.pdf").is_file()
    press.refused = ()
    assert say(folder, words) == 0
    assert (folder / "out/private/attendance.pdf").is_file()


def test_after_some_of_one_type_the_others_are_not_tried_and_counted(
    tmp_path: Path, press: Press, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = small(tmp_path / "programme")
    press.refused = ("sign-in",)
    assert say(folder, "build --only pdf") == 1
    tried = [path for path in press.tried if "sign-in" in path]
    told = capsys.readouterr().err
    assert len(tried) == MOST_FAILURES
    assert told.count("P103") == MOST_FAILURES + 1
    assert f"After {MOST_FAILURES} that are too large to print" in told
    assert (folder / "out/private/cohorts.pdf").is_file()
